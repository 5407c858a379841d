import type { AssetRecogniser } from "../../backlog/assets";
import type { ReleaseId, ReleaseNaming } from "../../backlog/releases";
import type { Policy } from "../../policy/policy";
import type { Instant, WorkItem } from "../../workItem";
import type { Everything } from "./everything";

/** What an asset stood in at a time. */
export interface Surroundings {
  /** Id of the nearest workload candidate above it; null for none. */
  readonly workload: number | null;
  /** The first release that it claimed, by itself or through that candidate (M3); null for none. */
  readonly release: ReleaseId | null;
  /** What stands above it, the nearest first. */
  readonly above: readonly number[];
}

/** What tells surroundings, compiled from a policy. */
export interface SurroundingsRules {
  readonly isCandidate: (item: WorkItem) => boolean;
  readonly recogniser: AssetRecogniser;
  readonly claimsOf: (item: ReleaseNaming) => readonly ReleaseId[];
  /** The place of a release in their order (G5). */
  readonly placeOf: (release: ReleaseId) => number;
  readonly releases: Policy["releases"];
}

/** Reads what a work item stood in as it was at `time`, by the revisions of all that stood above it. */
export function surroundingsReader(
  everything: Everything,
  { isCandidate, recogniser, claimsOf, placeOf, releases }: SurroundingsRules,
): (item: WorkItem, time: Instant) => Surroundings {
  const firstOf = (claims: readonly ReleaseId[]): ReleaseId | null => {
    if (claims.length < 2) return claims[0] ?? null;
    return claims.reduce((first, claim) => (placeOf(claim) < placeOf(first) ? claim : first));
  };
  return (item, time) => {
    const above: number[] = [];
    let workload: WorkItem | null = null;
    for (let id = item.parent; id !== null && !above.includes(id);) {
      above.push(id);
      const parent = everything.at(id, time);
      if (parent !== null && isCandidate(parent)) {
        workload = parent;
        break;
      }
      id = parent?.parent ?? null;
    }
    const own = recogniser.isOfAssetType(item) ? claimsOf(item) : [];
    const follows = own.length === 0 && releases.assetsFollowWorkload && workload !== null;
    const claims = follows && workload !== null ? claimsOf(workload) : own;
    return { workload: workload?.id ?? null, release: firstOf(claims), above };
  };
}
