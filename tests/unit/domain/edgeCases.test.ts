import type { Link, Snapshot } from "../../../src/domain/snapshot";
import type { Policy } from "../../../src/domain/policy/policy";
import { assess } from "../../../src/domain/readiness/assess";
import type { AssetAssessment, Gate, Report } from "../../../src/domain/readiness/report";
import type { Identity, WorkItem } from "../../../src/domain/workItem";
import { ACCEPTED, asset, day, feature, NOW, policy, PROMOTED, snapshot, STAGED, task } from "../../builders/estate";
import { reportOf } from "../../builders/report";

const DAY = 86_400_000;
const R1 = ["release:R1"];
const R2 = ["release:R2"];
const payroll = feature(1, { tags: R1 });
const billing = feature(10, { tags: R2 });
const ana: Identity = { id: "ana", displayName: "Ana", uniqueName: "ana@contoso.example", imageUrl: null };
const ben: Identity = { id: "ben", displayName: "Ben", uniqueName: "ben@contoso.example", imageUrl: null };

const replicated = (id: number, parent: number | null, tags: readonly string[] = []): WorkItem =>
  asset(id, parent, { state: "Resolved", tags });

const releaseOf = (report: Report, key = "R1") => {
  const found = report.releases.find((release) => release.key === key);
  if (found === undefined) throw new Error(`There is no release ${key}.`);
  return found;
};
const codesOf = (report: Report, gate: Gate, key = "R1"): string[] =>
  releaseOf(report, key).gates[gate].blockers.map(({ code }) => code);
const assetOf = (report: Report, id: number): AssetAssessment => {
  const workloads = [...report.releases.flatMap((release) => release.workloads), ...report.unplanned];
  const found = [...workloads.flatMap(({ assets }) => assets), ...report.looseAssets].find(
    ({ item }) => item.id === id,
  );
  if (found === undefined) throw new Error(`The report has no asset ${id}.`);
  return found;
};
const given = (id: number, parent: number, tag: string, at: number): WorkItem =>
  task(id, parent, tag, {
    state: "Closed",
    tags: [tag],
    closedDate: at,
    stateChangeDate: at,
    createdBy: ana,
    closedBy: ben,
  });
const waits = (source: number, target: number): Link => ({
  type: "System.LinkTypes.Dependency-Reverse",
  source,
  target,
});
const revision = (rev: number, state: string, tags: readonly string[], at: number) => ({
  id: 2,
  rev,
  type: "User Story",
  state,
  reason: "",
  tags: ["kind:vm", ...tags],
  iterationPath: "Contoso",
  areaPath: "Contoso",
  parent: 1,
  boardColumn: null,
  effort: null,
  fields: {},
  changedDate: at,
});
const sprint = (finish: string | null): Partial<Snapshot> => ({
  iterations: [
    { path: "Contoso", name: "Contoso", level: 0, startDate: null, finishDate: null },
    {
      path: "Contoso\\Sprint 9",
      name: "Sprint 9",
      level: 1,
      startDate: null,
      finishDate: finish === null ? null : day(finish),
    },
  ],
});
const targeted = (targetDate: string): Partial<Policy> => ({
  releases: {
    source: { kind: "tag", prefix: "release:" },
    assetsFollowWorkload: true,
    defaultModel: "staged",
    settings: [{ key: "R1", targetDate }],
  },
});

/** The rows of readiness.md §9, under its own names; each shows its rule or throws. */
const CASES: Readonly<Record<string, () => void>> = {
  "removed work item": () => {
    const removedOn = day("2026-11-10");
    const report = reportOf([payroll, replicated(2, 1), asset(3, 1, { state: "Removed", stateChangeDate: removedOn })]);
    expect(releaseOf(report).gates.staging.verdict).toBe("ready");
    expect(assetOf(report, 3)).toMatchObject({
      stage: "Excluded",
      offLadderReason: "Removed",
      since: { date: removedOn },
    });
  },

  "deleted, or no permission": () => {
    const items = [feature(1, { tags: R1, children: [2, 3] }), replicated(2, 1)];
    const deleted = { id: 3, title: "VM 3", type: "User Story", deletedDate: NOW - DAY };
    const bin = reportOf(items, { snapshot: { deleted: [deleted] } });
    expect(releaseOf(bin).gates.staging.verdict).toBe("ready");
    expect(bin.deleted).toEqual([deleted]);
    const hidden = reportOf(items, { snapshot: { losses: [{ kind: "item", id: 3, message: "hidden" }] } });
    expect(releaseOf(hidden).gates.staging.verdict).toBe("unknown");
  },

  "re-opened after done": () => {
    const reopened = asset(2, 1, {
      state: "Active",
      tags: STAGED,
      rev: 4,
      stateChangeDate: NOW - DAY,
      changedDate: NOW - DAY,
    });
    const histories = [
      {
        id: 2,
        revisions: [
          revision(1, "New", [], NOW - 30 * DAY),
          revision(2, "Resolved", [], NOW - 20 * DAY),
          revision(3, "Resolved", STAGED, NOW - 10 * DAY),
          revision(4, "Active", STAGED, NOW - DAY),
        ],
      },
    ];
    const items = [payroll, reopened, given(5, 1, "gate:change-approved", NOW - 15 * DAY)];
    const report = reportOf(items, { snapshot: { histories } });
    expect(assetOf(report, 2).stage).toBe("Replicating");
    expect(codesOf(report, "staging")).toEqual(
      expect.arrayContaining(["NOT_REPLICATED", "EVIDENCE_STALE", "STAGE_REGRESSED"]),
    );
    // A row's max lets no signal past it either.
    const capped = policy().stateTable.map((row) =>
      row.state === "Resolved" ? { ...row, max: "Replicated" as const } : row,
    );
    const held = reportOf([payroll, replicated(2, 1, STAGED)], { policy: { stateTable: capped } });
    expect(assetOf(held, 2).stage).toBe("Replicated");
  },

  "asset without a workload": () => {
    const inRelease = reportOf([payroll, replicated(2, 1), asset(3, null, { state: "Active", tags: R1 })]);
    expect(releaseOf(inRelease).gates.staging.verdict).toBe("blocked");
    const items = [payroll, replicated(2, 1), asset(3, null, { state: "Active" })];
    const alone = reportOf(items);
    expect(alone.looseAssets.map(({ item }) => item.id)).toEqual([3]);
    expect(releaseOf(alone).gates.staging.verdict).toBe("ready");
    // It blocks what depends on it, and nothing else.
    expect(codesOf(reportOf(items, { snapshot: { links: [waits(2, 3)] } }), "staging")).toEqual(["DEP_BEHIND"]);
  },

  "workload in two releases": () => {
    const both = feature(1, { tags: ["release:R1", "release:R2"] });
    const report = reportOf([both, replicated(2, 1)]);
    expect(report.releases.map(({ key, gates }) => [key, gates.staging.verdict])).toEqual([
      ["R1", "ready"],
      ["R2", "ready"],
    ]);
    expect(releaseOf(report, "R2").workloads[0]?.releases).toEqual(["R1", "R2"]);
  },

  "release named on iteration path and by tag or field": () => {
    const item = asset(2, 1, { state: "Resolved", tags: R1, iterationPath: "Contoso\\R7" });
    const byTag = reportOf([payroll, item]);
    expect(byTag.releases.map(({ key }) => key)).toEqual(["R1"]);
    expect(assetOf(byTag, 2)).toMatchObject({ claims: ["R1"], item: { iterationPath: "Contoso\\R7" } });
    const byPath = reportOf([feature(1, { iterationPath: "Contoso\\R7", tags: R1 }), item], {
      policy: {
        releases: {
          source: { kind: "iteration", level: 1 },
          assetsFollowWorkload: false,
          defaultModel: "staged",
          settings: [],
        },
      },
    });
    expect(byPath.releases.map(({ name }) => name)).toEqual(["R7"]);
    expect(assetOf(byPath, 2).item.tags).toContain("release:R1");
  },

  "iteration without dates, or ending after the target date": () => {
    const items = [payroll, asset(2, 1, { state: "Resolved", tags: ACCEPTED, iterationPath: "Contoso\\Sprint 9" })];
    for (const finish of [null, "2027-01-15"]) {
      const report = reportOf(items, { snapshot: sprint(finish), policy: targeted("2026-12-12") });
      expect(codesOf(report, "promotion")).toEqual(["ITERATION_AFTER_RELEASE"]);
      expect(releaseOf(report).gates.promotion.verdict).toBe("ready");
    }
  },

  "two types with the same state name": () => {
    const types = { ...policy().assets, types: ["User Story", "Issue"] };
    const stateTable = [...policy().stateTable, { type: "Issue", state: "Active", stage: "Replicated" as const }];
    const report = reportOf(
      [payroll, asset(2, 1, { state: "Active" }), asset(3, 1, { type: "Issue", state: "Active" })],
      { policy: { assets: types, stateTable } },
    );
    expect([assetOf(report, 2).stage, assetOf(report, 3).stage]).toEqual(["Replicating", "Replicated"]);
  },

  "all child tasks closed, asset not moved": () => {
    const report = reportOf([
      payroll,
      asset(2, 1, { state: "New" }),
      task(3, 2, "Assess VM 2", { state: "Closed" }),
      task(4, 2, "Migrate VM 2", { state: "Closed" }),
    ]);
    expect(assetOf(report, 2)).toMatchObject({
      stage: "Pending",
      hint: "All 2 tasks are closed, and it is still Pending.",
    });
  },

  "asset nested under an asset": () => {
    const report = reportOf([payroll, replicated(2, 1), asset(3, 2, { state: "Active" })]);
    expect(assetOf(report, 2).stage).toBe("Replicating");
    expect(report.share.inScope).toBe(2);
    expect(report.share.byStage.Replicating).toBe(2);
  },

  "unestimated; effort 0": () => {
    const report = reportOf([payroll, replicated(2, 1), asset(3, 1, { state: "Resolved", effort: 0 })]);
    expect(releaseOf(report).gates.staging.verdict).toBe("ready");
    expect(report.share).toMatchObject({ effort: 0, unestimated: 1 });
  },

  // How the pages are read stands with the reading: tests/unit/boards/readSnapshot.test.ts.
  "more than 20,000 ids": () => {
    const losses = [{ kind: "query" as const, message: "A list of work items, from id 20000 on, could not be read." }];
    const report = reportOf([payroll, replicated(2, 1)], { snapshot: { losses } });
    expect(codesOf(report, "staging")).toEqual(["READ_PARTIAL"]);
    expect(releaseOf(report).gates.staging.verdict).toBe("unknown");
  },

  "rollback after promotion": () => {
    const items = [payroll, replicated(2, 1, ACCEPTED), billing];
    const link = { snapshot: { links: [waits(2, 11)] } };
    expect(releaseOf(reportOf([...items, replicated(11, 10, PROMOTED)], link)).gates.promotion.verdict).toBe("ready");
    const rolledBack = reportOf([...items, asset(11, 10, { state: "Active" })], link);
    expect(assetOf(rolledBack, 11).stage).toBe("Replicating");
    expect(releaseOf(rolledBack).gates.promotion.verdict).toBe("blocked");
  },

  // Azure Boards keeps the days of iterations as midnight UTC, and a day is a day in every time zone.
  "time zone": () => {
    const items = [payroll, asset(2, 1, { state: "Resolved", tags: ACCEPTED, iterationPath: "Contoso\\Sprint 9" })];
    const world = snapshot(items, sprint("2026-12-12"));
    const mapping = policy(targeted("2026-12-12"));
    const lastMoment = assess(world, mapping, day("2026-12-13") - 1);
    expect(codesOf(lastMoment, "promotion")).toEqual([]);
    expect(codesOf(assess(world, mapping, day("2026-12-13")), "promotion")).toEqual(["OVERDUE"]);
  },

  "a date in the future (beyond five minutes)": () => {
    const items = (at: number) => [payroll, replicated(2, 1), given(5, 1, "gate:change-approved", at)];
    const near = reportOf(items(NOW + 4 * 60_000));
    expect(releaseOf(near).gates.staging.verdict).toBe("ready");
    const far = reportOf(items(NOW + 6 * 60_000));
    const [blocker] = releaseOf(far).gates.staging.blockers;
    expect(blocker?.code).toBe("EVIDENCE_STALE");
    expect(releaseOf(far).gates.staging.evidence[0]?.reason).toMatch(/future/);
  },
};

describe("§9: edge case", () => {
  it.each(Object.keys(CASES))("%s", (name) => {
    expect.hasAssertions();
    CASES[name]?.();
  });
});
