import { pastPeriodsOf, rangeOf, shareKept, summaryOf } from "../../../../../src/domain/planning/velocity/summary";
import { recordsOf } from "../../../../../src/domain/planning/velocity/velocity";
import { day, policy } from "../../../../builders/estate";
import { planningTeam, SPRINTS } from "../../../../builders/pasts";
import { track } from "../../../../builders/tracks";

const DONE = { stage: "Replicated" } as const;
const TRACKS = [
  track(1, { "2026-03-05": DONE, "2026-03-18": { stage: "Replicating" } }),
  track(2, { "2026-03-05": { ...DONE, effort: null } }),
  track(3),
  track(
    4,
    { "2026-03-18": { iterationPath: SPRINTS[1] }, "2026-03-20": { ...DONE, kind: "database" } },
    { iterationPath: "Contoso" },
  ),
];
const records = (outages: readonly { iteration: string; team: null; reason: string }[] = []) =>
  recordsOf(TRACKS, [planningTeam("Web")], policy({ planning: { ...policy().planning, outages } }), day("2026-04-01"));

describe("the summary of a team's velocity", () => {
  it("is median and range over the iterations that are over, zeros kept", () => {
    const summary = summaryOf(records());
    expect(summary.iterations).toBe(2);
    expect(summary.items).toEqual({ median: 1.5, lowest: 1, highest: 2, of: 2 });
    expect(summary.effort).toEqual({ median: 2, lowest: 2, highest: 2, of: 2 });
    expect(summary.itemsPerDay).toEqual({ median: 0.15, lowest: 0.1, highest: 0.2, of: 2 });
  });

  it("has a range of each kind, 0 where an iteration delivered none, and the debit of what was opened again", () => {
    const { byKind, reopened } = summaryOf(records());
    expect(byKind).toEqual([
      { kind: "vm", items: { median: 1, lowest: 0, highest: 2, of: 2 } },
      { kind: "database", items: { median: 0.5, lowest: 0, highest: 1, of: 2 } },
    ]);
    expect(reopened).toEqual({ items: 1, effort: 2, unestimated: 0 });
  });

  it("leaves out an outage, and says nothing of a team without an iteration", () => {
    const outages = SPRINTS.map((iteration) => ({ iteration, team: null, reason: "moved house" }));
    expect(summaryOf(records(outages.slice(1))).items).toMatchObject({ median: 2, of: 1 });
    expect(summaryOf(records(outages))).toMatchObject({ iterations: 0, items: null, itemsPerDay: null, kept: null });
  });

  it("has the share of commitments that was kept; an iteration without one has none", () => {
    const [first, second] = records();
    expect(shareKept(first!)).toBeCloseTo(2 / 3);
    expect(shareKept(second!)).toBeNull();
    expect(summaryOf(records()).kept).toMatchObject({ of: 1 });
  });

  it("takes the middle of an uneven number, and of the two in the middle of an even one", () => {
    expect(rangeOf([9, 1, 4])).toMatchObject({ median: 4 });
    expect(rangeOf([9, 1, 4, 5])).toMatchObject({ median: 4.5 });
    expect(rangeOf([])).toBeNull();
  });
});

describe("past periods for a forecast (forecasting.md §4)", () => {
  it("have arrivals at the gate's stage, and grow by what came into scope or was opened again", () => {
    const periods = pastPeriodsOf(records(), "items", "Replicated");
    expect(periods.map(({ name, delivered, added, removed }) => [name, delivered, added, removed])).toEqual([
      ["Sprint 1", 2, 0, 0],
      ["Sprint 2", 1, 1, 0],
      ["Sprint 3", 0, 0, 0],
    ]);
    expect(periods[0]).toMatchObject({ firstDay: "2026-03-02", lastDay: "2026-03-13", workingDays: 10, committed: 3 });
    expect(pastPeriodsOf(records(), "items", "Promoted").map(({ delivered }) => delivered)).toEqual([0, 0, 0]);
  });

  it("grow by what was opened again at gates that it had passed only", () => {
    const added = (gate: "Replicated" | "Staged" | "Promoted") =>
      pastPeriodsOf(records(), "items", gate).map((period) => period.added);
    expect(added("Replicated")).toEqual([0, 1, 0]);
    expect(added("Staged")).toEqual([0, 0, 0]);
    expect(added("Promoted")).toEqual([0, 0, 0]);
  });

  it("grow at each gate by what fell back below its stage, so that nothing arrives twice for one way", () => {
    const again = track(1, {
      "2026-03-05": { stage: "Staged" },
      "2026-03-18": { stage: "Replicated" },
      "2026-04-01": { stage: "Staged" },
    });
    const past = recordsOf([again], [planningTeam("Web")], policy(), day("2026-05-01"));
    const told = (stage: "Replicated" | "Staged") =>
      pastPeriodsOf(past, "items", stage).map(({ delivered, added }) => [delivered, added]);
    expect(told("Staged")).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
    expect(told("Replicated")).toEqual([
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it("grow at each gate by what came into a release short of its stage, and shrink by what left short of it", () => {
    const made = { stage: "Replicated" } as const;
    const tracks = [
      track(1, { "2026-03-05": { release: "a" } }, { ...made, release: null }),
      track(2, { "2026-03-05": { release: null } }, made),
    ];
    const past = recordsOf(tracks, [planningTeam("Web")], policy(), day("2026-05-01"));
    const told = (stage: "Replicated" | "Promoted") =>
      pastPeriodsOf(past, "items", stage).map(({ added, removed }) => [added, removed])[0];
    expect([told("Replicated"), told("Promoted")]).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it("in points grow by what came in unestimated too, as large as what arrived on average (§3)", () => {
    const tracks = [
      track(1, { "2026-03-05": { ...DONE, effort: 3 } }),
      track(2, { "2026-03-05": { ...DONE, effort: 5 } }),
      track(3, { "2026-03-06": { release: "a" } }, { release: null, effort: null }),
      track(4, { "2026-03-06": { release: "a" } }, { release: null, effort: 0 }),
    ];
    const past = recordsOf(tracks, [planningTeam("Web")], policy(), day("2026-05-01"));
    expect(pastPeriodsOf(past, "points", "Replicated")[0]).toMatchObject({ delivered: 8, added: 4 });
    expect(pastPeriodsOf(past, "items", "Replicated")[0]).toMatchObject({ delivered: 2, added: 2 });
  });

  it("are in points where these are asked for", () =>
    expect(pastPeriodsOf(records(), "points", "Replicated").map(({ delivered }) => delivered)).toEqual([2, 2, 0]));
});
