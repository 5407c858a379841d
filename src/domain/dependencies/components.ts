import { endOf, type Graph } from "./graph";

/** The strongly connected components of a graph (D2). */
export interface Components {
  readonly count: number;
  /** The component of each node. An edge between two components leads to the one of the lower number. */
  readonly of: Int32Array;
  /** The members of component c, in rising order, lie at `starts[c]` … `starts[c + 1]` − 1 of `members`. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/** Tarjan's algorithm without recursion, so that a chain may be of any length: one pass over nodes and edges (L8). */
export function componentsOf(graph: Graph): Components {
  const { size, starts, targets } = graph;
  const order = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const of = new Int32Array(size).fill(-1);
  const next = starts.slice(0, size);
  const open = new Int32Array(size);
  const trail = new Int32Array(size);
  const componentStarts = new Int32Array(size + 1);
  const members = new Int32Array(size);
  let [visited, opened, depth, count, placed] = [0, 0, 0, 0, 0];

  for (let root = 0; root < size; root++) {
    if (order[root] !== -1) continue;
    let node = root;
    order[node] = low[node] = visited++;
    open[opened++] = node;
    trail[depth++] = node;
    while (depth > 0) {
      node = trail[depth - 1] ?? 0;
      const at = next[node] ?? 0;
      if (at < endOf(graph, node)) {
        next[node] = at + 1;
        const target = targets[at] ?? 0;
        if (order[target] === -1) {
          order[target] = low[target] = visited++;
          open[opened++] = target;
          trail[depth++] = target;
        } else if (of[target] === -1) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
        continue;
      }
      depth--;
      if (depth > 0) {
        const parent = trail[depth - 1] ?? 0;
        low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
      }
      if (low[node] !== order[node]) continue;
      const from = placed;
      let member: number;
      do {
        member = open[--opened] ?? 0;
        of[member] = count;
        members[placed++] = member;
      } while (member !== node);
      if (placed - from > 1) members.subarray(from, placed).sort();
      componentStarts[++count] = placed;
    }
  }
  return { count, of, starts: componentStarts.subarray(0, count + 1), members };
}

/** The members of a component, as a view. */
export function membersOf({ starts, members }: Components, component: number): Int32Array {
  return members.subarray(starts[component] ?? 0, starts[component + 1] ?? 0);
}

/**
 * The shortest circle through a node: it, what it waits for, and so on up to what waits for it. Null where there is none.
 * Of several the one over the lowest numbers.
 */
export function shortestCycle(graph: Graph, { of }: Components, start: number): number[] | null {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  // It grows while it is walked through.
  for (const node of queue) {
    for (let at = graph.starts[node] ?? 0; at < endOf(graph, node); at++) {
      const target = graph.targets[at] ?? 0;
      if (of[target] !== of[start]) continue;
      if (target === start) return wayTo(node, cameFrom);
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return null;
}

function wayTo(end: number, cameFrom: ReadonlyMap<number, number>): number[] {
  const way: number[] = [];
  for (let node: number | undefined = end; node !== undefined; node = cameFrom.get(node)) way.push(node);
  return way.reverse();
}
