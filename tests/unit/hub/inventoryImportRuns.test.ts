import type { EntryOutcome, Run, RunProgress, RunState } from "../../../src/boards/inventory/stores";
import type { InventoryEffects } from "../../../src/hub/inventory/effects";
import { createRunSession, type RunSession } from "../../../src/hub/inventory/import/running";
import { countsText, entryNames, offersOf, runSentence } from "../../../src/hub/inventory/import/runWords";
import { asset } from "../../builders/estate";
import {
  createEntry,
  deferred,
  effectsWith,
  importPlan,
  memoryJournal,
  runOf,
  storedRecord,
} from "./inventoryImportWorld";

const PLAN = importPlan([createEntry("WEB-1"), createEntry("SQL-1")]);
const CREATED: EntryOutcome = { kind: "created", id: 7, rev: 1 };
const FAILED: EntryOutcome = { kind: "failed", message: "Azure DevOps did not answer." };

function shown(session: RunSession) {
  const view = session.get();
  if (view.kind !== "shown") throw new Error(`The run is ${view.kind}.`);
  return view;
}

/** A session whose carrying out waits for the test. */
function carried(run: Run = runOf(PLAN, "planned")) {
  const end = deferred<Run>();
  let tell: (progress: RunProgress) => void = () => {
    throw new Error("Nothing is under way.");
  };
  let stopped: AbortSignal | null = null;
  let begun = 0;
  let written = 0;
  const carryOut: InventoryEffects["carryOut"] = (_run, signal, onProgress) => {
    begun += 1;
    stopped = signal;
    tell = onProgress;
    return end.promise;
  };
  const session = createRunSession(
    effectsWith({ journal: memoryJournal([run]), carryOut }),
    run.summary.id,
    run,
    () => {
      written += 1;
    },
  );
  return {
    session,
    end,
    tell: (progress: RunProgress) => {
      tell(progress);
    },
    isStopped: () => stopped?.aborted,
    begun: () => begun,
    written: () => written,
  };
}

describe("a run that is looked at", () => {
  it("is read from the log", async () => {
    const run = runOf(PLAN, "unfinished", [CREATED]);
    const session = createRunSession(
      effectsWith({ journal: memoryJournal([run]) }),
      run.summary.id,
      null,
      () => undefined,
    );
    expect(session.get()).toEqual({ kind: "loading" });
    await session.load();
    expect(shown(session)).toEqual({ kind: "shown", run, busy: null, ended: null });
  });

  it("is missing where the log has none of that name", async () => {
    const session = createRunSession(effectsWith({ journal: memoryJournal() }), "none", null, () => undefined);
    await session.load();
    expect(session.get()).toEqual({ kind: "missing" });
  });

  it("says why the log could not be read", async () => {
    const load = (): Promise<never> => Promise.reject(new Error("No answer."));
    const session = createRunSession(
      effectsWith({ journal: { ...memoryJournal(), load } }),
      "x",
      null,
      () => undefined,
    );
    await session.load();
    expect(session.get()).toEqual({ kind: "failed", message: "No answer." });
  });
});

describe("carrying out a run", () => {
  it("tells how far it is and what became of it, and of what may have been written", async () => {
    const { session, end, tell, written } = carried();
    const done = session.goOn();
    expect(shown(session).busy).toEqual({ what: "write", progress: null, isStopping: false });
    tell({ done: 1, of: 2 });
    expect(shown(session).busy?.progress).toEqual({ done: 1, of: 2 });
    expect(written()).toBe(0);
    const run = runOf(PLAN, "done", [CREATED, CREATED]);
    end.resolve(run);
    await done;
    expect(shown(session)).toEqual({ kind: "shown", run, busy: null, ended: { what: "write", wasStopped: false } });
    expect(written()).toBe(1);
  });

  it("is begun once, however often it is pressed", async () => {
    const { session, end, begun } = carried();
    const both = [session.goOn(), session.goOn()];
    end.resolve(runOf(PLAN, "done", [CREATED, CREATED]));
    await Promise.all(both);
    expect(begun()).toBe(1);
  });

  it("stops when it is cancelled, and keeps what was written", async () => {
    const { session, end, isStopped } = carried();
    const done = session.goOn();
    session.stop();
    expect(isStopped()).toBe(true);
    expect(shown(session).busy?.isStopping).toBe(true);
    end.resolve(runOf(PLAN, "unfinished", [CREATED]));
    await done;
    expect(shown(session).ended).toEqual({ what: "write", wasStopped: true });
    expect(offersOf(shown(session).run)).toEqual({ goOn: "Go on", undo: "Undo" });
  });

  it("is not taken back by what the log said before it began", async () => {
    const run = runOf(PLAN, "planned");
    const done = runOf(PLAN, "done", [CREATED, CREATED]);
    const early = deferred<Run>();
    const session = createRunSession(
      effectsWith({
        journal: { ...memoryJournal([run]), load: () => early.promise },
        carryOut: () => Promise.resolve(done),
      }),
      run.summary.id,
      run,
      () => undefined,
    );
    const loading = session.load();
    await session.goOn();
    early.resolve(run);
    await loading;
    expect(shown(session).run).toBe(done);
  });

  it("is not read again from a log that could not be written", async () => {
    const done = { ...runOf(PLAN, "done", [CREATED, CREATED]), problems: ["The log could not be written."] };
    const run = runOf(PLAN, "planned");
    const effects = effectsWith({ journal: memoryJournal([run]), carryOut: () => Promise.resolve(done) });
    const session = createRunSession(effects, run.summary.id, run, () => undefined);
    await session.goOn();
    await session.load();
    expect(shown(session).run).toBe(done);
  });

  it("is not read again from the log while it is under way", async () => {
    const { session, end } = carried();
    const done = session.goOn();
    await session.load();
    expect(shown(session).busy).not.toBeNull();
    end.resolve(runOf(PLAN, "done", [CREATED, CREATED]));
    await done;
  });
});

describe("what is offered for a run", () => {
  const offers = (state: RunState, outcomes: readonly EntryOutcome[]) => offersOf(runOf(PLAN, state, outcomes));

  it.each<[string, RunState, readonly EntryOutcome[], ReturnType<typeof offersOf>]>([
    ["one that was never begun", "planned", [], { goOn: "Write", undo: null }],
    ["one that was left in the middle", "running", [CREATED], { goOn: "Go on", undo: "Undo" }],
    ["one with failures", "unfinished", [CREATED, FAILED], { goOn: "Retry failed", undo: "Undo" }],
    ["one that is done", "done", [CREATED, CREATED], { goOn: null, undo: "Undo" }],
    ["one whose undo was left in the middle", "undoing", [CREATED], { goOn: null, undo: "Go on undoing" }],
    ["one that is undone", "undone", [{ kind: "undone" }, { kind: "undone" }], { goOn: null, undo: null }],
    [
      "one that was undone but for something",
      "undone",
      [{ kind: "undone" }, { kind: "kept", id: 7, message: "Ben changed it." }],
      { goOn: null, undo: "Undo the rest again" },
    ],
  ])("for %s", (_what, state, outcomes, expected) => {
    expect(offers(state, outcomes)).toEqual(expected);
  });

  it("offers no undo where nothing was written", () => {
    expect(offers("unfinished", [FAILED, FAILED])).toEqual({ goOn: "Retry failed", undo: null });
  });

  it("offers to undo one that wrote records alone", () => {
    const before = storedRecord("WEB-1");
    const plan = importPlan([], { records: [{ before, after: null, item: null, workload: null }] });
    expect(offersOf(runOf(plan, "done"))).toEqual({ goOn: null, undo: "Undo" });
  });
});

describe("a run in words", () => {
  it("says first what needs attention", () => {
    const run = runOf(PLAN, "unfinished", [CREATED, FAILED]);
    expect(countsText(run.summary.counts)).toBe("1 failed, 1 created");
    expect(runSentence(run)).toBe("Not all of it was written: 1 failed, 1 created.");
  });

  it("counts no records where none were written", () => {
    const run = runOf(importPlan([createEntry("WEB-1")]), "done", [{ kind: "created", id: 7, rev: 1 }]);
    expect(runSentence(run)).toBe("Written: 1 created.");
  });

  it("calls nothing written that was refused", () => {
    const run = runOf(PLAN, "done", [CREATED, { kind: "refused", message: "It has too many links." }]);
    expect(runSentence(run)).toBe("It has ended, and not all of it could be written: 1 refused, 1 created.");
    expect(offersOf(run)).toEqual({ goOn: null, undo: "Undo" });
  });

  it("says that undoing left something", () => {
    const run = runOf(PLAN, "undone", [{ kind: "undone" }, { kind: "kept", id: 7, message: "Ben changed it." }]);
    expect(runSentence(run)).toBe("Undone, but for 1 thing that could not be taken back: 1 kept, 1 undone.");
  });

  it("names the ends of a link by what it makes and by what is there", () => {
    const [web] = PLAN.entries;
    const link = {
      kind: "link",
      key: "link",
      type: "System.LinkTypes.Dependency-Reverse",
      from: { key: web?.key ?? "" },
      to: { id: 3 },
      after: [],
    } as const;
    const names = entryNames([...PLAN.entries, link], (id) => asset(id, null, { title: "SQL-3" }));
    expect(names.nameOf(link)).toBe("WEB-1 needs SQL-3");
    expect(names.itemOf(createEntry("WEB-1"), CREATED)).toEqual({ id: 7, title: "WEB-1", type: "User Story" });
    expect(names.itemOf(createEntry("WEB-1"), FAILED)).toBeNull();
  });
});
