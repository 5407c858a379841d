import type { EvidenceStatus, WaivedBlocker, Waiver } from "../readiness/report";

/** The waiver that stands in for a piece of evidence, among those of its gate; null where there is none, and where it is given (E4). */
export function waiverOfEvidence(status: EvidenceStatus, waived: readonly WaivedBlocker[]): Waiver | null {
  if (status.state === "given") return null;
  const found = waived.find(({ blocker }) => {
    if (blocker.evidence !== status.id) return false;
    if (status.covers === null) return blocker.workload === null;
    // What it holds back is what it covers.
    return (blocker.path.at(-1) ?? blocker.workItem ?? blocker.workload)?.id === status.covers.id;
  });
  return found?.waiver ?? null;
}
