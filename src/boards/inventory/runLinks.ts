import type { BatchAnswer } from "../batchWriting";
import { updateUri } from "../batchWriting";
import { textOf } from "../errors";
import type { Current } from "../itemEdits";
import { linkTo, targetOf } from "../links";
import { readCurrent } from "./runItems";
import { refusedOf, type RunWorld } from "./runWorld";
import type { EntryOutcome } from "./stores";

/** A link that is to be made, or taken away. */
export interface LinkTask {
  /** With its direction, seen from `from`. */
  readonly type: string;
  readonly from: number;
  readonly to: number;
  /** Whether an earlier try may have made it: where it is there, it is ours then. */
  readonly mayBeMade: boolean;
}

type Outcome = Extract<EntryOutcome, { kind: "linked" | "present" | "refused" | "failed" }>;
/** What came of a link that was to be taken away. */
export type Unlinking = { readonly kind: "gone" } | Extract<EntryOutcome, { kind: "refused" | "failed" }>;

/**
 * Makes links by one call; an outcome for each, in their order. Links make no revision that could guard them, so each is looked
 * for before, and again where it is not known what came of it.
 */
export async function linkAll({ send, transport }: RunWorld, tasks: readonly LinkTask[]): Promise<readonly Outcome[]> {
  const look = (of: readonly LinkTask[]): Promise<ReadonlyMap<number, Current>> =>
    readCurrent(
      transport,
      of.map(({ from }) => from),
    );
  let current: ReadonlyMap<number, Current>;
  try {
    current = await look(tasks);
  } catch (thrown) {
    return tasks.map(() => ({ kind: "failed", message: textOf(thrown) }));
  }
  const outcomes = new Map<LinkTask, Outcome>();
  const linked = ({ from, to }: LinkTask): Outcome => ({ kind: "linked", from, to });
  for (const task of tasks) {
    const item = current.get(task.from);
    if (item === undefined) outcomes.set(task, notShown(task.from));
    else if (placeOf(item, task) !== null) outcomes.set(task, task.mayBeMade ? linked(task) : present(task));
  }
  const missing = tasks.filter((task) => !outcomes.has(task));
  const answers = await send(
    missing.map(({ type, from, to }) => ({
      uri: updateUri(from),
      operations: [linkTo(type, to, transport.organizationUrl)],
    })),
  );
  const unclear = missing.filter((_, index) => answers[index]?.kind !== "done");
  const after = unclear.length === 0 ? null : await look(unclear).catch((): null => null);
  for (const [index, task] of missing.entries()) {
    const answer = answers[index];
    if (answer?.kind === "done") {
      outcomes.set(task, linked(task));
      continue;
    }
    const item = after?.get(task.from);
    const isThere = item !== undefined && placeOf(item, task) !== null;
    // Refused, and there: somebody else was faster.
    if (isThere) outcomes.set(task, answer?.kind === "refused" ? present(task) : linked(task));
    else outcomes.set(task, failureOf(answer));
  }
  return tasks.map((task) => outcomes.get(task) ?? { kind: "failed", message: "Azure DevOps gave no answer for it." });
}

/** Takes links away that are still there; an outcome for each, in their order. */
export async function unlinkAll(
  { send, transport }: RunWorld,
  tasks: readonly Omit<LinkTask, "mayBeMade">[],
): Promise<readonly Unlinking[]> {
  let current: ReadonlyMap<number, Current>;
  try {
    current = await readCurrent(
      transport,
      tasks.map(({ from }) => from),
    );
  } catch (thrown) {
    return tasks.map(() => ({ kind: "failed", message: textOf(thrown) }));
  }
  // Links are taken away by their places, so that all of one item go together, the last one first.
  const places = new Map<number, number[]>();
  for (const task of tasks) {
    const item = current.get(task.from);
    const place = item === undefined ? null : placeOf(item, task);
    if (place !== null) places.set(task.from, [...(places.get(task.from) ?? []), place]);
  }
  const sources = [...places.keys()];
  const answers = await send(
    sources.map((from) => ({
      uri: updateUri(from),
      operations: (places.get(from) ?? [])
        .sort((a, b) => b - a)
        .map((place) => ({ op: "remove", path: `/relations/${place}` })),
    })),
  );
  const failures = new Map<number, Unlinking>();
  for (const [index, from] of sources.entries()) {
    const answer = answers[index];
    if (answer?.kind !== "done") failures.set(from, failureOf(answer));
  }
  return tasks.map(({ from }) => failures.get(from) ?? { kind: "gone" });
}

function placeOf({ relations }: Current, { type, to }: Omit<LinkTask, "mayBeMade">): number | null {
  const place = relations.findIndex((relation) => relation.rel === type && targetOf(relation) === to);
  return place < 0 ? null : place;
}

function present({ from }: LinkTask): Outcome {
  return { kind: "present", id: from };
}

function failureOf(
  answer: Exclude<BatchAnswer, { kind: "done" }> | undefined,
): Extract<EntryOutcome, { kind: "refused" | "failed" }> {
  const { kind, message } = refusedOf(answer);
  return { kind: kind === "refused" ? "refused" : "failed", message };
}

function notShown(id: number): Outcome {
  return {
    kind: "refused",
    message: `Work item ${id} is not shown by Azure DevOps: it was deleted, or you may not see it.`,
  };
}
