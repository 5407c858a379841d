import type { Link, Snapshot } from "../../src/domain/snapshot";
import type { WorkItem } from "../../src/domain/workItem";
import { asset, feature, snapshot } from "../builders/estate";

/** The link from a dependant to what it waits for. */
const DEPENDS_ON = "System.LinkTypes.Dependency-Reverse";
const PER_WORKLOAD = 25;
const RELEASES = 20;

/**
 * Assets in workloads of 25, in 20 releases, and nearly as many dependencies: of each asset on the one at its place in the
 * workload before; in every twentieth workload, where a new row of them begins, on the one before it in the same workload.
 */
export function estateOf(assets: number, states: readonly string[]): Snapshot {
  const workloads = assets / PER_WORKLOAD;
  const items: WorkItem[] = [];
  const links: Link[] = [];
  for (let workload = 0; workload < workloads; workload++) {
    const parent = 1_000_000 + workload;
    items.push(feature(parent, { tags: [`release:Wave ${workload % RELEASES}`] }));
    const isFirst = workload % RELEASES === 0;
    for (let index = 0; index < PER_WORKLOAD; index++) {
      const id = workload * PER_WORKLOAD + index + 1;
      const state = states[index % states.length] ?? "New";
      // Only what is replicated is tagged as staged: an estate full of gaps would measure its warnings.
      items.push(asset(id, parent, { state, tags: state === "Resolved" ? ["stage:staged"] : [] }));
      if (isFirst && index === 0) continue;
      links.push({ type: DEPENDS_ON, source: id, target: isFirst ? id - 1 : id - PER_WORKLOAD });
    }
  }
  return snapshot(items, { links });
}
