import { assess } from "../../../src/domain/readiness/assess";
import type { InventoryRecord } from "../../../src/domain/snapshot";
import { asset, feature, NOW, policy, snapshot } from "../../builders/estate";

/** What staging says of two workloads that are ready, where the work item #99 of a record can't be read. */
function staging(record: Partial<InventoryRecord>) {
  const read = snapshot(
    [feature(1), asset(2, 1, { state: "Resolved" }), feature(3), asset(4, 3, { state: "Resolved" }), feature(5)],
    {
      records: [{ key: "a", name: "web01", isInScope: true, workload: null, workItem: 99, ...record }],
      losses: [{ kind: "item", id: 99, message: "TF401232" }],
    },
  );
  return assess(read, policy(), NOW).unplanned.map(({ item, gates }) => [item?.id, gates.staging.verdict]);
}

describe("V2: a lost work item that an inventory record names", () => {
  it("counts against the record's workload, and no other", () => {
    expect(staging({ workload: 1 })).toEqual([
      [1, "unknown"],
      [3, "ready"],
    ]);
  });

  it.each([
    ["no workload", null],
    ["a workload that is not there", 77],
    ["what is no workload", 4],
  ])("counts against everything where the record names %s", (_, workload) => {
    expect(staging({ workload }).map(([, verdict]) => verdict)).toEqual(["unknown", "unknown"]);
  });

  it("makes a workload of what has no other asset: the lost one was its", () => {
    expect(staging({ workload: 5 })).toEqual([
      [1, "ready"],
      [3, "ready"],
      [5, "unknown"],
    ]);
  });

  it("counts against everything where the record is out of scope: then nobody names it", () => {
    expect(staging({ workload: 1, isInScope: false }).map(([, verdict]) => verdict)).toEqual(["unknown", "unknown"]);
  });
});
