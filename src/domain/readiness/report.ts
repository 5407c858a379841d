import type { Attests, Freeze, PromotionModel } from "../policy/policy";
import type { DeletedItem, Loss } from "../snapshot";
import type { Day, Identity, Instant, WorkItem, WorkItemRef } from "../workItem";
import type { Gate } from "./gate";
import type { AssetStage, Stage } from "./stage";

export { type Gate, GATES } from "./gate";

/** V1, and `n/a` for a gate outside the model (G4) or a workload whose assets are all retired or retained (G5). */
export type Verdict = "blocked" | "unknown" | "ready" | "done" | "n/a";

/** V3. */
export type Effect = "blocks" | "unknown" | "warns";

/** The codes of readiness.md §8, in its order. */
export const BLOCKER_CODES = [
  "NOT_REPLICATED",
  "NOT_STAGED",
  "NOT_ACCEPTED",
  "SCOPE_SPLIT",
  "ASSET_UNMAPPED",
  "STATE_UNMAPPED",
  "STAGE_GAP",
  "STAGE_REGRESSED",
  "DEP_BEHIND",
  "DEP_LATER_RELEASE",
  "DEP_CYCLE",
  "DEP_UNREADABLE",
  "DEP_UNMAPPED",
  "EXCLUDED_NEEDED",
  "BLOCKER_OPEN",
  "DEFECT_OPEN",
  "TASKS_OPEN",
  "EVIDENCE_MISSING",
  "EVIDENCE_STALE",
  "SIGNOFF_MISSING",
  "SIGNOFF_SELF",
  "WAIVER_EXPIRED",
  "HISTORY_UNREAD",
  "READ_PARTIAL",
  "ITEM_UNREADABLE",
  "EMPTY_SCOPE",
  "FREEZE",
  "ITERATION_AFTER_RELEASE",
  "NO_TARGET_DATE",
  "OVERDUE",
  "GATE_SKIPPED",
] as const;
export type BlockerCode = (typeof BLOCKER_CODES)[number];

/** Since when something holds, and which fact says so; the date is null where the batch read can't tell. */
export interface Since {
  readonly date: Instant | null;
  readonly basis: string;
}

/** One named reason (V3, §8). */
export interface Blocker {
  readonly code: BlockerCode;
  readonly effect: Effect;
  readonly gate: Gate;
  /** What is to be changed to clear it; null where that is no work item. */
  readonly workItem: WorkItemRef | null;
  /** The workload it stands against, the first of several; null for a release's own check. */
  readonly workload: WorkItemRef | null;
  /** Further workloads that it stands against in a release's ledger. */
  readonly otherWorkloads: readonly WorkItemRef[];
  /** The evidence that it is about, as the policy names it; null for every other blocker. */
  readonly evidence: string | null;
  /** What the gate asks for, e.g. `Replicated`. */
  readonly expected: string;
  /** What there is, e.g. `Replicating`. */
  readonly actual: string;
  readonly since: Since;
  readonly owner: Identity | null;
  /** From what is in the way (`workItem`) to what it holds back; empty where they are the same. */
  readonly path: readonly WorkItemRef[];
  /** Ids of what else it holds back in the same way, where one root is in the way of many (D4). */
  readonly alsoHolds: readonly number[];
  /** What has no other open blocker at this gate. */
  readonly frees: { readonly assets: number; readonly workloads: number };
  /** What a person does to clear it: one sentence. */
  readonly fix: string;
}

/** A waiver in force (E4). */
export interface Waiver {
  /** Its work item; the reason is what that says. */
  readonly item: WorkItemRef;
  readonly grantedBy: Identity | null;
  readonly grantedAt: Instant;
  /** The last day on which it holds. */
  readonly until: Day;
}

/** A waiver that somebody asked for and nobody has granted yet: it waives nothing (E4). */
export interface WaiverRequest {
  readonly item: WorkItemRef;
  readonly askedBy: Identity | null;
  /** What it is to waive; `part` is a gate or a piece of evidence, null for every one. */
  readonly waives: readonly { readonly code: string; readonly part: string | null }[];
  /** Ids of the work items that it is linked to, in order, and keys of the releases that it names. */
  readonly about: readonly number[];
  readonly releases: readonly string[];
}

/** What would be in the way, and counts as met because somebody answers for it (V1, E4). */
export interface WaivedBlocker {
  readonly blocker: Blocker;
  readonly waiver: Waiver;
}

/**
 * How a piece of evidence stands (E1–E3).
 *
 * - `given`: it counts.
 * - `missing`: nobody has given it yet.
 * - `stale`: it was given, and is void; also one whose date lies in the future, or that was given before its time.
 * - `self`: a sign-off by the assignee of what it covers.
 * - `unproven`: whether it is fresh stands in a history that was not read, or hangs on a state that is not mapped.
 */
export type EvidenceState = "given" | "missing" | "stale" | "self" | "unproven";

/** One piece of evidence that a gate asks for, or that somebody has given. */
export interface EvidenceStatus {
  /** As the policy names it: work items are tagged `gate:<id>`. */
  readonly id: string;
  readonly title: string;
  readonly attests: Attests;
  readonly state: EvidenceState;
  /** What it covers; null for a release. */
  readonly covers: WorkItemRef | null;
  /** The work item that counts; null where there is none. */
  readonly item: WorkItemRef | null;
  readonly by: Identity | null;
  readonly at: Instant | null;
  /** Until when its time limit lets it count; null for no limit. */
  readonly until: Instant | null;
  /** Why it stands so, in words: what is missing, or what made it void. */
  readonly reason: string;
}

/** What was decided about a release (E5). */
export interface Decision {
  readonly item: WorkItemRef;
  readonly isGo: boolean;
  readonly by: Identity | null;
  readonly at: Instant;
}

/** One gate of a workload or of a release. */
export interface GateAssessment {
  readonly gate: Gate;
  readonly verdict: Verdict;
  /** How many blockers block, how many are unknown, how many only warn: none hides another (V1). */
  readonly counts: { readonly blocks: number; readonly unknown: number; readonly warns: number };
  /** For a release: those of its own checks and, after them, its workloads', each once. */
  readonly blockers: readonly Blocker[];
  /** What would be among them without a waiver. */
  readonly waived: readonly WaivedBlocker[];
  /** For a release: its own and its workloads'. */
  readonly evidence: readonly EvidenceStatus[];
}

/** The three gates of one thing. */
export type GateAssessments = Readonly<Record<Gate, GateAssessment>>;

/** An asset with its stage. */
export interface AssetAssessment {
  readonly item: WorkItem;
  readonly stage: AssetStage;
  /** Why it is off the ladder (`Removed`, `retire`, `State "On hold" is not mapped`); null on the ladder. */
  readonly offLadderReason: string | null;
  /** Since when it has this stage. */
  readonly since: Since;
  /** e.g. `vm`; null where the work item does not say. */
  readonly kind: string | null;
  /** e.g. `rehost`; null where the work item does not say. */
  readonly strategy: string | null;
  /** Keys of the releases that it claims (M3). */
  readonly claims: readonly string[];
  /** What a person may want to look at, and no rule does: its tasks are closed, and it has not moved (§9). */
  readonly hint: string | null;
  /** The first thing in its own way at the next gate of its workload; null where there is none. */
  readonly nextBlocker: Blocker | null;
}

/** How many assets stand on each rung, and off the ladder; by count and by effort (V4). */
export interface StageShare {
  readonly byStage: Readonly<Record<AssetStage, number>>;
  readonly effortByStage: Readonly<Record<AssetStage, number>>;
  /** Assets in scope: all but the excluded. */
  readonly inScope: number;
  /** Sum of the estimated effort in scope, and how many in scope have none. */
  readonly effort: number;
  readonly unestimated: number;
}

/** A workload, judged with the model of the release that it is shown under. */
export interface WorkloadAssessment {
  /** Null: the assets of a release that belong to no workload, judged together (G5). */
  readonly item: WorkItem | null;
  readonly title: string;
  readonly model: PromotionModel;
  readonly gates: GateAssessments;
  /** All its assets, the excluded too, by id. */
  readonly assets: readonly AssetAssessment[];
  readonly share: StageShare;
  /** Keys of all releases that contain it, in order; the first one owns it (§9: workload in two releases). */
  readonly releases: readonly string[];
  readonly sentence: string;
}

/** A release with the verdict of each gate (G5). */
export interface ReleaseAssessment {
  readonly key: string;
  readonly name: string;
  /** Place in the order of releases, from 1. */
  readonly position: number;
  readonly model: PromotionModel;
  readonly targetDate: Day | null;
  readonly freezes: readonly Freeze[];
  readonly gates: GateAssessments;
  readonly workloads: readonly WorkloadAssessment[];
  /** The latest first. */
  readonly decisions: readonly Decision[];
  readonly share: StageShare;
  readonly sentence: string;
}

/** A candidate that is no workload (M2), or an item below a workload that is neither asset nor phase (M1). */
export interface UnrecognisedItem {
  readonly item: WorkItemRef;
  readonly reason: string;
}

/** A type and state in use by assets that no row of the state table maps (M4). */
export interface UnmappedState {
  readonly type: string;
  readonly state: string;
  readonly assets: readonly WorkItemRef[];
}

/**
 * What the engine returns for (snapshot, policy, now). Every surface shows this and computes no verdict of its own.
 *
 * Verdicts, shares and the plan are there at once. What says why is worked out when it is first read, and stays: of a gate
 * its counts, blockers, waived and evidence; the assets of a workload, with what is in their way; sentences, loose assets and
 * unmapped states. All of them are own, enumerable members, so that copies, comparisons and JSON have them like any other;
 * whoever wants verdicts alone should not copy a report, for that reads all of it.
 */
export interface Report {
  readonly asOf: Instant;
  readonly now: Instant;
  readonly project: { readonly id: string; readonly name: string };
  readonly reader: Pick<Identity, "id" | "displayName">;
  readonly policy: { readonly schemaVersion: number; readonly fingerprint: string };
  /** What the team calls a release, e.g. `Wave` (M9). */
  readonly labels: { readonly release: string };
  readonly workItemCount: number;
  readonly complete: boolean;
  readonly losses: readonly Loss[];
  readonly sentence: string;
  /** In the order of releases (G5). */
  readonly releases: readonly ReleaseAssessment[];
  /** Workloads that no release contains; they keep their own verdicts (M3). */
  readonly unplanned: readonly WorkloadAssessment[];
  /** In-scope assets with neither workload nor release: in no verdict, hence listed. */
  readonly looseAssets: readonly AssetAssessment[];
  /** Candidates without an asset (M2). */
  readonly candidates: readonly UnrecognisedItem[];
  /** Items of an asset type below a workload that are neither an asset nor a phase. */
  readonly unrecognised: readonly UnrecognisedItem[];
  readonly unmappedStates: readonly UnmappedState[];
  /** Work items whose history would tell what is unknown without it (E2), in order; read those and assess again. */
  readonly historyNeeded: readonly number[];
  /** In the order of their ids. */
  readonly waiverRequests: readonly WaiverRequest[];
  readonly deleted: readonly DeletedItem[];
  readonly share: StageShare;
}

/** The first rung that a gate asks for, before it can be ready (G1–G3) and once it is done. */
export interface GateFloors {
  readonly ready: Stage;
  readonly done: Stage;
}
