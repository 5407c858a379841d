/** What teams did in their iterations (forecasting.md §1). Sprint 1 is from Monday, 2026-03-02, to Friday, 2026-03-13. */
import type { IterationRecord } from "../../../../../src/domain/planning/velocity/record";
import type { Track } from "../../../../../src/domain/planning/velocity/track";
import { recordsOf } from "../../../../../src/domain/planning/velocity/velocity";
import type { Policy } from "../../../../../src/domain/policy/policy";
import { day, policy } from "../../../../builders/estate";
import { planningTeam, SPRINTS } from "../../../../builders/pasts";
import { track } from "../../../../builders/tracks";

const LATER = day("2026-05-01");
const DONE = { stage: "Replicated" } as const;
const planning = (changes: Partial<Policy["planning"]>) => policy({ planning: { ...policy().planning, ...changes } });

/** The record of a team's sprint, by its number. */
function record(tracks: readonly Track[], sprint = 1, now = LATER, mapping = policy(), team = "Web"): IterationRecord {
  const teams = [planningTeam("Web"), planningTeam("Data")];
  const found = recordsOf(tracks, teams, mapping, now).find(
    (one) => one.team === team && one.path === SPRINTS[sprint - 1],
  );
  if (found === undefined) throw new Error(`no record of sprint ${sprint}`);
  return found;
}

describe("delivered", () => {
  it("is what entered the done stage within the iteration, its last day included (UTC)", () => {
    const tracks = [
      track(1, { "2026-03-01T23:59:59.999Z": DONE }),
      track(2, { "2026-03-02": DONE }),
      track(3, { "2026-03-13T23:59:59.999Z": DONE }),
      track(4, { "2026-03-14": DONE }),
    ];
    expect(record(tracks).delivered).toEqual({ items: 2, effort: 4, unestimated: 0, ids: [2, 3] });
  });

  it("asks that it is still done at the end, and counts the last entry", () => {
    const back = track(1, { "2026-03-03": DONE, "2026-03-05": { stage: "Replicating" } });
    const again = track(2, { "2026-03-03": DONE, "2026-03-05": { stage: "Replicating" }, "2026-03-17": DONE });
    expect(record([back, again]).delivered.ids).toEqual([]);
    expect(record([back, again], 2).delivered.ids).toEqual([2]);
  });

  it("counts by time, for the team that owned the asset then, whatever its iteration path says", () => {
    const moved = track(1, {
      "2026-03-03": { ...DONE, iterationPath: "Contoso\\Sprint 3" },
      "2026-03-05": { team: "Data" },
    });
    expect(record([moved]).delivered.ids).toEqual([1]);
    expect(record([moved], 1, LATER, policy(), "Data").delivered.ids).toEqual([]);
  });

  it("is not what came into scope when it was done already: born so, included, or no longer retained", () => {
    const tracks = [
      track(1, {}, { ...DONE, at: day("2026-03-03") }),
      track(2, { "2026-03-03": DONE }, { stage: "absent" }),
      track(3, { "2026-03-03": DONE }, { stage: "Excluded" }),
    ];
    expect(record(tracks).delivered.ids).toEqual([]);
    expect(record(tracks).scopeIn.ids).toEqual([]);
  });

  it("counts what came out of an unmapped state: it was in scope", () =>
    expect(record([track(1, { "2026-03-03": DONE }, { stage: "Unknown" })]).delivered.ids).toEqual([1]));

  it("is told by kind, as each was at the end, the largest first", () => {
    const tracks = [
      track(1, { "2026-03-03": DONE, "2026-03-04": { kind: "database" }, "2026-03-20": { kind: "vm" } }),
      track(2, { "2026-03-03": DONE }),
      track(3, { "2026-03-03": DONE }),
      track(4, { "2026-03-03": { ...DONE, kind: null } }),
    ];
    expect(record(tracks).deliveredByKind).toEqual([
      { kind: "vm", items: 2 },
      { kind: "", items: 1 },
      { kind: "database", items: 1 },
    ]);
  });

  it("weighs the efforts of the end; an unestimated asset is counted and weighs nothing, 0 is a value", () => {
    const tracks = [
      track(1, { "2026-03-03": DONE, "2026-03-06": { effort: 0.1 }, "2026-03-20": { effort: 99 } }),
      track(2, { "2026-03-03": { ...DONE, effort: 0.2 } }),
      track(3, { "2026-03-03": { ...DONE, effort: null } }),
      track(4, { "2026-03-03": { ...DONE, effort: 0 } }),
    ];
    expect(record(tracks).delivered).toEqual({ items: 4, effort: 0.3, unestimated: 1, ids: [1, 2, 3, 4] });
  });

  it("is by the policy's done stage; arrivals at each stage that gates ask for stand beside it", () => {
    const tracks = [
      track(1, { "2026-03-03": DONE, "2026-03-10": { stage: "Promoted" } }),
      track(2, { "2026-03-03": DONE }),
    ];
    const found = record(tracks, 1, LATER, planning({ doneStage: "Promoted" }));
    expect(found.delivered.ids).toEqual([1]);
    const reached = Object.entries(found.reached).map(([stage, { ids }]) => [stage, ids]);
    expect(reached).toEqual([
      ["Replicated", [1, 2]],
      ["Staged", [1]],
      ["Accepted", [1]],
      ["Promoted", [1]],
    ]);
  });
});

describe("re-opened", () => {
  const back = { stage: "Replicating" } as const;

  it("is a debit in the iteration of the re-opening and changes none before", () => {
    const once = track(1, { "2026-03-03": DONE });
    const reopened = track(1, { "2026-03-03": DONE, "2026-03-18": back });
    expect(record([reopened])).toEqual(record([once]));
    expect(record([reopened], 2)).toMatchObject({ reopened: { ids: [1] }, delivered: { ids: [] } });
  });

  it("is none for what was done, opened and done again within one iteration: it is delivered once", () => {
    const found = record([track(1, { "2026-03-03": DONE, "2026-03-04": back, "2026-03-05": DONE })]);
    expect(found).toMatchObject({ reopened: { items: 0 }, delivered: { items: 1 } });
  });

  it("stands beside a new delivery where it was done again in the same iteration: together they are nothing", () => {
    const found = record([track(1, { "2026-03-03": DONE, "2026-03-18": back, "2026-03-20": DONE })], 2);
    expect(found).toMatchObject({ reopened: { items: 1 }, delivered: { items: 1 } });
  });

  it("is seen past a time out of scope, and is none of what only left scope", () => {
    const through = track(1, { "2026-03-03": DONE, "2026-03-16": { stage: "Excluded" }, "2026-03-18": back });
    const left = track(2, { "2026-03-03": DONE, "2026-03-16": { stage: "Excluded" } });
    expect(record([through, left], 2).reopened.ids).toEqual([1]);
  });
});

describe("committed", () => {
  const TAG = "committed:Sprint 1@2026-02-27T15:00Z";
  const LAST = "committed:Sprint 1@2026-03-03T09:00Z";

  it("is what carried the last tag that anything carries at the end; what lost it was removed", () => {
    const tracks = [
      track(1, { "2026-02-27T15:01Z": { tags: [TAG] }, "2026-03-03T09:01Z": { tags: [LAST] } }),
      track(2, { "2026-02-27T15:01Z": { tags: [TAG] } }),
      track(3, { "2026-03-03T09:01Z": { tags: [LAST] }, "2026-03-06": { tags: [], iterationPath: SPRINTS[1] } }),
    ];
    const found = record(tracks);
    expect(found.commitment).toEqual({ how: "tag", at: Date.parse("2026-03-03T09:00Z"), tag: LAST });
    expect([found.committed.ids, found.added.ids, found.removed.ids]).toEqual([[1, 3], [2], [3]]);
  });

  it("passes over a commitment that was undone", () => {
    const undone = track(1, {
      "2026-02-27T15:01Z": { tags: [TAG] },
      "2026-03-03T09:01Z": { tags: [LAST] },
      "2026-03-03T10:00Z": { tags: [TAG] },
    });
    expect(record([undone]).commitment).toMatchObject({ how: "tag", tag: TAG });
  });

  it("is each team's own where teams share an iteration", () => {
    const tracks = [
      track(1, { "2026-02-28": { tags: [TAG] } }),
      track(2, { "2026-02-28": { tags: [LAST] } }, { team: "Data" }),
    ];
    expect(record(tracks).commitment?.tag).toBe(TAG);
    expect(record(tracks, 1, LATER, policy(), "Data").committed.ids).toEqual([2]);
  });

  it("without a tag is what is there after the days of grace and not done", () => {
    const tracks = [
      track(1),
      track(2, { "2026-03-03T23:59Z": { iterationPath: SPRINTS[0] } }, { iterationPath: SPRINTS[1] }),
      track(3, { "2026-03-04": { iterationPath: SPRINTS[0] } }, { iterationPath: SPRINTS[1] }),
      track(4, { "2026-03-02": DONE }),
      track(5, { "2026-03-05": { iterationPath: SPRINTS[1] } }),
    ];
    const found = record(tracks);
    expect(found.commitment).toEqual({ how: "start", at: day("2026-03-04"), tag: null });
    expect([found.committed.ids, found.added.ids, found.removed.ids]).toEqual([[1, 2, 5], [3], [5]]);
    expect(found.carriedOver.ids).toEqual([1, 2, 3]);
  });

  it("is not known while the days of grace last", () => {
    expect(record([track(1)], 1, day("2026-03-03")).commitment).toBeNull();
    expect(record([track(1)], 1, day("2026-03-04")).commitment).toMatchObject({ how: "start" });
  });
});

describe("the scope that is forecast", () => {
  it("grows by what came into a release undone and shrinks by what left undelivered, for the team that owns it", () => {
    const tracks = [
      track(1, { "2026-03-03": { release: "a" } }, { release: null }),
      track(2, { "2026-03-03": { release: null } }),
      track(3, { "2026-03-03": { stage: "Excluded" } }),
      track(4, { "2026-03-03": DONE, "2026-03-04": { release: null } }),
      track(5, { "2026-03-03": { team: "Data" } }),
      track(6, { "2026-03-03": { release: "b" } }),
    ];
    expect(record(tracks)).toMatchObject({ scopeIn: { ids: [1] }, scopeOut: { ids: [2, 3, 5] } });
    expect(record(tracks, 1, LATER, policy(), "Data").scopeIn.ids).toEqual([5]);
  });
});

describe("a record", () => {
  it("names days, working days and whether it is over; days off and weekends are none", () => {
    const team = planningTeam("Web");
    const [first, ...others] = team.iterations;
    const off = {
      ...team,
      iterations: [{ ...first!, daysOff: [{ from: "2026-03-06", to: "2026-03-09" }] }, ...others],
    };
    const [found] = recordsOf([], [off], policy(), day("2026-03-14"));
    expect(found).toMatchObject({ firstDay: "2026-03-02", lastDay: "2026-03-13", workingDays: 8, isOver: true });
    const [running] = recordsOf([], [off], policy(), day("2026-03-14") - 1);
    expect(running?.isOver).toBe(false);
  });

  it("is there for iterations with dates that have begun: by team, then by first day", () => {
    const web = planningTeam("Web");
    const undated = {
      ...web,
      iterations: [...web.iterations.slice().reverse(), { ...web.iterations[0]!, dates: null }],
    };
    const found = recordsOf([], [undated, planningTeam("Data")], policy(), day("2026-03-16"));
    expect(found.map(({ team, name }) => `${team} ${name}`)).toEqual([
      "Data Sprint 1",
      "Data Sprint 2",
      "Web Sprint 1",
      "Web Sprint 2",
    ]);
  });

  it("carries the reason of an outage: the team's own before that of all", () => {
    const outages = [
      { iteration: SPRINTS[0], team: null, reason: "moved house" },
      { iteration: SPRINTS[0].toUpperCase(), team: "web", reason: "trained" },
    ];
    expect(record([], 1, LATER, planning({ outages })).outage).toBe("trained");
    expect(record([], 1, LATER, planning({ outages }), "Data").outage).toBe("moved house");
    expect(record([], 2, LATER, planning({ outages })).outage).toBeNull();
  });

  it("counts no entry where the known past begins: nobody saw it", () => {
    const late = { ...track(1, {}, { ...DONE, at: day("2026-03-03") }), from: day("2026-03-03") };
    expect(record([late]).delivered.items).toBe(0);
  });
});
