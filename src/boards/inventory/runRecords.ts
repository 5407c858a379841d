import type { ItemPointer, RecordChange } from "../../domain/inventory/importPlan";
import type { StoredRecord } from "../../domain/inventory/record";
import { canonical } from "../canonical";
import { textOf } from "../errors";
import { isDone } from "./outcomes";
import type { RunProgressLog } from "./runProgress";
import type { RunWorld } from "./runWorld";
import type { EntryOutcome, Run } from "./stores";

/** Writes the records of a run once their entries are written, and takes them back. */
export class RunRecords {
  private readonly left: Set<RecordChange>;
  /** As the run wrote them: with the ids of the work items that it made, taken back or not. */
  private readonly written = new Map<RecordChange, StoredRecord | null>();
  /** As this page put them into the store. */
  private readonly put = new Map<RecordChange, StoredRecord | null>();
  private readonly keys: ReadonlySet<string>;
  private hasFailed = false;

  constructor(
    private readonly world: Pick<RunWorld, "records">,
    private readonly run: Run,
    private readonly log: RunProgressLog,
  ) {
    this.left = new Set(run.records);
    this.keys = new Set(run.entries.map(({ entry }) => entry.key));
  }

  /** Whether all that could be written by now is written, or is somebody else's. */
  get isComplete(): boolean {
    return !this.hasFailed;
  }

  /** Remembers the records as the run wrote them: to be called before any of its entries is taken back. */
  resolve(): void {
    for (const change of this.run.records) this.written.set(change, this.afterOf(change));
  }

  /**
   * Writes the records of entries that are written by now, and anew those whose work item turned out to be made by another page
   * first. What fails is written by the next call.
   */
  async write(): Promise<void> {
    const ready = this.run.records.filter(
      (change) =>
        (this.left.has(change) || this.isOutdated(change)) &&
        this.entriesOf(change, change.item, change.workload).every((key) => isDone(this.log.of(key))),
    );
    await this.change(ready, (change) => ({
      before: this.put.get(change) ?? change.before,
      after: this.afterOf(change),
    }));
  }

  /** Gives the records of entries that are taken back what they were before, but for what somebody changed since. */
  async takeBack(): Promise<void> {
    const ready = [...this.left].filter((change) =>
      this.entriesOf(change, change.item).every((key) => !isStill(this.log.of(key))),
    );
    await this.change(ready, (change) => ({ before: this.written.get(change) ?? null, after: change.before }));
  }

  private async change(
    ready: readonly RecordChange[],
    writeOf: (change: RecordChange) => Pick<RecordChange, "before" | "after">,
  ): Promise<void> {
    if (ready.length === 0) return;
    const writes = ready.map((change) => ({ change, write: writeOf(change) }));
    try {
      const conflicts = await this.world.records.change(writes.map(({ write }) => write));
      const byKey = new Map(conflicts.map((conflict) => [conflict.key, conflict]));
      // Another page of this run wrote those: nobody's but ours, and what this page knows of work items is newer.
      const again = writes.flatMap(({ change, write }) => {
        const theirs = byKey.get(keyOf(write))?.theirs ?? null;
        const isOurs = [write.before, write.after].some((one) => this.isOfThisRun(theirs, one));
        return isOurs ? [{ change, write: { before: theirs, after: write.after } }] : [];
      });
      for (const { write } of again) byKey.delete(keyOf(write));
      const left = again.length === 0 ? [] : await this.world.records.change(again.map(({ write }) => write));
      for (const conflict of left) byKey.set(conflict.key, conflict);
      this.hasFailed = false;
      for (const { key, theirs } of byKey.values()) {
        const what = theirs === null ? "removed" : "changed";
        this.log.problems.push(
          `The record of ${theirs?.name ?? key} was ${what} by somebody else meanwhile; it stays so.`,
        );
      }
      for (const { change, write } of writes) {
        this.left.delete(change);
        if (byKey.has(keyOf(write))) this.put.delete(change);
        else this.put.set(change, write.after);
      }
    } catch (thrown) {
      this.hasFailed = true;
      this.log.problems.push(`Inventory records could not be written. ${textOf(thrown)}`);
    }
  }

  /** Whether a record is one of this run's, but for the work items. */
  private isOfThisRun(theirs: StoredRecord | null, ours: StoredRecord | null): boolean {
    if (theirs === null || ours === null || theirs.run !== this.run.summary.id) return false;
    const { workItem, workloadItem } = ours;
    return canonical({ ...theirs, workItem, workloadItem }) === canonical(ours);
  }

  /** Whether the work items of a record that this page wrote are others by now. */
  private isOutdated(change: RecordChange): boolean {
    const put = this.put.get(change) ?? null;
    if (put === null) return false;
    const after = this.afterOf(change);
    return after !== null && (after.workItem !== put.workItem || after.workloadItem !== put.workloadItem);
  }

  /** Keys of the run's entries that a record belongs to. */
  private entriesOf({ before, after }: RecordChange, ...pointers: readonly (ItemPointer | null)[]): string[] {
    const named = pointers.map((pointer) => (pointer !== null && "key" in pointer ? pointer.key : null));
    const keys = [keyOf({ before, after }), ...named];
    return keys.filter((key): key is string => key !== null && this.keys.has(key));
  }

  private afterOf({ after, item, workload }: RecordChange): StoredRecord | null {
    if (after === null) return null;
    return {
      ...after,
      run: this.run.summary.id,
      workItem: item === null ? after.workItem : this.log.idOf(item),
      workloadItem: workload === null ? after.workloadItem : this.log.idOf(workload),
    };
  }
}

function keyOf({ before, after }: Pick<RecordChange, "before" | "after">): string {
  return (after ?? before)?.key ?? "";
}

/** Whether what an entry did is still there: its record stays with it. */
function isStill({ kind }: EntryOutcome): boolean {
  return kind === "created" || kind === "updated" || kind === "linked" || kind === "kept";
}
