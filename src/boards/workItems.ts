import * as v from "valibot";
import type { DeletedItem } from "../domain/snapshot";
import type { WorkItem } from "../domain/workItem";
import { ApiError, textOf, Unparseable } from "./errors";
import { DELETED_ITEM, listOf } from "./schemas";
import type { FieldChoice } from "./selection";
import { segment, type Transport } from "./transport";
import { readItem } from "./workItemMapping";

/** What came of a batch of ids: each is in exactly one of the three. */
export interface BatchResult {
  readonly items: readonly WorkItem[];
  /** Those that came in a form that we don't understand, with what was wrong. */
  readonly misunderstood: readonly { readonly id: number; readonly message: string }[];
  /** Those that Azure DevOps left out: deleted, or hidden from this reader. */
  readonly notReturned: readonly number[];
}

const BATCH = listOf(v.unknown());
/** An entry of a batch, before it is read in whole. */
export const WITH_ID = v.object({ id: v.number() });

/**
 * Reads up to 200 work items, of whatever project.
 *
 * @throws what the transport throws
 */
export async function readBatch(
  transport: Transport,
  ids: readonly number[],
  fields: FieldChoice,
  withLinks: boolean,
  signal?: AbortSignal,
): Promise<BatchResult> {
  const path = "_apis/wit/workitemsbatch";
  // Fields and links exclude each other; asking for links brings all fields.
  const part = withLinks ? { $expand: "relations" } : { fields: fields.names };
  const answer = await transport.send({
    method: "POST",
    class: "read",
    path,
    body: { ids, errorPolicy: "omit", ...part },
    schema: BATCH,
    signal,
  });
  const left = new Set(ids);
  const items: WorkItem[] = [];
  const misunderstood: { id: number; message: string }[] = [];
  answer.value.forEach((wire, index) => {
    // What can't be read is left out, or null in its place.
    if (!v.is(WITH_ID, wire) || !left.delete(wire.id)) return;
    const read = readItem(wire, { extraFields: fields.extra, withLinks });
    if (read.ok) items.push(read.item);
    else {
      const { message } = new Unparseable("POST", path, `value.${index}.${read.place}`, read.problem);
      misunderstood.push({ id: wire.id, message });
    }
  });
  return { items, misunderstood, notReturned: [...left] };
}

/**
 * Which of up to 200 ids are in the project's recycle bin.
 *
 * @throws what the transport throws; a single id that is not there is no error
 */
export async function readDeleted(
  transport: Transport,
  projectId: string,
  ids: readonly number[],
  signal?: AbortSignal,
): Promise<DeletedItem[]> {
  let entries: v.InferOutput<typeof DELETED_ITEM>[];
  try {
    const answer = await transport.send({
      method: "GET",
      class: "read",
      path: `${segment(projectId)}/_apis/wit/recyclebin`,
      query: { ids: ids.join(",") },
      schema: listOf(v.nullable(DELETED_ITEM)),
      signal,
    });
    entries = answer.value.filter((entry) => entry !== null);
  } catch (thrown) {
    if (thrown instanceof ApiError && thrown.status === 404 && ids.length === 1) return [];
    throw thrown;
  }
  const asked = new Set(ids);
  return entries
    .filter(({ id, code }) => asked.has(id) && (code === undefined || code < 400))
    .map(({ id, name, type, deletedDate }) => ({
      id,
      title: name ?? "",
      type: type ?? "",
      deletedDate: deletedDate ?? null,
    }));
}

/** Why an item that something named is not in a snapshot. */
export function notShown(id: number, namedAs: string | null, binProblem: unknown): string {
  const who = namedAs === null ? `Work item ${id}` : `Work item ${id}, ${namedAs},`;
  const base = `${who} is not shown by Azure DevOps: it was deleted for good, or this reader may not see it.`;
  return binProblem === null ? base : `${base} The recycle bin could not be asked: ${textOf(binProblem)}`;
}
