import type { Blocker } from "../domain/readiness/report";
import { STAGE_NAMES } from "../domain/readiness/blockers";
import { type AssetStage, isOnLadder } from "../domain/readiness/stage";

export { CAUSES, GATE_TITLES, VERDICT_WORDS } from "../domain/readiness/words";

/** What a blocker found and what is asked for, as a sentence: `Is Replicating, must be Replicated.` */
export function foundText({ code, actual, expected }: Pick<Blocker, "code" | "actual" | "expected">): string {
  switch (code) {
    case "NOT_REPLICATED":
    case "NOT_STAGED":
    case "NOT_ACCEPTED":
    case "STAGE_GAP":
    case "BLOCKER_OPEN":
    case "DEFECT_OPEN":
      return `Is ${actual}, must be ${expected}.`;
    case "SCOPE_SPLIT":
      return `Is in ${actual}, must be in ${expected}.`;
    default:
      // Facts of many kinds: `no assets`, `2 pages could not be read`.
      return `${actual.charAt(0).toUpperCase()}${actual.slice(1)}; needed: ${expected}.`;
  }
}

/** How a stage is called; off the ladder too. */
export function stageName(stage: AssetStage): string {
  return isOnLadder(stage) ? STAGE_NAMES[stage] : stage;
}
