/** Whatever fails while a run is carried out, and wherever its page is closed: gone on with, it ends as if nothing had happened. */
import type { FaultAction } from "../../../../scripts/local-boards/server";
import type { RunBoards } from "../../../../src/boards/inventory/runWorld";
import type { Run } from "../../../../src/boards/inventory/stores";
import { NOW } from "../../../builders/estate";
import { useServed } from "../sample";
import {
  carryOut,
  endOf,
  estatePlan,
  handMade,
  idsByKey,
  Line,
  page,
  READER,
  reloaded,
  takeBack,
  updateEntry,
} from "./runHarness";

const sample = useServed();

/** A run of all kinds of entries: two made below one that is made first, one changed, one link. */
async function begun(boards: RunBoards, prefix: string): Promise<Run> {
  const { entries, ...rest } = estatePlan(2, 1, prefix);
  const update = updateEntry(await handMade(sample), `${prefix}u`);
  return boards.journal.begin({ ...rest, entries: [...entries, update] }, READER, NOW);
}

/** Goes on with a run on new pages until nothing is left to do. */
async function goneOn(id: string): Promise<Run> {
  for (let tries = 1; ; tries += 1) {
    const boards = page(sample);
    const run = await carryOut(boards, await reloaded(boards, id));
    if (run.summary.state === "done") return run;
    if (tries === 4) throw new Error(`It does not end: ${JSON.stringify([run.problems, run.summary])}`);
  }
}

async function withoutTrouble(prefix: string): Promise<{ end: unknown; requests: number }> {
  const line = new Line();
  const run = await begun(page(sample), prefix);
  const boards = page(sample, { line });
  await carryOut(boards, run);
  return { end: await endOf(sample, boards, run.summary.id, prefix), requests: line.sent };
}

const FAULTS: readonly (readonly [name: string, action: FaultAction])[] = [
  ["is dropped", { kind: "drop" }],
  ["is answered by half an answer", { kind: "truncate" }],
  ["is answered 503", { kind: "status", status: 503 }],
  ["is answered 429", { kind: "answer", name: "throttled" }],
  ["is answered 401", { kind: "status", status: 401 }],
  ["is answered late", { kind: "delay", milliseconds: 5 }],
];

describe("carrying out a run", () => {
  it.each(FAULTS)("ends the same, whichever request %s", async (_, action) => {
    const { end, requests } = await withoutTrouble("free-");
    expect(end).toMatchObject({ state: "done", counts: { created: 3, updated: 1, linked: 1 } });
    expect(requests).toBeGreaterThan(15);
    // A retry makes more of them.
    for (let nth = 1; nth <= requests + 3; nth++) {
      const prefix = `n${nth}-`;
      const run = await begun(page(sample), prefix);
      sample.fail({ route: "/_apis/", nth, action });
      const boards = page(sample);
      await carryOut(boards, run);
      sample.fail();
      await goneOn(run.summary.id);
      expect([nth, await endOf(sample, page(sample), run.summary.id, prefix)]).toEqual([nth, end]);
    }
  });

  it("ends the same, after whichever request its page is closed", async () => {
    const { end, requests } = await withoutTrouble("free-");
    for (let closesAfter = 0; closesAfter <= requests; closesAfter++) {
      const prefix = `c${closesAfter}-`;
      const run = await begun(page(sample), prefix);
      await carryOut(page(sample, { line: new Line(closesAfter) }), run);
      await goneOn(run.summary.id);
      expect([closesAfter, await endOf(sample, page(sample), run.summary.id, prefix)]).toEqual([closesAfter, end]);
    }
  });

  it("makes exactly one work item for each asset while a tenth of all requests fails in every way", async () => {
    const run = await page(sample).journal.begin(estatePlan(230, 20), READER, NOW);
    const kinds = FAULTS.map(([, action]) => action);
    sample.fail(...kinds.map((action, index) => ({ route: "/_apis/", from: 3 + index * 7, every: 60, action })));
    await carryOut(page(sample, { line: new Line(12) }), run);
    for (let pages = 0; pages < 12; pages++) {
      const boards = page(sample);
      const loaded = await boards.journal.load(run.summary.id).catch(() => null);
      if (loaded !== null && (await carryOut(boards, loaded)).summary.state === "done") break;
    }
    sample.fail();
    await goneOn(run.summary.id);
    const byKey = await idsByKey(sample, run.summary.id);
    expect([...byKey].filter(([, ids]) => ids.length !== 1)).toEqual([]);
    expect(byKey.size).toBe(231);
    expect((await page(sample).records.load()).filter(({ workItem }) => workItem !== null)).toHaveLength(230);
  });

  it("is begun by nobody where its page is closed while it is planned", async () => {
    for (let closesAfter = 0; closesAfter < 4; closesAfter++) {
      const boards = page(sample, { line: new Line(closesAfter) });
      await expect(boards.journal.begin(estatePlan(2, 1), READER, NOW)).rejects.toThrow("closed");
    }
    expect(await page(sample).journal.list()).toEqual([]);
  });
});

describe("taking back a run", () => {
  it("ends the same, after whichever request its page is closed", async () => {
    const carried = async (prefix: string): Promise<Run> => {
      const boards = page(sample);
      return carryOut(boards, await begun(boards, prefix));
    };
    const free = await carried("free-");
    const line = new Line();
    const undone = await takeBack(page(sample, { line }), free);
    expect(undone).toMatchObject({ problems: [], summary: { state: "undone", counts: { undone: 5 } } });
    const end = await endOf(sample, page(sample), free.summary.id, "free-");
    for (let closesAfter = 0; closesAfter <= line.sent; closesAfter++) {
      const prefix = `c${closesAfter}-`;
      const run = await carried(prefix);
      await takeBack(page(sample, { line: new Line(closesAfter) }), run);
      const boards = page(sample);
      const again = await takeBack(boards, await reloaded(boards, run.summary.id));
      expect([closesAfter, again.problems]).toEqual([closesAfter, []]);
      expect([closesAfter, await endOf(sample, boards, run.summary.id, prefix)]).toEqual([closesAfter, end]);
    }
  });
});
