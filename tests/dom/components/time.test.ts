/** @jest-environment node */
import { agoOf, DAY, daysLeftText, daysUntil } from "../../../src/components/time";
import { day, NOW } from "../../builders/estate";

describe("ages", () => {
  it.each([
    [0, "just now"],
    [-5_000, "just now"],
    [12_000, "12 s ago"],
    [5 * 60_000, "5 min ago"],
    [47 * 3_600_000, "47 h ago"],
    [6 * DAY + 1, "6 days ago"],
  ])("of %i ms read %j", (age, text) => {
    expect(agoOf(NOW - age, NOW)).toBe(text);
  });
});

describe("the days to a target date", () => {
  it.each([
    ["2026-11-23", "today"],
    ["2026-11-24", "tomorrow"],
    ["2026-12-13", "in 20 days"],
    ["2026-11-22", "1 day over"],
    ["2026-11-01", "22 days over"],
  ])("%s is %s", (date, text) => {
    expect(daysLeftText(date, NOW)).toBe(text);
  });

  it("are the same from the first to the last moment of a day", () => {
    const midnight = day("2026-11-23");
    expect(daysUntil("2026-11-24", midnight)).toBe(1);
    expect(daysUntil("2026-11-24", midnight + DAY - 1)).toBe(1);
    expect(daysUntil("2026-11-24", midnight + DAY)).toBe(0);
  });
});
