import type { ColumnMapping } from "../../../domain/inventory/columnMapping";
import type { InventoryFile } from "../../../domain/inventory/fileAsset";
import type { SheetReading } from "../../../files/inventory/sheetReading";
import type { FileReport, TableDraft, UnknownTable } from "./state";

/** What a table is asked about with: as it was remembered before, else as its headers suggest. */
export function draftOf(table: UnknownTable, before: ColumnMapping | null): TableDraft {
  const isOfBefore = before !== null && Object.keys(before.columns).every((header) => table.headers.includes(header));
  return { table, mapping: isOfBefore ? before : table.suggested, isRemembered: true, isLeft: false };
}

/** Names a table among those of one reading. */
export function tableId({ name, sheet }: Pick<UnknownTable, "name" | "sheet">): string {
  return `${name}\n${sheet ?? ""}`;
}

/** Whether a file names any asset or dependency. */
export function holdsAnything({ assets, edges }: InventoryFile): boolean {
  return assets.length > 0 || edges.length > 0;
}

/** What came of files; the tables in `left` were left out by a person. */
export function reportOf(readings: readonly SheetReading[], left: ReadonlySet<string>): FileReport {
  const report: {
    read: InventoryFile[];
    skipped: FileReport["skipped"][number][];
    unreadable: FileReport["unreadable"][number][];
  } = {
    read: [],
    skipped: [],
    unreadable: [],
  };
  for (const reading of readings) {
    if (reading.kind === "inventory") report.read.push(reading.file);
    else if (reading.kind === "skipped") report.skipped.push(reading);
    else if (reading.kind === "unreadable") report.unreadable.push(reading.problem);
    else if (left.has(tableId(reading))) {
      const { name, sheet } = reading;
      report.skipped.push({
        kind: "skipped",
        name,
        sheet,
        reason: "It was left out, because nobody said what its columns are.",
      });
    }
  }
  return report;
}
