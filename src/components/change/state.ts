import type { EntryOutcome } from "../../boards/carryOut";
import type { Change, Plan, PlannedEntry, Refusal } from "../../domain/change/change";
import type { Policy } from "../../domain/policy/policy";
import type { Snapshot } from "../../domain/snapshot";
import type { Instant, WorkItemRef } from "../../domain/workItem";
import type { Store } from "../store/store";

export type ChangeKind = Change["kind"];

/** Work items that are settled, of those that are named so far. */
export interface ReadingProgress {
  readonly read: number;
  readonly expected: number;
}

/** What a plan is made from. */
export interface Neighbours {
  /** The items asked for with the workloads around them. */
  readonly snapshot: Snapshot;
  readonly policy: Policy;
}

/** What a change does in the world. A surface gives it; what is written where is its business. */
export interface ChangeEffects {
  /** Reads the items of `ids`. Rejects with `Cancelled` when aborted. */
  readNeighbourhood(
    ids: readonly number[],
    signal: AbortSignal,
    onProgress: (progress: ReadingProgress) => void,
  ): Promise<Neighbours>;
  /** Makes the writes; an outcome for each entry, in their order. Aborted, it says of the rest that it was not tried. */
  carryOut(
    entries: readonly PlannedEntry[],
    signal: AbortSignal,
    onProgress: (done: number, all: number) => void,
  ): Promise<readonly EntryOutcome[]>;
  /** Keys of the releases that there are. Asked only where one is to be chosen. */
  releaseNames(): Promise<readonly string[]>;
  /** What may be chosen as a workload. Asked only where one is to be chosen. */
  workloads(): Promise<readonly WorkItemRef[]>;
  /** The clock of this computer: it tells how old a reading is, and no verdict is told by it. */
  now(): Instant;
  /** Told of what was written, after writing and after undoing. */
  onWritten(ids: readonly number[]): void;
}

/** What a person asks for. */
export interface ChangeRequest {
  /** Assets, workloads, or what is to become one. */
  readonly ids: readonly number[];
  /** What may be chosen; the first is offered first. */
  readonly kinds: readonly [ChangeKind, ...ChangeKind[]];
  /** Chosen already: the session opens with what it comes to. */
  readonly change?: Change;
}

/** What is chosen so far. */
export interface Draft {
  readonly kind: ChangeKind;
  /** Of that kind; null until it is complete. */
  readonly change: Change | null;
}

/** A list to choose from, which is read when it is needed. */
export type Offer<T> =
  | { readonly kind: "notAsked" }
  | { readonly kind: "reading" }
  | { readonly kind: "ready"; readonly items: readonly T[] }
  | { readonly kind: "failed"; readonly message: string };

/** What a reading is for: to know what can be chosen, or to plan what was chosen. */
export type ReadingPurpose = "choices" | "plan";

/** How far a writing is, in entries. */
export interface WritingProgress {
  readonly done: number;
  readonly all: number;
  /** Whether the person asked to stop; the write under way is waited for. */
  readonly isStopping: boolean;
}

/** Where a session is. */
export type Step =
  | { readonly kind: "reading"; readonly purpose: ReadingPurpose; readonly progress: ReadingProgress | null }
  /** Cancelled by the person before there was anything to choose from. */
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly purpose: ReadingPurpose; readonly message: string }
  | { readonly kind: "choosing" }
  | Preview
  | ({ readonly kind: "writing"; readonly plan: Plan } & WritingProgress)
  | Done
  | ({ readonly kind: "undoing" } & WritingProgress)
  | Undone;

/** What the change comes to; nothing of it is written yet. */
export interface Preview {
  readonly kind: "preview";
  readonly plan: Plan;
  /** When Azure DevOps was asked, by its own clock. */
  readonly asOf: Instant;
  /** Whether it follows a first try that left something unwritten. */
  readonly isRetry: boolean;
}

/** What became of everything, over all tries. Every item is in exactly one of the three lists. */
export interface Tally {
  /** Of each entry that was to be written, the last outcome. */
  readonly outcomes: readonly EntryOutcome[];
  readonly refused: readonly Refusal[];
  readonly unchanged: readonly WorkItemRef[];
}

/** After writing. */
export interface Done extends Tally {
  readonly kind: "done";
  readonly change: Change;
  /** Whether anything was written that can be taken back. */
  readonly canUndo: boolean;
  /** Whether something was not written and may be planned anew. */
  readonly canRetry: boolean;
}

/** After taking back; the outcomes are those of taking back. */
export interface Undone {
  readonly kind: "undone";
  readonly change: Change;
  readonly outcomes: readonly EntryOutcome[];
  /** Whether some of it was not tried or failed. What somebody else changed since is theirs. */
  readonly canRetry: boolean;
}

/** All that a session knows. */
export interface ChangeState {
  readonly draft: Draft;
  /** Null until it was read. */
  readonly neighbours: Neighbours | null;
  readonly releases: Offer<string>;
  readonly workloads: Offer<WorkItemRef>;
  readonly step: Step;
}

/**
 * A change without its looks: from the choice over the preview to the outcome of each item, and back. What is called
 * where it makes no sense does nothing. No method rejects: failures are states.
 */
export interface ChangeSession extends Pick<Store<ChangeState>, "get" | "subscribe"> {
  readonly request: ChangeRequest;
  /** Reads what there is to choose from, or to plan a change that is chosen already. Once, however often it is called. */
  start(): Promise<void>;
  /** Takes a choice; null where it is not complete. */
  choose(change: Change | null): void;
  /** Goes to another kind, with what was chosen of it before. */
  chooseKind(kind: ChangeKind): void;
  /** Reads the list that the draft's kind is chosen from, again where that failed. It is read by itself the first time. */
  readOffers(): Promise<void>;
  /** Plans the draft and shows what it comes to. */
  preview(): Promise<void>;
  /** Ends a reading; asks a writing to stop after the write under way. */
  cancel(): void;
  /** From a preview or a failed reading to where the person was before. */
  back(): void;
  /** Writes what the preview shows. */
  apply(): Promise<void>;
  /**
   * After a failed or stopped reading, and in a preview: reads again. When done: reads and plans anew what was not
   * written, so that what somebody else changed meanwhile is seen and never overwritten. After an undo: takes back what
   * was not tried or failed.
   */
  retry(): Promise<void>;
  /** Takes back all that this session has written. */
  undo(): Promise<void>;
}
