import type { Policy } from "./policy";

/** A part of a policy that people change as one, in the order in which a policy is made. */
export interface PolicySection {
  readonly id: SectionId;
  readonly title: string;
  /** Places in the document; each place of a policy belongs to one section. */
  readonly places: readonly string[];
}

/** Names of the sections; they stand in addresses. */
export type SectionId =
  | "assets"
  | "stages"
  | "releases"
  | "dependencies"
  | "blocking"
  | "tasks"
  | "evidence"
  | "areas"
  | "inventory"
  | "planning"
  | "labels";

/** The sections of a policy (M9). */
export const POLICY_SECTIONS: readonly PolicySection[] = [
  {
    id: "assets",
    title: "Assets and workloads",
    places: ["assets", "workloads.types", "workloads.confirmed", "strategy", "assetKind"],
  },
  { id: "stages", title: "Stages", places: ["preset", "stateTable", "signals", "notDoneReasons"] },
  { id: "releases", title: "Releases", places: ["releases", "workloads.splits"] },
  { id: "dependencies", title: "Dependencies", places: ["dependencies"] },
  { id: "blocking", title: "Blocking items and defects", places: ["blockingItems", "uatDefects"] },
  { id: "tasks", title: "Tasks", places: ["tasks"] },
  { id: "evidence", title: "Evidence", places: ["evidence"] },
  { id: "areas", title: "Areas in scope", places: ["areas"] },
  { id: "inventory", title: "Inventory", places: ["inventory"] },
  { id: "planning", title: "Planning", places: ["planning"] },
  { id: "labels", title: "Labels", places: ["labels"] },
];

/**
 * The section that a place of a document belongs to; null for a place that is in none, such as the document itself.
 *
 * @param path as `parsePolicy` names it, e.g. `stateTable[3].stage`
 */
export function sectionOf(path: string): SectionId | null {
  const found = POLICY_SECTIONS.find(({ places }) => places.some((place) => isWithin(path, place)));
  return found?.id ?? (path === "workloads" ? "assets" : null);
}

/** Whether a path names a place or something inside it. */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
}

/** The sections in which two policies say different things; the order of keys is no difference. */
export function changedSections(a: Policy, b: Policy): SectionId[] {
  return POLICY_SECTIONS.filter(
    ({ places }) => !places.every((place) => isSame(valueAt(a, place), valueAt(b, place))),
  ).map(({ id }) => id);
}

/** `onto` with these sections as `from` has them. */
export function withSections(onto: Policy, from: Policy, sections: readonly SectionId[]): Policy {
  const takes = (id: SectionId): boolean => sections.includes(id);
  const of = (id: SectionId): Policy => (takes(id) ? from : onto);
  return {
    schemaVersion: onto.schemaVersion,
    preset: of("stages").preset,
    assets: of("assets").assets,
    workloads: {
      types: of("assets").workloads.types,
      confirmed: of("assets").workloads.confirmed,
      splits: of("releases").workloads.splits,
    },
    releases: of("releases").releases,
    stateTable: of("stages").stateTable,
    signals: of("stages").signals,
    notDoneReasons: of("stages").notDoneReasons,
    strategy: of("assets").strategy,
    assetKind: of("assets").assetKind,
    blockingItems: of("blocking").blockingItems,
    uatDefects: of("blocking").uatDefects,
    dependencies: of("dependencies").dependencies,
    tasks: of("tasks").tasks,
    evidence: of("evidence").evidence,
    areas: of("areas").areas,
    inventory: of("inventory").inventory,
    planning: of("planning").planning,
    labels: of("labels").labels,
  };
}

/** What became of two changes that were made from one policy. */
export interface PolicyMerge {
  /** Sections that only they changed, that only this side changed, and that both changed in the same way. */
  readonly theirs: readonly SectionId[];
  readonly mine: readonly SectionId[];
  readonly same: readonly SectionId[];
  /** Sections that both changed, each otherwise: a person chooses. */
  readonly both: readonly SectionId[];
}

/** Compares two changes of `base`, section by section. */
export function mergeOf(base: Policy, theirs: Policy, mine: Policy): PolicyMerge {
  const byThem = changedSections(base, theirs);
  const byMe = changedSections(base, mine);
  const apart = new Set(changedSections(theirs, mine));
  const both = byThem.filter((id) => byMe.includes(id));
  return {
    theirs: byThem.filter((id) => !byMe.includes(id)),
    mine: byMe.filter((id) => !byThem.includes(id)),
    same: both.filter((id) => !apart.has(id)),
    both: both.filter((id) => apart.has(id)),
  };
}

/** The value at a place of a policy, as {@link PolicySection.places} names it. */
export function valueAt(policy: Policy, place: string): unknown {
  return place
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      policy,
    );
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, index) => isSame(one, b[index]))
    );
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => isSame(left[key], right[key]));
}
