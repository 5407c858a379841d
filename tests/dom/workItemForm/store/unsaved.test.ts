import type { FormFields, FormReading } from "../../../../src/extension/workItemForm";
import {
  fieldsToWatch,
  formEditOf,
  newWorkItem,
  readingOf,
  unsavedNames,
  withChanges,
  withUnsaved,
} from "../../../../src/workItemForm/store/unsaved";
import { asset, day, feature, NOW, policy, snapshot } from "../../../builders/estate";

const ASSET = asset(2, 1, { state: "Active", reason: "Implementation started", rev: 5 });
const PROJECT = snapshot([feature(1, { children: [2] }), feature(3, { children: [] }), ASSET]);

/** A form in which `changed` stands unsaved. */
function form(changed: FormFields, parent: number | null = 1): FormReading {
  return { ...withChanges(readingOf(ASSET), changed), parent };
}

function laidOver(reading: FormReading, around = PROJECT) {
  const found = withUnsaved(around, 2, reading, NOW).workItems.find(({ id }) => id === 2);
  if (found === undefined) throw new Error("The item is gone.");
  return found;
}

describe("what stands unsaved in a form", () => {
  it("is nothing where the form says what was read", () => {
    expect(unsavedNames(readingOf(ASSET), ASSET)).toEqual([]);
    expect(withUnsaved(PROJECT, 2, readingOf(ASSET), NOW)).toBe(PROJECT);
  });

  it("is laid over the work item, at its revision", () => {
    const reading = form({
      "System.Title": "SQL-04",
      "System.Tags": "kind:vm; stage:staged",
      "System.IterationPath": "Contoso\\R1",
      "System.AreaPath": "Contoso\\Platform",
    });
    expect(laidOver(reading)).toEqual({
      ...ASSET,
      title: "SQL-04",
      tags: ["kind:vm", "stage:staged"],
      iterationPath: "Contoso\\R1",
      areaPath: "Contoso\\Platform",
      changedDate: NOW,
    });
    expect(unsavedNames(reading, ASSET)).toEqual(["Title", "Tags", "Iteration", "Area"]);
  });

  it("of a state comes with the form's reason and is as of now; closing sets the date of closing", () => {
    const resolved = form({ "System.State": "Resolved", "System.Reason": "Code complete" });
    expect(laidOver(resolved)).toMatchObject({
      state: "Resolved",
      reason: "Code complete",
      stateChangeDate: NOW,
      closedDate: null,
    });
    expect(unsavedNames(resolved, ASSET)).toEqual(["State"]);
    expect(laidOver(form({ "System.State": "Closed" }))).toMatchObject({ state: "Closed", closedDate: NOW });
  });

  it("of a reason alone is laid over too", () => {
    const reading = form({ "System.Reason": "Cut" });
    expect(laidOver(reading)).toMatchObject({ reason: "Cut", stateChangeDate: ASSET.stateChangeDate });
    expect(unsavedNames(reading, ASSET)).toEqual(["Reason"]);
  });

  it("of a parent moves the child link as well", () => {
    const around = withUnsaved(PROJECT, 2, form({}, 3), NOW).workItems;
    expect(around.map(({ id, parent, children }) => [id, parent, children])).toEqual([
      [1, null, []],
      [3, null, [2]],
      [2, 3, null],
    ]);
    expect(unsavedNames(form({}, 3), ASSET)).toEqual(["Parent"]);
    expect(laidOver(form({}, null)).parent).toBeNull();
  });

  it("is judged by what the form itself had, not by what somebody else saved since", () => {
    const newer = { ...ASSET, state: "Resolved", rev: 6 };
    const around = snapshot([feature(1), newer]);
    expect(laidOver(form({ "System.Title": "SQL-04" }), around)).toMatchObject({ state: "Resolved", title: "SQL-04" });
  });

  it("of tags in another order, or of an empty text for no value, is nothing", () => {
    const item = asset(2, 1, { tags: ["b"] });
    const reading = withChanges(readingOf(item), { "System.Tags": "B; kind:vm", "System.Reason": null });
    expect(unsavedNames(reading, item)).toEqual([]);
  });

  it("of a field that the mapping names is laid over under the mapping's spelling", () => {
    const item = asset(2, 1, { fields: { "custom.wave": "R1" } });
    const reading = withChanges(readingOf(item), { "Custom.Wave": "R2", "Custom.Other": "x" });
    expect(reading.current).not.toHaveProperty("Custom.Other");
    expect(laidOver(reading, snapshot([feature(1), item])).fields).toEqual({ "custom.wave": "R2" });
    expect(unsavedNames(reading, item)).toEqual(["custom.wave"]);
  });

  it("of a type counts as well", () => {
    expect(laidOver(form({ "System.WorkItemType": "Bug" })).type).toBe("Bug");
  });
});

describe("the fields to watch", () => {
  it("are those of every work item and those that the mapping names", () => {
    const byField = policy({ strategy: { kind: "field", field: "Custom.Strategy" } });
    expect(fieldsToWatch(byField)).toEqual(expect.arrayContaining(["System.State", "System.Tags", "Custom.Strategy"]));
    expect(fieldsToWatch(policy())).not.toContain("Custom.Strategy");
  });
});

describe("a new work item", () => {
  it("is what its form says", () => {
    const reading: FormReading = {
      current: {
        "System.WorkItemType": "User Story",
        "System.Title": "SQL-04",
        "System.State": "New",
        "System.Reason": "New",
        "System.Tags": "a; b",
        "System.IterationPath": "Contoso",
        "System.AreaPath": "Contoso",
        "Custom.Wave": "R1",
      },
      saved: {},
      parent: 1,
    };
    const byField = policy({ releases: { ...policy().releases, source: { kind: "field", field: "Custom.Wave" } } });
    expect(newWorkItem({ id: 0, isNew: true, isReadOnly: false }, reading, byField, day("2026-11-23"))).toMatchObject({
      id: 0,
      type: "User Story",
      title: "SQL-04",
      tags: ["a", "b"],
      parent: 1,
      fields: { "Custom.Wave": "R1" },
    });
  });
});

describe("an edit as the form takes it", () => {
  it("has its tags as one text, and its parent only where that changes", () => {
    expect(formEditOf({ state: "Active", tags: ["a", "b"], fields: { "Custom.Wave": null } })).toEqual({
      fields: { "System.State": "Active", "System.Tags": "a; b", "Custom.Wave": null },
    });
    expect(formEditOf({ iterationPath: "Contoso\\R1", parent: null })).toEqual({
      fields: { "System.IterationPath": "Contoso\\R1" },
      parent: null,
    });
  });
});
