import { dayNumber, dayText } from "../days";
import { sayable } from "./history";
import type { Obstacle } from "./obstacles";
import type { ForecastPlan } from "./plan";
import { type Level, quantile, SHARES } from "./quantiles";
import type { Simulated } from "./simulation";
import { BEYOND, HORIZON, type Workdays } from "./workdays";

/** The later end of a range. */
export type Bound =
  /** It is done by that day, `YYYY-MM-DD`, with the confidence of its level. */
  | { readonly kind: "day"; readonly day: string }
  /** Too few past periods to say; the latest day of all trials, "later than the worst seen" (forecasting §5). */
  | { readonly kind: "unsaid"; readonly worstSeen: string }
  /** Later than the horizon, whose last day it names. */
  | { readonly kind: "beyond"; readonly horizon: string };

/** How likely the target date is kept. While work remains it is never told as certain. */
export type Chance =
  { readonly kind: "percent"; readonly percent: number } | { readonly kind: "above"; readonly percent: 95 };

/** What is forecast of a release at a gate. No date comes without a range. */
export type Outlook =
  | { readonly kind: "done" }
  | { readonly kind: "cannot"; readonly because: readonly Obstacle[] }
  | {
      readonly kind: "dates";
      /** From 3 to 5 past periods only: the middle and no more. */
      readonly isThin: boolean;
      readonly p50: Bound;
      readonly p85: Bound;
      readonly p95: Bound;
      /** Null without a target date, and where the forecast is thin. */
      readonly chance: Chance | null;
      /** The shares that stand for P85 and P95; more than those where a back-test widened them. */
      readonly shares: Readonly<Record<Level, number>>;
      readonly trials: number;
    };

/**
 * Reads the outlook from the trials.
 *
 * @param workdays  by team
 * @param targetDate  `YYYY-MM-DD`; kept when it is done by the end of that day
 * @throws RangeError when no trial was run yet, or the target date is no day
 */
export function outlookOf(
  simulated: Simulated,
  plan: ForecastPlan,
  workdays: readonly Workdays[],
  targetDate: string | null,
): Outlook {
  const { isDone, standing, days } = simulated;
  if (standing.obstacles.length > 0) return { kind: "cannot", because: standing.obstacles };
  if (isDone) return { kind: "done" };
  if (days.length === 0) throw new RangeError("No trial was run yet: run some before asking for dates.");
  const sorted = days.slice().sort();
  const first = dayNumber(plan.today);
  const textOf = (day: number) => dayText(first + Math.max(day, 1) - 1);
  const shares = sharesOf(plan, standing.teams);

  const worst = sorted[sorted.length - 1] ?? 0;
  const bound = (level: Level): Bound => {
    const day = quantile(sorted, shares[level]);
    const ahead = Math.min(...[...standing.teams].map((team) => periodsAhead(workdays[team], day)));
    if (day >= BEYOND) return { kind: "beyond", horizon: textOf(HORIZON) };
    if (sayable(standing.samples, ahead)[level]) return { kind: "day", day: textOf(day) };
    return worst >= BEYOND
      ? { kind: "beyond", horizon: textOf(HORIZON) }
      : { kind: "unsaid", worstSeen: textOf(worst) };
  };
  const isThin = sayable(standing.samples, 1).thin;
  const target = targetDate === null ? null : dayNumber(targetDate) - first + 1;
  return {
    kind: "dates",
    isThin,
    p50: bound("p50"),
    p85: bound("p85"),
    p95: bound("p95"),
    chance: target === null || isThin ? null : chanceOf(sorted, target),
    shares,
    trials: days.length,
  };
}

function sharesOf({ teams }: ForecastPlan, contributing: ReadonlySet<number>): Readonly<Record<Level, number>> {
  const widened = [...contributing].flatMap((team) => teams[team]?.widened ?? []);
  const p85 = Math.max(SHARES.p85, ...widened.map((shares) => shares.p85));
  // One team may widen P85 beyond another one's P95.
  return { p50: SHARES.p50, p85, p95: Math.max(SHARES.p95, p85, ...widened.map((shares) => shares.p95)) };
}

/** In which period from today on a day lies: 1 is the running one. */
function periodsAhead(workdays: Workdays | undefined, day: number): number {
  const worked = workdays?.through[Math.min(day, HORIZON)] ?? 0;
  return (workdays?.periodOf[worked] ?? 0) + 1;
}

function chanceOf(sorted: Int32Array, target: number): Chance {
  if (target < 1) return { kind: "percent", percent: 0 };
  // What is not done within the horizon keeps no date, however far away that is.
  const kept = sorted.findIndex((day) => day > Math.min(target, HORIZON));
  const percent = Math.round(((kept === -1 ? sorted.length : kept) / sorted.length) * 100);
  return percent > 95 ? { kind: "above", percent: 95 } : { kind: "percent", percent };
}
