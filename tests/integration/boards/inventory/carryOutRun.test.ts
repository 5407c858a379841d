/** Carrying out a run in the local Azure Boards over HTTP: each asset one work item, whatever goes wrong on the way. */
import { useServed } from "../sample";
import {
  carryOut,
  createEntry,
  endOf,
  estatePlan,
  idsByKey,
  page,
  plan,
  READER,
  reloaded,
  stored,
  WORKLOAD,
} from "./runHarness";
import { NOW } from "../../../builders/estate";

const sample = useServed();

describe("a run", () => {
  it("makes what it plans, below what it makes first, with its records and its links", async () => {
    const boards = page(sample);
    const run = await carryOut(boards, await boards.journal.begin(estatePlan(5, 2), READER, NOW));
    expect(run.problems).toEqual([]);
    expect(run.summary).toMatchObject({ state: "done", counts: { created: 6, linked: 2, waiting: 0, failed: 0 } });
    const byKey = await idsByKey(sample, run.summary.id);
    expect([...byKey.values()].map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1]);
    const [workload] = byKey.get(WORKLOAD.key)!;
    const [asset] = byKey.get("m1")!;
    expect((await stored(sample, asset!)).fields).toMatchObject({
      "System.Parent": workload,
      "System.Title": "Server m1",
    });
    const records = await boards.records.load();
    expect(records.find(({ key }) => key === "m1")).toMatchObject({
      workItem: asset,
      workloadItem: workload,
      run: run.summary.id,
    });
    expect(await endOf(sample, page(sample), run.summary.id)).toMatchObject({ state: "done" });
    expect((await reloaded(page(sample), run.summary.id)).entries).toEqual(run.entries);
  });

  it("is refused an item that could not be found again", async () => {
    const boards = page(sample);
    const entry = createEntry("m1", { under: null, after: [] });
    if (entry.kind !== "create") throw new Error("It is to be made.");
    const bare = { ...entry, item: { ...entry.item, description: "" } };
    const run = await carryOut(boards, await boards.journal.begin(plan([bare]), READER, NOW));
    expect(run.entries[0]?.outcome).toMatchObject({ kind: "refused", message: expect.stringContaining("no key") });
  });
});

describe("a run whose assets somebody else imported since it was planned", () => {
  it("makes nothing twice: it is not begun, and says what to do", async () => {
    const [theirs, ours] = [page(sample), page(sample)];
    const planned = await ours.journal.begin(estatePlan(3, 1), READER, NOW);
    await carryOut(theirs, await theirs.journal.begin(estatePlan(3, 1), READER, NOW));
    const records = await theirs.records.load();

    const run = await carryOut(ours, planned);
    expect(run.summary).toMatchObject({ state: "planned", counts: { waiting: 5, created: 0 } });
    expect(run.problems).toEqual([
      expect.stringMatching(/^3 assets got a work item since this was planned, Server m\d work item \d+\..*compare/),
    ]);
    expect(await idsByKey(sample, run.summary.id)).toEqual(new Map());
    expect(await ours.records.load()).toEqual(records);
  });

  it("is not begun either where nobody can tell", async () => {
    const boards = page(sample);
    const begun = await boards.journal.begin(estatePlan(2), READER, NOW);
    const records = { ...boards.records, loadMap: () => Promise.reject(new Error("The storage is away.")) };
    const run = await carryOut({ ...boards, records }, begun);
    expect(run.summary.state).toBe("planned");
    expect(run.problems).toEqual([expect.stringContaining("The storage is away.")]);
    expect((await carryOut(boards, run)).summary.state).toBe("done");
  });
});
