/** @jest-environment node */
import type { Loss } from "../../../src/domain/snapshot";
import { lossText, lostItems } from "../../../src/hub/losses";

const ITEM: Loss = { kind: "item", id: 7, message: "hidden" };
const BATCH: Loss = { kind: "batch", ids: [1, 2, 3], message: "500" };
const QUERY: Loss = { kind: "query", message: "500" };

describe("what could not be read", () => {
  it.each<[string, readonly Loss[]]>([
    ["1 item could not be read", [ITEM]],
    ["4 items could not be read", [ITEM, BATCH]],
    ["part of the project could not be read", [ITEM, QUERY]],
  ])("reads %j", (text, losses) => {
    expect(lossText(losses)).toBe(text);
  });

  it("counts the work items that are known to be missing", () => {
    expect(lostItems([ITEM, BATCH, QUERY])).toBe(4);
  });
});
