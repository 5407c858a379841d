import {
  type IterationStatus,
  iterationStatus,
  type StatusItem,
} from "../../../../../src/domain/planning/iteration/status";
import type { IterationRecord } from "../../../../../src/domain/planning/velocity/record";
import type { Track } from "../../../../../src/domain/planning/velocity/track";
import { assess } from "../../../../../src/domain/readiness/assess";
import type { Link } from "../../../../../src/domain/snapshot";
import type { WorkItem } from "../../../../../src/domain/workItem";
import { asset, day, NOW, policy, snapshot, task } from "../../../../builders/estate";
import {
  iterationRecord,
  iterationTree,
  SPRINT_1,
  SPRINT_2,
  SPRINT_3,
  team,
  track,
} from "../../../../builders/planning";

interface Options {
  readonly links: readonly Link[];
  readonly record: Partial<IterationRecord>;
  readonly tracks: readonly Track[];
  /** 0 is the first of the team's iterations. */
  readonly sprint: number;
}

const ids = (...some: readonly number[]) => ({ items: some.length, effort: 0, unestimated: 0, ids: some });

/** Today is Monday of the second week of Sprint 2: five working days are left. */
function status(
  items: readonly WorkItem[],
  { links = [], record = {}, tracks = [], sprint = 1 }: Partial<Options> = {},
): IterationStatus {
  const blue = team({ areas: [{ path: "Contoso", includesChildren: false }] });
  const iteration = blue.iterations[sprint];
  if (iteration === undefined) throw new Error("The team has no such iteration.");
  const read = snapshot(items, { iterations: iterationTree(), links });
  const mapping = policy({ blockingItems: { types: ["Bug"], tags: [], links: [] } });
  const records = [iterationRecord({ path: iteration.path, name: iteration.name, isOver: false, ...record })];
  const report = assess(read, mapping, NOW);
  return iterationStatus(
    { snapshot: read, policy: mapping, report, now: NOW, teams: [blue], tracks, records, gaps: [] },
    blue,
    iteration,
  );
}
const told = (list: readonly StatusItem[]) => list.map(({ item, reason }) => `#${item.id} ${reason}`);

const here = (id: number, changes: Partial<WorkItem> = {}) =>
  asset(id, null, {
    iterationPath: SPRINT_2,
    changedDate: day("2026-11-20"),
    ...changes,
    tags: ["release:A", ...(changes.tags ?? [])],
  });
const waits = (source: number, target: number): Link => ({
  type: "System.LinkTypes.Dependency-Reverse",
  source,
  target,
});

describe("a running iteration", () => {
  it("has a sentence about what was committed, and the working days that are left, today included", () => {
    const bug = task(9, 4, "No licence", { type: "Bug" });
    const items = [
      here(2, { state: "Resolved" }),
      here(3),
      here(4),
      bug,
      here(5),
      asset(6, null, { tags: ["release:A"] }),
    ];
    const found = status(items, { links: [waits(3, 6)], record: { committed: ids(2, 3, 4) } });
    expect(found.sentence).toBe(
      "Sprint 2, 5 working days left: 1 of 3 committed assets is done, 1 is at risk, 1 is blocked.",
    );
    expect(found).toMatchObject({ time: "running", daysLeft: 5 });
  });

  it("counts what is in it where nobody committed, and says where nothing is", () => {
    expect(status([here(2, { state: "Resolved" }), here(3, { state: "Resolved" })]).sentence).toBe(
      "Sprint 2, 5 working days left: 2 of 2 assets are done.",
    );
    expect(status([]).sentence).toBe("Sprint 2, 5 working days left: nothing is planned.");
  });

  it("has each of its assets in one list, in order of priority", () => {
    const items = [
      here(2, { state: "Resolved" }),
      here(3),
      here(4, { priority: 1 }),
      here(5),
      task(9, 5, "x", { type: "Bug" }),
    ];
    const { done, blocked, atRisk, onTrack } = status(items);
    expect([done, blocked, atRisk, onTrack].map((list) => list.map(({ item }) => item.id))).toEqual([
      [2],
      [5],
      [],
      [4, 3],
    ]);
  });

  it("holds only what its team owns and what is in scope", () => {
    const items = [here(2, { areaPath: "Contoso\\Red" }), here(3, { tags: ["strategy:retire"] }), here(4)];
    expect(status(items).onTrack.map(({ item }) => item.id)).toEqual([4]);
  });

  it("says of what is done whether that was in this iteration", () => {
    const found = status([here(2, { state: "Resolved" }), here(3, { state: "Resolved" })], {
      record: { delivered: ids(2) },
    });
    expect(told(found.done)).toEqual([
      "#2 It became Replicated in this iteration.",
      "#3 It is Replicated, not by this iteration.",
    ]);
  });

  it("says what blocks an asset (G1)", () => {
    expect(told(status([here(2), task(9, 2, "No licence", { type: "Bug" })]).blocked)).toEqual([
      "#2 No licence (#9) is open.",
    ]);
  });
});

describe("what is at risk", () => {
  it("is what waits for something that is behind (D4)", () => {
    const items = [here(2), here(3, { iterationPath: "Contoso", state: "Active" })];
    expect(told(status(items, { links: [waits(2, 3)] }).atRisk)).toEqual([
      "#2 It waits for VM 3 (#3), which is Replicating and must be Replicated.",
    ]);
  });

  it("is what waits for something that can't be read (D5)", () => {
    expect(told(status([here(2)], { links: [waits(2, 77)] }).atRisk)).toEqual([
      "#2 It waits for Work item 77 (#77): named, but not readable.",
    ]);
  });

  it("is what has not begun while such assets take longer than what is left", () => {
    const taking = (id: number, kind: string, end: string) =>
      track(id, kind, [
        ["2026-10-01", "Pending"],
        ["2026-10-05", "Replicating"],
        [end, "Replicated"],
      ]);
    // From Monday, 5 October: six, seven and eight working days.
    const slow = [taking(11, "vm", "2026-10-12"), taking(12, "vm", "2026-10-13"), taking(13, "vm", "2026-10-14")];
    const reason = "#2 It has not begun: such assets take 7 working days as a rule, and 5 working days are left.";
    expect(told(status([here(2)], { tracks: slow }).atRisk)).toEqual([reason]);
    // Too few of the kind: those of every kind count; too few at all say nothing.
    expect(told(status([here(2, { tags: ["kind:db"] })], { tracks: slow }).atRisk)).toHaveLength(1);
    expect(status([here(2)], { tracks: slow.slice(1) }).atRisk).toEqual([]);
    const quick = [11, 12, 13].map((id) => taking(id, "vm", "2026-10-09"));
    expect(status([here(2)], { tracks: quick }).atRisk).toEqual([]);
    expect(status([here(2, { state: "Active" })], { tracks: slow }).atRisk).toEqual([]);
  });

  it("is what nobody has changed for longer than what is left", () => {
    const begun = (changed: string) => here(2, { state: "Active", changedDate: day(changed) });
    expect(told(status([begun("2026-11-13")]).atRisk)).toEqual([
      "#2 Nobody has changed it for 6 working days, and 5 working days are left.",
    ]);
    expect(status([begun("2026-11-16")]).atRisk).toEqual([]);
  });

  it("is asked of a running iteration alone", () => {
    const quiet = (iterationPath: string) =>
      here(2, { state: "Active", changedDate: day("2026-01-05"), iterationPath });
    expect(status([quiet(SPRINT_3)], { sprint: 2 })).toMatchObject({ atRisk: [], daysLeft: 10, time: "future" });
    expect(status([quiet(SPRINT_1)], { sprint: 0 })).toMatchObject({ atRisk: [], daysLeft: 0, time: "past" });
  });
});

describe("against its commitment", () => {
  const record = { committed: ids(2, 3, 4), added: ids(5), removed: ids(3, 4) };
  const items = [here(2), here(3, { iterationPath: SPRINT_3 }), here(5)];

  it("lists by id what was committed, added and removed, and where that is now", () => {
    const found = status(items, { record, tracks: [track(4, "vm", [["2026-10-01", "Pending"]])] });
    expect(told(found.committed)).toEqual([
      "#2 It is Pending, and nothing is in its way.",
      "#3 It is in Sprint 3 now, of Blue.",
      "#4 It is no asset any more, or was deleted.",
    ]);
    expect(found.committed[2]).toMatchObject({ item: { title: "VM 4" }, stage: "absent" });
    expect(told(found.added)).toEqual(["#5 It is Pending, and nothing is in its way."]);
    expect(found.removed.map(({ item }) => item.id)).toEqual([3, 4]);
    expect(found.onTrack.map(({ item, isCommitted }) => [item.id, isCommitted])).toEqual([
      [2, true],
      [5, false],
    ]);
  });
});

describe("what is next", () => {
  it("is what can be begun: of the iteration first, then of its releases' backlogs, in order", () => {
    const items = [
      here(2, { priority: 2 }),
      here(3, { priority: 1 }),
      here(4, { state: "Active" }),
      here(5),
      task(9, 5, "No licence", { type: "Bug" }),
      here(6, { iterationPath: "Contoso", priority: 1 }),
      here(7, { iterationPath: SPRINT_3, priority: 1 }),
      asset(8, null, { priority: 1 }),
      here(10, { iterationPath: SPRINT_1, state: "Resolved" }),
    ];
    expect(told(status(items).next)).toEqual([
      "#3 In this iteration, priority 1.",
      "#2 In this iteration, priority 2.",
      "#6 In the backlog of A, priority 1.",
    ]);
  });

  it("leaves out what waits for something, and ends after ten", () => {
    const many = Array.from({ length: 12 }, (_, index) => here(index + 20));
    expect(
      status([...many, here(2, { state: "Active" })], { links: [waits(20, 2)] }).next.map(({ item }) => item.id),
    ).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
  });
});
