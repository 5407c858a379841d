/** M3: a workload that is recorded as split over releases is two parts with a verdict each. */
import { GATES, type Report, type Verdict, type WorkloadAssessment } from "../../../src/domain/readiness/report";
import type { Policy } from "../../../src/domain/policy/policy";
import type { Link, Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { sceneOf } from "../../../src/domain/change/scene";
import {
  ACCEPTED,
  asset,
  day,
  feature,
  NOW,
  policy,
  snapshot,
  PROMOTED,
  STAGED,
  workItem,
} from "../../builders/estate";
import { mark } from "../../builders/evidence";
import { reportOf } from "../../builders/report";

const DEPENDENCY = "System.LinkTypes.Dependency-Reverse";
const waits = (source: number, target: number): Link => ({ type: DEPENDENCY, source, target });

const payroll = feature(1, { title: "Payroll" });
const vm = (id: number, tags: readonly string[], changes: Partial<WorkItem> = {}): WorkItem =>
  asset(id, 1, { state: "Resolved", tags, ...changes });
/** In R1, accepted. */
const ahead = vm(2, ["release:R1", ...ACCEPTED]);
/** In R2, replicated. */
const behind = vm(3, ["release:R2"]);

function read(
  items: readonly WorkItem[],
  changes: Partial<Snapshot> = {},
  releases: readonly string[] = ["R1", "R2"],
  mapping: Partial<Policy> = {},
): Report {
  const splits = releases.length === 0 ? [] : [{ workload: 1, releases }];
  const workloads = { ...policy().workloads, splits };
  return reportOf(items, { policy: { ...mapping, workloads }, snapshot: changes });
}

function partIn(report: Report, release: string, id = 1): WorkloadAssessment {
  const found = report.releases.find(({ key }) => key === release)?.workloads.find(({ item }) => item?.id === id);
  if (found === undefined) throw new Error(`nothing of workload ${id} is in ${release}`);
  return found;
}
const idsIn = (report: Report, release: string): number[] => partIn(report, release).assets.map(({ item }) => item.id);
const verdictsOf = ({ gates }: Pick<WorkloadAssessment, "gates">): Verdict[] =>
  GATES.map((gate) => gates[gate].verdict);
const codesIn = (report: Report, release: string, gate: (typeof GATES)[number] = "staging"): string[] =>
  partIn(report, release).gates[gate].blockers.map(({ code }) => code);

describe("a workload that is recorded as split (M3)", () => {
  it("has a part in each release, with the assets that claim it and a verdict of its own", () => {
    const report = read([payroll, ahead, behind]);
    expect([idsIn(report, "R1"), idsIn(report, "R2")]).toEqual([[2], [3]]);
    expect(verdictsOf(partIn(report, "R1"))).toEqual(["done", "done", "ready"]);
    expect(verdictsOf(partIn(report, "R2"))).toEqual(["ready", "blocked", "blocked"]);
    expect(report.releases.map(verdictsOf)).toEqual([
      ["done", "done", "ready"],
      ["ready", "blocked", "blocked"],
    ]);
    expect([codesIn(report, "R1"), codesIn(report, "R2")]).toEqual([[], []]);
  });

  it("is blocked by the split as long as nobody has recorded it", () => {
    const report = read([payroll, ahead, behind], {}, []);
    expect([idsIn(report, "R1"), idsIn(report, "R2")]).toEqual([
      [2, 3],
      [2, 3],
    ]);
    expect(codesIn(report, "R1")).toEqual(["SCOPE_SPLIT"]);
  });

  it("names each part by its release", () => {
    const report = read([payroll, ahead, behind]);
    expect([partIn(report, "R1").title, partIn(report, "R2").title]).toEqual([
      "Payroll, its part in R1",
      "Payroll, its part in R2",
    ]);
    expect([partIn(report, "R1").releases, partIn(report, "R2").releases]).toEqual([["R1"], ["R2"]]);
  });

  it("finds the recorded releases however they are spelt", () =>
    expect(idsIn(read([payroll, ahead, behind], {}, ["r1", " R2 "]), "R2")).toEqual([3]));

  it("counts each asset once over all", () => {
    const report = read([payroll, ahead, behind, vm(4, [])]);
    expect(report.share.inScope).toBe(3);
  });

  it("leaves other workloads as they are", () => {
    const other = [feature(10), asset(11, 10, { tags: ["release:R1"] }), asset(12, 10, { tags: ["release:R2"] })];
    const report = read([payroll, ahead, behind, ...other]);
    expect(partIn(report, "R1", 10).assets).toHaveLength(2);
    expect(partIn(report, "R1", 10).title).toBe("Workload 10");
  });

  it("is whole while nothing claims a recorded release", () => {
    const report = read([payroll, asset(2, 1)]);
    expect(report.unplanned.map(({ title, assets }) => [title, assets.length])).toEqual([["Payroll", 1]]);
  });

  it("has no part in a recorded release that neither it nor an asset of it claims", () => {
    const report = read([payroll, ahead, feature(9, { tags: ["release:R2"] })]);
    expect(report.releases.find(({ key }) => key === "R2")?.workloads).toEqual([]);
  });

  it("has a part without an asset where it claims a release itself: unknown, not left out (V2)", () => {
    const report = read([{ ...payroll, tags: ["release:R2"] }, ahead]);
    expect(codesIn(report, "R2")).toEqual(["EMPTY_SCOPE"]);
    expect(verdictsOf(partIn(report, "R2"))).toEqual(["unknown", "unknown", "unknown"]);
  });
});

describe("an asset of a split workload that claims none of the recorded releases (M3)", () => {
  const stray = vm(4, ACCEPTED);

  it("blocks each part: nobody knows which one it goes with", () => {
    const report = read([payroll, ahead, behind, stray]);
    for (const release of ["R1", "R2"]) {
      const [split] = partIn(report, release).gates.promotion.blockers.filter(({ code }) => code === "SCOPE_SPLIT");
      expect(split).toMatchObject({ workItem: { id: 4 }, expected: expect.stringContaining(release) as string });
    }
  });

  it("is judged in the release that it claims as well", () => {
    const report = read([payroll, ahead, behind, vm(4, ["release:R9", ...ACCEPTED])]);
    expect(idsIn(report, "R9")).toEqual([2, 4]);
    expect(partIn(report, "R9").title).toBe("Payroll, its part in R1");
    expect(codesIn(report, "R9", "promotion")).toEqual(["SCOPE_SPLIT"]);
  });

  it("out of scope is listed in the first part alone, and asks nothing", () => {
    const report = read([payroll, ahead, behind, { ...stray, state: "Removed" }]);
    expect([idsIn(report, "R1"), idsIn(report, "R2")]).toEqual([[2, 4], [3]]);
    expect(codesIn(report, "R1")).toEqual([]);
  });
});

describe("what holds a split workload", () => {
  const issue = (id: number, parent: number): WorkItem => workItem(id, { type: "Issue", parent, tags: ["blocker"] });

  it("below an asset holds the part of that asset alone (G1)", () => {
    const report = read([payroll, vm(2, ["release:R1"]), behind, issue(20, 3)]);
    expect([codesIn(report, "R1"), codesIn(report, "R2")]).toEqual([[], ["BLOCKER_OPEN"]]);
  });

  it("below the workload as such holds each part (G1)", () => {
    const report = read([payroll, vm(2, ["release:R1"]), behind, issue(20, 1)]);
    expect([codesIn(report, "R1"), codesIn(report, "R2")]).toEqual([["BLOCKER_OPEN"], ["BLOCKER_OPEN"]]);
  });

  it("is lost for each part: the item that can't be read may be of any (V2)", () => {
    const named = { ...payroll, children: [2, 3, 4] };
    const report = read([named, ahead, behind], { losses: [{ kind: "item", id: 4, message: "hidden" }] });
    expect([codesIn(report, "R1"), codesIn(report, "R2")]).toEqual([["ITEM_UNREADABLE"], ["ITEM_UNREADABLE"]]);
  });

  it("is asked of each part by an inventory record without a work item (M8)", () => {
    const record = { key: "k", name: "vm-9", isInScope: true, workload: 1, workItem: null };
    const report = read([payroll, ahead, behind], { records: [record] });
    expect([codesIn(report, "R1"), codesIn(report, "R2")]).toEqual([["ASSET_UNMAPPED"], ["ASSET_UNMAPPED"]]);
  });
});

describe("evidence of a split workload (E1, E2)", () => {
  const given = day("2026-11-02");

  it("is one item that covers each part, fresh where the part was then what it attests", () => {
    const early = day("2026-10-01");
    const accepted = { changedDate: early, stateChangeDate: early };
    const late = { changedDate: day("2026-11-09"), stateChangeDate: day("2026-11-09"), createdDate: early };
    const proof = mark(30, 1, ["gate:change-approved"], given);
    const items = [payroll, vm(2, ["release:R1"], accepted), vm(3, ["release:R2"], late), proof];
    const report = read(items);
    expect(partIn(report, "R1").gates.staging.evidence.map(({ state }) => state)).toEqual(["given"]);
    expect(partIn(report, "R2").gates.staging.evidence.map(({ state }) => state)).toEqual(["unproven"]);
    expect([verdictsOf(partIn(report, "R1"))[0], verdictsOf(partIn(report, "R2"))[0]]).toEqual(["ready", "unknown"]);
  });

  it("that is open is missing in each part", () => {
    const report = read([payroll, vm(2, ["release:R1"]), behind, mark(30, 1, ["gate:change-approved"], null)]);
    expect([codesIn(report, "R1"), codesIn(report, "R2")]).toEqual([["EVIDENCE_MISSING"], ["EVIDENCE_MISSING"]]);
  });
});

describe("dependencies of and on a split workload (D1)", () => {
  const billing = [feature(10, { tags: ["release:R2"] }), asset(11, 10, { state: "Resolved" })];

  it("as provider it stands for the least of all its parts", () => {
    const items = [payroll, vm(2, ["release:R1", ...STAGED]), { ...behind, state: "Active" }, ...billing];
    const report = read(items, { links: [waits(11, 1)] });
    const [waiting] = partIn(report, "R2", 10).gates.staging.blockers;
    expect(waiting).toMatchObject({ code: "DEP_BEHIND", workItem: { id: 3 } });
    expect(partIn(report, "R2", 10).gates.staging.blockers).toHaveLength(1);
  });

  it("as provider it is met once every part is promoted, and not before", () => {
    const links = [waits(11, 1)];
    const both = [vm(2, ["release:R1", ...PROMOTED]), vm(3, ["release:R2", ...PROMOTED])];
    const accepted = [feature(10, { tags: ["release:R1"] }), asset(11, 10, { state: "Resolved", tags: ACCEPTED })];
    const one = read([payroll, both[0]!, { ...behind, tags: ["kind:vm", "release:R2", ...ACCEPTED] }, ...accepted], {
      links,
    });
    expect(partIn(one, "R1", 10).gates.promotion).toMatchObject({
      verdict: "blocked",
      blockers: [{ code: "DEP_LATER_RELEASE", workItem: { id: 3 } }],
    });
    const all = read([payroll, ...both, ...accepted], { links });
    expect(partIn(all, "R1", 10).gates.promotion).toMatchObject({ verdict: "ready", blockers: [] });
  });

  it("as consumer it passes the edge to the assets of each part", () => {
    const report = read(
      [payroll, vm(2, ["release:R1"]), behind, feature(10, { tags: ["release:R1"] }), asset(11, 10)],
      {
        links: [waits(1, 11)],
      },
    );
    for (const release of ["R1", "R2"]) {
      expect(partIn(report, release).gates.staging.blockers).toMatchObject([
        { code: "DEP_BEHIND", workItem: { id: 11 } },
      ]);
    }
  });

  it("one part may wait for another of a later release (D3)", () => {
    const report = read([payroll, ahead, vm(3, ["release:R2", ...ACCEPTED])], { links: [waits(2, 3)] });
    expect(codesIn(report, "R1", "promotion")).toEqual(["DEP_LATER_RELEASE"]);
    expect(codesIn(report, "R2", "promotion")).toEqual([]);
  });
});

describe("what a person changes of a split workload", () => {
  it("is all of it, each asset once, with all that holds it", () => {
    const items = [payroll, ahead, behind, vm(4, []), workItem(20, { type: "Issue", parent: 3, tags: ["blocker"] })];
    const splits = [{ workload: 1, releases: ["R1", "R2"] }];
    const mapping = policy({ workloads: { ...policy().workloads, splits } });
    const whole = sceneOf(snapshot(items), mapping, NOW).workloads.get(1);
    expect(whole?.part).toBeNull();
    expect(whole?.assets.map(({ item }) => item.id)).toEqual([2, 3, 4]);
    expect(whole?.holding.map(({ item }) => item.id)).toEqual([20]);
  });
});

describe("laws over split workloads", () => {
  const CLAIMS = [[], ["release:R1"], ["release:R2"], ["release:R9"], ["release:R1", "release:R2"]] as const;
  const RANK: Readonly<Record<Verdict, number>> = { blocked: 0, unknown: 1, ready: 2, done: 3, "n/a": 4 };
  const LEVELS = [[], ACCEPTED, PROMOTED] as const;

  it("L1: adding an unmet asset never raises a verdict, whatever it claims", () => {
    let compared = 0;
    for (const own of [[], ["release:R1"], ["release:R2"]]) {
      for (const first of CLAIMS) {
        for (const second of CLAIMS) {
          for (const level of LEVELS) {
            const items = [
              { ...payroll, tags: own },
              vm(2, [...first, ...level]),
              vm(3, [...second, ...level]),
              // So that each release is there before the asset is added.
              ...["R1", "R2", "R9"].map((key, index) => feature(90 + index, { tags: [`release:${key}`] })),
            ];
            const before = read(items);
            for (const added of CLAIMS) {
              const after = read([...items, asset(4, 1, { tags: added })]);
              for (const release of before.releases) {
                const same = after.releases.find(({ key }) => key === release.key)!;
                for (const gate of GATES) {
                  const was = release.gates[gate].verdict;
                  const now = same.gates[gate].verdict;
                  const what = JSON.stringify([release.key, gate, own, first, second, added]);
                  expect([what, RANK[now] <= RANK[was]]).toEqual([what, true]);
                  compared++;
                }
              }
            }
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });

  it("L2: the order of the recorded releases and of the items has no influence", () => {
    const items = [payroll, ahead, behind, vm(4, ["release:R9"])];
    const turned = read([...items].reverse(), {}, ["R2", "R1"]);
    expect({ ...turned, policy: null }).toEqual({ ...read(items), policy: null });
  });
});
