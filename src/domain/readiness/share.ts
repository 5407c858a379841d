import type { AssetStage } from "./stage";
import type { AssetAssessment, StageShare } from "./report";

/** How the assets are spread over the ladder (V4); each asset counts once, however often it is listed. */
export function shareOf(assets: readonly AssetAssessment[]): StageShare {
  const byStage = emptyLadder();
  const effortByStage = emptyLadder();
  // Assets in the order of their ids come once each, and fifty thousand of them are not worth remembering.
  const seen = isAscending(assets) ? null : new Set<number>();
  let inScope = 0;
  let effort = 0;
  let unestimated = 0;
  for (const { item, stage } of assets) {
    if (seen?.has(item.id)) continue;
    seen?.add(item.id);
    byStage[stage]++;
    effortByStage[stage] += item.effort ?? 0;
    if (stage === "Excluded") continue;
    inScope++;
    effort += item.effort ?? 0;
    if (item.effort === null) unestimated++;
  }
  return { byStage, effortByStage, inScope, effort, unestimated };
}

function isAscending(assets: readonly AssetAssessment[]): boolean {
  let last = -Infinity;
  for (const { item } of assets) {
    if (item.id <= last) return false;
    last = item.id;
  }
  return true;
}

function emptyLadder(): Record<AssetStage, number> {
  return {
    Pending: 0,
    Assessed: 0,
    Replicating: 0,
    Replicated: 0,
    Staged: 0,
    InTest: 0,
    Accepted: 0,
    Promoted: 0,
    Excluded: 0,
    Unknown: 0,
  };
}
