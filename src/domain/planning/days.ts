import { isDay } from "../day";

const MILLISECONDS = 86_400_000;

/** Days of the calendar from one to another, both included. */
export interface DayRange {
  /** `YYYY-MM-DD` */
  readonly from: string;
  /** `YYYY-MM-DD` */
  readonly to: string;
}

/**
 * The number of a day, counted from 1970-01-01 (0), so that days can be subtracted.
 *
 * @throws RangeError when the text is no day as `YYYY-MM-DD`
 */
export function dayNumber(day: string): number {
  if (!isDay(day)) throw new RangeError(`"${day}" is no day: write it as YYYY-MM-DD.`);
  return Date.parse(`${day}T00:00:00Z`) / MILLISECONDS;
}

/** The day with a number, as `YYYY-MM-DD`. */
export function dayText(number: number): string {
  return new Date(number * MILLISECONDS).toISOString().slice(0, 10);
}

/** The day of the week of a day's number: 0 is Sunday, 6 Saturday, as Azure DevOps and JavaScript count. */
export function weekdayOf(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}
