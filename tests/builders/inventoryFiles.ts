import type { ColumnMapping } from "../../src/domain/inventory/columnMapping";
import type { InventoryFile } from "../../src/domain/inventory/fileAsset";
import { readFiles } from "../../src/files/inventory/readFiles";
import type { SheetReading } from "../../src/files/inventory/sheetReading";

/** The bytes of a text file (UTF-8), or of bytes, as they come out of a file that a person chose. */
export function dataOf(content: string | Uint8Array): ArrayBuffer {
  return new Uint8Array(typeof content === "string" ? new TextEncoder().encode(content) : content).buffer;
}

/** Reads files by their names, without a pause. */
export function readAll(
  files: Readonly<Record<string, string | Uint8Array>>,
  mappings: readonly ColumnMapping[] = [],
): Promise<readonly SheetReading[]> {
  const named = Object.entries(files).map(([name, content]) => ({ name, data: dataOf(content) }));
  return readFiles(
    { files: named, mappings },
    () => undefined,
    () => Promise.resolve(),
  );
}

/** Reads one file of one table, which a profile or a mapping knows. */
export async function readOne(
  content: string | Uint8Array,
  mappings: readonly ColumnMapping[] = [],
  name = "file.csv",
): Promise<InventoryFile> {
  const [reading, ...others] = await readAll({ [name]: content }, mappings);
  if (reading?.kind !== "inventory" || others.length > 0) {
    throw new Error(`Not one inventory: ${JSON.stringify([reading, ...others])}`);
  }
  return reading.file;
}
