import type { ReportDiff } from "../domain/diff/diff";
import { diffReports } from "../domain/diff/diffReports";
import { diffWithin } from "../domain/diff/within";
import type { IterationRecord } from "../domain/planning/velocity/record";
import { type Blocker, type Gate, GATES, type ReleaseAssessment, type Report } from "../domain/readiness/report";
import { mostFreeing, nextGateOf } from "../domain/readiness/sentence";
import type { Day, Instant } from "../domain/workItem";

/** How many of what is in the way are named for each release. */
const NAMED = 3;

/** What is forecast of a promotion, in words. */
export interface ForecastWords {
  /** A range, `done`, or why there is none. */
  readonly text: string;
  /** How likely the target date is kept; null where that is not said. */
  readonly chance: string | null;
}

/** What of the status had to be read besides the report; a text instead of it says why it could not be. */
export interface WeeklyParts {
  /** The report of a week ago. */
  readonly past: Report | string;
  /** By the release's key, and of all together. */
  readonly forecast: { readonly releases: ReadonlyMap<string, ForecastWords>; readonly exit: string } | string;
  /** Of all teams and iterations that are known. */
  readonly records: readonly IterationRecord[] | string;
  /** Sentences: what could not be read of the past. */
  readonly gaps: readonly string[];
}

/** What changed for a release, counted; what a loss could explain is counted as uncertain alone (V2). */
export interface WeekChanges {
  readonly gained: readonly Gate[];
  readonly lost: readonly Gate[];
  readonly movedOn: number;
  readonly fellBack: number;
  readonly scopeIn: number;
  readonly scopeOut: number;
  readonly opened: number;
  readonly cleared: number;
  /** The target date before, where it is another one now. */
  readonly targetDateWas: { readonly day: Day | null } | null;
  readonly isNew: boolean;
  readonly uncertain: number;
}

/** A release's week. */
export interface WeeklyRelease {
  readonly release: ReleaseAssessment;
  /** Null where the week before could not be read. */
  readonly changes: WeekChanges | null;
  /** The first in the way of the next gate, by what they free. */
  readonly first: readonly Blocker[];
  readonly forecast: ForecastWords | null;
}

/** The week of a project. */
export interface WeeklyStatus {
  readonly report: Report;
  readonly since: Instant;
  readonly generatedAt: Instant;
  readonly releases: readonly WeeklyRelease[];
  /** Releases that were there a week ago and are not any more. */
  readonly gone: readonly string[];
  readonly exit: string | null;
  /** Of each team the iteration that ended last; null where that could not be read. */
  readonly velocity: readonly IterationRecord[] | null;
  /** Sentences: what could not be read, so that it is missing above. */
  readonly missing: readonly string[];
}

/** Puts a week together. Nothing is judged anew, and what could not be read is named. */
export function weeklyStatusOf(
  report: Report,
  { past, forecast, records, gaps }: WeeklyParts,
  times: { readonly since: Instant; readonly generatedAt: Instant },
): WeeklyStatus {
  const diff = typeof past === "string" ? null : diffReports(past, report);
  return {
    report,
    ...times,
    releases: report.releases.map((release) => {
      const gate = nextGateOf(release.gates);
      return {
        release,
        changes: diff === null ? null : changesOf(diff, release.key),
        first: gate === null ? [] : mostFreeing(release.gates[gate].blockers, NAMED),
        forecast: typeof forecast === "string" ? null : (forecast.releases.get(release.key) ?? null),
      };
    }),
    gone:
      diff === null
        ? []
        : diff.goneReleases.filter(({ isUncertain }) => !isUncertain).map(({ release }) => release.name),
    exit: typeof forecast === "string" ? null : forecast.exit,
    velocity: typeof records === "string" ? null : lastOver(records),
    missing: [
      ...(typeof past === "string" ? [`What changed in the week is not known: ${past}`] : []),
      ...(typeof past !== "string" && !past.complete ? ["The report of a week ago is incomplete."] : []),
      ...(typeof forecast === "string" ? [`There is no forecast: ${forecast}`] : []),
      ...(typeof records === "string" ? [`Velocity is not known: ${records}`] : []),
      ...gaps,
    ],
  };
}

function changesOf(whole: ReportDiff, key: string): WeekChanges {
  const diff = diffWithin(whole, { kind: "release", release: key });
  const sure = <T extends { readonly isUncertain: boolean }>(
    changes: readonly T[],
    is: (change: T) => boolean,
  ): number => changes.filter((change) => !change.isUncertain && is(change)).length;
  const own = diff.gates.filter(({ isRelease, isUncertain }) => isRelease && !isUncertain);
  const gates = (direction: "gained" | "lost"): Gate[] =>
    GATES.filter((gate) => own.some((change) => change.gate === gate && change.direction === direction));
  const holds = ({ blocker }: ReportDiff["opened"][number]): boolean => blocker.effect !== "warns";
  const [moved] = diff.targetDates;
  const all = [...diff.gates, ...diff.stages, ...diff.scope, ...diff.opened, ...diff.cleared, ...diff.newReleases];
  return {
    gained: gates("gained"),
    lost: gates("lost"),
    movedOn: sure(diff.stages, ({ direction }) => direction === "moved" || direction === "known"),
    fellBack: sure(diff.stages, ({ direction }) => direction === "dropped" || direction === "unknown"),
    scopeIn: sure(diff.scope, ({ direction }) => direction === "in"),
    scopeOut: sure(diff.scope, ({ direction }) => direction === "out"),
    opened: sure(diff.opened, holds),
    cleared: sure(diff.cleared, holds),
    targetDateWas: moved === undefined ? null : { day: moved.from },
    isNew: diff.newReleases.some(({ isUncertain }) => !isUncertain),
    uncertain: all.filter(({ isUncertain }) => isUncertain).length,
  };
}

/** Records come by team, then by first day. */
function lastOver(records: readonly IterationRecord[]): IterationRecord[] {
  const last = new Map<string, IterationRecord>();
  for (const record of records) if (record.isOver) last.set(record.team, record);
  return [...last.values()];
}
