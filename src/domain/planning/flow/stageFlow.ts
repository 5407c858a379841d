import type { ReleaseId } from "../../backlog/releases";
import { LADDER } from "../../readiness/stage";
import type { Instant } from "../../workItem";
import { isInScope } from "../velocity/moments";
import type { Track } from "../velocity/track";
import { dailySums } from "./daily";
import type { StageFlow } from "./series";

/**
 * How many assets in scope stood at each stage at the end of each day (UTC), from the first day on which there was one to the day
 * of `now`, as things were then. Each asset stands in one number of a day (§9).
 *
 * @param release  null: all assets, in a release or not
 */
export function stageFlowOf(tracks: readonly Track[], release: ReleaseId | null, now: Instant): StageFlow {
  const { days, sums } = dailySums(tracks, LADDER.length + 1, now, (step) => {
    if (!isInScope(step) || (release !== null && step.release !== release)) return null;
    const counts = LADDER.map((stage) => (step.stage === stage ? 1 : 0));
    return [...counts, step.stage === "Unknown" ? 1 : 0];
  });
  return {
    stages: LADDER,
    points: days.map((day, index) => {
      const counts = sums[index] ?? [];
      return { day, counts: counts.slice(0, LADDER.length), unknown: counts[LADDER.length] ?? 0 };
    }),
  };
}
