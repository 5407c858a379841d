/** @jest-environment node */
import { pastDayOf } from "../../../../src/hub/store/past";
import { FIRST_INVENTORY } from "../../../../src/hub/store/inventoryView";
import { FIRST_LEDGER } from "../../../../src/hub/store/ledgerView";
import { FIRST_VIEW, hashOf, type View, viewOf } from "../../../../src/hub/store/view";

function view(changes: Partial<View>): View {
  return { ...FIRST_VIEW, ...changes };
}

describe("the address of a view", () => {
  it("is empty for the first view", () => {
    expect(hashOf(FIRST_VIEW)).toBe("");
    expect(viewOf("")).toEqual(FIRST_VIEW);
  });

  it.each<[string, View]>([
    [
      "a release with blanks, slashes and signs",
      view({ subject: { kind: "release", release: "Wave 1 & 2\\+50 % #a=b" } }),
    ],
    ["an unplanned workload", view({ subject: { kind: "workload", release: null, workload: 17 } })],
    ["a workload in a release", view({ subject: { kind: "workload", release: "R1", workload: 17 } })],
    ["the assets without a workload", view({ subject: { kind: "workload", release: "R1", workload: "none" } })],
    ["the mapping", view({ subject: { kind: "mapping" } })],
    [
      "tab, gate and grouping",
      view({ subject: { kind: "release", release: "R1" }, tab: "assets", gate: "uat", grouping: "iteration" }),
    ],
    ["a filter", view({ filter: { text: "sql + <b>", area: "Contoso\\Platform" } })],
    ["what was opened and closed", view({ open: ["R1", "R2 + more"], closed: ["R3"] })],
    ["a day that is over, and one to compare it with", view({ asOf: "2026-11-03", since: "2026-10-20" })],
    ["what changed", view({ tab: "changes" })],
    [
      "a ledger that is grouped and filtered",
      view({
        ledger: { ...FIRST_LEDGER, by: "owner", owner: "7f-1", workload: "none", iteration: "Contoso\\R1 + more" },
      }),
    ],
    ["what a line of the ledger holds back", view({ ledger: { ...FIRST_LEDGER, list: "DEP_BEHIND:17" } })],
    ["the dependencies around a work item", view({ tab: "dependencies", ledger: { ...FIRST_LEDGER, around: 17 } })],
    ["what could not be read", view({ part: "unread" })],
    ["the inventory", view({ subject: { kind: "inventory", page: "assets", run: null } })],
    ["the templates of workloads", view({ subject: { kind: "inventory", page: "workloads", run: null } })],
    ["a run of the inventory", view({ subject: { kind: "inventory", page: "runs", run: "20261123-ab1c" } })],
    [
      "an inventory that is filtered and sorted",
      view({
        subject: { kind: "inventory", page: "assets", run: null },
        filter: { text: "sql", area: "" },
        inventory: {
          ...FIRST_INVENTORY,
          list: "unmapped",
          kind: "file share",
          workload: "17",
          release: "Wave 1 & 2",
          format: "rvtools",
          lacks: "cores",
          sort: "memory",
          isDescending: true,
        },
      }),
    ],
    [
      "the details of a record",
      view({
        subject: { kind: "inventory", page: "assets", run: null },
        inventory: { ...FIRST_INVENTORY, row: "rvtools:a=b&c #1 + 2" },
      }),
    ],
  ])("opens %s again", (_what, original) => {
    expect(viewOf(hashOf(original))).toEqual(original);
  });

  it("leaves at its default what it does not understand", () => {
    expect(viewOf("release=R1&tab=weather&gate=launch&group=owner&future=1")).toEqual(
      view({ subject: { kind: "release", release: "R1" } }),
    );
    expect(viewOf("workload=abc")).toEqual(FIRST_VIEW);
    expect(viewOf("by=colour&around=-3")).toEqual(FIRST_VIEW);
    expect(viewOf("asOf=yesterday&since=2026-02-30")).toEqual(FIRST_VIEW);
    expect(viewOf("view=inventory&page=colours&show=odd&sort=-weight")).toEqual(
      view({ subject: { kind: "inventory", page: "assets", run: null } }),
    );
  });
});

describe("a plan", () => {
  const subject = {
    kind: "planning",
    page: "plan",
    team: "Apps",
    iteration: "Contoso\\Sprint 2",
    release: null,
  } as const;

  it("tells its iteration once, and filters no blockers by it", () => {
    const hash = hashOf({ ...FIRST_VIEW, subject });
    expect(hashOf(viewOf(hash))).toBe(hash);
    expect(viewOf(hash)).toEqual({ ...FIRST_VIEW, subject });
  });

  it("is of now, whatever day is looked at elsewhere", () => {
    const view = { ...FIRST_VIEW, asOf: "2026-10-01" };
    expect(pastDayOf(view, "2026-11-23")).toBe("2026-10-01");
    expect(pastDayOf({ ...view, subject }, "2026-11-23")).toBeNull();
  });
});
