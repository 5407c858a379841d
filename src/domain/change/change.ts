import type { Gate, GateAssessment } from "../readiness/report";
import type { Stage } from "../readiness/stage";
import type { FieldValue, WorkItem, WorkItemRef } from "../workItem";

/** What a person wants assets to become. One vocabulary for the form, the menus, the hub and bulk edits. */
export type Change =
  /** Move to a stage: the inverse of how the policy reads it (M4, M5). */
  | { readonly kind: "stage"; readonly stage: Stage }
  /** Make it an asset, or not (M1). */
  | { readonly kind: "asset"; readonly isAsset: boolean }
  /** Say what it is, e.g. `vm`; null says nothing. */
  | { readonly kind: "assetKind"; readonly word: string | null }
  /** Say how it is moved, e.g. `rehost`; null says nothing (M7). */
  | { readonly kind: "strategy"; readonly word: string | null }
  /** Put it into a release, by its key; null takes it out of all (M3). */
  | { readonly kind: "release"; readonly release: string | null }
  /** Plan it for an iteration, by its path. */
  | { readonly kind: "iteration"; readonly path: string }
  /** Put it below a workload; null takes it out of the one it is in (M2). */
  | { readonly kind: "workload"; readonly workload: WorkItemRef | null };

/** What becomes of one work item; what is absent stays as it is. */
export interface ItemEdit {
  readonly state?: string;
  readonly tags?: readonly string[];
  readonly iterationPath?: string;
  readonly parent?: number | null;
  /** In the team's own unit, written into the field that the process keeps efforts in; null clears it. */
  readonly effort?: number | null;
  /** 1 is the highest; null clears it. */
  readonly priority?: number | null;
  /** Further fields, by the name that the policy writes. */
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

/** An edit of a work item as it was read; it may be made only while the item still is at that revision. */
export interface ItemWrite {
  readonly item: WorkItem;
  readonly edit: ItemEdit;
}

/** What is to be done for one asset or workload. */
export interface PlannedEntry {
  readonly item: WorkItemRef;
  /** How it stands and how it will stand in what is changed, e.g. `Replicated` and `Staged`; empty for nothing. */
  readonly from: string;
  readonly to: string;
  /**
   * In the order in which they are made; taken back in the reverse order. A plan writes a work item once: several entries may
   * share a write (a phase item that moves all assets of a workload), and share the same object then. Entries that move by
   * one phase name the writes of all of them, so that the phase is closed after the last one and not at all where one fails.
   */
  readonly writes: readonly ItemWrite[];
  /** What a person should know before: a stage that is skipped, assets that move along. Sentences. */
  readonly notes: readonly string[];
}

/** Something asked for that can't be done, and why: one sentence. */
export interface Refusal {
  readonly item: WorkItemRef;
  readonly reason: string;
}

/** A gate that the plan changes. */
export interface GateEffect {
  /** The workload's title. */
  readonly title: string;
  readonly gate: Gate;
  readonly before: Pick<GateAssessment, "verdict" | "counts">;
  readonly after: Pick<GateAssessment, "verdict" | "counts">;
}

/** What a change comes to, before any of it is done. Every item asked for is in exactly one of the three lists. */
export interface Plan {
  readonly change: Change;
  readonly entries: readonly PlannedEntry[];
  readonly refused: readonly Refusal[];
  /** Those that are as asked for already. */
  readonly unchanged: readonly WorkItemRef[];
  /** Gates of workloads whose verdict or counts it changes. */
  readonly effects: readonly GateEffect[];
}
