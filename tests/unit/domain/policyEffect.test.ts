import { policyEffect } from "../../../src/domain/policy/effect";
import type { Policy } from "../../../src/domain/policy/policy";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, feature, NOW, policy, snapshot } from "../../builders/estate";

function effect(items: readonly WorkItem[], before: Partial<Policy>, after: Partial<Policy>) {
  return policyEffect(snapshot(items), policy(before), policy(after), NOW);
}

/** A release R1 with one workload: an asset on hold, one that is Replicated. */
const PROJECT = [
  feature(1, { title: "Payroll", tags: ["release:R1"] }),
  asset(2, 1, { state: "On hold" }),
  asset(3, 1, { state: "Resolved" }),
];
const ON_HOLD = { type: "User Story", state: "On hold", stage: "Pending" } as const;
const MAPPED = { stateTable: [...policy().stateTable, ON_HOLD] };

describe("policyEffect", () => {
  it("says that a mapped state moves its assets, and what that does to the release's verdicts", () => {
    const found = effect(PROJECT, {}, MAPPED);
    expect(found.stages).toEqual([
      { from: "Unknown", to: "Pending", assets: [{ id: 2, title: "VM 2", type: "User Story" }] },
    ]);
    expect(found.verdicts).toContainEqual({
      kind: "release",
      name: "R1",
      release: null,
      gate: "staging",
      from: "unknown",
      to: "blocked",
    });
    expect(found.verdicts).toContainEqual({
      kind: "workload",
      name: "Payroll",
      release: "R1",
      gate: "staging",
      from: "unknown",
      to: "blocked",
    });
    expect(found.sentence).toBe(
      "This change moves 1 asset from Unknown to Pending and R1’s staging from unknown to blocked.",
    );
    expect(found.causes).toContainEqual({ code: "STATE_UNMAPPED", before: 3, after: 0 });
  });

  it("says nothing moves where nothing does", () => {
    const found = effect(PROJECT, {}, { labels: { release: "Wave" } });
    expect(found).toMatchObject({ stages: [], verdicts: [], causes: [] });
    expect(found.sentence).toBe("This change moves nothing today: no stage, no verdict, nothing in the way.");
  });

  it("names what comes into and falls out of the scope", () => {
    const found = effect(PROJECT, {}, { assets: { ...policy().assets, when: [{ kind: "title", title: "VM 3" }] } });
    expect(found.stages).toEqual([
      { from: "Unknown", to: null, assets: [{ id: 2, title: "VM 2", type: "User Story" }] },
    ]);
    const back = effect(PROJECT, { assets: { ...policy().assets, when: [{ kind: "title", title: "VM 3" }] } }, {});
    expect(back.stages).toEqual([
      { from: null, to: "Unknown", assets: [{ id: 2, title: "VM 2", type: "User Story" }] },
    ]);
    expect(back.sentence).toContain("1 asset becoming assets, Unknown");
  });

  it("names releases and workloads that appear and drop out", () => {
    const none = { releases: { ...policy().releases, source: { kind: "none" } as const } };
    expect(effect(PROJECT, {}, none).releases).toEqual({ gained: [], lost: ["R1"] });
    expect(effect(PROJECT, none, {}).releases).toEqual({ gained: ["R1"], lost: [] });
    const found = effect(PROJECT, {}, { workloads: { types: ["Epic"], confirmed: [], splits: [] } });
    expect(found.workloads).toEqual({ gained: [], lost: ["Payroll"] });
    expect(found.sentence).toContain("1 workload drops out");
  });

  it("tells of what stands in the way where no verdict changes", () => {
    const two = [
      feature(1, { title: "Payroll", tags: ["release:R1"] }),
      asset(2, 1, { state: "Active" }),
      asset(3, 1, { state: "Active" }),
      { ...feature(4), type: "Issue", parent: 2, tags: ["blocker"] },
    ];
    const found = effect(two, { blockingItems: { types: [], tags: [], links: [] } }, {});
    expect(found).toMatchObject({ stages: [], verdicts: [] });
    expect(found.causes.map(({ code }) => code)).toContain("BLOCKER_OPEN");
    expect(found.sentence).toBe("This change moves no stage and no verdict; what stands in the way changes.");
  });

  it("counts the assets of a workload in two releases once", () => {
    const shared = [feature(1, { tags: ["release:R1", "release:R2"] }), asset(2, 1, { state: "On hold" })];
    expect(effect(shared, {}, MAPPED).stages.map(({ assets }) => assets.length)).toEqual([1]);
  });

  it("does not depend on the order of the input (L2)", () =>
    expect(effect([...PROJECT].reverse(), {}, MAPPED)).toEqual(effect(PROJECT, {}, MAPPED)));
});
