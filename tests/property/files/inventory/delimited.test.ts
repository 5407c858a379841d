import * as fc from "fast-check";
import { unguarded } from "../../../../src/files/csv";
import { decode } from "../../../../src/files/inventory/decode";
import { readDelimited } from "../../../../src/files/inventory/delimited";
import type { Table } from "../../../../src/files/inventory/table";

function read(text: string): Table {
  const decoded = decode(new TextEncoder().encode(text));
  if (decoded.kind === "refused") throw new Error(decoded.message);
  return readDelimited(decoded);
}

const cell = fc
  .array(fc.constantFrom(",", ";", "\t", "|", '"', "'", "\n", " ", "a", "Ö", "1", "=", "😀"), { maxLength: 6 })
  .map((signs) => signs.join(""))
  // What this product writes in front of a formula is not part of the text.
  .filter((text) => unguarded(text) === text);
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe("delimited text", () => {
  it("gives back every cell, and the line of every row, whatever separates cells and lines", () => {
    const signs = fc.constantFrom(",", ";", "\t", "|");
    const ends = fc.constantFrom("\n", "\r\n", "\r");
    fc.assert(
      fc.property(table, signs, ends, fc.boolean(), (cells, sign, end, isClosed) => {
        // A header without signs of its own tells which sign separates.
        const rows = [...Array<string[]>(9).fill(cells[0]?.map((_, at) => `h${at}`) ?? []), ...cells];
        const text = rows.map((row) => row.map(quoted).join(sign)).join(end) + (isClosed ? end : "");
        let line = 1;
        const expected = rows.flatMap((row) => {
          const start = line;
          line += 1 + row.join("").split("\n").length - 1;
          return row.every((each) => each.trim() === "") ? [] : [{ line: start, cells: row }];
        });
        const { rows: got, problems } = read(text);
        expect(got).toEqual(expected);
        expect(problems).toEqual([]);
      }),
    );
  });

  it("never throws, whatever the text", () => {
    const parts = fc.constantFrom(",", ";", '"', "\n", "\r\n", "a", " ", "sep=;\n", "\ufeff");
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 30 }), (text) => {
        const { rows, problems } = read(text.join(""));
        for (const { line } of [...rows, ...problems]) expect(line).toBeGreaterThan(0);
      }),
    );
  });
});
