/** Taking back runs in the local Azure Boards over HTTP: all of it, but for what somebody changed since. */
import { NOW } from "../../../builders/estate";
import { useServed } from "../sample";
import {
  carryOut,
  changeField,
  createEntry,
  estatePlan,
  handMade,
  idsByKey,
  page,
  plan,
  PROJECT,
  READER,
  record,
  recordsOf,
  reloaded,
  stored,
  takeBack,
  updateEntry,
  WORKLOAD,
} from "./runHarness";

const sample = useServed();
const isInBin = async (id: number): Promise<boolean> =>
  (await sample.send("GET", `/_apis/wit/workitems/${id}`)).status === 404;

describe("a run that is taken back", () => {
  it("gives every item its fields back, and recycles what it made, workloads and all", async () => {
    const boards = page(sample);
    const item = await handMade(sample);
    const before = (await stored(sample, item.id)).fields;
    const { entries, ...rest } = estatePlan(3, 2);
    const run = await carryOut(
      boards,
      await boards.journal.begin({ ...rest, entries: [...entries, updateEntry(item)] }, READER, NOW),
    );
    const changed = (await stored(sample, item.id)).fields;
    expect(changed).toMatchObject({ "System.Title": "By hand (renamed)", "System.Tags": "kind:vm; strategy:rehost" });
    expect(changed["System.Description"]).toContain("Key: m-");
    const made = [...(await idsByKey(sample, run.summary.id)).values()].flat();

    const undone = await takeBack(boards, run);
    expect(undone.problems).toEqual([]);
    expect(undone.summary).toMatchObject({ state: "undone", counts: { undone: 7, created: 0, kept: 0 } });
    for (const id of made) expect(await isInBin(id)).toBe(true);
    const after = (await stored(sample, item.id)).fields;
    for (const name of ["System.Title", "System.Tags", "System.Description"]) expect(after[name]).toEqual(before[name]);
    expect(await boards.records.load()).toEqual([]);
    expect((await reloaded(page(sample), run.summary.id)).summary.state).toBe("undone");
  });

  it("keeps what somebody changed since, and says who; what is above it stays, and its record", async () => {
    const boards = page(sample);
    const item = await handMade(sample);
    const { entries, ...rest } = estatePlan(2);
    const run = await carryOut(
      boards,
      await boards.journal.begin({ ...rest, entries: [...entries, updateEntry(item)] }, READER, NOW),
    );
    const [asset = 0] = (await idsByKey(sample, run.summary.id)).get("m0") ?? [];
    await changeField(sample, asset, "System.Title", "Theirs now");
    await changeField(sample, item.id, "System.Title", "Theirs too");

    const undone = await takeBack(boards, run);
    const outcomes = new Map(undone.entries.map(({ entry, outcome }) => [entry.key, outcome]));
    const who = sample.boards.users()[0]!.displayName;
    expect(outcomes.get("m0")).toMatchObject({ kind: "kept", id: asset, message: expect.stringContaining(who) });
    expect(outcomes.get(WORKLOAD.key)).toMatchObject({ kind: "kept" });
    expect(outcomes.get("m1")).toEqual({ kind: "undone" });
    expect(outcomes.get(`m-${item.id}`)).toMatchObject({
      kind: "kept",
      id: item.id,
      message: expect.stringMatching(new RegExp(`changed by ${who} at .*Title`)),
    });
    expect(undone.summary.state).toBe("undone");
    expect((await stored(sample, asset)).fields).toMatchObject({ "System.Title": "Theirs now" });
    expect((await stored(sample, item.id)).fields).toMatchObject({ "System.Title": "Theirs too" });
    expect((await boards.records.load()).map(({ key }) => key)).toEqual(["m0"]);
  });

  it("keeps a record that somebody changed since", async () => {
    const boards = page(sample);
    const run = await carryOut(boards, await boards.journal.begin(estatePlan(1), READER, NOW));
    const [before] = await boards.records.load();
    if (before === undefined) throw new Error("The record was not kept.");
    await page(sample).records.change([{ before, after: { ...before, outOfScope: "Is retired." } }]);
    const undone = await takeBack(boards, run);
    expect(undone.problems).toEqual([expect.stringMatching(/record of Server m0 was changed by somebody else/)]);
    expect(await boards.records.load()).toMatchObject([{ outOfScope: "Is retired." }]);
  });

  it("is carried out no more", async () => {
    const boards = page(sample);
    const undone = await takeBack(
      boards,
      await carryOut(boards, await boards.journal.begin(estatePlan(1), READER, NOW)),
    );
    const again = await carryOut(boards, undone);
    expect(again.problems).toEqual([expect.stringContaining("taken back")]);
    expect(await idsByKey(sample, undone.summary.id)).toEqual(new Map());
  });
});

describe("a change of an item that is there", () => {
  it("meets somebody's change as a conflict that says what it was; tried again, what does not overlap is merged", async () => {
    const boards = page(sample);
    const item = await handMade(sample);
    await changeField(sample, item.id, "System.Tags", "kind:vm; theirs");
    const first = await carryOut(boards, await boards.journal.begin(plan([updateEntry(item)]), READER, NOW));
    expect(first.entries[0]?.outcome).toMatchObject({
      kind: "conflict",
      message: expect.stringMatching(/revision 2.*Tags/),
    });
    expect(first.summary.state).toBe("unfinished");

    const second = await carryOut(boards, first);
    expect(second.entries[0]?.outcome).toMatchObject({ kind: "updated", before: { tags: ["kind:vm", "theirs"] } });
    const { fields } = await stored(sample, item.id);
    expect(fields).toMatchObject({
      "System.Title": "By hand (renamed)",
      "System.Tags": "kind:vm; strategy:rehost; theirs",
    });
  });

  it("never writes over what somebody else wrote in its place, however often it is tried", async () => {
    const boards = page(sample);
    const item = await handMade(sample);
    await changeField(sample, item.id, "System.Title", "Theirs");
    let run = await boards.journal.begin(plan([updateEntry(item)]), READER, NOW);
    for (let tries = 0; tries < 3; tries++) run = await carryOut(boards, run);
    expect(run.entries[0]?.outcome).toMatchObject({ kind: "conflict", message: expect.stringContaining("Title") });
    expect((await stored(sample, item.id)).fields).toMatchObject({ "System.Title": "Theirs" });
  });
});

describe("a description that somebody changed since it was read", () => {
  it("is not written over, be it an image alone that is new", async () => {
    const boards = page(sample);
    const item = await handMade(sample);
    const theirs = '<p>Theirs</p><img src="https://contoso.example/plan.png">';
    await changeField(sample, item.id, "System.Description", theirs);
    let run = await boards.journal.begin(plan([updateEntry(item)]), READER, NOW);
    for (let tries = 0; tries < 2; tries++) run = await carryOut(boards, run);
    expect(run.entries[0]?.outcome).toMatchObject({
      kind: "conflict",
      message: expect.stringContaining("Description"),
    });
    expect((await stored(sample, item.id)).fields["System.Description"]).toContain("plan.png");
  });
});

describe("what a page made and could not note", () => {
  /** A page that is closed once its first work item is made. */
  async function madeUnnoted(): Promise<{ run: string; id: number }> {
    const boards = page(sample);
    const begun = await boards.journal.begin(plan([WORKLOAD]), READER, NOW);
    const journal: typeof boards.journal = {
      ...boards.journal,
      note: (run, outcomes, state) =>
        outcomes.size > 0
          ? Promise.reject(new Error("The page is closed."))
          : boards.journal.note(run, outcomes, state),
    };
    await carryOut({ ...boards, journal }, begun);
    const [id = NaN] = [...(await idsByKey(sample, begun.summary.id)).values()].flat();
    return { run: begun.summary.id, id };
  }

  it.each([
    ["before it is taken back", false],
    ["before the run is gone on with", true],
  ])("is kept where somebody changed it %s", async (_, isGoneOnWith) => {
    const { run: name, id } = await madeUnnoted();
    await changeField(sample, id, "System.Title", "Theirs");
    const boards = page(sample);
    const run = await reloaded(boards, name);
    const undone = await takeBack(boards, isGoneOnWith ? await carryOut(boards, run) : run);
    expect(undone.entries[0]?.outcome).toMatchObject({
      kind: "kept",
      id,
      message: expect.stringContaining("revision 2"),
    });
    expect((await stored(sample, id)).fields["System.Title"]).toBe("Theirs");
  });

  it("is recycled where nobody touched it", async () => {
    const { run, id } = await madeUnnoted();
    const boards = page(sample);
    expect((await takeBack(boards, await reloaded(boards, run))).entries[0]?.outcome).toEqual({ kind: "undone" });
    expect(await isInBin(id)).toBe(true);
  });

  it("stays where a person took it out of the recycle bin, though the run is taken back once more", async () => {
    const boards = page(sample);
    const run = await carryOut(boards, await boards.journal.begin(plan([WORKLOAD]), READER, NOW));
    const [id = NaN] = [...(await idsByKey(sample, run.summary.id)).values()].flat();
    const undone = await takeBack(boards, run);
    await sample.send("PATCH", `/${PROJECT.id}/_apis/wit/recyclebin/${id}`, { body: { IsDeleted: false } });
    await takeBack(boards, undone);
    expect(await isInBin(id)).toBe(false);
  });
});

describe("entries that wait for another one", () => {
  it("say what they wait for where it is refused, and are not tried", async () => {
    const boards = page(sample);
    if (WORKLOAD.kind !== "create") throw new Error("It is to be made.");
    const entries = [{ ...WORKLOAD, item: { ...WORKLOAD.item, areaPath: "Nowhere" } }, createEntry("m1")];
    const run = await carryOut(boards, await boards.journal.begin(plan(entries, recordsOf(entries)), READER, NOW));
    expect(run.entries[0]?.outcome.kind).toBe("refused");
    expect(run.entries[1]?.outcome).toMatchObject({
      kind: "waiting",
      message: expect.stringMatching(/waits for “Payroll”/),
    });
    expect(run.summary.state).toBe("unfinished");
    expect(await boards.records.load()).toEqual([]);
  });
});

describe("two pages that go on with one run at the same time", () => {
  it("leave one work item for each asset", async () => {
    const run = await page(sample).journal.begin(estatePlan(30, 5), READER, NOW);
    const [one, two] = [page(sample), page(sample)];
    const loaded = [await reloaded(one, run.summary.id), await reloaded(two, run.summary.id)];
    await Promise.all([carryOut(one, loaded[0]!), carryOut(two, loaded[1]!)]);
    const last = page(sample);
    await carryOut(last, await reloaded(last, run.summary.id));
    const byKey = await idsByKey(sample, run.summary.id);
    expect(byKey.size).toBe(31);
    expect([...byKey].filter(([, ids]) => ids.length !== 1)).toEqual([]);
    const ids = new Map([...byKey].map(([key, [id]]) => [key, id]));
    for (const kept of await last.records.load())
      expect([kept.key, kept.workItem]).toEqual([kept.key, ids.get(kept.key)]);
  });
});

describe("a run that is cancelled", () => {
  it("begins nothing more, keeps what it did, and is gone on with", async () => {
    const stop = new AbortController();
    const boards = page(sample);
    const begun = await boards.journal.begin(estatePlan(4), READER, NOW);
    // The workload is made, and noted; then a person cancels.
    const journal = {
      ...boards.journal,
      note: async (...noted: Parameters<typeof boards.journal.note>) => {
        await boards.journal.note(...noted);
        if (noted[1].size > 0) stop.abort();
      },
    };
    const run = await carryOut({ ...boards, journal }, begun, stop.signal);
    expect(run.summary).toMatchObject({ state: "unfinished", counts: { created: 1, waiting: 4 } });
    expect(run.problems).toEqual([]);
    expect((await carryOut(boards, run)).summary).toMatchObject({ state: "done", counts: { created: 5 } });
  });
});

describe("records without a work item of their own", () => {
  it("are written and taken back with their run", async () => {
    const boards = page(sample);
    const change = { before: null, after: record("m9"), item: null, workload: null };
    const run = await carryOut(boards, await boards.journal.begin(plan([], [change]), READER, NOW));
    expect(run.summary.state).toBe("done");
    expect(await boards.records.load()).toEqual([record("m9", { run: run.summary.id })]);
    await takeBack(boards, run);
    expect(await boards.records.load()).toEqual([]);
  });
});
