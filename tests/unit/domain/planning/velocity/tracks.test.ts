/** How assets were, from their revisions (T4). */
import { trackReader } from "../../../../../src/domain/planning/velocity/tracks";
import type { Policy } from "../../../../../src/domain/policy/policy";
import type { ItemHistory, Snapshot } from "../../../../../src/domain/snapshot";
import type { WorkItem } from "../../../../../src/domain/workItem";
import {
  asset,
  day,
  feature,
  frameworkAsset,
  frameworkPolicy,
  policy,
  snapshot,
  STAGED,
  task,
} from "../../../../builders/estate";
import { type Change, grown } from "../../../../builders/history";
import { planningTeam } from "../../../../builders/pasts";

type Grown = { readonly item: WorkItem; readonly history: ItemHistory };
const KIND = "kind:vm";
const MADE = day("2026-01-05");

function read(pasts: readonly Grown[], changes: Partial<Snapshot> = {}, mapping: Policy = policy()) {
  const whole = snapshot(
    pasts.map(({ item }) => item),
    { histories: pasts.map(({ history }) => history), ...changes },
  );
  return trackReader(whole, mapping, [planningTeam("Web"), planningTeam("Data")]);
}

/** An asset of the team Web with these changes. */
function vm(id: number, parent: number | null, changes: readonly Change[] = [], made: Partial<WorkItem> = {}): Grown {
  return grown(asset(id, parent, { areaPath: "Contoso\\Web", ...made }), changes);
}

/** The days of a track's steps, with one thing of each. */
function told<T>({ steps }: ReturnType<ReturnType<typeof read>["trackOf"]>, of: (step: (typeof steps)[number]) => T) {
  return steps.map((step) => [new Date(step.at).toISOString().slice(0, 10), of(step)]);
}

const wave = (name: string, changes: readonly Change[] = []) =>
  grown(feature(1, { tags: [`release:${name}`] }), changes);

describe("a track", () => {
  it("has the stage, team, effort, tags and kind that the asset had then, not those of today", () => {
    const past = vm(2, null, [
      { at: day("2026-02-01"), to: { state: "Resolved", effort: 3 } },
      { at: day("2026-03-01"), to: { areaPath: "Contoso\\Data", effort: 5, tags: ["kind:database", ...STAGED] } },
    ]);
    const { steps, kind, from } = read([past]).trackOf(2);
    expect(steps).toMatchObject([
      { at: MADE, stage: "Pending", team: "Web", effort: null, kind: "vm" },
      { at: day("2026-02-01"), stage: "Replicated", team: "Web", effort: 3, tags: [KIND] },
      { at: day("2026-03-01"), stage: "Staged", team: "Data", effort: 5, kind: "database" },
    ]);
    expect([kind, from]).toEqual(["database", -Infinity]);
  });

  it("has the release that it claimed itself, or that the workload above it claimed then (M3)", () => {
    const workload = wave("A", [{ at: day("2026-02-10"), to: { tags: ["release:B"] } }]);
    const past = vm(2, 1, [
      { at: day("2026-03-01"), to: { tags: [KIND, "release:C"] } },
      { at: day("2026-04-01"), to: { tags: [KIND], parent: null } },
    ]);
    const expected = [
      ["2026-01-05", "a"],
      ["2026-02-10", "b"],
      ["2026-03-01", "c"],
      ["2026-04-01", null],
    ];
    expect(told(read([workload, past]).trackOf(2), ({ release }) => release)).toEqual(expected);
    const alone = policy({ releases: { ...policy().releases, assetsFollowWorkload: false } });
    expect(told(read([workload, past], {}, alone).trackOf(2), ({ release }) => release)[0]).toEqual([
      "2026-01-05",
      null,
    ]);
  });

  it("has the first of several releases in their order (G5), whether anything names them today or not", () => {
    const both = vm(2, null, [{ at: day("2026-02-01"), to: { tags: [KIND] } }], {
      tags: [KIND, "release:A", "release:B"],
    });
    const { releases } = policy();
    const settings = [{ key: "B", order: 1 }];
    const first = (mapping: Policy) => read([both], {}, mapping).trackOf(2).steps[0]?.release;
    expect([first(policy()), first(policy({ releases: { ...releases, settings } }))]).toEqual(["a", "b"]);
  });

  it("keeps the workload's release of before the workload was deleted", () => {
    const workload = wave("A");
    const deleted = [{ id: 1, title: "Workload 1", type: "Feature", deletedDate: day("2026-02-10") }];
    const reader = read([vm(2, 1)], { deleted, histories: [workload.history, vm(2, 1).history] });
    const expected = [
      ["2026-01-05", "a"],
      ["2026-02-10", null],
    ];
    expect(told(reader.trackOf(2), ({ release }) => release)).toEqual(expected);
  });

  it("is absent while the item was no asset, and out of scope while it was removed or retained (M1, M4, M7)", () => {
    const past = vm(
      2,
      null,
      [
        { at: day("2026-02-01"), to: { tags: [KIND] } },
        { at: day("2026-03-01"), to: { tags: [KIND, "strategy:retain"] } },
        { at: day("2026-04-01"), to: { tags: [KIND], state: "Removed" } },
        { at: day("2026-05-01"), to: { tags: [KIND, "not-an-asset"], state: "New" } },
      ],
      { tags: ["not-an-asset"] },
    );
    const reader = read([past]);
    expect(reader.ids).toEqual([2]);
    expect(told(reader.trackOf(2), ({ stage }) => stage)).toEqual([
      ["2026-01-05", "absent"],
      ["2026-02-01", "Pending"],
      ["2026-03-01", "Excluded"],
      ["2026-04-01", "Excluded"],
      ["2026-05-01", "absent"],
    ]);
  });

  it("is kept of what is deleted: up to the day that the recycle bin names, else up to now", () => {
    const gone = vm(2, null, [{ at: day("2026-02-01"), to: { state: "Resolved" } }]);
    const histories = [gone.history];
    const deleted = [{ id: 2, title: "VM 2", type: "User Story", deletedDate: day("2026-03-01") }];
    const named = read([], { histories, deleted }).trackOf(2);
    expect(named.title).toBe("VM 2");
    expect(told(named, ({ stage }) => stage)).toEqual([
      ["2026-01-05", "Pending"],
      ["2026-02-01", "Replicated"],
      ["2026-03-01", "absent"],
    ]);
    const asOf = day("2026-06-01");
    expect(read([], { histories, asOf }).trackOf(2).steps.at(-1)).toMatchObject({ at: asOf, stage: "absent" });
  });

  it("goes on where the item was not read: it is lost, not deleted (V2)", () => {
    const lost = vm(2, null);
    const losses = [{ kind: "batch", ids: [2], message: "no answer" }] as const;
    expect(
      read([], { histories: [lost.history], losses })
        .trackOf(2)
        .steps.at(-1)?.stage,
    ).toBe("Pending");
  });

  it("is known from the last change on where the history is not there", () => {
    const { item } = vm(2, null, [{ at: day("2026-03-01"), to: { state: "Resolved" } }]);
    const { from, steps } = read([], { workItems: [item] }).trackOf(2);
    expect([from, steps.map(({ at, stage }) => [at, stage])]).toEqual([
      day("2026-03-01"),
      [[day("2026-03-01"), "Replicated"]],
    ]);
  });

  it("follows child tasks where these decide the stage (M5)", () => {
    const [story, assess, migrate, document] = frameworkAsset(10, null) as [WorkItem, WorkItem, WorkItem, WorkItem];
    const closed = { at: day("2026-02-01"), to: { state: "Closed" } };
    const pasts = [grown(story, []), grown(assess, [closed]), grown(migrate, []), grown(document, [])];
    const found = told(read(pasts, {}, frameworkPolicy()).trackOf(10), ({ stage }) => stage);
    expect(found).toEqual([
      ["2026-01-05", "Pending"],
      ["2026-02-01", "Assessed"],
    ]);
  });

  it("is raised by the phases of the workload that it stood below then, not by those of today's (M5)", () => {
    const signal = { kind: "phaseItem", stage: "Staged", titles: ["Stage it"], when: "finished" } as const;
    const phase = grown(task(20, 5, "Stage it"), [{ at: day("2026-02-01"), to: { state: "Closed" } }]);
    const moved = vm(2, 1, [
      { at: day("2026-01-20"), to: { state: "Resolved" } },
      { at: day("2026-03-01"), to: { parent: 5 } },
    ]);
    const pasts = [grown(feature(1), []), grown(feature(5), []), phase, moved, vm(3, 1)];
    const mapping = policy({ signals: [signal] });
    expect(told(read(pasts, {}, mapping).trackOf(2), ({ stage }) => stage)).toEqual([
      ["2026-01-05", "Pending"],
      ["2026-01-20", "Replicated"],
      ["2026-03-01", "Staged"],
    ]);
  });

  it("is no further than the assets in scope that stood below it then (§9)", () => {
    const outer = vm(2, null, [{ at: day("2026-02-01"), to: { state: "Resolved" } }]);
    const inner = vm(3, 2, [
      { at: day("2026-03-01"), to: { state: "Active" } },
      { at: day("2026-04-01"), to: { parent: null } },
    ]);
    expect(told(read([outer, inner]).trackOf(2), ({ stage }) => stage)).toEqual([
      ["2026-01-05", "Pending"],
      ["2026-03-01", "Replicating"],
      ["2026-04-01", "Replicated"],
    ]);
  });

  it("comes by id, today's assets in the order of the backlog, then what was one once; nothing else has one", () => {
    const former = vm(2, null, [{ at: day("2026-02-01"), to: { tags: [] } }]);
    const reader = read([former, vm(3, null), vm(4, null)]);
    expect(reader.ids).toEqual([3, 4, 2]);
    expect(() => reader.trackOf(99)).toThrow("Work item 99 is and was no asset");
  });
});
