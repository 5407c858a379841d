import type { DayRange } from "../days";
import type { PastPeriod } from "./history";

/** When a team works. */
export interface TeamCalendar {
  /** The days of the week on which it works: 0 is Sunday, 6 Saturday. */
  readonly weekdays: readonly number[];
  /** Holidays, days off and freezes: days on which nothing moves. */
  readonly closed: readonly DayRange[];
  /** The running and coming iterations that have dates, in any order. */
  readonly iterations: readonly DayRange[];
  /** How many days of the calendar a period after the last dated iteration has. */
  readonly periodLength: number;
}

/** Stands for the team of assets whose area no team owns; no team of Azure DevOps has an empty name. */
export const NO_TEAM = "";

/** A team that the forecast counts on. */
export interface ForecastTeam {
  readonly name: string;
  readonly calendar: TeamCalendar;
  /** What it did, for each gate of the plan: `delivered` is what reached that gate's stage in the period. */
  readonly past: readonly (readonly PastPeriod[])[];
  /** The efforts of its done and estimated items, by kind; points draw from them for what is unestimated. */
  readonly doneEfforts: Readonly<Record<string, readonly number[]>>;
  /** The shares that stand for P85 and P95 since its back-test asked for wider ranges (forecasting §6); null: as they are. */
  readonly widened: { readonly p85: number; readonly p95: number } | null;
}

/** A release, as the forecast sees it. Releases are worked on in the order in which the plan lists them. */
export interface ForecastRelease {
  readonly key: string;
  /** `YYYY-MM-DD` */
  readonly targetDate: string | null;
}

/** An asset of a release, finished ones too: a release that lists none is not done, it is unknown (V2). */
export interface ForecastItem {
  readonly id: string;
  readonly release: string;
  readonly workload: string | null;
  readonly team: string;
  readonly kind: string;
  /** Points; null: unestimated, which is never 0. */
  readonly effort: number | null;
  /** How many of the plan's gates it has reached: 0 none, all of them: nothing remains. */
  readonly reached: number;
}

/** One end of a dependency. */
export interface ForecastPlace {
  readonly kind: "item" | "workload" | "release";
  readonly key: string;
}

/** A dependency: what waits starts only when what it waits for has finished. A release that waits is promoted no earlier. */
export interface ForecastDependency {
  readonly waits: ForecastPlace;
  readonly for: ForecastPlace;
}

/** Everything that a forecast is made of. Equal plans give equal forecasts. */
export interface ForecastPlan {
  /** Any whole number; kept with the forecast, which it makes reproducible. */
  readonly seed: number;
  /** The first day on which anything can be finished, `YYYY-MM-DD`. */
  readonly today: string;
  readonly unit: "items" | "points";
  /** What is forecast of each release, in the order of the ladder; the last one is its promotion. */
  readonly gates: readonly string[];
  readonly teams: readonly ForecastTeam[];
  readonly releases: readonly ForecastRelease[];
  /** In order of priority. */
  readonly items: readonly ForecastItem[];
  readonly dependencies: readonly ForecastDependency[];
  /** Whether scope grows as it did; what comes in is done before what remains. */
  readonly scopeGrowth: boolean;
}

/** What a what-if changes of a plan; the draws stay the same. */
export interface WhatIf {
  /** 0.8: a fifth less to do. */
  readonly scope: number;
  /** 1.2: a fifth faster. */
  readonly velocity: number;
}

/** The plan as it is. */
export const AS_IT_IS: WhatIf = { scope: 1, velocity: 1 };
