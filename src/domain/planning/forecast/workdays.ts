import { dayNumber, weekdayOf } from "../days";
import type { TeamCalendar } from "./plan";

/** How far a forecast looks, in days of the calendar: ten years. What is not finished by then has no date. */
export const HORIZON = 3653;

/** Stands for every day after the horizon. */
export const BEYOND = HORIZON + 1;

/**
 * A team's working days, counted from the forecast's first day on. Day d is the d-th day of the calendar (1 is today, 0 the
 * moment before it), working day k the k-th on which the team works.
 */
export interface Workdays {
  /** How many working days there are in days 1 … d; for d from 0 to the horizon. */
  readonly through: Int32Array;
  /** The day of working day k; for k from 0 (day 0) to the last one. */
  readonly dayOf: Int32Array;
  /** The period of working day k, from 0 on; for k = 0 it is 0. */
  readonly periodOf: Int32Array;
  /** How many working days end with period p; the number of periods is its length. */
  readonly throughPeriod: Int32Array;
}

/**
 * Counts a team's working days. A period lasts from the start of one iteration to the next one's; those without dates go on
 * from the last dated one with the calendar's `periodLength`.
 *
 * @param today  `YYYY-MM-DD`
 * @throws RangeError when the calendar has no weekday, a weekday that is none, no whole period length, or a range that ends
 *   before it begins
 */
export function workdaysOf(calendar: TeamCalendar, today: string, horizon: number = HORIZON): Workdays {
  const first = dayNumber(today);
  const weekdays = new Set(checkedWeekdays(calendar));
  const closed = closedDays(calendar, first, horizon);
  const starts = periodStarts(calendar, first, horizon);

  const through = new Int32Array(horizon + 1);
  const dayOf = [0];
  const periodOf = [0];
  const throughPeriod: number[] = [];
  let period = 0;
  for (let day = 1; day <= horizon; day++) {
    if (starts.has(day)) {
      throughPeriod.push(dayOf.length - 1);
      period++;
    }
    if (weekdays.has(weekdayOf(first + day - 1)) && closed[day] === 0) {
      dayOf.push(day);
      periodOf.push(period);
    }
    through[day] = dayOf.length - 1;
  }
  throughPeriod.push(dayOf.length - 1);
  return {
    through,
    dayOf: Int32Array.from(dayOf),
    periodOf: Int32Array.from(periodOf),
    throughPeriod: Int32Array.from(throughPeriod),
  };
}

function checkedWeekdays({ weekdays }: TeamCalendar): readonly number[] {
  const wrong = weekdays.find((weekday) => !Number.isInteger(weekday) || weekday < 0 || weekday > 6);
  if (wrong !== undefined) throw new RangeError(`${wrong} is no day of the week: 0 is Sunday, 6 Saturday.`);
  if (weekdays.length === 0) throw new RangeError("A calendar without a working weekday: name one at least.");
  return weekdays;
}

function closedDays({ closed }: TeamCalendar, first: number, horizon: number): Uint8Array {
  const days = new Uint8Array(horizon + 1);
  for (const { from, to } of closed) {
    const start = dayNumber(from);
    const end = dayNumber(to);
    if (end < start) throw new RangeError(`The days off from ${from} to ${to} end before they begin: swap the days.`);
    for (let day = Math.max(start - first + 1, 1); day <= Math.min(end - first + 1, horizon); day++) days[day] = 1;
  }
  return days;
}

/** The days on which a new period begins, after the first one, which begins today whatever began before. */
function periodStarts({ iterations, periodLength }: TeamCalendar, first: number, horizon: number): Set<number> {
  if (!Number.isInteger(periodLength) || periodLength < 1) {
    throw new RangeError(`A period of ${periodLength} days: give a whole number of 1 or more.`);
  }
  const starts = new Set<number>();
  let next = 1 + periodLength;
  for (const { from, to } of [...iterations].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const start = dayNumber(from) - first + 1;
    const after = dayNumber(to) - first + 2;
    if (after <= start)
      throw new RangeError(`The iteration from ${from} to ${to} ends before it begins: swap the days.`);
    if (after <= 1) continue;
    if (start > 1) starts.add(start);
    next = after;
  }
  for (let day = next; day <= horizon; day += periodLength) starts.add(day);
  return starts;
}
