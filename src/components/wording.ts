import type { Blocker, BlockerCode, Gate, Verdict } from "../domain/readiness/report";
import { STAGE_NAMES } from "../domain/readiness/blockers";
import { type AssetStage, isOnLadder } from "../domain/readiness/stage";

/** How a gate heads a column or a button. */
export const GATE_TITLES: Readonly<Record<Gate, string>> = {
  staging: "Staging",
  uat: "UAT",
  promotion: "Promotion",
};

/** The word of a verdict; it always stands beside its shape (V1). */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  done: "passed",
  ready: "ready",
  blocked: "blocked",
  unknown: "unknown",
  "n/a": "not asked",
};

/** What the blockers of one code have in common. */
export const CAUSES: Readonly<Record<BlockerCode, string>> = {
  NOT_REPLICATED: "Not replicated yet",
  NOT_STAGED: "Not staged yet",
  NOT_ACCEPTED: "Not accepted by the business yet",
  SCOPE_SPLIT: "Part of a workload is not in this release",
  ASSET_UNMAPPED: "In the inventory, and no work item",
  STATE_UNMAPPED: "State is not mapped to a stage",
  STAGE_GAP: "Marked for a stage without the one before it",
  STAGE_REGRESSED: "Fell back to an earlier stage",
  DEP_BEHIND: "Waits for something that is behind",
  DEP_LATER_RELEASE: "Waits for a later release",
  DEP_CYCLE: "Circle of dependencies across releases",
  DEP_UNREADABLE: "Waits for something that can't be read",
  DEP_UNMAPPED: "Waits for something that has no stage",
  EXCLUDED_NEEDED: "Waits for something that is not moved",
  BLOCKER_OPEN: "Open blocking item",
  DEFECT_OPEN: "Open UAT defect",
  TASKS_OPEN: "Further than its tasks say",
  EVIDENCE_MISSING: "Evidence is missing",
  EVIDENCE_STALE: "Evidence is void",
  SIGNOFF_MISSING: "Sign-off is missing",
  SIGNOFF_SELF: "Signed off by who did the work",
  WAIVER_EXPIRED: "A waiver does not cover it any more",
  HISTORY_UNREAD: "Dates can't tell the stage",
  READ_PARTIAL: "Part of the data could not be read",
  ITEM_UNREADABLE: "Work item could not be read",
  EMPTY_SCOPE: "Nothing in scope",
  FREEZE: "Promotion falls into a freeze",
  ITERATION_AFTER_RELEASE: "Iteration ends after the release",
  NO_TARGET_DATE: "No target date",
  OVERDUE: "Target date is over",
  GATE_SKIPPED: "Gate passed without its evidence",
};

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

/** Stands beside what an item waits for: nobody may take a verdict for one that looked at it. */
export const DEPENDENCIES_NOTE = "Dependencies are shown here, and are in no verdict yet.";
