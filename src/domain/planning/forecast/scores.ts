/** How often something held, with what can be said of how often it holds. */
export interface HitRate {
  readonly hits: number;
  readonly cases: number;
  /** Hits by cases; not a number without a case. */
  readonly rate: number;
  /**
   * The exact binomial interval at 95 % for the rate (Clopper and Pearson), as if the cases were independent. Without a case: 0
   * to 1. Of few cases it says little: one that was missed does not rule 85 % out.
   */
  readonly interval: readonly [number, number];
}

/** What may lie outside of the interval, at each of its ends. */
const TAIL = 0.025;

/** A hit rate with its interval. */
export function hitRateOf(hits: number, cases: number): HitRate {
  if (cases === 0) return { hits, cases, rate: Number.NaN, interval: [0, 1] };
  // The lowest rate at which so many hits or more are not too rare, and the highest at which so few or fewer are not.
  const low = hits === 0 ? 0 : 1 - highest(cases - hits, cases);
  const high = hits === cases ? 1 : highest(hits, cases);
  return { hits, cases, rate: hits / cases, interval: [low, high] };
}

/** The highest rate at which as few hits as these, or fewer, come with a probability of {@link TAIL}. */
function highest(hits: number, cases: number): number {
  let [low, high] = [hits / cases, 1];
  // Halved until it is as exact as a number can be.
  for (let step = 0; step < 52; step++) {
    const middle = (low + high) / 2;
    if (atMost(hits, cases, middle) > TAIL) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probability of so many hits or fewer; for a rate above 0 and below 1. Summed by logarithms: powers would vanish. */
function atMost(hits: number, cases: number, rate: number): number {
  const odds = Math.log(rate) - Math.log1p(-rate);
  let term = cases * Math.log1p(-rate);
  let sum = Math.exp(term);
  for (let hit = 1; hit <= hits; hit++) {
    term += odds + Math.log((cases - hit + 1) / hit);
    sum += Math.exp(term);
  }
  return sum;
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
