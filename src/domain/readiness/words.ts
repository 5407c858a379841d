import type { BlockerCode, EvidenceState, Gate, Verdict, Report } from "./report";

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

/** How a piece of evidence stands. */
export const EVIDENCE_WORDS: Readonly<Record<EvidenceState, string>> = {
  given: "given",
  missing: "missing",
  stale: "void",
  self: "by who did the work",
  unproven: "not known",
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
  HISTORY_UNREAD: "Hangs on a past that was not read",
  READ_PARTIAL: "Part of the data could not be read",
  ITEM_UNREADABLE: "Work item could not be read",
  EMPTY_SCOPE: "Nothing in scope",
  FREEZE: "Promotion falls into a freeze",
  ITERATION_AFTER_RELEASE: "Iteration ends after the release",
  NO_TARGET_DATE: "No target date",
  OVERDUE: "Target date is over",
  GATE_SKIPPED: "Gate passed without its evidence",
};

/** What the team calls a release (M9), as a heading and within a sentence: `Wave`, `Waves`, `wave`, `waves`. */
export function releaseWords({ labels: { release } }: Pick<Report, "labels">): {
  readonly One: string;
  readonly Many: string;
  readonly one: string;
  readonly many: string;
} {
  const one = release.toLowerCase();
  return { One: release, Many: `${release}s`, one, many: `${one}s` };
}
