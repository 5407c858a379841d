import { bandsOf, cutTo } from "../../../src/components/charts/bands";
import { changes } from "../../../src/components/charts/changes";
import { fanEnd, fanPaths, raysOf, rayText } from "../../../src/components/charts/fan";
import { tickText } from "../../../src/components/charts/amounts";
import { areaPath, linePath, stacked } from "../../../src/components/charts/paths";
import { dayTicks, linear, nearest, niceTicks } from "../../../src/components/charts/scales";
import { dayNumber, dayText } from "../../../src/domain/planning/days";
import type { Bound, Outlook } from "../../../src/domain/planning/forecast/outlook";

describe("a straight scale", () => {
  it("places the ends of the domain at the ends of the range, which may run downwards", () => {
    const y = linear([0, 20], [260, 60]);
    expect([y(0), y(5), y(20)]).toEqual([260, 210, 60]);
  });

  it("places the only value of a domain without width in the middle", () => {
    expect(linear([7, 7], [0, 100])(7)).toBe(50);
  });
});

describe("ticks of amounts", () => {
  it("begin at 0, end at or above the highest value, and are round", () => {
    expect(niceTicks(23, 4)).toEqual([0, 10, 20, 30]);
    expect(niceTicks(9, 4)).toEqual([0, 5, 10]);
  });

  it("give all zero a scale", () => {
    expect(niceTicks(0, 4)).toEqual([0, 1]);
  });

  it("count whole assets, however few", () => {
    expect(niceTicks(1, 4)).toEqual([0, 1]);
    expect(niceTicks(3, 4)).toEqual([0, 1, 2, 3]);
  });

  it("divide efforts below 1, without the noise of floating point", () => {
    expect(niceTicks(0.6, 4).map(tickText)).toEqual(["0", "0.2", "0.4", "0.6"]);
  });

  it("reach below 0 for debits", () => {
    expect(niceTicks(19, 4, -1)).toEqual([-5, 0, 5, 10, 15, 20]);
  });

  it("stay few and short for huge numbers", () => {
    expect(niceTicks(4_300_000, 4).map(tickText)).toEqual(["0", "2M", "4M", "6M"]);
    expect(tickText(12_500)).toBe("12.5K");
    expect(tickText(9_500)).toBe("9,500");
  });
});

describe("ticks of days", () => {
  const ticks = (from: string, to: string, count: number) => {
    const { grain, days } = dayTicks(dayNumber(from), dayNumber(to), count);
    return { grain, days: days.map(dayText) };
  };

  it("name each day of a few", () => {
    expect(ticks("2026-12-30", "2027-01-01", 5)).toEqual({
      grain: "day",
      days: ["2026-12-30", "2026-12-31", "2027-01-01"],
    });
  });

  it("name a single day", () => {
    expect(ticks("2026-11-23", "2026-11-23", 4)).toEqual({ grain: "day", days: ["2026-11-23"] });
  });

  it("name Mondays of a month, over the ends of summer time (UTC)", () => {
    expect(ticks("2026-10-15", "2026-11-14", 5)).toEqual({
      grain: "day",
      days: ["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"],
    });
  });

  it("name first days of months of a year, also where there is room for few", () => {
    expect(ticks("2026-02-10", "2027-01-20", 4)).toEqual({
      grain: "month",
      days: ["2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"],
    });
  });

  it("name years of five years and of ten", () => {
    expect(ticks("2022-03-01", "2027-03-01", 6).days).toEqual([
      "2023-01-01",
      "2024-01-01",
      "2025-01-01",
      "2026-01-01",
      "2027-01-01",
    ]);
    const ten = ticks("2022-03-01", "2032-03-01", 4);
    expect(ten.grain).toBe("year");
    expect(ten.days.length).toBeGreaterThan(0);
    expect(ten.days.length).toBeLessThanOrEqual(4);
  });

  it("are never more than there is room for, never none, and always within the axis", () => {
    for (let length = 0; length < 4_000; length += 37) {
      for (const count of [1, 3, 8]) {
        const from = dayNumber("2024-02-29") + length;
        const { days } = dayTicks(from, from + length, count);
        expect({ length, count, few: days.length >= 1 && days.length <= count }).toEqual({ length, count, few: true });
        expect(days.every((day) => day >= from && day <= from + length)).toBe(true);
      }
    }
  });
});

describe("paths", () => {
  it("are empty for nothing, a dot for one point, a line for more", () => {
    expect(linePath([])).toBe("");
    expect(linePath([[1, 2]])).toBe("M1 2h0");
    expect(
      linePath([
        [0, 0.04],
        [10, 5.26],
      ]),
    ).toBe("M0 0L10 5.3");
  });

  it("close an area along its lower edge, backwards", () => {
    expect(
      areaPath(
        [
          [0, 1],
          [9, 2],
        ],
        [
          [0, 5],
          [9, 6],
        ],
      ),
    ).toBe("M0 1L9 2L9 6L0 5Z");
    expect(areaPath([], [])).toBe("");
  });

  it("stack counts on each other", () => {
    expect(stacked([2, 0, 3])).toEqual([2, 2, 5]);
  });
});

describe("bars", () => {
  it("share the room evenly, and a single one is no wall", () => {
    expect(bandsOf(4, 0, 120, 30)).toEqual({ centres: [15, 45, 75, 105], width: 20, labelled: 1 });
    expect(bandsOf(1, 0, 600, 30)).toEqual({ centres: [300], width: 48, labelled: 1 });
  });

  it("name only as many as there is room for", () => {
    expect(bandsOf(130, 0, 260, 80)).toMatchObject({ width: expect.closeTo(4 / 3) as number, labelled: 40 });
  });

  it("cut names that are too long, between letters", () => {
    expect(cutTo("Sprint 1", 70, 7)).toBe("Sprint 1");
    expect(cutTo("A very long name", 70, 7)).toBe("A very lo…");
    expect(cutTo("🚀🚀🚀", 14, 7)).toBe("🚀…");
  });
});

it("finds the place that is next to the pointer", () => {
  expect(nearest([10, 20, 40], 31)).toBe(2);
  expect(nearest([10, 20], 15)).toBe(0);
  expect(nearest([], 15)).toBe(-1);
});

it("tells days on which something changed, and the last one", () => {
  expect(changes([1, 1, 2, 2, 2, 1, 1], (value) => value)).toEqual([1, 2, 1, 1]);
  expect(changes([], (value) => value)).toEqual([]);
});

describe("a fan", () => {
  const TODAY = dayNumber("2026-11-23");
  const on = (day: string): Bound => ({ kind: "day", day });
  const unsaid = (worstSeen: string): Bound => ({ kind: "unsaid", worstSeen });
  const beyond: Bound = { kind: "beyond", horizon: "2036-11-23" };
  const dates = (p50: Bound, p85: Bound, p95: Bound): Extract<Outlook, { kind: "dates" }> => ({
    ...{ kind: "dates", isThin: false, p50, p85, p95, chance: null, trials: 10_000 },
    shares: { p50: 0.5, p85: 0.85, p95: 0.95 },
  });

  it("has a line for each confidence that is said", () => {
    const rays = raysOf(dates(on("2026-12-12"), on("2026-12-18"), unsaid("2027-01-02")));
    expect(rays.map((ray) => rayText(ray, "2026-11-23"))).toEqual([
      expect.stringMatching(/^Half of the trials: by (12 Dec|Dec 12)$/),
      expect.stringMatching(/^85 % of the trials: by (18 Dec|Dec 18)$/),
      expect.stringMatching(/^Too few iterations for 95 %: later than .*2027, the worst seen$/),
    ]);
    expect(fanEnd(rays, TODAY)).toBe(dayNumber("2027-01-02"));
  });

  it("says once that neither 85 % nor 95 % can be said (thin)", () => {
    const rays = raysOf(dates(on("2026-12-12"), unsaid("2027-01-02"), unsaid("2027-01-02")));
    expect(rays.map(({ level }) => level)).toEqual(["p50", "p85"]);
  });

  it("leaves the plot at the right, below the scope, with what is beyond the horizon", () => {
    const rays = raysOf(dates(on("2027-11-23"), beyond, beyond));
    const end = fanEnd(rays, TODAY);
    expect(end).toBe(TODAY + 730);
    const x = (day: number) => day - TODAY;
    const { lines, band } = fanPaths(rays, { day: TODAY, done: 0 }, 100, end, x, (value) => 100 - value);
    expect(lines[0]?.path).toBe("M0 100L365 0");
    // 730 of 3653 days: a fifth of the way.
    expect(lines[1]?.path).toBe("M0 100L730 80");
    expect(band).toBe("M0 100L365 0L730 0L730 80L0 100Z");
  });

  it("shows a year where nothing is within the horizon", () => {
    expect(fanEnd(raysOf(dates(beyond, beyond, beyond)), TODAY)).toBe(TODAY + 365);
  });
});
