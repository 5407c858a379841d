import { amountIn } from "../../../components/charts/amounts";
import type { PlotUnit } from "../../../components/charts/props";
import type { Counted, IterationRecord } from "../../../domain/planning/velocity/record";
import { rangeOf, type Range } from "../../../domain/planning/velocity/summary";

/** A column of the table of iterations whose numbers count assets. */
export interface CountColumn {
  readonly id: "committed" | "added" | "removed" | "delivered" | "carriedOver" | "reopened";
  readonly title: string;
  /** What a number of it counts, after `3 assets`. */
  readonly meaning: string;
}

/** In the order in which an iteration goes. */
export const COUNTS: readonly CountColumn[] = [
  { id: "committed", title: "Committed", meaning: "committed to" },
  { id: "added", title: "Added", meaning: "added after the commitment" },
  { id: "removed", title: "Removed", meaning: "removed after the commitment" },
  { id: "delivered", title: "Delivered", meaning: "delivered" },
  { id: "carriedOver", title: "Carried over", meaning: "not done at the end" },
  { id: "reopened", title: "Reopened", meaning: "done before and opened again" },
];

/** What a record has in a column; null where it depends on a commitment and none is known. */
export function countOf(record: IterationRecord, { id }: CountColumn): Counted | null {
  const needsCommitment = id === "committed" || id === "added" || id === "removed";
  return needsCommitment && record.commitment === null ? null : record[id];
}

/** What was delivered on a working day; null for an iteration without one. */
export function perDayOf(record: IterationRecord, unit: PlotUnit): number | null {
  return record.workingDays === 0 ? null : amountIn(unit, record.delivered) / record.workingDays;
}

/** Whether an iteration says something of the team's pace: it is over, and no outage. */
export function counts({ isOver, outage }: IterationRecord): boolean {
  return isOver && outage === null;
}

/** Median and range of a column over the iterations that count; null where none has a number in it. */
export function columnRange(records: readonly IterationRecord[], column: CountColumn, unit: PlotUnit): Range | null {
  return rangeOf(
    records.filter(counts).flatMap((record) => {
      const amount = countOf(record, column);
      return amount === null ? [] : [amountIn(unit, amount)];
    }),
  );
}

/** What kinds were delivered: `4 vm, 1 db`. */
export function kindsText({ deliveredByKind }: Pick<IterationRecord, "deliveredByKind">): string {
  return deliveredByKind.map(({ kind, items }) => `${String(items)} ${kind === "" ? "of no kind" : kind}`).join(", ");
}
