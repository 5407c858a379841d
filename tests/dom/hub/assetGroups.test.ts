/** @jest-environment node */
import { groupAssets } from "../../../src/hub/assetGroups";
import { asset, feature } from "../../builders/estate";
import { reportOf } from "../../builders/report";

const { unplanned } = reportOf([
  feature(1, { title: "Payroll" }),
  asset(2, 1, { state: "Resolved", iterationPath: "Contoso\\Sprint 2" }),
  asset(3, 1, { state: "On hold", iterationPath: "Contoso\\Sprint 1" }),
  asset(4, 1, { state: "Active", iterationPath: "Contoso\\Sprint 2" }),
  asset(5, 1, { state: "Removed", iterationPath: "Contoso\\Sprint 2" }),
  feature(6, { title: "Archive" }),
  asset(7, 6, { iterationPath: "Contoso\\Sprint 2" }),
]);

function shapeOf(grouping: "workload" | "iteration") {
  const { groups, excluded } = groupAssets(unplanned, grouping);
  return {
    groups: groups.map(({ title, assets }) => [title, assets.map(({ item }) => item.id)]),
    excluded: excluded.map(({ item }) => item.id),
  };
}

describe("the groups of assets", () => {
  it("stand by workload, what is furthest behind first and the unknown before it", () => {
    expect(shapeOf("workload").groups).toEqual([
      ["Archive", [7]],
      ["Payroll", [3, 4, 2]],
    ]);
  });

  it("stand by iteration across workloads", () => {
    expect(shapeOf("iteration").groups).toEqual([
      ["Contoso\\Sprint 1", [3]],
      ["Contoso\\Sprint 2", [7, 4, 2]],
    ]);
  });

  it("stand in the order of their numbers: Sprint 2 before Sprint 10", () => {
    const { unplanned: sprints } = reportOf([
      feature(1),
      asset(2, 1, { iterationPath: "Contoso\\Sprint 10" }),
      asset(3, 1, { iterationPath: "Contoso\\Sprint 2" }),
    ]);
    const titles = groupAssets(sprints, "iteration").groups.map(({ title }) => title);
    expect(titles).toEqual(["Contoso\\Sprint 2", "Contoso\\Sprint 10"]);
  });

  it("keep apart what is not in scope, whatever the grouping", () => {
    expect(shapeOf("workload").excluded).toEqual([5]);
    expect(shapeOf("iteration").excluded).toEqual([5]);
  });
});
