import type { Snapshot } from "../../domain/snapshot";
import { type BatchAnswer, createBatchSender, type SendBatch } from "../batchWriting";
import type { Clock } from "../clock";
import { ApiError, isPassing, textOf } from "../errors";
import { isConflict } from "../itemEdits";
import type { Transport } from "../transport";
import type { EntryOutcome, ImportJournal, RecordStore, Run } from "./stores";

/** What carries out runs of a project. */
export interface RunBoards {
  readonly transport: Transport;
  readonly project: Snapshot["project"];
  readonly journal: ImportJournal;
  readonly records: RecordStore;
  readonly clock: Clock;
}

/** {@link RunBoards} with the one way in which a run writes. */
export interface RunWorld extends RunBoards {
  readonly send: SendBatch;
}

/** Writes that one call makes. Azure DevOps documents no limit, and 200 is what clients keep to. */
export const AT_ONCE = 100;
/** Calls of a run that are under way at a time. */
export const LANES = 3;
/** After so many entries the records are written: often enough to be found, and not their documents for each call. */
export const RECORDS_AFTER = 1000;

/** Opens the way in which a run writes: without mails where it is more than one write. */
export function worldOf(boards: RunBoards, run: Run): RunWorld {
  return { ...boards, send: createBatchSender(boards.transport, { isQuiet: run.entries.length > 1 }) };
}

/** What an answer that is no success says: nobody knows; the item was changed meanwhile; or no. */
export type Refused =
  | { readonly kind: "lost"; readonly message: string }
  | { readonly kind: "conflict"; readonly message: string }
  | Extract<EntryOutcome, { kind: "refused" | "failed" }>;

/** Reads an answer that is no success. */
export function refusedOf(answer: Exclude<BatchAnswer, { kind: "done" }> | undefined): Refused {
  if (answer === undefined) return { kind: "lost", message: "Azure DevOps gave no answer for it." };
  if (answer.kind === "unanswered") {
    const { thrown } = answer;
    const message = thrown === null ? "Azure DevOps gave no answer for it." : textOf(thrown);
    const isRefusal = thrown instanceof ApiError && !isPassing(thrown.status);
    // A refusal of the whole call says nothing of the item: signed in again, the same may be asked for.
    return { kind: isRefusal ? "failed" : "lost", message };
  }
  const { status, message } = answer;
  const code = /^([A-Z]{2,4}\d+):/.exec(message)?.[1] ?? "";
  if (isConflict({ status, code })) return { kind: "conflict", message };
  return { kind: isPassing(status) ? "failed" : "refused", message };
}
