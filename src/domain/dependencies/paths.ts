import { hasEdge } from "./graph";
import { type DependencyModel, itemOf, needsOf, wholeOf } from "./model";
import type { GateRoots } from "./roots";

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
    if (!isLinked(model, node, step)) way.push(...between(model, node, step));
    way.push(step);
    if (step === root) break;
    node = step;
    // Of an asset with more roots than are followed, the rest of the way is not kept.
    step = roots.lists.nextTo(roots.listOf(node), root) ?? root;
  }
  if (way.at(-1) !== root) way.push(root);
  return withoutRepeats(model, way);
}

/** A circle as a path: from what waits for its first member round to that one. */
export function closedPath(model: DependencyModel, cycle: readonly number[]): readonly number[] {
  return withoutRepeats(model, [...cycle, cycle[0] ?? 0]);
}

/** From the end to the beginning, each work item once in a row, and a long one cut before its last. Changes `way`. */
function withoutRepeats(model: DependencyModel, way: number[]): readonly number[] {
  let used = 0;
  for (const node of way) {
    const before = way[used - 1];
    if (before === undefined || !isSameItem(model, before, node)) way[used++] = node;
  }
  way.length = used;
  if (used > LONGEST_PATH) way.splice(LONGEST_PATH - 1, used - LONGEST_PATH);
  return way.reverse();
}

/** Whether two nodes stand for one work item, as those of a workload do. */
function isSameItem(model: DependencyModel, a: number, b: number): boolean {
  const isAsset = a < model.assets.length || b < model.assets.length;
  return isAsset ? a === b : itemOf(model, a).id === itemOf(model, b).id;
}

function isLinked({ hard, soft }: DependencyModel, from: number, to: number): boolean {
  return hasEdge(hard, from, to) || hasEdge(soft, from, to);
}

/** The workloads over which one waits for the other: what a workload needs its assets need, and it stands for them (D1). */
function between(model: DependencyModel, from: number, to: number): readonly number[] {
  const home = model.partOf[from] ?? -1;
  const its = model.partOf[to] ?? -1;
  if (its !== -1 && isLinked(model, from, wholeOf(model, its))) return [wholeOf(model, its)];
  if (home === -1) return [];
  const needs = needsOf(model, home);
  if (isLinked(model, needs, to)) return [needs];
  return its !== -1 && isLinked(model, needs, wholeOf(model, its)) ? [needs, wholeOf(model, its)] : [];
}
