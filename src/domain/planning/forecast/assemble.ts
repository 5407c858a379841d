import { dayOf } from "../../backlog/releases";
import { groupBy } from "../../group";
import type { Day } from "../../workItem";
import type { PlanningWorld } from "../world";
import { type AssembledItems, assembleItems, FORECAST_GATES } from "./assembleItems";
import {
  calendarOf,
  doneEffortsOf,
  evidenceOfTeam,
  freezesFor,
  lossOf,
  pastOf,
  playedOf,
  type TeamEvidence,
  teamNamed,
} from "./assembleTeams";
import { type Estimated, lacksEfforts, unitFor } from "./estimates";
import type { ForecastPlan, ForecastTeam } from "./plan";
import { wordOf } from "./random";

/** What whoever asks may choose of a forecast. */
export interface AssembleOptions {
  /** Any whole number; by default one that the project's id gives, so that everybody sees the same forecast. */
  readonly seed?: number;
  /** Whether scope grows as it did; it does by default. */
  readonly scopeGrowth?: boolean;
  /** The first day on which anything can be finished; by default Azure DevOps' own day (UTC). */
  readonly today?: Day;
}

/** A plan to forecast, with what it rests on. */
export interface Assembled {
  readonly plan: ForecastPlan;
  /** In the order of the plan's teams. */
  readonly teams: readonly TeamEvidence[];
  /** How much of what was done and of what remains is estimated. */
  readonly estimated: Estimated;
  /** What the plan took otherwise than it stands in the backlog, or left out. */
  readonly said: Pick<AssembledItems, "unmapped" | "broughtIn" | "unplanned" | "unseen"> & {
    /** Whether all that the releases hold could be read; what could not be is in no date. */
    readonly isComplete: boolean;
    /** Teams whose settings name no working day: Monday to Friday are taken. */
    readonly withoutWeekdays: readonly string[];
    /** What could not be read, so that the past may be too low. */
    readonly gaps: readonly string[];
  };
}

/** The seed of a project's forecasts unless another one is asked for. */
export function seedOf(projectId: string): number {
  return wordOf(projectId);
}

/** Makes the plan of a forecast from what was read; see {@link assembling}, which does it bit by bit. */
export function assembleForecast(world: PlanningWorld, options: AssembleOptions = {}): Assembled {
  const steps = assembling(world, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Makes the plan of a forecast step by step, so that a page may have its turn between them: the assets of each release with
 * their dependencies, the calendars and the past of the teams that own them, the unit that did better in the teams' own
 * back-tests, and those back-tests beside.
 */
export function* assembling(world: PlanningWorld, options: AssembleOptions = {}): Generator<void, Assembled, void> {
  const { report, teams } = world;
  const { seed = seedOf(report.project.id), scopeGrowth = true, today = dayOf(world.now) } = options;
  const { items, dependencies, delivered, unmapped, broughtIn, unplanned, unseen } = assembleItems(world);
  yield;

  const names = [...new Set(items.map(({ team }) => team))].sort();
  const records = groupBy(world.records, ({ team }) => team);
  const pasts = (unit: ForecastPlan["unit"]) => names.map((name) => pastOf(records.get(name) ?? [], unit));
  const counted = pasts("items");
  const estimated = estimatedOf(items, delivered);
  const doneEfforts = names.map((name) => doneEffortsOf(name, items, delivered));
  yield;

  let unit: ForecastPlan["unit"] = "items";
  let past = counted;
  // The back-test of both units is asked for only where enough is estimated (forecasting §2).
  if (unitFor(estimated, { items: 1, points: 0 }) === "points") {
    const inPoints = pasts("points");
    const played = (all: typeof counted) =>
      FORECAST_GATES.map((_, gate) => names.map((name, team) => playedOf(name, all[team]?.[gate] ?? [], today)));
    const losses = { items: lossOf(played(counted), seed), points: lossOf(played(inPoints), seed) };
    yield;
    const { items: byItems, points: byPoints } = losses;
    const loss = byItems === null || byPoints === null ? null : { items: byItems, points: byPoints };
    const canDraw = names.every(
      (name, team) =>
        !lacksEfforts({ doneEfforts: doneEfforts[team] ?? {} }) ||
        !items.some((item) => item.team === name && item.effort === null && item.reached < FORECAST_GATES.length),
    );
    // Where a team has nothing to draw an estimate from, counts are all that is left (forecasting §3).
    if (canDraw && unitFor(estimated, loss) === "points") {
      unit = "points";
      past = inPoints;
    }
  }

  const evidence: TeamEvidence[] = [];
  const planTeams: ForecastTeam[] = [];
  for (const [index, name] of names.entries()) {
    const own = past[index] ?? [];
    const found = evidenceOfTeam(name, items, own, today, seed);
    evidence.push(found);
    planTeams.push({
      name,
      calendar: calendarOf(teamNamed(teams, name), freezesFor(name, items, report.releases), today),
      past: own,
      doneEfforts: doneEfforts[index] ?? {},
      widened: found.widened,
    });
    yield;
  }
  return {
    plan: {
      seed,
      today,
      unit,
      gates: FORECAST_GATES.map(({ gate }) => gate),
      teams: planTeams,
      releases: report.releases.map(({ key, targetDate }) => ({ key, targetDate })),
      items,
      dependencies,
      scopeGrowth,
    },
    teams: evidence,
    estimated,
    said: {
      isComplete: report.complete,
      unmapped,
      broughtIn,
      unplanned,
      unseen,
      withoutWeekdays: names.filter((name) => teamNamed(teams, name)?.weekdays.length === 0),
      gaps: world.gaps,
    },
  };
}

function estimatedOf(items: ForecastPlan["items"], delivered: ReadonlySet<string>): Estimated {
  const done = items.filter(({ id }) => delivered.has(id));
  const remaining = items.filter(({ reached }) => reached < FORECAST_GATES.length);
  const estimatedIn = (some: ForecastPlan["items"]) => some.filter(({ effort }) => effort !== null).length;
  return {
    done: done.length,
    doneEstimated: estimatedIn(done),
    remaining: remaining.length,
    remainingEstimated: estimatedIn(remaining),
  };
}
