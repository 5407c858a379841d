import { indexFrom, keyOf, stepped } from "./random";

/** How the future is drawn from the past. The double one first doubts the sample itself. */
export type Bootstrap = "simple" | "double";

/** One team's luck: which past period stands for a future one, in each trial. */
export interface Luck {
  /** Of `size` past periods the one (0 is the oldest) that stands for future period `period` in trial `trial`. */
  readonly pick: (trial: number, period: number, size: number) => number;
}

/**
 * The luck of a team. The simple bootstrap draws each future period from the past ones. The double bootstrap first draws
 * as many past periods as there are, with replacement, once a trial, and each future period from those.
 *
 * @param team  the word of the team's name
 * @throws RangeError when the seed is no whole number
 */
export function luckOf(seed: number, team: number, bootstrap: Bootstrap = "double"): Luck {
  const periods = stepped(keyOf(seed, "period"), team);
  const resamples = stepped(keyOf(seed, "resample"), team);
  const once = (trial: number, period: number, size: number) =>
    indexFrom(stepped(stepped(periods, trial), period), size);
  if (bootstrap === "simple") return { pick: once };
  return {
    pick: (trial, period, size) => indexFrom(stepped(stepped(resamples, trial), once(trial, period, size)), size),
  };
}

/**
 * Simulated totals of coming periods, in rising order.
 *
 * @param perDay  what past periods delivered a working day
 * @param days  the working days of each coming period
 */
export function totalsOf(
  luck: Luck,
  perDay: ArrayLike<number>,
  days: ArrayLike<number>,
  trials: number,
): Float64Array<ArrayBuffer> {
  const totals = new Float64Array(trials);
  for (let trial = 0; trial < trials; trial++) {
    let total = 0;
    for (let period = 0; period < days.length; period++) {
      total += (perDay[luck.pick(trial, period, perDay.length)] ?? 0) * (days[period] ?? 0);
    }
    totals[trial] = total;
  }
  return totals.sort();
}
