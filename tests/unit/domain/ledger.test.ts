/** D4: each root once, with what it holds and what clearing it frees; and how gates hand on what they leave open. */
import { heldBy, ledgerOf, mergeBlockers } from "../../../src/domain/readiness/ledger";
import type { Finding } from "../../../src/domain/readiness/blockers";
import type { Policy } from "../../../src/domain/policy/policy";
import type { Link } from "../../../src/domain/snapshot";
import { ACCEPTED, asset, day, feature, policy, STAGED } from "../../builders/estate";
import { finding, mark } from "../../builders/evidence";
import { reportOf } from "../../builders/report";

const one = { id: 1, title: "One", type: "Feature" };
const two = { id: 2, title: "Two", type: "Feature" };
const root = { id: 90, title: "Root", type: "User Story" };
const waiting = (id: number, changes: Partial<Finding> = {}): Finding =>
  finding("DEP_BEHIND", { workItem: root, workload: one, asset: asset(id, 1), ...changes });

describe("the ledger of a workload (D4)", () => {
  it("names a root once, with all that wait for it", () => {
    const { blockers } = ledgerOf([waiting(11), waiting(12), waiting(13)]);
    expect(blockers).toHaveLength(1);
    expect(blockers[0]).toMatchObject({ workItem: root, alsoHolds: [12, 13], frees: { assets: 3, workloads: 1 } });
    expect(heldBy(blockers[0]!)).toEqual([11, 12, 13]);
  });

  it("lets the root's own blocker stand for what waits for it", () => {
    const own = finding("NOT_REPLICATED", { workItem: root, workload: one, asset: asset(90, 1) });
    const { blockers } = ledgerOf([waiting(11), own]);
    expect(blockers.map(({ code, alsoHolds }) => [code, alsoHolds])).toEqual([["NOT_REPLICATED", [11]]]);
  });

  it("frees an asset by the only blocker in its way, and by none of two", () => {
    const second = finding("BLOCKER_OPEN", { workItem: { ...root, id: 91 }, workload: one, asset: asset(11, 1) });
    const { blockers } = ledgerOf([waiting(11), waiting(12), second]);
    expect(blockers.map(({ frees }) => frees)).toEqual([
      { assets: 1, workloads: 0 },
      { assets: 0, workloads: 0 },
    ]);
  });

  it("keeps what warns apart from what blocks", () => {
    const { blockers } = ledgerOf([waiting(11), waiting(12, { effect: "warns" })]);
    expect(blockers.map(({ effect, alsoHolds }) => [effect, alsoHolds])).toEqual([
      ["blocks", []],
      ["warns", []],
    ]);
    expect(blockers[1]?.frees).toEqual({ assets: 0, workloads: 0 });
  });
});

describe("the ledger of a release (D4)", () => {
  const issue = (workload: typeof one, id: number): Finding =>
    finding("BLOCKER_OPEN", { workItem: { id: 95, title: "Firewall", type: "Issue" }, workload, asset: asset(id, 1) });

  it("has one blocker for an item that holds several workloads, and sums what it frees", () => {
    const merged = mergeBlockers([issue(one, 11), issue(two, 21)].map((found) => ledgerOf([found]).blockers));
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({
      workload: one,
      otherWorkloads: [two],
      alsoHolds: [21],
      frees: { assets: 2, workloads: 2 },
    });
  });

  it("keeps what warns in one workload apart from what blocks in another", () => {
    const parts = [waiting(11), waiting(21, { workload: two, effect: "warns" })];
    expect(mergeBlockers(parts.map((found) => ledgerOf([found]).blockers))).toHaveLength(2);
  });

  it("leaves alone what names no root: two assets that are behind are two blockers", () => {
    const behind = [11, 21].map((id) => finding("NOT_STAGED", { workItem: { ...root, id }, asset: asset(id, 1) }));
    expect(mergeBlockers(behind.map((found) => ledgerOf([found]).blockers))).toHaveLength(2);
  });
});

const R1 = ["release:R1"];
const release = (settings: object): Partial<Policy> => ({
  releases: { ...policy().releases, settings: [{ key: "R1", ...settings }] },
});

describe("what gates ask of each other and of the release", () => {
  it("a single-step promotion asks what staging left open (G3, G4)", () => {
    const items = [
      feature(1, { tags: R1 }),
      asset(2, 1, { state: "Resolved" }),
      mark(3, 1, ["gate:change-approved"], null),
    ];
    const gatesUnder = (model: string) => reportOf(items, { policy: release({ model }) }).releases[0]!.gates;
    const { staging, promotion } = gatesUnder("single-step");
    expect(staging.blockers.map(({ code }) => code)).toEqual(["EVIDENCE_MISSING"]);
    const handedOn = promotion.blockers.filter(({ code }) => code === "EVIDENCE_MISSING");
    expect(handedOn.map(({ gate }) => gate)).toEqual(["promotion"]);
    expect(promotion.verdict).toBe("blocked");
    expect(gatesUnder("staged").promotion.blockers.map(({ code }) => code)).not.toContain("EVIDENCE_MISSING");
  });

  it("release evidence is asked of the release alone (E1)", () => {
    const items = [
      feature(1, { tags: R1 }),
      asset(2, 1, { state: "Resolved", tags: ACCEPTED }),
      mark(3, null, ["gate:release-approved", ...R1], null),
    ];
    const [found] = reportOf(items).releases;
    expect(found?.gates.promotion.blockers.map(({ code }) => code)).toContain("SIGNOFF_MISSING");
    expect(found?.workloads[0]?.gates.promotion.verdict).toBe("ready");
  });

  it("a freeze holds the release and its workloads, unless a waiver that names the release is in force (G3, E4)", () => {
    const frozen = release({ freezes: [{ name: "Year end", from: "2026-11-20", to: "2026-12-31" }] });
    const items = [feature(1, { tags: R1 }), asset(2, 1, { state: "Resolved", tags: ACCEPTED })];
    const waiver = mark(4, null, ["waiver:FREEZE", "until:2026-12-31", ...R1], day("2026-11-02"));
    const verdicts = [items, [...items, waiver]].map((some) => {
      const [found] = reportOf(some, { policy: frozen }).releases;
      return [found?.gates.promotion.verdict, found?.workloads[0]?.gates.promotion.verdict];
    });
    expect(verdicts).toEqual([
      ["blocked", "blocked"],
      ["ready", "ready"],
    ]);
  });

  it("a gate that is done without its evidence warns, and stays done (G6)", () => {
    const items = [
      feature(1, { tags: R1 }),
      asset(2, 1, { state: "Resolved", tags: STAGED }),
      mark(3, 1, ["gate:change-approved"], null),
    ];
    const { verdict, blockers } = reportOf(items).releases[0]!.gates.staging;
    expect([verdict, blockers.map(({ code, effect }) => [code, effect])]).toEqual([
      "done",
      [["GATE_SKIPPED", "warns"]],
    ]);
  });

  it("one root that assets of two workloads wait for is one blocker of their release (D4)", () => {
    const waits = (source: number): Link => ({ type: "System.LinkTypes.Dependency-Reverse", source, target: 31 });
    const items = [
      feature(1, { tags: R1 }),
      asset(11, 1, { state: "Resolved" }),
      feature(2, { tags: R1 }),
      asset(21, 2, { state: "Resolved" }),
      asset(31, null),
    ];
    const { blockers } = reportOf(items, { snapshot: { links: [waits(11), waits(21)] } }).releases[0]!.gates.staging;
    expect(blockers).toMatchObject([
      { code: "DEP_BEHIND", workItem: { id: 31 }, otherWorkloads: [{ id: 2 }], frees: { assets: 2, workloads: 2 } },
    ]);
  });
});
