/** How often something held, with what can be said of how often it holds. */
export interface HitRate {
  readonly hits: number;
  readonly cases: number;
  /** Hits by cases; not a number without a case. */
  readonly rate: number;
  /** Wilson's interval at 95 % for the rate, as if the cases were independent. Without a case: 0 to 1. */
  readonly interval: readonly [number, number];
}

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959964;

/** A hit rate with its interval. */
export function hitRateOf(hits: number, cases: number): HitRate {
  if (cases === 0) return { hits, cases, rate: Number.NaN, interval: [0, 1] };
  const rate = hits / cases;
  const scale = 1 + Z ** 2 / cases;
  const middle = (rate + Z ** 2 / (2 * cases)) / scale;
  const half = (Z / scale) * Math.sqrt((rate * (1 - rate)) / cases + Z ** 2 / (4 * cases ** 2));
  // At the ends the formula gives exactly 0 and 1, but for its rounding.
  return { hits, cases, rate, interval: [hits === 0 ? 0 : middle - half, hits === cases ? 1 : middle + half] };
}

/**
 * The pinball loss of a quantile: what an amount costs that was forecast at a level, when another one came. Less is better;
 * on average it is least for the true quantile.
 *
 * @param level  of the quantile, 0.15 for the amount of P85
 */
export function pinballLoss(level: number, forecast: number, actual: number): number {
  return actual >= forecast ? (actual - forecast) * level : (forecast - actual) * (1 - level);
}

/** The squared distance between what was told as probability and what came, from 0 (right and sure) to 1. */
export function brierScore(probability: number, cameTrue: boolean): number {
  return (probability - (cameTrue ? 1 : 0)) ** 2;
}

/** The mean; of nothing not a number. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
