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
  it("gives back every text as it was, but for an apostrophe in front of what could be a formula", () => {
    fc.assert(
      fc.property(rows, (texts) => {
        const read = parse(csvOf(texts).slice(1));
        const plain = read.map((row, index) =>
          row.map((cell, column) => (cell === texts[index]?.[column] ? cell : cell.replace(/^'/, ""))),
        );
        expect(plain).toEqual(texts);
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
