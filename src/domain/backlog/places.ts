import type { WorkItem } from "../workItem";
import type { WorkItemTree } from "./tree";

/** What a work item stands below: ids of the nearest workload candidate and of the nearest asset within it. */
export interface Place {
  readonly workload: number | null;
  readonly asset: number | null;
}

/** Places by the id of a work item. */
export interface PlaceIndex {
  /** Undefined for an item that was not read and stands above nothing. */
  get(id: number): Place | undefined;
  /** The same for an item that was read, without looking for it. */
  ofItem(item: WorkItem): Place;
}

/** Where all work items stand. */
export interface Places {
  readonly of: PlaceIndex;
  /** Items that are each other's parents: what was read of them can't be true. */
  readonly circular: ReadonlySet<number>;
}

const NOWHERE: Place = { workload: null, asset: null };

/** Stands for a place while the walk up is under way: who comes upon it has gone in a circle. */
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
  /** Siblings share one place: fifty thousand items stand below a few thousand. */
  const below = new Map<number, Place>();
  const circular = new Set<number>();
  const trail: number[] = [];

  let last: number | null = null;
  for (const { parent } of tree.items.values()) {
    if (parent === last || parent === null) continue;
    if (!below.has(parent)) walkUp(parent);
    last = parent;
  }
  return {
    of: {
      get: (id) => {
        const item = tree.items.get(id);
        if (item !== undefined) return placeOf(id, item.parent);
        return below.has(id) ? placeOf(id, tree.parentOf(id)) : undefined;
      },
      ofItem: ({ id, parent }) => placeOf(id, parent),
    },
    circular,
  };

  function placeOf(id: number, parent: number | null): Place {
    if (parent === null || (circular.size > 0 && circular.has(id))) return NOWHERE;
    return below.get(parent) ?? NOWHERE;
  }

  /** Finds what stands below `start`, and below all above it. */
  function walkUp(start: number): void {
    let id: number | null = start;
    while (id !== null && !below.has(id)) {
      trail.push(id);
      below.set(id, UNDER_WAY);
      id = tree.parentOf(id);
    }
    if (id !== null && below.get(id) === UNDER_WAY) {
      for (const member of trail.slice(trail.indexOf(id))) circular.add(member);
    }
    for (let child = trail.pop(); child !== undefined; child = trail.pop()) {
      below.set(child, placeBelow(child, placeOf(child, tree.parentOf(child))));
    }
  }

  function placeBelow(parent: number, above: Place): Place {
    const item = tree.items.get(parent);
    if (item === undefined) return above;
    if (isCandidate(item)) return { workload: parent, asset: null };
    return isAsset(item) ? { workload: above.workload, asset: parent } : above;
  }
}
