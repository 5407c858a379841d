import type { ItemPointer, RunEntry } from "../../domain/inventory/importPlan";
import { textOf } from "../errors";
import { allCounts, countsOf, isDone } from "./outcomes";
import type { RunWorld } from "./runWorld";
import type { EntryOutcome, Run, RunProgress, RunState } from "./stores";

/** The state of a run while it is carried out or taken back: its outcomes, and which of them the journal does not have yet. */
export class RunProgressLog {
  /** By the entries' keys. */
  readonly outcomes: Map<string, EntryOutcome>;
  readonly problems: string[] = [];
  private readonly unnoted = new Map<string, EntryOutcome>();
  private isNoting = true;

  constructor(
    private readonly world: Pick<RunWorld, "journal">,
    private readonly run: Run,
    private readonly onProgress: (progress: RunProgress) => void,
    private readonly isFinished: (outcome: EntryOutcome) => boolean,
  ) {
    this.outcomes = new Map(run.entries.map(({ entry, outcome }) => [entry.key, outcome]));
  }

  /** The outcome of an entry; it waits where the run has none of that key. */
  of(key: string): EntryOutcome {
    return this.outcomes.get(key) ?? { kind: "waiting" };
  }

  /** Takes in an outcome, to be noted with the next {@link note}. */
  set(key: string, outcome: EntryOutcome): void {
    this.outcomes.set(key, outcome);
    this.unnoted.set(key, outcome);
  }

  tell(): void {
    const done = [...this.outcomes.values()].filter(this.isFinished).length;
    this.onProgress({ done, of: this.outcomes.size });
  }

  /** Notes what is not noted yet. Says whether it could be; what could not is noted with the next call. */
  async note(state: RunState): Promise<boolean> {
    const outcomes = new Map(this.unnoted);
    this.unnoted.clear();
    try {
      await this.world.journal.note(this.run.summary.id, outcomes, state);
      this.isNoting = true;
    } catch (thrown) {
      for (const [key, outcome] of outcomes) if (!this.unnoted.has(key)) this.unnoted.set(key, outcome);
      if (this.isNoting) this.problems.push(`The log of this run could not be written. ${textOf(thrown)}`);
      this.isNoting = false;
    }
    return this.isNoting;
  }

  /** The work item that a pointer means; null while it is not made. */
  idOf(pointer: ItemPointer): number | null {
    if ("id" in pointer) return pointer.id;
    const outcome = this.of(pointer.key);
    return "id" in outcome && isDone(outcome) ? outcome.id : null;
  }

  /** The run as it stands now. */
  result(state: RunState): Run {
    const { summary, entries, records } = this.run;
    const counts = allCounts([countsOf(this.outcomes.values())], entries.length);
    return {
      summary: { ...summary, state, counts },
      entries: entries.map(({ entry }: { readonly entry: RunEntry }) => ({ entry, outcome: this.of(entry.key) })),
      records,
      problems: [...new Set(this.problems)],
    };
  }
}
