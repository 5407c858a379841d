import { type Gate, type GateAssessment, GATES, type Report, type WorkloadAssessment } from "../readiness/report";
import type { GateEffect } from "./change";

/** The gates of workloads whose verdict differs, or what stands behind it; each workload once, as the release that owns it judges it. */
export function effectsOf(before: Report, after: Report): GateEffect[] {
  const [old, next] = [workloadsOf(before), workloadsOf(after)];
  return [...new Set([...next.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), next.get(key)];
    return GATES.flatMap((gate) => {
      const effect = {
        title: is?.title ?? was?.title ?? "",
        gate,
        before: shown(was, gate),
        after: shown(is, gate),
      };
      return areSame(effect.before, effect.after) ? [] : [effect];
    });
  });
}

type Shown = Pick<GateAssessment, "verdict" | "counts">;

/** A workload that is none before or after is asked nothing then. */
const NOT_THERE: Shown = { verdict: "n/a", counts: { blocks: 0, unknown: 0, warns: 0 } };

function shown(workload: WorkloadAssessment | undefined, gate: Gate): Shown {
  if (workload === undefined) return NOT_THERE;
  const { verdict, counts } = workload.gates[gate];
  return { verdict, counts };
}

/** Warnings are in no verdict's way: a gate that only loses one looks as it did. */
function areSame(a: Shown, b: Shown): boolean {
  return a.verdict === b.verdict && a.counts.blocks === b.counts.blocks && a.counts.unknown === b.counts.unknown;
}

/** Workloads by their id; assets of a release that have none, by the release. */
function workloadsOf({ releases, unplanned }: Report): ReadonlyMap<string, WorkloadAssessment> {
  const found = new Map<string, WorkloadAssessment>();
  for (const workload of [...releases.flatMap(({ workloads }) => workloads), ...unplanned]) {
    const key = workload.item === null ? `release ${workload.releases.join("\n")}` : String(workload.item.id);
    if (!found.has(key)) found.set(key, workload);
  }
  return found;
}
