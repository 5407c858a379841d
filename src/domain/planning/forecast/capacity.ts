import { type Luck, luckOf } from "./bootstrap";
import type { Sample } from "./history";
import { wordOf } from "./random";
import type { Workdays } from "./workdays";

/** What a team does from the forecast's start on of what remains today, in one trial. */
export interface Capacity {
  /** Draws anew. */
  begin(trial: number): void;
  /** What is done by the end of a day. */
  doneBy(day: number): number;
  /** The first day by whose end so much is done; Infinity when that lies beyond the horizon. */
  dayOf(amount: number): number;
}

/** What a capacity is made of. */
export interface CapacityParts {
  readonly team: string;
  readonly samples: readonly Sample[];
  readonly workdays: Workdays;
  readonly seed: number;
  readonly velocity: number;
  readonly scopeGrowth: boolean;
}

/**
 * A team's capacity. For each coming period one past period is drawn whole, delivery and scope growth together. What comes in
 * is done first, so what is done of today's work is what is delivered less the growth; what was reached once stays reached.
 * Periods are drawn when they are asked for, and a draw depends on its key alone, so asking for less changes nothing.
 */
export function capacityOf(parts: CapacityParts): Capacity {
  const { samples, workdays, velocity, scopeGrowth } = parts;
  const { through, periodOf, throughPeriod, dayOf: calendarDay } = workdays;
  const luck: Luck = luckOf(parts.seed, wordOf(parts.team));
  const netPerDay = Float64Array.from(
    samples,
    ({ deliveredPerDay, growthPerDay }) => deliveredPerDay * velocity - (scopeGrowth ? growthPerDay : 0),
  );
  const periods = throughPeriod.length;
  /** What is done by the end of period p − 1; index 0 is the start. */
  const done = new Float64Array(periods + 1);
  let drawn = 0;
  let trial = 0;
  let net = 0;

  function draw(): void {
    const days = (throughPeriod[drawn] ?? 0) - (drawn === 0 ? 0 : (throughPeriod[drawn - 1] ?? 0));
    net += (netPerDay[luck.pick(trial, drawn, samples.length)] ?? 0) * days;
    done[drawn + 1] = Math.max(done[drawn] ?? 0, net);
    drawn++;
  }

  return {
    begin(number) {
      trial = number;
      drawn = 0;
      net = 0;
    },

    doneBy(day) {
      const worked = through[day] ?? 0;
      if (worked === 0) return 0;
      const period = periodOf[worked] ?? 0;
      while (drawn <= period) draw();
      const start = period === 0 ? 0 : (throughPeriod[period - 1] ?? 0);
      const days = (throughPeriod[period] ?? 0) - start;
      const before = done[period] ?? 0;
      return before + (((done[period + 1] ?? 0) - before) * (worked - start)) / days;
    },

    dayOf(exact) {
      // Sums of the same rates in another order differ in their last digits, which must not cost a day.
      const amount = exact * (1 - 1e-12);
      while (drawn < periods && (done[drawn] ?? 0) < amount) draw();
      if ((done[drawn] ?? 0) < amount) return Infinity;
      let low = 0;
      let high = drawn;
      // The first period boundary at which so much is done.
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((done[middle] ?? 0) >= amount) high = middle;
        else low = middle + 1;
      }
      if (low === 0) return 0;
      const before = done[low - 1] ?? 0;
      const start = low === 1 ? 0 : (throughPeriod[low - 2] ?? 0);
      const days = (throughPeriod[low - 1] ?? 0) - start;
      const share = (amount - before) / ((done[low] ?? 0) - before);
      const worked = Math.min(Math.max(Math.ceil(share * days - 1e-7), 1), days);
      return calendarDay[start + worked] ?? Infinity;
    },
  };
}
