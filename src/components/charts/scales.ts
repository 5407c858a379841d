/** Scales of plots: pure numbers, without pixels' units or dates' locale. Days are numbers as `dayNumber` gives them, in UTC. */

const DAY_MS = 86_400_000;

/** Places a value of a domain in a range of pixels. */
export type Scale = (value: number) => number;

/** From a domain to a range, straight. A domain without width is placed in the middle of the range. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [from, to] = domain;
  const [start, end] = range;
  const width = to - from;
  return width === 0 ? () => (start + end) / 2 : (value) => start + ((value - from) / width) * (end - start);
}

/** The smallest of 1, 2, 5, 10, 20, 50 … (and 0.5, 0.2 … below 1) that is not below `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return (([1, 2, 5, 10] as const).find((factor) => factor * power >= least) ?? 10) * power;
}

/**
 * Round values from 0 to at least `max`, and below 0 to at most `min`, about `count` of them. All zero gives 0 and 1, so that there
 * is always a scale. Steps are whole where the values can be: nobody moves half an asset.
 *
 * @param min  0 or less
 */
export function niceTicks(max: number, count: number, min = 0): readonly number[] {
  const span = Math.max(max, 0) - Math.min(min, 0);
  const raw = span === 0 ? 1 : niceStep(span / Math.max(1, count));
  const step = span >= 1 ? Math.max(1, raw) : raw;
  const first = Math.floor(Math.min(min, 0) / step);
  const last = Math.max(Math.ceil(Math.max(max, 0) / step), first + 1);
  // Of products, not of sums: 0.1 + 0.2 is not 0.3.
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step + 0);
}

/** How fine the days of an axis are told. */
export type Grain = "day" | "month" | "year";

/** Where an axis of days is marked. */
export interface DayTicks {
  readonly grain: Grain;
  /** Numbers of days, ascending, within the axis. */
  readonly days: readonly number[];
}

const DAY_STEPS = [1, 2, 7, 14] as const;
const MONTH_STEPS = [1, 2, 3, 6] as const;

/**
 * Marks for an axis from a day to another: every so many days (weeks begin on Monday), else first days of months, else of
 * years; at most `count` of them, and at least one.
 */
export function dayTicks(from: number, to: number, count: number): DayTicks {
  const most = Math.max(1, Math.floor(count));
  for (const step of DAY_STEPS) {
    // Day 4 was a Monday.
    const first = step < 7 ? from : 4 + Math.ceil((from - 4) / 7) * 7;
    const days = range(first, to, step);
    if (days.length > 0 && days.length <= most) return { grain: "day", days };
  }
  const begin = new Date(from * DAY_MS);
  const months = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
  const firstOf = (month: number) => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;
  for (let years = 0; ; years += 1) {
    const steps = years === 0 ? MONTH_STEPS : [12 * niceStep(years)];
    for (const step of steps) {
      const days: number[] = [];
      for (let month = Math.ceil(months / step) * step; firstOf(month) <= to; month += step) {
        if (firstOf(month) >= from) days.push(firstOf(month));
      }
      if (days.length > 0 && days.length <= most) return { grain: step < 12 ? "month" : "year", days };
      if (days.length === 0) return { grain: "day", days: [from] };
    }
  }
}

function range(from: number, to: number, step: number): number[] {
  return from > to ? [] : Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** The index whose place is next to `at`; of two at the same distance the first. −1 for no places. */
export function nearest(places: readonly number[], at: number): number {
  let best = -1;
  let distance = Infinity;
  places.forEach((place, index) => {
    if (Math.abs(place - at) >= distance) return;
    [best, distance] = [index, Math.abs(place - at)];
  });
  return best;
}
