import { hasEdge } from "./graph";
import { type DependencyModel, itemOf, needsOf, wholeOf } from "./model";
import type { GateRoots } from "./roots";
import { NO_LIST } from "./rootLists";

/** How many work items a path names at most: the root, and those next to what it holds back. */
export const LONGEST_PATH = 12;

/**
 * The way from a root to an asset that it holds back, as nodes from the root on. `next` is the first step from the asset.
 * Where a workload's link ties two of them, the workload stands between.
 */
export function pathTo(
  model: DependencyModel,
  roots: GateRoots,
  root: number,
  asset: number,
  next: number,
): readonly number[] {
  const way = [asset];
  let node = asset;
  for (let step = next; way.length < LONGEST_PATH;) {
    way.push(...between(model, node, step), step);
    if (step === root) break;
    node = step;
    // Of an asset with more roots than are followed, the rest of the way is not kept.
    step = roots.lists.nextTo(roots.listOf(node) ?? NO_LIST, root) ?? root;
  }
  return withoutRepeats(model, way.at(-1) === root ? way : [...way, root]);
}

/** A circle as a path: from what waits for its first member round to that one. */
export function closedPath(model: DependencyModel, cycle: readonly number[]): readonly number[] {
  return withoutRepeats(model, [...cycle, cycle[0] ?? 0]);
}

/** From the end to the beginning, each work item once in a row, and a long one cut before its last. */
function withoutRepeats(model: DependencyModel, way: readonly number[]): readonly number[] {
  const distinct = way.filter((node, index) => {
    const before = way[index - 1];
    return before === undefined || itemOf(model, before).id !== itemOf(model, node).id;
  });
  const last = distinct.slice(-1);
  return (distinct.length > LONGEST_PATH ? [...distinct.slice(0, LONGEST_PATH - 1), ...last] : distinct).reverse();
}

/** The workloads over which one waits for the other: what a workload needs its assets need, and it stands for them (D1). */
function between(model: DependencyModel, from: number, to: number): readonly number[] {
  const { hard, soft, partOf } = model;
  const isLinked = (a: number, b: number) => hasEdge(hard, a, b) || hasEdge(soft, a, b);
  if (isLinked(from, to)) return [];
  const [home, its] = [partOf[from] ?? -1, partOf[to] ?? -1];
  if (its !== -1 && isLinked(from, wholeOf(model, its))) return [wholeOf(model, its)];
  if (home === -1) return [];
  const needs = needsOf(model, home);
  if (isLinked(needs, to)) return [needs];
  return its !== -1 && isLinked(needs, wholeOf(model, its)) ? [needs, wholeOf(model, its)] : [];
}
