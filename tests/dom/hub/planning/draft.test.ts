import type { DraftState, PlanningDraft } from "../../../../src/hub/planning/draft/state";
import type { Snapshot } from "../../../../src/domain/snapshot";
import { asset, day, feature, snapshot } from "../../../builders/estate";
import { draftWorld } from "./draftWorld";

const SPRINT_1 = "Contoso\\Sprint 1";
const SPRINT_2 = "Contoso\\Sprint 2";
const SPRINT_3 = "Contoso\\Sprint 3";

function estate(): Snapshot {
  const iterations = [SPRINT_1, SPRINT_2, SPRINT_3].map((path, index) => ({
    path,
    name: path.split("\\")[1] ?? "",
    level: 1,
    startDate: day(`2026-1${index}-01`),
    finishDate: day(`2026-1${index}-14`),
  }));
  const all = snapshot([
    feature(1, { tags: ["release:A"] }),
    asset(2, 1, { iterationPath: SPRINT_1, effort: 3, priority: 2 }),
    asset(3, 1, { iterationPath: SPRINT_1, effort: 5 }),
    asset(4, 1, { iterationPath: SPRINT_2 }),
  ]);
  return { ...all, iterations: [...all.iterations, ...iterations] };
}

function inPlan(draft: PlanningDraft, id: number) {
  return draft.get().planned.workItems.find((item) => item.id === id);
}

function stepOf<K extends DraftState["step"]["kind"]>(draft: PlanningDraft, kind: K) {
  const { step } = draft.get();
  if (step.kind !== kind) throw new Error(`The draft is at ${step.kind}.`);
  return step as DraftState["step"] & { readonly kind: K };
}

/** Resolves when `open` is called. */
function gate(): { readonly hold: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const hold = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { hold, open };
}

describe("what is planned", () => {
  it("is the snapshot itself while there are no edits", () => {
    const { draft, hub } = draftWorld(estate());
    const { data } = hub.get();
    expect(draft.get().planned).toBe(data.kind === "ready" ? data.snapshot : null);
    expect(draft.get().edits.size).toBe(0);
  });

  it("shows edits as they would be read, and gathers those of one asset", () => {
    const { draft } = draftWorld(estate());
    draft.edit([2, 3], { iterationPath: SPRINT_2 });
    draft.edit([2], { effort: 8 });
    expect(inPlan(draft, 2)).toMatchObject({ iterationPath: SPRINT_2, effort: 8, priority: 2 });
    expect(inPlan(draft, 3)).toMatchObject({ iterationPath: SPRINT_2, effort: 5 });
    expect(draft.get().edits).toEqual(
      new Map([
        [2, { iterationPath: SPRINT_2, effort: 8 }],
        [3, { iterationPath: SPRINT_2 }],
      ]),
    );
  });

  it("has no edit that equals what is there, place by place", () => {
    const { draft } = draftWorld(estate());
    draft.edit([2], { iterationPath: SPRINT_1, effort: 3 });
    expect(draft.get().edits.size).toBe(0);
    expect(draft.get().canTakeBack).toBe(false);
    draft.edit([2], { effort: 4, priority: 1 });
    draft.edit([2], { effort: 3 });
    expect(draft.get().edits).toEqual(new Map([[2, { priority: 1 }]]));
    draft.edit([4], { effort: 0 });
    expect(draft.get().edits.get(4)).toEqual({ effort: 0 });
  });

  it("knows a release by its name however it is spelled, and an asset that claims none", () => {
    const { draft } = draftWorld(estate());
    draft.edit([1], { release: "a" });
    draft.edit([2], { release: null });
    expect(draft.get().edits.size).toBe(0);
    draft.edit([1], { release: "B" });
    expect(draft.get().edits.get(1)).toEqual({ release: "B" });
  });

  it("is taken back edit by edit, a bulk edit at once, and a discarded draft too", () => {
    const { draft } = draftWorld(estate());
    draft.edit([2, 3], { priority: 1 });
    draft.edit([2], { effort: 9 });
    draft.clear();
    expect(draft.get().edits.size).toBe(0);
    draft.takeBack();
    expect(draft.get().edits.get(2)).toEqual({ priority: 1, effort: 9 });
    draft.takeBack();
    expect(draft.get().edits.get(2)).toEqual({ priority: 1 });
    draft.takeBack();
    expect(draft.get().edits.size).toBe(0);
    expect(draft.get().canTakeBack).toBe(false);
  });

  it("leaves assets as they are when asked to", () => {
    const { draft } = draftWorld(estate());
    draft.edit([2, 3], { priority: 1 });
    draft.leave([3]);
    expect([...draft.get().edits.keys()]).toEqual([2]);
    expect(inPlan(draft, 3)?.priority).toBeNull();
  });
});

describe("a refresh", () => {
  it("leaves edits as they are", async () => {
    const { draft, refresh, change } = draftWorld(estate());
    draft.edit([2], { effort: 8 });
    change(2, { title: "Renamed", priority: 4 });
    await refresh();
    expect(inPlan(draft, 2)).toMatchObject({ title: "Renamed", priority: 4, effort: 8 });
    expect(draft.get().conflicts.size).toBe(0);
  });

  it("ends edits that somebody else made as well", async () => {
    const { draft, refresh, change } = draftWorld(estate());
    draft.edit([2], { effort: 8, iterationPath: SPRINT_2 });
    change(2, { effort: 8 });
    await refresh();
    expect(draft.get().edits).toEqual(new Map([[2, { iterationPath: SPRINT_2 }]]));
    expect(draft.get().conflicts.size).toBe(0);
  });

  it("makes a conflict where somebody else changed the same place otherwise, and only of that place", async () => {
    const { draft, refresh, change } = draftWorld(estate());
    draft.edit([2], { effort: 8, iterationPath: SPRINT_2 });
    change(2, { iterationPath: SPRINT_3 });
    await refresh();
    expect(draft.get().conflicts).toEqual(new Map([[2, { iterationPath: SPRINT_3 }]]));
    expect(draft.get().edits.get(2)).toEqual({ effort: 8, iterationPath: SPRINT_2 });
  });

  it("ends a conflict when the other one takes the change back", async () => {
    const { draft, refresh, change } = draftWorld(estate());
    draft.edit([2], { effort: 8 });
    change(2, { effort: 5 });
    await refresh();
    expect(draft.get().conflicts.size).toBe(1);
    change(2, { effort: 3 });
    await refresh();
    expect(draft.get().conflicts.size).toBe(0);
    expect(draft.get().edits.get(2)).toEqual({ effort: 8 });
  });

  it("keeps the edit of an asset that is gone, and the review says so", async () => {
    const { draft, refresh, remove } = draftWorld(estate());
    draft.edit([2], { effort: 8 });
    remove(2);
    await refresh();
    expect(draft.get().edits.has(2)).toBe(true);
    draft.review();
    expect(stepOf(draft, "reviewing").plan.refused.map(({ item }) => item.id)).toEqual([2]);
  });

  it("plans a review anew, so that what is shown is what would be written", async () => {
    const { draft, refresh, change } = draftWorld(estate());
    draft.edit([2], { effort: 8 });
    draft.review();
    change(2, { title: "Renamed" });
    await refresh();
    expect(stepOf(draft, "reviewing").plan.entries[0]?.writes[0]?.item).toMatchObject({ title: "Renamed", rev: 2 });
  });
});

describe("a conflict", () => {
  async function inConflict() {
    const world = draftWorld(estate());
    world.draft.edit([2], { effort: 8, priority: 1 });
    world.draft.edit([3], { effort: 9 });
    world.change(2, { effort: 5 });
    await world.refresh();
    return world;
  }

  it("is in no review before a person chose", async () => {
    const { draft } = await inConflict();
    draft.review();
    expect(stepOf(draft, "reviewing").plan.entries.map(({ item }) => item.id)).toEqual([3]);
  });

  it("is written over where a person keeps what is planned", async () => {
    const { draft, item } = await inConflict();
    draft.keepMine([2]);
    expect(draft.get().conflicts.size).toBe(0);
    draft.review();
    await draft.write();
    expect(item(2)).toMatchObject({ effort: 8, priority: 1 });
  });

  it("is over where a person takes theirs; what else is planned for the asset stays", async () => {
    const { draft } = await inConflict();
    draft.takeTheirs([2]);
    expect(draft.get().conflicts.size).toBe(0);
    expect(draft.get().edits.get(2)).toEqual({ priority: 1 });
    expect(inPlan(draft, 2)).toMatchObject({ effort: 5, priority: 1 });
  });

  it("comes again when the choice is taken back, or when the place is changed once more", async () => {
    const { draft, change, refresh } = await inConflict();
    draft.keepMine([2]);
    draft.takeBack();
    expect(draft.get().conflicts.get(2)).toEqual({ effort: 5 });
    draft.keepMine([2]);
    change(2, { effort: 6 });
    await refresh();
    expect(draft.get().conflicts.get(2)).toEqual({ effort: 6 });
  });

  it("is not chosen by planning the place once more", async () => {
    const { draft } = await inConflict();
    draft.edit([2], { effort: 13 });
    expect(draft.get().conflicts.get(2)).toEqual({ effort: 5 });
  });
});

describe("writing", () => {
  it("writes what was reviewed, empties the draft, and has it read again", async () => {
    const { draft, item, refreshes } = draftWorld(estate());
    draft.edit([2, 3], { iterationPath: SPRINT_2 });
    draft.review();
    await draft.write();
    expect([item(2)?.iterationPath, item(3)?.iterationPath]).toEqual([SPRINT_2, SPRINT_2]);
    expect(stepOf(draft, "done").outcomes.map(({ kind }) => kind)).toEqual(["written", "written"]);
    expect(draft.get()).toMatchObject({ edits: new Map(), canTakeBack: false });
    expect(refreshes()).toBe(1);
  });

  it("writes nothing that was not reviewed", async () => {
    const { draft, writes } = draftWorld(estate());
    draft.edit([2], { effort: 8 });
    await draft.write();
    expect(writes).toEqual([]);
    expect(draft.get().edits.size).toBe(1);
  });

  it("shows what it wrote before that is read, and plans on it", async () => {
    const { draft, item, setReading } = draftWorld(estate());
    setReading(false);
    draft.edit([2], { effort: 8 });
    draft.review();
    await draft.write();
    expect(inPlan(draft, 2)?.effort).toBe(8);
    draft.back();
    draft.edit([2], { effort: 13 });
    draft.review();
    await draft.write();
    expect(item(2)?.effort).toBe(13);
  });

  it("keeps what was not written in the draft, with its outcome, for another try", async () => {
    const { draft, item, answer } = draftWorld(estate());
    answer(3, { outcome: { kind: "refused", message: "Effort is read-only." } });
    draft.edit([2, 3], { effort: 8 });
    draft.review();
    await draft.write();
    expect([...draft.get().edits.keys()]).toEqual([3]);
    expect(stepOf(draft, "done").outcomes.map(({ kind }) => kind)).toEqual(["written", "refused"]);
    draft.review();
    expect(stepOf(draft, "reviewing").plan.entries.map((entry) => entry.item.id)).toEqual([3]);
    await draft.write();
    expect(item(3)?.effort).toBe(8);
    expect(draft.get().edits.size).toBe(0);
  });

  it("plans an asset by itself that did not get into the release with its workload", async () => {
    const all = snapshot([feature(1, { tags: ["release:A"] }), asset(2, 1), asset(3, 1, { tags: ["release:A"] })]);
    const { draft, item, answer } = draftWorld(all);
    answer(3, { outcome: { kind: "failed", message: "No answer came." } });
    draft.edit([1], { release: "B" });
    draft.review();
    await draft.write();
    expect(item(1)?.tags).toEqual(["release:B"]);
    expect(draft.get().edits).toEqual(new Map([[3, { release: "B" }]]));
    draft.review();
    await draft.write();
    expect(item(3)?.tags).toEqual(["kind:vm", "release:B"]);
    expect(draft.get().edits.size).toBe(0);
  });

  it("never writes over what somebody changed since it was read: that ends as a conflict", async () => {
    const { draft, item, change } = draftWorld(estate());
    draft.edit([2], { effort: 8 });
    draft.review();
    change(2, { effort: 5 });
    await draft.write();
    expect(item(2)?.effort).toBe(5);
    expect(stepOf(draft, "done").outcomes.map(({ kind }) => kind)).toEqual(["conflict"]);
    expect(draft.get().conflicts).toEqual(new Map([[2, { effort: 5 }]]));
    expect(draft.get().edits.get(2)).toEqual({ effort: 8 });
  });

  it("is free to be tried again at once where somebody changed another place", async () => {
    const { draft, item, change } = draftWorld(estate());
    draft.edit([2], { effort: 8 });
    draft.review();
    change(2, { priority: 4 });
    await draft.write();
    expect(draft.get().conflicts.size).toBe(0);
    draft.review();
    await draft.write();
    expect(item(2)).toMatchObject({ effort: 8, priority: 4 });
  });

  it("ends an edit whose answer was lost, once it is read as it was planned", async () => {
    const { draft, answer, change, refresh } = draftWorld(estate());
    answer(2, { outcome: { kind: "failed", message: "No answer came." } });
    draft.edit([2], { effort: 8 });
    draft.review();
    await draft.write();
    expect(draft.get().edits.size).toBe(1);
    change(2, { effort: 8 });
    await refresh();
    expect(draft.get().edits.size).toBe(0);
  });

  it("says how far it is, and begins no further write once it is cancelled", async () => {
    const many = Array.from({ length: 10 }, (_, index) => asset(index + 2, 1));
    const { draft, item, answer } = draftWorld(snapshot([feature(1, { tags: ["release:A"] }), ...many]));
    const { hold, open } = gate();
    for (const { id } of many) answer(id, { hold });
    draft.edit(
      many.map(({ id }) => id),
      { effort: 1 },
    );
    draft.review();
    const writing = draft.write();
    expect(stepOf(draft, "writing")).toMatchObject({ done: 0, all: 10, isStopping: false });
    draft.cancel();
    expect(stepOf(draft, "writing").isStopping).toBe(true);
    open();
    await writing;
    const kinds = stepOf(draft, "done").outcomes.map(({ kind }) => kind);
    const written = kinds.filter((kind) => kind === "written").length;
    expect(written).toBeGreaterThan(0);
    expect(kinds.filter((kind) => kind === "notTried")).toHaveLength(10 - written);
    expect(draft.get().edits.size).toBe(10 - written);
    expect(many.filter(({ id }) => item(id)?.effort === 1)).toHaveLength(written);
  });

  it("changes nothing in the draft meanwhile, and takes a refresh in the middle for no conflict", async () => {
    const { draft, answer, refresh } = draftWorld(estate());
    const { hold, open } = gate();
    answer(3, { hold });
    draft.edit([2, 3], { effort: 8 });
    draft.review();
    const writing = draft.write();
    await refresh();
    draft.edit([4], { effort: 1 });
    draft.clear();
    draft.back();
    expect(stepOf(draft, "writing").all).toBe(2);
    open();
    await writing;
    expect(draft.get().edits.size).toBe(0);
    expect(draft.get().conflicts.size).toBe(0);
  });
});

describe("undoing", () => {
  async function written() {
    const world = draftWorld(estate());
    world.draft.edit([2, 3], { effort: 8, iterationPath: SPRINT_2 });
    world.draft.review();
    await world.draft.write();
    return world;
  }

  it("puts back all that was written", async () => {
    const { draft, item, refreshes } = await written();
    expect(stepOf(draft, "done").canUndo).toBe(true);
    await draft.undo();
    expect(item(2)).toMatchObject({ effort: 3, iterationPath: SPRINT_1 });
    expect(item(3)).toMatchObject({ effort: 5, iterationPath: SPRINT_1 });
    expect(stepOf(draft, "undone")).toMatchObject({ canUndo: false });
    expect(inPlan(draft, 2)?.effort).toBe(3);
    expect(draft.get().edits.size).toBe(0);
    expect(refreshes()).toBe(2);
  });

  it("leaves what somebody changed since", async () => {
    const { draft, item, change } = await written();
    change(2, { effort: 1 });
    await draft.undo();
    expect(item(2)?.effort).toBe(1);
    expect(item(3)?.effort).toBe(5);
    expect(stepOf(draft, "undone").outcomes.map(({ kind }) => kind)).toEqual(["conflict", "written"]);
  });

  it("tries the rest again where no answer came", async () => {
    const { draft, item, answer } = await written();
    answer(3, { outcome: { kind: "failed", message: "No answer came." } });
    await draft.undo();
    expect(stepOf(draft, "undone").canUndo).toBe(true);
    await draft.undo();
    expect(item(3)?.effort).toBe(5);
    expect(stepOf(draft, "undone")).toMatchObject({ canUndo: false });
    expect(stepOf(draft, "undone").outcomes.map(({ kind }) => kind)).toEqual(["written", "written"]);
  });

  it("is not there where nothing was written", async () => {
    const { draft, answer, item } = draftWorld(estate());
    answer(2, { outcome: { kind: "refused", message: "No." } });
    draft.edit([2], { effort: 8 });
    draft.review();
    await draft.write();
    expect(stepOf(draft, "done").canUndo).toBe(false);
    await draft.undo();
    expect(item(2)?.effort).toBe(3);
    expect(stepOf(draft, "done").outcomes).toHaveLength(1);
  });
});

describe("a commitment", () => {
  const COMMITMENT = { iterationPath: SPRINT_1, team: "Contoso Team", items: [2, 3] };

  it("is written with the edits, and is over then", async () => {
    const { draft, item } = draftWorld(estate());
    draft.edit([2], { effort: 8 });
    draft.commit(COMMITMENT);
    draft.review();
    await draft.write();
    expect(item(2)?.effort).toBe(8);
    expect(item(2)?.tags.length).toBe(2);
    expect(item(3)?.tags.length).toBe(2);
    expect(draft.get().commitment).toBeNull();
  });

  it("stays while one of its items was not written", async () => {
    const { draft, answer } = draftWorld(estate());
    answer(3, { outcome: { kind: "refused", message: "No." } });
    draft.commit(COMMITMENT);
    draft.review();
    await draft.write();
    expect(draft.get().commitment).toEqual(COMMITMENT);
  });

  it("is over where only an edit of something else was not written", async () => {
    const { draft, answer } = draftWorld(estate());
    answer(4, { outcome: { kind: "refused", message: "No." } });
    draft.edit([4], { effort: 8 });
    draft.commit(COMMITMENT);
    draft.review();
    await draft.write();
    expect(draft.get().commitment).toBeNull();
    expect(draft.get().edits.size).toBe(1);
  });

  it("is taken back like an edit", () => {
    const { draft } = draftWorld(estate());
    draft.commit(COMMITMENT);
    draft.takeBack();
    expect(draft.get().commitment).toBeNull();
  });
});
