import { ATTRIBUTES } from "../../domain/inventory/attributes";
import type { ColumnMapping, ColumnTarget } from "../../domain/inventory/columnMapping";
import { fold } from "../../domain/text";
import { sizeUnitOf } from "./headers";
import { type Profile, type ProfileColumn, unidentified } from "./profiles/profile";

/** Powers of 1024 bytes, as {@link sizeUnitOf} counts them, of the attributes that are sizes. */
const SIZE_UNITS: Readonly<Partial<Record<ColumnTarget, number>>> = { memory: 2, databaseSize: 2, storage: 3 };

/**
 * Makes a profile of a mapping of columns. An asset's key is that of its key columns, or of its name, behind the mapping's
 * title. A size is in the unit that its header names, else in the attribute's. Of several columns for one thing, those of
 * texts and lists are joined, and of numbers and days the first that a row fills is taken.
 */
export function profileOf(mapping: ColumnMapping): Profile {
  const columns = new Map(Object.entries(mapping.columns));
  const headersOf = (target: ColumnTarget): readonly string[] =>
    mapping.headers.filter((header) => columns.get(header) === target);
  const keys = headersOf("key");
  const names = headersOf("name");
  const identifying = [...keys, ...names, ...headersOf("kind"), ...headersOf("machine")];
  const title = fold(mapping.title);
  return {
    id: `mapped:${title}`,
    title: mapping.title,
    required: Object.keys(mapping.columns).map((header) => [header]),
    identifying,
    rowOf: (cell) => {
      const all = (headers: readonly string[], between: string): string =>
        headers
          .map(cell)
          .filter((text) => text !== "")
          .join(between);
      const key = all(keys.length === 0 ? names : keys, "/");
      if (key === "") return unidentified((keys.length === 0 ? names[0] : keys[0]) ?? "name");
      const kind = fold(all(headersOf("kind"), " "));
      const machine = all(headersOf("machine"), "/");
      return {
        kind: "asset",
        key: `${title}:${fold(key)}`,
        name: all(names, " ") || key,
        assetKind: kind === "" ? mapping.kind : kind,
        hostKey: machine === "" ? null : `${title}:${fold(machine)}`,
      };
    },
    columns: columnsOfMapping(mapping.headers, columns),
  };
}

function columnsOfMapping(headers: readonly string[], columns: ReadonlyMap<string, ColumnTarget>): ProfileColumn[] {
  const read: ProfileColumn[] = [];
  for (const target of new Set(headers.map((header) => columns.get(header)))) {
    if (target === undefined || target === "key" || target === "name" || target === "kind" || target === "machine")
      continue;
    const own = headers.filter((header) => columns.get(header) === target);
    const holds = target in ATTRIBUTES ? ATTRIBUTES[target as keyof typeof ATTRIBUTES].holds : "text";
    const size = SIZE_UNITS[target];
    if (size === undefined) read.push({ to: target, headers: own, isJoined: holds === "text" || holds === "list" });
    else for (const header of own) read.push({ to: target, headers: [header], scale: scaleOf(header, size) });
  }
  return read;
}

function scaleOf(header: string, unit: number): number {
  const named = sizeUnitOf(header);
  return named === null ? 1 : 1024 ** (named - unit);
}
