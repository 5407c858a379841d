import { keyIn } from "../../domain/inventory/description";
import { type RunEntry, tagOfRun } from "../../domain/inventory/importPlan";
import type { NewItem } from "../../domain/record/plan";
import { fold } from "../../domain/text";
import type { BatchAnswer } from "../batchWriting";
import { creationOf, outcomeOf } from "../creating";
import { textOf } from "../errors";
import type { EntryOutcome } from "./stores";
import type { RunWorld } from "./runWorld";

/** A work item that is to be made, with the one that it goes below; null for none. */
export interface CreateTask {
  readonly entry: Extract<RunEntry, { kind: "create" }>;
  readonly parent: number | null;
}

/** The key by which what is made from an entry is found again; null where its description carries none. */
export function searchKeyOf({ item }: CreateTask["entry"]): string | null {
  return keyIn(item.description);
}

/**
 * Makes work items by one call; an outcome for each, in their order. What is not known to be made is `failed`: nobody has looked
 * for it yet.
 */
export async function createAll(
  { send, project, transport }: RunWorld,
  run: string,
  tasks: readonly CreateTask[],
): Promise<readonly EntryOutcome[]> {
  const items = tasks.map((task) => newItemOf(task, run));
  const answers = await send(items.map((item) => creationOf(item, project.id, transport.organizationUrl)));
  return items.map((item, index) => createdOf(item, answers[index]));
}

function newItemOf({ entry: { item }, parent }: CreateTask, run: string): NewItem {
  const tag = tagOfRun(run);
  const isTagged = item.tags.some((one) => fold(one) === fold(tag));
  return { ...item, parent, tags: isTagged ? item.tags : [...item.tags, tag] };
}

function createdOf(item: NewItem, answer: BatchAnswer | undefined): EntryOutcome {
  // A refusal of the whole call says nothing of the item: signed in again, the same may be asked for.
  if (answer?.kind === "unanswered" && answer.thrown !== null)
    return { kind: "failed", message: textOf(answer.thrown) };
  const creation = outcomeOf(item, answer);
  if (creation.kind !== "created") return creation;
  const { id, rev } = creation.item;
  return { kind: "created", id, rev };
}
