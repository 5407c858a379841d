/** Laws of what teams did in their iterations (forecasting.md §1), on random pasts. */
import fc from "fast-check";
import { snapshotAt } from "../../../../../src/domain/history/snapshotAt";
import type { IterationRecord } from "../../../../../src/domain/planning/velocity/record";
import { trackReader } from "../../../../../src/domain/planning/velocity/tracks";
import type { Track, TrackStep } from "../../../../../src/domain/planning/velocity/track";
import { recordsOf } from "../../../../../src/domain/planning/velocity/velocity";
import { isAtLeast, type Stage } from "../../../../../src/domain/readiness/stage";
import { BEGIN, type RandomPast, randomPasts } from "../../../../builders/pasts";
import { film, replay, toldAsReplay } from "../../../../support/velocityReplay";

const DAY = 86_400_000;
const LATER = BEGIN + 70 * DAY;
const RUNS = { numRuns: 150 };
const times = fc.nat({ max: 60 * 4 }).map((quarter) => BEGIN + (quarter * DAY) / 4);

function tracksOf({ snapshot, policy, teams }: RandomPast) {
  const { ids, trackOf } = trackReader(snapshot, policy, teams);
  return ids.map(trackOf);
}

function framesOf({ snapshot, policy, teams }: RandomPast) {
  return film(snapshot, policy, teams);
}

function records(past: RandomPast, now: number): IterationRecord[] {
  return recordsOf(tracksOf(past), past.teams, past.policy, now);
}

describe("records of iterations", () => {
  it("are those of a naive replay of every change, at any time", () =>
    fc.assert(
      fc.property(randomPasts, times, (past, now) => {
        expect(records(past, now).map(toldAsReplay)).toEqual(replay(framesOf(past), past.policy, past.teams, now));
      }),
      RUNS,
    ));

  it("change no more once their iteration is over, whatever happens to work items later", () =>
    fc.assert(
      fc.property(randomPasts, times, (past, time) => {
        const read = snapshotAt(past.snapshot, time);
        const then = records({ ...past, snapshot: read }, time).filter(({ isOver }) => isOver);
        const later = records(past, LATER);
        expect(later.filter(({ team, path }) => then.some((one) => one.team === team && one.path === path))).toEqual(
          then,
        );
      }),
      RUNS,
    ));

  it("are the same in whatever order everything comes (L2)", () =>
    fc.assert(
      fc.property(randomPasts, fc.infiniteStream(fc.nat({ max: 1000 })), (past, chance) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => ({ value, place: chance.next().value as number }))
            .sort((a, b) => a.place - b.place)
            .map(({ value }) => value);
        const { snapshot, teams } = past;
        const other = {
          ...past,
          teams: shuffled(teams).map((team) => ({ ...team, iterations: shuffled(team.iterations) })),
          snapshot: {
            ...snapshot,
            workItems: shuffled(snapshot.workItems),
            histories: shuffled(snapshot.histories).map((one) => ({ ...one, revisions: shuffled(one.revisions) })),
          },
        };
        const found = recordsOf(shuffled(tracksOf(other)), other.teams, other.policy, LATER);
        expect(found).toEqual(records(past, LATER));
      }),
      RUNS,
    ));

  it("count each entry into the done stage once, over all teams and iterations", () =>
    fc.assert(
      fc.property(randomPasts, (past) => {
        const { doneStage } = past.policy.planning;
        const counted = records(past, LATER).flatMap(({ delivered }) => delivered.ids);
        for (const { id, steps } of tracksOf(past)) {
          const isDone = steps.map(({ stage }) => stage !== "absent" && isAtLeast(stage, doneStage));
          const entries = isDone.filter((done, index) => index > 0 && done && isDone[index - 1] === false);
          expect(counted.filter((one) => one === id).length).toBeLessThanOrEqual(entries.length);
        }
      }),
      RUNS,
    ));

  it("account for what is in an iteration at its end, but for what was done there before anybody committed", () =>
    fc.assert(
      fc.property(randomPasts, (past) => {
        const tracks = tracksOf(past);
        for (const { team, path, lastDay, commitment, committed, added, removed } of records(past, LATER)) {
          if (commitment === null) throw new Error(`${path} is over and has no commitment`);
          const end = Date.parse(lastDay) + DAY;
          const before = ({ steps }: Track, time: number) => steps.findLast(({ at }) => at < time);
          const isHere = (step: TrackStep | undefined) =>
            step !== undefined &&
            !["absent", "Excluded"].includes(step.stage) &&
            step.team === team &&
            step.iterationPath === path;
          const wasDoneThere = (track: Track) => {
            const step = before(track, Math.min(commitment.at, end));
            return isHere(step) && step !== undefined && isAtLeast(step.stage as Stage, past.policy.planning.doneStage);
          };
          const atEnd = tracks.filter(
            (track) => isHere(before(track, end)) && (committed.ids.includes(track.id) || !wasDoneThere(track)),
          );
          expect([committed.ids.filter((id) => added.ids.includes(id))]).toEqual([[]]);
          const accounted = [...committed.ids, ...added.ids].filter((id) => !removed.ids.includes(id));
          expect(accounted.sort((a, b) => a - b)).toEqual(atEnd.map(({ id }) => id).sort((a, b) => a - b));
          expect(committed.items + added.items - removed.items).toBe(atEnd.length);
        }
      }),
      RUNS,
    ));
});
