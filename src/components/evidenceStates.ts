import type { EvidenceState, Verdict } from "../domain/readiness/report";

/** How a piece of evidence stands: a word, and the shape of the verdict that it is like. */
export const EVIDENCE_STATES: Readonly<Record<EvidenceState, { readonly word: string; readonly verdict: Verdict }>> = {
  given: { word: "given", verdict: "done" },
  missing: { word: "missing", verdict: "blocked" },
  stale: { word: "void", verdict: "blocked" },
  self: { word: "by who did the work", verdict: "blocked" },
  unproven: { word: "not known", verdict: "unknown" },
};
