import type { ReleaseAssessment } from "../../readiness/report";
import type { Day } from "../../workItem";
import { type DayRange, dayNumber } from "../days";
import type { Team } from "../teams";
import type { IterationRecord } from "../velocity/record";
import { pastPeriodsOf } from "../velocity/summary";
import { FORECAST_GATES } from "./assembleItems";
import { type Backtest, backtestOf, type PlayedTeam } from "./backtest";
import { FEWEST, type History, historyOf, type PastPeriod } from "./history";
import { type ForecastItem, type ForecastPlan, type ForecastTeam, NO_TEAM, type TeamCalendar } from "./plan";

/** How a team's past is played: forecasts from the six periods before, of the next one and of the next three (forecasting §6). */
export const BACKTEST = { window: FEWEST.p85, horizons: [1, 3], trials: 400 } as const;

/** Monday to Friday, where a team's settings name no day. */
const WEEKDAYS = [1, 2, 3, 4, 5];
/** Length of a period where no iteration has dates, in days. */
const PERIOD = 14;

/** What the forecast takes of a team, and how good such forecasts of it were. */
export interface TeamEvidence {
  /** `NO_TEAM` for assets whose area no team owns. */
  readonly team: string;
  /** Assets that have not passed the last gate, and how many of them have no estimate. */
  readonly remaining: number;
  readonly unestimated: number;
  /** By gate, in the order of the plan: the periods that are drawn from, and those that are not with the reason. */
  readonly histories: readonly History[];
  /** By gate and horizon; those without a case are left out: the team has too short a past. */
  readonly backtests: readonly { readonly gate: string; readonly result: Backtest }[];
  readonly widened: ForecastTeam["widened"];
}

/** When a team works: its weekdays without its days off and the freezes of releases that it works on. */
export function calendarOf(team: Team | null, freezes: readonly DayRange[], today: Day): TeamCalendar {
  const iterations = team?.iterations ?? [];
  const dated = iterations.flatMap(({ dates }) =>
    dates === null ? [] : [{ from: dates.firstDay, to: dates.lastDay }],
  );
  const last = dated.reduce<DayRange | null>((a, b) => (a === null || b.to > a.to ? b : a), null);
  return {
    weekdays: team === null || team.weekdays.length === 0 ? WEEKDAYS : team.weekdays,
    closed: [...iterations.flatMap(({ daysOff }) => daysOff), ...freezes].filter(({ to }) => to >= today),
    iterations: dated.filter(({ to }) => to >= today),
    periodLength: last === null ? PERIOD : dayNumber(last.to) - dayNumber(last.from) + 1,
  };
}

/** The freezes of the releases that have work left for a team; each once. */
export function freezesFor(
  team: string,
  items: readonly ForecastItem[],
  releases: readonly Pick<ReleaseAssessment, "key" | "freezes">[],
): readonly DayRange[] {
  const own = new Set(
    items.filter((item) => item.team === team && item.reached < FORECAST_GATES.length).map(({ release }) => release),
  );
  return releases
    .filter(({ key }) => own.has(key))
    .flatMap(({ freezes }) => freezes.map(({ from, to }) => ({ from, to })));
}

/** What a team did up to each gate of the plan, period by period. */
export function pastOf(
  records: readonly IterationRecord[],
  unit: ForecastPlan["unit"],
): readonly (readonly PastPeriod[])[] {
  return FORECAST_GATES.map(({ stage }) => pastPeriodsOf(records, unit, stage));
}

/** A team's past at one gate, as the back-test plays it: what is over, without outages. */
export function playedOf(name: string, periods: readonly PastPeriod[], today: Day): PlayedTeam {
  const isSample = ({ lastDay, outage, workingDays }: PastPeriod): boolean =>
    lastDay < today && outage === null && workingDays > 0;
  const over = periods.filter(isSample).sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1));
  return { name, periods: over.map(({ workingDays, delivered }) => ({ workingDays, delivered })) };
}

/**
 * The mean pinball loss at P85 of forecasts of one period in a unit, over the teams' pasts; at the last gate, or at the last one
 * before it that anything has passed. Null where no team's past is long enough.
 */
export function lossOf(pasts: readonly (readonly PlayedTeam[])[], seed: number): number | null {
  for (const teams of [...pasts].reverse()) {
    const { cases, scores } = backtestOf(teams, { ...BACKTEST, horizon: 1, seed });
    if (cases > 0) return scores.double.p85.loss;
  }
  return null;
}

/** Plays a team's past at each gate, and says what the ranges must be widened to (forecasting §6). */
export function evidenceOfTeam(
  team: string,
  items: readonly ForecastItem[],
  past: ForecastTeam["past"],
  today: Day,
  seed: number,
): TeamEvidence {
  const remaining = items.filter((item) => item.team === team && item.reached < FORECAST_GATES.length);
  const backtests = FORECAST_GATES.flatMap(({ gate }, at) => {
    const played = [playedOf(team, past[at] ?? [], today)];
    return BACKTEST.horizons.flatMap((horizon) => {
      const result = backtestOf(played, { ...BACKTEST, horizon, seed });
      return result.cases === 0 ? [] : [{ gate, result }];
    });
  });
  const widened = backtests.flatMap(({ result }) => result.widened ?? []);
  return {
    team,
    remaining: remaining.length,
    unestimated: remaining.filter(({ effort }) => effort === null).length,
    histories: past.map((periods) => historyOf(periods, today)),
    backtests,
    widened:
      widened.length === 0
        ? null
        : {
            p85: Math.max(...widened.map(({ p85 }) => p85)),
            p95: Math.max(...widened.map(({ p95 }) => p95)),
          },
  };
}

/** The efforts of a team's delivered and estimated assets, by kind. */
export function doneEffortsOf(
  team: string,
  items: readonly ForecastItem[],
  delivered: ReadonlySet<string>,
): Readonly<Record<string, readonly number[]>> {
  const efforts = new Map<string, number[]>();
  for (const { id, team: owner, kind, effort } of items) {
    if (owner !== team || effort === null || !delivered.has(id)) continue;
    const known = efforts.get(kind);
    if (known === undefined) efforts.set(kind, [effort]);
    else known.push(effort);
  }
  return Object.fromEntries(efforts);
}

/** The team of a name; null for the assets that no team owns. */
export function teamNamed(teams: readonly Team[], name: string): Team | null {
  return name === NO_TEAM ? null : (teams.find((team) => team.name === name) ?? null);
}
