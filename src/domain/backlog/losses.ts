import type { Snapshot } from "../snapshot";
import type { WorkItem } from "../workItem";
import type { Places } from "./places";
import type { WorkItemTree } from "./tree";

/** Ids that could not be read, in order. */
export interface LostIds {
  /** Azure DevOps answered without them. */
  readonly unreadable: readonly number[];
  /** The batch that held them failed beyond the retries. */
  readonly unread: readonly number[];
}

/** Losses by what they count against (V2). */
export interface AttributedLosses {
  /** By the workload candidate that names them. */
  readonly byWorkload: ReadonlyMap<number, LostIds>;
  /** Ids that no workload names, hence count against every release and every workload. */
  readonly unnamed: LostIds;
  /** Pages of ids that failed: what stood on them is not known, and counts against everything as well. */
  readonly pages: number;
}

/** Nothing was lost. */
export const NO_LOSS: LostIds = { unreadable: [], unread: [] };

/**
 * Finds who names each lost id: a workload whose child links hold it, an item within a workload that does, or an item
 * within a workload whose parent it is, an inventory record of a workload, and the workloads around that one. One with assets below it may be a workload of
 * another release, so whoever names it, it counts against everything; and so do items that are each other's parents.
 * Inventory records that nobody demands are missed by no verdict (M8).
 */
export function attributeLosses(
  snapshot: Snapshot,
  tree: WorkItemTree,
  places: Places,
  assets: ReadonlySet<number>,
  isCandidate: (item: WorkItem) => boolean,
  areRecordsDemanded: boolean,
): AttributedLosses {
  const lost = new Map<number, keyof LostIds>();
  let pages = 0;
  for (const loss of snapshot.losses) {
    if (loss.kind === "query" || loss.kind === "links") pages++;
    else if (loss.kind === "records") pages += areRecordsDemanded ? 1 : 0;
    else if (loss.kind !== "history" && loss.isBeside === true) continue;
    else if (loss.kind === "item") lost.set(loss.id, "unreadable");
    else if (loss.kind === "batch") for (const id of loss.ids) if (!lost.has(id)) lost.set(id, "unread");
  }
  for (const id of places.circular) if (!lost.has(id)) lost.set(id, "unread");

  const namedBy = new Map<number, Set<number>>();
  if (lost.size > 0) {
    const withAssets = new Set([...assets].map((id) => places.of.get(id)?.workload ?? null));
    const above = (workload: number) => places.of.get(workload)?.workload ?? null;
    const aboveAssets = lostAbove(assets, lost, tree, isCandidate);
    const name = (id: number, workload: number | null | undefined) => {
      if (workload === null || workload === undefined || aboveAssets.has(id)) return;
      const workloads = namedBy.get(id) ?? new Set<number>();
      namedBy.set(id, workloads.add(workload));
      // What stands below a workload may hold those around it too (G1). One without assets of its own has nothing to hold.
      for (let up = above(workload); up !== null; up = above(up)) if (withAssets.has(up)) workloads.add(up);
    };
    for (const item of tree.items.values()) {
      const own = isCandidate(item) ? item.id : places.of.get(item.id)?.workload;
      for (const child of item.children ?? []) if (lost.has(child)) name(child, own);
      // The lost parent of a workload stands above it: it is not part of the workload that names it.
      if (item.parent !== null && lost.has(item.parent)) name(item.parent, places.of.get(item.id)?.workload);
    }
    for (const { isInScope, workItem, workload } of snapshot.records) {
      if (!isInScope || workItem === null || !lost.has(workItem)) continue;
      const named = workload === null ? undefined : tree.items.get(workload);
      if (named !== undefined && isCandidate(named)) name(workItem, named.id);
    }
  }

  const byWorkload = new Map<number, Record<keyof LostIds, number[]>>();
  const unnamed: Record<keyof LostIds, number[]> = { unreadable: [], unread: [] };
  for (const [id, kind] of [...lost].sort(([a], [b]) => a - b)) {
    const workloads = namedBy.get(id);
    if (workloads === undefined) unnamed[kind].push(id);
    for (const workload of workloads ?? []) {
      const ids = byWorkload.get(workload) ?? { unreadable: [], unread: [] };
      ids[kind].push(id);
      byWorkload.set(workload, ids);
    }
  }
  return { byWorkload, unnamed, pages };
}

/** Lost ids between an asset and its workload. Each item is walked through once (L8). */
function lostAbove(
  assets: Iterable<number>,
  lost: ReadonlyMap<number, unknown>,
  tree: WorkItemTree,
  isCandidate: (item: WorkItem) => boolean,
): ReadonlySet<number> {
  const found = new Set<number>();
  const seen = new Set<number>();
  for (const asset of assets) {
    for (let id = tree.parentOf(asset); id !== null && !seen.has(id); id = tree.parentOf(id)) {
      seen.add(id);
      if (lost.has(id)) found.add(id);
      const item = tree.items.get(id);
      if (item !== undefined && isCandidate(item)) break;
    }
  }
  return found;
}
