import { inverseOf } from "../../domain/change/edit";
import type { ItemPointer, RunEntry } from "../../domain/inventory/importPlan";
import { counted } from "../../domain/text";
import { Cancelled, textOf } from "../errors";
import { type TextEdit, textEditOf } from "../itemEdits";
import { recycle } from "../recycling";
import { DEFAULT_RETRY, waitBefore } from "../retryPolicy";
import { sideBySide } from "../sideBySide";
import { isDone } from "./outcomes";
import { createAll, type CreateTask, searchKeyOf } from "./runCreates";
import { findMade, type MadeByRun } from "./runItems";
import { linkAll, type LinkTask } from "./runLinks";
import { RunProgressLog } from "./runProgress";
import { RunRecords } from "./runRecords";
import { updateAll, type UpdateTask } from "./runUpdates";
import { AT_ONCE, LANES, RECORDS_AFTER, type RunBoards, type RunWorld, worldOf } from "./runWorld";
import type { EntryOutcome, Run, RunProgress, RunState } from "./stores";

/** How often what failed for a moment is tried in one go. */
const ROUNDS = 3;

/**
 * Does what of a run is not done yet: what waits, what failed, and what met somebody else's change, of which the parts that
 * don't overlap are merged then. What Azure DevOps refused stays refused. Nothing is made twice: what an earlier try made is
 * looked for by the run's tag and the key in its description before anything is made, and so is what was lost on the way.
 *
 * Of two pages that carry out one run at the same time, each takes back what it made second: the lower id stays. What a page
 * made second and had no time to take back is told as a problem by the next one.
 *
 * A run that is begun makes nothing where an asset got a work item since it was planned, by another run.
 *
 * Each call's outcomes are noted before the next is begun; the records follow their entries. Begins nothing more once `signal`
 * is aborted. Never rejects: what goes wrong is in the outcomes and problems.
 */
export async function carryOutRun(
  boards: RunBoards,
  run: Run,
  signal: AbortSignal,
  onProgress: (progress: RunProgress) => void,
): Promise<Run> {
  const { state } = run.summary;
  if (state === "undoing" || state === "undone") {
    return { ...run, problems: ["This run was taken back. Plan it anew."] };
  }
  return new CarryingOut(worldOf(boards, run), run, signal, onProgress).run();
}

class CarryingOut {
  private readonly log: RunProgressLog;
  private readonly records: RunRecords;
  /** Whether an earlier try may have written something that the journal does not know. */
  private readonly isResumed: boolean;
  private readonly entries: ReadonlyMap<string, RunEntry>;
  /** What is still to be tried, with how often it was. */
  private readonly left: Map<string, number>;
  /** Entries that met somebody else's change in an earlier try. */
  private readonly conflicted: ReadonlySet<string>;
  /** Entries whose creation was sent and not answered. */
  private readonly lost = new Set<string>();
  /** Work items that this page made. */
  private readonly own = new Set<number>();
  private sinceRecords = 0;

  constructor(
    private readonly world: RunWorld,
    private readonly todo: Run,
    private readonly signal: AbortSignal,
    onProgress: (progress: RunProgress) => void,
  ) {
    const { summary, entries } = todo;
    this.log = new RunProgressLog(world, todo, onProgress, isDone);
    this.records = new RunRecords(world, todo, this.log);
    this.isResumed = summary.state !== "planned";
    this.entries = new Map(entries.map(({ entry }) => [entry.key, entry]));
    const keysOf = (...kinds: readonly EntryOutcome["kind"][]): string[] =>
      entries.filter(({ outcome }) => kinds.includes(outcome.kind)).map(({ entry }) => entry.key);
    this.left = new Map(keysOf("waiting", "failed", "conflict").map((key) => [key, 0]));
    this.conflicted = new Set(keysOf("conflict"));
  }

  async run(): Promise<Run> {
    if (!this.isResumed && !(await this.isUpToDate())) return this.log.result("planned");
    // Before anything is written: what an earlier try made is looked for only where the run is marked as begun.
    if (!(await this.log.note("running"))) return this.log.result(this.todo.summary.state);
    try {
      if (this.isResumed) await this.settle();
      await this.doAll();
    } catch (thrown) {
      if (!(thrown instanceof Cancelled)) this.log.problems.push(textOf(thrown));
    }
    await this.records.write();
    const isOver = (outcome: EntryOutcome): boolean =>
      isDone(outcome) || ["refused", "undone", "kept"].includes(outcome.kind);
    const isComplete = this.records.isComplete && [...this.log.outcomes.values()].every(isOver);
    const state: RunState = isComplete ? "done" : "unfinished";
    await this.log.note(state);
    return this.log.result(state);
  }

  /**
   * Whether no asset that is to be made got a work item since the run was planned, by somebody else's import of the same files.
   * Where one did, or nobody knows, nothing is begun and a problem says why.
   */
  private async isUpToDate(): Promise<boolean> {
    const toMake = this.todo.records.filter(({ item }) => item !== null && "key" in item);
    if (toMake.length === 0) return true;
    try {
      const { records } = await this.world.records.loadMap();
      const known = new Map(records.map((record) => [record.key, record]));
      const made = toMake.flatMap(({ before, after }) => {
        const record = known.get(after?.key ?? "");
        const isNew = record !== undefined && record.workItem !== null && record.workItem !== before?.workItem;
        return isNew ? [record] : [];
      });
      const [first] = made;
      if (first === undefined) return true;
      this.log.problems.push(
        `${counted(made.length, "asset")} got a work item since this was planned, ${first.name} work item ${first.workItem}. ` +
          "Nothing was written: compare the files again.",
      );
    } catch (thrown) {
      this.log.problems.push(`The inventory records could not be read, so that nothing was written. ${textOf(thrown)}`);
    }
    return false;
  }

  /** Wave after wave: what the entries of one wait for was written by those before. */
  private async doAll(): Promise<void> {
    for (let failures = 0; !this.signal.aborted;) {
      const ready = this.readyEntries();
      if (ready.length === 0) break;
      await this.doWave(ready);
      failures = ready.some(({ key }) => this.left.has(key)) ? failures + 1 : 0;
      if (failures > 0) await this.world.clock.sleep(waitBefore(DEFAULT_RETRY, "broken", failures, 1), this.signal);
    }
    if (!this.signal.aborted) this.explainWaiting();
  }

  private readyEntries(): RunEntry[] {
    return [...this.left.keys()].flatMap((key) => {
      const entry = this.entries.get(key);
      return entry?.after.every((before) => isDone(this.log.of(before))) === true ? [entry] : [];
    });
  }

  private async doWave(ready: readonly RunEntry[]): Promise<void> {
    const creates = ready.filter((entry) => entry.kind === "create");
    await this.inBatches(creates, (batch) => this.create(batch));
    // Whatever of them is not known to be made is looked for: only then may it be tried again.
    if (creates.length > 0) await this.settle();
    const updates = ready.filter((entry) => entry.kind === "update");
    await this.inBatches(updates, (batch) => this.update(batch));
    const links = ready.filter((entry) => entry.kind === "link");
    await this.inBatches(links, (batch) => this.link(batch));
    if (this.signal.aborted) return;
    for (const { key } of ready) {
      const tries = (this.left.get(key) ?? 0) + 1;
      if (this.log.of(key).kind === "failed" && tries < ROUNDS) this.left.set(key, tries);
      else this.left.delete(key);
    }
  }

  /** Does entries of one kind, so many by one call, and notes what came of each call. */
  private async inBatches<E extends RunEntry>(
    entries: readonly E[],
    act: (batch: readonly E[]) => Promise<readonly EntryOutcome[]>,
  ): Promise<void> {
    const batches: (readonly E[])[] = [];
    for (let start = 0; start < entries.length; start += AT_ONCE) batches.push(entries.slice(start, start + AT_ONCE));
    await sideBySide(batches, LANES, async (batch) => {
      if (this.signal.aborted) return;
      const outcomes = await act(batch);
      for (const [index, { key }] of batch.entries()) this.log.set(key, outcomes[index] ?? UNKNOWN);
      this.log.tell();
      await this.log.note("running");
      this.sinceRecords += batch.length;
      if (this.sinceRecords < RECORDS_AFTER) return;
      this.sinceRecords = 0;
      await this.records.write();
    });
  }

  private async create(batch: readonly Extract<RunEntry, { kind: "create" }>[]): Promise<readonly EntryOutcome[]> {
    const outcomes = await withTasks(
      batch,
      (entry): CreateTask | EntryOutcome => {
        if (searchKeyOf(entry) === null) return NO_KEY;
        const parent = this.targetOf(entry.under);
        return parent === undefined ? NOT_MADE : { entry, parent };
      },
      (tasks) => createAll(this.world, this.todo.summary.id, tasks),
    );
    for (const [index, { key }] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome?.kind === "created") this.own.add(outcome.id);
      if (outcome?.kind === "failed") this.lost.add(key);
    }
    return outcomes;
  }

  private update(batch: readonly Extract<RunEntry, { kind: "update" }>[]): Promise<readonly EntryOutcome[]> {
    return withTasks(
      batch,
      ({ key, item, edit: { under, title, description, ...rest } }): UpdateTask | EntryOutcome => {
        const parent = under === undefined ? rest.parent : this.targetOf(under);
        if (under !== undefined && parent === undefined) return NOT_MADE;
        const edit = { ...rest, ...(parent === undefined ? {} : { parent }) };
        return {
          id: item.id,
          rev: item.rev,
          edit: withTexts(edit, title, description?.to),
          before: withTexts(
            textEditOf(inverseOf({ item, edit }), null),
            title === undefined ? undefined : item.title,
            description?.from,
          ),
          mayBeWritten: this.mayBeDone(key),
          isRebased: this.conflicted.has(key),
        };
      },
      (tasks) => updateAll(this.world, tasks),
    );
  }

  private link(batch: readonly Extract<RunEntry, { kind: "link" }>[]): Promise<readonly EntryOutcome[]> {
    return withTasks(
      batch,
      ({ key, type, from, to }): LinkTask | EntryOutcome => {
        const [source, target] = [this.log.idOf(from), this.log.idOf(to)];
        if (source === null || target === null) return NOT_MADE;
        return { type, from: source, to: target, mayBeMade: this.mayBeDone(key) };
      },
      (tasks) => linkAll(this.world, tasks),
    );
  }

  /** Whether an earlier try may have done it without anyone noting so. */
  private mayBeDone(key: string): boolean {
    return this.isResumed || (this.left.get(key) ?? 0) > 0;
  }

  /** The id that a pointer means; undefined where it is not made, null for none. */
  private targetOf(pointer: ItemPointer | null): number | null | undefined {
    return pointer === null ? null : (this.log.idOf(pointer) ?? undefined);
  }

  /**
   * Looks for what the run made and nobody noted, and for what was made twice.
   *
   * @throws what the transport throws
   */
  private async settle(): Promise<void> {
    const known = new Set([...this.log.outcomes.values()].flatMap((outcome) => ("id" in outcome ? [outcome.id] : [])));
    const { transport, project } = this.world;
    const found = await findMade(transport, project.id, this.todo.summary.id, (id) => known.has(id));
    if (found.size === 0) return;
    const twice: MadeByRun[] = [];
    for (const entry of this.entries.values()) {
      const made = entry.kind === "create" ? found.get(searchKeyOf(entry) ?? "") : undefined;
      if (made !== undefined) twice.push(...this.adopt(entry.key, made));
    }
    for (const [index, outcome] of (await recycle({ transport, project }, twice)).entries()) {
      if (outcome.kind !== "recycled") this.tellTwice(twice[index]?.id ?? 0, outcome.message);
    }
  }

  /** Takes what was found for an entry as made by it: the lowest id. Gives back what else is surely ours, to be recycled. */
  private adopt(key: string, found: readonly MadeByRun[]): MadeByRun[] {
    const outcome = this.log.of(key);
    const all = [...found, ...(outcome.kind === "created" ? [outcome] : [])].sort((a, b) => a.id - b.id);
    const [first, ...others] = all;
    if (first === undefined || (isDone(outcome) && outcome.kind !== "created")) return [];
    // What was noted before this page began stays: its children and links are known by its id.
    const kept = outcome.kind === "created" && !this.own.has(outcome.id) ? outcome : first;
    if (kept !== outcome) this.log.set(key, { kind: "created", id: kept.id, rev: kept.rev });
    this.left.delete(key);
    const extra = [first, ...others].filter(({ id }) => id !== kept.id);
    // A person may have copied an item with its tags and text: that is theirs.
    const isOurs = ({ id }: MadeByRun): boolean => this.own.has(id) || this.lost.has(key);
    for (const { id } of extra.filter((one) => !isOurs(one))) {
      this.tellTwice(id, `It has the tag and the key of work item ${kept.id}.`);
    }
    return extra.filter(isOurs);
  }

  private tellTwice(id: number, message: string): void {
    this.log.problems.push(`Work item ${id} was made twice, or copied: look whether it can go. ${message}`);
  }

  /** Says of what was not begun what it waits for. */
  private explainWaiting(): void {
    for (const key of this.left.keys()) {
      const before = this.entries.get(key)?.after.find((other) => !isDone(this.log.of(other)));
      if (before === undefined) continue;
      const outcome = this.log.of(before);
      const why = "message" in outcome && outcome.message !== undefined ? ` (${outcome.message})` : "";
      const message = `It waits for ${nameOf(this.entries.get(before), before)}, which is not written${why}.`;
      // Not the message of what waits itself: of a long chain it would grow with each link.
      const text = outcome.kind === "waiting" ? `It waits for ${nameOf(this.entries.get(before), before)}.` : message;
      this.log.set(key, { kind: "waiting", message: text });
    }
  }
}

const UNKNOWN: EntryOutcome = { kind: "failed", message: "Azure DevOps gave no answer for it." };
const NOT_MADE: EntryOutcome = { kind: "waiting", message: "It waits for a work item that is not made." };
const NO_KEY: EntryOutcome = {
  kind: "refused",
  message: "Its description carries no key, so that it could not be found again and might be made twice.",
};

/** Acts on what can be acted on, all together, and gives the outcome of each in their order. */
async function withTasks<E, T extends object>(
  batch: readonly E[],
  taskOf: (entry: E) => T | EntryOutcome,
  act: (tasks: readonly T[]) => Promise<readonly EntryOutcome[]>,
): Promise<readonly EntryOutcome[]> {
  const tasks = batch.map(taskOf);
  const isTask = (task: T | EntryOutcome): task is T => !("kind" in task);
  const sent = tasks.filter(isTask);
  const outcomes = sent.length === 0 ? [] : await act(sent);
  let next = 0;
  return tasks.map((task) => (isTask(task) ? (outcomes[next++] ?? UNKNOWN) : task));
}

function withTexts(edit: TextEdit, title: string | undefined, description: string | undefined): TextEdit {
  return {
    ...edit,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  };
}

function nameOf(entry: RunEntry | undefined, key: string): string {
  return entry === undefined || entry.kind === "link" ? `the entry ${key}` : `“${entry.item.title}”`;
}
