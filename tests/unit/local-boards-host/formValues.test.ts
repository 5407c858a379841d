import { workItemOf } from "../../../scripts/local-boards/host/form/address";
import { sizeField } from "../../../scripts/local-boards/host/form/facts";
import { relationOperations } from "../../../scripts/local-boards/host/form/relations";
import { heldValue, sameValue, sentValue, serviceValue } from "../../../scripts/local-boards/host/form/values";
import { systemProcess } from "../../../scripts/local-boards/process/process";
import { ANA, BEN, FACTS, field, relationTo } from "./formFacts";

const held = (name: string, value: unknown): unknown => heldValue(field(name), value, FACTS);

describe("a value that somebody gives", () => {
  it.each([
    ["System.AssignedTo", "Ben Example <ben@example.com>", BEN],
    ["System.AssignedTo", "BEN@example.com", BEN],
    ["System.AssignedTo", "Ben Example", BEN],
    ["System.AssignedTo", { displayName: "whoever", uniqueName: "ana@example.com" }, ANA],
    ["System.AssignedTo", "Nobody", "Nobody"],
    ["System.IterationPath", "\\move\\SPRINT 1", "Move\\Sprint 1"],
    ["System.Tags", " b ;a, B", "b; a"],
    ["System.Title", "  text ", "text"],
    ["System.Title", "   ", null],
    ["Microsoft.VSTS.Scheduling.StoryPoints", "2.5", 2.5],
    ["Microsoft.VSTS.Scheduling.StoryPoints", " ", " "],
    ["Microsoft.VSTS.Scheduling.StartDate", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["System.Description", "", null],
    ["System.BoardColumnDone", "TRUE", true],
    ["System.BoardColumnDone", 0, false],
    ["System.BoardColumnDone", "perhaps", "perhaps"],
    ["Microsoft.VSTS.Scheduling.StoryPoints", "1e999", "1e999"],
    ["Microsoft.VSTS.Scheduling.StoryPoints", true, true],
    ["Microsoft.VSTS.Scheduling.StoryPoints", [3], [3]],
    ["System.Title", { text: "a" }, { text: "a" }],
    ["System.Tags", ["a", "b"], ["a", "b"]],
  ])("%s: %j is held as %j", (name, value, expected) => {
    expect(held(name, value)).toEqual(expected);
  });
});

describe("two values", () => {
  it("are the same when they name the same person, or are equal", () => {
    expect(sameValue(BEN, { displayName: "B. E.", uniqueName: "Ben@Example.com" })).toBe(true);
    expect(sameValue(BEN, ANA)).toBe(false);
    expect(sameValue(null, undefined)).toBe(true);
    expect(sameValue("1", 1)).toBe(false);
  });
});

describe("a held value", () => {
  it("goes to the service as REST takes it, and to extensions as the form service gives it", () => {
    expect(sentValue(BEN)).toBe("ben@example.com");
    expect(sentValue("text")).toBe("text");
    expect(serviceValue(field("System.AssignedTo"), BEN)).toBe("Ben Example <ben@example.com>");
    expect(serviceValue(field("System.ChangedDate"), "2026-01-05T08:00:00Z")).toEqual(new Date("2026-01-05T08:00:00Z"));
    expect(serviceValue(field("System.Title"), null)).toBeUndefined();
  });
});

describe("operations on links", () => {
  it("remove from the highest index of the array as it is now, and leave out what is gone", () => {
    const now = [relationTo(5), relationTo(1), relationTo(3)];
    expect(relationOperations(now, [], [relationTo(3), relationTo(4), relationTo(5)])).toEqual([
      { op: "remove", path: "/relations/2" },
      { op: "remove", path: "/relations/0" },
    ]);
  });

  it("add with the comment and nothing else of the attributes", () => {
    const added = { ...relationTo(1), attributes: { comment: "see there", isLocked: false } };
    expect(relationOperations([], [added, relationTo(2)], [])).toEqual([
      {
        op: "add",
        path: "/relations/-",
        value: { rel: added.rel, url: added.url, attributes: { comment: "see there" } },
      },
      { op: "add", path: "/relations/-", value: { rel: added.rel, url: relationTo(2).url } },
    ]);
  });
});

describe("addresses", () => {
  const ORGANIZATION = "http://localhost:8080/local";

  it.each([
    [`${ORGANIZATION}/Any%20project/_workitems/edit/12`, { id: 12, tab: null }],
    [`${ORGANIZATION}/P/_workitems/edit/12/?tab=a.b.c`, { id: 12, tab: "a.b.c" }],
    [`${ORGANIZATION}/P/_workitems`, null],
    [`${ORGANIZATION}/P/_workitems/edit/x`, null],
    ["http://localhost:8080/other/P/_workitems/edit/12", null],
    ["http://elsewhere/local/P/_workitems/edit/12", null],
    ["mailto:somebody@example.com", null],
  ])("%s", (href, expected) => {
    expect(workItemOf(href, ORGANIZATION)).toEqual(expected);
  });
});

describe("the size of a work item", () => {
  it.each([
    ["Agile", "User Story", "Microsoft.VSTS.Scheduling.StoryPoints"],
    ["Agile", "Bug", "Microsoft.VSTS.Scheduling.StoryPoints"],
    ["Agile", "Epic", "Microsoft.VSTS.Scheduling.Effort"],
    ["Agile", "Issue", null],
    ["Scrum", "Product Backlog Item", "Microsoft.VSTS.Scheduling.Effort"],
    ["CMMI", "Requirement", "Microsoft.VSTS.Scheduling.Size"],
    ["Basic", "Task", "Microsoft.VSTS.Scheduling.RemainingWork"],
  ] as const)("in %s, of type %s, is in %s", (name, wanted, expected) => {
    const process = systemProcess(name);
    const type = process.types.find((one) => one.name === wanted);
    if (type === undefined) throw new Error(`${name} has no ${wanted}.`);
    expect(sizeField({ ...FACTS, effortField: process.effortField }, type)).toBe(expected);
  });
});
