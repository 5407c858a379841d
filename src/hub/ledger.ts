import { CAUSES } from "../components/wording";
import { BEHIND } from "../domain/readiness/blockers";
import { append } from "../domain/group";
import type { Blocker, BlockerCode } from "../domain/readiness/report";
import type { WorkItem } from "../domain/workItem";
import type { Judged } from "./judged";
import type { LedgerGrouping, LedgerView } from "./store/ledgerView";
import { NO_WORKLOAD } from "./store/view";

/** In an address: nobody is assigned, or no iteration is set. */
export const NONE = "none";

/** Lines of the ledger under one heading. */
export interface LedgerGroup {
  readonly key: string;
  readonly title: string;
  /** The strongest of its lines. */
  readonly effect: Blocker["effect"];
  readonly blockers: readonly Blocker[];
  /** What clearing each of its lines by itself frees, together. */
  readonly frees: Blocker["frees"];
}

/** A choice of a filter: what stands in the address, what a person reads, and how many lines it leaves. */
export interface LedgerChoice {
  readonly value: string;
  readonly title: string;
  readonly count: number;
}

/** A heading that a line can stand under. */
interface Heading {
  readonly key: string;
  readonly title: string;
}

const EFFECTS: readonly Blocker["effect"][] = ["blocks", "unknown", "warns"];
const AS_TEXT = { numeric: true } as const;
const NOT_THERE_YET: ReadonlySet<BlockerCode> = new Set(Object.values(BEHIND));
/** What keeps an asset from its own next step; evidence and scope are asked of the gate, and nobody waits for them to move. */
const HOLDS_A_STEP: ReadonlySet<BlockerCode> = new Set([
  ...NOT_THERE_YET,
  "DEP_BEHIND",
  "DEP_LATER_RELEASE",
  "DEP_CYCLE",
  "DEP_UNREADABLE",
  "DEP_UNMAPPED",
  "EXCLUDED_NEEDED",
  "BLOCKER_OPEN",
]);

/** Work items of a release or workload by id: blockers name them, and these tell their iteration. */
export type Places = ReadonlyMap<number, WorkItem>;

/** The work items whose iteration counts for the lines of a ledger. */
export function placesOf({ workloads }: Pick<Judged, "workloads">): Places {
  const places = new Map<number, WorkItem>();
  for (const { item, assets } of workloads) {
    if (item !== null) places.set(item.id, item);
    for (const asset of assets) places.set(asset.item.id, asset.item);
  }
  return places;
}

/** How a line is named in an address: by what is in the way, and as what. */
export function keyOf({ code, workItem, workload, evidence }: Blocker): string {
  const item = workItem?.id ?? workload?.id ?? "";
  return `${code}:${item}${evidence === null ? "" : `:${evidence}`}`;
}

/** Groups lines; what frees most comes first, workloads before assets, then what is in the way longest. */
export function ledgerOf(
  blockers: readonly Blocker[],
  grouping: LedgerGrouping,
  places: Places,
): readonly LedgerGroup[] {
  const groups = new Map<string, Blocker[]>();
  const titles = new Map<string, string>();
  for (const blocker of blockers) {
    for (const { key, title } of headingsOf(blocker, grouping, places)) {
      append(groups, key, blocker);
      titles.set(key, title);
    }
  }
  return [...groups]
    .map(([key, lines]): LedgerGroup => ({
      key,
      title: titles.get(key) ?? key,
      effect: EFFECTS.find((effect) => lines.some((line) => line.effect === effect)) ?? "warns",
      blockers: lines.sort(mostFirst),
      frees: {
        assets: lines.reduce((sum, { frees }) => sum + frees.assets, 0),
        workloads: lines.reduce((sum, { frees }) => sum + frees.workloads, 0),
      },
    }))
    .sort(
      (a, b) =>
        byFrees(a, b) ||
        EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) ||
        oldestOf(a.blockers) - oldestOf(b.blockers) ||
        a.title.localeCompare(b.title, undefined, AS_TEXT),
    );
}

/** Whether the ledger's own filters leave a line. */
export function passes(blocker: Blocker, view: LedgerView, places: Places): boolean {
  const isIn = (grouping: LedgerGrouping, chosen: string): boolean =>
    chosen === "" || headingsOf(blocker, grouping, places).some(({ key }) => key === chosen);
  return isIn("owner", view.owner) && isIn("workload", view.workload) && isIn("iteration", view.iteration);
}

/** What a filter offers: each heading that lines have, with their number, in the order of their names. */
export function choicesOf(
  blockers: readonly Blocker[],
  grouping: LedgerGrouping,
  places: Places,
): readonly LedgerChoice[] {
  return ledgerOf(blockers, grouping, places)
    .map(({ key, title, blockers: lines }) => ({ value: key, title, count: lines.length }))
    .sort((a, b) => a.title.localeCompare(b.title, undefined, AS_TEXT));
}

/**
 * The lines of assets that nothing holds back at their own next step: they are behind, what they wait for is far enough, and
 * no blocking item is open. What moving them frees most comes first.
 */
export function nextUnblocked(blockers: readonly Blocker[]): readonly Blocker[] {
  const held = new Set<number>();
  for (const blocker of blockers) {
    const { code, effect, workItem } = blocker;
    if (effect === "warns" || !HOLDS_A_STEP.has(code)) continue;
    // An asset's own line holds back the others that it names, and the asset itself only in being behind.
    for (const id of heldIds(blocker)) if (!NOT_THERE_YET.has(code) || id !== workItem?.id) held.add(id);
  }
  return blockers
    .filter(
      ({ code, effect, workItem, workload }) =>
        effect !== "warns" &&
        NOT_THERE_YET.has(code) &&
        workItem !== null &&
        !held.has(workItem.id) &&
        // An open blocking item of a workload holds back each of its assets.
        (workload === null || !held.has(workload.id)),
    )
    .sort(mostFirst);
}

/** Ids of all that a blocker holds back: the end of its path, else what is in the way itself, and what else it names. */
export function heldIds({ path, workItem, alsoHolds }: Blocker): readonly number[] {
  const first = path.at(-1) ?? workItem;
  return first === null ? alsoHolds : [first.id, ...alsoHolds];
}

function headingsOf(blocker: Blocker, grouping: LedgerGrouping, places: Places): readonly Heading[] {
  const { code, owner, workload, otherWorkloads, workItem } = blocker;
  switch (grouping) {
    case "cause":
      return [{ key: code, title: CAUSES[code] }];
    case "owner":
      return [owner === null ? { key: NONE, title: "Unassigned" } : { key: owner.id, title: owner.displayName }];
    case "workload":
      // It stands against each of them, and each of them is asked about alone.
      return workload === null
        ? [{ key: NO_WORKLOAD, title: "No workload" }]
        : [workload, ...otherWorkloads].map(({ id, title }) => ({ key: String(id), title }));
    case "iteration": {
      const known = [workItem?.id, ...heldIds(blocker), workload?.id].flatMap((id) =>
        id === undefined ? [] : (places.get(id) ?? []),
      );
      const path = known[0]?.iterationPath ?? "";
      return [path === "" ? { key: NONE, title: "No iteration" } : { key: path, title: path }];
    }
  }
}

function mostFirst(a: Blocker, b: Blocker): number {
  return byFrees(a, b) || sinceOf(a) - sinceOf(b) || (a.workItem?.id ?? 0) - (b.workItem?.id ?? 0);
}

function byFrees(a: Pick<Blocker, "frees">, b: Pick<Blocker, "frees">): number {
  return b.frees.workloads - a.frees.workloads || b.frees.assets - a.frees.assets;
}

/** What began at a time that nobody knows comes after what is known to be old. */
function sinceOf({ since }: Blocker): number {
  return since.date ?? Number.MAX_SAFE_INTEGER;
}

function oldestOf(blockers: readonly Blocker[]): number {
  return blockers.reduce((oldest, blocker) => Math.min(oldest, sinceOf(blocker)), Number.MAX_SAFE_INTEGER);
}
