import { planEdits } from "../../../../../src/domain/planning/iteration/planEdits";
import type { PlanningEdit } from "../../../../../src/domain/planning/iteration/edits";
import type { Link } from "../../../../../src/domain/snapshot";
import type { WorkItem } from "../../../../../src/domain/workItem";
import { asset, feature, NOW, policy, PROMOTED, snapshot, task } from "../../../../builders/estate";

const waits = (source: number, target: number): Link => ({
  type: "System.LinkTypes.Dependency-Reverse",
  source,
  target,
});

/** What breaks the rule when workload 1 with its asset 2 goes into release B, or as the edits say. */
function faults(
  items: readonly WorkItem[],
  links: readonly Link[],
  edits: Readonly<Record<number, PlanningEdit>> = { 1: { release: "B" } },
): string[] {
  const read = snapshot(
    [feature(1), asset(2, 1), feature(90, { tags: ["release:A"] }), feature(91, { tags: ["release:C"] }), ...items],
    { links },
  );
  const asked = new Map(Object.entries(edits).map(([id, edit]) => [Number(id), edit]));
  return planEdits(read, policy(), asked, null, NOW).admission.map(
    ({ item, provider, reason }) => `#${item.id} #${provider.id} ${reason}`,
  );
}

describe("the framework's admission rule", () => {
  it("lets in what waits for nothing, or for what is promoted", () => {
    expect(faults([], [])).toEqual([]);
    expect(faults([asset(3, null, { state: "Resolved", tags: PROMOTED })], [waits(2, 3)])).toEqual([]);
  });

  it("lets in what waits for the same release, an earlier one, or one that goes in with it", () => {
    const items = [asset(3, null, { tags: ["release:B"] }), asset(4, null, { tags: ["release:A"] }), asset(5, null)];
    const links = [waits(2, 3), waits(2, 4), waits(2, 5)];
    expect(faults(items, links, { 1: { release: "B" }, 5: { release: "B" } })).toEqual([]);
  });

  it("names what is in no release, and what is in a later one", () => {
    const items = [asset(3, null, { tags: ["release:C"] }), asset(4, null, { state: "Resolved" })];
    expect(faults(items, [waits(2, 3), waits(2, 4)])).toEqual([
      "#2 #3 VM 3 is not promoted and in a later release, C.",
      "#2 #4 VM 4 is not promoted and in no release.",
    ]);
  });

  it("asks for proof that what stays behind can be reached (D6)", () => {
    const retained = asset(3, null, { tags: ["strategy:retain"] });
    expect(faults([retained], [waits(2, 3)])).toEqual([
      "#2 #3 VM 3 is out of scope (retain), and no evidence says that it can be reached.",
    ]);
    const proof = task(4, 3, "Connectivity", { tags: ["gate:connectivity"], state: "Closed", closedDate: NOW - 1 });
    expect(faults([retained, proof], [waits(2, 3)])).toEqual([]);
  });

  it("tells what a workload waits for once, of the workload, and looks at all assets of a provider workload (D1)", () => {
    const items = [asset(3, 1), feature(5), asset(6, 5), asset(7, 5, { tags: ["release:B"] })];
    expect(faults(items, [waits(1, 5)])).toEqual(["#1 #5 Workload 5 has 1 asset not promoted and in no release."]);
    expect(faults([...items.slice(0, 2), asset(6, 5, { tags: ["release:C"] })], [waits(2, 5)])).toEqual([
      "#2 #5 Workload 5 is not promoted and in a later release, C.",
    ]);
  });

  it("names what can't be read, is no asset and open, or is a workload without assets (D5)", () => {
    const items = [task(3, 90, "Order lines"), task(4, 90, "Ordered", { state: "Closed" }), feature(5)];
    expect(faults(items, [waits(2, 3), waits(2, 4), waits(2, 5), waits(2, 6)])).toEqual([
      "#2 #3 Order lines is open, and neither an asset nor a workload by the mapping.",
      "#2 #5 Workload 5 is a workload without assets: nothing says when it is moved.",
      "#2 #6 Work item 6 could not be read: nobody knows whether it is moved by then.",
    ]);
  });

  it("asks only of what newly enters a release", () => {
    const items = [asset(3, null), asset(4, null, { tags: ["release:B"] })];
    expect(faults(items, [waits(4, 3), waits(2, 3)], { 2: { effort: 1 }, 4: { effort: 1 } })).toEqual([]);
    expect(faults(items, [waits(4, 3)], { 4: { release: null } })).toEqual([]);
  });
});
