import { MAX_LIST, MAX_TEXT, readText, readValue, type ValueContext } from "../../../../src/files/inventory/values";

const context = (changes: Partial<ValueContext> = {}): ValueContext => ({
  scale: 1,
  mayHaveDotThousands: false,
  areSerialsDays: true,
  ...changes,
});
const number = (cell: string, changes: Partial<ValueContext> = {}) => readValue(cell, "number", context(changes));
const day = (cell: string, changes: Partial<ValueContext> = {}) => readValue(cell, "day", context(changes));

describe("a value of a cell", () => {
  it.each(["number", "day", "list", "text"] as const)("is unknown where a %s is empty or -1", (holds) => {
    for (const cell of ["", "  ", "-1", " -1 "]) {
      expect(readValue(cell, holds, context())).toEqual({ value: null, message: null });
    }
  });

  it.each([
    ["4096", 4096],
    [" 0 ", 0],
    ["53.66", 53.66],
    ["1.5e3", 1500],
    ["42 %", 42],
    ["1.234", 1.234],
  ])("is the number %s", (cell, value) => {
    expect(number(cell)).toEqual({ value, message: null });
  });

  it.each(["1,234", "1.234,5", "1,234.5", "1 234", "1'234", "3,5", "1.234.567"])(
    "is not guessed where separators may mean two things: %s",
    (cell) => {
      expect(number(cell)).toEqual({ value: null, message: expect.stringContaining("separators") });
    },
  );

  it("is not guessed of a dot either in a file that separates cells by semicolons, as where commas are decimal", () => {
    expect(number("1.234", { mayHaveDotThousands: true }).value).toBeNull();
    expect(number("1.23", { mayHaveDotThousands: true }).value).toBe(1.23);
  });

  it.each(["8 GB", "eight", "-5", "1e999", "0x10", "N/A", "--", "∞"])("is no number: %s", (cell) => {
    expect(number(cell)).toEqual({ value: null, message: expect.any(String) });
  });

  it("is in the attribute's unit, to two decimals where it was converted", () => {
    expect(number("105742", { scale: 1 / 1024 }).value).toBe(103.26);
    expect(number("14.155158996582").value).toBe(14.155158996582);
  });

  it.each([
    ["2023-12-01", "2023-12-01"],
    ["2023-12-01 00:00:00", "2023-12-01"],
    ["2023-07-25T06:12:34.1674501Z", "2023-07-25"],
    ["2023-07-25T23:30:00-02:00", "2023-07-26"],
    ["2023-07-25T01:30:00+0200", "2023-07-24"],
    ["2023/7/5", "2023-07-05"],
    ["45261", "2023-12-01"],
    ["45261.75", "2023-12-01"],
    ["25/04/2026", "2026-04-25"],
    ["4/25/2026", "2026-04-25"],
    ["04/04/2026", "2026-04-04"],
    ["25.04.2026 10:00", "2026-04-25"],
    ["3 April 2026", "2026-04-03"],
    ["03-Apr-2026", "2026-04-03"],
    ["Apr 3, 2026", "2026-04-03"],
  ])("is a day in UTC: %s", (cell, value) => {
    expect(day(cell)).toEqual({ value, message: null });
  });

  it("is not guessed where day and month may be either way round", () => {
    expect(day("03/04/2026")).toEqual({ value: null, message: expect.stringContaining("either way round") });
    expect(day("03.04.2026").value).toBeNull();
  });

  it.each(["2023-02-30", "31/02/2026", "25/04/26", "1", "99999999", "soon", "2023-13-01", "3 Foo 2026"])(
    "is no day: %s",
    (cell) => {
      expect(day(cell)).toEqual({ value: null, message: expect.stringContaining("YYYY-MM-DD") });
    },
  );

  it("is no day where the workbook counts its days from 1904", () => {
    expect(day("45261", { areSerialsDays: false }).value).toBeNull();
  });

  it.each([
    ["[192.0.2.1,2001:db8::1];[192.0.2.2];", ["192.0.2.1", "2001:db8::1", "192.0.2.2"]],
    ["a; b\nc|a", ["a", "b", "c"]],
  ])("is a list without doubles: %j", (cell, value) => {
    expect(readValue(cell, "list", context())).toEqual({ value, message: null });
  });

  it("is nothing where a list is empty brackets", () => {
    expect(readValue("[];", "list", context())).toEqual({ value: null, message: null });
  });

  it("is told where a long list was cut", () => {
    const many = Array.from({ length: MAX_LIST + 1 }, (_, at) => `a${at}`).join(";");
    const read = readValue(many, "list", context());
    expect(read.value).toHaveLength(MAX_LIST);
    expect(read.message).toContain("The list has 101 entries");
  });

  it("is told where a text of 40,000 characters was cut, and no letter was halved", () => {
    const read = readValue("x".repeat(MAX_TEXT - 1) + "😀".repeat(20_000), "text", context());
    expect(read.value).toBe("x".repeat(MAX_TEXT - 1));
    expect(read.message).toBe("The text has 40,999 characters; the first 1,000 were taken.");
  });

  it("is tidied, in one line, without what can't be seen", () => {
    expect(readText(" a\u0000\n b\u007f ", 100).value).toBe("a b");
  });
});
