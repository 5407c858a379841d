import {
  backtestText,
  chanceText,
  columnText,
  differenceText,
  exitSentence,
  historyText,
  isLate,
  obstaclesText,
  outlookText,
  p95Text,
} from "../../../../src/components/forecast/words";
import { backtestOf } from "../../../../src/domain/planning/forecast/backtest";
import { SHARES } from "../../../../src/domain/planning/forecast/quantiles";
import type { Bound, Outlook } from "../../../../src/domain/planning/forecast/outlook";
import { dayText } from "../../../../src/components/time";

const TODAY = "2026-11-23";
const nameOf = (key: string) => `Release ${key}`;
const on = (day: string): Bound => ({ kind: "day", day });
const dates = (changes: Partial<Extract<Outlook, { kind: "dates" }>> = {}): Outlook => ({
  kind: "dates",
  isThin: false,
  p50: on("2026-12-09"),
  p85: on("2026-12-19"),
  p95: on("2027-01-05"),
  chance: { kind: "percent", percent: 82 },
  shares: SHARES,
  trials: 10_000,
  ...changes,
});
const short = (day: string) =>
  new Date(day).toLocaleDateString(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const [DEC_9, DEC_19] = [short("2026-12-09"), short("2026-12-19")];

describe("the words of a forecast", () => {
  it("never tell a date without a range", () => {
    expect(outlookText(dates(), TODAY, nameOf)).toBe(`${DEC_9} – ${DEC_19} (50–85 %)`);
    expect(columnText(dates(), TODAY, nameOf)).toBe(`${DEC_9} – ${DEC_19}`);
  });

  it("name years other than this one", () => {
    expect(outlookText(dates({ p85: on("2027-01-05") }), TODAY, nameOf)).toBe(
      `${DEC_9} – ${dayText("2027-01-05")} (50–85 %)`,
    );
  });

  it("say of 3 to 5 iterations that they are thin, and how late the worst future is (§5)", () => {
    const worst: Bound = { kind: "unsaid", worstSeen: "2026-12-19" };
    const thin = dates({ isThin: true, p85: worst, p95: worst, chance: null });
    expect(outlookText(thin, TODAY, nameOf)).toBe(`${DEC_9} – ${DEC_19} (50 % – worst seen), thin`);
    expect(columnText(thin, TODAY, nameOf)).toBe(outlookText(thin, TODAY, nameOf));
    expect(p95Text(worst, TODAY)).toBe(`later than ${DEC_19}, the worst seen`);
    expect(exitSentence(thin, nameOf)).toBe(
      `Exit: 50 % by ${dayText("2026-12-09")}; too few iterations are over to say 85 %, the worst seen is ${dayText("2026-12-19")}.`,
    );
  });

  it("say what lies beyond the ten years that are looked at", () => {
    const beyond: Bound = { kind: "beyond", horizon: "2036-11-22" };
    expect(outlookText(dates({ p85: beyond }), TODAY, nameOf)).toBe(
      `${DEC_9} – after ${dayText("2036-11-22")} (50–85 %)`,
    );
    expect(outlookText(dates({ p50: beyond, p85: beyond }), TODAY, nameOf)).toBe(
      `after ${dayText("2036-11-22")} (50 %)`,
    );
  });

  it("tell the chance of a target date as above 95 % at most, and when the promise comes too late", () => {
    expect([chanceText({ kind: "percent", percent: 82 }), chanceText({ kind: "above", percent: 95 })]).toEqual([
      "82 %",
      ">95 %",
    ]);
    expect(isLate(dates(), "2026-12-18")).toBe(true);
    expect(isLate(dates(), "2026-12-19")).toBe(false);
    const unsaid = dates({ p85: { kind: "unsaid", worstSeen: "2027-01-01" } });
    expect(isLate(unsaid, "2026-12-18")).toBe(false);
    expect(isLate(unsaid, "2026-12-08")).toBe(true);
    expect(isLate({ kind: "done" }, "2026-01-01")).toBe(false);
  });

  it("begin with the exit", () => {
    expect(exitSentence(dates(), nameOf)).toBe(
      `Exit: 85 % by ${dayText("2026-12-19")}, 50 % by ${dayText("2026-12-09")}.`,
    );
    expect(exitSentence({ kind: "done" }, nameOf)).toBe("Exit: done.");
  });

  it("name the team where there is no forecast", () => {
    const few = { kind: "tooFewPeriods", gate: "promotion" } as const;
    const cannot: Outlook = { kind: "cannot", because: [{ ...few, team: "team B", periods: 2 }] };
    expect(outlookText(cannot, TODAY, nameOf)).toBe("cannot forecast: team B has 2 iterations that are over");
    expect(obstaclesText([{ ...few, team: "Web", periods: 1 }], nameOf)).toBe("team Web has 1 iteration that is over");
    expect(obstaclesText([{ ...few, team: "", periods: 0 }], nameOf)).toBe("no team owns the area of some assets");
    expect(obstaclesText([{ kind: "circle", releases: ["A", "B"] }], nameOf)).toBe(
      "Release A and Release B wait for each other",
    );
  });

  it("name a team once, by the first gate, and no more than two reasons", () => {
    const idle = (team: string, gate: string) => ({ kind: "nothingDelivered", team, gate, periods: 9 }) as const;
    expect(
      obstaclesText(
        [idle("Web", "uat"), idle("Web", "promotion"), idle("Data", "promotion"), idle("Net", "promotion")],
        nameOf,
      ),
    ).toBe(
      "team Web brought nothing through UAT in 9 iterations; team Data brought nothing through promotion in 9 iterations; and 1 more",
    );
  });

  it("tell what a what-if changes in days, and of the chance", () => {
    const later = dates({ p85: on("2026-12-31"), chance: { kind: "percent", percent: 60 } });
    expect(differenceText(dates(), later)).toBe("12 days later (chance 60 %)");
    expect(differenceText(later, dates({ chance: null }))).toBe("12 days earlier");
    expect(differenceText(dates(), dates({ chance: null }))).toBe("the same day");
    expect(differenceText(dates(), null)).toBe("left out");
    expect(differenceText({ kind: "cannot", because: [] }, dates())).toBe("cannot forecast");
  });

  it("print beside it how good such forecasts were (§6)", () => {
    const periods = Array.from({ length: 15 }, () => ({ workingDays: 10, delivered: 4 }));
    const result = backtestOf([{ name: "Web", periods }], { window: 6, horizon: 1, trials: 20, seed: 1 });
    expect(backtestText(result)).toBe(
      "Of 9 forecasts of one iteration made with what was known then, 9 were met at 85 % (interval 66–100 %).",
    );
  });

  it("say what is drawn from, and what is left out with its reason", () => {
    const sample = { name: "", deliveredPerDay: 1, growthPerDay: 0 };
    const leftOut = [
      { name: "Sprint 4", why: "outage", reason: "the move" },
      { name: "Sprint 9", why: "not over", reason: null },
    ] as const;
    expect(historyText({ samples: [sample, sample, sample], leftOut })).toBe(
      "3 iterations, too few for 85 %; left out: Sprint 4 (outage: the move), Sprint 9 (not over yet).",
    );
  });
});
