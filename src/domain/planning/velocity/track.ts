import type { ReleaseId } from "../../backlog/releases";
import type { AssetStage } from "../../readiness/stage";
import type { Instant } from "../../workItem";

/** How an asset was from an instant on, until its next step. */
export interface TrackStep {
  readonly at: Instant;
  /** `absent`: it was not made yet, was deleted, or was no asset. Off the ladder (`Excluded`, `Unknown`) it is not in scope or not known. */
  readonly stage: AssetStage | "absent";
  /** Name of the team that owned its area path; null for none. */
  readonly team: string | null;
  readonly iterationPath: string;
  /** The first release that it claimed, by itself or through its workload; null for none. */
  readonly release: ReleaseId | null;
  /** In the team's own unit; null: unestimated, which is never 0. */
  readonly effort: number | null;
  readonly tags: readonly string[];
  /** e.g. `vm`; null where it said none. */
  readonly kind: string | null;
}

/** The past of one asset, from its revisions (T4). */
export interface Track {
  readonly id: number;
  readonly title: string;
  /** As of today; of its past its steps tell. */
  readonly kind: string | null;
  /** Oldest first; at least one. Before the first it is not known or was absent; see `from`. */
  readonly steps: readonly TrackStep[];
  /** Since when the steps are known; −Infinity where all of its past is. */
  readonly from: Instant;
}
