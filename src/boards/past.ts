import type { Instant } from "../domain/workItem";
import { batchesOf, LARGEST_BATCH } from "./batches";
import { Cancelled, textOf } from "./errors";
import type { ItemReading } from "./itemReading";
import { DELETED_REFERENCE, listOf } from "./schemas";
import { segment, type Transport } from "./transport";
import { readBin } from "./workItems";

/**
 * Adds to a reading as of a past time what was there then and has been deleted since: Azure Boards answers it to no query as
 * of any time, and nothing else says that it was there. One call for the recycle bin, and one for each 200 of its items.
 * Items of which the bin does not say when they were made are taken for older. A failure is a loss of the reading.
 *
 * @throws Cancelled
 */
export async function readDeletedSince(
  transport: Transport,
  projectId: string,
  asOf: Instant,
  isLookedAt: (type: string) => boolean,
  reading: ItemReading,
  signal: AbortSignal,
): Promise<void> {
  const known = new Set(reading.deleted.map(({ id }) => id));
  try {
    const bin = await transport.send({
      method: "GET",
      class: "read",
      path: `${segment(projectId)}/_apis/wit/recyclebin`,
      schema: listOf(DELETED_REFERENCE),
      signal,
    });
    const ids = bin.value.map(({ id }) => id).filter((id) => !known.has(id));
    for (const batch of batchesOf(ids, LARGEST_BATCH)) {
      for (const { createdDate, ...item } of await readBin(transport, projectId, batch, signal)) {
        const wasThere = (createdDate ?? asOf) <= asOf && (item.deletedDate === null || item.deletedDate > asOf);
        if (wasThere && isLookedAt(item.type)) reading.deleted.push(item);
      }
    }
  } catch (thrown) {
    if (thrown instanceof Cancelled) throw thrown;
    const message = `The work items that have been deleted since then could not be listed. ${textOf(thrown)}`;
    reading.losses.push({ kind: "query", message });
  }
}
