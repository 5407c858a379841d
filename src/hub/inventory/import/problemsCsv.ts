import type { RowProblem } from "../../../domain/inventory/fileAsset";
import { csvOf } from "../../../files/csv";

/** What a problem means for its row. */
export const LEAVES_WORDS: Readonly<Record<RowProblem["leaves"], string>> = {
  row: "Left out",
  value: "Taken without this value",
  notice: "Taken",
};

/** Problems as CSV: file, sheet, line, column, value, what became of it, what to do. */
export function problemsCsv(problems: readonly RowProblem[]): string {
  return csvOf([
    ["File", "Sheet", "Line", "Column", "Value", "Row", "Problem"],
    ...problems.map(({ place, value, message, leaves }) => [
      place.file,
      place.sheet,
      place.line === 0 ? null : place.line,
      place.column,
      value,
      LEAVES_WORDS[leaves],
      message,
    ]),
  ]);
}
