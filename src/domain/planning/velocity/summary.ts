import type { PastPeriod } from "../forecast/history";
import { rounded } from "./amounts";
import type { Amount, Counted, IterationRecord, ReachedStage } from "./record";

/** The middle of several numbers and how far they lie apart; never a lone mean (forecasting §1). */
export interface Range {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  /** How many numbers that is said of. */
  readonly of: number;
}

/** What a team delivers in an iteration, by those that are over and say something of its pace. */
export interface VelocitySummary {
  /** How many iterations count; those that run or are noted as outages do not. */
  readonly iterations: number;
  /** Null without an iteration. */
  readonly items: Range | null;
  readonly effort: Range | null;
  /** Per working day; null where no iteration had one. */
  readonly itemsPerDay: Range | null;
  readonly effortPerDay: Range | null;
  /** By kind, the one that was delivered most often first; iterations that delivered none of a kind count as 0. */
  readonly byKind: readonly { readonly kind: string; readonly items: Range }[];
  /** Assets of earlier iterations that were opened again: a debit, to be taken from what was delivered. */
  readonly reopened: Amount;
  /** Of the assets that were committed the share that was delivered in the same iteration, 0 to 1; null where nothing was committed. */
  readonly kept: Range | null;
}

/** Median and range of what a team's iterations delivered; a zero is kept. `records` are of one team: teams are not compared. */
export function summaryOf(records: readonly IterationRecord[]): VelocitySummary {
  const counting = records.filter(({ isOver, outage }) => isOver && outage === null);
  const worked = counting.filter(({ workingDays }) => workingDays > 0);
  const kinds = new Map<string, number>();
  for (const { deliveredByKind } of counting) {
    for (const { kind, items } of deliveredByKind) kinds.set(kind, (kinds.get(kind) ?? 0) + items);
  }
  const itemsOf = ({ deliveredByKind }: IterationRecord, kind: string) =>
    deliveredByKind.find((entry) => entry.kind === kind)?.items ?? 0;
  const reopened = counting.map((record) => record.reopened);
  return {
    iterations: counting.length,
    items: rangeOf(counting.map(({ delivered }) => delivered.items)),
    effort: rangeOf(counting.map(({ delivered }) => delivered.effort)),
    itemsPerDay: rangeOf(worked.map(({ delivered, workingDays }) => delivered.items / workingDays)),
    effortPerDay: rangeOf(worked.map(({ delivered, workingDays }) => delivered.effort / workingDays)),
    byKind: [...kinds]
      .sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1))
      .flatMap(([kind]) => {
        const items = rangeOf(counting.map((record) => itemsOf(record, kind)));
        return items === null ? [] : [{ kind, items }];
      }),
    reopened: {
      items: sum(reopened.map(({ items }) => items)),
      effort: rounded(sum(reopened.map(({ effort }) => effort))),
      unestimated: sum(reopened.map(({ unestimated }) => unestimated)),
    },
    kept: rangeOf(counting.flatMap((record) => shareKept(record) ?? [])),
  };
}

/** Median, lowest and highest; of an even number of values the median is half-way between the two in the middle. Null for none. */
export function rangeOf(values: readonly number[]): Range | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return null;
  const upper = sorted[sorted.length >> 1] ?? highest;
  const lower = sorted[(sorted.length - 1) >> 1] ?? lowest;
  return { median: rounded((lower + upper) / 2), lowest, highest, of: sorted.length };
}

/** Of what was committed the share that was delivered in the same iteration, by count; null where nothing was committed. */
export function shareKept({ committed, delivered }: IterationRecord): number | null {
  if (committed.items === 0) return null;
  const done = new Set(delivered.ids);
  return committed.ids.filter((id) => done.has(id)).length / committed.items;
}

/**
 * What a forecast of a gate draws from: arrivals at its stage by period (forecasting §4). What came into scope short of it, and
 * what fell below it and has to get there once more, grows what remains; what left short of it shrinks that. In points an
 * unestimated asset that comes in is as large as those that arrived are on average, never 0 (§3); what arrives or leaves
 * unestimated shortens nothing.
 */
export function pastPeriodsOf(
  records: readonly IterationRecord[],
  measure: "items" | "points",
  stage: ReachedStage,
): PastPeriod[] {
  const amount = ({ items, effort }: Counted) => (measure === "items" ? items : effort);
  const unseen = measure === "items" ? 0 : usualEffort(records.map(({ reached }) => reached[stage]));
  return records.map((record) => ({
    name: record.name,
    firstDay: record.firstDay,
    lastDay: record.lastDay,
    workingDays: record.workingDays,
    committed: amount(record.committed),
    added: amount(record.grown[stage].in) + record.grown[stage].in.unestimated * unseen,
    removed: amount(record.grown[stage].out),
    delivered: amount(record.reached[stage]),
    outage: record.outage,
  }));
}

/** The mean effort of estimated assets; 0 where there is none. */
function usualEffort(amounts: readonly Counted[]): number {
  const estimated = sum(amounts.map(({ items, unestimated }) => items - unestimated));
  return estimated === 0 ? 0 : sum(amounts.map(({ effort }) => effort)) / estimated;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
