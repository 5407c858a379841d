import { createRecordStore } from "../../../../src/boards/inventory/recordStore";
import { RunProgressLog } from "../../../../src/boards/inventory/runProgress";
import { RunRecords } from "../../../../src/boards/inventory/runRecords";
import type { EntryOutcome, Run } from "../../../../src/boards/inventory/stores";
import type { RunEntry } from "../../../../src/domain/inventory/importPlan";
import { NOW } from "../../../builders/estate";
import { record } from "../../../builders/inventory";
import { MemoryDocuments } from "../support/memoryDocuments";

const ENTRY: RunEntry = {
  kind: "create",
  key: "a:web",
  item: {
    type: "User Story",
    title: "web",
    tags: [],
    areaPath: null,
    iterationPath: null,
    parent: null,
    related: [],
    description: "",
    fields: {},
  },
  under: null,
  after: [],
};
const COUNTS = {
  waiting: 1,
  created: 0,
  updated: 0,
  linked: 0,
  present: 0,
  conflict: 0,
  refused: 0,
  failed: 0,
  undone: 0,
  kept: 0,
};
const RUN: Run = {
  summary: {
    id: "20261123-aaaa",
    purpose: "import",
    title: "a.csv",
    by: { id: "ana", displayName: "Ana Example" },
    startedAt: NOW,
    state: "running",
    counts: COUNTS,
  },
  entries: [{ entry: ENTRY, outcome: { kind: "waiting" } }],
  records: [{ before: null, after: record("a:web"), item: { key: "a:web" }, workload: null }],
};
const made = (id: number): EntryOutcome => ({ kind: "created", id, rev: 1 });

function pageOf(store: ReturnType<typeof createRecordStore>) {
  const journal = { note: () => Promise.reject(new Error("Nothing is noted here.")) };
  const log = new RunProgressLog(
    { journal: journal as never },
    RUN,
    () => undefined,
    () => true,
  );
  return { log, records: new RunRecords({ records: store }, RUN, log) };
}

describe("the records of a run that two pages carry out", () => {
  it("follow the work item that stays, where this page's own was made second", async () => {
    const store = createRecordStore(new MemoryDocuments(), "p1");
    const { log, records } = pageOf(store);
    log.set("a:web", made(20));
    await records.write();
    log.set("a:web", made(10));
    await records.write();
    expect(await store.load()).toMatchObject([{ key: "a:web", workItem: 10 }]);
    expect(log.problems).toEqual([]);
  });

  it("are put right where the other page was closed before it could, and taken back whoever wrote them", async () => {
    const store = createRecordStore(new MemoryDocuments(), "p1");
    const after = record("a:web", { run: RUN.summary.id, workItem: 20 });
    await store.change([{ before: null, after }]);
    const { log, records } = pageOf(store);
    log.set("a:web", made(10));
    await records.write();
    expect(await store.load()).toMatchObject([{ key: "a:web", workItem: 10 }]);

    await store.change([{ before: (await store.load())[0]!, after }]);
    const other = pageOf(store);
    other.log.set("a:web", made(10));
    other.records.resolve();
    other.log.set("a:web", { kind: "undone" });
    await other.records.takeBack();
    expect(await store.load()).toEqual([]);
    expect([...log.problems, ...other.log.problems]).toEqual([]);
  });

  it("are left where another run wrote them", async () => {
    const store = createRecordStore(new MemoryDocuments(), "p1");
    await store.change([{ before: null, after: record("a:web", { run: "20261123-bbbb", workItem: 20 }) }]);
    const { log, records } = pageOf(store);
    log.set("a:web", made(10));
    await records.write();
    expect(await store.load()).toMatchObject([{ workItem: 20 }]);
    expect(log.problems).toEqual(["The record of web was changed by somebody else meanwhile; it stays so."]);
  });
});
