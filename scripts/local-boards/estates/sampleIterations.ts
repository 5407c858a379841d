import type { EstateProject, EstateUser } from "../model/estate";
import type { EstateBuilder } from "./builder";
import { CURRENT_SPRINT, SPRINTS, TEAMS, UNCOMMITTED } from "./samplePlan";
import type { AssetPath } from "./sampleWorld";
import { Dice } from "./stable";

/** What the history of the sample's sprints is made of. */
export interface IterationHistory {
  readonly builder: EstateBuilder;
  readonly project: EstateProject;
  readonly paths: readonly AssetPath[];
  /** Milliseconds since the epoch, a midnight. */
  readonly now: number;
  /** Who plans. */
  readonly lead: EstateUser;
  /** First day of a sprint, counted from 1; midnight UTC in milliseconds since the epoch. */
  startOf(sprint: number): number;
}

const DAY = 86_400_000;
const SEED = 20_260_102;

/** Days are squeezed into nine working hours from 8:00; these are the real minutes after 8:00 as the builder wants them. */
const minutes = (real: number): number => (real * DAY) / (9 * 60);

/** On the first Monday what is not done is moved on at 8:15, and teams commit from 9:00 on, one after the other. */
const MOVED_ON = minutes(15);
const COMMITTED = minutes(60);
const BETWEEN_TEAMS = minutes(5);

const PATH = "System.IterationPath";

/** Also of what was not there: its state was null. */
const DONE: readonly unknown[] = ["Resolved", "Closed", "Removed", null];

/** An asset was planned for a sprint from then on. */
interface Stay {
  /** Milliseconds since the epoch, as the builder takes them. */
  readonly at: number;
  readonly sprint: number;
}

/**
 * Gives the sample's sprints a past: assets are planned, committed to, taken in after the commitment, put off before the end and
 * carried over, up to the sprint in which they were moved. What is not moved yet is carried over up to the current sprint, or
 * planned for a later one. Puts revisions between those that are there, and changes no state.
 */
export function addIterationHistory(history: IterationHistory): void {
  const dice = new Dice(SEED);
  for (const path of history.paths) {
    // Asked for all, so that one asset more or less changes no other.
    const chance = { fate: dice.next(), moment: dice.next() };
    if (!path.moves) continue;
    addStays(path, staysOf(path, history, chance), history);
    addCommitments(path, history);
    if (path.isReopened) {
      const text = "It was moved in Sprint 5, opened again in the sprint after, and moved once more there.";
      history.builder.note("Asset moved twice", text, path.id);
    }
  }
}

/** Where an asset was planned, the oldest first; it may name times to come. */
function staysOf(
  { sprints, planned, moved }: AssetPath,
  { now, startOf }: IterationHistory,
  { fate, moment }: { readonly fate: number; readonly moment: number },
): readonly Stay[] {
  // All are made before that.
  const at = Math.min(startOf(sprints[0]) - 2.5 * DAY, now - 7.5 * DAY);
  const first = (sprint: number): Stay => ({ at, sprint });
  const carriedOver = (from: number, to: number): Stay[] =>
    Array.from({ length: to - from }, (_, index) => from + index + 1).map((sprint) => ({
      at: startOf(sprint) + MOVED_ON,
      sprint,
    }));

  if (moved === null) {
    const begun = Math.max(planned, CURRENT_SPRINT - 2);
    if (begun <= CURRENT_SPRINT) return [first(begun), ...carriedOver(begun, CURRENT_SPRINT)];
    const isTakenIn = begun === CURRENT_SPRINT + 1 && fate < 0.3;
    return [first(begun), ...(isTakenIn ? [{ at: startOf(CURRENT_SPRINT) + 0.6 * DAY, sprint: CURRENT_SPRINT }] : [])];
  }
  const { sprint, begunAt } = moved;
  if (planned < sprint) return [first(planned), ...carriedOver(planned, sprint)];
  const before = sprint - 1;
  if (before >= sprints[0] && fate < 0.15) return [first(before), ...carriedOver(before, sprint)];
  // Put off in the second week.
  if (before >= sprints[0] && fate < 0.27)
    return [first(before), { at: startOf(before) + (7 + 3 * moment) * DAY, sprint }];
  const committed = startOf(sprint) + COMMITTED + TEAMS.length * BETWEEN_TEAMS;
  if (sprint < SPRINTS && fate < 0.42 && begunAt > committed) {
    return [first(sprint + 1), { at: committed + (0.2 + 0.6 * moment) * (begunAt - committed), sprint }];
  }
  return [first(sprint)];
}

function addStays({ id }: AssetPath, stays: readonly Stay[], { builder, project, now, lead }: IterationHistory): void {
  for (const { at, sprint } of stays) {
    const path = `${project.name}\\Sprint ${sprint}`;
    const isOpen = !DONE.includes(builder.valueAt(id, at, "System.State"));
    if (at >= now || !isOpen || builder.valueAt(id, at, PATH) === path) continue;
    builder.insert(id, at, lead, { [PATH]: path });
  }
}

/** Tags an asset in each sprint that it stood in, not done, when its team committed. */
function addCommitments({ id, team }: AssetPath, { builder, project, now, lead, startOf }: IterationHistory): void {
  const place = TEAMS.findIndex((name) => name === team);
  if (place < 0) return;
  for (let sprint = 1; sprint <= CURRENT_SPRINT; sprint += 1) {
    const at = startOf(sprint) + COMMITTED + place * BETWEEN_TEAMS;
    if (at >= now || (team === UNCOMMITTED.team && sprint === UNCOMMITTED.sprint)) continue;
    const isOpen = !DONE.includes(builder.valueAt(id, at, "System.State"));
    if (!isOpen || builder.valueAt(id, at, PATH) !== `${project.name}\\Sprint ${sprint}`) continue;
    builder.insert(id, at, lead, { tag: `committed:Sprint ${sprint}@${builder.timeOf(at).slice(0, 16)}Z` });
  }
}
