import { OUTCOME_KINDS, type PartCounts } from "./journalSchema";
import type { EntryOutcome, Run, RunSummary } from "./stores";

/** Whether an entry is as it was to be. */
export function isDone({ kind }: EntryOutcome): boolean {
  return kind === "created" || kind === "updated" || kind === "linked" || kind === "present";
}

/** How many outcomes there are of each kind that there are. */
export function countsOf(outcomes: Iterable<EntryOutcome>): PartCounts {
  const counts: PartCounts = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** All counts of a run; what no outcome is noted of waits. */
export function allCounts(parts: readonly PartCounts[], size: number): RunSummary["counts"] {
  const sums = OUTCOME_KINDS.map(
    (kind) => [kind, parts.reduce((sum, counts) => sum + (counts[kind] ?? 0), 0)] as const,
  );
  const counts = Object.fromEntries(sums) as Record<EntryOutcome["kind"], number>;
  const noted = sums.reduce((sum, [, count]) => sum + count, 0);
  return { ...counts, waiting: counts.waiting + size - noted };
}

/** All counts of a run, by its entries: those of its summary may be older. */
export function countsOfRun(entries: Run["entries"]): RunSummary["counts"] {
  return allCounts([countsOf(entries.map(({ outcome }) => outcome))], entries.length);
}
