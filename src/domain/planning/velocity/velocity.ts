import { compareNames } from "../../backlog/releases";
import { append } from "../../group";
import type { Policy } from "../../policy/policy";
import type { Stage } from "../../readiness/stage";
import type { Instant } from "../../workItem";
import type { Team } from "../teams";
import { countedOf } from "./amounts";
import { type DatedIteration, hasDates, outageOf, type Window, windowOf, workingDaysOf } from "./calendar";
import { type CommitmentReader, commitmentReader } from "./committed";
import { hasReached, indexBefore, isInScope, lastEntry, reopening } from "./moments";
import type { Counted, IterationRecord, ReachedStage } from "./record";
import type { Track, TrackStep } from "./track";

/**
 * What teams did in their iterations that have dates and have begun (forecasting §1): by team, then by first day. An iteration
 * lasts from the beginning of its first day to the end of its last one, in UTC; what happens at its very end belongs to
 * what comes after. Each record says how things were at its end, efforts and kinds too; nothing later changes it.
 *
 * - What was delivered, reopened or came into scope counts in the iteration of the team that owned the asset at that moment,
 *   by time alone, whatever iteration path the asset had. What lies between two iterations is in no record.
 * - Delivered: it entered the done stage for the last time in the window, from below, and was there at the end. What came into
 *   scope at that stage was done before, and is nobody's velocity.
 * - Reopened: it was done when the iteration began, hence in an earlier one's account, and was seen below it during this one. What
 *   is done, opened and done again within one iteration is delivered once and no debit.
 * - Scope in: in a release at the end and not at the beginning, without what was done already. Scope out: in a release
 *   and not done at the beginning, in none of this team at the end, and not done either. With no source of releases all is in.
 * - Committed, added, removed, carried over: by the iteration path, see {@link commitmentReader}.
 *
 * An asset whose past is known from a time on only ({@link Track.from}) is counted as far as that goes.
 */
export function recordsOf(
  tracks: readonly Track[],
  teams: readonly Team[],
  policy: Policy,
  now: Instant,
): IterationRecord[] {
  const byTeam = new Map<string, Track[]>();
  for (const track of [...tracks].sort((a, b) => a.id - b.id)) {
    for (const team of new Set(track.steps.map((step) => step.team))) if (team !== null) append(byTeam, team, track);
  }
  return [...teams]
    .sort((a, b) => compareNames(a.name, b.name))
    .flatMap((team) => {
      const own = byTeam.get(team.name) ?? [];
      const commitments = commitmentReader(own, team.name, policy.planning);
      return team.iterations
        .filter(hasDates)
        .sort((a, b) => compareText(a.dates.firstDay, b.dates.firstDay) || compareText(a.path, b.path))
        .flatMap((iteration) => {
          const window = windowOf(iteration, now);
          return window.start > now ? [] : [recordOf(own, team, iteration, window, commitments, policy)];
        });
    });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An asset that changed during an iteration, as it was when that began and when it ended. */
interface Passage {
  readonly track: Track;
  readonly atStart: TrackStep | undefined;
  readonly atEnd: TrackStep;
}

function recordOf(
  tracks: readonly Track[],
  team: Team,
  iteration: DatedIteration,
  window: Window,
  commitments: CommitmentReader,
  policy: Policy,
): IterationRecord {
  const { start, until, isOver } = window;
  const done: Stage = policy.planning.doneStage;
  // Whatever counts by time changed during it: few of the assets that a team ever had.
  const passages: Passage[] = [];
  for (const track of tracks) {
    const last = indexBefore(track.steps, until);
    const atEnd = track.steps[last];
    if (atEnd === undefined || atEnd.at < start) continue;
    passages.push({ track, atStart: track.steps[indexBefore(track.steps, start)], atEnd });
  }
  const counted = (some: readonly Passage[]): Counted =>
    countedOf(some.map(({ track: { id }, atEnd: { effort } }) => ({ id, effort })));

  const reaching = (stage: Stage) =>
    passages.filter(({ track, atEnd }) => {
      if (!hasReached(atEnd, stage)) return false;
      const entry = lastEntry(track, stage, until);
      return entry !== null && entry.at >= start && entry.team === team.name;
    });
  const delivered = reaching(done);
  const isForecast = (step: TrackStep | undefined) =>
    isInScope(step) && step.team === team.name && (step.release !== null || policy.releases.source.kind === "none");
  /** What changed of the way to a stage besides what reached it. */
  const changesOf = (stage: Stage, arrived: readonly Passage[]) => {
    const isArrived = new Set(arrived);
    const reopened = passages.filter(({ track }) => reopening(track, stage, start, until)?.team === team.name);
    const isReopened = new Set(reopened);
    const scopeIn = passages.filter((passage) => {
      const { atStart, atEnd } = passage;
      if (!isForecast(atEnd) || isForecast(atStart) || isReopened.has(passage)) return false;
      return !hasReached(atEnd, stage) || isArrived.has(passage);
    });
    const scopeOut = passages.filter(
      ({ atStart, atEnd }) =>
        isForecast(atStart) && !hasReached(atStart, stage) && !isForecast(atEnd) && !hasReached(atEnd, stage),
    );
    return { reopened, scopeIn, scopeOut };
  };
  const { reopened, scopeIn, scopeOut } = changesOf(done, delivered);
  const wayTo = (stage: ReachedStage) => {
    const arrived = reaching(stage);
    const changes = changesOf(stage, arrived);
    const grown = { in: counted([...changes.scopeIn, ...changes.reopened]), out: counted(changes.scopeOut) };
    return { reached: counted(arrived), grown };
  };
  const [replicated, staged, accepted, promoted] = [
    wayTo("Replicated"),
    wayTo("Staged"),
    wayTo("Accepted"),
    wayTo("Promoted"),
  ];

  const plan = commitments(iteration.path, window);
  const weighed = (some: readonly Track[]): Counted =>
    countedOf(some.map(({ id, steps }) => ({ id, effort: steps[indexBefore(steps, until)]?.effort ?? null })));
  const kinds = new Map<string, number>();
  for (const { atEnd } of delivered) kinds.set(atEnd.kind ?? "", (kinds.get(atEnd.kind ?? "") ?? 0) + 1);
  return {
    team: team.name,
    path: iteration.path,
    name: iteration.name,
    ...iteration.dates,
    workingDays: workingDaysOf(team, iteration),
    isOver,
    outage: outageOf(policy, team, iteration),
    commitment: plan.commitment,
    committed: weighed(plan.committed),
    added: weighed(plan.added),
    removed: weighed(plan.removed),
    delivered: counted(delivered),
    deliveredByKind: [...kinds]
      .map(([kind, items]) => ({ kind, items }))
      .sort((a, b) => b.items - a.items || compareText(a.kind, b.kind)),
    carriedOver: weighed(plan.open),
    reopened: counted(reopened),
    scopeIn: counted(scopeIn),
    scopeOut: counted(scopeOut),
    reached: {
      Replicated: replicated.reached,
      Staged: staged.reached,
      Accepted: accepted.reached,
      Promoted: promoted.reached,
    },
    grown: { Replicated: replicated.grown, Staged: staged.grown, Accepted: accepted.grown, Promoted: promoted.grown },
  };
}
