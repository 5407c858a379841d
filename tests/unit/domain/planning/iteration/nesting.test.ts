import { nestingFaults } from "../../../../../src/domain/planning/iteration/nesting";
import { withEdits } from "../../../../../src/domain/planning/iteration/planEdits";
import type { Policy } from "../../../../../src/domain/policy/policy";
import type { WorkItem } from "../../../../../src/domain/workItem";
import { asset, feature, NOW, policy, snapshot } from "../../../../builders/estate";
import { iterationTree, SPRINT_1, SPRINT_2, SPRINT_3, withReleasesAsIterations } from "../../../../builders/planning";

function faults(items: readonly WorkItem[], mapping: Policy = policy(), iterations = iterationTree()): string[] {
  const read = snapshot(items, { iterations });
  return nestingFaults(read, read, mapping, NOW).map(({ code, item, sentence }) => `${code} #${item.id} ${sentence}`);
}

const inA = { tags: ["release:A"] };
const due = (targetDate: string) => {
  const { releases } = policy();
  return policy({ releases: { ...releases, settings: [{ key: "A", targetDate }] } });
};

describe("iteration ⊂ release ⊂ migration backlog (§1)", () => {
  it("holds for assets of a release in an iteration that ends by its target date, and for assets that are not planned yet", () => {
    const items = [asset(2, null, { ...inA, iterationPath: SPRINT_3 }), asset(3, null, inA), asset(4, null)];
    expect(faults(items, due("2026-12-13"))).toEqual([]);
  });

  it("is broken by an asset in an iteration and in no release", () => {
    expect(faults([asset(2, null, { iterationPath: SPRINT_2 })])).toEqual([
      "ITERATION_OUTSIDE_RELEASES #2 It is planned for Sprint 2 and is in no release.",
    ]);
  });

  it("is broken by an iteration that ends after the target date (§9)", () => {
    expect(faults([asset(2, null, { ...inA, iterationPath: SPRINT_3 })], due("2026-12-12"))).toEqual([
      "ITERATION_AFTER_RELEASE #2 Sprint 3 ends on 2026-12-13, after the target date of A, 2026-12-12.",
    ]);
  });

  it("is broken by an asset in several releases", () => {
    expect(faults([asset(2, null, { tags: ["release:B", "release:A"] })])).toEqual([
      "SEVERAL_RELEASES #2 It is in several: A, B; the first one counts.",
    ]);
  });

  it("is broken by an iteration below a node that is named like another release (§9)", () => {
    const tree = iterationTree("Contoso\\A", "Contoso\\B");
    const items = [
      asset(2, null, { ...inA, iterationPath: "Contoso\\B\\Sprint 3" }),
      asset(3, null, { ...inA, iterationPath: "Contoso\\A\\Sprint 3" }),
      asset(4, null, { tags: ["release:B"] }),
    ];
    expect(faults(items, policy(), tree)).toEqual([
      "ITERATION_OF_OTHER_RELEASE #2 Its iteration Sprint 3 belongs to B, and it is in A.",
    ]);
  });

  it("is broken by an asset outside the release of its workload, unless the split is recorded (M3)", () => {
    const items = [feature(1, inA), asset(2, 1, { tags: ["release:B"] }), asset(3, 1)];
    const sentence = "Its workload Workload 1 (#1) is in A, and VM 2 is in B.";
    expect(faults(items)).toEqual([`OUTSIDE_RELEASE_OF_WORKLOAD #2 ${sentence}`]);
    const splits = [{ workload: 1, releases: ["A", "B"] }];
    expect(faults(items, policy({ workloads: { ...policy().workloads, splits } }))).toEqual([]);
  });

  it("is broken by an asset in no release while others of its workload are in one", () => {
    expect(faults([feature(1), asset(2, 1), asset(3, 1, { tags: ["release:B"] }), asset(4, 1, inA)])).toEqual([
      "OUTSIDE_RELEASE_OF_WORKLOAD #2 Its workload Workload 1 (#1) is in A, and VM 2 is in no release.",
      "OUTSIDE_RELEASE_OF_WORKLOAD #3 Its workload Workload 1 (#1) is in A, and VM 3 is in B.",
    ]);
  });

  it("is broken where the iteration's own release is not that of the workload, if releases are iterations", () => {
    const items = [
      feature(1, { iterationPath: "Contoso\\Wave 1" }),
      asset(2, 1, { iterationPath: "Contoso\\Wave 2\\Sprint 3" }),
    ];
    expect(faults(items, withReleasesAsIterations(), iterationTree("Contoso\\Wave 1", "Contoso\\Wave 2"))).toEqual([
      "OUTSIDE_RELEASE_OF_WORKLOAD #2 Its workload Workload 1 (#1) is in Wave 1, and VM 2 is in Wave 2.",
    ]);
  });

  it("is broken by what is out of scope in an iteration that runs or comes, not in one that is over", () => {
    const retired = { tags: ["strategy:retire"] };
    expect(
      faults([
        asset(2, null, { ...retired, iterationPath: SPRINT_2 }),
        asset(3, null, { ...retired, iterationPath: SPRINT_1 }),
      ]),
    ).toEqual(["OUT_OF_SCOPE_IN_ITERATION #2 It is planned for Sprint 2 and out of scope: retire."]);
  });

  it("is not asked of what is done", () => {
    expect(faults([asset(2, null, { state: "Resolved", iterationPath: SPRINT_1 })])).toEqual([]);
  });

  it("is looked at as a draft plans it, with releases that only the draft names", () => {
    const read = snapshot([asset(2, null, { iterationPath: SPRINT_2 }), feature(1, inA), asset(3, 1)], {
      iterations: iterationTree(),
    });
    const edits = new Map([
      [2, { release: "New" }],
      [3, { release: "Other" }],
    ]);
    const planned = withEdits(read, policy(), edits, NOW);
    expect(nestingFaults(read, planned, policy(), NOW).map(({ code, sentence }) => `${code} ${sentence}`)).toEqual([
      "OUTSIDE_RELEASE_OF_WORKLOAD Its workload Workload 1 (#1) is in A, and VM 3 is in Other.",
    ]);
  });

  it("says of each what to do, in the team's own word for a release", () => {
    const mapping = policy({ labels: { release: "Wave" } });
    const read = snapshot([asset(2, null, { iterationPath: SPRINT_2 })], { iterations: iterationTree() });
    expect(nestingFaults(read, read, mapping, NOW).map(({ fix }) => fix)).toEqual([
      "Put it into a wave, or take it out of the iteration.",
    ]);
  });
});
