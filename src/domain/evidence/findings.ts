import { refOf } from "../backlog/model";
import type { Finding } from "../readiness/blockers";
import type { BlockerCode, EvidenceStatus, Gate } from "../readiness/report";
import type { WorkItemRef } from "../workItem";
import type { JudgedEvidence } from "./judging";

/** What stands in the way of a gate because of one piece of evidence (§8); null where it is given. */
export function evidenceFinding(
  { status, since, item, covers, unread }: JudgedEvidence,
  gate: Gate,
  workload: WorkItemRef | null,
): Finding | null {
  const isUnmapped = status.state === "unproven" && unread.length === 0;
  const code = isUnmapped ? "STATE_UNMAPPED" : codeOf(status);
  if (code === null) return null;
  const isAsset = covers !== null && covers.id !== workload?.id;
  return {
    code,
    gate,
    workItem: status.item ?? (covers === null ? null : refOf(covers)),
    workload,
    asset: isAsset ? covers : null,
    evidence: status.id,
    expected: EXPECTED[code] ?? "given",
    // Without an item of its own nothing else would say which evidence it is.
    actual: status.item === null ? `${status.title}: ${status.reason}` : status.reason,
    since,
    owner: item?.assignedTo ?? covers?.assignedTo ?? null,
    fix: fixOf(code, status),
  };
}

const EXPECTED: Readonly<Partial<Record<BlockerCode, string>>> = {
  EVIDENCE_STALE: "given, and still true",
  SIGNOFF_SELF: "given by somebody who is not assigned to what it covers",
  HISTORY_UNREAD: "given, and still true",
  STATE_UNMAPPED: "given when the mapping knew the state of what it covers",
};

function codeOf({ state, attests }: EvidenceStatus): BlockerCode | null {
  switch (state) {
    case "given":
      return null;
    case "missing":
      return attests === "signOff" ? "SIGNOFF_MISSING" : "EVIDENCE_MISSING";
    case "stale":
      return "EVIDENCE_STALE";
    case "self":
      return "SIGNOFF_SELF";
    case "unproven":
      return "HISTORY_UNREAD";
  }
}

function fixOf(code: BlockerCode, { id, title, item, covers }: EvidenceStatus): string {
  switch (code) {
    case "EVIDENCE_STALE":
      return `Look at it again, then close a new item tagged gate:${id}, or open this one and close it.`;
    case "SIGNOFF_SELF":
      return "Have it opened, and closed by somebody who is not assigned to what it covers.";
    case "STATE_UNMAPPED":
      return "Map the state that it was in at that time to a stage.";
    case "HISTORY_UNREAD":
      return "Refresh; if its history can't be read again, look at the error beside the age of the data.";
    default:
      if (item !== null) return `Close ${item.title} once it is so.`;
      return covers === null
        ? `Close an item tagged gate:${id} that names the release, once “${title}” is so.`
        : `Close an item tagged gate:${id} below ${covers.title}, once “${title}” is so.`;
  }
}
