import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { runAction } from "../../../src/actions/actions";
import type { ActionTools } from "../../../src/extension/actions";

const MANIFEST = v.object({ contributions: v.array(v.object({ id: v.string(), type: v.string() })) });
const { contributions } = v.parse(
  MANIFEST,
  JSON.parse(readFileSync(join(__dirname, "..", "..", "..", "vss-extension.json"), "utf8")),
);

function page(): ActionTools & { openPanel: jest.Mock; openMessage: jest.Mock } {
  return { openPanel: jest.fn(), openMessage: jest.fn() };
}

describe("an entry of a menu", () => {
  it.each([
    ["add-to-release-action", "release"],
    ["assign-to-iteration-action", "iteration"],
    ["move-to-stage-action", "stage"],
    ["why-blocked-action", "why"],
  ])("%s opens the panel for %s with what is selected", (contribution, action) => {
    const tools = page();
    runAction(contribution, { ids: [3, 5] }, tools);
    expect(tools.openPanel.mock.calls).toEqual([[[3, 5], action]]);
    expect(tools.openMessage).not.toHaveBeenCalled();
  });

  it("says so where nothing is selected", () => {
    const tools = page();
    runAction("move-to-stage-action", { ids: [] }, tools);
    expect(tools.openMessage.mock.calls).toEqual([
      ["Move to stage", "No saved work item is selected. Select one or more, and choose this again."],
    ]);
    expect(tools.openPanel).not.toHaveBeenCalled();
  });

  it("is known for each action of the manifest", () => {
    const actions = contributions.filter(({ type }) => type === "ms.vss-web.action").map(({ id }) => id);
    expect(actions).not.toEqual([]);
    for (const id of actions) {
      const tools = page();
      runAction(id, { id: 1 }, tools);
      expect(tools.openPanel).toHaveBeenCalledTimes(1);
    }
  });

  it("fails where this page does not know it", () => {
    expect(() => {
      runAction("other-action", { id: 1 }, page());
    }).toThrow("no menu entry other-action");
  });
});
