import { append, groupBy } from "../group";
import type { AttributeValue } from "./attributes";
import { fieldText, fieldTitle, isAlike, RECORD_FIELDS, valueIn, withValues } from "./fields";
import type { FileAsset, InventoryFile, Place } from "./fileAsset";
import type { RecordField } from "./reconciliation";
import type { FormatFacts } from "./record";
import type { Said } from "./weigh";

/** One asset as all files together describe it. */
export interface JoinedAsset {
  readonly asset: FileAsset;
  /** What each format says of it: the first of its rows that says it. Sorted by format. */
  readonly said: readonly Said[];
  /** Formats that name it, sorted, and all keys that they have for it, sorted. */
  readonly formats: readonly string[];
  readonly keys: readonly string[];
  /** Whether a value of its rows could not be taken: that it is missing says nothing then. */
  readonly hasLostValues: boolean;
  /** Where the files contradict each other. */
  readonly contradictions: readonly Contradiction[];
}

/** A field of which files say different things. */
export interface Contradiction {
  readonly field: RecordField;
  /** Each value with its place. */
  readonly values: readonly string[];
  /** Of the first file. */
  readonly taken: AttributeValue;
}

/** A contradiction as a sentence: `Cores: 4 in a.csv line 3, 8 in b.csv line 9; 4 was taken.` */
export function contradictionText({ field, values }: Contradiction, taken: AttributeValue | null): string {
  return `${fieldTitle(field)}: ${values.join(", ")}; ${fieldText(field, taken)} was taken.`;
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

function joined(key: string, rows: readonly Row[]): JoinedAsset {
  return {
    ...oneOf(key, rows),
    said: [...groupBy(rows, ({ format }) => format)].map(([format, own]) => ({ format, facts: factsOf(own) })),
    formats: distinct(rows.map(({ format }) => format)),
    keys: distinct(rows.map(({ asset }) => asset.key)),
    hasLostValues: rows.some(({ hasLostValues }) => hasLostValues),
  };
}

function factsOf(rows: readonly Row[]): FormatFacts {
  const facts: Partial<Record<RecordField, AttributeValue>> = {};
  for (const field of RECORD_FIELDS) {
    for (const { asset } of rows) {
      const value = valueIn(asset, field);
      if (value !== null) facts[field] ??= value;
    }
  }
  return facts;
}

function oneOf(key: string, rows: readonly Row[]): Pick<JoinedAsset, "asset" | "contradictions"> {
  const contradictions: Contradiction[] = [];
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
      contradictions.push({ field, values: each, taken: first.value });
    }
    return [field, first.value];
  });
  const empty: FileAsset = { ...NOTHING, key, places: rows.flatMap(({ asset }) => asset.places) };
  return { asset: withValues(empty, values), contradictions };
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

function byFormatAndPlace(a: Row, b: Row): number {
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
