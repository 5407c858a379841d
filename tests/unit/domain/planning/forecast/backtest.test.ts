import {
  type BacktestOptions,
  backtestOf,
  type PlayedTeam,
} from "../../../../../src/domain/planning/forecast/backtest";
import { brierScore, hitRateOf, pinballLoss } from "../../../../../src/domain/planning/forecast/scores";
import { syntheticTeam, type Process } from "../../../../bench/synthetic";

const OPTIONS: BacktestOptions = { window: 3, horizon: 1, trials: 400, seed: 1 };

function played(delivered: readonly number[], name = "Web"): PlayedTeam {
  return { name, periods: delivered.map((amount) => ({ workingDays: 10, delivered: amount })) };
}

function synthetic(process: Process, count: number, length = 40): PlayedTeam[] {
  return Array.from({ length: count }, (_, number) => syntheticTeam(process, "items", number, length));
}

describe("scores (forecasting §6)", () => {
  it("have the exact binomial interval: 8 of 10 is somewhere from 44 % to 97 %", () => {
    const { rate, interval } = hitRateOf(8, 10);
    expect(rate).toBe(0.8);
    expect(interval[0]).toBeCloseTo(0.4439, 4);
    expect(interval[1]).toBeCloseTo(0.9748, 4);
  });

  it("do not rule 85 % out by one missed case, but do by two", () => {
    expect(hitRateOf(0, 1).interval[1]).toBeCloseTo(0.975, 6);
    expect(hitRateOf(0, 2).interval[1]).toBeCloseTo(0.8419, 4);
    expect(hitRateOf(1, 3).interval[1]).toBeGreaterThan(0.85);
  });

  it("hold for many cases, too", () => {
    const [low, high] = hitRateOf(8_500, 10_000).interval;
    expect(low).toBeCloseTo(0.8428, 3);
    expect(high).toBeCloseTo(0.8569, 3);
  });

  it("say nothing of no case, and never more than all or less than none", () => {
    expect(hitRateOf(0, 0)).toEqual({ hits: 0, cases: 0, rate: Number.NaN, interval: [0, 1] });
    expect(hitRateOf(5, 5).interval[1]).toBe(1);
    expect(hitRateOf(0, 5).interval[0]).toBe(0);
  });

  it("charge a low quantile little for what came beyond it, and much for what it promised in vain", () => {
    expect(pinballLoss(0.25, 10, 14)).toBe(1);
    expect(pinballLoss(0.25, 10, 6)).toBe(3);
  });

  it("charge a probability by its square", () => {
    expect([brierScore(1, true), brierScore(0.5, false), brierScore(0, true)]).toEqual([0, 0.25, 1]);
  });
});

describe("a back-test (forecasting §6)", () => {
  it("rolls the origin one period at a time: periods less W and H, plus one", () => {
    expect(backtestOf([played([1, 2, 3, 4, 5, 6, 7])], OPTIONS).cases).toBe(4);
    expect(backtestOf([played([1, 2, 3, 4, 5, 6, 7])], { ...OPTIONS, horizon: 3 }).cases).toBe(2);
    expect(backtestOf([played([1, 2, 3])], OPTIONS).cases).toBe(0);
  });

  it("is met when at least the amount was delivered, and then costs nothing where it is exact", () => {
    const { scores } = backtestOf([played([5, 5, 5, 5, 5, 5])], OPTIONS);
    expect(scores.double.p85).toMatchObject({ hits: 3, cases: 3, loss: 0 });
    expect(scores.mean.p95).toMatchObject({ hits: 3, cases: 3, loss: 0 });
  });

  it("knows the W periods before its origin alone", () => {
    const scored = (delivered: readonly number[]) =>
      backtestOf([played(delivered)], OPTIONS).scores["mean of last 3"].p50;
    // Of 3, 6, 9 the mean is 6, then 9 came: met. Of 6, 9, 9 it is 8, then 0 came: not met.
    expect(scored([3, 6, 9, 9, 0])).toMatchObject({ hits: 1, cases: 2 });
    // Losses at the median: half of 3 and half of 8, by the team's mean of 5.4.
    expect(scored([3, 6, 9, 9, 0]).loss).toBeCloseTo((1.5 + 4) / 2 / 5.4, 12);
  });

  it("takes rates per working day, so that a long period promises more", () => {
    const periods = [10, 10, 10, 15].map((workingDays) => ({ workingDays, delivered: workingDays / 2 }));
    const { scores } = backtestOf([{ name: "Web", periods }], OPTIONS);
    expect(scores.double.p50).toMatchObject({ hits: 1, loss: 0 });
    expect(scores.mean.p50).toMatchObject({ hits: 1, loss: 0 });
  });

  it("scores the probability of what mean velocity promises", () => {
    expect(backtestOf([played([5, 5, 5, 5])], OPTIONS).brier).toBe(0);
    expect(backtestOf([played([5, 5, 5, 4])], OPTIONS).brier).toBe(1);
  });

  it("keeps P85 of a steady team, within five points at 1 and 3 periods from 8 and from 12 (acceptance test)", () => {
    for (const horizon of [1, 3]) {
      for (const window of [8, 12]) {
        const { scores } = backtestOf(synthetic("steady", 30), { window, horizon, trials: 300, seed: 1 });
        expect(Math.abs(scores.double.p85.rate - 0.85)).toBeLessThanOrEqual(0.05);
      }
    }
  });

  it("finds the double bootstrap no worse than the simple one at P85 and P95, at 3 and 6 periods (acceptance test)", () => {
    const teams = [...synthetic("steady", 15), ...synthetic("drifting", 15), ...synthetic("lumpy", 15)];
    for (const horizon of [3, 6]) {
      const { scores } = backtestOf(teams, { window: 8, horizon, trials: 300, seed: 1 });
      for (const level of ["p85", "p95"] as const) {
        expect(scores.double[level].loss).toBeLessThanOrEqual(scores.simple[level].loss);
        expect(scores.double[level].loss).toBeLessThan(scores.mean[level].loss);
      }
    }
  });

  it("says that P85 is not kept by a team that slows down, and widens until it would have been", () => {
    const slowing = played(
      Array.from({ length: 60 }, (_, index) => Math.round(40 * 0.97 ** index + ((index * 7) % 11))),
    );
    const { keepsP85, widened, scores } = backtestOf([slowing], { ...OPTIONS, window: 8, horizon: 3 });
    expect(scores.double.p85.interval[1]).toBeLessThan(0.85);
    expect(keepsP85).toBe(false);
    expect(widened?.p85).toBeGreaterThan(0.9);
    expect(widened?.p95).toBeGreaterThanOrEqual(widened?.p85 ?? 1);
  });

  it("narrows nothing where P85 is kept more often than promised", () => {
    const rising = played(Array.from({ length: 60 }, (_, index) => 10 + index));
    const { keepsP85, widened } = backtestOf([rising], OPTIONS);
    expect([keepsP85, widened]).toEqual([false, null]);
  });

  it("says nothing of no case, nor of a team that never delivered", () => {
    const { cases, keepsP85, widened } = backtestOf([played([0, 0, 0, 0, 0])], OPTIONS);
    expect([cases, keepsP85, widened]).toEqual([0, null, null]);
  });

  it("is the same for the same seed, and joins teams case by case", () => {
    const [one, two] = [played([3, 6, 9, 9, 0, 4]), played([2, 2, 5, 1, 0, 4, 8], "Data")];
    expect(backtestOf([one, two], OPTIONS)).toEqual(backtestOf([one, two], OPTIONS));
    expect(backtestOf([one, two], OPTIONS).cases).toBe(3 + 4);
  });

  it.each([{ window: 0 }, { horizon: 1.5 }, { trials: -1 }])("refuses %j", (more) => {
    expect(() => backtestOf([], { ...OPTIONS, ...more })).toThrow(/whole number of 1 or more/);
  });

  it("refuses a period without a working day, and names team and period", () => {
    const team = { name: "Web", periods: [{ workingDays: 0, delivered: 1 }] };
    expect(() => backtestOf([team], OPTIONS)).toThrow(/Team Web, period 1/);
  });
});
