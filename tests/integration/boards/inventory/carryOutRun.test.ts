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
