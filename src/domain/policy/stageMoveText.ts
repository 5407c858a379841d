import { STAGE_NAMES } from "../readiness/blockers";
import { type AssetStage, isOnLadder } from "../readiness/stage";
import type { StageMove } from "./effect";

/** `from Unknown to Replicated`, `counted as assets from now on`. */
export function stageMoveText({ from, to }: Pick<StageMove, "from" | "to">): string {
  if (from === null) return `becoming assets, ${stageText(to)}`;
  return to === null ? `no longer assets, ${stageText(from)} until now` : `from ${stageText(from)} to ${stageText(to)}`;
}

function stageText(stage: AssetStage | null): string {
  if (stage === null) return "no asset";
  return isOnLadder(stage) ? STAGE_NAMES[stage] : stage;
}
