import type { RowProblem } from "../../domain/inventory/fileAsset";

/** One row of a table that holds anything. */
export interface TableRow {
  /** As {@link RowProblem}'s place counts it. */
  readonly line: number;
  /** As they stand in the file; numbers and days of a workbook as ISO writes them. */
  readonly cells: readonly string[];
}

/** What is wrong in a table, before anybody knows what its columns are. */
export interface TableProblem extends Pick<RowProblem, "value" | "message" | "leaves"> {
  readonly line: number;
  /** From 0; null for the row, or for the table as a whole. */
  readonly column: number | null;
}

/** A text file, or a sheet of a workbook, as rows of texts. */
export interface Table {
  readonly sheet: string | null;
  readonly rows: readonly TableRow[];
  readonly problems: readonly TableProblem[];
  /** How it was read, without the header's line: `UTF-8, separated by commas`. */
  readonly reading: string;
  /** The line of the row that ends a text file without a line break, so that it may be cut short; null for none. */
  readonly openLine: number | null;
  /** Whether a dot may stand between thousands, as where cells are separated by semicolons. */
  readonly mayHaveDotThousands: boolean;
  /** Whether a bare number may be a day, counted as Excel does by default. */
  readonly areSerialsDays: boolean;
  /** Whether the rows of a text file must be as wide as its header. */
  readonly isDelimited: boolean;
}

/** Whether nothing stands in any cell. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}
