import type { Claim, ReportDiff } from "../../domain/diff/diff";
import { counted } from "../../domain/text";

/** How much of a difference is certain, kind by kind, and how much is not. */
export interface DiffCounts {
  readonly gained: number;
  readonly lost: number;
  readonly moved: number;
  readonly dropped: number;
  readonly scopeIn: number;
  readonly scopeOut: number;
  readonly opened: number;
  readonly cleared: number;
  readonly releases: number;
  readonly deleted: number;
  readonly uncertain: number;
}

/** Counts a difference. What a loss could explain is counted apart and claimed nowhere (V2). Warnings are no blockers. */
export function countsOf(diff: ReportDiff): DiffCounts {
  const { gates, stages, scope, deleted, opened, cleared, newReleases, goneReleases, targetDates } = diff;
  const all: readonly Claim[] = [...gates, ...stages, ...scope, ...opened, ...cleared, ...newReleases, ...goneReleases];
  const sure = <T extends Claim>(changes: readonly T[], is: (change: T) => boolean = () => true): number =>
    changes.filter((change) => !change.isUncertain && is(change)).length;
  const holds = ({ blocker }: ReportDiff["opened"][number]): boolean => blocker.effect !== "warns";
  return {
    gained: sure(gates, ({ direction }) => direction === "gained"),
    lost: sure(gates, ({ direction }) => direction === "lost"),
    moved: sure(stages, ({ direction }) => direction === "moved" || direction === "known"),
    dropped: sure(stages, ({ direction }) => direction === "dropped" || direction === "unknown"),
    scopeIn: sure(scope, ({ direction }) => direction === "in"),
    scopeOut: sure(scope, ({ direction }) => direction === "out"),
    opened: sure(opened, holds),
    cleared: sure(cleared, holds),
    releases: sure(newReleases) + sure(goneReleases) + targetDates.length,
    deleted: deleted.length,
    uncertain: all.filter(({ isUncertain }) => isUncertain).length,
  };
}

/** A difference in one sentence: `2 gates gained, 1 lost; 3 stages dropped.` Names only what there is. */
export function summaryText(counts: DiffCounts): string {
  const { gained, lost, moved, dropped, scopeIn, scopeOut, deleted, opened, cleared, releases } = counts;
  const pair = (noun: string, first: readonly [number, string], second: readonly [number, string]): string[] => {
    const there = [first, second].filter(([count]) => count > 0);
    if (there.length === 0) return [];
    return [
      there
        .map(([count, verb], index) => `${index === 0 ? counted(count, noun) : count.toLocaleString("en-US")} ${verb}`)
        .join(", "),
    ];
  };
  const parts = [
    ...pair("gate", [gained, "gained"], [lost, "lost"]),
    ...pair("asset", [dropped, "fell back"], [moved, "moved on"]),
    ...pair("asset", [scopeIn, "came into scope"], [scopeOut, "left it"]),
    ...pair("item", [deleted, "deleted"], [0, ""]),
    ...pair("blocker", [opened, "opened"], [cleared, "cleared"]),
    ...pair("release", [releases, "new, gone or with another date"], [0, ""]),
  ];
  return parts.length === 0 ? "Nothing changed that is certain." : `${parts.join("; ")}.`;
}
