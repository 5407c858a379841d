import type { Day, Instant } from "../../workItem";
import { dayText } from "../days";
import { rounded } from "../velocity/amounts";
import type { Track, TrackStep } from "../velocity/track";

const DAY = 86_400_000;

/** Adds up, day by day, what tracks show at the end of each day (UTC). */
export interface DailySums {
  /** From the first day on which any track shows something to the day of now; empty where none does. */
  readonly days: readonly Day[];
  /** For each day, the sums in the order of the measures. */
  readonly sums: readonly (readonly number[])[];
}

/**
 * Sums over all tracks what each shows at the end of each day, of the day of `now` so far. `show` gives a track's numbers at a
 * step, always as many, or null where it shows nothing. Takes time in proportion to steps and days.
 */
export function dailySums(
  tracks: readonly Track[],
  measures: number,
  now: Instant,
  show: (step: TrackStep) => readonly number[] | null,
): DailySums {
  const today = Math.floor(now / DAY);
  const changes = new Map<number, number[]>();
  let first = Infinity;
  // By id, so that the order of tracks changes not even a rounding (L2).
  for (const { steps } of [...tracks].sort((a, b) => a.id - b.id)) {
    let shown: readonly number[] | null = null;
    for (const [index, step] of steps.entries()) {
      if (step.at > now) break;
      const day = Math.floor(step.at / DAY);
      const next = steps[index + 1];
      const isLastOfDay = next === undefined || next.at > now || Math.floor(next.at / DAY) > day;
      if (!isLastOfDay) continue;
      const values = show(step);
      if (values === null && shown === null) continue;
      const change = changes.get(day) ?? new Array<number>(measures).fill(0);
      changes.set(day, change);
      for (let measure = 0; measure < measures; measure++) {
        change[measure] = (change[measure] ?? 0) + (values?.[measure] ?? 0) - (shown?.[measure] ?? 0);
      }
      if (values !== null) first = Math.min(first, day);
      shown = values;
    }
  }
  const days: Day[] = [];
  const sums: number[][] = [];
  let total = new Array<number>(measures).fill(0);
  for (let day = first; day <= today; day++) {
    const change = changes.get(day);
    // What is left of adding and taking away fractions is no effort.
    if (change !== undefined) total = total.map((sum, measure) => rounded(sum + (change[measure] ?? 0)));
    days.push(dayText(day));
    sums.push(total);
  }
  return { days, sums };
}
