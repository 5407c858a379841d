import * as v from "valibot";
import type { DeletedItem, Link } from "../domain/snapshot";
import type { Instant, WorkItem } from "../domain/workItem";
import { ApiError, textOf, Unparseable } from "./errors";
import { DELETED_ITEM, listOf } from "./schemas";
import type { FieldChoice } from "./selection";
import { segment, type Transport } from "./transport";
import { readItem } from "./workItemMapping";

/** What came of a batch of ids: each is in exactly one of the three. */
export interface BatchResult {
  readonly items: readonly WorkItem[];
  /** Links of these items, of the types that were to be kept. */
  readonly links: readonly Link[];
  /** Those that came in a form that we don't understand, with what was wrong. */
  readonly misunderstood: readonly { readonly id: number; readonly message: string }[];
  /** Those that Azure DevOps left out: deleted, or hidden from this reader. */
  readonly notReturned: readonly number[];
}

/** What of work items is read. */
export interface BatchOptions {
  readonly fields: FieldChoice;
  readonly withLinks: boolean;
  /** Tells the types of links, with direction, that are kept as they are, where links are read. */
  readonly isKept: (type: string) => boolean;
  /** The past time as of which is asked, in ISO 8601; null for now. */
  readonly asOf: string | null;
  readonly signal?: AbortSignal | undefined;
}

const BATCH = listOf(v.unknown());
/** An entry of a batch, before it is read in whole. */
export const WITH_ID = v.object({ id: v.number() });

/**
 * Reads up to 200 work items, of whatever project. As of a past time, those that did not exist then, and those that have been
 * deleted since, are not returned.
 *
 * @throws what the transport throws
 */
export async function readBatch(
  transport: Transport,
  ids: readonly number[],
  { fields, withLinks, isKept, asOf, signal }: BatchOptions,
): Promise<BatchResult> {
  const path = "_apis/wit/workitemsbatch";
  // Fields and links exclude each other; asking for links brings all fields.
  const part = withLinks ? { $expand: "relations" } : { fields: fields.names };
  const answer = await transport.send({
    method: "POST",
    class: "read",
    path,
    body: { ids, errorPolicy: "omit", ...part, ...(asOf === null ? {} : { asOf }) },
    schema: BATCH,
    signal,
  });
  const left = new Set(ids);
  const items: WorkItem[] = [];
  const links: Link[] = [];
  const misunderstood: { id: number; message: string }[] = [];
  answer.value.forEach((wire, index) => {
    // What can't be read is left out, or null in its place.
    if (!v.is(WITH_ID, wire) || !left.delete(wire.id)) return;
    const read = readItem(wire, { extraFields: fields.extra, withLinks, isKept, isPast: asOf !== null });
    if (read.ok) {
      items.push(read.item);
      links.push(...read.links);
    } else {
      const { message } = new Unparseable("POST", path, `value.${index}.${read.place}`, read.problem);
      misunderstood.push({ id: wire.id, message });
    }
  });
  return { items, links, misunderstood, notReturned: [...left] };
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
  const found = await readBin(transport, projectId, ids, signal);
  return found.map(({ id, title, type, deletedDate }) => ({ id, title, type, deletedDate }));
}

/**
 * As {@link readDeleted}, with the time at which each was made; null where the bin does not say.
 *
 * @throws what the transport throws; a single id that is not there is no error
 */
export async function readBin(
  transport: Transport,
  projectId: string,
  ids: readonly number[],
  signal?: AbortSignal,
): Promise<(DeletedItem & { readonly createdDate: Instant | null })[]> {
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
    .map(({ id, name, type, deletedDate, resource }) => ({
      id,
      title: name ?? "",
      type: type ?? "",
      deletedDate: deletedDate ?? null,
      createdDate: resource?.fields?.["System.CreatedDate"] ?? null,
    }));
}

/** Why an item that something named is not in a snapshot. */
export function notShown(id: number, namedAs: string | null, binProblem: unknown): string {
  const who = namedAs === null ? `Work item ${id}` : `Work item ${id}, ${namedAs},`;
  const base = `${who} is not shown by Azure DevOps: it was deleted for good, or this reader may not see it.`;
  return binProblem === null ? base : `${base} The recycle bin could not be asked: ${textOf(binProblem)}`;
}
