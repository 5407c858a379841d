import {
  actionsOf,
  backlogContext,
  groupsOf,
  queryResultsContext,
} from "../../../scripts/local-boards/host/menus/actions";
import type { Contribution } from "../../../scripts/local-boards/host/pageData";

const LIST = "ms.vss-work-web.query-result-work-item-menu";
const ANY = "ms.vss-work-web.work-item-context-menu";
const BACKLOG = "ms.vss-work-web.backlog-item-menu";

function action(id: string, targets: string[], over: Partial<Contribution> = {}): Contribution {
  return {
    id: `pub.ext.${id}`,
    type: "ms.vss-web.action",
    targets,
    name: id,
    description: "",
    url: "http://localhost:1/x.html",
    icon: null,
    order: 1000,
    height: null,
    properties: {},
    ...over,
  };
}

function ids(contributions: Contribution[], menu: "queryResults" | "backlog"): string[] {
  return actionsOf(contributions, menu).map(({ contribution }) => contribution.id);
}

describe("contributed actions", () => {
  it("are those of the menu's targets, each once, by their order", () => {
    const all = [
      action("both", [LIST, ANY, BACKLOG]),
      action("any", [ANY], { order: 1 }),
      action("tree", [BACKLOG]),
      action("hub", [LIST], { type: "ms.vss-web.hub" }),
    ];
    expect(ids(all, "queryResults")).toEqual(["pub.ext.any", "pub.ext.both"]);
    expect(ids(all, "backlog")).toEqual(["pub.ext.both", "pub.ext.tree"]);
  });

  it("are called by their text, else their title, else their name", () => {
    const all = [{ text: "Text", title: "Title" }, { title: "Title" }, {}].map((properties, index) =>
      action(`a${index}`, [LIST], { properties }),
    );
    expect(actionsOf(all, "queryResults").map(({ label, hint }) => [label, hint])).toEqual([
      ["Text", "Title"],
      ["Title", undefined],
      ["a2", undefined],
    ]);
  });

  it("register under what the manifest names, else under their full id", () => {
    const all = [action("a", [LIST], { properties: { registeredObjectId: "thing" } }), action("b", [LIST])];
    expect(actionsOf(all, "queryResults").map(({ objectId }) => objectId)).toEqual(["thing", "pub.ext.b"]);
  });

  it("stand together with those of their group, where the group begins", () => {
    const all = ["x", "y", "x"].map((groupId, index) => action(`a${index}`, [LIST], { properties: { groupId } }));
    const groups = groupsOf(actionsOf(all, "queryResults"));
    expect(groups.map((group) => group.map(({ contribution }) => contribution.name))).toEqual([["a0", "a2"], ["a1"]]);
  });
});

describe("what actions are told", () => {
  it("names all work items of query results, and types that need not follow them", () => {
    const items = [
      { id: 3, type: "Task" },
      { id: 1, type: "Bug" },
      { id: 2, type: "Task" },
    ];
    expect(queryResultsContext(items)).toEqual({
      ids: [3, 1, 2],
      workItemIds: [3, 1, 2],
      workItemId: 3,
      workItemTypeNames: ["Task", "Bug"],
    });
  });

  it("names the work items of a backlog and nothing else", () => {
    expect(backlogContext([2, 1])).toEqual({ workItemIds: [2, 1] });
  });
});
