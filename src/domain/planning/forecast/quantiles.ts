/** The levels of confidence that a forecast speaks of. */
export const LEVELS = ["p50", "p85", "p95"] as const;

export type Level = (typeof LEVELS)[number];

/** The share of cases in which a forecast at the level is meant to be kept. */
export const SHARES: Readonly<Record<Level, number>> = { p50: 0.5, p85: 0.85, p95: 0.95 };

/**
 * The smallest of the values that at least the share of them does not exceed; of no values not a number.
 *
 * @param sorted  the values in rising order
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  // Without the tolerance 0.15 of 20 would be the fourth value, because the product is a little more than 3.
  const rank = Math.ceil(share * sorted.length - 1e-9);
  return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1] ?? Number.NaN;
}

/**
 * The amount that is delivered *at least* with a confidence: for a share of 0.85 the 15th percentile of the totals.
 *
 * @param sorted  simulated totals in rising order
 */
export function amountAt(sorted: ArrayLike<number>, share: number): number {
  return quantile(sorted, 1 - share);
}
