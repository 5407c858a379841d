import type { ReleaseId } from "../backlog/releases";
import type { Evidence } from "../evidence/evidence";
import { besidesFinding } from "../evidence/waivers";
import type { Finding } from "./blockers";
import { ledgerOf } from "./ledger";
import type { WaivedBlocker } from "./report";

/** Findings as waivers leave them (E4). */
export interface WaivedOut {
  /** What is still in the way; beside what a waiver no longer covers stands that waiver. */
  readonly open: readonly Finding[];
  readonly waived: readonly WaivedBlocker[];
}

/** Takes out what a waiver in force covers; `release` is the folded key of the release that is judged, null for none. */
export function waivedOut(findings: readonly Finding[], evidence: Evidence, release: ReleaseId | null): WaivedOut {
  if (!evidence.hasWaivers) return { open: findings, waived: [] };
  const open: Finding[] = [];
  const waived: WaivedBlocker[] = [];
  const told = new Set<string>();
  for (const finding of findings) {
    const answer = evidence.waive(finding, { releaseId: release });
    if (answer?.kind === "waived") {
      for (const blocker of ledgerOf([finding]).blockers) waived.push({ blocker, waiver: answer.waiver });
      continue;
    }
    open.push(finding);
    const beside = besidesFinding(finding, answer);
    if (beside === null) continue;
    // One waiver beside an asset is said once, however much it no longer covers.
    const key = `${beside.code} ${beside.workItem?.id ?? ""} ${beside.asset?.id ?? ""}`;
    if (told.has(key)) continue;
    told.add(key);
    open.push(beside);
  }
  return { open, waived };
}
