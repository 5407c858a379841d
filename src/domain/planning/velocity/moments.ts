import { isAtLeast, isOnLadder, type Stage } from "../../readiness/stage";
import type { Instant } from "../../workItem";
import type { Track, TrackStep } from "./track";

/** Whether an asset counted at a step: it was there and not out of scope. One whose state is not mapped counts (V2). */
export function isInScope(step: TrackStep | undefined): step is TrackStep {
  return step !== undefined && step.stage !== "absent" && step.stage !== "Excluded";
}

/** Whether it had reached a stage. */
export function hasReached(step: TrackStep | undefined, stage: Stage): boolean {
  return step !== undefined && step.stage !== "absent" && isAtLeast(step.stage, stage);
}

/** Whether it was in scope and had not. */
function isShortOf(step: TrackStep, stage: Stage): boolean {
  return (
    step.stage === "Unknown" || (step.stage !== "absent" && isOnLadder(step.stage) && !isAtLeast(step.stage, stage))
  );
}

/** The index of the last step before `time`, what happens at `time` itself left out; −1 before the first. */
export function indexBefore(steps: readonly TrackStep[], time: Instant): number {
  let index = steps.length - 1;
  while (index >= 0 && (steps[index]?.at ?? -Infinity) >= time) index--;
  return index;
}

/**
 * The last step before `until` at which an asset entered a stage: it was in scope below it the moment before. What comes into
 * scope at that stage, or was there when its known past begins, has not entered it: nobody moved it then.
 */
export function lastEntry({ steps }: Track, stage: Stage, until: Instant): TrackStep | null {
  for (let index = indexBefore(steps, until); index > 0; index--) {
    const [before, step] = [steps[index - 1], steps[index]];
    if (before !== undefined && step !== undefined && hasReached(step, stage) && isShortOf(before, stage)) return step;
  }
  return null;
}

/**
 * The first step from `since` on and before `until` at which an asset that had reached a stage by then was seen below it; what
 * lay out of scope between the two does not matter. Null for one that had not reached it at `since`.
 */
export function reopening({ steps }: Track, stage: Stage, since: Instant, until: Instant): TrackStep | null {
  const start = indexBefore(steps, since);
  let last = start;
  while (last >= 0 && !isInScope(steps[last])) last--;
  if (!hasReached(steps[last], stage)) return null;
  for (const step of steps.slice(start + 1)) {
    if (step.at >= until) return null;
    if (isShortOf(step, stage)) return step;
  }
  return null;
}
