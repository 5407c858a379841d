import type { ReconciledRow, RowDecision } from "../../../domain/inventory/reconciliation";
import { actionOf } from "./deciding";

/**
 * What each row that is still to be decided would be, by key, where there is one thing alone that it may be, and no other row
 * may be that too.
 */
export function onlyCandidates(
  rows: readonly ReconciledRow[],
  decisions: ReadonlyMap<string, RowDecision>,
): ReadonlyMap<string, RowDecision> {
  const claims = new Map<string, number>();
  for (const { candidates } of rows) {
    for (const { kind, id } of candidates) claims.set(`${kind} ${id}`, (claims.get(`${kind} ${id}`) ?? 0) + 1);
  }
  const found = new Map<string, RowDecision>();
  for (const row of rows) {
    const [only, ...others] = row.candidates;
    if (only === undefined || others.length > 0 || claims.get(`${only.kind} ${only.id}`) !== 1) continue;
    if (actionOf(row, decisions.get(row.key)) !== "undecided") continue;
    found.set(row.key, only.kind === "workItem" ? { action: "map", workItem: Number(only.id) } : { sameAs: only.id });
  }
  return found;
}
