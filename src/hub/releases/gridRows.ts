import type { ReleaseAssessment, WorkloadAssessment } from "../../domain/readiness/report";
import { nextGateOf } from "../../domain/readiness/sentence";
import type { Sieve } from "../filter";
import { workloadId } from "../judged";

/** A row of the tree of releases. */
export type GridRow =
  | {
      readonly kind: "release";
      readonly key: string;
      readonly release: ReleaseAssessment;
      readonly isOpen: boolean;
      readonly place: Place;
    }
  | {
      readonly kind: "workload";
      readonly key: string;
      /** Null for an unplanned one. */
      readonly release: ReleaseAssessment | null;
      readonly workload: WorkloadAssessment;
      readonly place: Place;
    };

/** Where a row stands among its siblings, as assistive technology is told it. */
export interface Place {
  readonly level: number;
  readonly position: number;
  readonly of: number;
}

/** Keys of the releases that a person opened and closed. */
export interface Opened {
  readonly open: readonly string[];
  readonly closed: readonly string[];
}

/**
 * The releases that pass the filter, with the workloads of those that are open. Open at first are the first release that
 * is not through, and under a filter those with a workload that was looked for.
 */
export function releaseRows(
  releases: readonly ReleaseAssessment[],
  { open, closed }: Opened,
  sieve: Sieve,
): readonly GridRow[] {
  const first = releases.find(({ gates }) => nextGateOf(gates) !== null)?.key;
  const shown = releases.filter((release) => sieve.release(release));
  return shown.flatMap((release, index): GridRow[] => {
    const isOpenAtFirst = release.key === first || sieve.isWithin(release);
    const isOpen = open.includes(release.key) || (isOpenAtFirst && !closed.includes(release.key));
    const place = { level: 1, position: index + 1, of: shown.length };
    const row: GridRow = { kind: "release", key: `release ${release.key}`, release, isOpen, place };
    return isOpen ? [row, ...workloadRows(sieve.workloadsOf(release), release, 2)] : [row];
  });
}

/** Rows for workloads; `release` is null for the unplanned. */
export function workloadRows(
  workloads: readonly WorkloadAssessment[],
  release: ReleaseAssessment | null,
  level: number,
): readonly GridRow[] {
  return workloads.map((workload, index) => ({
    kind: "workload",
    key: `workload ${release?.key ?? ""} ${workloadId(workload)}`,
    release,
    workload,
    place: { level, position: index + 1, of: workloads.length },
  }));
}
