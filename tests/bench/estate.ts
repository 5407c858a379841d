import type { Snapshot } from "../../src/domain/snapshot";
import type { WorkItem } from "../../src/domain/workItem";
import { asset, feature, snapshot } from "../builders/estate";

/** Assets in workloads of 25, in 20 releases. */
export function estateOf(assets: number, states: readonly string[]): Snapshot {
  const workloads = assets / 25;
  const items: WorkItem[] = [];
  for (let workload = 0; workload < workloads; workload++) {
    const parent = 1_000_000 + workload;
    items.push(feature(parent, { tags: [`release:Wave ${workload % 20}`] }));
    for (let index = 0; index < 25; index++) {
      items.push(
        asset(workload * 25 + index + 1, parent, {
          state: states[index % states.length] ?? "New",
          tags: ["stage:staged"],
        }),
      );
    }
  }
  return snapshot(items);
}
