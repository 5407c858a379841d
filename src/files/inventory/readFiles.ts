import type { RowProblem } from "../../domain/inventory/fileAsset";
import { companionReason } from "./companions";
import { suggest } from "./columnMapper";
import { decode } from "./decode";
import { readDelimited } from "./delimited";
import { readTable } from "./readTable";
import { guessHeader, recognise } from "./recognise";
import type { ReadProgress, ReadRequest, SheetReading } from "./sheetReading";
import { isBlank, type Table } from "./table";
import { shownCell } from "./values";

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
    let before = 0;
    const tables = tablesOf(new Uint8Array(data));
    if ("message" in tables) {
      readings.push(unreadable(name, null, tables.message));
      continue;
    }
    const read: SheetReading[] = [];
    for (const table of tables) {
      const reading = await readSheet(name, table, mappings, async (rows) => {
        onProgress({ file: name, rows: before + rows });
        await pause();
      });
      before += table.rows.length;
      onProgress({ file: name, rows: before });
      read.push(reading);
    }
    readings.push(...read);
  }
  return readings;
}

function tablesOf(bytes: Uint8Array): readonly Table[] | { readonly message: string } {
  if (bytes.length > MAX_FILE) {
    return {
      message: `The file has more than ${MAX_FILE / 1024 / 1024} MB. Split it, or leave out what is no inventory.`,
    };
  }
  const decoded = decode(bytes);
  return decoded.kind === "refused" ? decoded : [readDelimited(decoded)];
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
    const [problem] = table.problems;
    return unreadable(file, sheet, problem?.message ?? NO_TABLE, problem?.line);
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

const NO_TABLE =
  "It holds no table: there is no row with at least two headers in its first 30. Choose a file with a header and rows below it.";

function unreadable(file: string, sheet: string | null, message: string, line = 0): SheetReading {
  const problem: RowProblem = { place: { file, sheet, line, column: null }, value: "", message, leaves: "row" };
  return { kind: "unreadable", name: file, problem };
}
