import type { MacroName, MacroShift } from "../../../scripts/local-boards/wiql/ast";
import { dateOfMacro, parseDateLiteral } from "../../../scripts/local-boards/wiql/dates";

// A Wednesday.
const NOW = Date.parse("2026-03-11T15:30:00Z");

function start(name: MacroName, offset = 0, shift: MacroShift | null = null): string | null {
  const span = dateOfMacro({ kind: "macro", name, offset, shift, at: 0 }, NOW);
  return span === null ? null : new Date(span.from).toISOString();
}

describe("dates in queries", () => {
  it.each([
    ["2026-03-11", "2026-03-11T00:00:00.000Z", false],
    ["3/11/2026", "2026-03-11T00:00:00.000Z", false],
    ["03-11-2026", "2026-03-11T00:00:00.000Z", false],
    ["3/11/26 12:30", "2026-03-11T12:30:00.000Z", true],
    ["03-11-2026 GMT", "2026-03-11T00:00:00.000Z", false],
    ["3/11/2026 10:20:30Z", "2026-03-11T10:20:30.000Z", true],
    ["2026-03-11T10:20:30Z", "2026-03-11T10:20:30.000Z", true],
    ["2026-03-11 10:20", "2026-03-11T10:20:00.000Z", true],
    ["2026-03-11T10:20:30.25+02:00", "2026-03-11T08:20:30.250Z", true],
  ])("read %s", (text, from, hasTime) => {
    const span = parseDateLiteral(text);
    expect(span && [new Date(span.from).toISOString(), span.hasTime]).toEqual([from, hasTime]);
  });

  it.each(["", "yesterday", "2026-02-30", "2026-13-01", "2026-03-11T25:00:00Z", "11.3.2026", "03-11/2026"])(
    "do not read %p",
    (text) => {
      expect(parseDateLiteral(text)).toBeNull();
    },
  );

  it("count from today, the week's Sunday, the month and the year", () => {
    expect(start("today", -1)).toBe("2026-03-10T00:00:00.000Z");
    expect(start("startofday")).toBe("2026-03-11T00:00:00.000Z");
    expect(start("startofweek")).toBe("2026-03-08T00:00:00.000Z");
    expect(start("startofweek", 1)).toBe("2026-03-15T00:00:00.000Z");
    expect(start("startofmonth", -3)).toBe("2025-12-01T00:00:00.000Z");
    expect(start("startofyear", 1)).toBe("2027-01-01T00:00:00.000Z");
    expect(start("startofmonth", 0, { amount: 10, unit: "d" })).toBe("2026-03-11T00:00:00.000Z");
    expect(start("startofyear", 0, { amount: 3, unit: "M" })).toBe("2026-04-01T00:00:00.000Z");
    expect(start("me")).toBeNull();
  });
});
