import { type EvidenceStatus, type GateAssessments, GATES } from "../../domain/readiness/report";

/** How many pieces of evidence are given, and count. */
export function givenOf(evidence: readonly EvidenceStatus[]): number {
  return evidence.filter(({ state }) => state === "given").length;
}

/** Given of all, over the gates: `2/7`; null where no gate asks for any. */
export function signOffCount(gates: GateAssessments): string | null {
  const evidence = GATES.flatMap((gate) => gates[gate].evidence);
  return evidence.length === 0 ? null : `${givenOf(evidence)}/${evidence.length}`;
}
