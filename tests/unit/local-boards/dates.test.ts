import type { MacroName, MacroShift } from "../../../scripts/local-boards/wiql/ast";
import { dayOf, isInYears, parseDateLiteral, timeOfMacro } from "../../../scripts/local-boards/wiql/dates";

// A Wednesday.
const NOW = Date.parse("2026-03-11T15:30:00Z");

function start(name: MacroName, offset = 0, shift: MacroShift | null = null, now = NOW): string | null {
  const time = timeOfMacro({ kind: "macro", name, offset, shift, at: 0 }, now);
  return time === null ? null : new Date(time).toISOString();
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
    ["0050-01-31", "0050-01-31T00:00:00.000Z", false],
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

  it.each([
    ["2026-01-31T10:00:00Z", 1, "M", "2026-02-28T00:00:00.000Z"],
    ["2026-03-31T10:00:00Z", -1, "M", "2026-02-28T00:00:00.000Z"],
    ["2026-12-31T10:00:00Z", 2, "M", "2027-02-28T00:00:00.000Z"],
    ["2028-02-29T10:00:00Z", 1, "y", "2029-02-28T00:00:00.000Z"],
    ["2028-02-29T10:00:00Z", 4, "y", "2032-02-29T00:00:00.000Z"],
  ] as const)("stay in the month that they are shifted to: %s by %s%s", (now, amount, unit, expected) => {
    expect(start("startofday", 0, { amount, unit }, Date.parse(now))).toBe(expected);
  });

  it("take the first century for itself when they count years", () => {
    expect(start("startofyear", -1950)).toBe("0076-01-01T00:00:00.000Z");
  });

  it("lie in the years 1 to 9999", () => {
    const first = Date.parse("0001-01-01T00:00:00Z");
    const last = Date.parse("9999-12-31T23:59:59.999Z");
    expect([first - 1, first, last, last + 1, Number.NaN].map(isInYears)).toEqual([false, true, true, false, false]);
  });

  it("are days from midnight to midnight, before 1970 too", () => {
    const from = Date.parse("1969-12-30T00:00:00Z");
    expect(dayOf(from + 5)).toEqual({ from, to: from + 86_400_000, hasTime: false });
  });
});
