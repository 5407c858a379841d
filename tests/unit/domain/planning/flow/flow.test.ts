import { burnUpOf } from "../../../../../src/domain/planning/flow/burnUp";
import { stageFlowOf } from "../../../../../src/domain/planning/flow/stageFlow";
import { LADDER } from "../../../../../src/domain/readiness/stage";
import { day, policy } from "../../../../builders/estate";
import { track } from "../../../../builders/tracks";

const DONE = { stage: "Replicated" } as const;
const NOW = Date.parse("2026-02-24T12:00Z");

/** Scope and done in assets, by day. */
function burned(tracks: Parameters<typeof burnUpOf>[0], release: string | null = "a") {
  return burnUpOf(tracks, release, policy(), NOW).points.map(({ day, scope, done }) => [day, scope.items, done.items]);
}

describe("a burn-up", () => {
  it("has scope and done apart, at the end of each day up to now", () =>
    expect(burned([track(1, { "2026-02-22T23:59:59.999Z": DONE }), track(2, {}, { at: day("2026-02-21") })])).toEqual([
      ["2026-02-20", 1, 0],
      ["2026-02-21", 2, 0],
      ["2026-02-22", 2, 1],
      ["2026-02-23", 2, 1],
      ["2026-02-24", 2, 1],
    ]));

  it("counts what was done before it joined the release as scope and done on the same day (forecasting §1)", () =>
    expect(burned([track(1, { "2026-02-22": DONE, "2026-02-24": { release: "a" } }, { release: null })])).toEqual([
      ["2026-02-24", 1, 1],
    ]));

  it("shrinks by what leaves, and ends where nothing is left", () =>
    expect(burned([track(1, { "2026-02-21": DONE, "2026-02-22": { stage: "Excluded" } })]).slice(0, 3)).toEqual([
      ["2026-02-20", 1, 0],
      ["2026-02-21", 1, 1],
      ["2026-02-22", 0, 0],
    ]));

  it("begins with a day at the end of which there was scope", () =>
    expect(burned([track(1, { "2026-02-20T08:00Z": { release: null }, "2026-02-23": { release: "a" } })])[0]).toEqual([
      "2026-02-23",
      1,
      0,
    ]));

  it("knows nothing of what comes after now, and of days without scope before", () => {
    expect(burned([track(1, { "2026-02-24T12:00:00.001Z": DONE })]).at(-1)).toEqual(["2026-02-24", 1, 0]);
    expect(burned([track(1)], "b")).toEqual([]);
  });

  it("adds up efforts without what fractions leave behind, and says what has none", () => {
    const tracks = [
      track(1, { "2026-02-21": { stage: "absent" } }, { effort: 0.1 }),
      track(2, { "2026-02-22": { stage: "absent" } }, { effort: 0.2 }),
      track(3, {}, { effort: null }),
    ];
    const efforts = burnUpOf(tracks, null, policy(), NOW).points.map(({ scope }) => [scope.effort, scope.unestimated]);
    expect(efforts.slice(0, 3)).toEqual([
      [0.3, 1],
      [0.2, 1],
      [0, 1],
    ]);
  });

  it("is of all that is in scope where no release is asked for", () =>
    expect(burned([track(1, {}, { release: null })], null)[0]).toEqual(["2026-02-20", 1, 0]));
});

describe("the stage flow", () => {
  it("has each asset in scope in one number of each day, unmapped ones apart", () => {
    const tracks = [
      track(1, { "2026-02-21T08:00Z": { stage: "Replicating" }, "2026-02-21T09:00Z": DONE }),
      track(2, { "2026-02-22": { stage: "Unknown" } }),
      track(3, {}, { stage: "Excluded" }),
    ];
    const { stages, points } = stageFlowOf(tracks, null, NOW);
    expect(stages).toEqual(LADDER);
    expect(points.map(({ day, counts, unknown }) => [day, counts.join(""), unknown])).toEqual([
      ["2026-02-20", "20000000", 0],
      ["2026-02-21", "10010000", 0],
      ["2026-02-22", "00010000", 1],
      ["2026-02-23", "00010000", 1],
      ["2026-02-24", "00010000", 1],
    ]);
  });

  it("is of one release where that is asked for", () =>
    expect(stageFlowOf([track(1), track(2, {}, { release: "b" })], "b", NOW).points[0]?.counts[0]).toBe(1));
});
