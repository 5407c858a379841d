import type { StoredRecord } from "../../domain/inventory/record";

/** A record as it is exported, with what its work item says. */
export interface ExportedRecord {
  readonly record: StoredRecord;
  /** The stage of its work item, and the iteration that it is planned for; empty for none. */
  readonly stage: string;
  readonly iteration: string;
  readonly workItem: number | null;
}
