/** What a cell holds; null for nothing. */
export type Cell = string | number | null;

/** Tells Excel that the text is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * What a spreadsheet takes for the beginning of a formula: the signs, also in full width, and the white space that some
 * spreadsheets drop before they look. What can't be seen in front of it hides none.
 */
const FORMULA = /^[\s\p{C}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/**
 * Where a spreadsheet that expects semicolons or tabs between cells, as Excel does in much of Europe, begins another cell in
 * the middle of ours, and takes it for a formula. Quotes there are its own.
 */
const FORMULA_WITHIN = /([;\t\r\n])((?:(?![\t\r\n])[\s\p{C}"])*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/gu;

const GUARD_WITHIN = new RegExp(FORMULA_WITHIN.source.replace(")(", ")'("), "gu");

/**
 * Writes rows as CSV for spreadsheets: UTF-8 with a byte order mark, cells in quotes, lines that end in CRLF. A text that a
 * spreadsheet would take for a formula gets an apostrophe in front, also behind a semicolon, a tab or a line break within a
 * cell, so that none is ever carried out.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  // A number is no formula, whatever its sign.
  if (typeof cell === "number") return String(cell);
  const safe = cell.replace(FORMULA_WITHIN, "$1'$2");
  return `"${(FORMULA.test(safe) ? `'${safe}` : safe).replaceAll('"', '""')}"`;
}

/** The text of a cell as it was before {@link csvOf} made sure that no spreadsheet takes it for a formula. */
export function unguarded(cell: string): string {
  const whole = cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
  return whole.includes("'") ? whole.replace(GUARD_WITHIN, "$1$2") : whole;
}
