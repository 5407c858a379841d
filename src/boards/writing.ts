import * as v from "valibot";
import type { ItemEdit, ItemWrite } from "../domain/change/change";
import type { WorkItem } from "../domain/workItem";
import { forbidsQuiet, PATCH_TYPE } from "./batchWriting";
import { ApiError, isPassing, NetworkError, textOf } from "./errors";
import {
  CURRENT,
  type Current,
  fieldOperations,
  isAsWanted,
  isConflict,
  isNext,
  nameOfParent,
  type Operation,
  parentOf,
  parentOperations,
  type TextEdit,
  textEditOf,
  whoChanged,
} from "./itemEdits";
import { segment, type Transport } from "./transport";

/** What came of a write. */
export type WriteOutcome =
  | { readonly kind: "written"; readonly rev: number }
  /** Somebody changed the item since it was read; nothing was written. */
  | { readonly kind: "conflict"; readonly message: string }
  /** Azure DevOps said no, and why: a rule, a permission. */
  | { readonly kind: "refused"; readonly message: string }
  /** Not known to be written. */
  | { readonly kind: "failed"; readonly message: string }
  /** Cancelled before, an earlier write of the same entry was not made, or the field to write is not known. */
  | { readonly kind: "notTried"; readonly message: string };

/** Makes one write. Never rejects: what goes wrong is an outcome. */
export type WriteOne = (write: ItemWrite) => Promise<WriteOutcome>;

/** How writes are made. */
export interface WriterOptions {
  /** Whether nobody is to get mails about them: for many at once. */
  readonly isQuiet: boolean;
  /** Gives the reference name of the field in which the project keeps efforts; asked when the first effort is written. */
  readonly effortField: () => Promise<string>;
}

/** A write with the fields of Azure Boards. */
interface FieldWrite {
  readonly item: WorkItem;
  readonly edit: TextEdit;
}

/** What a write answers, as far as it is read. */
export const WRITTEN = v.object({ rev: v.number() });

/**
 * Writes to Azure Boards, each item only while it is at the revision that it was read at. Where an answer was lost, the item
 * is looked at: found as it was to become, it counts as written.
 */
export function createWriter(transport: Transport, { isQuiet, effortField }: WriterOptions): WriteOne {
  // Suppressing mails needs a permission of its own; whoever lacks it writes with mails.
  let mayBeQuiet = isQuiet;
  let knownField: Promise<string> | null = null;

  async function fieldOf({ effort }: ItemEdit): Promise<string | null> {
    if (effort === undefined) return null;
    knownField ??= effortField().catch((thrown: unknown) => {
      // The next write asks anew.
      knownField = null;
      throw thrown;
    });
    return knownField;
  }

  async function patch(item: WorkItem, operations: readonly Operation[], onLost: () => void): Promise<number> {
    // Links have no revision and are taken away by their place: sent again, the same operations take away another link.
    const hasLinks = operations.some(({ path }) => path.startsWith("/relations/"));
    const send = (quiet: boolean) =>
      transport.send({
        method: "PATCH",
        class: hasLinks ? "write" : "guardedWrite",
        path: `_apis/wit/workitems/${segment(String(item.id))}`,
        ...(quiet ? { query: { suppressNotifications: true } } : {}),
        body: [{ op: "test", path: "/rev", value: item.rev }, ...operations],
        contentType: PATCH_TYPE,
        schema: WRITTEN,
        onLost,
      });
    const isTriedQuiet = mayBeQuiet;
    try {
      return (await send(isTriedQuiet)).rev;
    } catch (thrown) {
      if (!isTriedQuiet || !(thrown instanceof ApiError)) throw thrown;
      if (!forbidsQuiet({ typeKey: thrown.typeKey, message: thrown.said })) throw thrown;
      mayBeQuiet = false;
      return (await send(false)).rev;
    }
  }

  async function parentChange({ item, edit }: FieldWrite): Promise<readonly Operation[]> {
    if (edit.parent === undefined || edit.parent === item.parent) return [];
    const current = await readCurrent(transport, item.id);
    const parent = parentOf(current);
    // Links have no revision, so that the test of the item's does not guard them.
    if (parent !== item.parent) throw new Changed(`Its parent is ${nameOfParent(parent)} by now.`);
    return parentOperations(current, edit.parent, transport.organizationUrl);
  }

  async function tryOnce(write: FieldWrite): Promise<WriteOutcome | Lost> {
    let isLost = false;
    try {
      const operations = [...fieldOperations(write.edit), ...(await parentChange(write))];
      const rev = await patch(write.item, operations, () => {
        isLost = true;
      });
      return { kind: "written", rev };
    } catch (thrown) {
      if (thrown instanceof Changed) return { kind: "conflict", message: thrown.message };
      if (thrown instanceof ApiError && isConflict(thrown)) return afterConflict(transport, write, isLost);
      return isLost ? afterLost(transport, write, outcomeOf(thrown)) : outcomeOf(thrown);
    }
  }

  return async ({ item, edit }) => {
    let write: FieldWrite;
    try {
      write = { item, edit: textEditOf(edit, await fieldOf(edit)) };
    } catch (thrown) {
      const message = `Where this project keeps efforts could not be found out, so nothing was written. ${textOf(thrown)}`;
      return { kind: "notTried", message };
    }
    const first = await tryOnce(write);
    if (first.kind !== "lost") return first;
    // The transport has not tried again what changes links; their places are looked up anew.
    const second = first.isAsBefore && write.edit.parent !== undefined ? await tryOnce(write) : first;
    return second.kind === "lost" ? second.outcome : second;
  };
}

/** What an error says of a write that was sent once. */
function outcomeOf(thrown: unknown): WriteOutcome {
  if (thrown instanceof ApiError && !isPassing(thrown.status)) {
    return { kind: "refused", message: thrown.said || thrown.message };
  }
  const message = textOf(thrown);
  return { kind: "failed", message: thrown instanceof NetworkError ? `${message} It may have arrived.` : message };
}

/** Nobody knows whether it arrived; the item is not as it was to become. */
interface Lost {
  readonly kind: "lost";
  /** Whether the item is still as it was read. */
  readonly isAsBefore: boolean;
  readonly outcome: WriteOutcome;
}

/** Found out before writing that somebody else was faster. */
class Changed extends Error {}

async function readCurrent(transport: Transport, id: number): Promise<Current> {
  return transport.send({
    method: "GET",
    class: "read",
    path: `_apis/wit/workitems/${segment(String(id))}`,
    query: { $expand: "relations" },
    schema: CURRENT,
  });
}

/** Looks whether a write arrived whose answer was lost. */
async function afterLost(
  transport: Transport,
  { item, edit }: FieldWrite,
  outcome: WriteOutcome,
): Promise<Lost | WriteOutcome> {
  let current: Current;
  try {
    current = await readCurrent(transport, item.id);
  } catch {
    // It is as unknown as before.
    return outcome;
  }
  const { rev } = current;
  if (isNext(current, item) && isAsWanted(current, edit)) return { kind: "written", rev };
  return { kind: "lost", isAsBefore: rev === item.rev, outcome };
}

/** Tells our own write whose answer was lost from somebody else's, and says whose that was. */
async function afterConflict(transport: Transport, write: FieldWrite, isLost: boolean): Promise<WriteOutcome> {
  let current: Current;
  try {
    current = await readCurrent(transport, write.item.id);
  } catch (thrown) {
    return { kind: "conflict", message: `It was changed by somebody else meanwhile. ${textOf(thrown)}` };
  }
  // Somebody else may have wished for the same; that is theirs, and not ours to take back.
  if (isLost && isNext(current, write.item) && isAsWanted(current, write.edit)) {
    return { kind: "written", rev: current.rev };
  }
  const message = `It was changed by ${whoChanged(current)} meanwhile (revision ${current.rev}; this was planned on ${write.item.rev}).`;
  // One of several revisions since may be our own.
  return isLost && current.rev > write.item.rev + 1
    ? { kind: "failed", message: `No answer came, and it may have arrived. ${message}` }
    : { kind: "conflict", message };
}
