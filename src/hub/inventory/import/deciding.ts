import type { ReconciledEdge, ReconciledRow, RowDecision, RowStatus } from "../../../domain/inventory/reconciliation";
import { fold } from "../../../domain/text";

/** All statuses, in the order in which they are counted: first what a person has to look at. */
export const STATUSES: readonly RowStatus[] = ["ambiguous", "matched", "new", "changed", "unchanged", "gone"];

/** What becomes of a row, as a person sees it. */
export type RowAction = NonNullable<RowDecision["action"]> | "nothing" | "outOfScope" | "undecided";

const PROPOSED: Readonly<Record<RowStatus, RowAction>> = {
  new: "create",
  matched: "map",
  changed: "update",
  unchanged: "nothing",
  ambiguous: "undecided",
  gone: "nothing",
};

/** What becomes of a row: as decided, otherwise as proposed. */
export function actionOf(row: ReconciledRow, decision: RowDecision | undefined): RowAction {
  if (decision?.action === "skip") return "skip";
  if (typeof decision?.outOfScope === "string") return "outOfScope";
  if (decision?.sameAs !== undefined) return "update";
  return decision?.action ?? PROPOSED[row.status];
}

/** Adds to a decision. What is said twice is as said last; a choice of an action undoes what only another one needs. */
export function decided(before: RowDecision, added: RowDecision): RowDecision {
  const next: { -readonly [K in keyof RowDecision]: RowDecision[K] } = { ...before };
  if (added.action !== undefined) {
    delete next.workItem;
    delete next.sameAs;
    delete next.outOfScope;
  }
  if (added.sameAs !== undefined) {
    delete next.action;
    delete next.workItem;
  }
  return { ...next, ...added };
}

/** Names an edge. */
export function edgeId({ from, to }: Pick<ReconciledEdge, "from" | "to">): string {
  return `${from}\n${to}`;
}

/** What narrows the table. */
export interface RowFilter {
  /** Empty: all of them. */
  readonly status: RowStatus | "";
  readonly text: string;
  /** Those alone that a person changed, or has to decide. */
  readonly only: "all" | "undecided" | "decided" | "noted";
}

/** Everything. */
export const NO_FILTER: RowFilter = { status: "", text: "", only: "all" };

/**
 * The rows that a filter leaves. Text is looked for in the name, kind, workload, release, strategy and key.
 *
 * @param hasNote whether more is to be said of a row than its notes
 */
export function filteredRows(
  rows: readonly ReconciledRow[],
  decisions: ReadonlyMap<string, RowDecision>,
  { status, text, only }: RowFilter,
  hasNote: (row: ReconciledRow) => boolean = () => false,
): readonly ReconciledRow[] {
  const wanted = fold(text);
  return rows.filter((row) => {
    if (status !== "" && row.status !== status) return false;
    const decision = decisions.get(row.key);
    if (only === "undecided" && actionOf(row, decision) !== "undecided") return false;
    if (only === "decided" && decision === undefined) return false;
    if (only === "noted" && row.notes.length === 0 && !hasNote(row)) return false;
    return wanted === "" || fold(textOf(row, decision)).includes(wanted);
  });
}

function textOf({ key, asset, record, item }: ReconciledRow, decision: RowDecision | undefined): string {
  const known = asset ?? record;
  const workload = decision?.workload;
  return [
    key,
    known?.name,
    known?.kind,
    known?.workload,
    known?.release,
    known?.strategy,
    item?.title,
    decision?.name,
    decision?.kind,
    decision?.release,
    typeof workload === "object" && workload !== null ? workload.create : undefined,
  ]
    .filter((part) => part !== undefined && part !== null)
    .join("\n");
}

/** How many rows have each status. */
export function statusCounts(rows: readonly ReconciledRow[]): Readonly<Record<RowStatus, number>> {
  const counts: Record<RowStatus, number> = { new: 0, matched: 0, changed: 0, unchanged: 0, ambiguous: 0, gone: 0 };
  for (const { status } of rows) counts[status] += 1;
  return counts;
}
