import { Cancelled } from "../../boards/errors";
import type { Judged } from "../../boards/judged";
import type { Progress } from "../../boards/readSnapshot";
import { dayOf } from "../../domain/backlog/releases";
import { fingerprintOf } from "../../domain/policy/fingerprint";
import type { Policy } from "../../domain/policy/policy";
import type { Report } from "../../domain/readiness/report";
import type { Snapshot } from "../../domain/snapshot";
import type { Day, Instant } from "../../domain/workItem";
import type { PastReport } from "./pastReport";
import { problemOf } from "./problem";
import type { HubState } from "./state";
import type { View } from "./view";

/** Reads the project as it was at a moment. Rejects with {@link Cancelled} when aborted. */
export type ReadPast = (
  asOf: Instant,
  policy: Policy,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
) => Promise<Snapshot>;

/** What the past is read and judged by. */
export interface PastEffects {
  readonly readPast: ReadPast;
  /** Judges a snapshot, reading the histories that a verdict hangs on (E2). Rejects with {@link Cancelled} when aborted. */
  judge(
    snapshot: Snapshot,
    policy: Policy,
    signal: AbortSignal,
    onUnfinished: (judged: Judged, items: number) => void,
  ): Promise<Judged>;
}

/** Reports of days that are over; they don't change any more, so each is read once. */
export interface Pasts {
  readonly get: () => ReadonlyMap<Day, PastReport>;
  /** Reads the days that are not there, and ends the readings of days that nobody wants any longer. */
  readonly want: (days: readonly Day[], policy: Policy) => void;
  /** Forgets what failed and what could not be read whole, so that it is read again when it is wanted. */
  readonly forgetBroken: () => void;
}

/** How many days are kept besides those that are looked at: a report of a large project fills tens of megabytes. */
const KEPT = 4;
const DAY_MS = 86_400_000;
/** How far back changes are told from, where nobody chose another day. */
const SINCE_DAYS = 7;

/** Makes an empty past; `onChange` is told of each thing that becomes known. */
export function createPasts({ readPast, judge }: PastEffects, onChange: () => void): Pasts {
  const pasts = new Map<Day, PastReport>();
  const readings = new Map<Day, AbortController>();
  let mapping: string | null = null;

  const set = (day: Day, past: PastReport): void => {
    pasts.set(day, past);
    onChange();
  };

  async function read(day: Day, policy: Policy): Promise<void> {
    const mine = new AbortController();
    readings.set(day, mine);
    const isMine = (): boolean => readings.get(day) === mine;
    set(day, { kind: "reading", progress: null });
    try {
      const snapshot = await readPast(endOf(day), policy, mine.signal, (progress) => {
        if (isMine()) set(day, { kind: "reading", progress });
      });
      const judged = await judge(snapshot, policy, mine.signal, () => undefined);
      if (isMine()) set(day, { kind: "ready", ...judged });
    } catch (thrown) {
      if (!isMine()) return;
      if (thrown instanceof Cancelled) pasts.delete(day);
      else set(day, { kind: "failed", problem: problemOf(thrown) });
    } finally {
      if (isMine()) readings.delete(day);
    }
  }

  const forget = (day: Day): void => {
    readings.get(day)?.abort();
    readings.delete(day);
    pasts.delete(day);
  };

  return {
    get: () => new Map(pasts),
    want(days, policy) {
      // Every day is judged with today's mapping (T3): with another one, all of them are.
      const fingerprint = fingerprintOf(policy);
      if (mapping !== fingerprint) [...pasts.keys()].forEach(forget);
      mapping = fingerprint;
      const others = [...pasts].filter(([day]) => !days.includes(day));
      for (const [day, past] of others) if (!isWhole(past)) forget(day);
      // A map keeps the order in which days were first read: the oldest reading goes first.
      const whole = others.filter(([, past]) => isWhole(past));
      for (const [day] of whole.slice(0, Math.max(0, whole.length - KEPT))) forget(day);
      for (const day of days) if (!pasts.has(day)) void read(day, policy);
    },
    forgetBroken() {
      for (const [day, past] of [...pasts]) if (past.kind !== "reading" && !isWhole(past)) forget(day);
    },
  };
}

function isWhole(past: PastReport): boolean {
  return past.kind === "ready" && past.report.complete;
}

/** The last moment of a day (UTC): a day's report is the one at its end. */
function endOf(day: Day): Instant {
  return Date.parse(`${day}T00:00:00Z`) + DAY_MS - 1;
}

/** The day so many days before another. */
export function daysBefore(day: Day, days: number): Day {
  return dayOf(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS);
}

/** Today, by Azure DevOps' own time at the last reading. */
export function todayOf({ now }: Report): Day {
  return dayOf(now);
}

/** The day that is looked at instead of now; null for now, which today and what lies ahead are too. */
export function pastDayOf({ asOf, subject }: View, today: Day): Day | null {
  // The mapping has no past: it is today's for every day (T3). Plans are made now, and know their own past.
  const isOfNow = subject.kind === "mapping" || subject.kind === "planning";
  return asOf !== null && asOf < today && !isOfNow ? asOf : null;
}

/** The day since whose end changes are told: the chosen one, else a week before what is looked at. */
export function sinceDayOf(view: View, today: Day): Day {
  return view.since ?? daysBefore(pastDayOf(view, today) ?? today, SINCE_DAYS);
}

/** The days whose reports the state needs to show what it shows. */
export function wantedDays({ data, view }: Pick<HubState, "data" | "view">): readonly Day[] {
  if (data.kind !== "ready") return [];
  const today = todayOf(data.report);
  const past = pastDayOf(view, today);
  const since = view.tab === "changes" && view.subject.kind !== "mapping" ? sinceDayOf(view, today) : null;
  return [...(past === null ? [] : [past]), ...(since === null || since >= (past ?? today) ? [] : [since])];
}

/** The report that is looked at: today's, or a day's that is over; null while that is not there. */
export function shownReport(state: Pick<HubState, "data" | "view" | "pasts">): Report | null {
  return shownReading(state)?.report ?? null;
}

/** The report that is looked at with what it was made from; null while it is not there. */
export function shownReading({
  data,
  view,
  pasts,
}: Pick<HubState, "data" | "view" | "pasts">): { readonly report: Report; readonly snapshot: Snapshot } | null {
  if (data.kind !== "ready") return null;
  const day = pastDayOf(view, todayOf(data.report));
  if (day === null) return data;
  const past = pasts.get(day);
  return past?.kind === "ready" ? past : null;
}
