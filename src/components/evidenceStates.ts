import type { EvidenceState, Verdict } from "../domain/readiness/report";
import { EVIDENCE_WORDS } from "../domain/readiness/words";

/** How a piece of evidence stands: a word, and the shape of the verdict that it is like. */
export const EVIDENCE_STATES: Readonly<Record<EvidenceState, { readonly word: string; readonly verdict: Verdict }>> = {
  given: { word: EVIDENCE_WORDS.given, verdict: "done" },
  missing: { word: EVIDENCE_WORDS.missing, verdict: "blocked" },
  stale: { word: EVIDENCE_WORDS.stale, verdict: "blocked" },
  self: { word: EVIDENCE_WORDS.self, verdict: "blocked" },
  unproven: { word: EVIDENCE_WORDS.unproven, verdict: "unknown" },
};
