/** Inventory records in the neighbourhood of a work item, as a form reads it (M8). */
import { readNeighbourhood } from "../../../../src/boards/neighbourhood";
import type { InventoryRecord } from "../../../../src/domain/snapshot";
import { assess } from "../../../../src/domain/readiness/assess";
import { policy } from "../../../builders/estate";
import { ESTATE, SAMPLE_PROJECT, useServed } from "../sample";

const sample = useServed();
const WORKLOAD = ESTATE.workItems.find(
  ({ changes, links }) =>
    changes[0]?.fields["System.WorkItemType"] === "Feature" &&
    links.some(({ rel }) => rel === "System.LinkTypes.Hierarchy-Forward"),
)!.id;

const record = (workload: number): InventoryRecord => ({
  key: `m${workload}`,
  name: "web01",
  isInScope: true,
  workload,
  workItem: null,
});

async function around(loadRecords: () => Promise<{ records: readonly InventoryRecord[]; losses: [] }>) {
  const { snapshot } = await readNeighbourhood(sample.transport(), {
    project: SAMPLE_PROJECT,
    policy: policy(),
    reader: { id: "", displayName: "Reader" },
    ids: [WORKLOAD],
    withLinked: false,
    loadRecords,
  });
  return snapshot;
}

describe("inventory records around a work item", () => {
  it("are those of its workload: one without a work item blocks it (ASSET_UNMAPPED), those of others count elsewhere", async () => {
    const snapshot = await around(() => Promise.resolve({ records: [record(WORKLOAD), record(999_999)], losses: [] }));
    expect(snapshot.records).toEqual([record(WORKLOAD)]);
    const report = assess(snapshot, policy(), snapshot.asOf);
    const workloads = [...report.releases.flatMap((release) => release.workloads), ...report.unplanned];
    const own = workloads.find(({ item }) => item?.id === WORKLOAD);
    const codes = Object.values(own?.gates ?? {}).flatMap(({ blockers }) => blockers.map(({ code }) => code));
    expect(codes).toContain("ASSET_UNMAPPED");
  });

  it("expect their work items: the workload of one that is nowhere is unknown (V2)", async () => {
    const records = [{ ...record(WORKLOAD), workItem: 888_888 }];
    const snapshot = await around(() => Promise.resolve({ records, losses: [] }));
    expect(snapshot.losses).toMatchObject([{ kind: "item", id: 888_888 }]);
  });

  it("are a loss where they can't be read, and the work items are read all the same", async () => {
    const snapshot = await around(() => Promise.reject(new Error("The storage is away.")));
    expect(snapshot.losses).toEqual([{ kind: "records", message: expect.stringContaining("The storage is away.") }]);
    expect(snapshot.workItems.map(({ id }) => id)).toContain(WORKLOAD);
  });
});
