import { saidSentences } from "../../../../../src/components/forecast/words";
import { assembleForecast, seedOf } from "../../../../../src/domain/planning/forecast/assemble";
import { changedPlan } from "../../../../../src/domain/planning/forecast/assembleChange";
import { forecastOf } from "../../../../../src/domain/planning/forecast/forecast";
import { NO_TEAM } from "../../../../../src/domain/planning/forecast/plan";
import type { Link } from "../../../../../src/domain/snapshot";
import type { WorkItem } from "../../../../../src/domain/workItem";
import { ACCEPTED, asset, feature, policy, PROMOTED, snapshot, STAGED } from "../../../../builders/estate";
import { team } from "../../../../builders/planning";
import { pastRecords, planningWorld, withReleases } from "../../../../builders/planningWorld";

const waits = (source: number, target: number): Link => ({
  type: "System.LinkTypes.Dependency-Reverse",
  source,
  target,
});
const resolved = (id: number, parent: number | null, changes: Partial<WorkItem> = {}) =>
  asset(id, parent, { state: "Resolved", ...changes });
const R1 = { tags: ["release:R1"] };
const R2 = { tags: ["release:R2"] };

const planOf = (...args: Parameters<typeof planningWorld>) => assembleForecast(planningWorld(...args)).plan;

describe("what is forecast", () => {
  it("takes the assets in scope of each release, with how many of its gates each has passed", () => {
    const { items, gates } = planOf(
      snapshot([
        feature(1, R1),
        asset(11, 1),
        resolved(12, 1),
        resolved(13, 1, { tags: STAGED }),
        resolved(14, 1, { tags: ACCEPTED }),
        resolved(15, 1, { tags: PROMOTED }),
      ]),
    );
    expect(gates).toEqual(["staging", "uat", "promotion"]);
    expect(items.map(({ id, reached }) => [id, reached])).toEqual([
      ["11", 0],
      ["12", 0],
      ["13", 1],
      ["14", 2],
      ["15", 3],
    ]);
  });

  it("leaves out what is excluded (M4, M7), and takes an unmapped state for untouched and says so (V2)", () => {
    const { plan, said } = assembleForecast(
      planningWorld(
        snapshot([
          feature(1, R1),
          asset(11, 1, { state: "Removed" }),
          asset(12, 1, { state: "On hold" }),
          resolved(13, 1, { tags: STAGED }),
        ]),
      ),
    );
    expect(plan.items.map(({ id, reached }) => [id, reached])).toEqual([
      ["12", 0],
      ["13", 1],
    ]);
    expect(said.unmapped).toEqual([12]);
  });

  it("takes an effort below 0 for none, as Azure Boards keeps any number", () => {
    const { items } = planOf(snapshot([feature(1, R1), asset(11, 1, { effort: -5 }), asset(12, 1, { effort: 0 })]));
    expect(items.map(({ id, effort }) => [id, effort])).toEqual([
      ["11", null],
      ["12", 0],
    ]);
  });

  it("takes the releases in their order with their target dates (G5), and each asset once: in the first release that owns it (§9)", () => {
    const rules = withReleases([
      { key: "R2", order: 1, targetDate: "2027-01-29" },
      { key: "R1", order: 2 },
    ]);
    const { releases, items } = planOf(snapshot([feature(1, { tags: ["release:R1", "release:R2"] }), asset(11, 1)]), {
      policy: rules,
    });
    expect(releases).toEqual([
      { key: "R2", targetDate: "2027-01-29" },
      { key: "R1", targetDate: null },
    ]);
    expect(items.map(({ id, release }) => [id, release])).toEqual([["11", "R2"]]);
  });

  it("lists what is in no release, and puts it in no date", () => {
    const { plan, said } = assembleForecast(planningWorld(snapshot([feature(1, R1), asset(11, 1), asset(12, null)])));
    expect([plan.items.map(({ id }) => id), said.unplanned]).toEqual([["11"], [12]]);
  });

  it("counts what is in no release and is waited for with the first release that waits, however far away (D1)", () => {
    const { plan, said } = assembleForecast(
      planningWorld(
        snapshot([feature(1, R1), feature(2, R2), asset(11, 1), asset(21, 2), asset(31, null), asset(32, null)], {
          links: [waits(21, 31), waits(31, 32)],
        }),
      ),
    );
    expect(said).toMatchObject({ broughtIn: [31, 32], unplanned: [] });
    expect(plan.items.filter(({ id }) => id.startsWith("3")).map(({ release }) => release)).toEqual(["R2", "R2"]);
  });

  it("orders assets by priority, those without one last, then as the backlog has them", () => {
    const items = [asset(11, 1), asset(12, 1, { priority: 2 }), asset(13, 1, { priority: 1 }), asset(14, 1)];
    const track = (id: number) => ({ id, title: "", kind: null, steps: [], from: -Infinity });
    const plan = planOf(snapshot([feature(1, R1), ...items]), { tracks: [14, 11, 12, 13].map(track) });
    expect(plan.items.map(({ id }) => id)).toEqual(["13", "12", "14", "11"]);
  });
});

describe("what waits for what", () => {
  const two = [feature(1, R1), feature(2, R2), asset(11, 1), asset(21, 2)];
  const edges = (links: readonly Link[], items: readonly WorkItem[] = two) =>
    planOf(snapshot(items, { links })).dependencies.map(
      ({ waits: from, for: to }) => `${from.kind} ${from.key} > ${to.kind} ${to.key}`,
    );

  it("is the hard dependency of an asset or a workload on another (D1)", () => {
    expect(edges([waits(21, 11)])).toEqual(["item 21 > item 11"]);
    expect(edges([waits(21, 1)])).toEqual(["item 21 > workload 1"]);
    expect(edges([waits(2, 1)])).toEqual(["workload 2 > workload 1"]);
    expect(edges([waits(2, 11)])).toEqual(["workload 2 > item 11"]);
  });

  it("is nothing that the order of releases alone says", () => {
    expect(edges([])).toEqual([]);
  });

  it("is nothing that is promoted (D4), nor a soft link (D1)", () => {
    const done = [feature(1, R1), feature(2, R2), resolved(11, 1, { tags: PROMOTED }), asset(21, 2)];
    expect(edges([waits(21, 11)], done)).toEqual([]);
    expect(edges([{ type: "System.LinkTypes.Related", source: 21, target: 11 }])).toEqual([]);
  });

  it("says what has no stage, for which no date can wait (D5)", () => {
    const { said } = assembleForecast(planningWorld(snapshot(two, { links: [waits(21, 99)] })));
    expect(said.unseen).toEqual([99]);
  });

  it("delays the release that waits", () => {
    const items = [...two, asset(12, 1), asset(13, 1), asset(14, 1)];
    const teams = [
      team({ areas: [{ path: "Contoso\\A", includesChildren: true }] }),
      team({ id: "t2", name: "Red", areas: [{ path: "Contoso", includesChildren: true }] }),
    ];
    const slow = pastRecords([1, 1, 1, 1, 1, 1]);
    const records = [...slow, ...slow.map((record) => ({ ...record, team: "Red" }))];
    const inA = items.map((item) => (item.parent === 1 ? { ...item, areaPath: "Contoso\\A" } : item));
    const p85 = (links: readonly Link[]) => {
      const plan = planOf(snapshot(inA, { links }), { teams, records });
      const outlook = forecastOf(plan, { trials: 200 }).releases[1]?.gates.at(-1)?.outlook;
      return outlook?.kind === "dates" && outlook.p85.kind === "day" ? outlook.p85.day : String(outlook?.kind);
    };
    expect(p85([waits(21, 14)]) > p85([])).toBe(true);
  });
});

describe("who does it", () => {
  const estate = snapshot([feature(1, R1), asset(11, 1), asset(12, 1, { areaPath: "Contoso\\Elsewhere" })]);

  it("is the team that owns the area; what nobody owns is never dropped, and can't be forecast", () => {
    const teams = [team({ areas: [{ path: "Contoso", includesChildren: false }] })];
    const plan = planOf(estate, { teams, records: pastRecords([1, 2, 1, 2, 1, 2]) });
    expect(plan.items.map((item) => item.team)).toEqual(["Blue", NO_TEAM]);
    const outlook = forecastOf(plan, { trials: 10 }).exit;
    expect(outlook).toMatchObject({ kind: "cannot" });
    expect(outlook.kind === "cannot" && outlook.because).toContainEqual(
      expect.objectContaining({ kind: "tooFewPeriods", team: NO_TEAM, periods: 0 }),
    );
  });

  it("works on its weekdays in the iterations to come, without its days off and the freezes of releases it has work in", () => {
    const [past, running, next] = team().iterations;
    const off = { from: "2026-12-01", to: "2026-12-02" };
    const teams = [
      team({ iterations: [past, running, next].flatMap((each) => (each ? [{ ...each, daysOff: [off] }] : [])) }),
    ];
    const freeze = { name: "Year end", from: "2026-12-20", to: "2027-01-03" };
    const rules = withReleases([
      { key: "R1", freezes: [freeze] },
      { key: "R2", freezes: [{ name: "Not ours", from: "2027-02-01", to: "2027-02-02" }] },
    ]);
    const done = snapshot([...estate.workItems, feature(2, R2), resolved(21, 2, { tags: PROMOTED })]);
    const { calendar } = planOf(done, { teams, policy: rules }).teams[0] ?? {};
    expect(calendar).toEqual({
      weekdays: [1, 2, 3, 4, 5],
      closed: [off, off, off, { from: freeze.from, to: freeze.to }],
      iterations: [
        { from: "2026-11-16", to: "2026-11-29" },
        { from: "2026-11-30", to: "2026-12-13" },
      ],
      periodLength: 14,
    });
  });

  it("takes Monday to Friday where a team's settings name no day, and says so", () => {
    const { plan, said } = assembleForecast(planningWorld(estate, { teams: [team({ weekdays: [] })] }));
    expect(plan.teams[0]?.calendar.weekdays).toEqual([1, 2, 3, 4, 5]);
    expect(said.withoutWeekdays).toEqual(["Blue"]);
  });

  it("has a past of its own at each gate", () => {
    const [record] = pastRecords([4]);
    const nothing = { items: 0, effort: 0, unestimated: 0, ids: [] };
    const records = record === undefined ? [] : [{ ...record, reached: { ...record.reached, Promoted: nothing } }];
    const plan = planOf(estate, { records });
    expect(plan.teams[0]?.past.map((periods) => periods.map(({ delivered }) => delivered))).toEqual([[4], [4], [0]]);
  });
});

describe("how good it was", () => {
  const estate = snapshot([feature(1, R1), asset(11, 1)]);

  it("plays the past of each team at each gate (§6): forecasts of one iteration and of three from the six before", () => {
    const records = pastRecords([3, 5, 4, 6, 3, 5, 4, 6, 3, 5]);
    const [found] = assembleForecast(planningWorld(estate, { records })).teams;
    expect(found?.backtests.map(({ gate, result }) => [gate, result.horizon, result.cases])).toEqual([
      ["staging", 1, 4],
      ["staging", 3, 2],
      ["uat", 1, 4],
      ["uat", 3, 2],
      ["promotion", 1, 4],
      ["promotion", 3, 2],
    ]);
    expect(found?.histories[2]?.samples).toHaveLength(10);
  });

  it("has none of a team with too short a past, and leaves out outages with their reason", () => {
    const records = pastRecords([3, 5, 4, 6, 3, 5]).map((record, index) =>
      index === 2 ? { ...record, outage: "the data centre moved" } : record,
    );
    const [found] = assembleForecast(planningWorld(estate, { records })).teams;
    expect(found?.backtests).toEqual([]);
    expect(found?.histories[2]?.leftOut).toEqual([
      { name: "Sprint 3", why: "outage", reason: "the data centre moved" },
    ]);
  });

  it("widens the ranges of a team whose past was worse than forecast", () => {
    // Falls all the time: each forecast from the six before promises too much.
    const records = pastRecords(Array.from({ length: 26 }, (_, index) => 80 - 3 * index));
    const { plan, teams } = assembleForecast(planningWorld(estate, { records }));
    expect(teams[0]?.widened?.p85).toBeGreaterThan(0.85);
    expect(plan.teams[0]?.widened).toEqual(teams[0]?.widened);
  });
});

describe("what it is counted in", () => {
  const points = (effort: number | null) =>
    snapshot([feature(1, R1), resolved(11, 1, { effort: 3 }), asset(12, 1, { effort })]);
  /** Counts say nothing of the pace; points are the same each time. */
  const records = pastRecords([1, 9, 1, 9, 1, 9, 1, 9, 1, 9]).map((record) => {
    const all = { ...record.delivered, effort: 8 };
    return { ...record, reached: { Replicated: all, Staged: all, Accepted: all, Promoted: all } };
  });

  it("is points where nearly all is estimated and they did better in the back-test (§2)", () => {
    const { plan, estimated } = assembleForecast(planningWorld(points(5), { records }));
    expect(plan.unit).toBe("points");
    expect(estimated).toEqual({ done: 1, doneEstimated: 1, remaining: 2, remainingEstimated: 2 });
    expect(plan.teams[0]?.doneEfforts).toEqual({ vm: [3] });
  });

  it("is assets where too little is estimated, or points did no better", () => {
    expect(planOf(points(null), { records }).unit).toBe("items");
    expect(planOf(points(5), { records: pastRecords([1, 9, 1, 9, 1, 9, 1, 9]) }).unit).toBe("items");
  });
});

describe("a forecast that anyone gets again", () => {
  const estate = snapshot([feature(1, R1), asset(11, 1)]);

  it("has a seed that the project gives, today in UTC, and grows in scope unless told otherwise", () => {
    expect(planOf(estate)).toMatchObject({ seed: seedOf("p1"), today: "2026-11-23", scopeGrowth: true });
    const { plan } = assembleForecast(planningWorld(estate), { seed: 7, today: "2026-12-01", scopeGrowth: false });
    expect(plan).toMatchObject({ seed: 7, today: "2026-12-01", scopeGrowth: false });
  });

  it("is the same whatever the order in which things were read (L2)", () => {
    const items = [feature(1, R1), feature(2, R2), asset(11, 1), asset(12, 1), asset(21, 2)];
    const links = [waits(21, 11), waits(12, 11)];
    const forth = planOf(snapshot(items, { links }));
    const back = planOf(snapshot([...items].reverse(), { links: [...links].reverse() }));
    expect(back).toEqual(forth);
  });

  it("passes on what could not be read", () => {
    const { said } = assembleForecast(planningWorld(estate, { gaps: ["The histories of 3 items are not there."] }));
    expect(said).toMatchObject({ isComplete: true, gaps: ["The histories of 3 items are not there."] });
  });

  it("says that what could not be read is in no date, which may be too early (V2)", () => {
    const lost = snapshot([feature(1, R1), asset(11, 1)], {
      losses: [{ kind: "item", id: 12, message: "1 work item could not be read." }],
    });
    const assembled = assembleForecast(planningWorld(lost));
    expect(assembled.said.isComplete).toBe(false);
    expect(saidSentences(assembled)).toContain(
      "Not everything could be read: what is missing is in no date, so dates may be too early.",
    );
  });
});

describe("what a person tries out", () => {
  const plan = planOf(
    snapshot([feature(1, R1), feature(2, R2), asset(11, 1), asset(21, 2)], { links: [waits(21, 11), waits(2, 1)] }),
    { policy: policy() },
  );

  it("leaves a release out with its assets and all that waited for it", () => {
    const { releases, items, dependencies } = changedPlan(plan, { leftOut: ["R1"] });
    expect([releases.map(({ key }) => key), items.map(({ id }) => id), dependencies]).toEqual([["R2"], ["21"], []]);
  });

  it("moves a target date and lets scope stand still, and changes nothing else", () => {
    const changed = changedPlan(plan, { targetDates: { R2: "2027-05-01" }, scopeGrowth: false });
    expect(changed).toEqual({
      ...plan,
      scopeGrowth: false,
      releases: [
        { key: "R1", targetDate: null },
        { key: "R2", targetDate: "2027-05-01" },
      ],
    });
  });
});
