import { BLOCKER_CODES, GATES, type Report } from "../readiness/report";
import { assetChanges } from "./assets";
import { blockerChanges } from "./blockers";
import type { BlockerChange, GateChange, ReleaseChange, ReportDiff, TargetDateChange } from "./diff";
import { sideOf } from "./diff";
import { gateChanges } from "./gates";
import { refOfRelease, releaseOrder } from "./places";

/**
 * What became different from one report to another (T1): of the same project, at two times, best with one policy (T3).
 * What a loss on either side could explain is marked as uncertain (V2). Linear in both, but for sorting what changed.
 */
export function diffReports(before: Report, after: Report): ReportDiff {
  const byRelease = releaseOrder(after, before);
  const { stages, scope } = assetChanges(before, after);
  const { opened, cleared } = blockerChanges(before, after);
  const { newReleases, goneReleases, targetDates } = releaseChanges(before, after);
  const blockerOrder = (a: BlockerChange, b: BlockerChange): number =>
    byRelease(a.release, b.release) || byGate(a.blocker, b.blocker) || byCodeAndItem(a, b);
  return {
    before: sideOf(before),
    after: sideOf(after),
    isSamePolicy: before.policy.fingerprint === after.policy.fingerprint,
    newReleases,
    goneReleases,
    targetDates,
    gates: gateChanges(before, after).sort(
      (a, b) =>
        byRelease(a.release, b.release) ||
        Number(b.isRelease) - Number(a.isRelease) ||
        idOf(a.workload) - idOf(b.workload) ||
        byGate(a, b),
    ),
    stages: stages.sort((a, b) => a.item.id - b.item.id),
    scope: scope.sort(
      (a, b) => byRelease(a.release, b.release) || a.item.id - b.item.id || (a.direction < b.direction ? -1 : 1),
    ),
    deleted: before.deleted
      .filter(({ deletedDate }) => deletedDate !== null && deletedDate > before.asOf && deletedDate <= after.asOf)
      .sort((a, b) => a.id - b.id),
    opened: opened.sort(blockerOrder),
    cleared: cleared.sort(blockerOrder),
  };
}

function releaseChanges(
  before: Report,
  after: Report,
): Pick<ReportDiff, "newReleases" | "goneReleases" | "targetDates"> {
  const earlier = new Map(before.releases.map((release) => [release.key, release]));
  const later = new Set(after.releases.map(({ key }) => key));
  const newReleases: ReleaseChange[] = [];
  const targetDates: TargetDateChange[] = [];
  for (const release of after.releases) {
    const was = earlier.get(release.key);
    if (was === undefined) newReleases.push({ release: refOfRelease(release), isUncertain: !before.complete });
    else if (was.targetDate !== release.targetDate) {
      targetDates.push({ release: refOfRelease(release), from: was.targetDate, to: release.targetDate });
    }
  }
  const goneReleases = before.releases
    .filter(({ key }) => !later.has(key))
    .map((release) => ({ release: refOfRelease(release), isUncertain: !after.complete }));
  return { newReleases, goneReleases, targetDates };
}

function byGate(a: Pick<GateChange, "gate">, b: Pick<GateChange, "gate">): number {
  return GATES.indexOf(a.gate) - GATES.indexOf(b.gate);
}

function byCodeAndItem(a: BlockerChange, b: BlockerChange): number {
  return (
    BLOCKER_CODES.indexOf(a.blocker.code) - BLOCKER_CODES.indexOf(b.blocker.code) ||
    idOf(a.blocker.workItem) - idOf(b.blocker.workItem) ||
    idOf(a.workloads[0] ?? null) - idOf(b.workloads[0] ?? null) ||
    compare(a.blocker.evidence ?? "", b.blocker.evidence ?? "") ||
    compare(a.blocker.actual, b.blocker.actual)
  );
}

/** What has no work item comes first. */
function idOf(item: { readonly id: number } | null): number {
  return item?.id ?? 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
