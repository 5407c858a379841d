import { once } from "../once";
import type { PromotionModel } from "../policy/policy";
import { effectOf, type Finding } from "./blockers";
import type { Gate, GateAssessment, GateFloors, Verdict } from "./report";

const STAGED: Readonly<Record<Gate, GateFloors>> = {
  staging: { ready: "Replicated", done: "Staged" },
  uat: { ready: "Staged", done: "Accepted" },
  promotion: { ready: "Accepted", done: "Promoted" },
};

/** Staging doubles as promotion (G4). */
const SINGLE_STEP: Readonly<Partial<Record<Gate, GateFloors>>> = {
  staging: { ready: "Replicated", done: "Staged" },
  promotion: { ready: "Replicated", done: "Promoted" },
};

/** The rungs that a gate asks of each asset (G1–G3); null for a gate outside the model (G4). */
export function floorsOf(model: PromotionModel, gate: Gate): GateFloors | null {
  return (model === "staged" ? STAGED : SINGLE_STEP)[gate] ?? null;
}

const ORDER: Readonly<Record<Exclude<Verdict, "n/a">, number>> = { blocked: 0, unknown: 1, ready: 2, done: 3 };

/** The minimum of V1; `n/a` is left out of it (G4), and the minimum of nothing but `n/a` is `n/a`. */
export function minimumOf(verdicts: Iterable<Verdict>): Verdict {
  let lowest: Verdict = "n/a";
  for (const verdict of verdicts) {
    if (verdict !== "n/a" && (lowest === "n/a" || ORDER[verdict] < ORDER[lowest])) lowest = verdict;
  }
  return lowest;
}

/** What blockers alone leave of a verdict: blocked, unknown, or nothing in the way (V1, V3). */
export function verdictOf(blockers: readonly Pick<Finding, "code" | "effect">[]): "blocked" | "unknown" | "ready" {
  let verdict: "blocked" | "unknown" | "ready" = "ready";
  for (const blocker of blockers) {
    const effect = effectOf(blocker);
    if (effect === "blocks") return "blocked";
    if (effect === "unknown") verdict = "unknown";
  }
  return verdict;
}

/** Why a gate has its verdict: worked out when it is first asked for. */
export interface GateDetail {
  readonly reasons: () => Pick<GateAssessment, "blockers" | "waived">;
  readonly evidence: () => GateAssessment["evidence"];
}

/** A gate with its blockers counted, so that blocked does not hide unknown (V1). All but the verdict is made on first use. */
export function gateAssessment(gate: Gate, verdict: Verdict, detail: GateDetail): GateAssessment {
  const reasons = once(() => {
    const { blockers, waived } = detail.reasons();
    const counts = { blocks: 0, unknown: 0, warns: 0 };
    for (const { effect } of blockers) counts[effect]++;
    return { counts, blockers, waived };
  });
  const evidence = once(detail.evidence);
  return {
    gate,
    verdict,
    get counts() {
      return reasons().counts;
    },
    get blockers() {
      return reasons().blockers;
    },
    get waived() {
      return reasons().waived;
    },
    get evidence() {
      return evidence();
    },
  };
}
