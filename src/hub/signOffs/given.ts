import { type EvidenceStatus, type GateAssessments, GATES, type WaivedBlocker } from "../../domain/readiness/report";

/** How many pieces of evidence are given, and count. */
export function givenOf(evidence: readonly EvidenceStatus[]): number {
  return evidence.filter(({ state }) => state === "given").length;
}

/** Given of all, over the gates: `2/7`; null where no gate asks for any. */
export function signOffCount(gates: GateAssessments): string | null {
  const evidence = GATES.flatMap((gate) => gates[gate].evidence);
  return evidence.length === 0 ? null : `${givenOf(evidence)}/${evidence.length}`;
}

/** The waiver that stands in for a piece of evidence; null where there is none (E4). */
export function waiverFor(status: EvidenceStatus, waived: readonly WaivedBlocker[]): WaivedBlocker["waiver"] | null {
  const found = waived.find(({ blocker }) => {
    if (blocker.evidence !== status.id) return false;
    if (status.covers === null) return blocker.workload === null;
    // What it holds back is what it covers.
    return (blocker.path.at(-1) ?? blocker.workItem ?? blocker.workload)?.id === status.covers.id;
  });
  return found?.waiver ?? null;
}
