/** How long a verdict takes, beside grouping the same work items by their parents and doing nothing with them. */
import { assess } from "../../src/domain/readiness/assess";
import type { Snapshot } from "../../src/domain/snapshot";
import type { WorkItem } from "../../src/domain/workItem";
import { asset, feature, NOW, policy, snapshot } from "../builders/estate";
import { measure, print } from "./measure";

const STATES = ["New", "Active", "Resolved"];

/** Assets in workloads of 25, in 20 releases. */
function estateOf(assets: number): Snapshot {
  const workloads = assets / 25;
  const items: WorkItem[] = [];
  for (let workload = 0; workload < workloads; workload++) {
    const parent = 1_000_000 + workload;
    items.push(feature(parent, { tags: [`release:Wave ${workload % 20}`] }));
    for (let index = 0; index < 25; index++) {
      items.push(
        asset(workload * 25 + index + 1, parent, { state: STATES[index % 3] ?? "New", tags: ["stage:staged"] }),
      );
    }
  }
  return snapshot(items);
}

function groupByParent({ workItems }: Snapshot): number {
  const groups = new Map<number | null, WorkItem[]>();
  for (const item of workItems) {
    const group = groups.get(item.parent);
    if (group === undefined) groups.set(item.parent, [item]);
    else group.push(item);
  }
  return groups.size;
}

/** Prints the times of growing estates: they grow with the number of assets (L8). */
export async function benchAssess(): Promise<void> {
  for (const size of [12_500, 25_000, 50_000]) {
    const estate = estateOf(size);
    const mapping = policy();
    const timings = await measure(
      { "floor: group by parent": () => groupByParent(estate), assess: () => assess(estate, mapping, NOW) },
      9,
    );
    print(`${size.toLocaleString("en-US")} assets: a verdict`, timings, "floor: group by parent");
  }
}
