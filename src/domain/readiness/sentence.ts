import { groupBy } from "../group";
import type { Policy } from "../policy/policy";
import { counted } from "../text";
import { GATE_NAMES } from "./blockers";
import {
  type Blocker,
  type BlockerCode,
  type Gate,
  type GateAssessments,
  GATES,
  type ReleaseAssessment,
  type StageShare,
  type WorkloadAssessment,
} from "./report";

/** The first gate that is neither done nor outside the model; null once there is none. */
export function nextGateOf(gates: GateAssessments): Gate | null {
  return GATES.find((gate) => gates[gate].verdict !== "done" && gates[gate].verdict !== "n/a") ?? null;
}

/**
 * One sentence about a release or workload: whether it may go on, and what is in the way. Starts with `subject is …` where
 * a subject is given.
 */
export function sentenceOf(gates: GateAssessments, share: StageShare, subject: string | null = null): string {
  const next = nextGateOf(gates);
  if (next === null) {
    if (share.inScope === 0) return begin(subject, "has nothing to move: every asset is retired or retained.");
    return begin(subject, `is promoted: ${counted(share.inScope, "asset")} in production.`);
  }
  const { verdict, counts, blockers } = gates[next];
  const gate = GATE_NAMES[next];
  if (verdict === "ready") return begin(subject, `is ready for ${gate}.`);
  if (verdict === "unknown") return begin(subject, `is unknown for ${gate}: ${reasons(blockers)}.`);

  const open = blockers.filter(({ effect }) => effect === "blocks");
  const only = open.length === 1 ? open[0] : undefined;
  const unjudged = counts.unknown === 0 ? "" : `, and ${counted(counts.unknown, "more", "more")} could not be judged`;
  const what =
    only === undefined
      ? `${counted(open.length, "thing")} are in the way${unjudged}.`
      : `1 thing is in the way${unjudged}: ${only.workItem === null ? only.actual : `${only.workItem.title} (${only.actual}, must be ${only.expected})`}.`;
  return begin(subject, `is not ready for ${gate}: ${what}${only === undefined ? firstStep(open) : ""}`);
}

/** What to begin with: the one thing that frees most, where it frees more than itself. */
function firstStep(open: readonly Blocker[]): string {
  const [best] = mostFreeing(open, 1);
  if (best?.workItem == null) return "";
  const { assets, workloads } = best.frees;
  if (assets < 2 && workloads === 0) return "";
  const freed = [
    ...(assets === 0 ? [] : [counted(assets, "asset")]),
    ...(workloads === 0 ? [] : [counted(workloads, "workload")]),
  ].join(" and ");
  return ` Clearing ${best.workItem.title} frees ${freed}.`;
}

/**
 * What blocks and would free most if it were cleared (D4), at most so many, each with a work item. Workloads weigh more than assets; of
 * equals the one that stands first in the ledger comes first.
 */
export function mostFreeing(blockers: readonly Blocker[], most: number): readonly Blocker[] {
  const best: Blocker[] = [];
  for (const blocker of blockers) {
    if (blocker.effect !== "blocks" || blocker.workItem === null) continue;
    const worse = best.findIndex((other) => isBetter(blocker, other));
    if (worse === -1 && best.length >= most) continue;
    best.splice(worse === -1 ? best.length : worse, 0, blocker);
    best.length = Math.min(best.length, most);
  }
  return best;
}

function isBetter({ frees: a }: Blocker, { frees: b }: Blocker): boolean {
  return a.workloads > b.workloads || (a.workloads === b.workloads && a.assets > b.assets);
}

/** The first release that is not through, and how many may go on. */
export function overview(
  releases: readonly ReleaseAssessment[],
  unplanned: readonly WorkloadAssessment[],
  policy: Policy,
): string {
  const label = policy.labels.release.toLowerCase();
  if (releases.length === 0) {
    return unplanned.length === 0
      ? "No workload is recognised: there is nothing to judge yet."
      : `No ${label} is planned: ${counted(unplanned.length, "workload")} ${unplanned.length === 1 ? "stands" : "stand"} under unplanned.`;
  }
  const open = releases.filter(({ gates }) => nextGateOf(gates) !== null);
  const [first] = open;
  if (first === undefined) {
    return releases.length === 1
      ? `The only ${label} is through.`
      : `All ${counted(releases.length, label)} are through.`;
  }
  const ready = open.filter(({ gates }) => gates[nextGateOf(gates) ?? "staging"].verdict === "ready").length;
  return `${sentenceOf(first.gates, first.share, first.name)} ${ready} of ${counted(open.length, `open ${label}`)} may go on to ${open.length === 1 ? "its" : "their"} next gate.`;
}

/** With a subject: `Payroll is ready…`; without: `Ready…`. */
function begin(subject: string | null, predicate: string): string {
  if (subject !== null) return `${subject} ${predicate}`;
  const bare = predicate.replace(/^(is|has) /, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

function reasons(blockers: readonly Blocker[]): string {
  const byCode = groupBy(
    blockers.filter(({ effect }) => effect === "unknown"),
    ({ code }) => code,
  );
  return [...byCode].map(([code, found]) => reason(code, found)).join(", ");
}

function reason(code: BlockerCode, found: readonly Blocker[]): string {
  const count = found.length;
  switch (code) {
    case "STATE_UNMAPPED":
      return count === 1
        ? "1 asset is in a state that is not mapped"
        : `${counted(count, "asset")} are in states that are not mapped`;
    case "ITEM_UNREADABLE":
      // One reason without an item stands for more than are named one by one, and says how many.
      return found.find(({ workItem }) => workItem === null)?.actual ?? `${counted(count, "item")} could not be read`;
    case "READ_PARTIAL":
      return "part of the data could not be read";
    case "EMPTY_SCOPE":
      return count === 1
        ? `${found[0]?.workload?.title ?? "it"} has no assets in scope`
        : `${counted(count, "workload")} have no assets in scope`;
    case "HISTORY_UNREAD": {
      const evidence = found.filter((blocker) => blocker.evidence !== null).length;
      const stages = count - evidence;
      return [
        ...(stages === 0 ? [] : [`dates can't tell the stage of ${counted(stages, "asset")}`]),
        ...(evidence === 0
          ? []
          : [`it takes history to tell whether ${counted(evidence, "piece")} of evidence still counts`]),
      ].join(", ");
    }
    case "DEP_UNREADABLE":
      return `${counted(count, "thing")} that ${count === 1 ? "is" : "are"} waited for could not be read`;
    case "DEP_UNMAPPED":
      return `${counted(count, "thing")} that ${count === 1 ? "is" : "are"} waited for ${count === 1 ? "has" : "have"} no stage`;
    default:
      return code;
  }
}
