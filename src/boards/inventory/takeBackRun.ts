import type { ItemPointer, RunEntry } from "../../domain/inventory/importPlan";
import { textOf } from "../errors";
import type { TextEdit } from "../itemEdits";
import { type MadeItem, recycle, type Recycling } from "../recycling";
import { fieldsOf, onlyFields } from "./editParts";
import { isDone } from "./outcomes";
import { searchKeyOf } from "./runCreates";
import { findMade } from "./runItems";
import { unlinkAll } from "./runLinks";
import { RunProgressLog } from "./runProgress";
import { RunRecords } from "./runRecords";
import { updateAll } from "./runUpdates";
import { AT_ONCE, RECORDS_AFTER, type RunBoards, type RunWorld, worldOf } from "./runWorld";
import type { EntryOutcome, Run, RunProgress } from "./stores";

type Entry<K extends RunEntry["kind"]> = Extract<RunEntry, { kind: K }>;
type Done<K extends EntryOutcome["kind"]> = Extract<EntryOutcome, { kind: K }>;

/**
 * Takes back what a run did, the last first: its links, then what it changed in work items, field by field and only where
 * nobody changed the item since, then the work items that it made, children before parents, which go into the recycle bin.
 * What somebody changed since is `kept`, and says by whom. The records get back what they were, but for those that somebody
 * changed since. What fails for a moment stays as it is, to be taken back by the same call again.
 *
 * Begins nothing more once `signal` is aborted. Never rejects: what goes wrong is in the outcomes and problems.
 */
export async function takeBackRun(
  boards: RunBoards,
  run: Run,
  signal: AbortSignal,
  onProgress: (progress: RunProgress) => void,
): Promise<Run> {
  return new TakingBack(worldOf(boards, run), run, signal, onProgress).run();
}

class TakingBack {
  private readonly log: RunProgressLog;
  private readonly records: RunRecords;
  /** The work items of the run by the keys of their entries, taken back or not. */
  private readonly ids = new Map<string, number>();
  private readonly entries: ReadonlyMap<string, RunEntry>;
  private sinceNote = 0;

  constructor(
    private readonly world: RunWorld,
    private readonly done: Run,
    private readonly signal: AbortSignal,
    onProgress: (progress: RunProgress) => void,
  ) {
    this.entries = new Map(done.entries.map(({ entry }) => [entry.key, entry]));
    this.log = new RunProgressLog(world, done, onProgress, (outcome) => !isOurs(outcome));
    this.records = new RunRecords(world, done, this.log);
  }

  async run(): Promise<Run> {
    if (!(await this.log.note("undoing"))) return this.log.result(this.done.summary.state);
    try {
      await this.findLost();
      for (const [key, { kind }] of this.log.outcomes) {
        const id = this.log.idOf({ key });
        if (id !== null && isDone({ kind } as EntryOutcome)) this.ids.set(key, id);
      }
      this.records.resolve();
      await this.unlink();
      await this.restore();
      await this.recycleMade();
    } catch (thrown) {
      this.log.problems.push(textOf(thrown));
    }
    await this.records.takeBack();
    const isOver = this.records.isComplete && ![...this.log.outcomes.values()].some(isOurs);
    const state = isOver ? "undone" : "undoing";
    if (this.records.isComplete) await this.log.note(state);
    return this.log.result(state);
  }

  /** What an earlier page made and could not note is taken back as well. */
  private async findLost(): Promise<void> {
    const known = new Set([...this.log.outcomes.values()].flatMap((outcome) => ("id" in outcome ? [outcome.id] : [])));
    const { transport, project } = this.world;
    const found = await findMade(transport, project.id, this.done.summary.id, (id) => known.has(id));
    for (const entry of this.entries.values()) {
      if (entry.kind !== "create" || isDone(this.log.of(entry.key))) continue;
      const [made] = found.get(searchKeyOf(entry) ?? "") ?? [];
      if (made !== undefined) this.log.set(entry.key, { kind: "created", ...made });
    }
  }

  private async unlink(): Promise<void> {
    await this.inBatches("link", "linked", async (batch) => {
      const gone = await unlinkAll(
        this.world,
        batch.map(({ entry, outcome: { from, to } }) => ({ type: entry.type, from, to })),
      );
      return batch.map(({ outcome }, index): EntryOutcome => {
        const result = gone[index];
        if (result?.kind === "gone") return UNDONE;
        if (result?.kind === "refused") return { kind: "kept", id: outcome.from, message: result.message };
        return this.stays(outcome, result?.message);
      });
    });
  }

  private async restore(): Promise<void> {
    await this.inBatches("update", "updated", async (batch) => {
      const restored = await updateAll(
        this.world,
        batch.map(({ entry, outcome: { id, rev, before } }) => ({
          id,
          rev,
          edit: before,
          before: this.editOf(entry, before),
          mayBeWritten: true,
          isRebased: false,
        })),
      );
      return batch.map(({ outcome }, index): EntryOutcome => {
        const result = restored[index];
        if (result?.kind === "updated" || result?.kind === "present") return UNDONE;
        if (result?.kind === "failed" || result === undefined) return this.stays(outcome, result?.message);
        return { kind: "kept", id: outcome.id, message: result.message };
      });
    });
  }

  /** What the run wrote of an item, in what is to be restored. */
  private editOf({ edit: { under, description, ...edit } }: Entry<"update">, before: TextEdit): TextEdit {
    const parent = under === undefined ? edit.parent : under === null ? null : this.idOf(under);
    const written: TextEdit = {
      ...edit,
      ...(parent === undefined ? {} : { parent }),
      ...(description === undefined ? {} : { description: description.to }),
    };
    return onlyFields(written, fieldsOf(before));
  }

  private idOf(pointer: ItemPointer): number | undefined {
    return "id" in pointer ? pointer.id : this.ids.get(pointer.key);
  }

  private async recycleMade(): Promise<void> {
    const depths = new Map<string, number>();
    for (const entry of this.entries.values()) if (entry.kind === "create") depths.set(entry.key, this.depthOf(entry));
    const linkedTo = this.linkedItems();
    const deepest = Math.max(0, ...depths.values());
    for (let depth = deepest; depth >= 0; depth--) {
      await this.inBatches(
        "create",
        "created",
        async (batch) => {
          const items = batch.map(({ entry, outcome }) => this.madeItem(entry, outcome, linkedTo));
          const recycled = await recycle(this.world, items);
          return batch.map(({ outcome }, index): EntryOutcome => this.recycledOf(outcome, recycled[index]));
        },
        ({ key }) => depths.get(key) === depth,
      );
    }
  }

  private madeItem(
    { item, under }: Entry<"create">,
    { id, rev }: Done<"created">,
    linkedTo: ReadonlyMap<number, readonly number[]>,
  ): MadeItem {
    const parent = under === null ? undefined : this.idOf(under);
    return {
      id,
      rev,
      links: [...(parent === undefined ? [] : [parent]), ...item.related, ...(linkedTo.get(id) ?? [])],
    };
  }

  /** What the links of the run tie its items to: those that could not be taken away hold nothing back. */
  private linkedItems(): ReadonlyMap<number, readonly number[]> {
    const linked = new Map<number, number[]>();
    const add = (one: number, other: number): void => {
      linked.set(one, [...(linked.get(one) ?? []), other]);
    };
    for (const entry of this.entries.values()) {
      if (entry.kind !== "link") continue;
      const [from, to] = [this.idOf(entry.from), this.idOf(entry.to)];
      if (from === undefined || to === undefined) continue;
      add(from, to);
      add(to, from);
    }
    return linked;
  }

  private recycledOf(outcome: Done<"created">, result: Recycling | undefined): EntryOutcome {
    switch (result?.kind) {
      case "recycled":
        return UNDONE;
      case "changed": {
        const when = result.when === null ? "" : ` That was at ${new Date(result.when).toISOString()}.`;
        return { kind: "kept", id: outcome.id, message: `${result.message}${when}` };
      }
      case "refused":
        return { kind: "kept", id: outcome.id, message: result.message };
      default:
        return this.stays(outcome, result?.message);
    }
  }

  /** How many of the run's own items stand above one. */
  private depthOf({ under }: Entry<"create">): number {
    let depth = 0;
    const seen = new Set<string>();
    for (let above = under; above !== null && "key" in above && !seen.has(above.key); depth++) {
      seen.add(above.key);
      const entry = this.entries.get(above.key);
      above = entry?.kind === "create" ? entry.under : null;
    }
    return depth;
  }

  /** What could not be taken back for the moment stays as it is, to be taken back later. */
  private stays(outcome: EntryOutcome, message = "Azure DevOps gave no answer."): EntryOutcome {
    this.log.problems.push(`Not all could be taken back: try it again. ${message}`);
    return outcome;
  }

  /** Takes back entries with one outcome, the last first. */
  private async inBatches<K extends RunEntry["kind"], D extends EntryOutcome["kind"]>(
    kind: K,
    done: D,
    act: (
      batch: readonly { readonly entry: Entry<K>; readonly outcome: Done<D> }[],
    ) => Promise<readonly EntryOutcome[]>,
    isMeant: (entry: Entry<K>) => boolean = () => true,
  ): Promise<void> {
    const all = [...this.entries.values()].reverse().flatMap((entry) => {
      const outcome = this.log.of(entry.key);
      if (!isOfKind(entry, kind) || !isMeant(entry) || !isOutcomeOf(outcome, done)) return [];
      return [{ entry, outcome }];
    });
    for (let start = 0; start < all.length && !this.signal.aborted; start += AT_ONCE) {
      const batch = all.slice(start, start + AT_ONCE);
      const outcomes = await act(batch);
      for (const [index, { entry, outcome }] of batch.entries()) this.log.set(entry.key, outcomes[index] ?? outcome);
      this.log.tell();
      this.sinceNote += batch.length;
      if (this.sinceNote >= RECORDS_AFTER) await this.keep();
    }
  }

  /** The records first: what is noted as taken back is not looked at again. */
  private async keep(): Promise<void> {
    this.sinceNote = 0;
    await this.records.takeBack();
    if (this.records.isComplete) await this.log.note("undoing");
  }
}

const UNDONE: EntryOutcome = { kind: "undone" };

/** Whether the run did something that is still to be taken back. */
function isOurs({ kind }: EntryOutcome): boolean {
  return kind === "created" || kind === "updated" || kind === "linked";
}

function isOfKind<K extends RunEntry["kind"]>(entry: RunEntry, kind: K): entry is Entry<K> {
  return entry.kind === kind;
}

function isOutcomeOf<D extends EntryOutcome["kind"]>(outcome: EntryOutcome, kind: D): outcome is Done<D> {
  return outcome.kind === kind;
}
