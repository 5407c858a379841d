import * as v from "valibot";
import type { BatchAnswer } from "../batchWriting";
import { updateUri } from "../batchWriting";
import { textOf } from "../errors";
import {
  type Current,
  differencesOf,
  fieldOperations,
  isAsWanted,
  nameOfParent,
  type Operation,
  parentOf,
  parentOperations,
  type TextEdit,
  whoChanged,
} from "../itemEdits";
import { DESCRIPTION_FIELD, FIELD_NAMES } from "../workItemFields";
import { tagsOf } from "../workItemMapping";
import { WRITTEN } from "../writing";
import { onlyFields, withTagChanges } from "./editParts";
import { readCurrent } from "./runItems";
import { refusedOf, type RunWorld } from "./runWorld";
import type { EntryOutcome } from "./stores";

/** A work item that is to be changed. */
export interface UpdateTask {
  readonly id: number;
  /** The revision that the edit was made for. */
  readonly rev: number;
  readonly edit: TextEdit;
  /** How it was, in what the edit changes. */
  readonly before: TextEdit;
  /** Whether an earlier try may have written it. */
  readonly mayBeWritten: boolean;
  /** Whether somebody's other changes meanwhile are taken in, where they don't touch what the edit changes. */
  readonly isRebased: boolean;
}

type Outcome = Exclude<EntryOutcome, { kind: "created" | "linked" | "undone" | "kept" | "waiting" }>;

/** A task that is ready to be sent. */
interface Prepared {
  readonly task: UpdateTask;
  readonly operations: readonly Operation[];
}

/**
 * Changes work items by one call, each only while it is at the revision that it was read at; an outcome for each, in their
 * order. Where an answer was lost, the item is looked at: found as it was to become, it counts as written.
 */
export async function updateAll(world: RunWorld, tasks: readonly UpdateTask[]): Promise<readonly Outcome[]> {
  const looked = tasks.filter((task) => task.mayBeWritten || task.isRebased || task.edit.parent !== undefined);
  let current: ReadonlyMap<number, Current>;
  try {
    current = await readCurrent(
      world.transport,
      looked.map(({ id }) => id),
    );
  } catch (thrown) {
    return tasks.map(() => ({ kind: "failed", message: textOf(thrown) }));
  }
  const prepared = tasks.map((task) =>
    looked.includes(task) ? prepare(task, current.get(task.id), world.transport.organizationUrl) : plain(task),
  );
  const sent = prepared.filter((one): one is Prepared => "operations" in one);
  const answers = await world.send(
    sent.map(({ task, operations }) => ({
      uri: updateUri(task.id),
      operations: [{ op: "test", path: "/rev", value: task.rev }, ...operations],
    })),
  );
  const outcomes = await outcomesOf(world, sent, answers);
  return prepared.map((one) => ("operations" in one ? (outcomes.get(one) ?? NO_ANSWER) : one));
}

const NO_ANSWER: Outcome = { kind: "failed", message: "Azure DevOps gave no answer for it." };

function plain(task: UpdateTask): Prepared {
  return { task, operations: fieldOperations(task.edit) };
}

/** What is to be sent for an item as it is now, or why nothing is. */
function prepare(task: UpdateTask, current: Current | undefined, organizationUrl: string): Prepared | Outcome {
  if (current === undefined) return notShown(task.id);
  const { id, edit, before } = task;
  if (task.mayBeWritten && isAsWanted(current, edit)) return { kind: "updated", id, rev: current.rev, before };
  if (!task.isRebased || current.rev === task.rev) return withParent(task, current, organizationUrl);
  const merged = withTagChanges(edit, before, tagsIn(current));
  const left = new Set(differencesOf(current, merged.edit));
  // What somebody else wished for as well is theirs, and not ours to take back.
  if (left.size === 0) return { kind: "present", id };
  const rebased: UpdateTask = {
    ...task,
    rev: current.rev,
    edit: onlyFields(merged.edit, left),
    before: onlyFields(merged.before, left),
  };
  const foreign = [...new Set([...differencesOf(current, rebased.before), ...marksChanged(current, rebased.before)])];
  return foreign.length > 0 ? changedMeanwhile(task, current, foreign) : withParent(rebased, current, organizationUrl);
}

/** The description, where it is not the same text to the letter: images and links are people's own as well as words. */
function marksChanged({ fields }: Current, { description }: TextEdit): string[] {
  return description === undefined || description === (fields[DESCRIPTION_FIELD] ?? "") ? [] : [DESCRIPTION_FIELD];
}

function withParent(task: UpdateTask, current: Current, organizationUrl: string): Prepared | Outcome {
  const { edit, before } = task;
  if (edit.parent === undefined || parentOf(current) === edit.parent) return plain(task);
  // Links have no revision, so that the test of the item's does not guard them.
  if (before.parent !== undefined && parentOf(current) !== before.parent) {
    return { kind: "conflict", message: `Its parent is ${nameOfParent(parentOf(current))} by now.` };
  }
  return {
    task,
    operations: [...fieldOperations(edit), ...parentOperations(current, edit.parent, organizationUrl)],
  };
}

async function outcomesOf(
  { transport }: RunWorld,
  sent: readonly Prepared[],
  answers: readonly BatchAnswer[],
): Promise<ReadonlyMap<Prepared, Outcome>> {
  const outcomes = new Map<Prepared, Outcome>();
  const unclear: { readonly one: Prepared; readonly isLost: boolean; readonly message: string }[] = [];
  for (const [index, one] of sent.entries()) {
    const { id, before } = one.task;
    const answer = answers[index];
    const written = answer?.kind === "done" ? v.safeParse(WRITTEN, answer.body) : null;
    if (written?.success) {
      outcomes.set(one, { kind: "updated", id, rev: written.output.rev, before });
      continue;
    }
    const refused = refusedOf(answer?.kind === "done" ? undefined : answer);
    if (refused.kind === "lost" || refused.kind === "conflict") {
      unclear.push({ one, isLost: refused.kind === "lost", message: refused.message });
    } else outcomes.set(one, refused);
  }
  if (unclear.length === 0) return outcomes;
  const current = await readCurrent(
    transport,
    unclear.map(({ one }) => one.task.id),
  ).catch((): null => null);
  for (const { one, isLost, message } of unclear) {
    const now = current?.get(one.task.id);
    outcomes.set(one, now === undefined ? unseen(isLost, message) : seen(one.task, now, isLost, message));
  }
  return outcomes;
}

/** What is known where the item could not be looked at. */
function unseen(isLost: boolean, message: string): Outcome {
  return isLost
    ? { kind: "failed", message: `${message} It may have arrived.` }
    : { kind: "conflict", message: "It was changed by somebody else meanwhile." };
}

/** Tells our own write whose answer was lost from somebody else's. */
function seen(task: UpdateTask, current: Current, isLost: boolean, message: string): Outcome {
  const { id, rev, edit, before } = task;
  const mayBeOurs = isLost || task.mayBeWritten;
  if (mayBeOurs && current.rev <= rev + 1 && isAsWanted(current, edit)) {
    return { kind: "updated", id, rev: current.rev, before };
  }
  if (current.rev === rev) return { kind: "failed", message };
  return changedMeanwhile(task, current, differencesOf(current, before));
}

function changedMeanwhile({ rev }: UpdateTask, current: Current, fields: readonly string[]): Outcome {
  const names = fields.map((field) => field.split(".").at(-1) ?? field);
  const what =
    names.length === 0
      ? "Nothing of what is to be written here was touched."
      : `What is to be written here was changed: ${names.join(", ")}.`;
  const at = current.fields["System.ChangedDate"];
  const when = typeof at === "string" ? ` at ${at}` : "";
  const message = `It was changed by ${whoChanged(current)}${when} (revision ${current.rev}; it was left at ${rev}).`;
  return { kind: "conflict", message: `${message} ${what}` };
}

function notShown(id: number): Outcome {
  return {
    kind: "refused",
    message: `Work item ${id} is not shown by Azure DevOps: it was deleted, or you may not see it.`,
  };
}

function tagsIn({ fields }: Current): readonly string[] {
  const joined = fields[FIELD_NAMES.tags];
  return tagsOf(typeof joined === "string" ? joined : "");
}
