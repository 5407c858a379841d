import type { WorkItem } from "../workItem";
import type { WorkItemTree } from "./tree";

/** What a work item stands below: ids of the nearest workload candidate and of the nearest asset within it. */
export interface Place {
  readonly workload: number | null;
  readonly asset: number | null;
}

/** Places by the id of a work item. */
export interface Places {
  readonly of: ReadonlyMap<number, Place>;
  /** Items that are each other's parents: what was read of them can't be true. */
  readonly circular: ReadonlySet<number>;
}

const NOWHERE: Place = { workload: null, asset: null };

/**
 * The place of each work item, in one walk up that remembers what it has seen (L8). An item that could not be read is
 * walked through where something names its parent. A circle of parents, which Azure Boards forbids and a reading during a
 * change can show, ends in no place; its members are {@link Places.circular}.
 */
export function placesOf(
  tree: WorkItemTree,
  isAsset: (item: WorkItem) => boolean,
  isCandidate: (item: WorkItem) => boolean,
): Places {
  const places = new Map<number, Place>();
  const circular = new Set<number>();
  for (const start of tree.items.keys()) {
    const trail: number[] = [];
    const seen = new Set<number>();
    let id: number | null = start;
    while (id !== null && !places.has(id) && !seen.has(id)) {
      trail.push(id);
      seen.add(id);
      id = tree.parentOf(id);
    }
    if (id !== null && seen.has(id)) {
      for (const member of trail.splice(trail.indexOf(id))) {
        places.set(member, NOWHERE);
        circular.add(member);
      }
    }
    let parent = id;
    for (const child of trail.reverse()) {
      places.set(child, parent === null ? NOWHERE : placeBelow(parent));
      parent = child;
    }
  }
  return { of: places, circular };

  function placeBelow(parent: number): Place {
    const above = places.get(parent) ?? NOWHERE;
    const item = tree.items.get(parent);
    if (item === undefined) return above;
    if (isCandidate(item)) return { workload: parent, asset: null };
    return isAsset(item) ? { workload: above.workload, asset: parent } : above;
  }
}
