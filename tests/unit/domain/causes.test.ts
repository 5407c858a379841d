import { byCause } from "../../../src/domain/readiness/causes";
import { blocker } from "../../builders/report";

describe("blockers by cause", () => {
  it("puts what blocks before what is unknown, and warnings last", () => {
    const groups = byCause([
      blocker(1, { code: "NO_TARGET_DATE", effect: "warns" }),
      blocker(2, { code: "STATE_UNMAPPED", effect: "unknown", frees: { assets: 9, workloads: 9 } }),
      blocker(3),
    ]);
    expect(groups.map(({ code }) => code)).toEqual(["NOT_REPLICATED", "STATE_UNMAPPED", "NO_TARGET_DATE"]);
  });

  it("puts what frees most first, among causes and within one", () => {
    const groups = byCause([
      blocker(1, { frees: { assets: 0, workloads: 0 } }),
      blocker(2, { frees: { assets: 1, workloads: 1 } }),
      blocker(3, { code: "BLOCKER_OPEN", frees: { assets: 5, workloads: 0 } }),
    ]);
    expect(groups.map(({ code }) => code)).toEqual(["BLOCKER_OPEN", "NOT_REPLICATED"]);
    expect(groups[1]?.blockers.map(({ workItem }) => workItem?.id)).toEqual([2, 1]);
    expect(groups[1]?.frees).toEqual({ assets: 1, workloads: 1 });
  });

  it("loses no line", () => {
    const lines = Array.from({ length: 50 }, (_, id) => blocker(id, { code: id % 2 === 0 ? "FREEZE" : "OVERDUE" }));
    expect(byCause(lines).reduce((sum, { blockers }) => sum + blockers.length, 0)).toBe(50);
  });
});
