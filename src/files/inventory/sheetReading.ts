import type { ColumnMapping } from "../../domain/inventory/columnMapping";
import type { InventoryFile, RowProblem } from "../../domain/inventory/fileAsset";

/** What came of one file, or of one sheet of a workbook. */
export type SheetReading =
  /** Read by a profile, or by a mapping of columns that was handed in. */
  | { readonly kind: "inventory"; readonly file: InventoryFile }
  /** A table that neither knows: a person says what its columns are. */
  | {
      readonly kind: "unknown";
      readonly name: string;
      readonly sheet: string | null;
      readonly headers: readonly string[];
      /** The first rows below the header, to look at. */
      readonly sample: readonly (readonly string[])[];
      readonly rowCount: number;
      /** Which known format it nearly is, and which columns it lacks for that: one sentence; null for none. */
      readonly nearly: string | null;
      /** What the headers suggest. */
      readonly suggested: ColumnMapping;
    }
  /** A sheet that holds no assets: a cover, a summary. */
  | { readonly kind: "skipped"; readonly name: string; readonly sheet: string | null; readonly reason: string }
  /** Nothing of it could be read. */
  | { readonly kind: "unreadable"; readonly name: string; readonly problem: RowProblem };

/** Files to read, all together: rows that share a key are joined by whoever reconciles them. */
export interface ReadRequest {
  readonly files: readonly { readonly name: string; readonly data: ArrayBuffer }[];
  /** The project's own mappings of columns. */
  readonly mappings: readonly ColumnMapping[];
}

/** How far the reading is. */
export interface ReadProgress {
  readonly file: string;
  /** Rows read of it. */
  readonly rows: number;
}

/** Reads files, away from the page's own thread. Rejects with `Cancelled` when aborted. */
export type ReadInventoryFiles = (
  request: ReadRequest,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void,
) => Promise<readonly SheetReading[]>;
