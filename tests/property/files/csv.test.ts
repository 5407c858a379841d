import * as fc from "fast-check";
import { csvOf } from "../../../src/files/csv";

/** Reads CSV as RFC 4180 has it. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += text[at] === '"' ? 2 : 1) {
        if (at >= text.length) throw new Error("A quote is left open.");
        cell += text[at];
      }
      at += 1;
    } else {
      while (at < text.length && text[at] !== "," && text[at] !== "\r") cell += text[at++];
    }
    row.push(cell);
    if (text[at] === ",") at += 1;
    else if (text.startsWith("\r\n", at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else throw new Error(`Neither comma nor line end at ${at}.`);
  }
  return rows;
}

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", " ", "'", "＝", "＠", "\uFEFF", "a"), {
      maxLength: 6,
    })
    .map((signs) => signs.join("")),
);
const rows = fc.array(fc.array(hostile, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });

describe("CSV", () => {
  it("gives back every text as it was, but for apostrophes in front of what could be a formula", () => {
    fc.assert(
      fc.property(rows, (texts) => {
        const read = parse(csvOf(texts).slice(1));
        // At the beginning of a cell, or where another one begins for a spreadsheet that expects semicolons or tabs.
        const bare = (cell: string): string => cell.replaceAll(/(^|[;\t\r\n])'/g, "$1");
        expect(read.map((row) => row.map(bare))).toEqual(texts.map((row) => row.map(bare)));
        for (const [index, row] of read.entries()) {
          for (const [column, cell] of row.entries()) {
            if (!/[=+\-@＝＋－＠]/.test(cell) && !/^'?[\t\r\n]/.test(cell)) expect(cell).toBe(texts[index]?.[column]);
          }
        }
      }),
    );
  });

  it("holds no cell that a spreadsheet takes for a formula, whatever white space it drops first", () => {
    fc.assert(
      fc.property(rows, (texts) => {
        for (const cell of parse(csvOf(texts).slice(1)).flat()) {
          expect(cell.replace(/^[\s\p{C}]+/u, "")).not.toMatch(/^[=+\-@＝＋－＠]/);
          expect(cell).not.toMatch(/^[\t\r\n]/);
        }
      }),
    );
  });
});
