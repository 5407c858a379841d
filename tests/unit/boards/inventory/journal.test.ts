import { createJournal, PART_SIZE } from "../../../../src/boards/inventory/journal";
import type { EntryOutcome } from "../../../../src/boards/inventory/stores";
import type { ImportPlan, RunEntry } from "../../../../src/domain/inventory/importPlan";
import { day, workItem } from "../../../builders/estate";
import { MemoryDocuments, storeError } from "../support/memoryDocuments";

const NOW = day("2026-11-23");
const BY = { id: "ana", displayName: "Ana Example" };
const CREATED: EntryOutcome = { kind: "created", id: 7, rev: 1 };

function link(index: number): RunEntry {
  return { kind: "link", key: `k${index}`, type: "T", from: { id: 1 }, to: { key: "a" }, after: [] };
}
function plan(entries: readonly RunEntry[] = [link(0)]): ImportPlan {
  return { purpose: "import", title: "servers.csv", entries, records: [], refused: [], notes: [] };
}
function journalOf(documents: MemoryDocuments, numbers: readonly number[] = []) {
  let next = 0;
  return createJournal(documents, { projectId: "p1", random: () => numbers[next++] ?? (next % 36) / 36 });
}

describe("the journal of runs", () => {
  it("gives back a run as it was planned: what is null, and what is to be emptied, too", async () => {
    const documents = new MemoryDocuments();
    const update: RunEntry = {
      kind: "update",
      key: "u",
      item: workItem(5, { parent: null, fields: { "Custom.Wave": null } }),
      edit: { parent: null, fields: { "Custom.Wave": null }, description: { from: "", to: "<p>a</p>" }, under: null },
      after: ["k0"],
    };
    const run = await journalOf(documents).begin(plan([link(0), update]), BY, NOW);
    expect(run.summary).toMatchObject({
      purpose: "import",
      title: "servers.csv",
      by: BY,
      startedAt: NOW,
      state: "planned",
    });
    expect(run.summary.counts).toMatchObject({ waiting: 2, created: 0 });
    expect(run.entries.map(({ entry }) => entry)).toEqual([link(0), update]);
    expect(await journalOf(documents).load(run.summary.id)).toEqual(run);
  });

  it("names runs by their day, so that a tag may carry the name, and never two alike", async () => {
    const documents = new MemoryDocuments();
    const numbers = [0.5, 0.5, 0.5, 0.5];
    const first = await journalOf(documents, numbers).begin(plan(), BY, NOW);
    const second = await journalOf(documents, [...numbers, 0.1, 0.2, 0.3, 0.4]).begin(plan(), BY, NOW);
    expect(first.summary.id).toMatch(/^20261123-[a-z0-9]{4}$/);
    expect(second.summary.id).not.toBe(first.summary.id);
  });

  it("lists runs by one request, the latest first, with what came of their entries", async () => {
    const documents = new MemoryDocuments();
    const journal = journalOf(documents);
    const old = await journal.begin(plan([link(0), link(1)]), BY, NOW - 1);
    const latest = await journal.begin(plan(), BY, NOW);
    await journal.note(old.summary.id, new Map([["k0", CREATED]]), "unfinished");
    documents.calls.length = 0;
    const runs = await journal.list();
    expect(documents.calls).toEqual(["list imports-p1"]);
    expect(runs.map(({ id }) => id)).toEqual([latest.summary.id, old.summary.id]);
    expect(runs[1]).toMatchObject({ state: "unfinished", counts: { created: 1, waiting: 1 } });
  });

  it("lists no run whose plan was not kept in whole", async () => {
    const documents = new MemoryDocuments();
    documents.before = (call) => {
      if (call.startsWith("create import-parts")) throw storeError(403, "AccessCheckException");
    };
    await expect(journalOf(documents).begin(plan(), BY, NOW)).rejects.toThrow("AccessCheck");
    expect(await journalOf(documents).list()).toEqual([]);
  });

  it("writes one document for the outcomes of one call, and its head", async () => {
    const documents = new MemoryDocuments();
    const journal = journalOf(documents);
    const entries = Array.from({ length: PART_SIZE * 3 }, (_, index) => link(index));
    const { summary } = await journal.begin(plan(entries), BY, NOW);
    documents.calls.length = 0;
    const outcomes = new Map(entries.slice(0, PART_SIZE).map(({ key }) => [key, CREATED]));
    await journal.note(summary.id, outcomes, "running");
    expect(documents.calls).toHaveLength(2);
    const loaded = await journalOf(documents).load(summary.id);
    expect(loaded?.summary.counts).toMatchObject({ created: PART_SIZE, waiting: PART_SIZE * 2 });
  });

  it("keeps what two pages note of one run at the same time, and what was done over what could not be", async () => {
    const documents = new MemoryDocuments();
    const { summary } = await journalOf(documents).begin(plan([link(0), link(1), link(2)]), BY, NOW);
    const [one, two] = [journalOf(documents), journalOf(documents)];
    await Promise.all([one.load(summary.id), two.load(summary.id)]);
    const failed: EntryOutcome = { kind: "failed", message: "No answer." };
    await one.note(summary.id, new Map([["k0", CREATED]]), "running");
    await two.note(
      summary.id,
      new Map<string, EntryOutcome>([
        ["k0", failed],
        ["k1", CREATED],
      ]),
      "running",
    );
    const run = await journalOf(documents).load(summary.id);
    expect(run?.entries.map(({ outcome }) => outcome.kind)).toEqual(["created", "created", "waiting"]);
    expect((await journalOf(documents).list())[0]?.counts).toMatchObject({ created: 2, waiting: 1 });
  });

  it("refuses a plan in which two entries have one key, and notes of entries that it has not", async () => {
    const journal = journalOf(new MemoryDocuments());
    await expect(journal.begin(plan([link(0), link(0)]), BY, NOW)).rejects.toThrow("same key");
    const { summary } = await journal.begin(plan(), BY, NOW);
    await expect(journal.note(summary.id, new Map([["other", CREATED]]), "running")).rejects.toThrow("no entry other");
  });

  it("knows no run that was never begun, and says which document of one is broken", async () => {
    const documents = new MemoryDocuments();
    expect(await journalOf(documents).load("20261123-none")).toBeNull();
    const { summary } = await journalOf(documents).begin(plan(), BY, NOW);
    const key = `import-parts-p1/${summary.id}-e0`;
    documents.kept.set(key, { ...documents.kept.get(key)!, entries: "[{}]" });
    await expect(journalOf(documents).load(summary.id)).rejects.toThrow(
      new RegExp(`${summary.id}-e0.*import-parts-p1`),
    );
  });
});
