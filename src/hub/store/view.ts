import { type Gate, GATES } from "../../domain/readiness/report";
import type { Day } from "../../domain/workItem";
import { FIRST_INVENTORY, inventoryParts, type InventoryView, inventoryViewOf } from "./inventoryView";
import { FIRST_LEDGER, ledgerParts, type LedgerView, ledgerViewOf } from "./ledgerView";

/** What narrows the lists that are shown; verdicts and counts are never touched by it. */
export interface Filter {
  readonly text: string;
  /** An area path with what lies below it; empty for all. */
  readonly area: string;
}

/** The tabs of a release or workload. */
export const TABS = ["blockers", "assets", "changes", "dependencies", "sign-offs", "go-no-go", "forecast"] as const;
export type Tab = (typeof TABS)[number];

/** How the assets of a release are grouped. */
export const GROUPINGS = ["workload", "iteration"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Parts of a page that links lead to. */
export const PARTS = ["unread"] as const;
export type Part = (typeof PARTS)[number];

/** Id of the assets that belong to no workload, where a workload's id is asked for. */
export const NO_WORKLOAD = "none";

/** The pages of the inventory. */
export const INVENTORY_PAGES = ["assets", "import", "workloads", "runs"] as const;
export type InventoryPage = (typeof INVENTORY_PAGES)[number];

/** The pages of planning. */
export const PLANNING_PAGES = ["backlog", "plan", "iteration", "velocity", "forecast"] as const;
export type PlanningPage = (typeof PLANNING_PAGES)[number];

/** What a page of planning looks at; null where the page chooses. */
export interface PlanningView {
  readonly page: PlanningPage;
  /** Name of a team. */
  readonly team: string | null;
  /** Path of an iteration. */
  readonly iteration: string | null;
  /** Key of a release. */
  readonly release: string | null;
  /** In what velocity counts; absent: in assets. */
  readonly unit?: "effort" | undefined;
}

/** What is looked at: all releases, or one release, or one workload (in a release, or unplanned), the inventory, plans, or the mapping. */
export type Subject =
  | { readonly kind: "releases" }
  | { readonly kind: "release"; readonly release: string }
  | { readonly kind: "workload"; readonly release: string | null; readonly workload: number | typeof NO_WORKLOAD }
  | { readonly kind: "inventory"; readonly page: InventoryPage; readonly run: string | null }
  | ({ readonly kind: "planning" } & PlanningView)
  | { readonly kind: "mapping" };

/** All that the address of a view holds. */
export interface View {
  readonly subject: Subject;
  readonly tab: Tab;
  /** Null: the next open gate. */
  readonly gate: Gate | null;
  readonly grouping: Grouping;
  readonly filter: Filter;
  readonly ledger: LedgerView;
  readonly inventory: InventoryView;
  /** Releases that a person opened and closed on the first view, by key; the others are as they are at first. */
  readonly open: readonly string[];
  readonly closed: readonly string[];
  /** The day whose end is looked at; null for now. */
  readonly asOf: Day | null;
  /** The day since whose end changes are told; null for a week. */
  readonly since: Day | null;
  /** A part of the page that a link leads to: on the first view, what could not be read. */
  readonly part: Part | null;
}

/** All releases, nothing filtered. */
export const FIRST_VIEW: View = {
  subject: { kind: "releases" },
  tab: "blockers",
  gate: null,
  grouping: "workload",
  filter: { text: "", area: "" },
  ledger: FIRST_LEDGER,
  inventory: FIRST_INVENTORY,
  open: [],
  closed: [],
  asOf: null,
  since: null,
  part: null,
};

/** The hash that opens a view again; empty for {@link FIRST_VIEW}. What is as it is at first is left out. */
export function hashOf(view: View): string {
  const { subject, tab, gate, grouping, filter, ledger, inventory, open, closed, asOf, since, part } = view;
  const parts: [name: string, value: string][] = [];
  if (subject.kind === "mapping") parts.push(["view", "mapping"]);
  if (subject.kind === "inventory") {
    parts.push(["view", "inventory"]);
    if (subject.page !== "assets") parts.push(["page", subject.page]);
    if (subject.run !== null) parts.push(["run", subject.run]);
  }
  if (subject.kind === "planning") {
    parts.push(["view", "planning"]);
    if (subject.page !== "backlog") parts.push(["page", subject.page]);
    for (const name of ["team", "iteration", "release"] as const) {
      const value = subject[name];
      if (value !== null) parts.push([name, value]);
    }
    if (subject.unit !== undefined) parts.push(["unit", subject.unit]);
  }
  if (subject.kind === "release") parts.push(["release", subject.release]);
  if (subject.kind === "workload") {
    if (subject.release !== null) parts.push(["release", subject.release]);
    parts.push(["workload", String(subject.workload)]);
  }
  if (tab !== FIRST_VIEW.tab) parts.push(["tab", tab]);
  if (gate !== null) parts.push(["gate", gate]);
  if (grouping !== FIRST_VIEW.grouping) parts.push(["group", grouping]);
  if (filter.text !== "") parts.push(["find", filter.text]);
  if (filter.area !== "") parts.push(["area", filter.area]);
  parts.push(...ledgerParts(ledger), ...inventoryParts(inventory));
  for (const key of open) parts.push(["open", key]);
  for (const key of closed) parts.push(["closed", key]);
  if (asOf !== null) parts.push(["asOf", asOf]);
  if (since !== null) parts.push(["since", since]);
  if (part !== null) parts.push(["part", part]);
  return parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}

/** Reads a hash. What it does not know or understand is left at its default: a link may be older than this version. */
export function viewOf(hash: string): View {
  const parts = new URLSearchParams(hash.replace(/\+/g, "%2B"));
  const oneOf = <T extends string>(name: string, known: readonly T[]): T | null =>
    known.find((value) => value === parts.get(name)) ?? null;
  const subject = subjectOf(parts);
  return {
    subject,
    tab: oneOf("tab", TABS) ?? FIRST_VIEW.tab,
    gate: oneOf("gate", GATES),
    grouping: oneOf("group", GROUPINGS) ?? FIRST_VIEW.grouping,
    filter: { text: parts.get("find") ?? "", area: parts.get("area") ?? "" },
    // The iteration of a plan is no filter of blockers.
    ledger: subject.kind === "planning" ? FIRST_LEDGER : ledgerViewOf(parts),
    inventory: inventoryViewOf(parts),
    open: parts.getAll("open"),
    closed: parts.getAll("closed"),
    asOf: dayIn(parts.get("asOf")),
    since: dayIn(parts.get("since")),
    part: oneOf("part", PARTS),
  };
}

/** A day of the calendar; null for anything else. */
function dayIn(text: string | null): Day | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const instant = Date.parse(`${text}T00:00:00Z`);
  // The 31st of a shorter month is read as a day of the next one.
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text) ? text : null;
}

function subjectOf(parts: URLSearchParams): Subject {
  if (parts.get("view") === "mapping") return { kind: "mapping" };
  if (parts.get("view") === "inventory") {
    const page = INVENTORY_PAGES.find((known) => known === parts.get("page")) ?? "assets";
    return { kind: "inventory", page, run: parts.get("run") };
  }
  if (parts.get("view") === "planning") {
    const page = PLANNING_PAGES.find((known) => known === parts.get("page")) ?? "backlog";
    const [team, iteration, release] = [parts.get("team"), parts.get("iteration"), parts.get("release")];
    const unit = parts.get("unit") === "effort" ? { unit: "effort" as const } : {};
    return { kind: "planning", page, team, iteration, release, ...unit };
  }
  const release = parts.get("release");
  const workload = parts.get("workload");
  if (workload === NO_WORKLOAD) return { kind: "workload", release, workload };
  if (workload !== null && /^\d+$/.test(workload)) return { kind: "workload", release, workload: Number(workload) };
  return release === null ? { kind: "releases" } : { kind: "release", release };
}
