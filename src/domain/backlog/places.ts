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

/** Stands for the place of an item while the walk up from it is under way: who comes upon it has gone in a circle. */
const UNDER_WAY: Place = { workload: null, asset: null };

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
  const belowParent = new Map<number, Place>();
  const trail: number[] = [];

  for (const item of tree.items.values()) {
    if (places.has(item.id)) continue;
    // Most items stand below one that has its place already: nothing is to be walked.
    const known = item.parent === null ? NOWHERE : belowParent.get(item.parent);
    if (known !== undefined) {
      places.set(item.id, known);
      continue;
    }
    let id: number | null = item.id;
    while (id !== null && !places.has(id)) {
      trail.push(id);
      places.set(id, UNDER_WAY);
      id = tree.parentOf(id);
    }
    if (id !== null && places.get(id) === UNDER_WAY) {
      for (const member of trail.splice(trail.indexOf(id))) {
        places.set(member, NOWHERE);
        circular.add(member);
      }
    }
    let parent = id;
    for (let child = trail.pop(); child !== undefined; child = trail.pop()) {
      places.set(child, parent === null ? NOWHERE : placeBelow(parent));
      parent = child;
    }
  }
  return { of: places, circular };

  /** Siblings share one place: most items stand below one that has many. */
  function placeBelow(parent: number): Place {
    let place = belowParent.get(parent);
    if (place === undefined) {
      place = newPlaceBelow(parent);
      belowParent.set(parent, place);
    }
    return place;
  }

  function newPlaceBelow(parent: number): Place {
    const above = places.get(parent) ?? NOWHERE;
    const item = tree.items.get(parent);
    if (item === undefined) return above;
    if (isCandidate(item)) return { workload: parent, asset: null };
    return isAsset(item) ? { workload: above.workload, asset: parent } : above;
  }
}
