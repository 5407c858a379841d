import type { AttributeInfo, AttributeValue } from "../../domain/inventory/attributes";
import { isDay } from "../../domain/day";
import { tidy } from "../../domain/text";

/** Longest text that is taken, in characters; what is longer is cut, with a notice. */
export const MAX_TEXT = 1000;

/** Longest name (of an asset, a workload, a release, a strategy): what a work item's title holds. */
export const MAX_NAME = 255;

/** Longest key; a row with a longer one is left out, because two might be the same once they are cut. */
export const MAX_KEY = 400;

/** Most entries of a list. */
export const MAX_LIST = 100;

/** Longest text of a cell that is shown beside a problem. */
const MAX_SHOWN = 80;

/** What a cell says. A value may come with a notice; null: it says nothing. */
export interface ValueReading<T extends AttributeValue = AttributeValue> {
  readonly value: T | null;
  /** What is wrong or was changed: one sentence; null for nothing. */
  readonly message: string | null;
}

const NOTHING: ValueReading<never> = { value: null, message: null };
const taken = <T extends AttributeValue>(value: T): ValueReading<T> => ({ value, message: null });
const refused = (message: string): ValueReading<never> => ({ value: null, message });

/** A cell's text without what can't be seen, in one line. */
export function cellText(cell: string): string {
  return tidy(cell.replace(/[\p{Cc}\p{Cs}]/gu, " "));
}

/** A cell as it is shown beside a problem. */
export function shownCell(cell: string): string {
  const text = cellText(cell);
  return text.length > MAX_SHOWN ? `${cut(text, MAX_SHOWN)}…` : text;
}

/** Reads a text, at most `longest` characters of it. */
export function readText(cell: string, longest: number): ValueReading<string> {
  const text = cellText(cell);
  if (text === "") return NOTHING;
  if (text.length <= longest) return taken(text);
  return {
    value: cut(text, longest),
    message: `The text has ${text.length.toLocaleString("en-US")} characters; the first ${longest.toLocaleString("en-US")} were taken.`,
  };
}

/** What reading an attribute's cell depends on. */
export interface ValueContext {
  /** What a number is multiplied with to be in the attribute's unit. */
  readonly scale: number;
  /** See the table's. */
  readonly mayHaveDotThousands: boolean;
  /** See the table's. */
  readonly areSerialsDays: boolean;
}

/** Reads a cell as what an attribute holds. Empty and `-1` are unknown. Nothing that can be read in two ways is taken. */
export function readValue(cell: string, holds: AttributeInfo["holds"], context: ValueContext): ValueReading {
  const text = cellText(cell);
  if (text === "" || text === "-1") return NOTHING;
  if (holds === "number") return readNumber(text, context);
  if (holds === "day") return readDay(text, context);
  if (holds === "list") return readList(cell);
  return readText(text, MAX_TEXT);
}

function readNumber(text: string, { scale, mayHaveDotThousands }: ValueContext): ValueReading<number> {
  const digits = text.endsWith("%") ? text.slice(0, -1).trimEnd() : text;
  if (/^-\d/.test(digits)) return refused("This is below zero. Correct it, or leave it empty where it is unknown.");
  if (mayHaveDotThousands && /^\d{1,3}(\.\d{3})+$/.test(digits)) {
    return refused("This may be thousands or a fraction. Write it without thousands separators, e.g. 1234 or 1.2340.");
  }
  if (/^\d+,\d+$|^\d{1,3}([.,' ]\d{3})+([.,]\d+)?$/.test(digits) && !/^\d+\.\d+$/.test(digits)) {
    return refused("Its separators may stand between thousands or before a fraction. Write it as 1234 or 1234.5.");
  }
  if (!/^\d+(\.\d*)?(e[+-]?\d+)?$/i.test(digits)) {
    return refused("This is no number. Write digits alone, as 1234 or 1234.5, without a unit.");
  }
  const value = Number(digits) * scale;
  if (value > Number.MAX_SAFE_INTEGER) return refused("This number is too large to be one. Correct it.");
  // What was multiplied would have sixteen digits that nobody measured.
  return taken(scale === 1 ? value : Math.round(value * 100) / 100);
}

function readList(cell: string): ValueReading<readonly string[]> {
  const all = [...new Set(cell.split(/[;,|\n\r[\]]/).map(cellText))].filter((entry) => entry !== "" && entry !== "-1");
  if (all.length === 0) return NOTHING;
  const isLong = all.some((entry) => entry.length > MAX_NAME);
  if (all.length <= MAX_LIST && !isLong) return taken(all);
  return {
    value: all.slice(0, MAX_LIST).map((entry) => cut(entry, MAX_NAME)),
    message: isLong
      ? `An entry of the list is longer than ${MAX_NAME} characters, and was cut.`
      : `The list has ${all.length.toLocaleString("en-US")} entries; the first ${MAX_LIST} were taken.`,
  };
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NO_DAY = "This is no day. Write it as YYYY-MM-DD.";
/** The serial numbers of 1 January 1970 and of 31 December 2199; smaller numbers are hardly dates. */
const FIRST_SERIAL = 25_569;
const LAST_SERIAL = 109_574;
const DAY_MS = 86_400_000;

/** Reads a day: ISO with or without a time (an offset is converted to UTC), Excel's serial number, or a day with its month's English name. */
function readDay(text: string, { areSerialsDays }: ValueContext): ValueReading<string> {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\s*(\d{1,2}:\d{2}.*))?$/i.exec(text);
  if (iso !== null) return ofIso(dayText(iso[1], iso[2], iso[3]), iso[4] ?? "");
  if (/^\d+(\.\d+)?$/.test(text)) {
    const serial = Math.floor(Number(text));
    const isOne = areSerialsDays && serial >= FIRST_SERIAL && serial <= LAST_SERIAL;
    return isOne ? taken(dayOfSerial(serial)) : refused(NO_DAY);
  }
  const numeric = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{2}|\d{4})(?: .*)?$/.exec(text);
  if (numeric !== null) {
    const [, first, , second, year = ""] = numeric;
    if (year.length === 2) return refused("The year has two digits. Write the day as YYYY-MM-DD.");
    const dayFirst = dayText(year, second, first);
    const monthFirst = dayText(year, first, second);
    const possible = [...new Set([dayFirst, monthFirst])].filter(isDay);
    if (possible.length > 1) return refused("Day and month may be either way round. Write the day as YYYY-MM-DD.");
    return ofDay(possible[0] ?? "");
  }
  const named =
    /^(?:(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ -](\d{4})|([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4}))(?: .*)?$/i.exec(text);
  if (named === null) return refused(NO_DAY);
  const month = MONTHS.indexOf((named[2] ?? named[4] ?? "").toLowerCase()) + 1;
  return ofDay(dayText(named[3] ?? named[6], String(month), named[1] ?? named[5]));
}

function ofDay(day: string): ValueReading<string> {
  return isDay(day) ? taken(day) : refused(NO_DAY);
}

function ofIso(day: string, time: string): ValueReading<string> {
  const offset = /(?:z|[+-]\d{2}:?\d{2})$/i.exec(time);
  if (!isDay(day) || offset === null) return ofDay(day);
  // Seven digits of a second, as Azure writes them, are more than every engine reads.
  const instant = Date.parse(
    `${day}T${time.slice(0, 5)}${offset[0].toUpperCase().replace(/(\d{2})(\d{2})$/, "$1:$2")}`,
  );
  return Number.isNaN(instant) ? refused(NO_DAY) : taken(new Date(instant).toISOString().slice(0, 10));
}

function dayText(year = "", month = "", day = ""): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** The day of a serial number of the 1900 date system. */
function dayOfSerial(serial: number): string {
  return new Date((serial - FIRST_SERIAL) * DAY_MS).toISOString().slice(0, 10);
}

/**
 * A serial number of the 1900 date system as ISO writes it, with its time unless it is midnight; null for one that is no day, or
 * stands before March 1900, where spreadsheets count a day that never was.
 */
export function isoOfSerial(serial: number): string | null {
  if (serial < 61 || serial >= 2_958_466) return null;
  // Seconds are as exact as the fraction of a day is.
  const iso = new Date(Math.round((serial - FIRST_SERIAL) * 86_400) * 1000).toISOString();
  return iso.slice(11, 19) === "00:00:00" ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** The first `longest` characters, and no half of one. */
function cut(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "");
}
