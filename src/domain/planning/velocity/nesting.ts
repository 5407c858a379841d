import { isOnLadder, lowerOf, type Stage } from "../../readiness/stage";
import type { Instant } from "../../workItem";
import type { Everything } from "./everything";
import { isSameButForTime } from "./ownTrack";
import type { Track, TrackStep } from "./track";

/**
 * The track of an asset that is no further than the assets in scope that stood directly below it then (§9). Most have none,
 * and theirs is their own.
 */
export function loweredByNested(
  id: number,
  ownTrack: (id: number) => Track,
  nestedOf: (id: number) => readonly number[],
  everything: Everything,
): Track {
  const own = ownTrack(id);
  if (nestedOf(id).length === 0) return own;
  const tracks = new Map([[id, own]]);
  const pending = [id];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const child of nestedOf(next)) {
      if (tracks.has(child)) continue;
      tracks.set(child, ownTrack(child));
      pending.push(child);
    }
  }

  /** The lowest rung at `time` of an asset in scope and of those below it; null where none has one. */
  const floorAt = (one: number, time: Instant, above: readonly number[]): Stage | null => {
    const stage = trackStepAt(tracks.get(one)?.steps ?? [], time)?.stage ?? "absent";
    let floor: Stage | null = stage !== "absent" && isOnLadder(stage) ? stage : null;
    for (const child of nestedOf(one)) {
      if (above.includes(child) || everything.at(child, time)?.parent !== one) continue;
      const inner = floorAt(child, time, [...above, one]);
      if (inner !== null) floor = floor === null ? inner : lowerOf(floor, inner);
    }
    return floor;
  };

  const from = Math.max(...[...tracks.values()].map((track) => track.from));
  const changes = [...tracks.keys()].flatMap((one) => everything.pastOf(one)?.changes ?? []);
  const times = [...tracks.values()].flatMap(({ steps }) => steps.map(({ at }) => at));
  const steps: TrackStep[] = [];
  for (const at of [...new Set([...times, ...changes])].sort((a, b) => a - b)) {
    const step = at < from ? undefined : trackStepAt(own.steps, at);
    if (step === undefined) continue;
    const isRung = step.stage !== "absent" && isOnLadder(step.stage);
    const stage = isRung ? (floorAt(id, at, []) ?? step.stage) : step.stage;
    const next = { ...step, at, stage };
    const before = steps.at(-1);
    if (before === undefined || !isSameButForTime(before, next)) steps.push(next);
  }
  return { ...own, steps, from };
}

/** The step that holds at `time` (UTC); undefined before the first one. */
function trackStepAt(steps: readonly TrackStep[], time: Instant): TrackStep | undefined {
  return steps.findLast(({ at }) => at <= time);
}
