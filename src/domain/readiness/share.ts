import type { StagedAsset } from "./assetStage";
import type { StageShare } from "./report";
import { type AssetStage, LADDER } from "./stage";

/** How the assets are spread over the ladder (V4); each asset counts once, however often it is listed. */
export function shareOf(assets: readonly StagedAsset[]): StageShare {
  const byStage = emptyLadder();
  const effortByStage = emptyLadder();
  // Assets in the order of their ids come once each, and fifty thousand of them are not worth remembering.
  const seen = isAscending(assets) ? null : new Set<number>();
  let inScope = 0;
  let effort = 0;
  let unestimated = 0;
  for (const { asset, stage } of assets) {
    const { item } = asset;
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

/** The share of all of them together. No asset may be in two of them. */
export function sumOf(shares: readonly StageShare[]): StageShare {
  const byStage = emptyLadder();
  const effortByStage = emptyLadder();
  let inScope = 0;
  let effort = 0;
  let unestimated = 0;
  for (const share of shares) {
    for (const stage of STAGES) {
      byStage[stage] += share.byStage[stage];
      effortByStage[stage] += share.effortByStage[stage];
    }
    inScope += share.inScope;
    effort += share.effort;
    unestimated += share.unestimated;
  }
  return { byStage, effortByStage, inScope, effort, unestimated };
}

const STAGES: readonly AssetStage[] = [...LADDER, "Excluded", "Unknown"];

function isAscending(assets: readonly StagedAsset[]): boolean {
  let last = -Infinity;
  for (const { asset } of assets) {
    if (asset.item.id <= last) return false;
    last = asset.item.id;
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
