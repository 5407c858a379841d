import { fold } from "../../text";
import type { Policy } from "../../policy/policy";
import type { Instant } from "../../workItem";
import { dayNumber, weekdayOf } from "../days";
import type { Team, TeamIteration } from "../teams";

const DAY = 86_400_000;

/** The time of an iteration. */
export interface Window {
  /** The beginning of its first day (UTC), included. */
  readonly start: Instant;
  /** The end of its last day (UTC), not included. */
  readonly end: Instant;
  /** Up to where it can be told, not included: its end, or just after now. */
  readonly until: Instant;
  readonly isOver: boolean;
}

/** An iteration that has dates. */
export type DatedIteration = TeamIteration & { readonly dates: NonNullable<TeamIteration["dates"]> };

/** Whether somebody gave an iteration dates. */
export function hasDates(iteration: TeamIteration): iteration is DatedIteration {
  return iteration.dates !== null;
}

/** The time of an iteration. Its days are those of UTC, as Azure Boards keeps them: it ends with its last one. */
export function windowOf({ dates }: DatedIteration, now: Instant): Window {
  const start = dayNumber(dates.firstDay) * DAY;
  const end = (dayNumber(dates.lastDay) + 1) * DAY;
  return { start, end, until: Math.min(end, now + 1), isOver: now >= end };
}

/** The end of the last day of grace (UTC): what is in an iteration then counts as committed where nobody did. At most its end. */
export function graceEndOf({ start, end }: Window, graceDays: number): Instant {
  return Math.min(start + (graceDays + 1) * DAY, end);
}

/** Days on which a team worked in an iteration, or means to: its days of the week without its days off. */
export function workingDaysOf({ weekdays }: Team, { dates, daysOff }: DatedIteration): number {
  let days = 0;
  for (let day = dayNumber(dates.firstDay); day <= dayNumber(dates.lastDay); day++) {
    const isOff = daysOff.some(({ from, to }) => day >= dayNumber(from) && day <= dayNumber(to));
    if (weekdays.includes(weekdayOf(day)) && !isOff) days++;
  }
  return days;
}

/** Why an iteration says nothing of a team's pace, where the policy notes that; else null. What names the team goes before what names all. */
export function outageOf({ planning }: Policy, team: Team, iteration: TeamIteration): string | null {
  const noted = planning.outages.filter(({ iteration: path }) => fold(path) === fold(iteration.path));
  const own = noted.find((outage) => outage.team !== null && fold(outage.team) === fold(team.name));
  return (own ?? noted.find((outage) => outage.team === null))?.reason ?? null;
}
