/** How the lines of the ledger are grouped. */
export const LEDGER_GROUPINGS = ["cause", "owner", "workload", "iteration"] as const;
export type LedgerGrouping = (typeof LEDGER_GROUPINGS)[number];

/** In {@link LedgerView.list}: the assets that nothing holds back at their own next step. */
export const NEXT_ASSETS = "next";

/** How a ledger is looked at, and how a drawing of dependencies is: all of it stands in the address. */
export interface LedgerView {
  readonly by: LedgerGrouping;
  /** Whose lines are shown; empty for everybody's. An identity's id, or `none` for nobody's. */
  readonly owner: string;
  /** A workload's id, or `none`; empty for all. */
  readonly workload: string;
  /** An iteration path, or `none`; empty for all. */
  readonly iteration: string;
  /** A list that a number leads to: {@link NEXT_ASSETS}, or what the line of that key holds back. */
  readonly list: string | null;
  /** The work item that dependencies are drawn around; null for the whole. */
  readonly around: number | null;
}

/** By cause, nothing filtered. */
export const FIRST_LEDGER: LedgerView = {
  by: "cause",
  owner: "",
  workload: "",
  iteration: "",
  list: null,
  around: null,
};

/** The parts of an address that open a ledger again. What is as it is at first is left out. */
export function ledgerParts({ by, owner, workload, iteration, list, around }: LedgerView): [string, string][] {
  const parts: [string, string][] = [];
  if (by !== FIRST_LEDGER.by) parts.push(["by", by]);
  if (owner !== "") parts.push(["owner", owner]);
  if (workload !== "") parts.push(["in", workload]);
  if (iteration !== "") parts.push(["iteration", iteration]);
  if (list !== null) parts.push(["list", list]);
  if (around !== null) parts.push(["around", String(around)]);
  return parts;
}

/** Reads them. What it does not understand is left at its default. */
export function ledgerViewOf(parts: URLSearchParams): LedgerView {
  const around = parts.get("around") ?? "";
  return {
    by: LEDGER_GROUPINGS.find((grouping) => grouping === parts.get("by")) ?? FIRST_LEDGER.by,
    owner: parts.get("owner") ?? "",
    workload: parts.get("in") ?? "",
    iteration: parts.get("iteration") ?? "",
    list: parts.get("list"),
    around: /^[1-9]\d*$/.test(around) ? Number(around) : null,
  };
}
