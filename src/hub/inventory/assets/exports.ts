import { stageName } from "../../../components/wording";
import { fileName, type SavedFile } from "../../../components/saving";
import type { StoredRecord } from "../../../domain/inventory/record";
import type { Instant } from "../../../domain/workItem";
import type { ExportedRecord } from "../../../files/inventory/exportedRecord";
import type { FormatTitle } from "../../pack/ExportMenu";
import type { InventoryRow } from "./rows";

/** What the inventory is exported as. */
export const INVENTORY_FORMATS = {
  csv: { title: "CSV", holds: "all that is known of the records that are shown, for a spreadsheet" },
  wave: { title: "Wave sheet", holds: "the same records in the layout of the Migration Execution Guide" },
  backup: { title: "Backup", holds: "all records of the project, to be restored here" },
} as const satisfies Readonly<Record<string, FormatTitle>>;
export type InventoryFormat = keyof typeof INVENTORY_FORMATS;

/**
 * Writes the inventory in a format. What writes it is loaded when it is first asked for.
 *
 * @param rows those that are shown; a backup has all records, whatever is shown
 */
export async function inventoryFileOf(
  format: InventoryFormat,
  rows: readonly InventoryRow[],
  records: readonly StoredRecord[],
  project: { readonly id: string; readonly name: string },
  now: Instant,
): Promise<SavedFile> {
  const day = new Date(now).toISOString().slice(0, 10);
  const name = (what: string, extension: string): string => fileName([project.name, what, day], extension);
  switch (format) {
    case "csv": {
      const { inventoryCsv } = await import("../../../files/inventory/inventoryCsv");
      const text = inventoryCsv(exportedOf(rows));
      return { name: name("inventory", "csv"), type: "text/csv;charset=utf-8", text };
    }
    case "wave": {
      const { waveSheetOf } = await import("../../../files/inventory/waveSheetCsv");
      const text = waveSheetOf(exportedOf(rows));
      return { name: name("wave-sheet", "csv"), type: "text/csv;charset=utf-8", text };
    }
    case "backup": {
      const { backupJson } = await import("../../../domain/inventory/backup");
      const text = backupJson(records, project, now);
      return { name: name("inventory-backup", "json"), type: "application/json", text };
    }
  }
}

/** The records of rows with what their work items say. What the inventory says of workload and release goes first. */
export function exportedOf(rows: readonly InventoryRow[]): readonly ExportedRecord[] {
  return rows.flatMap(({ record, workload, release, stage, iteration, item }) =>
    record === null
      ? []
      : [
          {
            record: {
              ...record,
              workload: record.workload ?? workload?.title ?? null,
              release: record.release ?? release?.title ?? null,
            },
            stage: stage === null ? "" : stageName(stage),
            iteration,
            workItem: item?.id ?? null,
          },
        ],
  );
}
