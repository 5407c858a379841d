import { askBeforeLeaving } from "../../../../src/hub/planning/draft/leaving";
import { asset, feature, snapshot } from "../../../builders/estate";
import { draftWorld } from "./draftWorld";

/** A draft on a page, and whether the browser would ask before the page is left. */
function page() {
  const world = draftWorld(snapshot([feature(1, { tags: ["release:A"] }), asset(2, 1, { effort: 3 })]));
  const target = new EventTarget();
  askBeforeLeaving(world.draft, target);
  return { ...world, asks: () => !target.dispatchEvent(new Event("beforeunload", { cancelable: true })) };
}

it("lets go of a page without a plan", () => {
  expect(page().asks()).toBe(false);
});

it("asks before a page is left with an edit that is not written, until it is discarded", () => {
  const { draft, asks } = page();
  draft.edit([2], { effort: 8 });
  expect(asks()).toBe(true);
  draft.clear();
  expect(asks()).toBe(false);
});

it("asks before a page is left with a commitment that is not written", () => {
  const { draft, asks } = page();
  draft.commit({ iterationPath: "Contoso\\Sprint 1", team: "Movers", items: [2] });
  expect(asks()).toBe(true);
});

it("asks in the middle of taking back, and lets go when it is over", async () => {
  const { draft, asks } = page();
  draft.edit([2], { effort: 8 });
  draft.review();
  await draft.write();
  expect(asks()).toBe(false);
  const undone = draft.undo();
  expect(asks()).toBe(true);
  await undone;
  expect(asks()).toBe(false);
});
