import { GATES } from "../../../domain/readiness/report";
import { isOnLadder, rankOf } from "../../../domain/readiness/stage";
import { compareNames } from "../../../domain/backlog/releases";
import { fold } from "../../../domain/text";
import { NONE } from "../../ledger";
import type { InventoryColumn, InventoryList, InventoryView } from "../../store/inventoryView";
import { type InventoryRow, keyOfPlace, numberOf } from "./rows";

/** What is sorted by: null comes last, whichever way round. */
type SortKey = string | number | null;

const SORT_KEYS: Readonly<Record<InventoryColumn, (row: InventoryRow) => SortKey>> = {
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  strategy: ({ strategy }) => strategy,
  cores: (row) => numberOf(row, "cores"),
  memory: (row) => numberOf(row, "memory"),
  storage: (row) => numberOf(row, "storage"),
  workload: ({ workload }) => workload?.title ?? null,
  release: ({ release }) => release?.title ?? null,
  stage: ({ stage }) => (stage === null ? null : isOnLadder(stage) ? rankOf(stage) : -1),
  gate: ({ gate }) => (gate === null ? null : GATES.indexOf(gate.gate)),
  iteration: ({ iteration }) => (iteration === "" ? null : iteration),
  format: ({ formats }) => (formats.length === 0 ? null : formats.join(" ")),
  seen: ({ seenAt }) => seenAt,
};

/** The rows in the order that a view asks for; what is alike by name, then by id. */
export function sorted(
  rows: readonly InventoryRow[],
  { sort, isDescending }: Pick<InventoryView, "sort" | "isDescending">,
): readonly InventoryRow[] {
  const keyOf = SORT_KEYS[sort];
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  const sign = isDescending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) {
      return a.key === b.key ? byName(a.row, b.row) : a.key === null ? 1 : -1;
    }
    return sign * compare(a.key, b.key) || byName(a.row, b.row);
  });
  return keyed.map(({ row }) => row);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : compareNames(String(a), String(b));
}

function byName(a: InventoryRow, b: InventoryRow): number {
  return compareNames(a.name, b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Whether a row is in a list. What names a work item that is no asset, or was not read, has none that a verdict looks at. */
export function isIn(list: InventoryList, { mapping }: Pick<InventoryRow, "mapping">): boolean {
  switch (list) {
    case "all":
      return true;
    case "unmapped":
      return mapping === "unmapped" || mapping === "noAsset" || mapping === "notRead";
    case "no-record":
      return mapping === "noRecord";
    case "out-of-scope":
      return mapping === "outOfScope";
  }
}

/** What narrows the table, beside its list. `text` is looked for in names, keys, ids, addresses and persons. */
export interface Narrowing extends Pick<InventoryView, "list" | "kind" | "workload" | "release" | "format"> {
  readonly text: string;
  /** An area path with what lies below it; empty for all. What has no work item is in every area. */
  readonly area: string;
  /** Ids of the rows that lack something that is asked of them; null for all rows. */
  readonly lacking?: ReadonlySet<string> | null;
}

/** The rows that pass every filter. */
export function narrowed(rows: readonly InventoryRow[], by: Narrowing): readonly InventoryRow[] {
  const text = fold(by.text);
  const area = fold(by.area);
  const { lacking = null } = by;
  // Which release and workload a row is in stands with what lacks it: a record that waits for its workload is in its releases.
  const isByPlace = lacking === null;
  return rows.filter(
    (row) =>
      isIn(by.list, row) &&
      (lacking === null || lacking.has(row.id)) &&
      (by.kind === "" || kindKey(row) === by.kind) &&
      (!isByPlace || by.workload === "" || keyOfPlace(row.workload) === by.workload) &&
      (!isByPlace || by.release === "" || keyOfPlace(row.release) === by.release) &&
      (by.format === "" || (row.formats.length === 0 ? by.format === NONE : row.formats.includes(by.format))) &&
      (area === "" || row.item === null || isUnder(fold(row.item.areaPath), area)) &&
      (text === "" || hasText(row, text)),
  );
}

function isUnder(path: string, area: string): boolean {
  return path === area || path.startsWith(`${area}\\`);
}

function hasText({ name, record, item }: InventoryRow, text: string): boolean {
  if (fold(name).includes(text)) return true;
  if (item !== null) {
    if (fold(item.title).includes(text) || String(item.id) === text.replace(/^#/, "")) return true;
    if (item.assignedTo !== null && fold(item.assignedTo.displayName).includes(text)) return true;
  }
  if (record === null) return false;
  const { key, attributes } = record;
  const addresses = Array.isArray(attributes.ipAddresses) ? attributes.ipAddresses.map(String) : [];
  return [key, String(attributes.fqdn ?? ""), ...addresses].some((one) => fold(one).includes(text));
}

/** What a row's kind is filtered by. */
function kindKey({ kind }: Pick<InventoryRow, "kind">): string {
  return kind === null ? NONE : fold(kind);
}

/** A choice of a filter: what stands in the address, what a person reads, and how many rows it leaves. */
export interface Choice {
  readonly value: string;
  readonly title: string;
  readonly count: number;
}

/** The fields that narrow the table. */
export type ChoiceField = "kind" | "workload" | "release" | "format";

/** What a field can be narrowed to, with how many rows each leaves; `formatTitle` names formats. */
export function choicesOf(
  rows: readonly InventoryRow[],
  field: ChoiceField,
  formatTitle: (format: string) => string,
): readonly Choice[] {
  const counts = new Map<string, { title: string; count: number }>();
  for (const row of rows) {
    for (const { key, title } of valuesOf(row, field, formatTitle)) {
      const found = counts.get(key) ?? { title, count: 0 };
      found.count += 1;
      counts.set(key, found);
    }
  }
  return [...counts]
    .map(([value, { title, count }]) => ({ value, title, count }))
    .sort((a, b) => Number(a.value === NONE) - Number(b.value === NONE) || compareNames(a.title, b.title));
}

const NONE_TITLES: Readonly<Record<ChoiceField, string>> = {
  kind: "No kind",
  workload: "No workload",
  release: "No release",
  format: "In no file",
};

function valuesOf(
  row: InventoryRow,
  field: ChoiceField,
  formatTitle: (format: string) => string,
): readonly { readonly key: string; readonly title: string }[] {
  const none = [{ key: NONE, title: NONE_TITLES[field] }];
  switch (field) {
    case "kind":
      return row.kind === null ? none : [{ key: kindKey(row), title: row.kind }];
    case "workload":
    case "release": {
      const place = row[field];
      return place === null ? none : [{ key: place.key, title: place.title }];
    }
    case "format":
      return row.formats.length === 0
        ? none
        : row.formats.map((format) => ({ key: format, title: formatTitle(format) }));
  }
}
