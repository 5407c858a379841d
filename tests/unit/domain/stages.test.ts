import { assess } from "../../../src/domain/readiness/assess";
import type { AssetAssessment, Report } from "../../../src/domain/readiness/report";
import type { Policy } from "../../../src/domain/policy/policy";
import type { WorkItem } from "../../../src/domain/workItem";
import {
  ACCEPTED,
  asset,
  day,
  feature,
  frameworkPolicy,
  NOW,
  policy,
  snapshot,
  STAGED,
  task,
} from "../../builders/estate";

function read(items: readonly WorkItem[], mapping: Policy = policy()): Report {
  return assess(snapshot([feature(1), ...items]), mapping, NOW);
}

function assetOf(report: Report, id: number): AssetAssessment {
  const found = report.unplanned.flatMap(({ assets }) => assets).find(({ item }) => item.id === id);
  if (found === undefined) throw new Error(`no asset ${id}`);
  return found;
}

function stageOf(changes: Partial<WorkItem>, mapping?: Policy) {
  return assetOf(read([asset(2, 1, changes)], mapping), 2).stage;
}

describe("M4: the state table decides first", () => {
  it.each([
    ["New", "Pending"],
    ["Active", "Replicating"],
    ["Resolved", "Replicated"],
    ["Closed", "Replicated"],
  ])("maps %s to %s in the Agile preset", (state, stage) => expect(stageOf({ state })).toBe(stage));

  it("is Unknown for a state in no row, with the reason", () => {
    const found = assetOf(read([asset(2, 1, { state: "On hold" })]), 2);
    expect(found).toMatchObject({ stage: "Unknown", offLadderReason: 'state "On hold" of User Story is not mapped' });
  });

  it("is Unknown for a state that its type no longer has, however Completed it sounds", () =>
    expect(stageOf({ state: "Done" })).toBe("Unknown"));

  it("excludes an item of category Removed", () => expect(stageOf({ state: "Removed" })).toBe("Excluded"));

  it("excludes one that was completed for a reason such as Abandoned, with that reason", () => {
    const found = assetOf(read([asset(2, 1, { state: "Closed", reason: "Abandoned" })]), 2);
    expect(found).toMatchObject({ stage: "Excluded", offLadderReason: "Abandoned" });
  });

  it("does not look at such a reason before the item is completed", () =>
    expect(stageOf({ state: "Active", reason: "Abandoned" })).toBe("Replicating"));

  it("keys rows by type and state: another type's row does not serve", () => {
    const mapping = policy({ stateTable: [{ type: "Bug", state: "Active", stage: "Replicated" }] });
    expect(stageOf({ state: "Active" }, mapping)).toBe("Unknown");
  });
});

describe("M5: signals raise the stage above its row", () => {
  it.each([
    [STAGED, "Staged"],
    [ACCEPTED, "Accepted"],
    [[...ACCEPTED, "stage:promoted"], "Promoted"],
  ])("tags %j on a Replicated asset make it %s", (tags, stage) =>
    expect(stageOf({ state: "Resolved", tags })).toBe(stage),
  );

  it("raises nothing without the nearest lower milestone, and warns", () => {
    const report = read([asset(2, 1, { state: "Resolved", tags: ["stage:accepted"] })]);
    expect(assetOf(report, 2).stage).toBe("Replicated");
    expect(report.unplanned[0]?.gates.uat.blockers).toContainEqual(
      expect.objectContaining({ code: "STAGE_GAP", effect: "warns", expected: "Staged before Accepted" }),
    );
  });

  it("needs no milestone that the policy cannot record", () => {
    const mapping = policy({ signals: [{ kind: "tag", stage: "Accepted", tag: "stage:accepted" }] });
    expect(stageOf({ state: "Resolved", tags: ["stage:accepted"] }, mapping)).toBe("Accepted");
  });

  it("raises a Replicating asset to Replicated without a prerequisite", () => {
    const mapping = policy({ signals: [{ kind: "boardColumn", stage: "Replicated", columns: ["Copied"] }] });
    expect(stageOf({ state: "Active", boardColumn: "copied" }, mapping)).toBe("Replicated");
  });

  it("raises neither Unknown nor Excluded", () => {
    expect(stageOf({ state: "On hold", tags: ACCEPTED })).toBe("Unknown");
    expect(stageOf({ state: "Removed", tags: ACCEPTED })).toBe("Excluded");
  });

  it("never exceeds the row's max: rolled back stays rolled back", () => {
    const rolledBack = { type: "User Story", state: "Closed", stage: "Replicated", max: "Replicated" } as const;
    expect(stageOf({ state: "Closed", tags: ACCEPTED }, policy({ stateTable: [rolledBack] }))).toBe("Replicated");
  });

  it("reads a field", () => {
    const mapping = policy({
      signals: [{ kind: "field", stage: "Staged", field: "Custom.Stage", values: ["staged*"] }],
    });
    expect(stageOf({ state: "Resolved", fields: { "Custom.Stage": "Staged in West Europe" } }, mapping)).toBe("Staged");
  });
});

describe("M5, M6: child tasks of the framework template", () => {
  const vm = (...tasks: Partial<WorkItem>[]) => [
    asset(10, 1, { title: "VM - UX Server" }),
    task(11, 10, "Assess"),
    ...tasks.map((changes, index) => task(12 + index, 10, "Migrate", changes)),
    task(19, 10, "Document  configuration"),
  ];
  const stage = (...tasks: Partial<WorkItem>[]) => assetOf(read(vm(...tasks), frameworkPolicy()), 10).stage;

  it("is Pending whatever the story's own state, Closed too", () => {
    const items = vm({}).map((item) => (item.id === 10 ? { ...item, state: "Closed" } : item));
    expect(assetOf(read(items, frameworkPolicy()), 10).stage).toBe("Pending");
  });
  it("is Replicating once Migrate is started", () => expect(stage({ state: "Active" })).toBe("Replicating"));
  it("is Replicated once Migrate is closed, since that day", () => {
    const items = vm({ state: "Closed", closedDate: day("2026-03-04") });
    expect(assetOf(read(items, frameworkPolicy()), 10)).toMatchObject({
      stage: "Replicated",
      since: { date: day("2026-03-04"), basis: "task Migrate was finished" },
    });
  });
  it("does not count a Migrate that was closed with reason Cut", () =>
    expect(stage({ state: "Closed", reason: "Cut" })).toBe("Pending"));
  it("does not count a Migrate that was removed", () => expect(stage({ state: "Removed" })).toBe("Pending"));
  it("asks every Migrate of several", () => {
    expect(stage({ state: "Closed" }, { state: "Active" })).toBe("Replicating");
    expect(stage({ state: "Closed" }, { state: "Closed", reason: "Cut" })).toBe("Replicated");
    expect(stage({ state: "Closed" }, { state: "Closed" })).toBe("Replicated");
  });
});

describe("M5: a phase item raises only the assets that were there, at the stage before, when it was closed", () => {
  const tested = day("2026-06-10");
  const workload = (vm: Partial<WorkItem>, documented: Partial<WorkItem>, mapping = frameworkPolicy()) =>
    read(
      [
        asset(10, 1, vm),
        task(11, 10, "Assess", { state: "Closed" }),
        task(12, 10, "Migrate", { state: "Closed", closedDate: day("2026-03-01") }),
        task(13, 10, "Document configuration", { state: "Closed", closedDate: day("2026-04-01"), ...documented }),
        { ...asset(20, 1), title: "Test Workload", tags: [] },
        task(21, 20, "Manual test with power users", { state: "Closed", closedDate: tested }),
      ],
      mapping,
    );

  it("accepts an asset that was staged before the test", () =>
    expect(assetOf(workload({}, {}), 10)).toMatchObject({ stage: "Accepted", since: { date: tested } }));
  it("does not accept one that was staged after it", () =>
    expect(assetOf(workload({}, { closedDate: day("2026-07-01") }), 10).stage).toBe("Staged"));
  it("does not accept one that was created after it", () =>
    expect(assetOf(workload({ createdDate: day("2026-06-11") }, {}), 10).stage).toBe("Staged"));

  const byTag = frameworkPolicy({
    signals: [
      { kind: "childTask", stage: "Replicated", titles: ["Migrate"], when: "finished" },
      { kind: "tag", stage: "Staged", tag: "stage:staged" },
      { kind: "phaseItem", stage: "Accepted", titles: ["Manual test with power users"], when: "finished" },
    ],
  });
  it("is unknown where a tag says Staged and the item was changed after the test", () => {
    const report = workload({ tags: STAGED, changedDate: day("2026-09-01") }, {}, byTag);
    expect(assetOf(report, 10).stage).toBe("Staged");
    expect(report.unplanned[0]?.gates.promotion).toMatchObject({
      verdict: "unknown",
      blockers: [expect.objectContaining({ code: "HISTORY_UNREAD", effect: "unknown" })],
    });
  });
  it("is accepted where the item with the tag was not changed since", () =>
    expect(assetOf(workload({ tags: STAGED, changedDate: day("2026-06-01") }, {}, byTag), 10).stage).toBe("Accepted"));
});

describe("M7: strategy", () => {
  it.each(["retire", "Retain"])("excludes an asset to %s", (strategy) =>
    expect(stageOf({ tags: [`strategy:${strategy}`] })).toBe("Excluded"),
  );
  it("keeps one whose tags contradict each other, whatever their alphabetical order", () =>
    expect(stageOf({ tags: ["strategy:retire", "strategy:saas"] })).toBe("Pending"));
  it("keeps one to rehost", () => expect(stageOf({ tags: ["strategy:rehost"] })).toBe("Pending"));
});

describe("§9: an asset nested under an asset", () => {
  it("is no further than the asset below it, and each counts once", () => {
    const report = read([
      asset(2, 1, { state: "Resolved", tags: STAGED }),
      asset(3, 2, { state: "Active" }),
      asset(4, 2, { state: "Removed" }),
    ]);
    expect(assetOf(report, 2)).toMatchObject({ stage: "Replicating", since: { basis: "VM 3 below it is no further" } });
    expect(report.unplanned[0]?.share.inScope).toBe(2);
    const [blocker] = report.unplanned[0]?.gates.staging.blockers ?? [];
    expect(blocker).toMatchObject({ workItem: { id: 2 }, fix: "Bring VM 3, which stands below it, to Replicated." });
  });

  it("names the one that is furthest behind, through one that is out of scope", () => {
    const report = read([
      asset(2, 1, { state: "Resolved" }),
      asset(3, 2, { state: "Active" }),
      asset(4, 2, { state: "Removed" }),
      asset(5, 4, { state: "New" }),
    ]);
    expect(assetOf(report, 2)).toMatchObject({ stage: "Pending", since: { basis: "VM 5 below it is no further" } });
  });

  it("is no further without a workload either, where the one below it names no release", () => {
    const report = read([asset(8, null, { state: "Resolved", tags: ["release:A"] }), asset(9, 8)]);
    expect(report.releases[0]?.gates.staging).toMatchObject({
      verdict: "blocked",
      blockers: [{ workItem: { id: 8 } }],
    });
  });
});
