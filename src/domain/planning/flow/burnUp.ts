import type { ReleaseId } from "../../backlog/releases";
import type { Policy } from "../../policy/policy";
import type { Instant } from "../../workItem";
import { hasReached, isInScope } from "../velocity/moments";
import type { Track } from "../velocity/track";
import { dailySums } from "./daily";
import type { BurnUp } from "./series";

/**
 * The burn-up of a release, of all teams: for the end of each day (UTC) from the first one on which it had scope to the day of
 * `now`, what was in scope and what of it had reached the done stage, as things were then. What was done before it joined
 * is scope and done on the same day (forecasting §1). No points where it never had scope.
 *
 * @param release  null: everything in scope, in a release or not
 */
export function burnUpOf(tracks: readonly Track[], release: ReleaseId | null, policy: Policy, now: Instant): BurnUp {
  const { doneStage } = policy.planning;
  const { days, sums } = dailySums(tracks, 6, now, (step) => {
    if (!isInScope(step) || (release !== null && step.release !== release)) return null;
    const amount = [1, step.effort ?? 0, step.effort === null ? 1 : 0];
    return [...amount, ...(hasReached(step, doneStage) ? amount : [0, 0, 0])];
  });
  return {
    points: days.map((day, index) => {
      const [items = 0, effort = 0, unestimated = 0, done = 0, doneEffort = 0, doneUnestimated = 0] = sums[index] ?? [];
      return {
        day,
        scope: { items, effort, unestimated },
        done: { items: done, effort: doneEffort, unestimated: doneUnestimated },
      };
    }),
  };
}
