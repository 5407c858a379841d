import type { ColumnMapping } from "../../domain/inventory/columnMapping";
import { type Columns, columnsOf, foldHeader } from "./headers";
import { profileOf } from "./mappedProfile";
import { PROFILES } from "./profiles";
import type { Profile } from "./profiles/profile";
import type { Table } from "./table";

/** Rows among which the header is looked for: wave sheets have theirs in row 15. */
const LOOKED_AT = 30;

/** Where the header stands, and what reads the rows below it. */
export interface Recognised {
  readonly profile: Profile;
  /** Place of the header among the table's rows. */
  readonly header: number;
  readonly columns: Columns;
}

/**
 * Finds what reads a table: a mapping that was made for these very headers, else the profile whose columns are all there, else a
 * mapping whose columns are all there. Null where nothing does.
 */
export function recognise(table: Table, mappings: readonly ColumnMapping[]): Recognised | null {
  const rows = candidates(table);
  const mapped = mappings.map((mapping) => ({ mapping, profile: profileOf(mapping) }));
  for (const { header, columns } of rows) {
    const same = mapped.find(({ mapping }) => sameHeaders(mapping.headers, columns.headers));
    if (same !== undefined) return { profile: same.profile, header, columns };
  }
  // Of several, the one that asks for more says more.
  const byDemand = [...PROFILES].sort((a, b) => b.required.length - a.required.length);
  for (const profiles of [byDemand, mapped.map(({ profile }) => profile)]) {
    for (const { header, columns } of rows) {
      const profile = profiles.find((known) => missingOf(known, columns).length === 0);
      if (profile !== undefined) return { profile, header, columns };
    }
  }
  return null;
}

/** A table that nothing reads: where its header seems to be, and which profile it nearly is. */
export interface Unrecognised {
  readonly header: number;
  readonly columns: Columns;
  readonly nearly: string | null;
}

/** Looks for the header of a table that nothing reads; null where no row looks like one. */
export function guessHeader(table: Table): Unrecognised | null {
  const rows = candidates(table);
  let nearest: {
    readonly row: (typeof rows)[number];
    readonly profile: Profile;
    readonly missing: readonly string[];
  } | null = null;
  for (const row of rows) {
    for (const profile of PROFILES) {
      const missing = missingOf(profile, row.columns);
      const found = profile.required.length - missing.length;
      if (found < 2 || missing.length * 2 > found) continue;
      if (nearest === null || missing.length < nearest.missing.length) nearest = { row, profile, missing };
    }
  }
  if (nearest !== null) {
    const { row, profile, missing } = nearest;
    const names = missing.map((name) => `“${name}”`).join(", ");
    const lacks = missing.length === 1 ? "the column" : "the columns";
    return { ...row, nearly: `It is nearly “${profile.title}”, and lacks ${lacks} ${names}.` };
  }
  const width = Math.max(0, ...rows.map(({ columns }) => filled(columns)));
  // A title above the table fills a cell or two; the header fills most of the columns.
  const row = rows.find(({ columns }) => filled(columns) >= Math.max(2, width * 0.6));
  return row === undefined ? null : { ...row, nearly: null };
}

function candidates(table: Table): { readonly header: number; readonly columns: Columns }[] {
  return table.rows.slice(0, LOOKED_AT).map(({ cells }, header) => ({ header, columns: columnsOf(cells) }));
}

function filled(columns: Columns): number {
  return columns.headers.filter((header) => header !== "").length;
}

function missingOf(profile: Profile, columns: Columns): readonly string[] {
  return profile.required
    .filter((names) => names.every((name) => columns.find(name) === null))
    .map(([name = ""]) => name.replace(/^\*/, ""));
}

function sameHeaders(some: readonly string[], others: readonly string[]): boolean {
  const folded = (headers: readonly string[]): string =>
    JSON.stringify(headers.map(foldHeader).filter((header) => header !== ""));
  return folded(some) === folded(others);
}
