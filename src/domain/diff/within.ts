import type { WorkItemRef } from "../workItem";
import type { ReleaseRef, ReportDiff } from "./diff";

/** What a difference is narrowed to: a release, or a workload in a release or in none; a null id: assets without a workload. */
export type DiffSubject =
  | { readonly kind: "release"; readonly release: string }
  | { readonly kind: "workload"; readonly release: string | null; readonly workload: number | null };

/** The part of a difference that is about one release or one workload. Nothing is judged anew. */
export function diffWithin(diff: ReportDiff, subject: DiffSubject): ReportDiff {
  const inRelease = (release: ReleaseRef | null): boolean => (release?.key ?? null) === subject.release;
  const isWorkload = (workload: WorkItemRef | null): boolean =>
    subject.kind === "release" || (workload?.id ?? null) === subject.workload;
  const isPlace = (place: { readonly release: ReleaseRef | null; readonly workload: WorkItemRef | null }): boolean =>
    inRelease(place.release) && isWorkload(place.workload);
  const holds = ({ release, workloads }: ReportDiff["opened"][number]): boolean =>
    inRelease(release) &&
    // A release's own check is told by the release; assets without a workload have no other name than it.
    (subject.kind === "release" || (workloads.length === 0 ? subject.workload === null : workloads.some(isWorkload)));
  return {
    ...diff,
    newReleases: diff.newReleases.filter(({ release }) => subject.kind === "release" && inRelease(release)),
    goneReleases: diff.goneReleases.filter(({ release }) => subject.kind === "release" && inRelease(release)),
    targetDates: diff.targetDates.filter(({ release }) => inRelease(release)),
    gates: diff.gates.filter((change) => isPlace(change) && (subject.kind === "release" || !change.isRelease)),
    stages: diff.stages.filter(({ places }) => places.some(isPlace)),
    scope: diff.scope.filter(isPlace),
    opened: diff.opened.filter(holds),
    cleared: diff.cleared.filter(holds),
  };
}
