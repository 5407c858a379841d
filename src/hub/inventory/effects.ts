import type { NamedStore } from "../../boards/inventory/namedStore";
import type { ImportJournal, RecordStore, Run, RunProgress } from "../../boards/inventory/stores";
import type { ColumnMapping } from "../../domain/inventory/columnMapping";
import type { WorkloadTemplate } from "../../domain/inventory/template";
import type { Snapshot } from "../../domain/snapshot";
import type { Instant } from "../../domain/workItem";
import type { ReadInventoryFiles } from "../../files/inventory/sheetReading";

/** A work item's description, and the inventory key that it carries; null for none. */
export interface KeyedItem {
  readonly id: number;
  readonly key: string | null;
  readonly description: string;
}

/** What the inventory does in the world. */
export interface InventoryEffects {
  readonly records: RecordStore;
  readonly journal: ImportJournal;
  readonly mappings: NamedStore<ColumnMapping>;
  readonly templates: NamedStore<WorkloadTemplate>;
  readonly readFiles: ReadInventoryFiles;
  /** Descriptions of work items, for their keys (`ids` may be any number). */
  readDescriptions(ids: readonly number[], signal: AbortSignal): Promise<readonly KeyedItem[]>;
  /** Does what of a run is not done yet, and keeps its records. Never rejects: what goes wrong is in its outcomes. */
  carryOut(run: Run, signal: AbortSignal, onProgress: (progress: RunProgress) => void): Promise<Run>;
  /** Takes a run back as far as nobody changed since what it wrote. Never rejects. */
  takeBack(run: Run, signal: AbortSignal, onProgress: (progress: RunProgress) => void): Promise<Run>;
  readonly reader: Snapshot["reader"];
  now(): Instant;
}
