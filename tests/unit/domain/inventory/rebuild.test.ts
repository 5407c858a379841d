import { withBlock } from "../../../../src/domain/inventory/description";
import { rebuildRecords } from "../../../../src/domain/inventory/rebuild";
import { asset, feature } from "../../../builders/estate";
import { file, fileAsset, imported, record, sceneWith } from "../../../builders/inventory";

const FILES = [
  file([
    fileAsset(
      "a:web",
      { cores: 4, ipAddresses: ["192.0.2.1"] },
      { workload: "Shop", release: "W1", strategy: "rehost" },
    ),
    fileAsset("a:db", { memory: 1.5 }, { kind: "database", hostKey: "a:web" }),
  ]),
];

describe("rebuilding records from work items", () => {
  const { scene, records } = imported(FILES, { scene: sceneWith([]), records: [] });

  it("gives back all that an import wrote, where the storage was lost", () => {
    const rebuilt = rebuildRecords(scene, []);
    expect(rebuilt.records.map((one) => ({ ...one, run: "20261123-test" }))).toEqual(records);
    expect(rebuilt.counts).toEqual({ added: 2, changed: 0, unchanged: 0, kept: 0 });
  });

  it("finds nothing to do where the records are there, and tells what differs where they are not the same", () => {
    expect(rebuildRecords(scene, records).plan.records).toEqual([]);
    const [db, web] = records;
    if (db === undefined || web === undefined) throw new Error("There are two records.");
    const stored = [{ ...db, workItem: null, outOfScope: "old" }, web, record("a:only")];
    const { differences, counts, plan } = rebuildRecords(scene, stored);
    expect(counts).toEqual({ added: 0, changed: 1, unchanged: 1, kept: 1 });
    expect(differences).toMatchObject([{ key: "a:db", changes: [] }]);
    expect(plan.records).toMatchObject([{ after: { workItem: db.workItem, outOfScope: "old" } }]);
  });

  it("refuses a key that several work items carry, but where the record says which it is", () => {
    const texts = [5, 6].map((id) => ({ id, description: withBlock("", record("a:1")) }));
    const copied = sceneWith([asset(5, null), asset(6, null)], [], texts);
    expect(rebuildRecords(copied, [])).toMatchObject({
      records: [],
      plan: { refused: [{ key: "a:1", reason: "Several work items carry this key: #5, #6." }] },
    });
    expect(rebuildRecords(copied, [record("a:1", { workItem: 6 })]).records).toMatchObject([{ workItem: 6 }]);
  });

  it("takes no workload and no part of a template for an asset", () => {
    const texts = [
      { id: 1, description: withBlock("", record("a:1")) },
      { id: 2, description: withBlock("", { key: "workload:shop/1" }) },
    ];
    expect(rebuildRecords(sceneWith([feature(1), asset(2, 1)], [], texts), []).records).toEqual([]);
  });
});
