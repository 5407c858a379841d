import { counted } from "../../text";
import { dayNumber, weekdayOf } from "../days";
import { ENOUGH_ESTIMATED } from "../forecast/estimates";
import type { IterationCapacity, MemberCapacity, Team, TeamIteration } from "../teams";
import { countedOf, type Weighed } from "../velocity/amounts";
import { type DatedIteration, hasDates, workingDaysOf } from "../velocity/calendar";
import type { Counted, IterationRecord } from "../velocity/record";
import { type Range, rangeOf } from "../velocity/summary";

/** What an amount is beside what the team delivered before. */
export type Fit =
  | {
      readonly kind: "below" | "within" | "above";
      /** Whole numbers, for an iteration with so many working days. */
      readonly median: number;
      readonly lowest: number;
      readonly highest: number;
      /** Of how many iterations. */
      readonly of: number;
    }
  /** One sentence. */
  | { readonly kind: "unknown"; readonly reason: string };

/** What the members have time for; or why nobody knows, one sentence. */
export type CapacityTotal =
  | { readonly kind: "known"; readonly hours: number; readonly members: number }
  | { readonly kind: "unknown"; readonly reason: string };

/** What is planned for an iteration, with what fits. */
export interface IterationTotals {
  readonly amount: Counted;
  /** Days on which the team works in it; null without dates. */
  readonly workingDays: number | null;
  readonly capacity: CapacityTotal;
  /** In assets, and in the team's unit of effort. */
  readonly items: Fit;
  readonly effort: Fit;
}

/** How many iterations a range is taken from at most: the last ones (forecasting §4). */
const MOST_SAMPLES = 12;
/** With fewer nothing is said (forecasting §5). */
const FEWEST_SAMPLES = 3;

/**
 * What assets come to in an iteration, against the hours of the members and against median and range of what the team delivered
 * (forecasting §1), by working day, so that a shorter iteration is asked less. The running iteration and outages count for
 * nothing. Efforts are compared where at least 80 % of what is planned and of what was delivered are estimated (§2).
 *
 * @param capacity  null where it was not read
 * @param records  of any teams
 */
export function iterationTotals(
  assets: readonly Weighed[],
  team: Team,
  iteration: TeamIteration,
  capacity: IterationCapacity | null,
  records: readonly IterationRecord[],
): IterationTotals {
  const amount = countedOf(assets);
  if (!hasDates(iteration)) {
    const reason = `${iteration.name} has no dates.`;
    const unknown = { kind: "unknown", reason } as const;
    return { amount, workingDays: null, capacity: unknown, items: unknown, effort: unknown };
  }
  const workingDays = workingDaysOf(team, iteration);
  const past = pastOf(records, team, iteration);
  const lacking = lackingReason(past, team, iteration, workingDays);
  const fitOf = (planned: number, deliveredOf: (delivered: Counted) => number): Fit =>
    lacking === null
      ? fit(planned, workingDays, rangeOf(past.map((record) => deliveredOf(record.delivered) / record.workingDays)))
      : { kind: "unknown", reason: lacking };
  const unestimated = estimateReason(amount, past);
  return {
    amount,
    workingDays,
    capacity: capacityOf(team, iteration, capacity),
    items: fitOf(amount.items, ({ items }) => items),
    effort:
      lacking === null && unestimated !== null
        ? { kind: "unknown", reason: unestimated }
        : fitOf(amount.effort, ({ effort }) => effort),
  };
}

function pastOf(records: readonly IterationRecord[], team: Team, { path }: TeamIteration): IterationRecord[] {
  return records
    .filter((record) => record.team === team.name && record.path !== path)
    .filter(({ isOver, outage, workingDays }) => isOver && outage === null && workingDays > 0)
    .sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1))
    .slice(-MOST_SAMPLES);
}

function lackingReason(
  past: readonly IterationRecord[],
  team: Team,
  iteration: TeamIteration,
  workingDays: number,
): string | null {
  if (workingDays === 0) return `${team.name} does not work on any day of ${iteration.name}.`;
  if (past.length >= FEWEST_SAMPLES) return null;
  return `${team.name} has ${counted(past.length, "finished iteration")} to compare with; ${FEWEST_SAMPLES} are needed.`;
}

function estimateReason(amount: Counted, past: readonly IterationRecord[]): string | null {
  const delivered = past.map((record) => record.delivered);
  const total = (of: (amount: Counted) => number) => delivered.reduce((sum, entry) => sum + of(entry), 0);
  const shareOf = (items: number, unestimated: number) => (items === 0 ? 1 : (items - unestimated) / items);
  if (shareOf(amount.items, amount.unestimated) < ENOUGH_ESTIMATED) {
    return `${amount.unestimated} of ${counted(amount.items, "asset")} here have no estimate.`;
  }
  const [items, unestimated] = [total((entry) => entry.items), total((entry) => entry.unestimated)];
  if (items > 0 && shareOf(items, unestimated) >= ENOUGH_ESTIMATED) return null;
  return items === 0
    ? "Nothing was delivered in the iterations before."
    : `${unestimated} of ${counted(items, "asset")} delivered before had no estimate.`;
}

function fit(planned: number, workingDays: number, perDay: Range | null): Fit {
  if (perDay === null) return { kind: "unknown", reason: "No iteration before says what fits." };
  // Whole numbers, as they are shown: an amount is never outside a range that seems to hold it.
  const inDays = (rate: number) => Math.round(rate * workingDays);
  const [lowest, highest] = [inDays(perDay.lowest), inDays(perDay.highest)];
  const kind = planned < lowest ? "below" : planned > highest ? "above" : "within";
  return { kind, lowest, highest, median: inDays(perDay.median), of: perDay.of };
}

function capacityOf(team: Team, iteration: DatedIteration, capacity: IterationCapacity | null): CapacityTotal {
  if (capacity === null) return { kind: "unknown", reason: "The capacity of the team could not be read." };
  const members = capacity.members.filter(({ hoursPerDay }) => hoursPerDay > 0);
  if (members.length === 0) return { kind: "unknown", reason: `Nobody has planned the capacity of ${iteration.name}.` };
  const hours = members.reduce((sum, member) => sum + member.hoursPerDay * memberDays(team, iteration, member), 0);
  return { kind: "known", hours: Math.round(hours * 100) / 100, members: members.length };
}

/** Days on which a member works: the team's, without the member's own days off. */
function memberDays(team: Team, iteration: DatedIteration, member: MemberCapacity): number {
  return workingDaysOf(team, { ...iteration, daysOff: [...iteration.daysOff, ...member.daysOff] });
}

/** Working days from a day on, up to the last one of an iteration, both included; 0 once it is over. */
export function workingDaysFrom(team: Team, iteration: DatedIteration, from: string): number {
  const { firstDay, lastDay } = iteration.dates;
  if (from > lastDay) return 0;
  return workingDaysOf(team, { ...iteration, dates: { firstDay: from > firstDay ? from : firstDay, lastDay } });
}

/** Weekdays on which a team works from one day to another, both included; days off of iterations are not known here. */
export function weekdaysBetween({ weekdays }: Team, from: string, to: string): number {
  let days = 0;
  for (let day = dayNumber(from); day <= dayNumber(to); day++) if (weekdays.includes(weekdayOf(day))) days++;
  return days;
}
