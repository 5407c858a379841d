import { dayNumber } from "../../domain/planning/days";
import type { Bound, Outlook } from "../../domain/planning/forecast/outlook";
import type { Day } from "../../domain/workItem";
import { p95Text } from "../forecast/words";
import { areaPath, linePath, type Place } from "./paths";
import type { Scale } from "./scales";

type Dates = Extract<Outlook, { kind: "dates" }>;

/** One line of a fan: from what is done today to the whole scope on the day of a bound. */
export interface Ray {
  readonly level: "p50" | "p85" | "p95";
  readonly bound: Bound;
  /** Number of the day on which it reaches the scope; where that is beyond the horizon, the horizon's. */
  readonly day: number;
}

/** The lines of an outlook, without one that says the same as the line before it. */
export function raysOf(outlook: Dates): readonly Ray[] {
  const rays = (["p50", "p85", "p95"] as const).map((level): Ray => {
    const bound = outlook[level];
    return { level, bound, day: dayNumber(dayOf(bound)) };
  });
  return rays.filter(({ bound, day }, index) => {
    const before = rays[index - 1];
    return bound.kind !== "unsaid" || before?.bound.kind !== "unsaid" || before.day !== day;
  });
}

/** The day that a bound names: it is done by then, or the worst day of all trials, or the horizon. */
export function dayOf(bound: Bound): Day {
  return bound.kind === "day" ? bound.day : bound.kind === "unsaid" ? bound.worstSeen : bound.horizon;
}

/** A year: as much of a fan is drawn of which no day lies within the horizon. */
const FAR = 365;

/** The last day that a plot of a fan shows: what is beyond the horizon leaves it at the right. */
export function fanEnd(rays: readonly Ray[], today: number): number {
  const said = rays.filter(({ bound }) => bound.kind !== "beyond").map(({ day }) => day);
  if (said.length === 0) return today + FAR;
  const last = Math.max(...said);
  // Room to see that a line goes on.
  return said.length === rays.length ? last : Math.max(today + FAR, last + (last - today));
}

/** What the legend says of a line, e.g. `Half of the trials: by 12 Dec`. */
export function rayText({ level, bound }: Ray, today: Day): string {
  const what = {
    p50: "Half of the trials",
    p85: bound.kind === "unsaid" ? "Too few iterations for 85 %" : "85 % of the trials",
    p95: bound.kind === "unsaid" ? "Too few iterations for 95 %" : "95 % of the trials",
  }[level];
  return `${what}: ${bound.kind === "day" ? "by " : ""}${p95Text(bound, today)}`;
}

/** A fan in pixels. */
export interface FanPaths {
  /** From the first line to the last. */
  readonly band: string;
  readonly lines: readonly { readonly level: Ray["level"]; readonly path: string }[];
}

/** Draws a fan; lines that reach beyond `end` are cut there. */
export function fanPaths(
  rays: readonly Ray[],
  from: { readonly day: number; readonly done: number },
  scope: number,
  end: number,
  x: Scale,
  y: Scale,
): FanPaths {
  const start: Place = [x(from.day), y(from.done)];
  const tip = (day: number): Place => {
    const share = day <= end || day === from.day ? 1 : (end - from.day) / (day - from.day);
    return [x(Math.min(day, end)), y(from.done + share * (scope - from.done))];
  };
  const [first, last] = [rays[0], rays[rays.length - 1]];
  const corner: Place[] = first !== undefined && first.day <= end && (last?.day ?? 0) > end ? [[x(end), y(scope)]] : [];
  return {
    band:
      first === undefined || last === undefined
        ? ""
        : areaPath([start, tip(first.day), ...corner, tip(last.day)], [start]),
    lines: rays.map(({ level, day }) => ({ level, path: linePath([start, tip(day)]) })),
  };
}
