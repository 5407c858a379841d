import type { WorkItem } from "../workItem";
import type { WorkItemTree } from "./tree";

/** What a work item stands below: ids of the nearest workload candidate and of the nearest asset within it. */
export interface Place {
  readonly workload: number | null;
  readonly asset: number | null;
}

const NOWHERE: Place = { workload: null, asset: null };

/**
 * The place of each work item, in one walk up that remembers what it has seen (L8). An item that could not be read is
 * walked through where something names its parent. A circle of parents, which Azure Boards forbids, ends in no place.
 */
export function placesOf(
  tree: WorkItemTree,
  isAsset: (item: WorkItem) => boolean,
  isCandidate: (item: WorkItem) => boolean,
): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  for (const start of tree.items.keys()) {
    const trail: number[] = [];
    const seen = new Set<number>();
    let id: number | null = start;
    while (id !== null && !places.has(id) && !seen.has(id)) {
      trail.push(id);
      seen.add(id);
      id = tree.parentOf(id);
    }
    const isCircle = id !== null && seen.has(id);
    let parent: number | null = isCircle ? null : id;
    for (const child of trail.reverse()) {
      places.set(child, parent === null ? NOWHERE : placeBelow(parent));
      parent = isCircle ? null : child;
    }
  }
  return places;

  function placeBelow(parent: number): Place {
    const above = places.get(parent) ?? NOWHERE;
    const item = tree.items.get(parent);
    if (item === undefined) return above;
    if (isCandidate(item)) return { workload: parent, asset: null };
    return isAsset(item) ? { workload: above.workload, asset: parent } : above;
  }
}
