import { typeNamed } from "../../../scripts/local-boards/host/form/facts";
import { blankWorkItem, type Change, FormModel, NEW_ID } from "../../../scripts/local-boards/host/form/model";
import { BEN, FACTS, formOf, relationTo, story } from "./formFacts";

/** What a model told of since this was called. */
function heard(model: FormModel): Change[] {
  const changes: Change[] = [];
  model.onChange((change) => changes.push(change));
  return changes;
}

function newTask(): FormModel {
  const type = typeNamed(FACTS, "Task");
  if (type === null) throw new Error("Agile has tasks.");
  return new FormModel(FACTS, blankWorkItem(FACTS, type), false);
}

describe("a form just opened", () => {
  it("is neither dirty nor new, and valid", () => {
    const model = formOf();
    expect([model.isDirty, model.isNew, model.isValid]).toEqual([false, false, true]);
    expect([model.id, model.rev]).toEqual([7, 3]);
  });

  it("refuses a type that the project does not have", () => {
    expect(() => formOf(story({ "System.WorkItemType": "Wish" }))).toThrow("no work item type Wish");
  });
});

describe("setting fields", () => {
  it("keeps the saved value beside the unsaved one", () => {
    const model = formOf();
    model.set({ "System.Title": "Payroll" });
    expect([model.value("System.Title"), model.original("System.Title")]).toEqual(["Payroll", "General ledger"]);
    expect(model.isDirty).toBe(true);
  });

  it("is undone by the saved value", () => {
    const model = formOf();
    model.set({ "System.Title": "Payroll" });
    model.set({ "System.Title": "General ledger" });
    expect(model.isDirty).toBe(false);
  });

  it("tells of each change once, and of nothing where nothing changes", () => {
    const model = formOf();
    const changes = heard(model);
    model.set({ "System.Title": "General ledger", "System.Tags": "" });
    model.set({ "System.Title": "Payroll", "System.Tags": "a" });
    expect(changes).toEqual([{ "System.Title": "Payroll", "System.Tags": "a" }]);
  });

  it("answers by name, and leaves fields alone that are unknown or Azure DevOps' own", () => {
    const model = formOf();
    expect(model.set({ "system.title": "Payroll", "System.ChangedDate": "x", "Custom.Wave": 1 })).toEqual({
      "system.title": true,
      "System.ChangedDate": false,
      "Custom.Wave": false,
    });
    expect(model.dirtyFields(true).map(({ referenceName }) => referenceName)).toEqual(["System.Title"]);
  });

  it("is refused by a form that is read-only", () => {
    const model = formOf(story(), true);
    expect(model.set({ "System.Title": "Payroll" })).toEqual({ "System.Title": false });
    expect(model.isDirty).toBe(false);
    expect(() => model.addRelations([relationTo(8)])).toThrow("read-only");
  });
});

describe("the state", () => {
  it("proposes the reason of its transition, as a rule's doing", () => {
    const model = formOf();
    const changes = heard(model);
    model.set({ "System.State": "Active" });
    expect(changes).toEqual([{ "System.State": "Active", "System.Reason": "Implementation started" }]);
    expect(model.dirtyFields(false).map(({ name }) => name)).toEqual(["State"]);
    expect(model.dirtyFields(true).map(({ name }) => name)).toEqual(["State", "Reason"]);
  });

  it("brings the saved reason back with it", () => {
    const model = formOf(story({ "System.State": "Closed", "System.Reason": "Abandoned" }));
    model.set({ "System.State": "Active" });
    expect(model.value("System.Reason")).toBe("Reintroduced in Scope");
    model.set({ "System.State": "Closed" });
    expect(model.value("System.Reason")).toBe("Abandoned");
    expect(model.isDirty).toBe(false);
  });

  it("does not overrule a reason that is given with it, in whatever order", () => {
    const model = formOf(story({ "System.State": "Active", "System.Reason": "Implementation started" }));
    model.set({ "System.Reason": "Abandoned", "System.State": "Closed" });
    expect(model.value("System.Reason")).toBe("Abandoned");
    expect(model.isValid).toBe(true);
  });

  it("must be one of the type's, the reason one of the transition's", () => {
    const model = formOf();
    model.set({ "System.State": "Gone" });
    expect([...model.problems().keys()]).toContain("System.State");
    model.set({ "System.State": "Active", "System.Reason": "Because" });
    expect([...model.problems().keys()]).toEqual(["System.Reason"]);
  });
});

describe("validity", () => {
  it.each([
    ["System.Title", "  ", "Title cannot be empty."],
    ["System.Title", "x".repeat(256), "Title is longer than 255 characters."],
    ["System.AreaPath", "Move\\Nowhere", 'Area Path cannot be "Move\\\\Nowhere".'],
    ["System.AssignedTo", "Nobody", "Assigned To is nobody whom this organisation knows."],
    ["Microsoft.VSTS.Scheduling.StoryPoints", "many", "Story Points must be a number."],
    ["Microsoft.VSTS.Common.Priority", 1.5, "Priority must be a whole number."],
    ["Microsoft.VSTS.Common.Priority", 9, "Priority cannot be 9."],
    ["Microsoft.VSTS.Common.Priority", true, "Priority must be a whole number."],
    ["Microsoft.VSTS.Scheduling.StoryPoints", Infinity, "Story Points must be a number."],
    ["Microsoft.VSTS.Scheduling.StartDate", "soon", "Start Date must be a date."],
    ["Microsoft.VSTS.Scheduling.StartDate", { year: 2026 }, "Start Date must be a date."],
    ["System.Title", { text: "a" }, "Title must be text."],
    ["System.Description", ["a"], "Description must be text."],
    ["System.IterationPath", {}, "Iteration Path must be text."],
    ["System.State", {}, "State must be text."],
    ["System.Tags", ["a", "b"], "Tags must be text."],
    ["System.Tags", Array.from({ length: 101 }, (_, index) => `tag ${index}`).join(";"), "Tags can be 100 at most."],
  ])("%s cannot be %j", (name, value, problem) => {
    const model = formOf();
    expect(model.set({ [name]: value })).toEqual({ [name]: true });
    expect(model.problems().get(name)).toBe(problem);
    expect(model.invalidFields().map(({ referenceName }) => referenceName)).toEqual([name]);
    expect(model.isValid).toBe(false);
  });

  it("ends with an error that somebody else gave, and comes back without it", () => {
    const model = formOf();
    model.setError("Frozen");
    expect([model.isValid, model.error]).toEqual([false, "Frozen"]);
    model.setError(null);
    expect(model.isValid).toBe(true);
  });

  it("does not question what was saved once", () => {
    expect(
      formOf(story({ "System.AssignedTo": { displayName: "Gone", uniqueName: "gone@example.com" } })).isValid,
    ).toBe(true);
  });
});

describe("links", () => {
  it("are the saved ones without the removed and with the added", () => {
    const model = formOf(story({}, [relationTo(1), relationTo(2)]));
    const changes = heard(model);
    model.removeRelations([relationTo(1)]);
    model.addRelations([relationTo(3)]);
    expect(model.relations).toEqual([relationTo(2), relationTo(3)]);
    expect(changes).toEqual([{ "System.RelatedLinkCount": 1 }, { "System.RelatedLinkCount": 2 }]);
  });

  it("that come back are not dirty", () => {
    const model = formOf(story({}, [relationTo(1)]));
    model.removeRelations([relationTo(1)]);
    model.addRelations([relationTo(1)]);
    model.addRelations([relationTo(2)]);
    model.removeRelations([relationTo(2)]);
    expect(model.isDirty).toBe(false);
  });

  it("are the same however their address names the project", () => {
    const model = formOf(story({}, [{ ...relationTo(1), url: "http://host/org/project-id/_apis/wit/workItems/1" }]));
    model.addRelations([relationTo(1)]);
    expect(model.isDirty).toBe(false);
    model.removeRelations([relationTo(1)]);
    expect(model.relations).toEqual([]);
  });

  it("that are not there cannot be removed; nothing is then", () => {
    const model = formOf(story({}, [relationTo(1)]));
    expect(() => model.removeRelations([relationTo(1), relationTo(9)])).toThrow("There is no link");
    expect(model.isDirty).toBe(false);
  });

  it("made elsewhere are taken in, and unsaved ones stay", () => {
    const model = formOf(story({}, [relationTo(1), relationTo(2)]));
    model.addRelations([relationTo(3), relationTo(4)]);
    model.removeRelations([relationTo(1), relationTo(2)]);
    model.adoptRelations([relationTo(2), relationTo(3), relationTo(5)]);
    expect(model.relations).toEqual([relationTo(3), relationTo(5), relationTo(4)]);
  });
});

describe("what is saved", () => {
  it("is what changed, behind a test of the revision", () => {
    const model = formOf(story({ "System.Tags": "a" }));
    model.set({ "System.AssignedTo": "Ben Example <ben@example.com>", "System.Tags": "", "System.State": "Active" });
    expect(model.submission().operations).toEqual([
      { op: "test", path: "/rev", value: 3 },
      { op: "add", path: "/fields/System.State", value: "Active" },
      { op: "add", path: "/fields/System.Reason", value: "Implementation started" },
      { op: "add", path: "/fields/System.AssignedTo", value: BEN.uniqueName },
      { op: "remove", path: "/fields/System.Tags" },
    ]);
  });

  it("is, of a new work item, every field that can be set, without a test", () => {
    const model = newTask();
    expect([model.id, model.isNew, model.isDirty, model.isValid]).toEqual([NEW_ID, true, false, false]);
    model.set({ "System.Title": "Write the runbook" });
    const { operations } = model.submission();
    expect(operations.map(({ op }) => op)).not.toContain("test");
    expect(Object.fromEntries(operations.map(({ path, value }) => [path, value]))).toEqual({
      "/fields/System.Title": "Write the runbook",
      "/fields/System.State": "New",
      "/fields/System.Reason": "New",
      "/fields/System.AreaPath": "Move",
      "/fields/System.IterationPath": "Move",
      "/fields/Microsoft.VSTS.Common.Priority": 2,
    });
  });

  it("leaves unsaved what was changed while it was on its way", () => {
    const model = formOf(story({}, [relationTo(1)]));
    model.set({ "System.Title": "Sent", "System.Tags": "sent" });
    model.addRelations([relationTo(2)]);
    const sent = model.submission();
    model.set({ "System.Title": "Typed meanwhile" });
    model.addRelations([relationTo(3)]);
    const saved = story({ "System.Title": "Sent", "System.Tags": "sent" }, [relationTo(1), relationTo(2)], 4);
    model.accept(saved, sent);
    expect(model.rev).toBe(4);
    expect(model.dirtyFields(true).map(({ name }) => name)).toEqual(["Title"]);
    expect(model.value("System.Title")).toBe("Typed meanwhile");
    expect(model.submission().added).toEqual([relationTo(3)]);
  });
});

describe("refresh and reset", () => {
  it("forget what is unsaved; listeners hear that everything may be another", () => {
    for (const forget of [(model: FormModel) => model.reset(), (model: FormModel) => model.replace(story({}, [], 4))]) {
      const model = formOf();
      model.set({ "System.Title": "Payroll" });
      model.addRelations([relationTo(1)]);
      const changes = heard(model);
      forget(model);
      expect([model.isDirty, model.value("System.Title"), model.relations]).toEqual([false, "General ledger", []]);
      expect(changes).toEqual([null]);
    }
  });
});
