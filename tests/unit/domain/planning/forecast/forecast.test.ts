import {
  type Forecast,
  forecastOf,
  forecastSteps,
  sensitivityOf,
  WHAT_IFS,
} from "../../../../../src/domain/planning/forecast/forecast";
import type { Outlook } from "../../../../../src/domain/planning/forecast/outlook";
import type { ForecastPlan } from "../../../../../src/domain/planning/forecast/plan";
import { simulationOf } from "../../../../../src/domain/planning/forecast/simulation";
import { items, past, place, plan, team } from "../../../../builders/forecast";

/** Ten items in each period of ten working days: one a day, without chance. */
const STEADY = [10, 10, 10, 10, 10, 10];
const TRIALS = 200;

function outlookIn(forecast: Forecast, release: string, gate = 0): Outlook {
  const found = forecast.releases.find((candidate) => candidate.release === release)?.gates[gate]?.outlook;
  if (found === undefined) throw new Error(`no outlook of ${release}`);
  return found;
}

/** The day of P50, or what stands in its place. */
function middle(subject: ForecastPlan, release: string, gate = 0): string {
  const outlook = outlookIn(forecastOf(subject, { trials: TRIALS }), release, gate);
  if (outlook.kind !== "dates") return outlook.kind;
  return outlook.p50.kind === "day" ? outlook.p50.day : outlook.p50.kind;
}

function steady(more: Parameters<typeof plan>[0]): ForecastPlan {
  return plan({ teams: [team("Web", STEADY), team("Data", STEADY)], ...more });
}

describe("a forecast at a steady pace of one item a working day", () => {
  it("ends on the day of the last item", () => {
    // Ten working days from Monday 1 June on.
    expect(middle(steady({ items: items("R1", 10) }), "R1")).toBe("2026-06-12");
    expect(middle(steady({ items: items("R1", 11) }), "R1")).toBe("2026-06-15");
  });

  it("works on the releases in their order", () => {
    const subject = steady({ items: [...items("R1", 5), ...items("R2", 5)] });
    expect([middle(subject, "R1"), middle(subject, "R2")]).toEqual(["2026-06-05", "2026-06-12"]);
  });

  it("takes a release's teams side by side, and the later one decides", () => {
    const subject = steady({ items: [...items("R1", 5), ...items("R1", 8, { team: "Data", workload: "Shop" })] });
    expect(middle(subject, "R1")).toBe("2026-06-10");
  });

  it("moves nothing on days off", () => {
    const closed = [{ from: "2026-06-02", to: "2026-06-04" }];
    const calendar = { weekdays: [1, 2, 3, 4, 5], closed, iterations: [], periodLength: 14 };
    expect(middle(steady({ items: items("R1", 2), teams: [team("Web", STEADY, { calendar })] }), "R1")).toBe(
      "2026-06-05",
    );
  });

  it("lets scope grow as it did: half an item a day comes in, and is done first", () => {
    const teams = [team("Web", STEADY, { past: [past(STEADY, { added: 6, removed: 1 })] })];
    const subject = steady({ items: items("R1", 10), teams });
    expect(middle(subject, "R1")).toBe("2026-06-12");
    expect(middle({ ...subject, scopeGrowth: true }, "R1")).toBe("2026-06-26");
  });

  it("starts an item on the day after what it waits for is finished", () => {
    const subject = steady({
      items: [...items("R1", 3), ...items("R1", 1, { team: "Data", workload: "Shop" })],
      dependencies: [{ waits: place("item:R1Shop-1"), for: place("item:R1-3") }],
    });
    expect(middle(subject, "R1")).toBe("2026-06-04");
  });

  it("keeps room for what waits and takes what is behind it first, at its own place", () => {
    const subject = steady({
      items: [...items("R1", 2), ...items("R2", 2), ...items("R3", 4, { team: "Data" })],
      dependencies: [{ waits: place("item:R1-2"), for: place("item:R3-4") }],
    });
    expect(middle(subject, "R1")).toBe("2026-06-05");
    expect(middle(subject, "R2")).toBe("2026-06-04");
  });

  it("does not do at once what became free at once: a team that had nothing to do has not saved that time", () => {
    const subject = steady({
      items: [...items("R1", 2), ...items("R2", 2), ...items("R3", 4, { team: "Data" })],
      dependencies: ["R1-1", "R1-2", "R2-1", "R2-2"].map((id) => ({
        waits: place(`item:${id}`),
        for: place("item:R3-4"),
      })),
    });
    // Four working days for Data, then two items of R1, then two of R2.
    expect(middle(subject, "R1")).toBe("2026-06-08");
    expect(middle(subject, "R2")).toBe("2026-06-10");
  });

  it("makes a workload wait for the whole of another one", () => {
    const subject = steady({
      items: [...items("R1", 3, { workload: "Shop" }), ...items("R2", 1, { workload: "Mail", team: "Data" })],
      dependencies: [{ waits: place("workload:Mail"), for: place("workload:Shop") }],
    });
    expect(middle(subject, "R2")).toBe("2026-06-04");
  });

  it("promotes a release no earlier than one it waits for, as a whole or by one of its items (G3)", () => {
    const all = [...items("R1", 5), ...items("R2", 1, { team: "Data" })];
    const whole = [{ waits: place("release:R2"), for: place("release:R1") }];
    const byItem = [{ waits: place("item:R2-1"), for: place("item:R1-1") }];
    expect(middle(steady({ items: all, dependencies: whole }), "R2")).toBe("2026-06-05");
    expect(middle(steady({ items: all, dependencies: byItem }), "R2")).toBe("2026-06-05");
  });

  it("forecasts each gate by its own pace, and no gate before the one before it", () => {
    const teams = [team("Web", STEADY, { past: [past(STEADY), past([20, 20, 20])] })];
    const subject = steady({ items: items("R1", 10), teams, gates: ["Staged", "Promoted"] });
    expect([middle(subject, "R1", 0), middle(subject, "R1", 1)]).toEqual(["2026-06-12", "2026-06-12"]);
    const staged = { ...subject, items: items("R1", 10, { reached: 1 }) };
    expect([middle(staged, "R1", 0), middle(staged, "R1", 1)]).toEqual(["done", "2026-06-05"]);
  });

  it("asks nothing of a team's past at a gate that all of its work has passed", () => {
    const teams = [team("Web", [], { past: [[], past([2, 18, 9, 14, 5, 12])] })];
    const gates = ["Staged", "Promoted"];
    const subject = plan({ items: items("R1", 40, { reached: 1 }), teams, gates });
    const outlook = outlookIn(forecastOf(subject, { trials: TRIALS }), "R1", 1);
    expect(outlook).toMatchObject({ isThin: false, p85: { kind: "day" }, p95: { kind: "day" } });
  });

  it("has the exit end with the last release of the same trial", () => {
    const forecast = forecastOf(steady({ items: [...items("R1", 5), ...items("R2", 5)] }), { trials: TRIALS });
    expect(forecast.exit).toEqual(outlookIn(forecast, "R2"));
  });

  it("counts points where the plan does, and draws what is unestimated from done items of its kind (§3)", () => {
    const teams = [team("Web", STEADY, { doneEfforts: { server: [4], database: [9] } })];
    const subject = steady({ items: items("R1", 1), teams, unit: "points" });
    expect(middle(subject, "R1")).toBe("2026-06-04");
    expect(middle({ ...subject, items: items("R1", 1, { kind: "database" }) }, "R1")).toBe("2026-06-11");
    expect(middle({ ...subject, items: items("R1", 2, { effort: 1 }) }, "R1")).toBe("2026-06-02");
    expect(["2026-06-04", "2026-06-11"]).toContain(
      middle({ ...subject, items: items("R1", 1, { kind: "pipeline" }) }, "R1"),
    );
  });
});

describe("what is not forecast", () => {
  const because = (subject: ForecastPlan, release: string) => {
    const outlook = outlookIn(forecastOf(subject, { trials: 20 }), release);
    return outlook.kind === "cannot" ? outlook.because : outlook.kind;
  };

  it("is a release of a team with fewer than three completed periods; the team is named (§5)", () => {
    const subject = steady({ items: [...items("R1", 1), ...items("R2", 1, { team: "Data" })] });
    const short = { ...subject, teams: [team("Web", [10, 10]), team("Data", STEADY)] };
    expect(because(short, "R1")).toEqual([{ kind: "tooFewPeriods", team: "Web", gate: "Promoted", periods: 2 }]);
    expect(because(short, "R2")).toBe("dates");
  });

  it("is a release of which a team that never delivered has a part", () => {
    const subject = steady({
      items: [...items("R1", 9), ...items("R1", 1, { team: "Data", workload: "Shop" })],
      teams: [team("Web", STEADY), team("Data", [0, 0, 0, 0])],
    });
    expect(because(subject, "R1")).toEqual([{ kind: "nothingDelivered", team: "Data", gate: "Promoted", periods: 4 }]);
  });

  it("is what waits for that, and the exit", () => {
    const subject = steady({
      items: [...items("R1", 1), ...items("R2", 1, { team: "Data" })],
      teams: [team("Web", []), team("Data", STEADY)],
      dependencies: [{ waits: place("release:R2"), for: place("release:R1") }],
    });
    expect(because(subject, "R2")).toMatchObject([{ kind: "tooFewPeriods", team: "Web" }]);
    expect(forecastOf(subject, { trials: 20 }).exit.kind).toBe("cannot");
  });

  it("is a release without any asset: it is not done by omission (V2)", () => {
    const subject = { ...steady({ items: items("R1", 1) }), releases: [{ key: "R0", targetDate: null }] };
    const both = { ...subject, releases: [...subject.releases, { key: "R1", targetDate: null }] };
    expect(because(both, "R0")).toEqual([{ kind: "noAssets", release: "R0" }]);
    expect(because(both, "R1")).toBe("dates");
  });

  it("is unestimated work in points of a team that never estimated", () => {
    expect(because(steady({ items: items("R1", 1), unit: "points" }), "R1")).toEqual([
      { kind: "noEstimates", team: "Web" },
    ]);
  });

  it("are releases that wait for each other, and what waits for them (D2)", () => {
    const subject = steady({
      items: [...items("R1", 2), ...items("R2", 2), ...items("R3", 1), ...items("R4", 1)],
      dependencies: [
        { waits: place("item:R1-1"), for: place("item:R2-1") },
        { waits: place("item:R2-2"), for: place("item:R1-2") },
        { waits: place("release:R3"), for: place("release:R2") },
      ],
    });
    expect(because(subject, "R1")).toEqual([{ kind: "circle", releases: ["R1", "R2"] }]);
    expect(because(subject, "R3")).toEqual([{ kind: "circle", releases: ["R1", "R2"] }]);
    expect(because(subject, "R4")).toBe("dates");
  });

  it("are items of two releases that wait for each other in a circle", () => {
    const subject = steady({
      items: [...items("R1", 1), ...items("R2", 1)],
      dependencies: [
        { waits: place("item:R1-1"), for: place("item:R2-1") },
        { waits: place("item:R2-1"), for: place("item:R1-1") },
      ],
    });
    expect(because(subject, "R1")).toEqual([{ kind: "circle", releases: ["R1", "R2"] }]);
  });

  it("is not a circle within one release, which moves together (D2)", () => {
    const subject = steady({
      items: items("R1", 2),
      dependencies: [
        { waits: place("item:R1-1"), for: place("item:R1-2") },
        { waits: place("item:R1-2"), for: place("item:R1-1") },
      ],
    });
    expect(middle(subject, "R1")).toBe("2026-06-02");
  });
});

describe("what is said of a date", () => {
  const uneven = [2, 18, 9, 14, 5, 12];
  const dated = (delivered: readonly number[], count: number, targetDate: string | null = null) => {
    const subject = plan({ items: items("R1", count), teams: [team("Web", delivered)] });
    const outlook = outlookIn(forecastOf({ ...subject, releases: [{ key: "R1", targetDate }] }, { trials: 500 }), "R1");
    if (outlook.kind !== "dates") throw new Error(outlook.kind);
    return outlook;
  };

  it("has a range: P50, P85 and P95", () => {
    const { p50, p85, p95 } = dated(uneven, 40);
    expect([p50.kind, p85.kind, p95.kind]).toEqual(["day", "day", "day"]);
    const days = [p50, p85, p95].map((bound) => (bound.kind === "day" ? bound.day : ""));
    expect(days).toEqual([...days].sort());
    expect(new Set(days).size).toBe(3);
  });

  it("is the middle alone from three to five periods, with the worst seen (§5)", () => {
    const { isThin, p50, p85, p95, chance } = dated([8, 10, 12], 40, "2026-09-30");
    expect([isThin, p50.kind, p85.kind, p95.kind, chance]).toEqual([true, "day", "unsaid", "unsaid", null]);
  });

  it("has no P95 within the coming period from fewer than 19 periods", () => {
    expect(dated([8, 10, 12, 9, 11, 10], 3).p95.kind).toBe("unsaid");
  });

  it("lies beyond the horizon where so slow a pace may go on", () => {
    expect(dated([0, 0, 0, 0, 0, 1], 40).p95).toEqual({ kind: "beyond", horizon: "2036-05-31" });
  });

  it("gives the target date a probability, at most above 95 % while work remains", () => {
    expect(dated(uneven, 40, "2026-06-02").chance).toEqual({ kind: "percent", percent: 0 });
    expect(dated(uneven, 40, "2030-01-01").chance).toEqual({ kind: "above", percent: 95 });
    expect(dated(uneven, 40, "2026-05-01").chance).toEqual({ kind: "percent", percent: 0 });
    const even = dated(uneven, 40, "2026-08-01").chance;
    expect(even).toEqual({ kind: "percent", percent: expect.any(Number) });
    expect(even?.percent).toBeGreaterThan(20);
    expect(even?.percent).toBeLessThan(95);
  });

  it("gives what may never be done no chance of a date beyond the horizon", () => {
    expect(dated([0, 0, 0, 0, 0, 1], 40, "2099-12-31").chance).toEqual({
      kind: "percent",
      percent: expect.any(Number),
    });
  });

  it("is wider where the team's back-test said so", () => {
    const subject = plan({ items: items("R1", 40), teams: [team("Web", uneven)] });
    const wide = { ...subject, teams: [team("Web", uneven, { widened: { p85: 0.95, p95: 0.99 } })] };
    const [before, after] = [subject, wide].map((one) => outlookIn(forecastOf(one, { trials: 500 }), "R1"));
    if (before?.kind !== "dates" || after?.kind !== "dates") throw new Error("no dates");
    expect(after.p50).toEqual(before.p50);
    expect(after.p85).toEqual(before.p95);
    expect(after.shares).toEqual({ p50: 0.5, p85: 0.95, p95: 0.99 });
  });

  it("takes the wider range of several teams, and P95 never before P85", () => {
    const teams = [
      team("Web", uneven, { widened: { p85: 0.98, p95: 0.98 } }),
      team("Data", uneven, { widened: { p85: 0.86, p95: 0.96 } }),
    ];
    const all = [...items("R1", 40), ...items("R1", 40, { team: "Data", workload: "Shop" })];
    const outlook = outlookIn(forecastOf(plan({ items: all, teams }), { trials: 50 }), "R1");
    expect(outlook).toMatchObject({ shares: { p50: 0.5, p85: 0.98, p95: 0.98 } });
  });
});

describe("running a forecast", () => {
  const subject = plan({ items: [...items("R1", 30), ...items("R2", 30)] });

  it("gives first bands early and ends with the same as at once", () => {
    const steps = [...forecastSteps(subject, { trials: 2_000, first: 500, step: 1_000 })];
    expect(steps.map(({ trials }) => trials)).toEqual([500, 1_500, 2_000]);
    expect(steps[2]).toEqual(forecastOf(subject, { trials: 2_000 }));
    expect(steps[0]).toEqual(forecastOf(subject, { trials: 500 }));
  });

  it("can be stopped at any step", () => {
    const steps = forecastSteps(subject);
    expect(steps.next().value).toMatchObject({ trials: 500 });
    expect(steps.return()).toEqual({ done: true, value: undefined });
  });

  it.each([{ trials: 0 }, { first: 0.5 }, { step: -1 }])("refuses %j", (options) => {
    expect(() => forecastSteps(subject, options).next()).toThrow(/whole number of 1 or more/);
  });

  it("says by how many days less scope or more velocity is earlier", () => {
    for (const whatIf of Object.values(WHAT_IFS)) {
      const [first, second] = sensitivityOf(subject, whatIf, 500);
      expect(first?.daysEarlier).toBeGreaterThan(0);
      expect(second?.daysEarlier).toBeGreaterThan(first?.daysEarlier ?? Infinity);
    }
    expect(sensitivityOf(subject, { scope: 1, velocity: 1 }, 100)).toEqual([
      { release: "R1", daysEarlier: 0 },
      { release: "R2", daysEarlier: 0 },
    ]);
  });

  it("draws for a team what it draws whatever other teams and releases there are", () => {
    const alone = simulationOf(subject, 100);
    const more = { ...subject, teams: [team("Data", STEADY), ...subject.teams] };
    const among = simulationOf(
      { ...more, items: [...more.items, ...items("R2", 5, { team: "Data", workload: "X" })] },
      100,
    );
    alone.run(100);
    among.run(100);
    expect([...among.at(0, 0).days]).toEqual([...alone.at(0, 0).days]);
  });
});

describe("a plan that contradicts itself is refused, and says where", () => {
  const [item] = items("R1", 1);
  it.each<[string, Partial<ForecastPlan>, RegExp]>([
    ["an unknown team", { teams: [] }, /Item R1-1: the plan has no team Web/],
    ["an unknown release", { releases: [{ key: "R9", targetDate: null }] }, /Item R1-1: the plan has no release R1/],
    ["an item twice", { items: [item!, item!] }, /Item R1-1: it is listed twice/],
    ["a negative effort", { items: [{ ...item!, effort: -1 }] }, /its effort is -1/],
    ["gates it lacks", { items: [{ ...item!, reached: 2 }] }, /it has reached 2 gates/],
    ["no gate", { gates: [] }, /no gate/],
    ["no past for a gate", { gates: ["Staged", "Promoted"] }, /Team Web has no past for Promoted/],
    ["an unknown item", { dependencies: [{ waits: place("item:R1-1"), for: place("item:X") }] }, /the item X/],
    [
      "an unknown workload",
      { dependencies: [{ waits: place("workload:X"), for: place("item:R1-1") }] },
      /the workload X/,
    ],
    ["an unknown release", { dependencies: [{ waits: place("release:X"), for: place("item:R1-1") }] }, /the release X/],
    ["a team twice", { teams: [team("Web", STEADY), team("Web", STEADY)] }, /names Web twice/],
  ])("%s", (_, more, message) => {
    expect(() => simulationOf(plan({ items: items("R1", 1), ...more }), 1)).toThrow(message);
  });
});
