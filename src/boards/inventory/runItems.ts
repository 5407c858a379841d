import * as v from "valibot";
import { keyIn } from "../../domain/inventory/description";
import { tagOfRun } from "../../domain/inventory/importPlan";
import type { Snapshot } from "../../domain/snapshot";
import { batchesOf, LARGEST_BATCH } from "../batches";
import { CURRENT, type Current } from "../itemEdits";
import { listOf } from "../schemas";
import type { Transport } from "../transport";
import { idPages, LARGEST_PAGE, quoted } from "../wiql";
import { DESCRIPTION_FIELD, FIELD_NAMES } from "../workItemFields";

/** A work item that a run made, with its revision then. */
export interface MadeByRun {
  readonly id: number;
  readonly rev: number;
}

/** The revision of a work item that nobody changed since it was made. */
const AS_MADE = 1;

/** A work item with its description. */
export interface DescribedItem {
  readonly id: number;
  readonly rev: number;
  /** HTML; empty for none. */
  readonly description: string;
}

const DESCRIBED = v.object({
  id: v.number(),
  rev: v.number(),
  fields: v.optional(v.object({ [DESCRIPTION_FIELD]: v.optional(v.nullable(v.string()), "") }), {}),
});
const CURRENT_ITEM = v.object({ id: v.number(), ...CURRENT.entries });

/**
 * Work items with their descriptions, 200 a call; those that are not shown are left out.
 *
 * @throws what the transport throws
 */
export async function readDescribed(
  transport: Transport,
  ids: readonly number[],
  signal?: AbortSignal,
): Promise<DescribedItem[]> {
  const read = batchesOf(ids, LARGEST_BATCH).map(async (batch) => {
    const { value } = await transport.send({
      method: "POST",
      class: "read",
      path: "_apis/wit/workitemsbatch",
      body: { ids: batch, errorPolicy: "omit", fields: [DESCRIPTION_FIELD] },
      schema: listOf(v.nullable(DESCRIBED)),
      signal,
    });
    return value.flatMap((item) =>
      item === null ? [] : [{ id: item.id, rev: item.rev, description: item.fields[DESCRIPTION_FIELD] ?? "" }],
    );
  });
  return (await Promise.all(read)).flat();
}

/**
 * Work items as they are now, with their links; those that are not shown are left out.
 *
 * @throws what the transport throws
 */
export async function readCurrent(transport: Transport, ids: readonly number[]): Promise<ReadonlyMap<number, Current>> {
  const found = new Map<number, Current>();
  for (const batch of batchesOf([...new Set(ids)], LARGEST_BATCH)) {
    const { value } = await transport.send({
      method: "POST",
      class: "read",
      path: "_apis/wit/workitemsbatch",
      body: { ids: batch, errorPolicy: "omit", $expand: "relations" },
      schema: listOf(v.nullable(CURRENT_ITEM)),
    });
    for (const item of value) if (item !== null) found.set(item.id, item);
  }
  return found;
}

/**
 * What a run made, by the key in its description: what carries the run's tag. The lowest id comes first; those that are known
 * already are left out.
 *
 * @throws what the transport throws
 */
export async function findMade(
  transport: Transport,
  projectId: Snapshot["project"]["id"],
  run: string,
  isKnown: (id: number) => boolean,
): Promise<ReadonlyMap<string, readonly MadeByRun[]>> {
  const where = `[${FIELD_NAMES.tags}] CONTAINS ${quoted(tagOfRun(run))}`;
  const ids: number[] = [];
  for await (const page of idPages(transport, { projectId, where, pageSize: LARGEST_PAGE, asOf: null })) {
    ids.push(...page.ids.filter((id) => !isKnown(id)));
  }
  const found = new Map<string, MadeByRun[]>();
  const items = ids.length === 0 ? [] : await readDescribed(transport, ids);
  for (const { id, description } of items.sort((a, b) => a.id - b.id)) {
    const key = keyIn(description);
    if (key === null) continue;
    const ofKey = found.get(key) ?? [];
    found.set(key, ofKey);
    // Not the revision of now: what somebody changed before it was found is no more ours to take back.
    ofKey.push({ id, rev: AS_MADE });
  }
  return found;
}
