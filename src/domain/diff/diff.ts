import type { DeletedItem, Loss } from "../snapshot";
import type { Day, Instant, WorkItemRef } from "../workItem";
import type { Blocker, Gate, Report, Verdict } from "../readiness/report";
import type { AssetStage } from "../readiness/stage";

/** A release as a difference names it. */
export interface ReleaseRef {
  readonly key: string;
  readonly name: string;
}

/** Where in the backlog something stands: in a release or in none (null), in a workload or in none (null). */
export interface Place {
  readonly release: ReleaseRef | null;
  readonly workload: WorkItemRef | null;
}

/** One of the two reports that are compared. */
export interface Side {
  /** The moment that the report is of (UTC). */
  readonly asOf: Instant;
  readonly complete: boolean;
  readonly losses: readonly Loss[];
}

/**
 * What every difference says of itself: an uncertain one may be nothing but a reading that lost something, on one of the
 * two sides (V2). It is shown, and never claimed.
 */
export interface Claim {
  readonly isUncertain: boolean;
}

/** A gate of a release or a workload that became ready or done, or that was and is not any more. */
export interface GateChange extends Claim {
  /** Null where it is a release's own gate. */
  readonly release: ReleaseRef | null;
  /** The workload; null with `isRelease`, and for assets without a workload. */
  readonly workload: WorkItemRef | null;
  readonly isRelease: boolean;
  readonly title: string;
  readonly gate: Gate;
  readonly from: Verdict;
  readonly to: Verdict;
  readonly direction: "gained" | "lost";
}

/**
 * An asset in scope on both sides whose stage is another now. `moved` and `dropped` are steps on the ladder; `unknown` lost
 * its place on the ladder, `known` found one.
 */
export interface StageChange extends Claim {
  readonly item: WorkItemRef;
  /** Where it stands now. */
  readonly places: readonly Place[];
  readonly from: AssetStage;
  readonly to: AssetStage;
  readonly direction: "moved" | "dropped" | "unknown" | "known";
}

/** An asset that came into the scope of a place, or left it. */
export interface ScopeChange extends Claim, Place {
  readonly item: WorkItemRef;
  readonly direction: "in" | "out";
  /** Where it came from or went to, e.g. `created`, `from Wave 2`, `excluded: retire`. */
  readonly why: string;
}

/** A blocker of one ledger that is there on one side only. */
export interface BlockerChange extends Claim {
  readonly blocker: Blocker;
  /** The release in whose ledger it stands; null for an unplanned workload's. */
  readonly release: ReleaseRef | null;
  /** The workloads for which it is new or gone; empty for a release's own check. */
  readonly workloads: readonly WorkItemRef[];
}

/** A release whose target date is another. */
export interface TargetDateChange {
  readonly release: ReleaseRef;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** A release that is there on one side only. */
export interface ReleaseChange extends Claim {
  readonly release: ReleaseRef;
}

/** What became different between two reports (T1). Every list is in the order of releases, then of gates, then of ids. */
export interface ReportDiff {
  readonly before: Side;
  readonly after: Side;
  /** Whether both were judged with one policy; where not, a difference may be the policy's. */
  readonly isSamePolicy: boolean;
  readonly newReleases: readonly ReleaseChange[];
  readonly goneReleases: readonly ReleaseChange[];
  readonly targetDates: readonly TargetDateChange[];
  readonly gates: readonly GateChange[];
  readonly stages: readonly StageChange[];
  readonly scope: readonly ScopeChange[];
  /**
   * What was there and has been deleted since: Azure Boards answers no question about it as of any time, so that where it
   * stood is not known any more. Of a release or workload too, since it may have stood there.
   */
  readonly deleted: readonly DeletedItem[];
  readonly opened: readonly BlockerChange[];
  readonly cleared: readonly BlockerChange[];
}

/** A report as one of the sides of a difference. */
export function sideOf({ asOf, complete, losses }: Report): Side {
  return { asOf, complete, losses };
}
