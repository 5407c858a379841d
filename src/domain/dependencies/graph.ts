/** Edges while they are collected, as pairs of node numbers; it grows without an object for each edge (L8). */
export class EdgeList {
  private pairs = new Int32Array(1024);
  private used = 0;

  get length(): number {
    return this.used / 2;
  }

  add(from: number, to: number): void {
    if (this.used === this.pairs.length) {
      const larger = new Int32Array(this.pairs.length * 2);
      larger.set(this.pairs);
      this.pairs = larger;
    }
    this.pairs[this.used++] = from;
    this.pairs[this.used++] = to;
  }

  fromAt(index: number): number {
    return this.pairs[index * 2] ?? 0;
  }

  toAt(index: number): number {
    return this.pairs[index * 2 + 1] ?? 0;
  }
}

/**
 * A directed graph over the nodes 0 … `size` − 1; the targets of node n lie at `starts[n]` … `starts[n + 1]` − 1, in rising
 * order.
 */
export interface Graph {
  readonly size: number;
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

/** Builds a graph without self edges and duplicates (D2), in time linear in nodes and edges. */
export function graphOf(size: number, edges: EdgeList): Graph {
  // Sorted by target, then by source: as both are stable, the targets of each source are in order.
  if (edges.length === 0) return { size, starts: new Int32Array(size + 1), targets: new Int32Array(0) };
  const byTarget = distribute(size, edges.length, (index) => edges.toAt(index), null);
  const bySource = distribute(size, edges.length, (index) => edges.fromAt(index), byTarget);
  const starts = new Int32Array(size + 1);
  const targets = new Int32Array(edges.length);
  let used = 0;
  let lastFrom = -1;
  let lastTo = -1;
  for (const index of bySource) {
    const from = edges.fromAt(index);
    const to = edges.toAt(index);
    if (from === to || (from === lastFrom && to === lastTo)) continue;
    lastFrom = from;
    lastTo = to;
    targets[used++] = to;
    starts[from + 1] = used;
  }
  for (let node = 1; node <= size; node++) starts[node] = Math.max(starts[node] ?? 0, starts[node - 1] ?? 0);
  return { size, starts, targets: targets.subarray(0, used) };
}

/** The same graph with every edge turned round. */
export function reverseOf(graph: Graph): Graph {
  const edges = new EdgeList();
  for (let node = 0; node < graph.size; node++) {
    for (let at = graph.starts[node] ?? 0; at < endOf(graph, node); at++) edges.add(graph.targets[at] ?? 0, node);
  }
  return graphOf(graph.size, edges);
}

/** The place after the last target of a node. */
export function endOf({ starts }: Graph, node: number): number {
  return starts[node + 1] ?? 0;
}

/** The targets of a node, as a view. */
export function targetsOf({ starts, targets }: Graph, node: number): Int32Array {
  return targets.subarray(starts[node] ?? 0, starts[node + 1] ?? 0);
}

/** Whether there is an edge, by a binary search. */
export function hasEdge({ starts, targets }: Graph, from: number, to: number): boolean {
  let low = starts[from] ?? 0;
  let high = starts[from + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((targets[middle] ?? 0) < to) low = middle + 1;
    else high = middle;
  }
  return low < (starts[from + 1] ?? 0) && targets[low] === to;
}

/** The indices in the order of a key between 0 and `size` − 1: one counting pass, stable. */
function distribute(
  size: number,
  length: number,
  keyOf: (index: number) => number,
  order: Int32Array | null,
): Int32Array {
  const places = new Int32Array(size + 1);
  for (let index = 0; index < length; index++) {
    const key = keyOf(index) + 1;
    places[key] = (places[key] ?? 0) + 1;
  }
  for (let key = 1; key <= size; key++) places[key] = (places[key] ?? 0) + (places[key - 1] ?? 0);
  const sorted = new Int32Array(length);
  for (let position = 0; position < length; position++) {
    const index = order === null ? position : (order[position] ?? 0);
    const key = keyOf(index);
    const place = places[key] ?? 0;
    sorted[place] = index;
    places[key] = place + 1;
  }
  return sorted;
}
