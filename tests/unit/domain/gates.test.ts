import { assess } from "../../../src/domain/readiness/assess";
import type { Policy, ReleaseSettings } from "../../../src/domain/policy/policy";
import type { Gate, GateAssessments } from "../../../src/domain/readiness/report";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import {
  ACCEPTED,
  asset,
  day,
  feature,
  NOW,
  policy,
  PROMOTED,
  snapshot,
  STAGED,
  workItem,
} from "../../builders/estate";

const inPayroll = { tags: ["release:Payroll"] };

function payroll(settings: Partial<ReleaseSettings> = {}): Policy {
  return policy({
    releases: {
      source: { kind: "tag", prefix: "release:" },
      assetsFollowWorkload: true,
      defaultModel: "staged",
      settings: [{ key: "Payroll", targetDate: "2026-12-12", ...settings }],
    },
  });
}

function read(items: readonly WorkItem[], mapping = payroll(), changes: Partial<Snapshot> = {}) {
  return assess(snapshot([feature(1, inPayroll), ...items], changes), mapping, NOW);
}

function release(items: readonly WorkItem[], mapping = payroll(), changes: Partial<Snapshot> = {}) {
  const found = read(items, mapping, changes).releases.find(({ name }) => name === "Payroll");
  if (found === undefined) throw new Error("no release Payroll");
  return found;
}

const verdicts = (gates: GateAssessments) => [gates.staging.verdict, gates.uat.verdict, gates.promotion.verdict];
const codes = (gates: GateAssessments, gate: Gate) => gates[gate].blockers.map(({ code }) => code);
const replicated = (id: number, changes: Partial<WorkItem> = {}) => asset(id, 1, { state: "Resolved", ...changes });

describe("G1–G3: the gates of a workload", () => {
  it.each([
    ["one is not replicated", [asset(2, 1, { state: "Active" }), replicated(3)], ["blocked", "blocked", "blocked"]],
    ["all are replicated", [replicated(2), replicated(3)], ["ready", "blocked", "blocked"]],
    ["one is staged", [replicated(2, { tags: STAGED }), replicated(3)], ["ready", "blocked", "blocked"]],
    ["all are staged", [replicated(2, { tags: STAGED })], ["done", "ready", "blocked"]],
    ["all are accepted", [replicated(2, { tags: ACCEPTED })], ["done", "done", "ready"]],
    ["all are promoted", [replicated(2, { tags: PROMOTED })], ["done", "done", "done"]],
  ])("%s", (_, items, expected) => expect(verdicts(release(items).gates)).toEqual(expected));

  it("names what is behind: what, expected against actual, since, owner, and what clearing it frees", () => {
    const ana = { id: "a", displayName: "Ana", uniqueName: "ana@example.com", imageUrl: null };
    const since = day("2026-11-17");
    const { gates } = release([
      asset(2, 1, { state: "Active", assignedTo: ana, stateChangeDate: since }),
      replicated(3),
    ]);
    expect(gates.staging.blockers).toEqual([
      {
        code: "NOT_REPLICATED",
        effect: "blocks",
        alsoHolds: [],
        evidence: null,
        otherWorkloads: [],
        gate: "staging",
        workItem: { id: 2, title: "VM 2", type: "User Story" },
        workload: { id: 1, title: "Workload 1", type: "Feature" },
        expected: "Replicated",
        actual: "Replicating",
        since: { date: since, basis: "state changed to Active" },
        owner: ana,
        path: [],
        frees: { assets: 1, workloads: 1 },
        fix: "Bring it to Replicated.",
      },
    ]);
  });

  it("is held by an open blocking item below the workload or an asset, at every gate that is not done", () => {
    const { gates } = release([
      replicated(2, { tags: STAGED }),
      workItem(9, { type: "Issue", parent: 2, title: "Firewall rule", tags: ["blocker"], state: "Active" }),
    ]);
    expect(verdicts(gates)).toEqual(["done", "blocked", "blocked"]);
    expect(gates.uat.blockers).toMatchObject([
      { code: "BLOCKER_OPEN", workItem: { id: 9 }, path: [{ id: 9 }, { id: 2 }], frees: { assets: 1, workloads: 1 } },
    ]);
  });

  it("is not held by a closed one, nor by one below an asset that is out of scope", () => {
    const { gates } = release([
      replicated(2),
      workItem(9, { type: "Issue", parent: 2, tags: ["blocker"], state: "Closed" }),
      asset(3, 1, { state: "Removed" }),
      workItem(8, { type: "Issue", parent: 3, tags: ["blocker"] }),
    ]);
    expect(gates.staging.verdict).toBe("ready");
  });

  it("is held by an open blocking item below a candidate that is no workload, and below a workload within it", () => {
    const open = { type: "Issue", tags: ["blocker"] };
    const { gates } = release([replicated(2), feature(5, { parent: 1 }), workItem(9, { parent: 5, ...open })]);
    expect(gates.staging).toMatchObject({
      verdict: "blocked",
      blockers: [{ code: "BLOCKER_OPEN", workItem: { id: 9 } }],
    });

    const inner = [feature(5, { parent: 1 }), asset(6, 5), workItem(9, { parent: 6, ...open })];
    expect(codes(release([replicated(2), ...inner]).gates, "staging")).toEqual(["BLOCKER_OPEN"]);
  });

  it("is not held by what is below a workload that stands below an asset out of scope", () => {
    const { gates } = release([
      replicated(2),
      asset(3, 1, { state: "Removed" }),
      feature(5, { parent: 3 }),
      workItem(9, { type: "Issue", parent: 5, tags: ["blocker"] }),
    ]);
    expect(gates.staging.verdict).toBe("ready");
  });

  it("is held from promotion alone by an open UAT defect", () => {
    const { gates } = release([
      replicated(2, { tags: ACCEPTED }),
      workItem(9, { type: "Bug", parent: 1, tags: ["uat"], state: "Active" }),
    ]);
    expect(verdicts(gates)).toEqual(["done", "done", "blocked"]);
    expect(codes(gates, "promotion")).toEqual(["DEFECT_OPEN"]);
  });

  it("holds promotion in a freeze: on the target day, and once that is over, today", () => {
    const accepted = [replicated(2, { tags: ACCEPTED })];
    const freeze = (from: string, to: string) => ({ freezes: [{ name: "Year end", from, to }] });
    const verdict = (settings: Partial<ReleaseSettings>) =>
      release(accepted, payroll(settings)).gates.promotion.verdict;
    expect(verdict(freeze("2026-12-10", "2026-12-12"))).toBe("blocked");
    expect(verdict(freeze("2026-12-13", "2026-12-31"))).toBe("ready");
    expect(verdict({ targetDate: "2026-11-01", ...freeze("2026-11-23", "2026-11-23") })).toBe("blocked");
    expect(verdict({ targetDate: "2026-11-01", ...freeze("2026-10-31", "2026-11-22") })).toBe("ready");
  });
});

describe("G3: a freeze holds the workloads of its release", () => {
  const frozen = payroll({ freezes: [{ name: "Year end", from: "2026-12-10", to: "2026-12-31" }] });

  it("holds each workload from promotion, and stands once in the release", () => {
    const found = release([replicated(2, { tags: ACCEPTED })], frozen);
    expect(found.workloads[0]?.gates.promotion.verdict).toBe("blocked");
    expect(codes(found.workloads[0]?.gates ?? found.gates, "promotion")).toEqual(["FREEZE"]);
    expect(codes(found.gates, "promotion")).toEqual(["FREEZE"]);
    expect(found.sentence).toBe(
      "Not ready for promotion: 1 thing is in the way: 2026-12-12 lies in Year end, 2026-12-10 to 2026-12-31.",
    );
  });

  it("takes neither done nor n/a from a workload", () => {
    const retired = [feature(5, inPayroll), asset(6, 5, { tags: ["strategy:retire"] })];
    const found = release([replicated(2, { tags: PROMOTED }), ...retired], frozen);
    expect(found.workloads.map(({ gates }) => gates.promotion.verdict)).toEqual(["done", "n/a"]);
    expect(found.gates.promotion.verdict).toBe("done");
  });
});

describe("G4: a single-step release", () => {
  const single = payroll({ model: "single-step" });
  it("has no UAT and promotes from Replicated", () =>
    expect(verdicts(release([replicated(2)], single).gates)).toEqual(["ready", "n/a", "ready"]));
  it("takes Promoted without Staged and Accepted", () =>
    expect(verdicts(release([replicated(2, { tags: ["stage:promoted"] })], single).gates)).toEqual([
      "done",
      "n/a",
      "done",
    ]));
  it("still needs Replicated for Promoted", () =>
    expect(codes(release([asset(2, 1, { tags: ["stage:promoted"] })], single).gates, "promotion")).toEqual([
      "NOT_REPLICATED",
      "STAGE_GAP",
    ]));
});

describe("G5: a release is the minimum over its workloads", () => {
  it("is held back by one workload of two", () => {
    const { gates } = release([replicated(2), feature(5, inPayroll), asset(6, 5)]);
    expect(verdicts(gates)).toEqual(["blocked", "blocked", "blocked"]);
  });

  it("leaves out a workload whose assets are all retired or retained", () => {
    const found = release([
      replicated(2),
      feature(5, inPayroll),
      asset(6, 5, { tags: ["strategy:retire"] }),
      asset(7, 5, { tags: ["strategy:retain"] }),
    ]);
    expect(found.workloads.map(({ gates }) => gates.staging.verdict)).toEqual(["ready", "n/a"]);
    expect(found.gates.staging.verdict).toBe("ready");
  });

  it("does not leave out one whose assets were all removed or cut: its scope is empty", () => {
    const found = release([replicated(2), feature(5, inPayroll), asset(6, 5, { state: "Removed" })]);
    expect(found.gates.staging).toMatchObject({ verdict: "unknown", counts: { blocks: 0, unknown: 1 } });
    expect(found.sentence).toBe("Unknown for staging: Workload 5 has no assets in scope.");
  });
});

describe("G5: assets of a release without a workload", () => {
  it("leaves them out where none of them is in scope: they are no workload that lacks its assets", () => {
    const found = release([replicated(2), asset(9, null, { ...inPayroll, state: "Removed" })]);
    expect(found.gates.staging.verdict).toBe("ready");
  });

  it("leaves a release unknown that has nothing but such assets", () => {
    const report = read([replicated(2), asset(9, null, { tags: ["release:Retail"], state: "Closed", reason: "Cut" })]);
    expect(report.releases.map(({ name, gates }) => [name, gates.staging.verdict])).toEqual([
      ["Payroll", "ready"],
      ["Retail", "unknown"],
    ]);
  });

  it("is held by an open blocking item below one of them", () => {
    const orphan = asset(9, null, { tags: ["release:Retail"], state: "Resolved" });
    const report = read([orphan, workItem(10, { type: "Issue", parent: 9, tags: ["blocker"] })]);
    expect(report.releases.find(({ name }) => name === "Retail")?.gates.staging).toMatchObject({
      verdict: "blocked",
      blockers: [{ code: "BLOCKER_OPEN", path: [{ id: 10 }, { id: 9 }] }],
    });
  });
});

describe("V1: blocked does not hide unknown", () => {
  it("counts both", () => {
    const found = release([asset(2, 1, { state: "Active" }), asset(3, 1, { state: "On hold" })]);
    expect(found.gates.staging).toMatchObject({ verdict: "blocked", counts: { blocks: 1, unknown: 1 } });
    expect(found.sentence).toBe(
      "Not ready for staging: 1 thing is in the way, and 1 more could not be judged: VM 2 (Replicating, must be Replicated).",
    );
  });
});

describe("V2: nothing is green by omission", () => {
  const ready = [replicated(2)];
  const lost = (changes: Partial<Snapshot>) => {
    const report = read(ready, payroll(), changes);
    return {
      complete: report.complete,
      release: report.releases[0]?.gates.staging.verdict,
      codes: codes(report.releases[0]?.gates ?? ({} as GateAssessments), "staging"),
    };
  };

  it("is unknown where an asset's state is not mapped", () =>
    expect(codes(release([replicated(2), asset(3, 1, { state: "On hold" })]).gates, "staging")).toEqual([
      "STATE_UNMAPPED",
    ]));

  it("is unknown where a page of the query failed", () =>
    expect(lost({ losses: [{ kind: "query", message: "503" }] })).toEqual({
      complete: false,
      release: "unknown",
      codes: ["READ_PARTIAL"],
    }));

  it("is unknown where a batch failed", () =>
    expect(lost({ losses: [{ kind: "batch", ids: [7, 8], message: "503" }] })).toEqual({
      complete: false,
      release: "unknown",
      codes: ["READ_PARTIAL"],
    }));

  it("is unknown where an item that the query named can't be read", () =>
    expect(lost({ losses: [{ kind: "item", id: 7, message: "TF401232" }] })).toEqual({
      complete: false,
      release: "unknown",
      codes: ["ITEM_UNREADABLE"],
    }));

  it("takes done back where something was lost", () => {
    const changes = { losses: [{ kind: "query" as const, message: "503" }] };
    expect(release([replicated(2, { tags: PROMOTED })], payroll(), changes).gates.promotion.verdict).toBe("unknown");
  });

  it("counts a lost item against the workload that names it alone", () => {
    const report = assess(
      snapshot(
        [
          feature(1, { ...inPayroll, children: [2, 99] }),
          replicated(2),
          feature(5, { tags: ["release:Retail"], children: [6] }),
          asset(6, 5, { state: "Resolved" }),
        ],
        { losses: [{ kind: "item", id: 99, message: "TF401232" }] },
      ),
      payroll(),
      NOW,
    );
    expect(report.releases.map(({ name, gates }) => [name, gates.staging.verdict])).toEqual([
      ["Payroll", "unknown"],
      ["Retail", "ready"],
    ]);
  });

  it("counts what an unplanned workload lost against every release: it may have claimed one", () => {
    const found = release([replicated(2), feature(5, { children: [99] })], payroll(), {
      losses: [{ kind: "item", id: 99, message: "TF401232" }],
    });
    expect(found.gates.staging.verdict).toBe("unknown");
  });

  it("recognises a candidate whose only child could not be read", () => {
    const report = read([replicated(2), feature(5, { children: [99] })], payroll(), {
      losses: [{ kind: "item", id: 99, message: "TF401232" }],
    });
    expect(report.candidates).toEqual([]);
    expect(report.unplanned.map(({ title, gates }) => [title, gates.staging.verdict])).toEqual([
      ["Workload 5", "unknown"],
    ]);
  });

  it("counts an unreadable item between a workload and an asset against everything: it may be a workload itself", () => {
    const report = assess(
      snapshot(
        [
          feature(1, { ...inPayroll, children: [50] }),
          asset(2, 50, { state: "Resolved" }),
          feature(5, { tags: ["release:Retail"] }),
          asset(6, 5, { state: "Resolved" }),
        ],
        { losses: [{ kind: "item", id: 50, message: "TF401232" }] },
      ),
      payroll(),
      NOW,
    );
    expect(report.releases.map(({ name, gates }) => [name, codes(gates, "staging")])).toEqual([
      ["Payroll", ["ITEM_UNREADABLE"]],
      ["Retail", ["ITEM_UNREADABLE"]],
    ]);
  });

  it("counts items that are each other's parents against everything: they were changed while they were read", () => {
    const found = release([replicated(2), asset(8, 9, { state: "Resolved" }), asset(9, 8, { state: "Resolved" })]);
    expect(found.gates.staging).toMatchObject({
      verdict: "unknown",
      blockers: [{ code: "READ_PARTIAL", actual: "2 items could not be read" }],
    });
  });

  it("names each of a few items that nobody else names, and counts many in one reason", () => {
    const losses = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ kind: "item" as const, id: 100 + index, message: "TF401232" }));
    expect(release([replicated(2)], payroll(), { losses: losses(20) }).gates.staging.blockers).toHaveLength(20);
    const many = release([replicated(2)], payroll(), { losses: losses(2000) });
    expect(many.gates.staging.blockers).toMatchObject([
      { code: "ITEM_UNREADABLE", workItem: null, actual: "2,000 items are named, but not readable" },
    ]);
    expect(many.sentence).toBe("Unknown for staging: 2,000 items are named, but not readable.");
  });

  it("counts what a workload within a workload lost against both: it may be what holds them", () => {
    const items = [replicated(2), feature(5, { parent: 1, children: [6, 99] }), asset(6, 5, { state: "Resolved" })];
    const found = release(items, payroll(), { losses: [{ kind: "item", id: 99, message: "TF401232" }] });
    expect(found.workloads.map(({ title, gates }) => [title, gates.staging.verdict])).toEqual([
      ["Workload 1", "unknown"],
    ]);
  });

  it("names an item once that two unplanned workloads name", () => {
    const items = [replicated(2), feature(5, { children: [99] }), feature(6, { children: [99] })];
    const found = release(items, payroll(), { losses: [{ kind: "item", id: 99, message: "TF401232" }] });
    expect(codes(found.gates, "staging")).toEqual(["ITEM_UNREADABLE"]);
  });

  it("walks through an intermediate item that could not be read, by the link that names it", () => {
    const report = assess(
      snapshot([feature(1, { ...inPayroll, children: [50] }), asset(2, 50, { state: "Resolved" })], {
        losses: [{ kind: "item", id: 50, message: "TF401232" }],
      }),
      payroll(),
      NOW,
    );
    expect(report.releases[0]?.workloads.map(({ title, assets }) => [title, assets.length])).toEqual([
      ["Workload 1", 1],
    ]);
    expect(report.releases[0]?.gates.staging.verdict).toBe("unknown");
  });
});

describe("M9: warnings about the plan", () => {
  it("warns without a target date, and when it is over", () => {
    expect(codes(release([replicated(2)], policy()).gates, "promotion")).toContain("NO_TARGET_DATE");
    expect(release([replicated(2)], payroll({ targetDate: "2026-11-12" })).gates.promotion.blockers).toContainEqual(
      expect.objectContaining({ code: "OVERDUE", effect: "warns", actual: "11 days over" }),
    );
  });
  it("asks nothing more once it is done (G6)", () =>
    expect(release([replicated(2, { tags: PROMOTED })], policy()).gates.promotion).toMatchObject({
      verdict: "done",
      blockers: [],
    }));
});

describe("V4: shares stand beside verdicts", () => {
  it("counts assets and effort a stage; 0 is an estimate, null is not", () => {
    const { share } = release([
      replicated(2, { effort: 5 }),
      asset(3, 1, { effort: 0 }),
      asset(4, 1),
      asset(5, 1, { state: "Removed", effort: 8 }),
    ]);
    expect(share).toMatchObject({ inScope: 3, effort: 5, unestimated: 1 });
    expect(share.byStage).toMatchObject({ Replicated: 1, Pending: 2, Excluded: 1 });
  });
});

describe("sentences", () => {
  it.each([
    [[replicated(2)], "Ready for staging."],
    [[asset(2, 1), asset(3, 1)], "Not ready for staging: 2 things are in the way."],
    [[replicated(2, { tags: PROMOTED })], "Promoted: 1 asset in production."],
    [[asset(2, 1, { tags: ["strategy:retire"] })], "Nothing to move: every asset is retired or retained."],
  ])("%#", (items, sentence) => expect(release(items).sentence).toBe(sentence));

  it.each([
    ["All 1 release", [replicated(2, { tags: PROMOTED })], "The only release is through."],
    [
      "All 2 releases",
      [
        replicated(2, { tags: PROMOTED }),
        feature(5, { tags: ["release:B"] }),
        asset(6, 5, { state: "Resolved", tags: PROMOTED }),
      ],
      "All 2 releases are through.",
    ],
  ])("never says %s wrongly", (_, items, sentence) => expect(read(items).sentence).toBe(sentence));

  it("begins the report with the first release that is not through", () =>
    expect(read([replicated(2), feature(5, { tags: ["release:Retail"] }), asset(6, 5)]).sentence).toBe(
      "Payroll is ready for staging. 1 of 2 open releases may go on to their next gate.",
    ));
});
