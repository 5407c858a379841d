import type { RowProblem } from "../../domain/inventory/fileAsset";
import { companionReason, viewReason } from "./companions";
import { suggest } from "./columnMapper";
import { decode } from "./decode";
import { readDelimited } from "./delimited";
import { FileRefused } from "./fileRefused";
import { readTable } from "./readTable";
import { guessHeader, recognise } from "./recognise";
import type { ReadProgress, ReadRequest, SheetReading } from "./sheetReading";
import { isBlank, type Table } from "./table";
import { shownCell } from "./values";
import { isArchive, openWorkbook } from "./workbook";

/** Largest file that is read, in bytes. */
export const MAX_FILE = 100 * 1024 * 1024;

/** Rows of an unknown table that are shown. */
const SAMPLE = 10;

/**
 * Reads files one after the other: never throws for what is in a file.
 *
 * @param pause  called now and then, to give way to others; what it rejects with ends the reading
 */
export async function readFiles(
  { files, mappings }: ReadRequest,
  onProgress: (progress: ReadProgress) => void,
  pause: () => Promise<void>,
): Promise<readonly SheetReading[]> {
  const readings: SheetReading[] = [];
  for (const { name, data } of files) {
    onProgress({ file: name, rows: 0 });
    await pause();
    readings.push(...(await readFile(name, new Uint8Array(data), mappings, onProgress, pause)));
  }
  return readings;
}

async function readFile(
  name: string,
  bytes: Uint8Array,
  mappings: ReadRequest["mappings"],
  onProgress: (progress: ReadProgress) => void,
  pause: () => Promise<void>,
): Promise<readonly SheetReading[]> {
  const sheets = refusable(() => sheetsOf(bytes));
  if (sheets instanceof FileRefused) return [unreadable(name, null, sheets.message)];
  const readings: SheetReading[] = [];
  let before = 0;
  for (const { name: sheet, read } of sheets) {
    const reason =
      sheet === null
        ? null
        : viewReason(
            sheet,
            sheets.map((other) => other.name ?? ""),
          );
    if (reason !== null) {
      readings.push({ kind: "skipped", name, sheet, reason });
      continue;
    }
    const table = refusable(read);
    if (table instanceof FileRefused) {
      readings.push(unreadable(name, sheet, table.message));
      continue;
    }
    const reading = await readSheet(name, table, mappings, async (rows) => {
      onProgress({ file: name, rows: before + rows });
      await pause();
    });
    readings.push(reading);
    before += table.rows.length;
    onProgress({ file: name, rows: before });
    await pause();
  }
  return besideKnown(readings);
}

/** In a workbook with a sheet that is known, those that nothing knows are covers and summaries. */
function besideKnown(readings: readonly SheetReading[]): readonly SheetReading[] {
  if (!readings.some(({ kind }) => kind === "inventory")) return readings;
  return readings.map((reading) =>
    reading.kind === "unknown" && reading.nearly === null
      ? {
          kind: "skipped",
          name: reading.name,
          sheet: reading.sheet,
          reason: "Its columns are those of no known inventory.",
        }
      : reading,
  );
}

interface Source {
  /** Null for a text file. */
  readonly name: string | null;
  read(): Table;
}

function sheetsOf(bytes: Uint8Array): readonly Source[] {
  if (bytes.length > MAX_FILE) {
    throw new FileRefused(
      `The file has more than ${MAX_FILE / 1024 / 1024} MB. Split it, or leave out what is no inventory.`,
    );
  }
  if (isArchive(bytes)) return openWorkbook(bytes);
  const decoded = decode(bytes);
  if (decoded.kind === "refused") throw new FileRefused(decoded.message);
  return [{ name: null, read: () => readDelimited(decoded) }];
}

function refusable<T>(read: () => T): T | FileRefused {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof FileRefused) return thrown;
    throw thrown;
  }
}

async function readSheet(
  file: string,
  table: Table,
  mappings: ReadRequest["mappings"],
  pause: (rows: number) => Promise<void>,
): Promise<SheetReading> {
  const { sheet } = table;
  const recognised = recognise(table, mappings);
  if (recognised !== null) return { kind: "inventory", file: await readTable(file, table, recognised, pause) };
  const guessed = guessHeader(table);
  if (guessed === null) {
    if (sheet !== null) return { kind: "skipped", name: file, sheet, reason: "It holds no table." };
    const [problem] = table.problems;
    return unreadable(
      file,
      sheet,
      problem?.message ?? (CALLED_WORKBOOK.test(file) ? NO_WORKBOOK : NO_TABLE),
      problem?.line,
    );
  }
  const { header, columns, nearly } = guessed;
  const reason = companionReason(columns);
  if (reason !== null) return { kind: "skipped", name: file, sheet, reason };
  const named = columns.headers.map((name, at) => ({ name, at })).filter(({ name }) => name !== "");
  const headers = named.map(({ name }) => name);
  const below = table.rows.slice(header + 1).filter(({ cells }) => !isBlank(cells));
  const sample = below.slice(0, SAMPLE).map(({ cells }) => named.map(({ at }) => shownCell(cells[at] ?? "")));
  return {
    kind: "unknown",
    name: file,
    sheet,
    headers,
    sample,
    rowCount: below.length,
    nearly,
    suggested: suggest(headers, sample),
  };
}

const CALLED_WORKBOOK = /\.xls[xmb]?$/i;
const NO_WORKBOOK =
  "It is called a workbook, and is none: it holds text without a table. It may have been cut short. Save the workbook again as .xlsx.";
const NO_TABLE =
  "It holds no table: there is no row with at least two headers in its first 30. Choose a file with a header and rows below it.";

function unreadable(file: string, sheet: string | null, message: string, line = 0): SheetReading {
  const problem: RowProblem = { place: { file, sheet, line, column: null }, value: "", message, leaves: "row" };
  return { kind: "unreadable", name: file, problem };
}
