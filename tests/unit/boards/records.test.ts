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

  it("expect their work items: one that is nowhere is lost, one in the recycle bin is deleted (V2)", async () => {
    const mapped = (key: string, workItem: number, isInScope = true) => ({ ...RECORD, key, workItem, isInScope });
    const records = [mapped("m1", 2), mapped("m2", 8), mapped("m3", 9), mapped("m4", 7, false)];
    const items = [
      { id: 1, type: "Feature" },
      { id: 2, parent: 1 },
      { id: 8, deleted: true },
    ];
    const { snapshot } = await reading(items, { loadRecords: () => Promise.resolve({ records, losses: [] }) });
    expect(snapshot.workItems.map(({ id }) => id)).toEqual([1, 2]);
    expect(snapshot.deleted.map(({ id }) => id)).toEqual([8]);
    expect(snapshot.losses).toEqual([
      { kind: "item", id: 9, message: expect.stringContaining("the work item of an inventory record") },
    ]);
  });

  it("expect nothing as of a past time, when what they name may not have been made yet", async () => {
    const records = [{ ...RECORD, workItem: 9 }];
    const loadRecords = () => Promise.resolve({ records, losses: [] });
    const { snapshot } = await reading([{ id: 1, type: "Feature" }], { loadRecords, asOf: Date.parse("2026-10-01") });
    expect(snapshot.losses).toEqual([]);
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
