import { groupBy } from "../../group";
import type { PlanningRule } from "../../policy/policy";
import { isAtLeast } from "../../readiness/stage";
import type { Team } from "../teams";
import { rangeOf } from "../velocity/summary";
import type { Track } from "../velocity/track";
import { dayOf } from "../../backlog/releases";
import { weekdaysBetween } from "./totals";

/** From this stage on an asset is being moved: before, nobody has begun. */
export const BEGUN = "Replicating";

/** With fewer nothing is said of a kind (forecasting §5). */
const FEWEST = 3;

/**
 * How many working days a team takes for an asset of a kind from the beginning (Replicating, or further) to the done stage: the
 * median of those that it finished; of all kinds where it finished too few of this one, and null where there are too few at all.
 * Only assets whose beginning was seen count; of one that was opened again the last way counts.
 */
export function paceOf(
  tracks: readonly Track[],
  team: Team,
  { doneStage }: PlanningRule,
): (kind: string | null) => number | null {
  const taken = tracks.flatMap((track) => {
    const days = daysTaken(track, team, doneStage);
    return days === null ? [] : [{ kind: track.kind, days }];
  });
  const medianOf = (some: readonly { readonly days: number }[]) =>
    some.length < FEWEST ? null : (rangeOf(some.map(({ days }) => days))?.median ?? null);
  const byKind = groupBy(taken, ({ kind }) => kind);
  const overall = medianOf(taken);
  return (kind) => medianOf(byKind.get(kind) ?? []) ?? overall;
}

function daysTaken({ steps }: Track, team: Team, doneStage: PlanningRule["doneStage"]): number | null {
  let begun: number | null = null;
  let days: number | null = null;
  for (const [index, { stage, at }] of steps.entries()) {
    const before = steps[index - 1]?.stage;
    // Of what was first seen on its way nobody knows when it began.
    if (before === undefined || stage === "absent" || before === "absent") continue;
    if (isAtLeast(stage, BEGUN) && !isAtLeast(before, BEGUN)) begun = at;
    if (isAtLeast(stage, doneStage) && !isAtLeast(before, doneStage) && begun !== null) {
      const isOwn = steps[index]?.team === team.name;
      days = isOwn ? Math.max(weekdaysBetween(team, dayOf(begun), dayOf(at)), 1) : null;
    }
  }
  return days;
}
