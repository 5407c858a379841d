import type { Literal, MacroShift } from "./ast";

/** A span of time that a date literal or macro stands for: from (included) to (excluded), in milliseconds UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Whether the literal named a time of day. */
  readonly hasTime: boolean;
}

const DAY = 86_400_000;
const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const AMERICAN =
  /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*(Z|GMT|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a date as WIQL takes them, ISO 8601 or month, day and year with slashes or hyphens [D], in UTC; null for anything
 * else. A year of two digits is one of this century [?].
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
  const midnight = Date.UTC(year, month - 1, day);
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

/** The day that a date macro stands for, in UTC; null for a macro that is no date. Weeks begin on Sunday [?]. */
export function dateOfMacro(macro: Macro, now: number): Span | null {
  const date = new Date(now);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  const { offset } = macro;
  let start: number;
  switch (macro.name) {
    case "today":
    case "startofday":
      start = Date.UTC(year, month, day + offset);
      break;
    case "startofweek":
      start = Date.UTC(year, month, day - date.getUTCDay() + 7 * offset);
      break;
    case "startofmonth":
      start = Date.UTC(year, month + offset, 1);
      break;
    case "startofyear":
      start = Date.UTC(year + offset, 0, 1);
      break;
    case "me":
    case "project":
      return null;
  }
  const from = macro.shift === null ? start : shifted(start, macro.shift);
  return { from, to: from + DAY, hasTime: false };
}

function shifted(start: number, shift: MacroShift): number {
  const date = new Date(start);
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
      return date.setUTCMonth(date.getUTCMonth() + shift.amount);
    case "y":
      return date.setUTCFullYear(date.getUTCFullYear() + shift.amount);
  }
}
