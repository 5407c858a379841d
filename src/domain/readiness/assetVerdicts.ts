import type { Gate, Verdict } from "./report";
import { isSplitFrom, stageCodeOf } from "./assetFindings";
import type { StagedAsset } from "./assetStage";
import { effectOf } from "./blockers";
import type { Stage } from "./stage";
import type { WorkloadContext } from "./workloadContext";

type OpenVerdict = Extract<Verdict, "blocked" | "unknown" | "ready">;

/**
 * What the assets in scope of a workload, with their nodes among the dependencies, leave of the verdict of a gate that asks
 * for a rung, where nothing is waived. The rules are those of their findings, which are not made: the effect of each alone
 * decides (V1, V3), and the first that blocks decides for all. Gaps and regressions are not asked after: they only warn.
 */
export function verdictOfAssets(
  gate: Gate,
  inScope: readonly StagedAsset[],
  nodes: () => readonly (number | undefined)[],
  floor: Stage,
  context: WorkloadContext,
): OpenVerdict {
  const { owner, besideLost, tasks } = context;
  let isUnknown = false;
  for (const staged of inScope) {
    const code = stageCodeOf(staged, floor);
    if (code !== null) {
      if (effectOf({ code }) === "blocks") return "blocked";
      isUnknown = true;
    }
    if (isSplitFrom(owner, staged.asset) || (tasks.block && tasks.of(staged).length > 0)) return "blocked";
    isUnknown ||= besideLost.has(staged.asset.item.id);
  }
  // Dependencies are looked at last: where the assets' own stages decide, the edges of the estate need not be read at all.
  const dependencies = context.dependencies();
  for (const node of nodes()) {
    const effect = node === undefined ? null : dependencies.effectOn(gate, node);
    if (effect === "blocks") return "blocked";
    isUnknown ||= effect === "unknown";
  }
  return isUnknown ? "unknown" : "ready";
}
