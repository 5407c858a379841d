import { dayNumber } from "../days";

/** The most periods that a forecast looks back on. */
export const WINDOW = 12;

/** The fewest samples with which anything is said, with which P85 is said, and with which P95 is said one period ahead. */
export const FEWEST = { anything: 3, p85: 6, p95OnePeriodAhead: 19 } as const;

/** What a team did in one period, in one unit: assets or points. Frozen at the period's end. */
export interface PastPeriod {
  readonly name: string;
  /** `YYYY-MM-DD`, included. */
  readonly firstDay: string;
  /** `YYYY-MM-DD`, included. */
  readonly lastDay: string;
  /** Days on which the team worked, or meant to. */
  readonly workingDays: number;
  readonly committed: number;
  /** What came during the period into the scope that is forecast (not what came into the iteration from that scope). */
  readonly added: number;
  /** What left that scope during the period without being delivered. */
  readonly removed: number;
  readonly delivered: number;
  /** Why the period says nothing of the team's pace, where a person noted that; else null. */
  readonly outage: string | null;
}

/** A period as a forecast takes it. Amounts are per working day, so that periods of uneven length compare. */
export interface Sample {
  readonly name: string;
  readonly deliveredPerDay: number;
  /** Added less removed; negative where scope shrank. */
  readonly growthPerDay: number;
}

/** Why a period is no sample. */
export type LeftOutWhy = "not over" | "outage" | "no working day" | "too long ago";

/** The samples of a team, oldest first, and what was left out. */
export interface History {
  readonly samples: readonly Sample[];
  /** In the order of the calendar; an outage with its reason. */
  readonly leftOut: readonly { readonly name: string; readonly why: LeftOutWhy; readonly reason: string | null }[];
}

/**
 * The samples that a forecast takes of a team's past: completed periods only, the last ones of them, zeros kept.
 *
 * @param today  `YYYY-MM-DD`; a period whose last day is not before it is not over
 * @param window  how many periods at most
 * @throws RangeError for an amount that is negative or no number, an outage without a reason, or a text that is no day;
 *   it names the period
 */
export function historyOf(periods: readonly PastPeriod[], today: string, window: number = WINDOW): History {
  const now = dayNumber(today);
  const leftOut: { name: string; why: LeftOutWhy; reason: string | null; at: number }[] = [];
  const samples: { sample: Sample; at: number }[] = [];
  for (const period of periods) {
    check(period);
    const at = dayNumber(period.lastDay);
    const why = whyLeftOut(period, at, now);
    if (why !== null) leftOut.push({ name: period.name, why, reason: period.outage, at });
    else samples.push({ sample: sampleOf(period), at });
  }
  samples.sort((a, b) => a.at - b.at);
  const old = samples.splice(0, Math.max(0, samples.length - window));
  leftOut.push(...old.map(({ sample: { name }, at }) => ({ name, why: "too long ago" as const, reason: null, at })));
  leftOut.sort((a, b) => a.at - b.at);
  return {
    samples: samples.map(({ sample }) => sample),
    leftOut: leftOut.map(({ name, why, reason }) => ({ name, why, reason })),
  };
}

function whyLeftOut({ outage, workingDays }: PastPeriod, lastDay: number, now: number): LeftOutWhy | null {
  if (lastDay >= now) return "not over";
  if (outage !== null) return "outage";
  return workingDays === 0 ? "no working day" : null;
}

function sampleOf({ name, workingDays, added, removed, delivered }: PastPeriod): Sample {
  return { name, deliveredPerDay: delivered / workingDays, growthPerDay: (added - removed) / workingDays };
}

function check(period: PastPeriod): void {
  for (const field of ["workingDays", "committed", "added", "removed", "delivered"] as const) {
    const value = period[field];
    if (!Number.isFinite(value) || value < 0) {
      throw new RangeError(`Period "${period.name}": ${field} is ${value}; it must be a number of 0 or more.`);
    }
  }
  if (period.outage !== null && period.outage.trim() === "") {
    throw new RangeError(
      `Period "${period.name}" is noted as an outage without a reason: give one, or keep the period.`,
    );
  }
}

/** Which levels can be said. */
export interface Sayable {
  readonly p50: boolean;
  readonly p85: boolean;
  readonly p95: boolean;
  /** Only the middle can be said, from 3 to 5 samples. */
  readonly thin: boolean;
}

/** What a number of samples is enough to say of something that lies so many periods ahead (1: in the coming one). */
export function sayable(samples: number, periodsAhead: number): Sayable {
  const p85 = samples >= FEWEST.p85;
  const p50 = samples >= FEWEST.anything;
  return { p50, p85, p95: p85 && (periodsAhead > 1 || samples >= FEWEST.p95OnePeriodAhead), thin: p50 && !p85 };
}
