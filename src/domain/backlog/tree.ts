import { append } from "../group";
import type { Snapshot } from "../snapshot";
import type { WorkItem } from "../workItem";

/** Parents and children of a snapshot's work items, looked up in constant time. */
export interface WorkItemTree {
  readonly items: ReadonlyMap<number, WorkItem>;
  /** Children that were read, by their own parent link, in the order of their ids. */
  childrenOf(id: number): readonly WorkItem[];
  /**
   * The parent's id, also of an item that could not be read: for that one, the item whose child links name it. Null at a
   * root, and where nothing names a parent.
   */
  parentOf(id: number): number | null;
}

/** Builds the tree; the order of the snapshot's items has no influence (L2). Of an item that came twice the later revision counts. */
export function treeOf(snapshot: Snapshot): WorkItemTree {
  const items = new Map<number, WorkItem>();
  const children = new Map<number, WorkItem[]>();
  const naming = new Map<number, number>();
  for (const item of inOrder(snapshot.workItems)) {
    items.set(item.id, item);
    if (item.parent !== null) append(children, item.parent, item);
    if (item.children === null) continue;
    for (const child of item.children) if (!naming.has(child)) naming.set(child, item.id);
  }

  const none: readonly WorkItem[] = [];
  return {
    items,
    childrenOf: (id) => children.get(id) ?? none,
    parentOf: (id) => {
      const item = items.get(id);
      return item === undefined ? (naming.get(id) ?? null) : item.parent;
    },
  };
}

/** By id, each once. A snapshot that was read in order, as they usually are, is neither copied nor sorted. */
function inOrder(items: readonly WorkItem[]): readonly WorkItem[] {
  let last = -Infinity;
  for (const { id } of items) {
    if (id <= last) {
      const sorted = [...items].sort((a, b) => a.id - b.id || a.rev - b.rev);
      return sorted.filter((item, index) => item.id !== sorted[index + 1]?.id);
    }
    last = id;
  }
  return items;
}
