import { assess } from "../../../src/domain/readiness/assess";
import type { Policy } from "../../../src/domain/policy/policy";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, day, feature, frameworkPolicy, NOW, policy, snapshot, task, workItem } from "../../builders/estate";

function read(items: readonly WorkItem[], mapping: Policy = policy(), changes = {}) {
  return assess(snapshot(items, changes), mapping, NOW);
}
const titles = (report: ReturnType<typeof read>) =>
  report.unplanned.map(({ title, assets }) => [title, assets.map(({ item }) => item.id)]);

describe("M1: assets", () => {
  it("takes the stories that meet the condition", () =>
    expect(titles(read([feature(1), asset(2, 1), workItem(3, { parent: 1 })]))).toEqual([["Workload 1", [2]]]));

  it("tells the framework's assets from its phase stories by their tasks", () => {
    const story = (id: number, title: string, ...tasks: string[]) => [
      workItem(id, { title, parent: 1 }),
      ...tasks.map((name, index) => task(id * 10 + index, id, name)),
    ];
    const report = read(
      [
        feature(1),
        ...story(2, "VM - UX Server", "Assess", "Migrate", "Document configuration"),
        ...story(3, "Assess the workload", "Architect workload"),
        ...story(4, "Promote Workload", "Promotion", "Final test"),
      ],
      frameworkPolicy(),
    );
    expect(titles(report)).toEqual([["Workload 1", [2]]]);
    expect(report.unrecognised).toEqual([]);
  });

  it("includes and excludes single items by tag; excluding wins", () => {
    const included = workItem(2, { parent: 1, tags: ["Asset"] });
    const report = read([
      feature(1),
      included,
      asset(3, 1, { tags: ["not-an-asset"] }),
      workItem(4, { parent: 1, tags: ["asset", "not-an-asset"] }),
    ]);
    expect(titles(report)).toEqual([["Workload 1", [2]]]);
  });

  it("lists an item below a workload that is neither asset nor phase", () => {
    const report = read([feature(1), asset(2, 1), workItem(3, { parent: 1, title: "Firewall" })]);
    expect(report.unrecognised.map(({ item }) => item.title)).toEqual(["Firewall"]);
  });
});

describe("M2: workloads", () => {
  it("lists a candidate without an asset as not recognised, with the reason, and gives it no verdict", () => {
    const report = read([feature(1), workItem(2, { parent: 1 })]);
    expect(report.unplanned).toEqual([]);
    expect(report.candidates).toEqual([
      {
        item: { id: 1, title: "Workload 1", type: "Feature" },
        reason: "1 item of type User Story below it, and none is recognised as an asset",
      },
    ]);
    expect(report.sentence).toBe("No workload is recognised: there is nothing to judge yet.");
  });

  it("is unknown, never ready, for a confirmed workload without an asset", () => {
    const report = read([feature(1)], policy({ workloads: { types: ["Feature"], confirmed: [1], splits: [] } }));
    expect(report.unplanned[0]?.gates.staging).toMatchObject({
      verdict: "unknown",
      blockers: [{ code: "EMPTY_SCOPE" }],
    });
  });

  it("takes the nearest ancestor of a workload type", () => {
    const report = read([feature(1), feature(2, { parent: 1 }), workItem(3, { parent: 2 }), asset(4, 3)]);
    expect(titles(report)).toEqual([["Workload 2", [4]]]);
  });

  it("lists an asset that has neither workload nor release, in no verdict", () => {
    const report = read([asset(4, null)]);
    expect(report.looseAssets.map(({ item }) => item.id)).toEqual([4]);
    expect(report.unplanned).toEqual([]);
  });

  it("places what hangs below a circle of parents, whatever the ids", () => {
    const circle = [feature(5, { parent: 6 }), workItem(6, { parent: 5 })];
    expect(titles(read([asset(1, 5), asset(9, 5), ...circle]))).toEqual([["Workload 5", [1, 9]]]);
  });

  it("survives a circle of parents", () => {
    const report = read([asset(1, 2), asset(2, 1)]);
    expect(report.looseAssets).toHaveLength(2);
  });
});

describe("M3: releases", () => {
  const tagged = { tags: ["release:Payroll"] };
  const strict = policy({
    releases: {
      source: { kind: "tag", prefix: "release:" },
      assetsFollowWorkload: false,
      defaultModel: "staged",
      settings: [],
    },
  });

  it("contains a workload that one asset claims, with all its assets; the others split the scope", () => {
    const report = read([
      feature(1),
      asset(2, 1, { ...tagged, state: "Resolved" }),
      asset(3, 1, { state: "Resolved" }),
    ]);
    const [release] = report.releases;
    expect(release?.workloads.map(({ assets }) => assets.length)).toEqual([2]);
    expect(release?.gates.staging).toMatchObject({
      verdict: "blocked",
      blockers: [
        { code: "SCOPE_SPLIT", workItem: { id: 3 }, actual: "no release", frees: { assets: 1, workloads: 1 } },
      ],
    });
  });

  it("lets assets follow the release of their workload where the policy says so, and only there", () => {
    const items = [feature(1, tagged), asset(2, 1, { state: "Resolved" })];
    expect(read(items).releases[0]?.gates.staging.verdict).toBe("ready");
    expect(read(items, strict).releases[0]?.gates.staging).toMatchObject({
      verdict: "blocked",
      blockers: [{ code: "SCOPE_SPLIT" }],
    });
  });

  it("reads releases from a level of the iteration tree, with the node's finish date as the target", () => {
    const node = (path: string, level: number, finish: string | null) => ({
      path,
      name: path.split("\\").at(-1) ?? "",
      level,
      startDate: null,
      finishDate: finish === null ? null : day(finish),
    });
    const report = read(
      [feature(1), asset(2, 1, { iterationPath: "Contoso\\Release 2\\Sprint 4" })],
      policy({
        releases: {
          source: { kind: "iteration", level: 1 },
          assetsFollowWorkload: true,
          defaultModel: "staged",
          settings: [{ key: "contoso\\release 10", targetDate: "2027-03-01" }],
        },
      }),
      {
        iterations: [
          node("Contoso", 0, null),
          node("Contoso\\Release 10", 1, null),
          node("Contoso\\Release 2", 1, "2026-12-12"),
          node("Contoso\\Release 2\\Sprint 4", 2, "2026-12-19"),
        ],
      },
    );
    expect(report.releases.map(({ name, targetDate, position }) => [position, name, targetDate])).toEqual([
      [1, "Release 2", "2026-12-12"],
      [2, "Release 10", "2027-03-01"],
    ]);
    expect(report.releases[0]?.gates.promotion.blockers).toContainEqual(
      expect.objectContaining({ code: "ITERATION_AFTER_RELEASE", actual: "Sprint 4 ends 2026-12-19" }),
    );
    expect(report.releases[1]?.gates.staging).toMatchObject({
      verdict: "unknown",
      blockers: [{ code: "EMPTY_SCOPE", effect: "unknown" }],
    });
  });

  it("names the release that an asset claims in the place of its workload's", () => {
    const report = read([feature(1, tagged), asset(2, 1), asset(3, 1, { tags: ["release:Retail"] })]);
    expect(report.releases[0]?.gates.staging.blockers).toContainEqual(
      expect.objectContaining({
        code: "SCOPE_SPLIT",
        workItem: expect.objectContaining({ id: 3 }),
        actual: "release Retail",
      }),
    );
    expect(report.releases[0]?.workloads[0]?.assets.map(({ claims }) => claims)).toEqual([["Payroll"], ["Retail"]]);
  });

  it.each([
    ["release:", ["RELEASE:  wave   1 "], ["wave 1"]],
    ["my release:", ["my  release: A"], ["A"]],
    ["R ", ["R 1", "Retail"], ["1"]],
    ["release:", ["release:", "release: "], []],
  ])("reads prefix %j on tags %j, oddly spaced", (prefix, tags, names) => {
    const source = { kind: "tag" as const, prefix };
    const report = read([feature(1, { tags }), asset(2, 1)], policy({ releases: { ...policy().releases, source } }));
    expect(report.releases.map(({ name }) => name)).toEqual(names);
  });

  it("takes a blank field for none", () => {
    const source = { kind: "field" as const, field: "Custom.Wave" };
    const report = read(
      [feature(1), asset(2, 1, { fields: { "Custom.Wave": "  " } })],
      policy({ releases: { ...policy().releases, source } }),
    );
    expect(report.releases).toEqual([]);
  });

  it("reads releases from a field", () => {
    const report = read(
      [feature(1), asset(2, 1, { fields: { "Custom.Wave": "Wave 1" } })],
      policy({
        releases: {
          source: { kind: "field", field: "Custom.Wave" },
          assetsFollowWorkload: true,
          defaultModel: "staged",
          settings: [],
        },
      }),
    );
    expect(report.releases.map(({ name }) => name)).toEqual(["Wave 1"]);
  });

  it("is unknown for a release that only the policy or an unrecognised candidate names", () => {
    const report = read(
      [feature(1, { tags: ["release:Intranet"] })],
      policy({
        releases: {
          source: { kind: "tag", prefix: "release:" },
          assetsFollowWorkload: true,
          defaultModel: "staged",
          settings: [{ key: "Payroll" }],
        },
      }),
    );
    expect(report.releases.map(({ name, sentence }) => [name, sentence])).toEqual([
      ["Intranet", "Unknown for staging: it has no assets in scope."],
      ["Payroll", "Unknown for staging: it has no assets in scope."],
    ]);
  });

  it("orders by the policy's order, then the target date, then the name as people count", () => {
    const names = ["Wave 10", "Wave 9", "Dated", "First"];
    const report = read(
      names.map((name, index) => feature(index + 1, { tags: [`release:${name}`] })),
      policy({
        releases: {
          source: { kind: "tag", prefix: "release:" },
          assetsFollowWorkload: true,
          defaultModel: "staged",
          settings: [
            { key: "first", order: 1 },
            { key: "Dated", targetDate: "2027-01-01" },
          ],
        },
      }),
    );
    expect(report.releases.map(({ name }) => name)).toEqual(["First", "Dated", "Wave 9", "Wave 10"]);
  });

  it("lists a workload without a release as unplanned, with its own verdict", () => {
    const report = read([feature(1), asset(2, 1, { state: "Resolved" })]);
    expect(report.releases).toEqual([]);
    expect(report.unplanned[0]?.sentence).toBe("Ready for staging.");
    expect(report.sentence).toBe("No release is planned: 1 workload stands under unplanned.");
  });

  it("shows a workload that claims two releases in both, owned by the earlier one; the conflict blocks neither", () => {
    const report = read([feature(1, { tags: ["release:A", "release:B"] }), asset(2, 1, { state: "Resolved" })]);
    expect(report.releases.map(({ name, gates }) => [name, gates.staging.verdict])).toEqual([
      ["A", "ready"],
      ["B", "ready"],
    ]);
    expect(report.releases[1]?.workloads[0]?.releases).toEqual(["A", "B"]);
    expect(report.share.inScope).toBe(1);
  });

  it("judges the assets of a release that have no workload together, as one more (G5)", () => {
    const report = read([
      feature(1, tagged),
      asset(2, 1, { state: "Resolved" }),
      asset(3, null, { ...tagged, state: "Active" }),
    ]);
    const [release] = report.releases;
    expect(release?.workloads.map(({ title }) => title)).toEqual(["Workload 1", "Assets without a workload"]);
    expect(release?.gates.staging.verdict).toBe("blocked");
  });
});

describe("L2, L8: odd and large estates", () => {
  it("takes the later revision of an item that was read twice, whatever the order", () => {
    const [early, late] = [asset(2, 1, { rev: 1, state: "Resolved" }), asset(2, 1, { rev: 2, state: "New" })];
    const stages = (items: readonly WorkItem[]) =>
      read([feature(1), ...items]).unplanned.flatMap(({ assets }) => assets.map(({ stage }) => stage));
    expect(stages([early, late])).toEqual(["Pending"]);
    expect(stages([late, early])).toEqual(["Pending"]);
  });

  it("reads assets nested 20,000 deep", () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => asset(index + 2, index + 1, { state: "Resolved" }));
    const report = read([feature(1), ...chain.with(-1, asset(20_001, 20_000))]);
    expect(report.unplanned[0]?.share.byStage).toMatchObject({ Pending: 20_000 });
  });

  it("reads 150,000 phase items of one workload", () => {
    const phases = Array.from({ length: 150_000 }, (_, index) => task(index + 10, 1, "Promotion", { state: "Closed" }));
    const report = read(
      [feature(1), asset(2, 1), task(3, 2, "Assess"), task(4, 2, "Migrate"), ...phases],
      frameworkPolicy(),
    );
    expect(report.unplanned[0]?.gates.staging.verdict).toBe("blocked");
  });
});
