/** @jest-environment node */
import { createChangeSession } from "../../../src/components/change/session";
import type { ChangeRequest, ChangeSession, Step } from "../../../src/components/change/state";
import type { Change } from "../../../src/domain/change/change";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, feature, frameworkPolicy, policy, task, workItem } from "../../builders/estate";
import { changeWorld, type ChangeWorld, gate } from "./support/changeWorld";

const TO_REPLICATED: Change = { kind: "stage", stage: "Replicated" };
const TO_STAGED: Change = { kind: "stage", stage: "Staged" };

/** A workload with three assets, two on the way and one replicated. */
function estate(): WorkItem[] {
  return [
    feature(1, { children: [11, 12, 13] }),
    asset(11, 1, { state: "Active" }),
    asset(12, 1, { state: "Active" }),
    asset(13, 1, { state: "Resolved" }),
  ];
}

function sessionOf(world: ChangeWorld, request: Partial<ChangeRequest> = {}): ChangeSession {
  return createChangeSession(world.effects, { ids: [11, 12, 13], kinds: ["stage"], ...request });
}

/** The step, which must be of this kind. */
function step<K extends Step["kind"]>(session: ChangeSession, kind: K): Extract<Step, { kind: K }> {
  const { step: now } = session.get();
  if (now.kind !== kind) throw new Error(`The session is at ${now.kind}: ${JSON.stringify(now)}`);
  return now as Extract<Step, { kind: K }>;
}

function item(items: readonly WorkItem[], id: number): WorkItem {
  const found = items.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no work item ${id}.`);
  return found;
}

const idsOf = (entries: readonly { readonly item: { readonly id: number } }[]) => entries.map(({ item }) => item.id);
const kindsOf = (outcomes: readonly { entry: { item: { id: number } }; kind: string }[]) =>
  Object.fromEntries(outcomes.map(({ entry, kind }) => [entry.item.id, kind]));

/** A session that shows what moving all assets to Replicated comes to. */
async function previewed(world: ChangeWorld): Promise<ChangeSession> {
  const session = sessionOf(world, { change: TO_REPLICATED });
  await session.start();
  step(session, "preview");
  return session;
}

describe("choosing", () => {
  it("begins with a reading of what is asked for, which says how far it is", async () => {
    const world = changeWorld(estate());
    world.readGate = gate();
    const session = sessionOf(world);
    const started = session.start();
    expect(step(session, "reading")).toEqual({
      kind: "reading",
      purpose: "choices",
      progress: { read: 0, expected: 3 },
    });
    world.readGate.open();
    await started;
    expect(session.get().neighbours?.snapshot.workItems).toHaveLength(4);
    expect(session.get()).toMatchObject({ step: { kind: "choosing" }, draft: { kind: "stage", change: null } });
    expect(world.readings).toEqual([[11, 12, 13]]);
  });

  it("reads once, however often it is started", async () => {
    const world = changeWorld(estate());
    const session = sessionOf(world);
    await Promise.all([session.start(), session.start()]);
    expect(world.readings).toHaveLength(1);
  });

  it("remembers what was chosen of each kind", async () => {
    const session = sessionOf(changeWorld(estate()), { kinds: ["stage", "strategy"] });
    await session.start();
    session.choose(TO_STAGED);
    session.chooseKind("strategy");
    expect(session.get().draft).toEqual({ kind: "strategy", change: null });
    session.choose({ kind: "strategy", word: "rehost" });
    session.chooseKind("stage");
    expect(session.get().draft).toEqual({ kind: "stage", change: TO_STAGED });
    session.chooseKind("strategy");
    expect(session.get().draft).toEqual({ kind: "strategy", change: { kind: "strategy", word: "rehost" } });
  });

  it("plans nothing while nothing is chosen", async () => {
    const session = sessionOf(changeWorld(estate()));
    await session.start();
    await session.preview();
    step(session, "choosing");
  });

  it("reads the list to choose from when it is needed, once", async () => {
    const world = changeWorld(estate());
    const session = sessionOf(world, { kinds: ["stage", "release"] });
    await session.start();
    expect(session.get().releases).toEqual({ kind: "notAsked" });
    world.releases = ["R1", "R2"];
    session.chooseKind("release");
    expect(session.get().releases).toEqual({ kind: "reading" });
    await session.readOffers();
    await Promise.resolve();
    expect(session.get().releases).toEqual({ kind: "ready", items: ["R1", "R2"] });
    world.releases = ["R3"];
    session.chooseKind("stage");
    session.chooseKind("release");
    await session.readOffers();
    expect(session.get().releases).toEqual({ kind: "ready", items: ["R1", "R2"] });
  });

  it("keeps what was chosen when a list can't be read, and reads it again when asked to", async () => {
    const world = changeWorld(estate());
    world.offerError = new Error("No tags today.");
    const session = sessionOf(world, { kinds: ["workload"] });
    await session.start();
    await session.readOffers();
    await Promise.resolve();
    expect(session.get().workloads).toEqual({ kind: "failed", message: "No tags today." });
    world.offerError = null;
    world.workloads = [{ id: 1, title: "Payroll", type: "Feature" }];
    await session.readOffers();
    expect(session.get()).toMatchObject({ step: { kind: "choosing" }, workloads: { kind: "ready" } });
  });
});

describe("a reading that goes wrong", () => {
  it("says why, and is repeated", async () => {
    const world = changeWorld(estate());
    world.readError = new Error("Azure DevOps could not be reached.");
    const session = sessionOf(world);
    await session.start();
    expect(step(session, "failed")).toEqual({
      kind: "failed",
      purpose: "choices",
      message: "Azure DevOps could not be reached.",
    });
    world.readError = null;
    await session.retry();
    step(session, "choosing");
  });

  it("can be stopped, and begun again", async () => {
    const world = changeWorld(estate());
    world.readGate = gate();
    const session = sessionOf(world);
    const started = session.start();
    session.cancel();
    await started;
    step(session, "stopped");
    world.readGate.open();
    await session.retry();
    step(session, "choosing");
  });

  it("of a plan leads back to the choice, which is kept", async () => {
    const world = changeWorld(estate());
    const session = sessionOf(world);
    await session.start();
    session.choose(TO_STAGED);
    world.now += 3_600_000;
    world.readError = new Error("Gone.");
    await session.preview();
    expect(step(session, "failed")).toMatchObject({ purpose: "plan", message: "Gone." });
    session.back();
    expect(session.get()).toMatchObject({ step: { kind: "choosing" }, draft: { change: TO_STAGED } });
  });

  it("of a plan that is stopped leads back to the choice too", async () => {
    const world = changeWorld(estate());
    const session = sessionOf(world);
    await session.start();
    session.choose(TO_STAGED);
    world.now += 3_600_000;
    world.readGate = gate();
    const previewing = session.preview();
    expect(step(session, "reading").purpose).toBe("plan");
    session.cancel();
    await previewing;
    step(session, "choosing");
  });

  it("has nothing to say any more once a newer one has begun", async () => {
    const world = changeWorld(estate());
    const session = sessionOf(world);
    const late = gate();
    world.readGate = late;
    world.readError = new Error("Too late.");
    const started = session.start();
    session.cancel();
    await started;
    world.readGate = null;
    world.readError = null;
    await session.retry();
    const before = session.get();
    late.open();
    await late.passed;
    await new Promise(process.nextTick);
    expect(session.get()).toBe(before);
  });
});

describe("the preview", () => {
  it("says what would be written, and writes nothing", async () => {
    const world = changeWorld(estate());
    const session = sessionOf(world);
    await session.start();
    session.choose(TO_REPLICATED);
    await session.preview();
    const { plan, isRetry } = step(session, "preview");
    expect(idsOf(plan.entries)).toEqual([11, 12]);
    expect(plan.unchanged.map(({ id }) => id)).toEqual([13]);
    expect(isRetry).toBe(false);
    expect(world.item(11)).toMatchObject({ rev: 1, state: "Active" });
  });

  it("is made of what was read to choose from, while that is fresh", async () => {
    const world = changeWorld(estate());
    const session = sessionOf(world);
    await session.start();
    session.choose(TO_REPLICATED);
    await session.preview();
    expect(world.readings).toHaveLength(1);
    session.back();
    world.now += 61_000;
    await session.preview();
    step(session, "preview");
    expect(world.readings).toHaveLength(2);
  });

  it("reads the workload that things are to be put below, where it was not read yet", async () => {
    const world = changeWorld(estate());
    const session = sessionOf(world, { ids: [11], kinds: ["workload"] });
    await session.start();
    session.choose({ kind: "workload", workload: { id: 99, title: "Elsewhere", type: "Feature" } });
    await session.preview();
    expect(world.readings).toEqual([[11], [11, 99]]);
    step(session, "preview");
  });

  it("is the first step where the change is chosen already, and leads back to the choice", async () => {
    const session = await previewed(changeWorld(estate()));
    session.back();
    expect(session.get()).toMatchObject({ step: { kind: "choosing" }, draft: { change: TO_REPLICATED } });
  });

  it("is made anew when asked to", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    world.change(11, { state: "Resolved" });
    await session.retry();
    expect(idsOf(step(session, "preview").plan.entries)).toEqual([12]);
  });

  it("with nothing to write can't be applied", async () => {
    const world = changeWorld(estate());
    const session = sessionOf(world, { ids: [13], change: TO_REPLICATED });
    await session.start();
    await session.apply();
    step(session, "preview");
    expect(world.announced).toEqual([]);
  });
});

describe("writing", () => {
  it("says what became of each, tells the other pages, and can be undone", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    await session.apply();
    const done = step(session, "done");
    expect(kindsOf(done.outcomes)).toEqual({ 11: "written", 12: "written" });
    expect(done).toMatchObject({ change: TO_REPLICATED, unchanged: [{ id: 13 }], canUndo: true, canRetry: false });
    expect(world.item(11).state).toBe("Resolved");
    expect(world.announced).toEqual([[11, 12]]);
  });

  it("says how far it is", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    const seen: Step[] = [];
    session.subscribe(() => seen.push(session.get().step));
    await session.apply();
    expect(seen.flatMap((one) => (one.kind === "writing" ? [[one.done, one.all]] : []))).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
  });

  it("begins once, however often it is asked for", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    await Promise.all([session.apply(), session.apply()]);
    expect(world.item(11).rev).toBe(2);
    expect(world.announced).toHaveLength(1);
  });

  it("leaves alone what somebody else changed meanwhile", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    world.change(12, { title: "Renamed" });
    await session.apply();
    const done = step(session, "done");
    expect(kindsOf(done.outcomes)).toEqual({ 11: "written", 12: "conflict" });
    expect(done).toMatchObject({ canUndo: true, canRetry: true });
    expect(world.item(12)).toMatchObject({ title: "Renamed", state: "Active", rev: 2 });
    expect(world.announced).toEqual([[11]]);
  });

  it("can be stopped, and says truly what was written until then", async () => {
    const many = Array.from({ length: 20 }, (_, index) => asset(100 + index, 1, { state: "Active" }));
    const world = changeWorld([feature(1), ...many]);
    const session = sessionOf(world, { ids: many.map(({ id }) => id), change: TO_REPLICATED });
    await session.start();
    world.writeGate = gate();
    const applying = session.apply();
    session.cancel();
    const seen = [step(session, "writing").isStopping];
    session.subscribe(() => {
      const { step: now } = session.get();
      if (now.kind === "writing") seen.push(now.isStopping);
    });
    world.writeGate.open();
    await applying;
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).not.toContain(false);
    const { outcomes, canUndo, canRetry } = step(session, "done");
    const written = outcomes.filter(({ kind }) => kind === "written").map(({ entry }) => entry.item.id);
    const notTried = outcomes.filter(({ kind }) => kind === "notTried").map(({ entry }) => entry.item.id);
    expect(written.length).toBeGreaterThan(0);
    expect(notTried.length).toBeGreaterThan(0);
    expect([...written, ...notTried].sort()).toEqual(many.map(({ id }) => id));
    expect(many.filter(({ id }) => world.item(id).rev === 2).map(({ id }) => id)).toEqual(written.sort());
    expect({ canUndo, canRetry }).toEqual({ canUndo: true, canRetry: true });
  });

  it("that breaks off leaves nothing unsaid: it is not known what was written", async () => {
    const world = changeWorld(estate());
    const session = createChangeSession(
      { ...world.effects, carryOut: () => Promise.reject(new Error("The page is going away.")) },
      { ids: [11, 12], kinds: ["stage"], change: TO_REPLICATED },
    );
    await session.start();
    await session.apply();
    const done = step(session, "done");
    expect(kindsOf(done.outcomes)).toEqual({ 11: "failed", 12: "failed" });
    expect(done.outcomes[0]?.writes[0]?.outcome).toEqual({ kind: "failed", message: "The page is going away." });
    expect(done).toMatchObject({ canUndo: false, canRetry: true });
    // Whoever shows these items reads them again.
    expect(world.announced).toEqual([[11, 12]]);
  });
});

describe("trying the rest again", () => {
  it("plans anew what was not written, on what it is by now", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    world.change(12, { title: "Renamed" });
    await session.apply();
    await session.retry();
    const preview = step(session, "preview");
    expect(world.readings.at(-1)).toEqual([12]);
    expect(idsOf(preview.plan.entries)).toEqual([12]);
    expect(preview.isRetry).toBe(true);
    await session.apply();
    const done = step(session, "done");
    expect(kindsOf(done.outcomes)).toEqual({ 11: "written", 12: "written" });
    expect(done).toMatchObject({ unchanged: [{ id: 13 }], canRetry: false });
    expect(world.item(12)).toMatchObject({ title: "Renamed", state: "Resolved" });
  });

  it("finds out what needs nothing any more", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    world.change(12, { state: "Resolved" });
    await session.apply();
    await session.retry();
    const preview = step(session, "preview");
    expect(preview.plan).toMatchObject({ entries: [], unchanged: [{ id: 12 }] });
  });

  it("is left without losing the outcome", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    world.change(12, { title: "Renamed" });
    await session.apply();
    const done = step(session, "done");
    await session.retry();
    session.back();
    expect(step(session, "done")).toEqual(done);
    world.readError = new Error("Gone.");
    await session.retry();
    step(session, "failed");
    session.back();
    expect(step(session, "done")).toEqual(done);
  });

  it("is not offered where all was written", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    await session.apply();
    await session.retry();
    step(session, "done");
    expect(world.readings).toHaveLength(1);
  });
});

describe("undoing", () => {
  it("brings everything back as it was", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    await session.apply();
    await session.undo();
    const undone = step(session, "undone");
    expect(kindsOf(undone.outcomes)).toEqual({ 11: "written", 12: "written" });
    expect(undone.canRetry).toBe(false);
    expect([world.item(11).state, world.item(12).state]).toEqual(["Active", "Active"]);
    expect(world.announced).toEqual([
      [11, 12],
      [11, 12],
    ]);
  });

  it("takes back all tries", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    world.change(12, { title: "Renamed" });
    await session.apply();
    await session.retry();
    await session.apply();
    await session.undo();
    expect(kindsOf(step(session, "undone").outcomes)).toEqual({ 11: "written", 12: "written" });
    expect(world.item(11)).toMatchObject({ state: "Active" });
    expect(world.item(12)).toMatchObject({ title: "Renamed", state: "Active" });
  });

  it("leaves what somebody changed since, and says so", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    await session.apply();
    world.change(12, { title: "Renamed" });
    await session.undo();
    const undone = step(session, "undone");
    expect(kindsOf(undone.outcomes)).toEqual({ 11: "written", 12: "conflict" });
    expect(undone.canRetry).toBe(false);
    expect(world.item(12)).toMatchObject({ title: "Renamed", state: "Resolved" });
  });

  it("tries again what found no answer, and nothing else", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    await session.apply();
    world.answer(12, { kind: "failed", message: "No answer." });
    await session.undo();
    expect(step(session, "undone")).toMatchObject({ canRetry: true });
    world.answer(12, null);
    await session.retry();
    const undone = step(session, "undone");
    expect(kindsOf(undone.outcomes)).toEqual({ 11: "written", 12: "written" });
    expect([world.item(11).state, world.item(12).state]).toEqual(["Active", "Active"]);
    expect(world.item(11).rev).toBe(3);
  });

  it("goes on with what is left of an item of which a part was taken back", async () => {
    const items = [
      feature(1, { children: [11] }),
      workItem(11, { parent: 1, children: [21, 22] }),
      task(21, 11, "Migrate", { state: "Active" }),
      task(22, 11, "Document configuration"),
    ];
    const world = changeWorld(items, { policy: frameworkPolicy() });
    const session = sessionOf(world, { ids: [11], change: TO_STAGED });
    await session.start();
    const { entries } = step(session, "preview").plan;
    const written = entries.flatMap(({ writes }) => writes.map(({ item }) => item.id));
    expect(written.length).toBeGreaterThan(1);
    await session.apply();
    // Taken back in reverse order, so that the first that was written is the last.
    const [last = 0] = written;
    world.answer(last, { kind: "failed", message: "No answer." });
    await session.undo();
    expect(kindsOf(step(session, "undone").outcomes)).toEqual({ 11: "failed" });
    world.answer(last, null);
    await session.retry();
    expect(kindsOf(step(session, "undone").outcomes)).toEqual({ 11: "written" });
    for (const id of written) expect(world.item(id)).toMatchObject({ state: item(items, id).state, rev: 3 });
  });

  it("can be stopped", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    await session.apply();
    world.writeGate = gate();
    const undoing = session.undo();
    expect(step(session, "undoing")).toEqual({ kind: "undoing", done: 0, all: 2, isStopping: false });
    session.cancel();
    expect(step(session, "undoing").isStopping).toBe(true);
    world.writeGate.open();
    await undoing;
    step(session, "undone");
  });

  it("is not possible where nothing was written", async () => {
    const world = changeWorld(estate());
    const session = await previewed(world);
    world.answer(11, { kind: "refused", message: "A rule says no." });
    world.answer(12, { kind: "refused", message: "A rule says no." });
    await session.apply();
    expect(step(session, "done").canUndo).toBe(false);
    await session.undo();
    step(session, "done");
  });
});

describe("what makes no sense where a session is", () => {
  it("does nothing", async () => {
    const world = changeWorld(estate(), { policy: policy() });
    const session = sessionOf(world);
    await session.start();
    const before = session.get();
    await session.apply();
    await session.undo();
    await session.retry();
    session.back();
    session.cancel();
    expect(session.get()).toBe(before);
    expect(world.readings).toHaveLength(1);
  });

  it("can't be chosen behind a preview's back", async () => {
    const session = await previewed(changeWorld(estate()));
    session.choose(TO_STAGED);
    session.chooseKind("release");
    expect(session.get().draft).toEqual({ kind: "stage", change: TO_REPLICATED });
  });
});
