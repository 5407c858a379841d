import type { EstateNode } from "../model/estate";

export type TreeKind = "area" | "iteration";

/** A node of a classification tree with its place. */
export interface PlacedNode {
  readonly node: EstateNode;
  /** As work items carry it: `Contoso\Release 1\Sprint 2`. */
  readonly path: string;
  /** Names from the root down. */
  readonly names: readonly string[];
  readonly parent: PlacedNode | null;
}

/** The areas or the iterations of one project, found by path (without regard to case) and by id. */
export class ClassificationTree {
  readonly root: PlacedNode;
  private readonly byPath = new Map<string, PlacedNode>();
  private readonly byId = new Map<number, PlacedNode>();

  constructor(
    readonly kind: TreeKind,
    root: EstateNode,
  ) {
    this.root = this.place(root, null);
  }

  /** How many nodes it has below its root. */
  get size(): number {
    return this.byId.size - 1;
  }

  /** The highest id of its nodes. */
  get highestId(): number {
    let highest = 0;
    for (const id of this.byId.keys()) highest = Math.max(highest, id);
    return highest;
  }

  /** The node of that identifier, without regard to case; null where there is none. */
  findByIdentifier(identifier: string): PlacedNode | null {
    const wanted = identifier.toLowerCase();
    for (const placed of this.byId.values()) if (placed.node.identifier.toLowerCase() === wanted) return placed;
    return null;
  }

  /** The nodes in the order of the tree, each before what is below it. */
  nodes(): Iterable<PlacedNode> {
    return this.byId.values();
  }

  /** The node at `Project\A\B`, or null. */
  find(path: string): PlacedNode | null {
    return this.byPath.get(path.toLowerCase()) ?? null;
  }

  findById(id: number): PlacedNode | null {
    return this.byId.get(id) ?? null;
  }

  private place(node: EstateNode, parent: PlacedNode | null): PlacedNode {
    const names = parent === null ? [node.name] : [...parent.names, node.name];
    const placed: PlacedNode = { node, path: names.join("\\"), names, parent };
    this.byPath.set(placed.path.toLowerCase(), placed);
    this.byId.set(node.id, placed);
    for (const child of node.children) this.place(child, placed);
    return placed;
  }
}

/** The tree with another node, or none (null), in the place of the one of that id. */
export function withNode(root: EstateNode, id: number, change: (node: EstateNode) => EstateNode | null): EstateNode {
  const children = root.children.flatMap((child) => {
    if (child.id !== id) return [withNode(child, id, change)];
    const changed = change(child);
    return changed === null ? [] : [changed];
  });
  return { ...root, children };
}

/** How many levels of nodes there are from this one down; 1 for a node with nothing below it. */
export function levelsOf(node: EstateNode): number {
  return 1 + Math.max(0, ...node.children.map(levelsOf));
}

/** Whether `path` is `root` or below it, without regard to case. */
export function isUnder(path: string, root: string): boolean {
  const lower = path.toLowerCase();
  const top = root.toLowerCase();
  return lower === top || lower.startsWith(`${top}\\`);
}
