import { refOf } from "../backlog/model";
import { GATES, type GateAssessments, type Report, type Verdict } from "../readiness/report";
import type { GateChange } from "./diff";
import { isTouchedByLoss, refOfRelease, workloadsOf } from "./places";

/** The order of verdicts, so far as a gate can be gained or lost: what is blocked or unknown is not to be had either way. */
const RANKS: Readonly<Record<Exclude<Verdict, "n/a">, number>> = { blocked: 0, unknown: 0, ready: 1, done: 2 };

type Named = Pick<GateChange, "release" | "workload" | "isRelease" | "title">;

/**
 * The gates that became ready or done and those that are not any more, of each release and of each workload that both
 * reports have. A gate that is not asked on one side is neither: the scope tells why.
 */
export function gateChanges(before: Report, after: Report): GateChange[] {
  const releases = new Map(before.releases.map((release) => [release.key, release]));
  const workloads = new Map(workloadsOf(before).map((placed) => [placed.key, placed.workload]));
  const changes: GateChange[] = [];
  for (const release of after.releases) {
    const earlier = releases.get(release.key);
    const named = { release: refOfRelease(release), workload: null, isRelease: true, title: release.name };
    if (earlier !== undefined) changes.push(...changed(named, earlier.gates, release.gates));
  }
  for (const { key, release, workload } of workloadsOf(after)) {
    const earlier = workloads.get(key);
    const item = workload.item === null ? null : refOf(workload.item);
    const named = { release, workload: item, isRelease: false, title: workload.title };
    if (earlier !== undefined) changes.push(...changed(named, earlier.gates, workload.gates));
  }
  return changes;
}

function changed(named: Named, before: GateAssessments, after: GateAssessments): GateChange[] {
  return GATES.flatMap((gate) => {
    const [from, to] = [before[gate].verdict, after[gate].verdict];
    if (from === "n/a" || to === "n/a") return [];
    const step = RANKS[to] - RANKS[from];
    if (step === 0) return [];
    // What is ready or done lost nothing (L4), so one of the two sides can be in doubt at most.
    const isUncertain = isTouchedByLoss(before[gate]) || isTouchedByLoss(after[gate]);
    return [{ ...named, gate, from, to, direction: step > 0 ? ("gained" as const) : ("lost" as const), isUncertain }];
  });
}
