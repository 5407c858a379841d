import { fieldsOf, onlyFields, withTagChanges } from "../../../../src/boards/inventory/editParts";
import { type Current, differencesOf, isAsWanted } from "../../../../src/boards/itemEdits";

const EDIT = {
  title: "Web 01",
  description: "<p>a</p>",
  state: "Active",
  tags: ["b", "A"],
  iterationPath: "P\\1",
  parent: 3,
  fields: { "Custom.Wave": "2" },
};
const PARENT = { rel: "System.LinkTypes.Hierarchy-Reverse", url: "https://x/_apis/wit/workItems/3" };

function current(fields: Readonly<Record<string, unknown>> = {}, relations = [PARENT]): Current {
  return {
    rev: 2,
    fields: {
      "System.Title": "Web 01",
      "System.Description": "<div>a</div>",
      "System.State": "active",
      "System.Tags": "a; B",
      "System.IterationPath": "p\\1",
      "custom.wave": 2,
      ...fields,
    },
    relations,
  };
}

describe("an edit", () => {
  it("is as wanted where Azure Boards keeps the same in its own letters, order and marks", () => {
    expect(isAsWanted(current(), EDIT)).toBe(true);
  });

  it.each([
    ["System.Title", "WEB 01"],
    ["System.Description", "<p>b</p>"],
    ["System.State", "New"],
    ["System.Tags", "a"],
    ["System.IterationPath", "P\\2"],
  ])("names %s as what differs", (field, value) => {
    expect(differencesOf(current({ [field]: value }), EDIT)).toEqual([field]);
  });

  it("names its parent and further fields as what differs", () => {
    expect(differencesOf(current({ "custom.wave": 3 }, []), EDIT)).toEqual(["Custom.Wave", "Parent"]);
  });

  it("takes escaped signs for the signs", () => {
    const now = current({ "System.Description": "<div>a &amp; b&nbsp;&lt;c&gt;<br></div>" });
    expect(isAsWanted(now, { description: "<p>a &amp; b <i></i>&lt;c&gt;</p>" })).toBe(true);
  });

  it("is cut to some of its fields, and names all of them", () => {
    expect(onlyFields(EDIT, fieldsOf(EDIT))).toEqual(EDIT);
    expect(onlyFields(EDIT, new Set(["Parent", "System.Tags"]))).toEqual({ parent: 3, tags: ["b", "A"] });
    expect(onlyFields(EDIT, new Set())).toEqual({});
  });

  it("adds and takes away its own tags among those that an item has by now", () => {
    const edit = { tags: ["kind:vm", "strategy:rehost"] };
    const before = { tags: ["kind:vm", "strategy:retire"] };
    expect(withTagChanges(edit, before, ["KIND:VM", "strategy:retire", "theirs"])).toEqual({
      edit: { tags: ["KIND:VM", "theirs", "strategy:rehost"] },
      before: { tags: ["KIND:VM", "strategy:retire", "theirs"] },
    });
  });
});
