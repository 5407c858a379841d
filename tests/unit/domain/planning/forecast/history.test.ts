import { historyOf, type PastPeriod, sayable } from "../../../../../src/domain/planning/forecast/history";

/** The n-th period of two weeks of 2026, with ten working days. */
function period(n: number, more: Partial<PastPeriod> = {}): PastPeriod {
  const day = (offset: number) => new Date(Date.UTC(2026, 0, 5 + 14 * (n - 1) + offset)).toISOString().slice(0, 10);
  const dates = { firstDay: day(0), lastDay: day(11) };
  const amounts = { workingDays: 10, committed: 6, added: 0, removed: 0, delivered: 5 };
  return { name: `Iteration ${n}`, ...dates, ...amounts, outage: null, ...more };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => period(index + 1));

describe("the samples of a forecast (forecasting §4)", () => {
  it("are the completed periods: one whose last day is today is not over", () => {
    const history = historyOf(many(3), "2026-02-13");
    expect(history.samples.map(({ name }) => name)).toEqual(["Iteration 1", "Iteration 2"]);
    expect(history.leftOut).toEqual([{ name: "Iteration 3", why: "not over", reason: null }]);
    expect(historyOf(many(3), "2026-02-14").samples).toHaveLength(3);
  });

  it("keep periods in which nothing was delivered", () => {
    expect(historyOf([period(1, { delivered: 0 })], "2026-06-01").samples[0]?.deliveredPerDay).toBe(0);
  });

  it("leave an outage out, with its reason", () => {
    const history = historyOf([period(1, { outage: "Datacenter flooded" }), period(2)], "2026-06-01");
    expect(history.samples).toHaveLength(1);
    expect(history.leftOut).toEqual([{ name: "Iteration 1", why: "outage", reason: "Datacenter flooded" }]);
  });

  it("refuse an outage without a reason", () => {
    expect(() => historyOf([period(1, { outage: " " })], "2026-06-01")).toThrow(/"Iteration 1".*without a reason/);
  });

  it("are the last twelve, oldest first, whatever order they come in", () => {
    const history = historyOf(many(15).reverse(), "2027-01-01");
    expect(history.samples.map(({ name }) => name)).toEqual(
      many(15)
        .slice(3)
        .map(({ name }) => name),
    );
    expect(history.leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual(
      [1, 2, 3].map((n) => `Iteration ${n}: too long ago`),
    );
  });

  it("are rates per working day, of delivery and of scope growth", () => {
    const [sample] = historyOf(
      [period(1, { workingDays: 8, delivered: 4, added: 3, removed: 5 })],
      "2026-06-01",
    ).samples;
    expect(sample).toEqual({ name: "Iteration 1", deliveredPerDay: 0.5, growthPerDay: -0.25 });
  });

  it("leave out a period without a working day, which has no rate", () => {
    expect(historyOf([period(1, { workingDays: 0 })], "2026-06-01").leftOut[0]?.why).toBe("no working day");
  });

  it.each([
    ["delivered", { delivered: -1 }],
    ["workingDays", { workingDays: Number.NaN }],
    ["added", { added: Infinity }],
  ])("refuse %s that is no amount, and name the period", (field, more) => {
    expect(() => historyOf([period(4, more)], "2026-06-01")).toThrow(new RegExp(`"Iteration 4": ${field}`));
  });
});

describe("what can be said (forecasting §5)", () => {
  it.each([
    [0, 1, ""],
    [2, 9, ""],
    [3, 1, "p50 thin"],
    [5, 9, "p50 thin"],
    [6, 1, "p50 p85"],
    [6, 2, "p50 p85 p95"],
    [18, 1, "p50 p85"],
    [19, 1, "p50 p85 p95"],
  ])("of %d samples, %d periods ahead: %s", (samples, ahead, said) => {
    const levels = Object.entries(sayable(samples, ahead)).flatMap(([level, is]) => (is === true ? [level] : []));
    expect(levels.join(" ")).toBe(said);
  });
});
