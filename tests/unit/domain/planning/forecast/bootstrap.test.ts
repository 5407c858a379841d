import { luckOf, totalsOf } from "../../../../../src/domain/planning/forecast/bootstrap";
import { amountAt, quantile } from "../../../../../src/domain/planning/forecast/quantiles";

const PERIODS = Array.from({ length: 6 }, () => 10);

describe("quantiles (forecasting §6)", () => {
  it("are values that occurred: the smallest that at least the share does not exceed", () => {
    const values = Array.from({ length: 20 }, (_, index) => index + 1);
    expect([0.05, 0.15, 0.5, 0.501, 0.85, 0.95, 1].map((share) => quantile(values, share))).toEqual([
      1, 3, 10, 11, 17, 19, 20,
    ]);
  });

  it("give as the amount of P85 the 15th percentile: what is delivered at least", () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([0.5, 0.85, 0.95].map((share) => amountAt(values, share))).toEqual([50, 15, 5]);
  });

  it("of nothing are no number", () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe("the bootstrap (forecasting §4)", () => {
  it("draws past periods alone, by their rate and the days of the coming ones", () => {
    const totals = totalsOf(luckOf(1, 1, "simple"), [0, 0.5, 2], [8], 3_000);
    expect([...new Set(totals)]).toEqual([0, 4, 16]);
  });

  it("draws each past period alike", () => {
    for (const bootstrap of ["simple", "double"] as const) {
      const luck = luckOf(1, 1, bootstrap);
      const counts = [0, 0, 0, 0];
      for (let trial = 0; trial < 20_000; trial++) {
        const index = luck.pick(trial, 2, 4);
        counts[index] = (counts[index] ?? 0) + 1;
      }
      for (const count of counts) expect(Math.abs(count - 5_000)).toBeLessThan(300);
    }
  });

  it("doubles by drawing within a trial from one resample: wider, about the same middle", () => {
    const rates = [0.1, 0.4, 0.5, 0.6, 0.9, 1.4];
    const simple = totalsOf(luckOf(3, 1, "simple"), rates, PERIODS, 10_000);
    const double = totalsOf(luckOf(3, 1, "double"), rates, PERIODS, 10_000);
    const variance = (totals: Float64Array) => {
      const mean = totals.reduce((sum, total) => sum + total, 0) / totals.length;
      return totals.reduce((sum, total) => sum + (total - mean) ** 2, 0) / totals.length;
    };
    // In theory its variance is 1 + (H - 1) / W times the simple one's, for H coming periods and W past ones.
    expect(Math.abs(variance(double) / variance(simple) - (1 + 5 / 6))).toBeLessThan(0.1);
    expect(Math.abs(quantile(double, 0.5) - quantile(simple, 0.5))).toBeLessThan(2);
    expect(amountAt(double, 0.85)).toBeLessThan(amountAt(simple, 0.85));
  });

  it("gives constant throughput no spread, and the same seed the same totals", () => {
    expect(new Set(totalsOf(luckOf(1, 1), [0.5, 0.5, 0.5], PERIODS, 100))).toEqual(new Set([30]));
    expect(totalsOf(luckOf(7, 1), [1, 2, 3], PERIODS, 50)).toEqual(totalsOf(luckOf(7, 1), [1, 2, 3], PERIODS, 50));
    expect(totalsOf(luckOf(7, 1), [1, 2, 3], PERIODS, 50)).not.toEqual(totalsOf(luckOf(8, 1), [1, 2, 3], PERIODS, 50));
  });
});
