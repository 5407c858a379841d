import { fold, tidy } from "../../domain/text";

/**
 * A header as it is compared: folded, line breaks as blanks, no blank around brackets, and without the star that marks
 * what must be filled. Units in brackets stay: `memory(in mb)`.
 */
export function foldHeader(header: string): string {
  return fold(header)
    .replace(/^\*\s*/, "")
    .replace(/\s*([()])\s*/g, "$1")
    .trim();
}

/** A header as it is shown: as it is written, in one line. */
export function shownHeader(header: string): string {
  return tidy(header);
}

/** Stands in the name of a column for a currency behind it (`USD`, `(€)`), which differs from export to export. */
export const CURRENCY = " {currency}";

/** Finds columns of one file by their headers. */
export interface Columns {
  /** As they are shown; empty where a column has none. */
  readonly headers: readonly string[];
  /** The first column of this header, from 0; null for none. A name that ends in {@link CURRENCY} may have any currency, or none. */
  find(name: string): number | null;
  /** Columns whose header stands further left already. */
  readonly repeated: readonly number[];
}

/** Looks at a row as a row of headers. */
export function columnsOf(cells: readonly string[]): Columns {
  const places = new Map<string, number>();
  const repeated: number[] = [];
  for (const [at, cell] of cells.entries()) {
    const folded = foldHeader(cell);
    if (folded === "") continue;
    if (places.has(folded)) repeated.push(at);
    else places.set(folded, at);
  }
  return {
    headers: cells.map(shownHeader),
    repeated,
    find: (name) => {
      if (!name.endsWith(CURRENCY)) return places.get(foldHeader(name)) ?? null;
      const start = foldHeader(name.slice(0, -CURRENCY.length));
      for (const [header, at] of places) {
        if (header === start || (header.startsWith(start) && /^( |\()\S{1,5}$/.test(header.slice(start.length))))
          return at;
      }
      return null;
    },
  };
}

/** A unit as a word of its own, or as the last hump of words that are written together. */
const UNITS = [/(?:^|[^a-z])([kmgt])i?b(?![a-z])/i, /[a-z]([KMGT])i?B(?![A-Za-z])/];
const BYTES = /(?:^|[^a-z])bytes(?![a-z])|[a-z]Bytes(?![a-z])/;

/**
 * The unit of memory or storage that a header names (`RAM.TotalSizeInMB`, `Memory (GiB)`, `Size in bytes`), as a power of
 * 1024 bytes; null where it names none. Inventories say MB and mean MiB.
 */
export function sizeUnitOf(header: string): number | null {
  for (const unit of UNITS) {
    const letter = unit.exec(header)?.[1]?.toLowerCase();
    if (letter !== undefined) return "kmgt".indexOf(letter) + 1;
  }
  return BYTES.test(header) ? 0 : null;
}
