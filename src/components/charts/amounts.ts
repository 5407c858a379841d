import type { Amount } from "../../domain/planning/velocity/record";
import { dayNumber, dayText as textOfDay } from "../../domain/planning/days";
import { counted } from "../../domain/text";
import type { Day } from "../../domain/workItem";
import { countText, effortText } from "../numbers";
import type { PlotUnit } from "./props";
import type { Grain } from "./scales";

/** What an amount comes to in a unit. */
export function amountIn(unit: PlotUnit, amount: Amount): number {
  return unit === "assets" ? amount.items : amount.effort;
}

/** `1 asset`, `23 assets`, `41.5 of effort`. */
export function amountText(unit: PlotUnit, value: number): string {
  return unit === "assets" ? counted(value, "asset") : `${effortText(value)} of effort`;
}

/** A value of an axis, short: `250`, `12K`. */
export function tickText(value: number): string {
  if (Math.abs(value) < 10_000)
    return Number.isInteger(value) ? countText(value) : String(Number(value.toPrecision(3)));
  return value.toLocaleString("en-US", { notation: "compact", maximumFractionDigits: 1 });
}

/** The mark of a day on an axis, in the reader's locale: `12 Dec`, `Dec 2026`, `2026`. */
export function dayTickText(day: number, grain: Grain): string {
  const styles: Readonly<Record<Grain, Intl.DateTimeFormatOptions>> = {
    day: { day: "numeric", month: "short" },
    month: { month: "short", year: "numeric" },
    year: { year: "numeric" },
  };
  const date = new Date(`${textOfDay(day)}T00:00:00Z`);
  return date.toLocaleDateString(undefined, { ...styles[grain], timeZone: "UTC" });
}

/** Numbers of days, without those that are not there. */
export function dayNumbers(days: readonly (Day | null)[]): number[] {
  return days.flatMap((day) => (day === null ? [] : [dayNumber(day)]));
}
