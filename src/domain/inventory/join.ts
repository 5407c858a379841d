import { append } from "../group";
import type { AttributeValue } from "./attributes";
import { fieldText, fieldTitle, isAlike, RECORD_FIELDS, valueIn, withValues } from "./fields";
import type { FileAsset, InventoryFile, Place } from "./fileAsset";
import type { RecordField } from "./reconciliation";

/** One asset as all files together describe it. */
export interface JoinedAsset {
  readonly asset: FileAsset;
  /** Formats that name it, sorted, and all keys that they have for it, sorted. */
  readonly formats: readonly string[];
  readonly keys: readonly string[];
  /** Whether a value of its rows could not be taken: that it is missing says nothing then. */
  readonly hasLostValues: boolean;
  /** Where the files contradict each other. Sentences. */
  readonly notes: readonly string[];
}

/** A row of a file, with what names its format. */
interface Row {
  readonly asset: FileAsset;
  readonly format: string;
  readonly hasLostValues: boolean;
}

/**
 * The assets of several files by their key: what one file does not say is taken from another. Where two contradict each other
 * nobody knows which is right: the first is taken, and both are told. First is by format, name of the file, sheet and line,
 * so that it does not matter in which order the files were dropped.
 *
 * @param keyOf the key under which an asset is known; that of its record, where another format's key leads to one
 */
export function joinAssets(
  files: readonly InventoryFile[],
  keyOf: (key: string) => string,
): ReadonlyMap<string, JoinedAsset> {
  const rows = new Map<string, Row[]>();
  for (const file of [...files].sort(byFormat)) {
    const lost = new Set(file.problems.filter(({ leaves }) => leaves === "value").map(({ place }) => lineOf(place)));
    for (const asset of file.assets) {
      const hasLostValues = asset.places.some((place) => lost.has(lineOf(place)));
      append(rows, keyOf(asset.key), { asset, format: file.format, hasLostValues });
    }
  }
  return new Map(
    [...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, found]) => [key, joined(key, found.sort(byFormatAndPlace))]),
  );
}

/** A place in words: `machines.csv line 3`, `book.xlsx sheet vInfo line 3`. */
export function placeText({ file, sheet, line }: Place): string {
  return [file, ...(sheet === null ? [] : [`sheet ${sheet}`]), ...(line === 0 ? [] : [`line ${line}`])].join(" ");
}

/** Several assets that are one, as {@link joinAssets} joins them, under this key. */
export function mergeAssets(
  key: string,
  parts: readonly { readonly asset: FileAsset; readonly formats: readonly string[] }[],
): FileAsset {
  const rows = parts.map(({ asset, formats }) => ({ asset, format: formats[0] ?? "" }));
  return oneOf(key, rows.sort(byFormatAndPlace)).asset;
}

function joined(key: string, rows: readonly Row[]): JoinedAsset {
  return {
    ...oneOf(key, rows),
    formats: distinct(rows.map(({ format }) => format)),
    keys: distinct(rows.map(({ asset }) => asset.key)),
    hasLostValues: rows.some(({ hasLostValues }) => hasLostValues),
  };
}

function oneOf(key: string, rows: readonly Pick<Row, "asset">[]): Pick<JoinedAsset, "asset" | "notes"> {
  const notes: string[] = [];
  const values: [RecordField, AttributeValue | null][] = RECORD_FIELDS.map((field) => {
    const said: { value: AttributeValue; place: Place | undefined }[] = [];
    for (const { asset } of rows) {
      const value = valueIn(asset, field);
      if (value === null || said.some((one) => isAlike(one.value, value))) continue;
      said.push({ value, place: asset.places[0] });
    }
    const [first] = said;
    if (first === undefined) return [field, null];
    if (said.length > 1) {
      const each = said.map(
        ({ value, place }) => fieldText(field, value) + (place === undefined ? "" : ` in ${placeText(place)}`),
      );
      notes.push(`${fieldTitle(field)}: ${each.join(", ")}; ${fieldText(field, first.value)} was taken.`);
    }
    return [field, first.value];
  });
  const empty: FileAsset = { ...NOTHING, key, places: rows.flatMap(({ asset }) => asset.places) };
  return { asset: withValues(empty, values), notes };
}

const NOTHING: Omit<FileAsset, "key" | "places"> = {
  name: "",
  kind: null,
  hostKey: null,
  workload: null,
  release: null,
  strategy: null,
  attributes: {},
};

function lineOf({ file, sheet, line }: Place): string {
  return `${file}\n${sheet ?? ""}\n${line}`;
}

function byFormat(a: InventoryFile, b: InventoryFile): number {
  return compare(a.format, b.format) || compare(a.name, b.name) || compare(a.sheet ?? "", b.sheet ?? "");
}

function byFormatAndPlace(a: Pick<Row, "asset" | "format">, b: Pick<Row, "asset" | "format">): number {
  const [x, y] = [a.asset.places[0], b.asset.places[0]];
  return (
    compare(a.format, b.format) ||
    compare(x?.file ?? "", y?.file ?? "") ||
    compare(x?.sheet ?? "", y?.sheet ?? "") ||
    (x?.line ?? 0) - (y?.line ?? 0)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Texts without repetition, sorted. */
export function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
