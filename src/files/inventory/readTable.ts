import { ATTRIBUTES, type AttributeId, type AttributeValue } from "../../domain/inventory/attributes";
import type { FileAsset, FileEdge, InventoryFile, Place, RowProblem } from "../../domain/inventory/fileAsset";
import { createAssetList } from "./assetList";
import { shownHeader } from "./headers";
import type { CellOf, ColumnTarget, Identity, ProfileColumn } from "./profiles/profile";
import type { Recognised } from "./recognise";
import { isBlank, type Table, type TableRow } from "./table";
import { cellText, MAX_KEY, MAX_NAME, readText, readValue, shownCell, type ValueReading } from "./values";

/** Rows between two looks at the clock and at whether to go on. */
const STEP = 1000;

/** Texts of the record itself, whose length a work item's title or tag limits. */
const NAMES: ReadonlySet<ColumnTarget> = new Set<ColumnTarget>(["workload", "release", "strategy"]);

/**
 * Reads the rows below the header. Rows without a key are left out, values that can't be read are left open, and each such row
 * and value is among the problems; rows of the same key are one asset.
 *
 * @param pause  called every thousand rows with the number of rows that were read; what it throws ends the reading
 */
export async function readTable(
  file: string,
  table: Table,
  { profile, header, columns }: Recognised,
  pause: (rows: number) => Promise<void>,
): Promise<InventoryFile> {
  const headerRow = table.rows[header];
  if (headerRow === undefined) throw new RangeError(`The table has no row ${header}.`);
  const width = headerRow.cells.length;
  const rows = table.rows.slice(header + 1);
  const problems: RowProblem[] = [];
  const placeOf = (line: number, column: number | null): Place => ({
    file,
    sheet: table.sheet,
    line,
    column: column === null ? null : (columns.headers[column] ?? null) || null,
  });
  const report = (
    line: number,
    column: number | null,
    value: string,
    message: string,
    leaves: RowProblem["leaves"],
  ): void => {
    problems.push({ place: placeOf(line, column), value: shownCell(value), message, leaves });
  };

  const readers = profile.columns.map((column) => ({ column, ...placesOf(column, columns.find) }));
  const identifying = profile.identifying.flatMap((name) => columns.find(name) ?? []);
  const takenColumns = new Set([...identifying, ...readers.flatMap(({ at, plus }) => [...at, ...plus])]);
  for (const problem of table.problems) {
    // What was wrong in a column that nobody reads is nobody's concern.
    if (problem.line > headerRow.line && problem.column !== null && !takenColumns.has(problem.column)) continue;
    if (problem.line < headerRow.line && problem.column !== null) continue;
    report(problem.line, problem.column, problem.value, problem.message, problem.leaves);
  }
  const takenNames = new Set([...takenColumns].map((at) => columns.headers[at]?.toLowerCase()));
  for (const at of columns.repeated) {
    if (takenNames.has(columns.headers[at]?.toLowerCase())) {
      report(headerRow.line, at, "", "Another column has the same header; the first of them was read.", "notice");
    }
  }

  const assets = createAssetList(report, (field) => headerFor(field, readers, identifying));
  const edges = new Map<string, FileEdge>();
  let rowCount = 0;
  for (const [at, row] of rows.entries()) {
    if (at % STEP === STEP - 1) await pause(at + 1);
    rowCount += 1;
    if (!isWhole(row)) continue;
    const cell: CellOf = (name) => {
      const column = columns.find(name);
      return column === null ? "" : cellText(row.cells[column] ?? "");
    };
    const facts = profile.rowOf(cell);
    if (facts.kind === "leftOut") {
      const column = columns.find(facts.column);
      report(row.line, column, column === null ? "" : (row.cells[column] ?? ""), facts.message, "row");
    } else if (facts.kind === "edge") {
      const short = (text: string): string => noted(row, null, readText(text, MAX_NAME)) ?? "";
      const [from, to] = [short(facts.from), short(facts.to)];
      const [toAddress, detail] = [short(facts.toAddress), short(facts.detail)];
      const key = JSON.stringify([from, to, toAddress, detail].map((text) => text.toLowerCase()));
      if (!edges.has(key)) edges.set(key, { from, to, toAddress, detail, place: placeOf(row.line, null) });
    } else {
      const { notice } = facts;
      if (notice !== undefined) report(row.line, columns.find(notice.column), "", notice.message, "notice");
      const asset = assetOf(row, facts);
      if (asset !== null) assets.add(asset);
    }
  }
  if (rowCount === 0) {
    const message = "There is no row below the header: nothing was read. Export the file again, with its rows.";
    report(headerRow.line, null, "", message, "notice");
  }
  const shown = columns.headers.map((name, at) => ({ name: shownHeader(name), isTaken: takenColumns.has(at) }));
  return {
    name: file,
    sheet: table.sheet,
    format: profile.id,
    title: profile.title,
    reading: `${table.reading}, header in line ${headerRow.line}.`,
    rowCount,
    assets: assets.all(),
    edges: [...edges.values()],
    problems: problems.sort((a, b) => a.place.line - b.place.line),
    taken: shown.filter(({ isTaken }) => isTaken).map(({ name }) => name),
    left: shown.filter(({ name, isTaken }) => !isTaken && name !== "").map(({ name }) => name),
  };

  function isWhole({ line, cells }: TableRow): boolean {
    if (!table.isDelimited) return true;
    const isEnd = line === table.openLine;
    if (cells.length > width && !isBlank(cells.slice(width))) {
      const message = `The row has ${cells.length} cells, its header ${width}. Put a value that holds the separator in quotes.`;
      report(line, null, "", message, "row");
      return false;
    }
    if (cells.length < width) {
      const counted = `The row has ${cells.length} cells, its header ${width}`;
      if (isEnd) report(line, null, "", `${counted}: the file is cut short. Export or copy it again.`, "row");
      else report(line, null, "", `${counted}: those that are missing at its end count as empty.`, "notice");
      return !isEnd;
    }
    if (isEnd) {
      const message =
        "The last line ends without a line break. Where its last value looks incomplete, the file is cut short.";
      report(line, width - 1, cells[width - 1] ?? "", message, "notice");
    }
    return true;
  }

  function assetOf(row: TableRow, facts: Identity): FileAsset | null {
    if (facts.key.length > MAX_KEY || (facts.hostKey?.length ?? 0) > MAX_KEY) {
      const column = identifying[0] ?? null;
      const message = `What tells the row apart is longer than ${MAX_KEY} characters. Shorten it in the file.`;
      report(row.line, column, column === null ? "" : (row.cells[column] ?? ""), message, "row");
      return null;
    }
    const values: Partial<Record<ColumnTarget, AttributeValue>> = {};
    for (const reader of readers) {
      if (values[reader.column.to] !== undefined) continue;
      const value = valueOf(row, reader);
      if (value !== null) values[reader.column.to] = value;
    }
    const { workload, release, strategy, ...attributes } = values;
    const name = noted(row, identifying[0] ?? null, readText(facts.name, MAX_NAME));
    const kind = facts.assetKind === null ? null : readText(facts.assetKind, MAX_NAME).value;
    return {
      key: facts.key,
      name: name ?? facts.key,
      kind,
      hostKey: facts.hostKey,
      workload: textOrNull(workload),
      release: textOrNull(release),
      strategy: textOrNull(strategy),
      attributes,
      places: [placeOf(row.line, null)],
    };
  }

  function valueOf(row: TableRow, { column, at, plus }: Reader): AttributeValue | null {
    const filled = at.filter((place) => cellText(row.cells[place] ?? "") !== "");
    const place = filled[0];
    if (place === undefined) return null;
    const between = holdsOf(column.to) === "list" ? ";" : " ";
    const cell = column.isJoined ? filled.map((each) => row.cells[each]).join(between) : (row.cells[place] ?? "");
    if (column.nothing?.test(cellText(cell))) return null;
    const value = noted(row, place, read(cell, column));
    if (typeof value !== "number") return value;
    let sum = value;
    for (const other of plus) {
      const more = noted(row, other, read(row.cells[other] ?? "", column));
      if (typeof more !== "number") return null;
      sum += more;
    }
    return plus.length === 0 ? sum : Math.round(sum * 100) / 100;
  }

  function read(cell: string, { to, scale = 1 }: ProfileColumn): ValueReading {
    if (NAMES.has(to)) return readText(cell, MAX_NAME);
    const { mayHaveDotThousands, areSerialsDays } = table;
    return readValue(cell, holdsOf(to), { scale, mayHaveDotThousands, areSerialsDays });
  }

  function noted<T extends AttributeValue>(row: TableRow, column: number | null, reading: ValueReading<T>): T | null {
    if (reading.message !== null) {
      const cell = column === null ? "" : (row.cells[column] ?? "");
      report(row.line, column, cell, reading.message, reading.value === null ? "value" : "notice");
    }
    return reading.value;
  }
}

interface Reader {
  readonly column: ProfileColumn;
  /** Where its headers stand, and those of what is added. */
  readonly at: readonly number[];
  readonly plus: readonly number[];
}

function placesOf(column: ProfileColumn, find: (name: string) => number | null): Pick<Reader, "at" | "plus"> {
  return {
    at: column.headers.flatMap((name) => find(name) ?? []),
    plus: (column.plus ?? []).flatMap((name) => find(name) ?? []),
  };
}

/** The column that a part of an asset is read from, to be named where two rows differ in it. */
function headerFor(field: string, readers: readonly Reader[], identifying: readonly number[]): number | null {
  const reader = readers.find(({ column, at }) => column.to === field && at.length > 0);
  return reader?.at[0] ?? (field === "name" || field === "kind" ? (identifying[0] ?? null) : null);
}

function holdsOf(target: ColumnTarget): "text" | "number" | "list" | "day" {
  return target in ATTRIBUTES ? ATTRIBUTES[target as AttributeId].holds : "text";
}

function textOrNull(value: AttributeValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}
