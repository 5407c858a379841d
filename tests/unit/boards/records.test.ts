import type { DocumentStore } from "../../../src/boards/documents";
import { mapCollection, readRecordMap } from "../../../src/boards/inventory/recordMap";
import { readRecords } from "../../../src/boards/records";
import type { InventoryRecord } from "../../../src/domain/snapshot";
import { reading } from "./support/reading";

const RECORD: InventoryRecord = { key: "m1", name: "web01", isInScope: true, workload: 1, workItem: null };

describe("inventory records in a reading (M8)", () => {
  it("stand in the snapshot", async () => {
    const loadRecords = () => Promise.resolve({ records: [RECORD], losses: [] });
    const { snapshot } = await reading([{ id: 1, type: "Feature" }], { loadRecords });
    expect(snapshot.records).toEqual([RECORD]);
    expect(snapshot.losses).toEqual([]);
  });

  it("are a loss where they can't be read, and hold up nothing else", async () => {
    const loadRecords = () => Promise.reject(new Error("The storage is away."));
    const { snapshot } = await reading([{ id: 1, type: "Feature" }], { loadRecords });
    expect(snapshot.workItems.map(({ id }) => id)).toEqual([1]);
    expect(snapshot.losses).toEqual([
      { kind: "records", message: "The inventory records could not be read. The storage is away." },
    ]);
  });

  it("are none where nobody keeps any", async () => {
    expect(await readRecords(undefined)).toEqual({ records: [], losses: [] });
  });
});

describe("the map of records to work items", () => {
  const storeOf = (documents: Awaited<ReturnType<DocumentStore["list"]>>): Pick<DocumentStore, "list"> => ({
    list: (collection) => {
      expect(collection).toBe(mapCollection("p1"));
      return Promise.resolve(documents);
    },
  });
  const stored = { key: "m1", name: "web01", workloadItem: 1 };

  it("says of each record its scope, its workload and its work item; what storage dropped is null", async () => {
    const other = { ...stored, key: "m2", outOfScope: "Is retired.", workItem: 7 };
    const { records, losses } = await readRecordMap(storeOf([{ id: "b01", records: [stored, other] }]), "p1");
    expect(records).toEqual([RECORD, { ...RECORD, key: "m2", isInScope: false, workItem: 7 }]);
    expect(losses).toEqual([]);
  });

  it("names a document that can't be used as a loss, and counts the others", async () => {
    const broken = { id: "b02", records: [{ ...stored, workItem: "seven" }] };
    const { records, losses } = await readRecordMap(storeOf([broken, { id: "b03", records: [stored] }]), "p1");
    expect(records).toEqual([RECORD]);
    expect(losses).toEqual([
      { kind: "records", message: expect.stringMatching(/b02 .*inventory-p1.*records\.0\.workItem.*backup/) },
    ]);
  });
});
