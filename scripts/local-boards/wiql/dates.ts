import type { Literal, MacroShift } from "./ast";

/** A span of time that a date literal or macro stands for: from (included) to (excluded), in milliseconds UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Whether the literal named a time of day. */
  readonly hasTime: boolean;
}

const DAY = 86_400_000;
const FIRST_YEAR = 1;
const LAST_YEAR = 9999;
const EARLIEST = utc(FIRST_YEAR, 0, 1);
const END = utc(LAST_YEAR + 1, 0, 1);
const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const AMERICAN =
  /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*(Z|GMT|[+-]\d{2}:?\d{2})?$/i;

/** The years that a query may name: those that a `DateTime` of .NET holds [?]. */
export const YEARS = `${FIRST_YEAR} to ${LAST_YEAR}`;

/** Whether a time, in milliseconds UTC, lies in the years that a query may name; false for one that is not a number. */
export function isInYears(time: number): boolean {
  return time >= EARLIEST && time < END;
}

/** The day, in UTC, in which a time in milliseconds lies. */
export function dayOf(time: number): Span {
  const from = Math.floor(time / DAY) * DAY;
  return { from, to: from + DAY, hasTime: false };
}

/** Midnight of a day whose parts may run over; `Date.UTC` would take the years up to 99 for those of 1900. */
function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}

/**
 * Reads a date as WIQL takes them, ISO 8601 or month, day and year with slashes or hyphens [D], in UTC; null for anything
 * else. A year of two digits is one of this century [?]. Whether the year may be named is for `isInYears` to tell.
 */
export function parseDateLiteral(text: string): Span | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso !== null) {
    return span([iso[1], iso[2], iso[3]], [iso[4], iso[5], iso[6]], fraction(iso[7]), iso[8]);
  }
  const american = AMERICAN.exec(trimmed);
  if (american === null) return null;
  const [, month, , day, year, hour, minute, second, part, zone] = american;
  const fullYear = year?.length === 2 ? `20${year}` : year;
  return span([fullYear, month, day], [hour, minute, second], fraction(part), zone);
}

type Part = string | undefined;

/** Milliseconds of a fraction of a second. */
function fraction(digits: Part): number {
  return Math.floor(Number(`0.${digits ?? "0"}`) * 1000);
}

function span(date: readonly Part[], time: readonly Part[], milliseconds: number, zone: Part): Span | null {
  const [year, month, day] = date.map(Number) as [number, number, number];
  const midnight = utc(year, month - 1, day);
  const parsed = new Date(midnight);
  if (parsed.getUTCMonth() !== month - 1 || parsed.getUTCDate() !== day) return null;
  const [hour, minute, second] = time.map((part) => Number(part ?? "0")) as [number, number, number];
  if (hour > 23 || minute > 59 || second > 59) return null;
  if (time[0] === undefined) return { from: midnight, to: midnight + DAY, hasTime: false };
  const from = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds - zoneOffset(zone);
  return { from, to: from + 1, hasTime: true };
}

function zoneOffset(zone: Part): number {
  if (zone === undefined || ["Z", "GMT"].includes(zone.toUpperCase())) return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  const digits = zone.slice(1).replace(":", "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

type Macro = Extract<Literal, { kind: "macro" }>;

/**
 * The time that a date macro stands for, in milliseconds UTC; null for a macro that is no date. Weeks begin on Sunday [?].
 * It is not a number where the shift leads out of what a date can hold.
 */
export function timeOfMacro(macro: Macro, now: number): number | null {
  const date = new Date(now);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  const { offset } = macro;
  let start: number;
  switch (macro.name) {
    case "today":
    case "startofday":
      start = utc(year, month, day + offset);
      break;
    case "startofweek":
      start = utc(year, month, day - date.getUTCDay() + 7 * offset);
      break;
    case "startofmonth":
      start = utc(year, month + offset, 1);
      break;
    case "startofyear":
      start = utc(year + offset, 0, 1);
      break;
    case "me":
    case "project":
      return null;
  }
  return macro.shift === null ? start : shifted(start, macro.shift);
}

function shifted(start: number, shift: MacroShift): number {
  switch (shift.unit) {
    case "m":
      return start + shift.amount * 60_000;
    case "h":
      return start + shift.amount * 3_600_000;
    case "d":
      return start + shift.amount * DAY;
    case "w":
      return start + shift.amount * 7 * DAY;
    case "M":
      return monthsLater(start, shift.amount);
    case "y":
      return monthsLater(start, 12 * shift.amount);
  }
}

/** The same day of another month, or the last one of a month that is too short for it, as .NET adds months [?]. */
function monthsLater(start: number, months: number): number {
  const date = new Date(start);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + months;
  const lastDay = new Date(utc(year, month + 1, 0)).getUTCDate();
  return utc(year, month, Math.min(date.getUTCDate(), lastDay));
}
