/** Reads the file of a back-test: CSV with one row a period. */
import Papa from "papaparse";
import type { PlayedPeriod } from "../../../src/domain/planning/forecast/backtest";

/** The columns of the file, found by their names in any order. Others are left. */
export const COLUMNS = ["team", "period", "planned_days", "committed", "delivered"] as const;

type Column = (typeof COLUMNS)[number];

/** A row of the file. */
export interface FilePeriod extends PlayedPeriod {
  readonly name: string;
  /** Null where the cell is empty: nothing is known of a commitment. */
  readonly committed: number | null;
}

/** The periods of a team, in the order of the file, which is that of time. */
export interface FileTeam {
  readonly name: string;
  readonly periods: readonly FilePeriod[];
}

/** A file that cannot be taken; the message names line and column. */
export class FileError extends Error {}

/**
 * Reads the teams of a file.
 *
 * @throws FileError for the first thing that is wrong, with its line and column
 */
export function teamsInFile(text: string): FileTeam[] {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: false });
  const quotes = errors.find(({ type }) => type === "Quotes");
  const lines = linesOf(data);
  if (quotes !== undefined) {
    throw new FileError(`line ${lines[quotes.row ?? 0] ?? 1}: a quotation mark is not closed; close or remove it.`);
  }
  const header = data[0]?.map((cell) => cell.trim().toLowerCase()) ?? [];
  const missing = COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new FileError(`line 1: no column ${missing.join(", ")}; the columns are ${COLUMNS.join(", ")}.`);
  }
  const twice = COLUMNS.find((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice !== undefined) throw new FileError(`line 1: there are two columns ${twice}; leave one.`);

  const teams = new Map<string, FilePeriod[]>();
  for (const [index, row] of data.entries()) {
    if (index === 0 || row.every((cell) => cell.trim() === "")) continue;
    const { team, period } = periodIn(row, header, lines[index] ?? index + 1);
    const periods = teams.get(team) ?? [];
    if (periods.some(({ name }) => name === period.name)) {
      throw new FileError(
        `line ${lines[index] ?? index + 1}, column period: team ${team} has "${period.name}" already; a period is one row.`,
      );
    }
    teams.set(team, [...periods, period]);
  }
  if (teams.size === 0) throw new FileError("line 2: there is no row below the header; give one a period.");
  return [...teams].map(([name, periods]) => ({ name, periods }));
}

/** The line of the file on which each row begins: a cell may hold line breaks. */
function linesOf(rows: readonly (readonly string[])[]): number[] {
  let line = 1;
  return rows.map((row) => {
    const start = line;
    line += 1 + row.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    return start;
  });
}

function periodIn(
  row: readonly string[],
  header: readonly string[],
  line: number,
): { team: string; period: FilePeriod } {
  const cell = (column: Column) => row[header.indexOf(column)]?.trim() ?? "";
  const refuse = (column: Column, what: string) => new FileError(`line ${line}, column ${column}: ${what}`);
  const text = (column: Column) => {
    const value = cell(column);
    if (value === "") throw refuse(column, "it is empty; fill it in.");
    return value;
  };
  const amount = (column: Column) => {
    const value = text(column);
    if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
    throw refuse(column, `"${value}" is no number of 0 or more; write it as 12 or 12.5.`);
  };
  const workingDays = amount("planned_days");
  if (workingDays === 0) throw refuse("planned_days", "it is 0; leave periods without a working day out.");
  const committed = cell("committed") === "" ? null : amount("committed");
  return {
    team: text("team"),
    period: { name: text("period"), workingDays, committed, delivered: amount("delivered") },
  };
}
