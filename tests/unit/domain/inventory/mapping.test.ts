import { keyIn, withBlock } from "../../../../src/domain/inventory/description";
import { planMapping, type RecordEdit } from "../../../../src/domain/inventory/mapping";
import type { StoredRecord } from "../../../../src/domain/inventory/record";
import { assess } from "../../../../src/domain/readiness/assess";
import type { WorkItem } from "../../../../src/domain/workItem";
import { asset, feature, NOW, workItem } from "../../../builders/estate";
import { carriedOut, record, sceneWith } from "../../../builders/inventory";

const SHOP = feature(1, { title: "Shop" });

function mapped(items: readonly WorkItem[], records: readonly StoredRecord[], edits: Record<string, RecordEdit>) {
  const texts = records.flatMap((one) =>
    one.workItem === null ? [] : [{ id: one.workItem, description: withBlock("<p>Ours</p>", one) }],
  );
  const scene = sceneWith(items, records, texts);
  const plan = planMapping(new Map(Object.entries(edits)), records, scene, "Map");
  return { plan, ...carriedOut(plan, { scene, records }) };
}

describe("editing what records are mapped to", () => {
  it("maps: the record names the work item, which carries the key and is an asset from then on (M8)", () => {
    const { plan, scene, records } = mapped(
      [SHOP, workItem(5, { parent: 1, title: "Front" })],
      [record("a:1", { kind: "vm", seenAt: 7 })],
      {
        "a:1": { workItem: 5 },
      },
    );
    expect(plan).toMatchObject({ purpose: "edit", title: "Map", entries: [{ kind: "update", item: { id: 5 } }] });
    // No file named it again.
    expect(records).toMatchObject([{ key: "a:1", workItem: 5, seenAt: 7 }]);
    expect(keyIn(scene.descriptions.get(5) ?? "")).toBe("a:1");
    expect(scene.assets.get(5)?.kind).toBe("vm");
  });

  it("unmaps: the record is without a work item, which keeps everything but the key", () => {
    const { scene, records, plan } = mapped([asset(5, null)], [record("a:1", { kind: "vm", workItem: 5 })], {
      "a:1": { workItem: null },
    });
    expect(records).toMatchObject([{ key: "a:1", workItem: null }]);
    expect(scene.descriptions.get(5)).toBe("<p>Ours</p>");
    expect(plan.entries.map((entry) => (entry.kind === "update" ? Object.keys(entry.edit) : []))).toEqual([
      ["description"],
    ]);
  });

  it("unmaps: the workload that the work item stands in is blocked, wherever the record was before (M8)", () => {
    const items = [
      SHOP,
      feature(2, { title: "Till" }),
      asset(5, 1, { state: "Resolved" }),
      asset(6, 1, { state: "Resolved" }),
    ];
    for (const workloadItem of [null, 2]) {
      const { records, scene } = mapped(items, [record("a:1", { workItem: 5, workloadItem })], {
        "a:1": { workItem: null },
      });
      expect(records).toMatchObject([{ workItem: null, workloadItem: 1 }]);
      const [shop, ...others] = assess(scene.snapshot, scene.policy, NOW).unplanned;
      expect(others).toEqual([]);
      expect(shop?.gates.staging.blockers.map(({ code }) => code)).toEqual(["ASSET_UNMAPPED"]);
    }
  });

  it("maps: the record is of the workload that its work item stands in", () => {
    const { records } = mapped([SHOP, asset(5, 1)], [record("a:1")], { "a:1": { workItem: 5 } });
    expect(records).toMatchObject([{ workItem: 5, workloadItem: 1 }]);
  });

  it("re-maps, and takes the key from the former work item once the new one has it", () => {
    const { plan, scene } = mapped([asset(5, null), asset(6, null)], [record("a:1", { kind: "vm", workItem: 5 })], {
      "a:1": { workItem: 6 },
    });
    expect(plan.entries.map(({ key, after }) => [key, after])).toEqual([
      ["a:1", []],
      ["unmap:a:1", ["a:1"]],
    ]);
    expect([5, 6].map((id) => keyIn(scene.descriptions.get(id) ?? ""))).toEqual([null, "a:1"]);
  });

  it("swaps two work items in one go", () => {
    const records = [record("a:1", { workItem: 5 }), record("a:2", { workItem: 6 })];
    const after = mapped([asset(5, null), asset(6, null)], records, { "a:1": { workItem: 6 }, "a:2": { workItem: 5 } });
    expect(after.plan.refused).toEqual([]);
    expect([5, 6].map((id) => keyIn(after.scene.descriptions.get(id) ?? ""))).toEqual(["a:2", "a:1"]);
  });

  it("refuses a work item that stands for another record, that was not read, or that can be no asset", () => {
    const records = [record("a:1", { workItem: 5 }), record("a:2"), record("a:3"), record("a:4")];
    const { plan } = mapped([SHOP, asset(5, null)], records, {
      "a:2": { workItem: 5 },
      "a:3": { workItem: 99 },
      "a:4": { workItem: 1 },
      "a:9": { workItem: 5 },
    });
    expect([plan.entries, plan.records]).toEqual([[], []]);
    expect(plan.refused.map(({ key, reason }) => [key, reason])).toEqual([
      ["a:2", "Work item #5 stands for a:1 already."],
      ["a:3", "Work item #99 is not among those that were read."],
      ["a:9", "There is no record of it any more."],
      [
        "a:4",
        "It would be no asset by the mapping. It is of type Feature; the mapping's assets are of type User Story.",
      ],
    ]);
  });

  it("says where an unmapped record belongs, whose workload is blocked by it until it is mapped or out of scope (M8)", () => {
    const items = [SHOP, asset(5, 1, { state: "Resolved" })];
    const placed = mapped(items, [record("a:1")], { "a:1": { workload: 1 } });
    expect(placed.plan).toMatchObject({ entries: [], records: [{ after: { workloadItem: 1 } }] });
    const verdictOf = ({ snapshot, policy }: typeof placed.scene) =>
      assess(snapshot, policy, NOW).unplanned.map(({ gates }) => [
        gates.staging.verdict,
        gates.staging.blockers.map(({ code }) => code),
      ]);
    expect(verdictOf(placed.scene)).toEqual([["blocked", ["ASSET_UNMAPPED"]]]);
    const out = planMapping(new Map([["a:1", { outOfScope: "Retired" }]]), placed.records, placed.scene, "Out");
    expect(verdictOf(carriedOut(out, placed).scene)).toEqual([["ready", []]]);
  });

  it("changes the kind of the record, and of its work item where that says the same", () => {
    const records = [record("a:1", { kind: "vm", workItem: 5 }), record("a:2", { kind: "vm" })];
    const after = mapped([asset(5, null)], records, { "a:1": { kind: "server" }, "a:2": { kind: "server" } });
    expect(after.records.map(({ kind }) => kind)).toEqual(["server", "server"]);
    expect(after.scene.assets.get(5)?.kind).toBe("server");
  });

  it("comes to nothing where all is as asked for", () => {
    const { plan } = mapped([asset(5, null)], [record("a:1", { kind: "vm", workItem: 5 })], {
      "a:1": { kind: "vm", workItem: 5, outOfScope: null },
    });
    expect([plan.entries, plan.records, plan.refused]).toEqual([[], [], []]);
  });
});
