import { changeTitle, fieldChangesOf } from "../../../src/domain/change/describe";
import type { Change, ItemEdit } from "../../../src/domain/change/change";
import { stageChoices } from "../../../src/domain/change/stageChoices";
import type { WorkItem } from "../../../src/domain/workItem";
import { frameworkPolicy, policy, presetPolicy, workItem } from "../../builders/estate";

describe("fieldChangesOf", () => {
  const changes = (item: Partial<WorkItem>, edit: ItemEdit) =>
    fieldChangesOf({ item: workItem(1, item), edit }).map(({ name, before, after }) => [name, before, after]);

  it("names each field with the value before and after, the state first", () => {
    expect(
      changes(
        { state: "New", parent: 4, fields: { "Custom.Stage": null } },
        {
          state: "Active",
          tags: ["a"],
          iterationPath: "Contoso\\R1",
          parent: null,
          fields: { "Custom.Stage": "Staged" },
        },
      ),
    ).toEqual([
      ["State", "New", "Active"],
      ["Tags", "", "+ a"],
      ["Iteration", "Contoso", "Contoso\\R1"],
      ["Parent", "#4", ""],
      ["Custom.Stage", "", "Staged"],
    ]);
  });

  it("names only the tags that come and go, whatever their spelling and order", () => {
    expect(changes({ tags: ["a", "B", "c"] }, { tags: ["C", "b", "d", "e"] })).toEqual([["Tags", "− a", "+ d, + e"]]);
  });

  it("names an effort of 0, and one that is cleared", () => {
    expect(changes({ effort: 0, priority: 2 }, { effort: null, priority: 1 })).toEqual([
      ["Effort", "0", ""],
      ["Priority", "2", "1"],
    ]);
  });

  it("leaves out what stays as it is", () => {
    expect(changes({ state: "New", tags: ["a"], parent: 2 }, { state: "New", tags: ["A"], parent: 2 })).toEqual([]);
  });
});

describe("changeTitle", () => {
  it.each<[Change, string]>([
    [{ kind: "stage", stage: "InTest" }, "Move to In test"],
    [{ kind: "asset", isAsset: true }, "Make an asset"],
    [{ kind: "asset", isAsset: false }, "Take out of the assets"],
    [{ kind: "assetKind", word: "vm" }, "Set the kind to vm"],
    [{ kind: "assetKind", word: null }, "Clear the kind"],
    [{ kind: "strategy", word: "rehost" }, "Set the strategy to rehost"],
    [{ kind: "strategy", word: null }, "Clear the strategy"],
    [{ kind: "release", release: "Contoso\\R4" }, "Add to release R4"],
    [{ kind: "release", release: null }, "Take out of its release"],
    [{ kind: "iteration", path: "Contoso\\R4\\Sprint 12" }, "Assign to iteration Sprint 12"],
    [{ kind: "workload", workload: { id: 1, title: "Payroll", type: "Feature" } }, "Put into workload Payroll"],
    [{ kind: "workload", workload: null }, "Take out of its workload"],
  ])("%j", (change, title) => expect(changeTitle(change)).toBe(title));
});

describe("stageChoices: how each rung is recorded", () => {
  const hows = (mapping = policy()) => Object.fromEntries(stageChoices(mapping).map(({ stage, how }) => [stage, how]));
  const recordable = (mapping = policy()) =>
    stageChoices(mapping).flatMap((choice) => (choice.recordable ? [choice.stage] : []));

  it("by states and tags", () => {
    expect(hows()).toEqual({
      Pending: "state New",
      Assessed: "the mapping has no way to record Assessed",
      Replicating: "state Active",
      Replicated: "state Resolved or Closed",
      Staged: "tag stage:staged",
      InTest: "the mapping has no way to record In test",
      Accepted: "tag stage:accepted",
      Promoted: "tag stage:promoted",
    });
    expect(recordable()).toEqual(["Pending", "Replicating", "Replicated", "Staged", "Accepted", "Promoted"]);
    expect(recordable(presetPolicy("scrum"))).toContain("Assessed");
  });

  it("by tasks and phases", () => {
    expect(hows(frameworkPolicy())).toMatchObject({
      Replicating: "child task Migrate started",
      Replicated: "child task Migrate finished",
      Accepted: "Manual test with power users of the workload finished",
    });
    expect(recordable(frameworkPolicy())).toHaveLength(8);
  });

  it("names the type of a state where the mapping has several types of assets", () => {
    const { stateTable, assets } = policy();
    const mapping = policy({
      assets: { ...assets, types: ["User Story", "Issue"] },
      stateTable: [...stateTable, { type: "issue", state: "Done", stage: "Replicated" }],
    });
    expect(hows(mapping).Replicated).toBe("state Resolved (User Story) or Closed (User Story) or Done (issue)");
  });

  it("leaves out rows of types that no asset has", () => {
    const stateTable = [{ type: "Bug", state: "Done", stage: "Replicated" as const }];
    expect(recordable(policy({ stateTable, signals: [] }))).toEqual([]);
  });

  it("offers no rung that can only be read", () => {
    const mapping = policy({
      stateTable: [],
      signals: [
        { kind: "boardColumn", stage: "Replicated", columns: ["Copied"] },
        { kind: "tag", stage: "Staged", tag: "stage:*" },
        { kind: "field", stage: "Accepted", field: "Custom.Stage", values: ["acc*"] },
        { kind: "tag", stage: "Promoted", tag: "live*" },
        { kind: "field", stage: "Promoted", field: "Custom.Stage", values: ["live"] },
      ],
    });
    expect(hows(mapping)).toMatchObject({
      Replicated: "read from the board column Copied: move the card on the board",
      Staged: "read from any tag like stage:*, of which none can be chosen here",
      Accepted: "read from any Custom.Stage like acc*, of which none can be chosen here",
      Promoted: "Custom.Stage live",
    });
    expect(recordable(mapping)).toEqual(["Promoted"]);
  });
});
