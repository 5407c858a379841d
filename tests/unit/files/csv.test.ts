import { csvOf } from "../../../src/files/csv";

const cell = (text: string): string =>
  csvOf([[text]])
    .slice(1)
    .replace(/\r\n$/, "");

describe("CSV for spreadsheets", () => {
  it("begins with a byte order mark and ends each line with CRLF, so that Excel reads UTF-8", () => {
    expect(
      csvOf([
        ["Grüße", 3],
        [null, "b"],
      ]),
    ).toBe('\uFEFF"Grüße",3\r\n,"b"\r\n');
  });

  it("doubles quotes, and keeps commas and lines within a cell", () => {
    expect(cell('a "b", c\nd')).toBe('"a ""b"", c\nd"');
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\n1", "＝1", "＋1", "－1", "＠x", "  =1", "\u200B=1", "\u0000=1"])(
    "makes no formula of %j",
    (text) => {
      expect(cell(text)).toBe(`"'${text}"`);
    },
  );

  it.each([
    ["web;=1+1", "web;'=1+1"],
    ["web; @SUM(A1)", "web;' @SUM(A1)"],
    ['web;"=1+1"', `web;'""=1+1""`],
    ["a\n=1\r\n+2\t-3", "a\n'=1\r\n'+2\t'-3"],
    ["\t=1", "'\t'=1"],
    ["\r=1", "'\r'=1"],
    ["a;\u200B＝1;b", "a;'\u200B＝1;b"],
  ])("makes none in the middle of %j either, where a spreadsheet expects semicolons or tabs", (text, written) => {
    expect(cell(text)).toBe(`"${written}"`);
  });

  it.each(["a; b=1", "a;1-2", "a=1", "1-2", "x@example.com", "'=1", ""])("leaves %j as it is", (text) => {
    expect(cell(text)).toBe(`"${text}"`);
  });

  it("writes numbers as numbers, negative ones too", () => {
    expect(csvOf([[-3, 0.5]])).toBe("\uFEFF-3,0.5\r\n");
  });
});
