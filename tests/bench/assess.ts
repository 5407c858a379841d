/** How long a verdict takes, beside grouping the same work items by their parents and doing nothing with them. */
import { backlogOf } from "../../src/domain/backlog/backlog";
import { groupBy } from "../../src/domain/group";
import { fingerprintOf } from "../../src/domain/policy/fingerprint";
import type { Policy } from "../../src/domain/policy/policy";
import { assess } from "../../src/domain/readiness/assess";
import { readingsOf } from "../../src/domain/readiness/assetStages";
import { GATES, type Report, type WorkloadAssessment } from "../../src/domain/readiness/report";
import type { Snapshot } from "../../src/domain/snapshot";
import { NOW, policy } from "../builders/estate";
import { estateOf } from "./estate";
import { measure, print } from "./measure";

/**
 * States of the assets: a plan under way; one whose every state nobody mapped, so that all reasons are of one kind; and one
 * that is through staging, where every edge is looked at and the first asset never decides for its workload.
 */
const STATES = {
  "under way": ["New", "Active", "Resolved"],
  "all unmapped": ["On hold"],
  "all through staging": ["Resolved"],
} as const;

function groupByParent({ workItems }: Snapshot): number {
  return groupBy(workItems, ({ parent }) => parent).size;
}

/** What every verdict begins with, before anything is judged. */
function stagesOf(estate: Snapshot, mapping: Policy): unknown {
  return [readingsOf(backlogOf(estate, mapping), mapping), fingerprintOf(mapping)];
}

/** Reads what a report works out when it is read: how many reasons and assets it names. */
function readReasons(report: Report): number {
  let named = report.sentence.length + report.unmappedStates.length + report.looseAssets.length;
  for (const { gates, sentence } of [...report.releases, ...workloadsOf(report)]) {
    named += sentence.length;
    for (const gate of GATES) named += gates[gate].blockers.length + gates[gate].evidence.length;
  }
  for (const { assets } of workloadsOf(report)) named += assets.length;
  return named;
}

function workloadsOf({ releases, unplanned }: Report): WorkloadAssessment[] {
  return [...releases.flatMap(({ workloads }) => workloads), ...unplanned];
}

/** Prints the times of growing estates: they grow with the number of assets (L8). */
export async function benchAssess(): Promise<void> {
  for (const [name, states] of Object.entries(STATES)) {
    for (const size of [12_500, 25_000, 50_000]) {
      const estate = estateOf(size, states);
      const mapping = policy();
      const timings = await measure(
        {
          "floor: group by parent": () => groupByParent(estate),
          "of a verdict: backlog and stages": () => stagesOf(estate, mapping),
          assess: () => assess(estate, mapping, NOW),
          "assess, every reason read": () => readReasons(assess(estate, mapping, NOW)),
        },
        9,
      );
      print(`${size.toLocaleString("en-US")} assets, ${name}: a verdict`, timings, "floor: group by parent");
    }
  }
}
