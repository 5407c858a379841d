import type { AssetAssessment, Blocker, WorkloadAssessment } from "../domain/readiness/report";
import type { Judged } from "./judged";
import { heldIds, keyOf } from "./ledger";

/** One that is held back, and how many other lines are in its way at this gate: with none, clearing frees it (D4). */
export interface Held<T> {
  readonly value: T;
  readonly others: number;
}

/** What one thing in the way holds back. */
export interface HeldBack {
  readonly blocker: Blocker;
  readonly assets: readonly Held<AssetAssessment>[];
  readonly workloads: readonly Held<WorkloadAssessment>[];
}

/**
 * What the line of that key holds back in a ledger, what it frees first. Null where nothing in the way has that key: it was
 * cleared, or the address is older than the report.
 */
export function heldBack(
  blockers: readonly Blocker[],
  key: string,
  judged: Pick<Judged, "workloads">,
): HeldBack | null {
  const lines = blockers.filter((found) => keyOf(found) === key);
  const [blocker] = lines;
  if (blocker === undefined) return null;
  const own = tallyOf(lines);
  const all = tallyOf(blockers.filter(({ effect }) => effect !== "warns"));
  const others = (id: number, mine: Tally["assets"], every: Tally["assets"]): number =>
    Math.max(0, (every.get(id) ?? 0) - (mine.get(id) ?? 0));

  const assets = judged.workloads
    .flatMap((workload) => workload.assets)
    .filter(({ item }) => own.assets.has(item.id))
    .map((value) => ({ value, others: others(value.item.id, own.assets, all.assets) }));
  const workloads = judged.workloads.flatMap((value) => {
    if (value.item === null || !own.workloads.has(value.item.id)) return [];
    // What stands against the release as such holds back each of its workloads.
    return [{ value, others: others(value.item.id, own.workloads, all.workloads) + all.ofRelease - own.ofRelease }];
  });
  return { blocker, assets: freedFirst(assets), workloads: freedFirst(workloads) };
}

interface Tally {
  readonly assets: ReadonlyMap<number, number>;
  readonly workloads: ReadonlyMap<number, number>;
  /** Those that stand against the release as such. */
  readonly ofRelease: number;
}

/** How many lines hold back each asset, and each workload. */
function tallyOf(blockers: readonly Blocker[]): Tally {
  const assets = new Map<number, number>();
  const workloads = new Map<number, number>();
  let ofRelease = 0;
  for (const blocker of blockers) {
    const { workload, otherWorkloads, workItem } = blocker;
    for (const id of heldIds(blocker)) add(assets, id);
    for (const item of [workload, ...otherWorkloads]) if (item !== null) add(workloads, item.id);
    if (workload === null && workItem === null) ofRelease++;
  }
  return { assets, workloads, ofRelease };
}

function add(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function freedFirst<T>(held: readonly Held<T>[]): readonly Held<T>[] {
  return [...held].sort((a, b) => a.others - b.others);
}
