import { lacksEfforts, sizesOf, unitFor } from "../../../../../src/domain/planning/forecast/estimates";
import type { Unit } from "../../../../../src/domain/planning/forecast/units";
import { items, team } from "../../../../builders/forecast";

const ESTIMATED = { done: 10, doneEstimated: 8, remaining: 20, remainingEstimated: 16 };
const POINTS_WON = { items: 0.2, points: 0.1 };

describe("counts or points (forecasting §2)", () => {
  it("are points where 80 % of the done and of the remaining ones are estimated and points won the back-test", () => {
    expect(unitFor(ESTIMATED, POINTS_WON)).toBe("points");
  });

  it.each([
    ["too few done ones are estimated", { ...ESTIMATED, doneEstimated: 7 }, POINTS_WON],
    ["too few remaining ones are estimated", { ...ESTIMATED, remainingEstimated: 15 }, POINTS_WON],
    ["points did no better", ESTIMATED, { items: 0.1, points: 0.1 }],
    ["nothing was back-tested", ESTIMATED, null],
    ["nothing was done", { done: 0, doneEstimated: 0, remaining: 2, remainingEstimated: 2 }, POINTS_WON],
  ])("are counts where %s", (_, estimated, loss) => {
    expect(unitFor(estimated, loss)).toBe("items");
  });
});

describe("the sizes of a trial (forecasting §3)", () => {
  const unit = (unestimated: Unit["unestimated"]): Unit => ({
    team: 0,
    release: 0,
    workload: null,
    known: 5,
    unestimated,
  });
  const web = team("Web", [], { doneEfforts: { server: [2, 4], database: [10] } });

  function drawn(units: readonly Unit[], trials: number, scope = 1): number[][] {
    const sizes = sizesOf(units, [web], 1, scope);
    return Array.from({ length: trials }, (_, trial) => {
      const out = new Float64Array(units.length);
      sizes.draw(trial, out);
      return [...out];
    });
  }

  it("are what is known, with an effort of the item's kind for each unestimated one", () => {
    const sizes = drawn([unit([]), unit(items("R1", 1)), unit(items("R1", 1, { kind: "database" }))], 200);
    expect(new Set(sizes.map(([known]) => known))).toEqual(new Set([5]));
    expect(new Set(sizes.map(([, server]) => server))).toEqual(new Set([7, 9]));
    expect(new Set(sizes.map(([, , database]) => database))).toEqual(new Set([15]));
  });

  it("take an effort of any kind where none of the item's own kind is done", () => {
    const sizes = drawn([unit(items("R1", 1, { kind: "constructor" }))], 200);
    expect(new Set(sizes.flat())).toEqual(new Set([7, 9, 15]));
  });

  it("draw for an item the same, whatever items are beside it", () => {
    const [first, second] = items("R1", 2);
    const alone = drawn([unit([second!])], 50);
    const beside = drawn([unit([first!]), unit([second!])], 50);
    expect(beside.map(([, size]) => [size])).toEqual(alone);
  });

  it("grow and shrink as a whole with the scope of a what-if", () => {
    const units = [unit(items("R1", 3))];
    expect(drawn(units, 20, 2).flat()).toEqual(
      drawn(units, 20)
        .flat()
        .map((size) => 2 * size),
    );
  });

  it("cannot be drawn without any estimate, which a forecast says before", () => {
    expect(lacksEfforts(team("Web", [], { doneEfforts: { server: [] } }))).toBe(true);
    expect(lacksEfforts(web)).toBe(false);
    expect(() => sizesOf([unit(items("R1", 1))], [team("Web", [])], 1, 1)).toThrow(/Item R1-1 has no estimate/);
  });
});
