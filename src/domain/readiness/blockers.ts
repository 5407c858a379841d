import type { WorkItem, WorkItemRef } from "../workItem";
import type { BlockerCode, Effect, Gate, Since } from "./report";
import type { Stage } from "./stage";

/** How each gate is called in sentences. */
export const GATE_NAMES: Readonly<Record<Gate, string>> = {
  staging: "staging",
  uat: "UAT",
  promotion: "promotion",
};

/** How each stage is called in sentences. */
export const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  Pending: "Pending",
  Assessed: "Assessed",
  Replicating: "Replicating",
  Replicated: "Replicated",
  Staged: "Staged",
  InTest: "In test",
  Accepted: "Accepted",
  Promoted: "Promoted",
};

/** The code for an asset that is below the rung which a gate asks for (§8). */
export const BEHIND: Readonly<Partial<Record<Stage, BlockerCode>>> = {
  Replicated: "NOT_REPLICATED",
  Staged: "NOT_STAGED",
  Accepted: "NOT_ACCEPTED",
};

const EFFECTS: Readonly<Record<BlockerCode, Effect>> = {
  NOT_REPLICATED: "blocks",
  NOT_STAGED: "blocks",
  NOT_ACCEPTED: "blocks",
  SCOPE_SPLIT: "blocks",
  ASSET_UNMAPPED: "blocks",
  STATE_UNMAPPED: "unknown",
  STAGE_GAP: "warns",
  STAGE_REGRESSED: "warns",
  DEP_BEHIND: "blocks",
  DEP_LATER_RELEASE: "blocks",
  DEP_CYCLE: "blocks",
  DEP_UNREADABLE: "unknown",
  DEP_UNMAPPED: "unknown",
  EXCLUDED_NEEDED: "blocks",
  BLOCKER_OPEN: "blocks",
  DEFECT_OPEN: "blocks",
  TASKS_OPEN: "warns",
  EVIDENCE_MISSING: "blocks",
  EVIDENCE_STALE: "blocks",
  SIGNOFF_MISSING: "blocks",
  SIGNOFF_SELF: "blocks",
  WAIVER_EXPIRED: "blocks",
  HISTORY_UNREAD: "unknown",
  READ_PARTIAL: "unknown",
  ITEM_UNREADABLE: "unknown",
  EMPTY_SCOPE: "unknown",
  FREEZE: "blocks",
  ITERATION_AFTER_RELEASE: "warns",
  NO_TARGET_DATE: "warns",
  OVERDUE: "warns",
  GATE_SKIPPED: "warns",
};

/** What a rule says about one thing in the way. */
export interface Finding {
  readonly code: BlockerCode;
  /** Where it is not the effect that the code has as a rule (V3, §8): a soft edge warns, open tasks may block. */
  readonly effect?: Effect;
  readonly gate: Gate;
  /** What is to be changed; null where that is no work item. */
  readonly workItem: WorkItemRef | null;
  readonly workload: WorkItemRef | null;
  /** The asset that it holds back; null where it holds back the workload or release as such. */
  readonly asset: WorkItem | null;
  /** From what is in the way to the asset, where more lies between. */
  readonly path?: readonly WorkItemRef[];
  /** The evidence that it is about. */
  readonly evidence?: string;
  readonly expected: string;
  readonly actual: string;
  readonly since: Since;
  readonly owner: WorkItem["assignedTo"];
  readonly fix: string;
}

/** Nothing is known about when it began. */
export const SINCE_UNKNOWN: Since = { date: null, basis: "not known from the items as they are" };

/** The effect of a finding: its own, or that of its code (§8). */
export function effectOf({ code, effect }: Pick<Finding, "code" | "effect">): Effect {
  return effect ?? EFFECTS[code];
}
