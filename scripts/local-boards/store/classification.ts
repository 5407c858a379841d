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

/** Whether `path` is `root` or below it, without regard to case. */
export function isUnder(path: string, root: string): boolean {
  const lower = path.toLowerCase();
  const top = root.toLowerCase();
  return lower === top || lower.startsWith(`${top}\\`);
}
