import type { ImportPlan, RunEntry, RecordChange } from "../../domain/inventory/importPlan";
import type { StoredRecord } from "../../domain/inventory/record";
import type { Identity, Instant } from "../../domain/workItem";
import type { TextEdit } from "../itemEdits";
import type { RecordReading } from "../records";

/** Records that somebody else changed meanwhile: nothing of theirs was overwritten. */
export interface RecordConflict {
  readonly key: string;
  readonly theirs: StoredRecord | null;
}

/** Where a project's inventory records are kept. */
export interface RecordStore {
  /**
   * What verdicts ask (M8), without the facts: one request.
   *
   * @throws what the document store throws
   */
  loadMap(): Promise<RecordReading>;
  /**
   * All records with their facts, in order of their keys.
   *
   * @throws BoardsError that names a document which can't be used; what the document store throws
   */
  load(): Promise<readonly StoredRecord[]>;
  /**
   * Writes changes, each only over the record that it was made from; those that are as wanted already count as written.
   * Others' changes to other records are kept. Rejects when the store can't be reached; what was written then stays, and the
   * same call again writes the rest.
   */
  change(changes: readonly Pick<RecordChange, "before" | "after">[]): Promise<readonly RecordConflict[]>;
  /** Puts these records in the place of all that are kept, those that can't be used included: for a backup. */
  replaceAll(records: readonly StoredRecord[]): Promise<void>;
}

/** How far one entry of a run is. */
export type EntryOutcome =
  /** With why, where it was tried to begin it: what comes before it is not written. */
  | { readonly kind: "waiting"; readonly message?: string }
  | { readonly kind: "created"; readonly id: number; readonly rev: number }
  /** `before` is what undo restores. */
  | { readonly kind: "updated"; readonly id: number; readonly rev: number; readonly before: TextEdit }
  | { readonly kind: "linked"; readonly from: number; readonly to: number }
  /** It was as wanted already. */
  | { readonly kind: "present"; readonly id: number }
  /** Somebody changed the item since it was read; nothing was written. */
  | { readonly kind: "conflict"; readonly message: string }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "undone" }
  /** Undo left it: somebody changed it since, or it could not be taken back. */
  | { readonly kind: "kept"; readonly id: number; readonly message: string };

/** How a run stands as a whole. */
export type RunState = "planned" | "running" | "done" | "unfinished" | "undoing" | "undone";

/** One run in the list of runs. */
export interface RunSummary {
  /** Short, lower case, unique in the project: it is part of a tag. */
  readonly id: string;
  readonly purpose: ImportPlan["purpose"];
  readonly title: string;
  readonly by: Pick<Identity, "id" | "displayName">;
  readonly startedAt: Instant;
  readonly state: RunState;
  readonly counts: Readonly<Record<EntryOutcome["kind"], number>>;
}

/** A run with all it did and has to do. */
export interface Run {
  readonly summary: RunSummary;
  readonly entries: readonly { readonly entry: RunEntry; readonly outcome: EntryOutcome }[];
  readonly records: readonly RecordChange[];
  /** What else went wrong when it was carried out or taken back last: its log or its records could not be written. Sentences. */
  readonly problems?: readonly string[];
}

/** The log of runs: kept outside of this browser, so that what was begun can be ended and taken back anywhere. */
export interface ImportJournal {
  /** The latest first. */
  list(): Promise<readonly RunSummary[]>;
  /** Null where there is no such run. */
  load(id: string): Promise<Run | null>;
  /** Keeps a plan before any of it is done. */
  begin(plan: ImportPlan, by: RunSummary["by"], now: Instant): Promise<Run>;
  /** Notes outcomes by the entries' keys, and the state. Entries of one call share as few documents as can be. */
  note(id: string, outcomes: ReadonlyMap<string, EntryOutcome>, state: RunState): Promise<void>;
}

/** How far a run is. */
export interface RunProgress {
  readonly done: number;
  readonly of: number;
}
