import { selectedIds } from "../../../src/actions/selection";

describe("what is selected", () => {
  it.each([
    ["ids, as query results say it", { ids: [7, 8] }, [7, 8]],
    ["workItemIds, as backlogs say it", { workItemIds: [7, 8] }, [7, 8]],
    ["work items with their ids", { workItems: [{ id: 7 }, { id: 8 }] }, [7, 8]],
    ["one id", { id: 7 }, [7]],
    ["one workItemId, as a form says it", { workItemId: 7 }, [7]],
    ["the selection, also where the row that was clicked is named", { id: 8, ids: [7, 8, 9] }, [7, 8, 9]],
    ["the row that was clicked, where the selection is empty", { id: 8, ids: [], workItemIds: [] }, [8]],
    ["ids that are written as text", { ids: ["7", "8"] }, [7, 8]],
    ["each once, in the order of the selection", { ids: [9, 7, 9, 7] }, [9, 7]],
  ])("is read from %s", (_, context, ids) => {
    expect(selectedIds(context)).toEqual(ids);
  });

  it("leaves out work items that were never saved", () => {
    expect(selectedIds({ ids: [-1, 0, 7] })).toEqual([7]);
    expect(selectedIds({ id: -1 })).toEqual([]);
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a text", "7"],
    ["an empty object", {}],
    ["a list that is none", { ids: 7 }],
    ["ids that are none", { ids: [null, {}, "7a", 1.5, Infinity, true, [7]] }],
    ["work items without ids", { workItems: [{}, null, { id: "x" }] }],
  ])("is nothing where the host hands over %s", (_, context) => {
    expect(selectedIds(context)).toEqual([]);
  });
});
