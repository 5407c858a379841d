import Papa from "papaparse";
import { unguarded } from "../csv";
import type { Decoded } from "./decode";
import { lineOf } from "./decode";
import { isBlank, type Table, type TableProblem, type TableRow } from "./table";

const SEPARATORS = [
  { sign: ",", name: "commas" },
  { sign: ";", name: "semicolons" },
  { sign: "\t", name: "tabs" },
  { sign: "|", name: "pipes" },
] as const;

/** Rows that are looked at to find what separates the cells. */
const LOOKED_AT = 50;

/**
 * Reads delimited text (RFC 4180, with comma, semicolon, tab or pipe). Cells keep their line breaks; what this product puts in
 * front of a formula when it writes CSV is taken away again. Rows whose quotes are not in pairs are left out, with a problem.
 */
export function readDelimited(decoded: Extract<Decoded, { kind: "text" }>): Table {
  const hint = /^sep=(.)\n/i.exec(decoded.text);
  const text = hint === null ? decoded.text : decoded.text.slice(hint[0].length);
  const firstLine = hint === null ? 1 : 2;
  const separator = SEPARATORS.find(({ sign }) => sign === hint?.[1]) ?? separatorOf(text);
  const parsed = Papa.parse<string[]>(text, { delimiter: separator.sign, newline: "\n" });
  const problems: TableProblem[] = [];
  if (decoded.fault !== null) {
    problems.push({ ...decoded.fault, column: null, value: "", leaves: "notice" });
  }
  const broken = new Map<number, { readonly code: string; readonly opens: number }>();
  for (const { type, code, row, index } of parsed.errors) {
    if (type !== "Quotes" || row === undefined || broken.has(row)) continue;
    broken.set(row, { code, opens: lineOf(text, index ?? 0) + firstLine - 1 });
  }
  const rows: TableRow[] = [];
  let line = firstLine;
  let openLine: number | null = null;
  for (const [at, cells] of parsed.data.entries()) {
    const start = line;
    // Line breaks within cells are the only ones that are no ends of rows.
    for (const cell of cells) if (cell.includes("\n")) line += cell.split("\n").length - 1;
    const fault = broken.get(at);
    if (fault !== undefined) {
      problems.push({ line: start, column: null, value: "", message: quoteFault(fault, line), leaves: "row" });
    } else if (!isBlank(cells)) {
      rows.push({ line: start, cells: cells.map(unguarded) });
      // Behind a line break the parser finds one more row, an empty one.
      if (at === parsed.data.length - 1) openLine = start;
    }
    line += 1;
  }
  return {
    sheet: null,
    rows,
    problems,
    reading: `${decoded.encoding}, separated by ${separator.name}`,
    openLine,
    mayHaveDotThousands: separator.sign === ";",
    areSerialsDays: true,
    isDelimited: true,
  };
}

function quoteFault({ code, opens }: { readonly code: string; readonly opens: number }, last: number): string {
  if (code === "MissingQuotes") {
    return `A quote that opens in line ${opens} is never closed: the file is cut short, or a quote is missing. Nothing was read from there on.`;
  }
  const unread = last > opens ? `; lines ${opens} to ${last} were not read` : "";
  return `A quote that opens in line ${opens} does not close at the end of its cell${unread}. Double the quotes that belong to the text.`;
}

/** The sign that gives most rows of the beginning the same number of cells, and most cells. */
function separatorOf(text: string): (typeof SEPARATORS)[number] {
  const scored = SEPARATORS.map((separator) => {
    const { data } = Papa.parse<string[]>(text, { delimiter: separator.sign, newline: "\n", preview: LOOKED_AT });
    const counts = new Map<number, number>();
    for (const cells of data) {
      if (!isBlank(cells)) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    }
    return { separator, score: Math.max(0, ...[...counts].map(([cells, rows]) => (cells - 1) * rows)) };
  });
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).separator;
}
