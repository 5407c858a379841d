import type { DependencyDrawing, DrawnEdge } from "../../domain/dependencies/drawing";
import type { DrawnNode } from "../../domain/dependencies/drawnNode";

/** Sizes in pixels. */
export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 48;
const COLUMN = NODE_WIDTH + 120;
const ROW = NODE_HEIGHT + 20;
const EDGE = 12;
const HEAD = 8;

/** Where a node's box begins. */
export interface PlacedNode {
  readonly node: DrawnNode;
  readonly x: number;
  readonly y: number;
}

/** An edge as a line from the provider to what waits for it, with its arrowhead, and where its word stands. */
export interface PlacedEdge {
  readonly edge: DrawnEdge;
  /** SVG path data. */
  readonly path: string;
  readonly head: string;
  readonly wordX: number;
  readonly wordY: number;
}

/** A drawing with places for all that is in it; nodes in reading order: layer by layer, each from the top. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Places a drawing: what is waited for stands left of what waits. Members of one circle stand below each other. */
export function layoutOf({ nodes, edges }: Pick<DependencyDrawing, "nodes" | "edges">): Layout {
  const placed = nodes
    .map((node) => ({ node, x: EDGE + node.layer * COLUMN, y: EDGE + node.row * ROW }))
    .sort((a, b) => a.node.layer - b.node.layer || a.node.row - b.node.row);
  const byId = new Map(placed.map((place) => [place.node.id, place]));
  return {
    width: Math.max(0, ...placed.map(({ x }) => x + NODE_WIDTH)) + EDGE + (COLUMN - NODE_WIDTH),
    height: Math.max(0, ...placed.map(({ y }) => y + NODE_HEIGHT)) + EDGE,
    nodes: placed,
    edges: edges.flatMap((edge) => {
      const [dependant, provider] = [byId.get(edge.from), byId.get(edge.to)];
      return dependant === undefined || provider === undefined ? [] : [placeEdge(edge, provider, dependant)];
    }),
  };
}

function placeEdge(edge: DrawnEdge, provider: PlacedNode, dependant: PlacedNode): PlacedEdge {
  const [fromX, fromY] = [provider.x + NODE_WIDTH, provider.y + NODE_HEIGHT / 2];
  if (provider.node.layer < dependant.node.layer) {
    const [toX, toY] = [dependant.x, dependant.y + NODE_HEIGHT / 2];
    const bend = Math.min(COLUMN, (toX - fromX) / 2);
    return {
      edge,
      path: `M${fromX} ${fromY} C${fromX + bend} ${fromY} ${toX - bend} ${toY} ${toX} ${toY}`,
      head: headAt(toX, toY, -HEAD),
      // Above the line, where that is level.
      wordX: (fromX + toX) / 2,
      wordY: (fromY + toY) / 2 - 8,
    };
  }
  // Within one layer, and for a soft link that leads back: round on the right, the way back a little further out.
  const isBack = provider.y > dependant.y;
  const [toX, toY] = [dependant.x + NODE_WIDTH, dependant.y + NODE_HEIGHT / 2];
  const [startY, endY] = [fromY + (isBack ? -8 : 8), toY + (isBack ? 8 : -8)];
  const out = Math.max(fromX, toX) + (isBack ? 76 : 44);
  return {
    edge,
    path: `M${fromX} ${startY} C${out} ${startY} ${out} ${endY} ${toX} ${endY}`,
    head: headAt(toX, endY, HEAD),
    wordX: (fromX + toX) / 8 + (out * 3) / 4,
    wordY: (startY + endY) / 2,
  };
}

/** A triangle with its tip at a place; its base lies `length` beside that. */
function headAt(x: number, y: number, length: number): string {
  return `M${x} ${y} L${x + length} ${y - HEAD / 2} L${x + length} ${y + HEAD / 2}z`;
}
