import { type Bootstrap, luckOf, totalsOf } from "./bootstrap";
import { amountAt, type Level, LEVELS, quantile, SHARES } from "./quantiles";
import { stepped, wordOf } from "./random";
import { brierScore, hitRateOf, type HitRate, mean, pinballLoss } from "./scores";

/** How an amount is forecast: the two bootstraps, and the baselines that give one amount for all levels. */
export const METHODS = ["double", "simple", "mean", "mean of last 3"] as const;

export type Method = (typeof METHODS)[number];

/** A period of the past that is forecast anew. */
export interface PlayedPeriod {
  /** More than 0. */
  readonly workingDays: number;
  readonly delivered: number;
}

/** The past of one team, oldest first. */
export interface PlayedTeam {
  readonly name: string;
  readonly periods: readonly PlayedPeriod[];
}

/** How a back-test is run. */
export interface BacktestOptions {
  /** W: how many periods each forecast knows. */
  readonly window: number;
  /** H: how many periods it looks ahead. */
  readonly horizon: number;
  readonly trials: number;
  readonly seed: number;
}

/** One forecast of the past, beside what came. */
interface Case {
  readonly amounts: Readonly<Record<Method, Readonly<Record<Level, number>>>>;
  readonly actual: number;
  /** The team's mean delivery times H, by which losses are scaled. */
  readonly scale: number;
  /** The share of the double bootstrap's trials that delivered less than what came. */
  readonly rank: number;
  /** What the double bootstrap told as probability of what the mean promises, and whether that came. */
  readonly promise: { readonly probability: number; readonly kept: boolean };
}

/** What came of the forecasts at one level. */
export interface LevelScore extends HitRate {
  /** The mean pinball loss at 1 − the level's share, scaled by the team's mean delivery times H. */
  readonly loss: number;
}

/** What a back-test found. */
export interface Backtest {
  readonly window: number;
  readonly horizon: number;
  readonly cases: number;
  readonly scores: Readonly<Record<Method, Readonly<Record<Level, LevelScore>>>>;
  /** Of the double bootstrap's probability of keeping, in H periods, what mean velocity promises. */
  readonly brier: number;
  /** Whether 85 % lies in the interval of the double bootstrap's hit rate at P85; null without a case. */
  readonly keepsP85: boolean | null;
  /** The shares that would have kept the levels, where the range was too narrow; null: nothing to widen. */
  readonly widened: { readonly p85: number; readonly p95: number } | null;
}

/**
 * Plays the forecasts of teams' pasts (forecasting §6): the origin rolls one period at a time, each forecast knows the W periods
 * before it alone, and is met when at least its amount was delivered in the next H. Teams with fewer than W + H periods give no
 * case.
 *
 * @throws RangeError when the options are no whole numbers of 1 or more, or a period is none
 */
export function backtestOf(teams: readonly PlayedTeam[], options: BacktestOptions): Backtest {
  for (const name of ["window", "horizon", "trials"] as const) {
    if (!Number.isInteger(options[name]) || options[name] < 1) {
      throw new RangeError(`${name} is ${options[name]}; give a whole number of 1 or more.`);
    }
  }
  const cases = teams.flatMap((team) => casesOf(team, options));
  const scores = Object.fromEntries(
    METHODS.map((method) => [
      method,
      Object.fromEntries(LEVELS.map((level) => [level, scoreOf(cases, method, level)])),
    ]),
  ) as Backtest["scores"];
  const keepsP85 = cases.length === 0 ? null : isWithin(SHARES.p85, scores.double.p85.interval);
  const isTooNarrow = keepsP85 === false && scores.double.p85.rate < SHARES.p85;
  return {
    window: options.window,
    horizon: options.horizon,
    cases: cases.length,
    scores,
    brier: mean(cases.map(({ promise }) => brierScore(promise.probability, promise.kept))),
    keepsP85,
    widened: isTooNarrow ? widenedBy(cases) : null,
  };
}

function casesOf({ name, periods }: PlayedTeam, { window, horizon, trials, seed }: BacktestOptions): Case[] {
  for (const [index, { workingDays, delivered }] of periods.entries()) {
    if (!(workingDays > 0 && Number.isFinite(workingDays) && delivered >= 0 && Number.isFinite(delivered))) {
      throw new RangeError(
        `Team ${name}, period ${index + 1}: it needs working days above 0 and a delivery of 0 or more.`,
      );
    }
  }
  const scale = mean(periods.map(({ delivered }) => delivered)) * horizon;
  // A team that never delivered has no scale, and no forecast either (forecasting §5).
  if (!(scale > 0)) return [];
  const cases: Case[] = [];
  for (let origin = window; origin + horizon <= periods.length; origin++) {
    const known = periods.slice(origin - window, origin);
    const ahead = periods.slice(origin, origin + horizon);
    const days = ahead.map(({ workingDays }) => workingDays);
    const rates = known.map(({ workingDays, delivered }) => delivered / workingDays);
    // Each origin has luck of its own: else one lucky draw would be met again and again.
    const team = stepped(wordOf(name), origin);
    const totals = (bootstrap: Bootstrap) => totalsOf(luckOf(seed, team, bootstrap), rates, days, trials);
    const double = totals("double");
    const simple = totals("simple");
    const byMean = rateOf(known) * sum(days);
    const actual = sum(ahead.map(({ delivered }) => delivered));
    cases.push({
      amounts: {
        double: amountsOf((share) => amountAt(double, share)),
        simple: amountsOf((share) => amountAt(simple, share)),
        mean: amountsOf(() => byMean),
        "mean of last 3": amountsOf(() => rateOf(known.slice(-3)) * sum(days)),
      },
      actual,
      scale,
      rank: double.filter((total) => total < actual).length / trials,
      promise: { probability: double.filter((total) => total >= byMean).length / trials, kept: actual >= byMean },
    });
  }
  return cases;
}

function rateOf(periods: readonly PlayedPeriod[]): number {
  return sum(periods.map(({ delivered }) => delivered)) / sum(periods.map(({ workingDays }) => workingDays));
}

function amountsOf(at: (share: number) => number): Readonly<Record<Level, number>> {
  return { p50: at(SHARES.p50), p85: at(SHARES.p85), p95: at(SHARES.p95) };
}

function scoreOf(cases: readonly Case[], method: Method, level: Level): LevelScore {
  const hits = cases.filter(({ amounts, actual }) => actual >= amounts[method][level]).length;
  const losses = cases.map(
    ({ amounts, actual, scale }) => pinballLoss(1 - SHARES[level], amounts[method][level], actual) / scale,
  );
  return { ...hitRateOf(hits, cases.length), loss: mean(losses) };
}

/**
 * Empirical recalibration: where what came ranked among the simulated totals tells which share would have kept the level. For
 * P85 it is the rank that 15 % of the cases did not exceed. Ranges are widened and never narrowed.
 */
function widenedBy(cases: readonly Case[]): { p85: number; p95: number } {
  const ranks = cases.map(({ rank }) => rank).sort((a, b) => a - b);
  const p85 = Math.max(SHARES.p85, 1 - quantile(ranks, 1 - SHARES.p85));
  return { p85, p95: Math.max(SHARES.p95, p85, 1 - quantile(ranks, 1 - SHARES.p95)) };
}

function isWithin(value: number, [low, high]: readonly [number, number]): boolean {
  return low <= value && value <= high;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
