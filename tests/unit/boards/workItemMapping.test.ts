import { readItem, type ItemReading } from "../../../src/boards/workItemMapping";
import type { WorkItem } from "../../../src/domain/workItem";

const NEEDED = {
  "System.WorkItemType": "User Story",
  "System.State": "Active",
  "System.AreaPath": "Contoso",
  "System.IterationPath": "Contoso\\Release 1",
  "System.CreatedDate": "2026-01-05T08:00:00Z",
  "System.ChangedDate": "2026-01-06T08:00:00Z",
};
const CHILD = "System.LinkTypes.Hierarchy-Forward";

const PLAIN: ItemReading = { extraFields: [], withLinks: false, isKept: () => false, isPast: false };

function read(fields: Record<string, unknown>, more: object = {}, reading: Partial<ItemReading> = {}) {
  return readItem({ id: 7, rev: 3, fields: { ...NEEDED, ...fields }, ...more }, { ...PLAIN, ...reading });
}

function item(...args: Parameters<typeof read>): WorkItem {
  const result = read(...args);
  if (!result.ok) throw new Error(`${result.place}: ${result.problem}`);
  return result.item;
}

describe("a work item", () => {
  it("with the fields it must have is whole; what it has not is empty or null", () => {
    expect(item({})).toEqual({
      id: 7,
      rev: 3,
      type: "User Story",
      state: "Active",
      reason: "",
      title: "",
      areaPath: "Contoso",
      iterationPath: "Contoso\\Release 1",
      tags: [],
      parent: null,
      children: null,
      predecessors: null,
      successors: null,
      assignedTo: null,
      createdBy: null,
      closedBy: null,
      effort: null,
      priority: null,
      boardColumn: null,
      createdDate: Date.parse("2026-01-05T08:00:00Z"),
      changedDate: Date.parse("2026-01-06T08:00:00Z"),
      stateChangeDate: null,
      closedDate: null,
      fields: {},
    });
  });

  it.each(Object.keys(NEEDED))("without %s is refused, with the place", (name) => {
    expect(read({ [name]: undefined })).toMatchObject({ ok: false, place: `fields.${name}` });
  });

  it("without fields is refused", () => {
    expect(readItem({ id: 7, rev: 1 }, PLAIN)).toMatchObject({ ok: false });
  });

  it("keeps a title as the text it is", () => {
    expect(item({ "System.Title": "<img src=x onerror=alert(1)>" }).title).toBe("<img src=x onerror=alert(1)>");
  });
});

describe("a date", () => {
  it.each([
    ["2026-01-05T08:00:00Z", 0],
    ["2026-01-05T08:00:00.1Z", 100],
    ["2026-01-05T08:00:00.12Z", 120],
    ["2026-01-05T08:00:00.1234567Z", 123],
  ])("may have any number of fraction digits: %s", (text, ms) => {
    expect(item({ "System.ChangedDate": text }).changedDate).toBe(Date.parse("2026-01-05T08:00:00Z") + ms);
  });

  it("that is none is refused", () => {
    expect(read({ "Microsoft.VSTS.Common.ClosedDate": "soon" })).toMatchObject({
      ok: false,
      place: "fields.Microsoft.VSTS.Common.ClosedDate",
    });
  });
});

describe("a person", () => {
  const kim = {
    displayName: "Kim",
    uniqueName: "kim@contoso.com",
    id: "k",
    imageUrl: "https://x/k",
    descriptor: "aad.k",
  };

  it("may be an object", () => {
    expect(item({ "System.AssignedTo": kim }).assignedTo).toEqual({
      id: "k",
      displayName: "Kim",
      uniqueName: "kim@contoso.com",
      imageUrl: "https://x/k",
    });
  });

  it.each([
    ["Kim <kim@contoso.com>", "Kim", "kim@contoso.com"],
    ["Kim <CONTOSO\\kim>", "Kim", "CONTOSO\\kim"],
    ["Kim", "Kim", "Kim"],
    ["<kim@contoso.com>", "kim@contoso.com", "kim@contoso.com"],
  ])("may be a text: %s", (text, displayName, uniqueName) => {
    expect(item({ "System.AssignedTo": text }).assignedTo).toEqual({
      id: uniqueName,
      displayName,
      uniqueName,
      imageUrl: null,
    });
  });
});

describe("effort", () => {
  const [points, effort, size] = ["StoryPoints", "Effort", "Size"].map(
    (name) => `Microsoft.VSTS.Scheduling.${name}`,
  ) as [string, string, string];

  it.each([
    [{ [points]: 3, [effort]: 5, [size]: 8 }, 3],
    [{ [effort]: 5, [size]: 8 }, 5],
    [{ [size]: 8 }, 8],
    [{ [points]: 0, [effort]: 5 }, 0],
    [{}, null],
    [{ [points]: -5 }, null],
  ])("of %j is %p", (fields, expected) => {
    expect(item(fields).effort).toBe(expected);
  });
});

describe("tags", () => {
  it("are told apart by semicolons, without the blanks around them", () => {
    expect(item({ "System.Tags": "kind:vm; release:one ;  two words;" }).tags).toEqual([
      "kind:vm",
      "release:one",
      "two words",
    ]);
  });
});

describe("children", () => {
  const relations = [
    { rel: CHILD, url: "https://dev.azure.com/c/_apis/wit/workItems/12" },
    { rel: "System.LinkTypes.Hierarchy-Reverse", url: "https://dev.azure.com/c/_apis/wit/workItems/1" },
    { rel: CHILD, url: "https://dev.azure.com/c/p/_apis/wit/workItems/9" },
    { rel: "AttachedFile", url: "https://dev.azure.com/c/_apis/wit/attachments/x" },
  ];

  it("are those of the child links, in order", () => {
    expect(item({}, { relations }, { withLinks: true }).children).toEqual([9, 12]);
  });

  it("are unknown where links were not asked for, and none where they were and there are none", () => {
    expect(item({}).children).toBeNull();
    expect(item({}, {}, { withLinks: true }).children).toEqual([]);
  });

  it("of a link that names no work item are not guessed: the item is refused", () => {
    const broken = [{ rel: CHILD, url: "https://dev.azure.com/c/_apis/wit/workItems/" }];
    expect(read({}, { relations: broken }, { withLinks: true })).toMatchObject({ ok: false, place: "relations" });
  });
});

describe("what an item waits for, and what waits for it", () => {
  const relations = [
    { rel: "System.LinkTypes.Dependency-Forward", url: "https://dev.azure.com/c/_apis/wit/workItems/12" },
    { rel: "System.LinkTypes.Dependency-Reverse", url: "https://dev.azure.com/c/_apis/wit/workItems/4" },
    { rel: "System.LinkTypes.Dependency-Reverse", url: "https://dev.azure.com/c/p/_apis/wit/workItems/3" },
  ];

  it("are those of its predecessor and successor links, where links were asked for", () => {
    expect(item({}, { relations }, { withLinks: true })).toMatchObject({ predecessors: [3, 4], successors: [12] });
    expect(item({}, { relations })).toMatchObject({ predecessors: null, successors: null });
  });
});

describe("links as they are", () => {
  const relations = [
    { rel: "Custom.Serves-Reverse", url: "https://dev.azure.com/c/_apis/wit/workItems/12" },
    { rel: "System.LinkTypes.Related", url: "https://dev.azure.com/c/p/_apis/wit/workItems/4" },
    { rel: "AttachedFile", url: "https://dev.azure.com/c/_apis/wit/attachments/x" },
  ];
  const isKept = (type: string) => type === "Custom.Serves-Reverse";

  it("are those of the types to be kept, from the item, where links were asked for", () => {
    expect(read({}, { relations }, { withLinks: true, isKept })).toMatchObject({
      links: [{ type: "Custom.Serves-Reverse", source: 7, target: 12 }],
    });
    expect(read({}, { relations }, { isKept })).toMatchObject({ links: [] });
  });

  it("of a type to be kept that name no work item are not guessed: the item is refused", () => {
    expect(read({}, { relations }, { withLinks: true, isKept: () => true })).toMatchObject({ place: "relations" });
  });
});

describe("the parent (T1)", () => {
  const relations = [
    { rel: "System.LinkTypes.Hierarchy-Reverse", url: "https://dev.azure.com/c/_apis/wit/workItems/1" },
  ];
  const field = { "System.Parent": 2 };

  it("is what the field says", () => {
    expect(item(field, { relations }, { withLinks: true }).parent).toBe(2);
  });

  it("as of a past time is what the links of then say, where they were asked for", () => {
    expect(item(field, { relations }, { withLinks: true, isPast: true }).parent).toBe(1);
    expect(item(field, {}, { withLinks: true, isPast: true }).parent).toBeNull();
    expect(item(field, { relations }, { isPast: true }).parent).toBe(2);
  });
});

describe("who made an item and who closed it (E3, E4)", () => {
  const kim = { displayName: "Kim", uniqueName: "kim@contoso.com", id: "k" };

  it("are people, from objects and from texts", () => {
    const fields = { "System.CreatedBy": kim, "Microsoft.VSTS.Common.ClosedBy": "Alex <alex@contoso.com>" };
    expect(item(fields)).toMatchObject({
      createdBy: { uniqueName: "kim@contoso.com" },
      closedBy: { uniqueName: "alex@contoso.com" },
    });
  });

  it("are null where Azure Boards does not say", () => {
    expect(item({})).toMatchObject({ createdBy: null, closedBy: null });
  });
});

describe("a field that a policy names", () => {
  const wave = [{ name: "custom.wave", referenceName: "Custom.Wave" }];

  it.each([
    ["two", "two"],
    [2, 2],
    [false, false],
    [undefined, null],
    [{ displayName: "Kim", uniqueName: "kim@contoso.com" }, "kim@contoso.com"],
  ])("is kept under the policy's name: %p as %p", (value, expected) => {
    expect(item({ "Custom.Wave": value }, {}, { extraFields: wave }).fields).toEqual({ "custom.wave": expected });
  });

  it("is nothing that every object inherits: a policy may look for a field of such a name", () => {
    const { fields } = item({ "Custom.Wave": "1" }, {}, { extraFields: wave });
    expect([fields["constructor"], fields["__proto__"], item({}).fields["constructor"]]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("is refused where it is some other object", () => {
    expect(read({ "Custom.Wave": { a: 1 } }, {}, { extraFields: wave })).toMatchObject({ place: "fields.Custom.Wave" });
  });
});
