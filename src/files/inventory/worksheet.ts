import type { CellFormat } from "./cellFormats";
import { FileRefused } from "./fileRefused";
import { unescaped } from "./sharedTexts";
import type { TableProblem, TableRow } from "./table";
import { isoOfSerial } from "./values";
import { readXml } from "./xml";

/** Columns that are read of a sheet; what stands further right is left out, with a notice. */
export const MAX_COLUMNS = 1000;

/** Cells that are read of a sheet, empty ones between others included. */
export const MAX_CELLS = 20_000_000;

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly texts: readonly string[];
  readonly formats: readonly CellFormat[];
  /** Whether days are counted from 1904. */
  readonly isFrom1904: boolean;
}

interface Cell {
  column: number;
  type: string;
  format: CellFormat;
  text: string;
  hasFormula: boolean;
}

/** Days between the two ways in which workbooks count. */
const DAYS_1904 = 1462;

/**
 * Reads the rows of a sheet that hold values, whatever the sheet says of its size. Of a formula its stored value is taken, with
 * one notice a column; errors and formulas without a value are problems.
 *
 * @throws FileRefused where the sheet is damaged or too large
 */
export function readSheet(
  xml: Uint8Array,
  context: SheetContext,
): { readonly rows: readonly TableRow[]; readonly problems: readonly TableProblem[] } {
  const rows: TableRow[] = [];
  const problems: TableProblem[] = [];
  const formulas = new Map<number, { count: number; readonly line: number }>();
  let line = 0;
  let cells: string[] = [];
  let nextColumn = 0;
  let cell: Cell | null = null;
  let isValue = false;
  let sum = 0;
  let firstBeyond: number | null = null;

  readXml(xml, {
    open: (name, attribute) => {
      if (name === "row") {
        line = Number(attribute("r") ?? line + 1);
        cells = [];
        nextColumn = 0;
      } else if (name === "c") {
        const column = columnOf(attribute("r")) ?? nextColumn;
        nextColumn = column + 1;
        const format = context.formats[Number(attribute("s") ?? 0)] ?? "plain";
        cell = { column, type: attribute("t") ?? "n", format, text: "", hasFormula: false };
      } else if (cell !== null) {
        if (name === "f") cell.hasFormula = true;
        // A rich text's parts are `t` within `is`.
        isValue = name === "v" || name === "t";
      }
    },
    text: (text) => {
      if (isValue && cell !== null) cell.text += text;
    },
    close: (name) => {
      if (name === "v" || name === "t") isValue = false;
      else if (name === "c" && cell !== null) {
        take(cell);
        cell = null;
      } else if (name === "row" && cells.length > 0) {
        rows.push({ line, cells });
        sum += cells.length;
        if (sum > MAX_CELLS) throw new FileRefused("The sheet has too many cells. Save its table alone, as CSV UTF-8.");
      }
    },
  });

  for (const [column, { count, line: first }] of formulas) {
    const message =
      count === 1
        ? "This is a formula: the value that was stored with it was taken."
        : `${count} cells of this column are formulas, this one first: the values that were stored with them were taken.`;
    problems.push({ line: first, column, value: "", message, leaves: "notice" });
  }
  if (firstBeyond !== null) {
    const message = `Columns behind the first ${MAX_COLUMNS} were not read.`;
    problems.push({ line: firstBeyond, column: null, value: "", message, leaves: "notice" });
  }
  return { rows, problems };

  function take(read: Cell): void {
    const { column } = read;
    const value = valueOf(read, context);
    if (column >= MAX_COLUMNS) {
      if (value !== "") firstBeyond ??= line;
      return;
    }
    if (read.type === "e") {
      const message = "The cell holds an error instead of a value. Correct its formula in the workbook.";
      problems.push({ line, column, value: read.text, message, leaves: "value" });
    } else if (read.hasFormula && value === "" && read.type !== "str") {
      const message = "The formula has no stored value. Open the workbook in Excel, save it, and choose it again.";
      problems.push({ line, column, value: "", message, leaves: "value" });
    } else if (read.hasFormula) {
      const known = formulas.get(column);
      if (known === undefined) formulas.set(column, { count: 1, line });
      else known.count += 1;
    }
    if (value === "") return;
    while (cells.length < column) cells.push("");
    cells[column] = value;
  }
}

/** The column of an address such as `AB12`, from 0; null where there is none. */
function columnOf(address: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d/.exec(address ?? "")?.[1];
  if (letters === undefined) return null;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A cell's value as text: numbers and days as ISO writes them, shares as percent; empty for an error. */
function valueOf({ type, format, text }: Cell, { texts, isFrom1904 }: SheetContext): string {
  switch (type) {
    case "s":
      return texts[Number(text)] ?? "";
    case "str":
    case "inlineStr":
      return unescaped(text);
    case "b":
      return text === "1" ? "TRUE" : text === "0" ? "FALSE" : text;
    case "e":
      return "";
    case "d":
      return text;
    default:
      return numberText(text.trim(), format, isFrom1904);
  }
}

function numberText(text: string, format: CellFormat, isFrom1904: boolean): string {
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) return text;
  if (format === "date") return isoOfSerial(isFrom1904 ? value + DAYS_1904 : value) ?? text;
  // Fifteen digits are what a workbook keeps; a hundredfold of a binary fraction has more.
  return format === "percent" ? `${Number((value * 100).toPrecision(15))}%` : String(value);
}
