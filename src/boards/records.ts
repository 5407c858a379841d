import type { InventoryRecord, Loss } from "../domain/snapshot";
import { textOf } from "./errors";

/** Inventory records, as far as they could be read. */
export interface RecordReading {
  readonly records: readonly InventoryRecord[];
  /** Each of kind `records`: what of them could not be read. */
  readonly losses: readonly Loss[];
}

/** Reads a project's inventory records. May reject: then none could be read. */
export type LoadRecords = () => Promise<RecordReading>;

/**
 * The inventory records for a snapshot (M8). Never rejects: what could not be read is a loss, which counts only where somebody
 * demands the records.
 */
export async function readRecords(load: LoadRecords | undefined): Promise<RecordReading> {
  if (load === undefined) return { records: [], losses: [] };
  try {
    return await load();
  } catch (thrown) {
    const message = `The inventory records could not be read. ${textOf(thrown)}`;
    return { records: [], losses: [{ kind: "records", message }] };
  }
}

/** Ids of the work items that records in scope are mapped to, in order: each is expected to be there (V2). */
export function expectedOf(records: readonly InventoryRecord[]): number[] {
  const ids = records.flatMap(({ isInScope, workItem }) => (isInScope && workItem !== null ? [workItem] : []));
  return [...new Set(ids)].sort((a, b) => a - b);
}
