import type { EntryOutcome } from "../../../boards/carryOut";
import type { Store } from "../../../components/store/store";
import type { CommitmentEdit, PlanningEdit, PlanningEdits } from "../../../domain/planning/iteration/edits";
import type { PlanningPlan } from "../../../domain/planning/iteration/planEdits";
import type { Snapshot } from "../../../domain/snapshot";

/** Where the draft is. */
export type DraftStep =
  | { readonly kind: "editing" }
  /** What the edits come to, before any of it is written. */
  | { readonly kind: "reviewing"; readonly plan: PlanningPlan }
  | { readonly kind: "writing" | "undoing"; readonly done: number; readonly all: number; readonly isStopping: boolean }
  /** What became of each entry; what was not written stays in the draft. */
  | { readonly kind: "done" | "undone"; readonly outcomes: readonly EntryOutcome[]; readonly canUndo: boolean };

/** What is planned and not written yet. It outlives the page that it was made on, and a refresh of the report. */
export interface DraftState {
  readonly edits: PlanningEdits;
  readonly commitment: CommitmentEdit | null;
  /** The snapshot as it would be with the edits; the real one while there are none. */
  readonly planned: Snapshot;
  /**
   * Of edits whose asset somebody else changed since in the same place: what stands there now, by id. They are in no review
   * before a person chose. A release is told by its folded key (`releaseId`); of several, all on lines of their own.
   */
  readonly conflicts: ReadonlyMap<number, PlanningEdit>;
  readonly canTakeBack: boolean;
  readonly step: DraftStep;
}

/** The draft, and what a person does to it. While it is being written or taken back, nothing in it is changed. */
export interface PlanningDraft extends Pick<Store<DraftState>, "get" | "subscribe"> {
  /** Plans one thing for several assets; what equals the snapshot is no edit. */
  edit(ids: readonly number[], edit: PlanningEdit): void;
  /** Plans something for each of several assets, as one edit that is taken back at once. */
  editEach(edits: PlanningEdits): void;
  /** Leaves as they are: all edits of these assets go. */
  leave(ids: readonly number[]): void;
  /** Of what is in conflict: plans on what stands there now, so that it is written over what somebody else made of it. */
  keepMine(ids: readonly number[]): void;
  /** Of what is in conflict: gives up what is planned in the places that somebody else changed. */
  takeTheirs(ids: readonly number[]): void;
  /** Takes back the last edit. */
  takeBack(): void;
  /** Leaves all as it is. */
  clear(): void;
  /** Plans a commitment, or none. */
  commit(commitment: CommitmentEdit | null): void;
  /** Shows what would be written, also of what is left after a writing; follows each edit and each refresh from then on. */
  review(): void;
  /** From a review, or from what came of it, to editing. */
  back(): void;
  /** Writes what was reviewed; resolves when each outcome is known. */
  write(): Promise<void>;
  /** Begins no further write. */
  cancel(): void;
  /** Takes back what the last `write` wrote; once more: what of that was not tried, or is not known to be taken back. */
  undo(): Promise<void>;
}
