import { completenessOf, shareKnown } from "../../../../src/domain/inventory/completeness";
import type { StoredRecord } from "../../../../src/domain/inventory/record";
import type { WorkItem } from "../../../../src/domain/workItem";
import { asset, feature, PROMOTED } from "../../../builders/estate";
import { record, sceneWith } from "../../../builders/inventory";

const SHOP = feature(1, { title: "Shop", tags: ["release:A"], priority: 2 });
const FULL = { cores: 4, memory: 1024, storage: 100, os: "Linux", cpuUsage: 10, memoryUsage: 20, environment: "Prod" };

function completeness(items: readonly WorkItem[], records: readonly StoredRecord[] = []) {
  return completenessOf(sceneWith(items, records), records);
}

function known({ releases }: ReturnType<typeof completeness>, at = 0) {
  return Object.fromEntries((releases[at]?.points ?? []).map(({ id, known: count, of }) => [id, `${count} of ${of}`]));
}

describe("how complete the data of the next releases is", () => {
  it("counts, of each fact that is needed, how many have it, and names those that lack it", () => {
    const items = [
      SHOP,
      asset(5, 1, { title: "web", tags: ["strategy:rehost"], effort: 0, predecessors: [6] }),
      asset(6, 1, { title: "db", successors: [5] }),
    ];
    const records = [record("a:web", { workItem: 5, attributes: FULL }), record("a:new", { workloadItem: 1 })];
    const found = completeness(items, records);
    expect(known(found)).toEqual({
      workItem: "2 of 3",
      record: "2 of 3",
      kind: "2 of 3",
      strategy: "1 of 3",
      environment: "1 of 3",
      os: "1 of 3",
      size: "1 of 3",
      usage: "1 of 3",
      dependencies: "2 of 3",
      effort: "1 of 3",
      owner: "0 of 1",
      priority: "1 of 1",
      targetDate: "0 of 1",
    });
    expect(found.releases[0]?.points.find(({ id }) => id === "record")?.missing).toEqual([
      { name: "db", record: null, item: 6 },
    ]);
    expect(found.releases[0]?.points.find(({ id }) => id === "workItem")?.missing).toEqual([
      { name: "new", record: "a:new", item: null },
    ]);
    expect(shareKnown(found.releases[0]?.points ?? [])).toBeCloseTo(15 / 33);
  });

  it("asks of a database what a database has, and of other kinds nothing of a machine", () => {
    const items = [SHOP, asset(5, 1, { tags: ["kind:database"] }), asset(6, 1, { tags: ["kind:share"] })].map(
      (item) => ({
        ...item,
        tags: item.tags.filter((tag) => tag !== "kind:vm"),
      }),
    );
    const records = [record("a:5", { workItem: 5, attributes: { databaseSize: 10 } }), record("a:6", { workItem: 6 })];
    const { size, os, usage } = known(completeness(items, records));
    expect([size, os, usage]).toEqual(["1 of 1", undefined, undefined]);
  });

  it("looks at the next three releases with something that is not promoted, in their order, by workload", () => {
    const items = ["A", "B", "C", "D", "E"].flatMap((name, index) => [
      feature(10 + index, { title: `Workload ${name}`, tags: [`release:${name}`] }),
      asset(20 + index, 10 + index, name === "B" ? { state: "Resolved", tags: PROMOTED } : {}),
    ]);
    const { releases } = completeness([...items, asset(30, null, { tags: ["release:A"] })]);
    expect(releases.map(({ key, workloads }) => [key, workloads.map(({ title }) => title)])).toEqual([
      ["A", ["Workload A", "Assets without a workload"]],
      ["C", ["Workload C"]],
      ["D", ["Workload D"]],
    ]);
  });

  it("asks nothing of what is out of scope, by the work item (M7) or by the record", () => {
    const items = [SHOP, asset(5, 1), asset(6, 1, { tags: ["strategy:retire"] })];
    const found = completeness(items, [record("a:1", { workloadItem: 1, outOfScope: "old" })]);
    expect(known(found)["workItem"]).toBe("1 of 1");
    expect([found.unmapped, found.withoutRecord]).toEqual([[], [{ id: 5, title: "VM 5", type: "User Story" }]]);
  });

  it("lists records without a work item, and assets without a record", () => {
    const records = [record("a:b"), record("a:a"), record("a:5", { workItem: 5 })];
    const { unmapped, withoutRecord } = completeness([asset(5, null), asset(6, null)], records);
    expect(unmapped.map(({ key }) => key)).toEqual(["a:a", "a:b"]);
    expect(withoutRecord.map(({ id }) => id)).toEqual([6]);
  });

  it("says nothing of how much is known where nothing is asked", () => expect(shareKnown([])).toBeNull());
});
