/** @jest-environment node */
import { InvalidStoredPolicy } from "../../../../src/boards/policyStore";
import type { AssetStanding, Standing } from "../../../../src/domain/readiness/standing";
import type { WorkItem } from "../../../../src/domain/workItem";
import { COVERED } from "../../../../src/workItemForm/store/formWriter";
import { asset, feature, frameworkPolicy, NOW, policy, snapshot, task } from "../../../builders/estate";
import { formWorld, type FormWorld, LOADED, lastReading, openPage, settled, stateOf } from "../support/formWorld";

const PAYROLL = feature(1, { title: "Payroll", tags: ["release:R1"], children: [2, 3] });
const SQL = asset(2, 1, { title: "SQL-04", state: "Active", children: [], predecessors: [], successors: [9] });
const WEB = asset(3, 1, { title: "WEB-11", state: "Resolved", children: [] });
const PROJECT = snapshot([PAYROLL, SQL, WEB]);

function assetOf(standing: Standing): AssetStanding {
  if (standing.kind !== "asset") throw new Error(`It is ${standing.kind}.`);
  return standing;
}

function ready({ page }: FormWorld) {
  return stateOf(page, "ready");
}

/** The stage as saved and as shown. */
function stages(world: FormWorld): [string, string] {
  const { saved, shown } = ready(world);
  return [assetOf(saved).asset.stage, assetOf(shown).asset.stage];
}

function staging({ shown }: { readonly shown: Standing }): string | undefined {
  return assetOf(shown).workload?.gates.staging.verdict;
}

describe("a work item that is opened", () => {
  it("is waited for, then read with all around it, then judged", async () => {
    const world = formWorld({ items: PROJECT.workItems });
    world.page.start();
    expect(world.page.get()).toEqual({ kind: "starting" });
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    expect(lastReading(world)).toMatchObject({ ids: [2], withLinked: true });
    lastReading(world).progress({ read: 1, expected: 3 });
    expect(stateOf(world.page, "loading").progress).toEqual({ read: 1, expected: 3 });

    world.advance(2_000);
    lastReading(world).succeed({ ...PROJECT, asOf: NOW - 60_000 });
    await settled();
    const state = ready(world);
    expect(assetOf(state.shown).sentence).toBe(
      "SQL-04 holds back Payroll's staging: it is Replicating and must be Replicated.",
    );
    expect(state).toMatchObject({ readAt: NOW, asOf: NOW - 60_000, unsaved: [], problem: null });
    expect(state.shown).toBe(state.saved);
    expect(world.asked).toEqual(["policy", "neighbourhood", "permission"]);
  });

  it("gives way to the next one that is shown in the same frame; late answers are dropped", async () => {
    const world = formWorld({ items: PROJECT.workItems });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    const first = lastReading(world);
    world.form.top = 3;
    world.tell({ kind: "loaded", item: { ...LOADED, id: 3 } });
    expect(first.signal.aborted).toBe(true);
    await settled();
    first.succeed(PROJECT);
    await settled();
    expect(stateOf(world.page, "loading").item.id).toBe(3);
    lastReading(world).succeed(PROJECT);
    await settled();
    expect(assetOf(ready(world).shown).asset.item.id).toBe(3);
  });

  it("is not told of by a late answer about the one before it that nothing could cancel", async () => {
    const answers: ((stored: null) => void)[] = [];
    const world = formWorld({
      items: PROJECT.workItems,
      load: () => new Promise((resolve) => answers.push(resolve)),
    });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    world.form.top = 3;
    world.tell({ kind: "loaded", item: { ...LOADED, id: 3 } });
    await settled();
    answers[0]?.(null);
    await settled();
    expect(world.page.get()).toMatchObject({ kind: "loading", item: { id: 3 } });
    answers[1]?.(null);
    await settled();
    expect(world.page.get()).toMatchObject({ kind: "noPolicy", item: { id: 3 } });
  });

  it("is told of calmly where nobody confirmed a mapping, after one question", async () => {
    const world = formWorld({ items: PROJECT.workItems, load: () => Promise.resolve(null) });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    expect(world.page.get().kind).toBe("noPolicy");
    expect(world.asked).toEqual(["policy"]);
  });

  it("is not read where the mapping looks at no item of its type", async () => {
    const item = feature(2, { type: "Test Plan" });
    const world = formWorld({ items: [item] });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    expect(world.page.get()).toMatchObject({ kind: "aside", type: "Test Plan" });
    expect(world.asked).toEqual(["policy"]);
  });

  it("of another project is left to that project, without a question", async () => {
    const world = formWorld({ items: PROJECT.workItems, project: "Fabrikam" });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    expect(world.page.get()).toMatchObject({ kind: "elsewhere", project: "Fabrikam" });
    expect(world.asked).toEqual([]);
  });

  it("says what failed, and can be tried again", async () => {
    const world = formWorld({ items: PROJECT.workItems });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    lastReading(world).fail(new Error("Azure DevOps could not be reached."));
    await settled();
    expect(stateOf(world.page, "failed").message).toBe("Azure DevOps could not be reached.");
    void world.page.refresh();
    await settled();
    lastReading(world).succeed(PROJECT);
    await settled();
    expect(ready(world).item.id).toBe(2);
  });

  it("says so where the stored mapping can't be used", async () => {
    const world = formWorld({
      items: PROJECT.workItems,
      load: () => Promise.reject(new InvalidStoredPolicy([{ path: "assets", message: "is missing" }], 3)),
    });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    expect(stateOf(world.page, "failed").message).toContain("assets: is missing");
  });

  it("says why where Azure DevOps does not show it", async () => {
    const message = "Work item 2 could not be read.";
    const world = await openPage(snapshot([PAYROLL], { losses: [{ kind: "item", id: 2, message }] }), {
      items: PROJECT.workItems,
    });
    expect(stateOf(world.page, "failed").message).toBe(message);
  });

  it("reads the form and what is around it again once something was recorded from here", async () => {
    const world = await openPage(PROJECT);
    const before = world.readings.length;
    void world.page.reload();
    await settled();
    expect(world.reloaded).toEqual([2]);
    expect(world.readings).toHaveLength(before + 1);
  });

  it("keeps what is shown while it is read again, and where that fails", async () => {
    const world = await openPage(PROJECT);
    void world.page.refresh();
    await settled();
    lastReading(world).progress({ read: 1, expected: 2 });
    expect(ready(world)).toMatchObject({ refreshing: { read: 1, expected: 2 } });
    lastReading(world).fail(new Error("Blocked."));
    await settled();
    expect(ready(world)).toMatchObject({ refreshing: null, problem: "Blocked." });
    expect(stages(world)).toEqual(["Replicating", "Replicating"]);
  });

  it("keeps what is shown where reading again is stopped, without a word of trouble", async () => {
    const world = await openPage(PROJECT);
    void world.page.refresh();
    await settled();
    world.page.stop();
    await settled();
    expect(ready(world)).toMatchObject({ refreshing: null, problem: null });
    expect(stages(world)).toEqual(["Replicating", "Replicating"]);
  });

  it("stops at once also while the mapping is waited for, which nothing can cancel", async () => {
    const world = formWorld({ items: PROJECT.workItems, load: () => new Promise(() => undefined) });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    world.page.stop();
    await settled();
    expect(stateOf(world.page, "failed").message).toBe("Reading was stopped.");
    expect(world.readings).toEqual([]);
  });

  it("keeps what is shown where reading again finds all but the work item itself", async () => {
    const world = await openPage(PROJECT);
    void world.page.refresh();
    await settled();
    const message = "Work item 2 could not be read.";
    lastReading(world).succeed(snapshot([PAYROLL, WEB], { losses: [{ kind: "item", id: 2, message }] }));
    await settled();
    expect(ready(world)).toMatchObject({ refreshing: null, problem: message });
    expect(stages(world)).toEqual(["Replicating", "Replicating"]);
  });

  it("shows no longer what was deleted since it was read", async () => {
    const world = await openPage(PROJECT);
    void world.page.refresh();
    await settled();
    const { title, type } = SQL;
    lastReading(world).succeed(snapshot([PAYROLL, WEB], { deleted: [{ id: 2, title, type, deletedDate: NOW }] }));
    await settled();
    expect(stateOf(world.page, "failed").message).toBe("This work item is in the recycle bin.");
  });
});

describe("what stands unsaved in the form", () => {
  it("is followed at once, beside what is saved", async () => {
    const world = await openPage(PROJECT);
    world.form.type(2, { "System.State": "Resolved" });
    expect(stages(world)).toEqual(["Replicating", "Replicated"]);
    expect(ready(world).unsaved).toEqual(["State"]);
    expect(staging(ready(world))).toBe("ready");
    expect(world.readings).toHaveLength(1);
  });

  it("goes back on a reset", async () => {
    const world = await openPage(PROJECT);
    world.form.type(2, { "System.State": "Resolved" });
    const hold = world.form.held.get(2);
    Object.assign(hold?.current ?? {}, hold?.saved);
    world.tell({ kind: "reset", id: 2 });
    expect(stages(world)).toEqual(["Replicating", "Replicating"]);
    expect(ready(world).unsaved).toEqual([]);
    await settled();
    expect(stages(world)).toEqual(["Replicating", "Replicating"]);
  });

  it("is there at once where the page is opened after it was typed", async () => {
    const world = formWorld({ items: PROJECT.workItems });
    world.page.start();
    Object.assign(world.form.held.get(2)?.current ?? {}, { "System.State": "Resolved" });
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    lastReading(world).succeed(PROJECT);
    await settled();
    expect(stages(world)).toEqual(["Replicating", "Replicated"]);
  });

  it("that is typed while the first reading lasts is not lost", async () => {
    const world = formWorld({ items: PROJECT.workItems });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    const answer = world.holdForm();
    lastReading(world).succeed(PROJECT);
    await settled();
    world.form.type(2, { "System.State": "Resolved" });
    answer();
    await settled();
    expect(stages(world)).toEqual(["Replicating", "Replicated"]);
  });

  it("is read again with everything once it is saved, and told to the other pages", async () => {
    const world = await openPage(PROJECT);
    world.form.type(2, { "System.State": "Resolved" });
    world.tell({ kind: "saved", id: 2 });
    expect(ready(world)).toMatchObject({ isSaved: true, unsaved: ["State"] });
    expect(world.announced).toEqual([[2]]);
    const hold = world.form.held.get(2);
    Object.assign(hold?.saved ?? {}, hold?.current);
    await settled();
    lastReading(world).succeed(snapshot([PAYROLL, { ...SQL, state: "Resolved", rev: 2 }, WEB]));
    await settled();
    expect(stages(world)).toEqual(["Replicated", "Replicated"]);
    expect(ready(world)).toMatchObject({ isSaved: false, unsaved: [] });
  });

  it("is told to the other pages when the form closes, since saving and closing tells of the closing alone", async () => {
    const world = await openPage(PROJECT);
    world.form.type(2, { "System.Description": "more" });
    world.tell({ kind: "unloaded", id: 2 });
    expect(world.announced).toEqual([[2]]);
    expect(world.page.get()).toEqual({ kind: "starting" });
  });

  it("is told to the other pages where a host tells of the first saving by loading the item again, and stays in sight meanwhile", async () => {
    const world = await openPage(PROJECT);
    world.form.type(2, { "System.State": "Resolved" });
    world.tell({ kind: "loaded", item: LOADED });
    expect(world.announced).toEqual([[2]]);
    expect(ready(world).refreshing).not.toBeNull();
    await settled();
    expect(world.readings).toHaveLength(2);
    world.tell({ kind: "loaded", item: { ...LOADED, id: 3 } });
    expect(world.announced).toEqual([[2]]);
    expect(world.page.get().kind).toBe("loading");
  });

  it("is told to nobody when a form closes in which nothing was changed", async () => {
    const world = await openPage(PROJECT);
    world.tell({ kind: "unloaded", id: 2 });
    expect(world.announced).toEqual([]);
  });

  it("of a new parent is judged with what is around that one", async () => {
    const archive = feature(5, { title: "Archive", children: [] });
    const world = await openPage(PROJECT);
    const hold = world.form.held.get(2);
    if (hold !== undefined) hold.parent = 5;
    world.tell({ kind: "changed", id: 2, fields: { "System.RelatedLinkCount": 2 } });
    await settled();
    expect(lastReading(world).ids).toEqual([2, 5]);
    lastReading(world).succeed(snapshot([PAYROLL, SQL, WEB, archive]));
    await settled();
    expect(assetOf(ready(world).shown).workload?.title).toBe("Archive");
    expect(assetOf(ready(world).saved).workload?.title).toBe("Payroll");
    expect(world.readings).toHaveLength(2);
  });

  it("of a task shows what closing it does to its asset", async () => {
    const tasks = ["Assess", "Migrate"].map((title, index) =>
      task(10 + index, 2, title, { state: "Active", children: [] }),
    );
    const items: WorkItem[] = [
      feature(1, { title: "Payroll", children: [2] }),
      { ...SQL, tags: [], state: "New", children: [10, 11] },
      ...tasks,
    ];
    const world = await openPage(snapshot(items), { policy: frameworkPolicy() }, { ...LOADED, id: 11 });
    world.form.type(11, { "System.State": "Closed" });
    const { saved, shown } = ready(world);
    if (saved.kind !== "part" || shown.kind !== "part") throw new Error("The task is no part.");
    expect([saved.part, saved.of, shown.of]).toMatchObject([
      "task",
      { asset: { stage: "Replicating" } },
      { asset: { stage: "Replicated" } },
    ]);
  });
});

describe("forms that stand above each other", () => {
  it("never mix: another item's values are not taken, and another item's events are not heard", async () => {
    const world = await openPage(PROJECT);
    world.form.top = 3;
    world.form.type(3, { "System.State": "Closed" });
    world.tell({ kind: "saved", id: 3 });
    world.tell({ kind: "reset", id: 3 });
    world.tell({ kind: "refreshed", id: 3 });
    world.tell({ kind: "unloaded", id: 3 });
    await settled();
    expect(stages(world)).toEqual(["Replicating", "Replicating"]);
    expect(world.readings).toHaveLength(1);
    expect(world.announced).toEqual([]);
  });

  it("do not keep the page from following its own item by what the form tells", async () => {
    const world = await openPage(PROJECT);
    world.form.top = 3;
    world.form.type(2, { "System.State": "Resolved" });
    await settled();
    expect(stages(world)).toEqual(["Replicating", "Replicated"]);
  });

  it("refuse a mapping, and say why", async () => {
    const world = await openPage(PROJECT);
    world.form.top = 3;
    await world.page.map({ kind: "assetKind", word: "database" });
    expect(ready(world).mapping).toMatchObject({ refusal: COVERED, isBusy: false });
    expect(world.form.held.get(3)?.current["System.Tags"]).toBe("kind:vm");
  });

  it("that cover an item from the start leave it as it was saved, with leave asked by its saved title", async () => {
    const world = await openPage(PROJECT);
    world.tell({ kind: "unloaded", id: 2 });
    world.form.top = 3;
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    lastReading(world).succeed(PROJECT);
    await settled();
    expect(stages(world)).toEqual(["Replicating", "Replicating"]);
    expect(world.asked.slice(-3)).toEqual(["policy", "neighbourhood", "permission"]);
  });
});

describe("mapping in the form", () => {
  it("puts the change into the form and saves nothing", async () => {
    const world = await openPage(PROJECT);
    await world.page.map({ kind: "release", release: "R2" });
    expect(world.form.held.get(2)?.current["System.Tags"]).toBe("kind:vm; release:R2");
    expect(world.form.held.get(2)?.saved["System.Tags"]).toBe("kind:vm");
    expect(ready(world)).toMatchObject({ unsaved: ["Tags"], mapping: { refusal: null, isBusy: false } });
    expect(world.patched).toEqual([]);
  });

  it("builds on tags that stand unsaved in the form, also where the page did not hear of them", async () => {
    const world = await openPage(PROJECT);
    Object.assign(world.form.held.get(2)?.current ?? {}, { "System.Tags": "kind:vm; urgent" });
    await world.page.map({ kind: "strategy", word: "rehost" });
    expect(world.form.held.get(2)?.current["System.Tags"]).toBe("kind:vm; urgent; strategy:rehost");
  });

  it("takes one change after the other", async () => {
    const world = await openPage(PROJECT);
    await Promise.all([
      world.page.map({ kind: "strategy", word: "rehost" }),
      world.page.map({ kind: "assetKind", word: "database" }),
    ]);
    expect(world.form.held.get(2)?.current["System.Tags"]).toBe("strategy:rehost; kind:database");
  });

  it("puts it below a workload", async () => {
    const world = await openPage(snapshot([PAYROLL, SQL, WEB, feature(5, { children: [] })]));
    await world.page.map({ kind: "workload", workload: { id: 5, title: "Workload 5", type: "Feature" } });
    expect(world.form.held.get(2)?.parent).toBe(5);
    expect(ready(world).unsaved).toEqual(["Parent"]);
  });

  it("says why not where the mapping refuses", async () => {
    const byNone = policy({ releases: { ...policy().releases, source: { kind: "none" } } });
    const world = await openPage(PROJECT, { policy: byNone });
    await world.page.map({ kind: "release", release: "R2" });
    expect(ready(world).mapping.refusal).toMatch(/release/);
    expect(ready(world).unsaved).toEqual([]);
  });

  it("says which field the form did not take, and shows what it holds", async () => {
    const world = await openPage(PROJECT);
    world.form.take = () => ["System.Tags"];
    await world.page.map({ kind: "release", release: "R2" });
    expect(ready(world).mapping.refusal).toBe("The form did not take Tags: its rules do not allow it.");
    expect(ready(world).unsaved).toEqual([]);
  });

  it("does nothing for who may not write", async () => {
    const world = await openPage(PROJECT, { mayWrite: () => Promise.resolve(false) });
    expect(ready(world).mapping.mayWrite).toBe(false);
    await world.page.map({ kind: "release", release: "R2" });
    expect(world.form.held.get(2)?.current["System.Tags"]).toBe("kind:vm");
  });

  it("asks nobody about a form that is read-only", async () => {
    const world = await openPage(PROJECT, {}, { ...LOADED, isReadOnly: true });
    expect(ready(world).mapping.mayWrite).toBe(false);
    expect(world.asked).toEqual(["policy", "neighbourhood"]);
  });

  it("waits to be allowed, which the standing does not", async () => {
    let answer: (mayWrite: boolean) => void = () => undefined;
    const asked = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    const world = await openPage(PROJECT, { mayWrite: () => asked });
    expect(stages(world)).toEqual(["Replicating", "Replicating"]);
    expect(ready(world).mapping.mayWrite).toBe(false);
    answer(true);
    await settled();
    expect(ready(world).mapping.mayWrite).toBe(true);
  });

  it("asks once whether it is allowed, however often the item is read", async () => {
    const world = await openPage(PROJECT);
    const again = world.page.refresh();
    await settled();
    lastReading(world).succeed(PROJECT);
    await again;
    expect(ready(world).mapping.mayWrite).toBe(true);
    expect(world.asked.filter((what) => what === "permission")).toHaveLength(1);
  });

  it("is offered where it can't be told", async () => {
    const world = await openPage(PROJECT, { mayWrite: () => Promise.resolve(null) });
    expect(ready(world).mapping.mayWrite).toBe(true);
  });

  it("gives nothing away to an item that is shown meanwhile", async () => {
    const world = await openPage(PROJECT);
    const answer = world.holdForm();
    const mapped = world.page.map({ kind: "release", release: "R2" });
    await settled();
    world.form.top = 3;
    world.tell({ kind: "loaded", item: { ...LOADED, id: 3 } });
    answer();
    await mapped;
    expect(world.form.held.get(3)?.current["System.Tags"]).toBe("kind:vm");
    expect(world.form.held.get(2)?.current["System.Tags"]).toBe("kind:vm");
  });
});

describe("a new work item", () => {
  const NEW = { id: 0, isNew: true, isReadOnly: false };
  const ITEM = { ...asset(0, 1, { title: "DB-01", tags: [] }), tags: [] };

  async function openNew(): Promise<FormWorld> {
    const world = formWorld({ items: [ITEM, { ...ITEM, id: 12 }] });
    world.form.top = 0;
    world.page.start();
    world.tell({ kind: "loaded", item: NEW });
    await settled();
    expect(lastReading(world)).toMatchObject({ ids: [], withLinked: false });
    lastReading(world).succeed(snapshot([]));
    await settled();
    return world;
  }

  it("has nothing around it, and can be mapped in its form", async () => {
    const world = await openNew();
    expect(stateOf(world.page, "new").mapping.workItem).toMatchObject({ title: "DB-01", parent: 1 });
    await world.page.map({ kind: "assetKind", word: "database" });
    expect(world.form.held.get(0)?.current["System.Tags"]).toBe("kind:database");
    expect(stateOf(world.page, "new").mapping.workItem.tags).toEqual(["kind:database"]);
    expect(world.asked).toEqual(["policy", "neighbourhood"]);
  });

  it("is followed while it is typed", async () => {
    const world = await openNew();
    world.form.type(0, { "System.Title": "DB-02" });
    expect(stateOf(world.page, "new").mapping.workItem.title).toBe("DB-02");
  });

  it("is judged once it is saved and has a number", async () => {
    const world = await openNew();
    world.form.top = 12;
    world.tell({ kind: "saved", id: 12 });
    await settled();
    expect(lastReading(world).ids).toEqual([12]);
    expect(world.announced).toEqual([[12]]);
    lastReading(world).succeed(snapshot([PAYROLL, SQL, WEB, asset(12, 1)]));
    await settled();
    expect(assetOf(ready(world).shown).asset.item.id).toBe(12);
  });

  it("is told to the other pages and judged, where a host tells of the first saving as loaded", async () => {
    const world = await openNew();
    world.form.top = 12;
    world.tell({ kind: "loaded", item: { ...LOADED, id: 12 } });
    await settled();
    expect(world.announced).toEqual([[12]]);
    expect(lastReading(world).ids).toEqual([12]);
  });
});

describe("what is opened from the page", () => {
  it("is read again when it is closed", async () => {
    const world = await openPage(PROJECT);
    void world.page.openWorkItem(3);
    await settled();
    expect(world.opened.map(({ id }) => id)).toEqual([3]);
    expect(world.readings).toHaveLength(1);
    world.opened[0]?.close();
    await settled();
    expect(world.readings).toHaveLength(2);
  });

  it("in another tab is read again when the window is gone back to; otherwise nothing is", async () => {
    const world = await openPage(PROJECT);
    world.comeBack();
    await settled();
    expect(world.readings).toHaveLength(1);
    world.page.leave();
    world.comeBack();
    await settled();
    expect(world.readings).toHaveLength(2);
  });

  it("and saved there is read again at once, where it is around the item", async () => {
    const linked = { ...PROJECT, workItems: [asset(9, null)] };
    const world = formWorld({ items: PROJECT.workItems });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    lastReading(world).succeed(PROJECT, linked);
    await settled();
    world.announce([77]);
    await settled();
    expect(world.readings).toHaveLength(1);
    world.announce([77, 9]);
    await settled();
    expect(world.readings).toHaveLength(2);
  });

  it("that can't be opened is told, beside what is shown", async () => {
    const world = await openPage(PROJECT);
    void world.page.openWorkItem(3);
    await settled();
    world.opened[0]?.fail(new Error("It does not exist."));
    await settled();
    expect(ready(world).problem).toBe("It does not exist.");
    expect(stages(world)).toEqual(["Replicating", "Replicating"]);
  });
});

describe("a change that is carried out from the page", () => {
  const TASK = task(10, 2, "Migrate", { state: "Active", children: [] });
  const WITH_TASK = snapshot([PAYROLL, { ...SQL, children: [10] }, WEB, TASK]);
  const none = new AbortController().signal;

  it("is planned on what stands in the form", async () => {
    const world = await openPage(PROJECT);
    world.form.type(2, { "System.Tags": "kind:vm; urgent" });
    const reading = world.page.changeEffects().readNeighbourhood([2], none, () => undefined);
    await settled();
    expect(lastReading(world)).toMatchObject({ ids: [2], withLinked: false });
    lastReading(world).succeed(PROJECT);
    const { snapshot: found } = await reading;
    expect(found.workItems.find(({ id }) => id === 2)?.tags).toEqual(["kind:vm", "urgent"]);
  });

  it("is not planned while another form stands above", async () => {
    const world = await openPage(PROJECT);
    const effects = world.page.changeEffects();
    world.form.top = 3;
    const reading = effects.readNeighbourhood([2], none, () => undefined);
    lastReading(world).succeed(PROJECT);
    await expect(reading).rejects.toThrow(COVERED);
  });

  it("goes into the form for the open item, and to Azure Boards for others, which are told and read again", async () => {
    const world = await openPage(WITH_TASK);
    const effects = world.page.changeEffects();
    const entries = [
      {
        item: SQL,
        from: "",
        to: "",
        notes: [],
        writes: [
          { item: { ...SQL, children: [10] }, edit: { state: "Resolved" } },
          { item: TASK, edit: { state: "Closed" } },
        ],
      },
    ];
    const outcomes = await effects.carryOut(entries, none, () => undefined);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["written"]);
    expect(world.patched).toEqual([10]);
    expect(world.form.held.get(2)?.current["System.State"]).toBe("Resolved");
    expect(stages(world)).toEqual(["Replicating", "Replicated"]);
    effects.onWritten([2, 10]);
    await settled();
    expect(world.announced).toEqual([[10]]);
    expect(world.readings).toHaveLength(2);
  });

  it("of the open item alone asks nothing of Azure DevOps", async () => {
    const world = await openPage(PROJECT);
    world.page.changeEffects().onWritten([2]);
    await settled();
    expect(world.announced).toEqual([]);
    expect(world.readings).toHaveLength(1);
  });
});
