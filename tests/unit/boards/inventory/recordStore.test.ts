import { createRecordStore } from "../../../../src/boards/inventory/recordStore";
import type { StoredRecord } from "../../../../src/domain/inventory/record";
import { MemoryDocuments, storeError } from "../support/memoryDocuments";

function record(key: string, changes: Partial<StoredRecord> = {}): StoredRecord {
  return {
    key,
    alsoKeys: [],
    name: `Server ${key}`,
    kind: "vm",
    hostKey: null,
    workload: null,
    release: null,
    strategy: null,
    attributes: { cores: 8, ipAddresses: ["10.0.0.1"] },
    formats: ["test"],
    run: "20261123-abcd",
    seenAt: 1,
    outOfScope: null,
    workItem: null,
    workloadItem: 7,
    ...changes,
  };
}
const added = (...records: readonly StoredRecord[]) => records.map((after) => ({ before: null, after }));

describe("the record store", () => {
  it("gives back what was kept, in order of keys", async () => {
    const store = createRecordStore(new MemoryDocuments(), "p1");
    const records = ["c", "a", "b"].map((key) => record(key));
    expect(await store.change(added(...records))).toEqual([]);
    expect((await store.load()).map(({ key }) => key)).toEqual(["a", "b", "c"]);
    expect(await store.load()).toEqual(records.sort((a, b) => (a.key < b.key ? -1 : 1)));
  });

  it("keeps any key, the names of JavaScript's own members included", async () => {
    const store = createRecordStore(new MemoryDocuments(), "p1");
    const records = ["__proto__", "constructor", "10", " "].map((key) => record(key));
    await store.change(added(...records));
    expect(new Set((await store.load()).map(({ key }) => key))).toEqual(new Set(records.map(({ key }) => key)));
  });

  it("tells verdicts of the records by one request, without their facts (M8)", async () => {
    const documents = new MemoryDocuments();
    const store = createRecordStore(documents, "p1");
    await store.change(added(record("a"), record("b", { outOfScope: "Is retired.", workItem: 3 })));
    documents.calls.length = 0;
    const { records, losses } = await store.loadMap();
    expect(documents.calls).toEqual(["list inventory-p1"]);
    expect([...records].sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
      { key: "a", name: "Server a", isInScope: true, workload: 7, workItem: null },
      { key: "b", name: "Server b", isInScope: false, workload: 7, workItem: 3 },
    ]);
    expect(losses).toEqual([]);
  });

  it("changes a record only over the one that the change was made from, and tells of the other", async () => {
    const store = createRecordStore(new MemoryDocuments(), "p1");
    const [mine, theirs] = [record("a"), record("a", { attributes: { cores: 16 } })];
    await store.change(added(mine));
    await store.change([{ before: mine, after: theirs }]);
    const conflicts = await store.change([{ before: mine, after: record("a", { workItem: 3 }) }]);
    expect(conflicts).toEqual([{ key: "a", theirs }]);
    expect(await store.load()).toEqual([theirs]);
  });

  it("takes a change that is made already for written, and what was removed for removed", async () => {
    const documents = new MemoryDocuments();
    const store = createRecordStore(documents, "p1");
    await store.change(added(record("a"), record("b")));
    documents.calls.length = 0;
    expect(await store.change(added(record("a")))).toEqual([]);
    expect(documents.calls.filter((call) => !call.startsWith("get"))).toEqual([]);
    const removal = [{ before: record("b"), after: null }];
    expect([await store.change(removal), await store.change(removal)]).toEqual([[], []]);
    expect(await store.load()).toEqual([record("a")]);
  });

  it("merges with what somebody else wrote to the same document meanwhile", async () => {
    const documents = new MemoryDocuments();
    const [one, two] = [createRecordStore(documents, "p1"), createRecordStore(documents, "p1")];
    const keys = Array.from({ length: 200 }, (_, index) => `k${index}`);
    await Promise.all([
      one.change(added(...keys.slice(0, 100).map((key) => record(key)))),
      two.change(added(...keys.slice(100).map((key) => record(key)))),
    ]);
    expect(await one.load()).toHaveLength(200);
  });

  it("writes the rest when it is asked again, wherever it broke off", async () => {
    const wanted = [record("a", { workItem: 3, attributes: { cores: 1 } }), record("b")];
    const changes = [
      { before: record("a"), after: wanted[0]! },
      ...added(wanted[1]!),
      { before: record("c"), after: null },
    ];
    for (let nth = 1; ; nth++) {
      const documents = new MemoryDocuments();
      const store = createRecordStore(documents, "p1");
      await store.change(added(record("a"), record("c")));
      let writes = 0;
      documents.after = () => {
        if (++writes === nth) throw storeError(503, "The service is away.");
      };
      const broken = await store.change(changes).then(
        () => false,
        () => true,
      );
      documents.after = () => undefined;
      if (!broken) {
        expect(writes).toBeGreaterThan(3);
        break;
      }
      expect(await store.change(changes)).toEqual([]);
      expect([nth, await store.load()]).toEqual([nth, wanted]);
    }
  });

  it.each([
    ["kind", { kind: "" }],
    ["attributes.cores", { attributes: { cores: Number.NaN } }],
    ["attributes.ipAddresses", { attributes: { ipAddresses: [] } }],
  ])("refuses a record that could not be read again (%s), and keeps the others", async (place, changes) => {
    const store = createRecordStore(new MemoryDocuments(), "p1");
    const sound = Array.from({ length: 40 }, (_, index) => record(`s${index}`));
    await expect(store.change(added(...sound, record("bad", changes)))).rejects.toThrow(
      `The record bad can't be kept: ${place}`,
    );
    expect(new Set((await store.load()).map(({ key }) => key))).toEqual(new Set(sound.map(({ key }) => key)));
  });

  it("names a document that can't be used, does not write over it, and lets a backup replace it", async () => {
    const documents = new MemoryDocuments();
    const store = createRecordStore(documents, "p1");
    await store.change(added(record("a")));
    const key = [...documents.kept.keys()].find((one) => one.startsWith("facts-p1/"))!;
    const broken = { ...documents.kept.get(key)!, records: [{ key: "a", seenAt: "yesterday" }] };
    documents.kept.set(key, broken);
    const name = key.split("/")[1]!;
    await expect(store.load()).rejects.toThrow(new RegExp(`${name} .*facts-p1.*records`));
    await expect(store.change(added(record("a", { workItem: 1 })))).rejects.toThrow(name);
    expect(documents.kept.get(key)).toBe(broken);
    await store.replaceAll([record("a"), record("z")]);
    expect(await store.load()).toEqual([record("a"), record("z")]);
    await store.replaceAll([]);
    expect(await store.load()).toEqual([]);
  });
});
