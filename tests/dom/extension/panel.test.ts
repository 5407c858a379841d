import { panelRequestOf } from "../../../src/extension/panel";

describe("what a panel is opened with", () => {
  it("is the work items and what is to be done, and a way to close it", () => {
    const close = jest.fn();
    const request = panelRequestOf({ ids: [3, 5], action: "stage", panel: { close } });
    expect(request.subject).toEqual({ kind: "change", ids: [3, 5], action: "stage" });
    request.close?.();
    expect(close.mock.calls).toEqual([[]]);
  });

  it("may come without a way to close it", () => {
    expect(panelRequestOf({ ids: [3], action: "why" })).toEqual({
      subject: { kind: "change", ids: [3], action: "why" },
      close: null,
    });
  });

  it("may be something to record, which may be about no work item", () => {
    const record = { kind: "decision", release: "R1", report: [] };
    expect(panelRequestOf({ record })).toEqual({ subject: { kind: "record", request: record }, close: null });
  });

  it.each([
    ["nothing", undefined],
    ["no ids", { action: "stage" }],
    ["no id", { ids: [], action: "stage" }],
    ["ids that are none", { ids: [0], action: "stage" }],
    ["an action of another version", { ids: [1], action: "archive" }],
    ["a record that it does not know", { record: { kind: "archive" } }],
    ["a close that is no function", { ids: [1], action: "stage", panel: { close: true } }],
  ])("is refused where it is %s", (_, configuration) => {
    expect(() => panelRequestOf(configuration)).toThrow("opened without work items");
  });
});
