import { diffReports } from "../../../src/domain/diff/diffReports";
import { diffWithin } from "../../../src/domain/diff/within";
import type { Policy } from "../../../src/domain/policy/policy";
import type { Loss, Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, day, feature, NOW, STAGED } from "../../builders/estate";
import { reportOf } from "../../builders/report";

const R1 = ["release:R1"];
const R2 = ["release:R2"];
const THEN = day("2026-11-16");
const PAGE_LOST: Loss = { kind: "query", message: "500" };

const payroll = (changes: Partial<WorkItem> = {}): WorkItem => feature(1, { title: "Payroll", tags: R1, ...changes });
const replicated = (id: number, parent: number | null, changes: Partial<WorkItem> = {}): WorkItem =>
  asset(id, parent, { state: "Resolved", ...changes, tags: [...R1, ...(changes.tags ?? [])] });
const replicating = (id: number, parent: number | null, changes: Partial<WorkItem> = {}): WorkItem =>
  asset(id, parent, { state: "Active", ...changes, tags: [...R1, ...(changes.tags ?? [])] });

interface Given {
  readonly before?: Partial<Snapshot>;
  readonly after?: Partial<Snapshot>;
  readonly policyBefore?: Partial<Policy>;
  readonly policyAfter?: Partial<Policy>;
}

function diffOf(before: readonly WorkItem[], after: readonly WorkItem[], given: Given = {}) {
  return diffReports(
    reportOf(before, { snapshot: { asOf: THEN, ...given.before }, policy: given.policyBefore ?? {} }),
    reportOf(after, { snapshot: given.after ?? {}, policy: given.policyAfter ?? {} }),
  );
}

const stagingOf = ({ gates }: ReturnType<typeof diffOf>) =>
  gates
    .filter(({ gate }) => gate === "staging")
    .map(({ title, isRelease, direction, from, to, isUncertain }) =>
      [isRelease ? "release" : "workload", title, direction, from, to, ...(isUncertain ? ["uncertain"] : [])].join(" "),
    );
const lines = (changes: ReturnType<typeof diffOf>["opened"]) =>
  changes.map(({ blocker, isUncertain }) =>
    [blocker.gate, blocker.code, blocker.workItem?.id ?? "-", ...(isUncertain ? ["uncertain"] : [])].join(" "),
  );

describe("what changed between two reports (T1)", () => {
  it("is nothing between a report and itself", () => {
    const items = [payroll(), replicating(2, 1), asset(3, null)];
    expect(diffOf(items, items)).toMatchObject({
      newReleases: [],
      goneReleases: [],
      targetDates: [],
      gates: [],
      stages: [],
      scope: [],
      opened: [],
      cleared: [],
    });
  });

  it("says of which moments it speaks, and whether they were judged alike (T3)", () => {
    const items = [payroll(), replicating(2, 1)];
    expect(diffOf(items, items)).toMatchObject({
      before: { asOf: THEN, complete: true },
      after: { asOf: NOW, complete: true },
      isSamePolicy: true,
    });
    expect(diffOf(items, items, { policyBefore: { notDoneReasons: ["Paused"] } }).isSamePolicy).toBe(false);
  });
});

describe("gates gained and lost", () => {
  it("are told of the release and of each workload", () => {
    const diff = diffOf([payroll(), replicating(2, 1)], [payroll(), replicated(2, 1)]);
    expect(stagingOf(diff)).toEqual(["release R1 gained blocked ready", "workload Payroll gained blocked ready"]);
  });

  it("tell a gate that was done and is only ready, and one that was ready and is blocked", () => {
    const done = [payroll(), replicated(2, 1, { tags: STAGED })];
    const ready = [payroll(), replicated(2, 1)];
    expect(stagingOf(diffOf(done, ready))).toContain("release R1 lost done ready");
    expect(stagingOf(diffOf(ready, [payroll(), replicating(2, 1)]))).toContain("release R1 lost ready blocked");
  });

  it("leave out what was not to be had before nor after: blocked and unknown", () => {
    const diff = diffOf([payroll(), replicating(2, 1)], [payroll(), replicating(2, 1, { state: "On hold" })]);
    expect(diff.gates).toEqual([]);
  });

  it("leave out a gate that is not asked on one side, and the scope tells why (G5)", () => {
    const diff = diffOf([payroll(), replicated(2, 1)], [payroll(), replicated(2, 1, { tags: ["strategy:retain"] })]);
    expect(diff.gates.filter(({ isRelease }) => !isRelease)).toEqual([]);
    expect(diff.scope).toMatchObject([{ item: { id: 2 }, direction: "out", why: "excluded: retain" }]);
  });

  it("are uncertain where one side lost something that the verdict may rest on (V2)", () => {
    const before = [payroll(), replicated(2, 1)];
    const after = [payroll(), replicated(2, 1)];
    expect(stagingOf(diffOf(before, after, { after: { losses: [PAGE_LOST] } }))).toEqual([
      "release R1 lost ready unknown uncertain",
      "workload Payroll lost ready unknown uncertain",
    ]);
    expect(stagingOf(diffOf(before, after, { before: { losses: [PAGE_LOST] } }))).toEqual([
      "release R1 gained unknown ready uncertain",
      "workload Payroll gained unknown ready uncertain",
    ]);
  });

  it("stay certain for a workload that the loss does not name (V2)", () => {
    const other = feature(10, { title: "Orders", tags: R2, children: [11, 12] });
    const others = [other, asset(11, 10, { state: "Resolved", tags: R2 })];
    const diff = diffOf([payroll(), replicated(2, 1), ...others], [payroll(), replicating(2, 1), ...others], {
      after: { losses: [{ kind: "item", id: 12, message: "hidden" }] },
    });
    expect(stagingOf(diff)).toContain("workload Payroll lost ready blocked");
    expect(stagingOf(diff)).toContain("workload Orders lost ready unknown uncertain");
  });
});

describe("stages", () => {
  it("move up and drop, asset by asset", () => {
    const diff = diffOf(
      [payroll(), replicating(2, 1), replicated(3, 1), replicated(4, 1), replicating(5, 1, { state: "On hold" })],
      [payroll(), replicated(2, 1), replicating(3, 1), replicated(4, 1, { state: "On hold" }), replicating(5, 1)],
    );
    expect(diff.stages.map(({ item, from, to, direction }) => [item.id, from, to, direction])).toEqual([
      [2, "Replicating", "Replicated", "moved"],
      [3, "Replicated", "Replicating", "dropped"],
      [4, "Replicated", "Unknown", "unknown"],
      [5, "Unknown", "Replicating", "known"],
    ]);
  });

  it("are uncertain where a loss may have hidden what decides them", () => {
    const [before, after] = [
      [payroll(), replicating(2, 1)],
      [payroll(), replicated(2, 1)],
    ];
    expect(diffOf(before, after).stages).toMatchObject([{ isUncertain: false }]);
    expect(diffOf(before, after, { before: { losses: [PAGE_LOST] } }).stages).toMatchObject([{ isUncertain: true }]);
  });
});

describe("scope", () => {
  const scopeOf = ({ scope }: ReturnType<typeof diffOf>) =>
    scope.map(({ item, direction, release, why, isUncertain }) =>
      [direction, item.id, release?.name ?? "-", why, ...(isUncertain ? ["uncertain"] : [])].join(" | "),
    );

  it("takes in what was created, and what was there and is an asset now", () => {
    const created = replicating(3, 1, { createdDate: day("2026-11-20") });
    expect(scopeOf(diffOf([payroll(), replicating(2, 1)], [payroll(), replicating(2, 1), created]))).toEqual([
      "in | 3 | R1 | created",
    ]);
    expect(scopeOf(diffOf([payroll(), replicating(2, 1)], [payroll(), replicating(2, 1), replicating(4, 1)]))).toEqual([
      "in | 4 | R1 | not an asset before",
    ]);
  });

  it("lets out what was deleted, excluded, or is not there", () => {
    const before = [payroll(), replicating(2, 1), replicating(3, 1), replicating(4, 1), replicating(5, 1)];
    const after = [payroll(), replicating(2, 1), replicating(3, 1, { state: "Removed" })];
    const deleted = [{ id: 4, title: "VM 4", type: "User Story", deletedDate: NOW }];
    expect(scopeOf(diffOf(before, after, { after: { deleted } }))).toEqual([
      "out | 3 | R1 | excluded: Removed",
      "out | 4 | R1 | deleted",
      "out | 5 | R1 | no asset any more, or deleted",
    ]);
  });

  it("tells a move from release to release on both of them, and one to none only where it left", () => {
    const orders = feature(10, { title: "Orders", tags: R2 });
    const stays = asset(11, 10, { tags: R2 });
    const before = [payroll(), replicating(2, 1), replicating(3, 1), orders, stays];
    expect(scopeOf(diffOf(before, [payroll(), replicating(2, 1), asset(3, 10, { tags: R2 }), orders, stays]))).toEqual([
      "out | 3 | R1 | to R2, Orders",
      "in | 3 | R2 | from R1, Payroll",
    ]);
    expect(scopeOf(diffOf(before, [payroll(), replicating(2, 1), asset(3, null), orders, stays]))).toEqual([
      "out | 3 | R1 | to no release",
    ]);
  });

  it("claims nothing that a loss explains: what is missing after one, and what was missing before one (V2)", () => {
    const [few, many] = [
      [payroll(), replicating(2, 1)],
      [payroll(), replicating(2, 1), replicating(3, 1)],
    ];
    expect(scopeOf(diffOf(many, few, { after: { losses: [PAGE_LOST] } }))).toEqual([
      "out | 3 | R1 | no asset any more, or deleted | uncertain",
    ]);
    expect(scopeOf(diffOf(few, many, { before: { losses: [PAGE_LOST] } }))).toEqual([
      "in | 3 | R1 | not an asset before | uncertain",
    ]);
    const created = replicating(3, 1, { createdDate: day("2026-11-20") });
    expect(scopeOf(diffOf(few, [...few, created], { before: { losses: [PAGE_LOST] } }))).toEqual([
      "in | 3 | R1 | created",
    ]);
  });
});

describe("what was deleted between the two", () => {
  it("is told though nobody knows any more where it stood; what was deleted before or after is not", () => {
    const items = [payroll(), replicating(2, 1)];
    const gone = (id: number, deletedDate: number | null) => ({
      id,
      title: `VM ${id}`,
      type: "User Story",
      deletedDate,
    });
    const deleted = [gone(9, day("2026-11-20")), gone(8, day("2026-11-01")), gone(7, NOW + 1), gone(6, null)];
    const diff = diffOf(items, items, { before: { deleted } });
    expect(diff.deleted).toEqual([gone(9, day("2026-11-20"))]);
    expect(diffWithin(diff, { kind: "release", release: "R1" }).deleted).toEqual(diff.deleted);
  });
});

describe("blockers", () => {
  const staging = (changes: ReturnType<typeof diffOf>["opened"]) =>
    lines(changes).filter((line) => line.startsWith("staging"));

  it("are opened and cleared", () => {
    const diff = diffOf(
      [payroll(), replicating(2, 1), replicated(3, 1)],
      [payroll(), replicated(2, 1), replicating(3, 1)],
    );
    expect(staging(diff.opened)).toEqual(["staging NOT_REPLICATED 3"]);
    expect(staging(diff.cleared)).toEqual(["staging NOT_REPLICATED 2"]);
  });

  it("are the same for as long as code, gate, work item, evidence and workload are, whatever the stage", () => {
    const diff = diffOf([payroll(), replicating(2, 1, { state: "New" })], [payroll(), replicating(2, 1)]);
    expect([...diff.opened, ...diff.cleared]).toEqual([]);
    expect(diff.stages).toHaveLength(1);
  });

  it("are told once for a release whichever of its workloads comes first in the ledger", () => {
    const state = { state: "On hold" };
    const other = feature(9, { title: "Orders", tags: R1 });
    const before = [payroll(), replicating(2, 1, state), other, replicating(3, 9)];
    const after = [payroll(), replicating(2, 1, state), other, replicating(3, 9, state)];
    expect(staging(diffOf(before, after).opened)).toEqual(["staging STATE_UNMAPPED 3"]);
    expect(staging(diffOf(before, after).cleared)).toEqual(["staging NOT_REPLICATED 3"]);
  });

  it("count several that are one by identity: a second freeze is one more", () => {
    const release = (freezes: readonly { name: string; from: string; to: string }[]): Partial<Policy> => ({
      releases: {
        source: { kind: "tag", prefix: "release:" },
        assetsFollowWorkload: true,
        defaultModel: "staged",
        settings: [{ key: "R1", targetDate: "2026-12-24", freezes }],
      },
    });
    const year = { name: "Year end", from: "2026-12-20", to: "2027-01-05" };
    const audit = { name: "Audit", from: "2026-12-22", to: "2026-12-28" };
    const items = [payroll(), replicating(2, 1)];
    const diff = diffOf(items, items, { policyBefore: release([year]), policyAfter: release([audit, year]) });
    expect(lines(diff.opened)).toEqual(["promotion FREEZE -"]);
    expect(diff.opened[0]?.blocker.actual).toContain("Audit");
    expect(diff.cleared).toEqual([]);
  });

  it("are uncertain where the side without them lost something, and where they speak of a loss themselves (V2)", () => {
    const [before, after] = [
      [payroll(), replicating(2, 1)],
      [payroll(), replicated(2, 1)],
    ];
    const diff = diffOf(before, after, { after: { losses: [PAGE_LOST] } });
    expect(staging(diff.cleared)).toEqual(["staging NOT_REPLICATED 2 uncertain"]);
    expect(staging(diff.opened)).toEqual(["staging READ_PARTIAL - uncertain"]);
  });

  it("name the workload of an unplanned ledger, also where the blocker names none", () => {
    const items = [feature(1), asset(2, 1, { state: "Resolved" })];
    const diff = diffOf(items, items, { after: { losses: [PAGE_LOST] } });
    expect(diff.opened.every(({ workloads }) => workloads.some(({ id }) => id === 1))).toBe(true);
  });
});

describe("releases", () => {
  it("come and go", () => {
    const before = [payroll(), replicating(2, 1)];
    const after = [payroll({ tags: R2 }), asset(2, 1, { state: "Active", tags: R2 })];
    const diff = diffOf(before, after);
    expect(diff.newReleases).toEqual([{ release: { key: "R2", name: "R2" }, isUncertain: false }]);
    expect(diff.goneReleases).toEqual([{ release: { key: "R1", name: "R1" }, isUncertain: false }]);
    expect(diffOf(before, after, { after: { losses: [PAGE_LOST] } }).goneReleases).toMatchObject([
      { isUncertain: true },
    ]);
  });

  it("move their target dates", () => {
    const to = (targetDate: string): Partial<Policy> => ({
      releases: {
        source: { kind: "tag", prefix: "release:" },
        assetsFollowWorkload: true,
        defaultModel: "staged",
        settings: [{ key: "R1", targetDate, freezes: [] }],
      },
    });
    const items = [payroll(), replicating(2, 1)];
    const diff = diffOf(items, items, { policyBefore: to("2026-12-12"), policyAfter: to("2027-01-30") });
    expect(diff.targetDates).toEqual([{ release: { key: "R1", name: "R1" }, from: "2026-12-12", to: "2027-01-30" }]);
  });
});

describe("a difference within a release or a workload", () => {
  const orders = feature(10, { title: "Orders", tags: R1 });
  const other = feature(20, { title: "Archive", tags: R2 });
  const before = [payroll(), replicating(2, 1), orders, replicating(11, 10), other, asset(21, 20, { tags: R2 })];
  const after = [
    payroll(),
    replicated(2, 1),
    orders,
    replicated(11, 10),
    replicating(12, 10, { createdDate: day("2026-11-20") }),
    other,
    asset(21, 20, { tags: R2, state: "Resolved" }),
  ];
  const diff = diffOf(before, after);

  it("has what is about the release and nothing else", () => {
    const part = diffWithin(diff, { kind: "release", release: "R1" });
    expect(part.stages.map(({ item }) => item.id)).toEqual([2, 11]);
    expect(part.scope.map(({ item }) => item.id)).toEqual([12]);
    expect(part.gates.every(({ release }) => release?.key === "R1")).toBe(true);
    expect(lines(part.cleared).filter((line) => line.startsWith("staging"))).toEqual([
      "staging NOT_REPLICATED 2",
      "staging NOT_REPLICATED 11",
    ]);
  });

  it("has what is about the workload, without the release's own gates", () => {
    const part = diffWithin(diff, { kind: "workload", release: "R1", workload: 10 });
    expect(part.stages.map(({ item }) => item.id)).toEqual([11]);
    expect(part.scope.map(({ item }) => item.id)).toEqual([12]);
    expect(part.gates).toEqual([]);
    expect(lines(part.opened).filter((line) => line.startsWith("staging"))).toEqual(["staging NOT_REPLICATED 12"]);
  });
});
