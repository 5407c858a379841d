import { EVIDENCE_STATES } from "../components/evidenceStates";
import { dayText } from "../components/time";
import { stateReader } from "../domain/backlog/states";
import { isSame } from "../domain/evidence/identity";
import { GATES } from "../domain/readiness/report";
import type { PartStanding, Standing } from "../domain/readiness/standing";
import { TAG_PREFIX, taggedWith } from "../domain/record/naming";
import { fold } from "../domain/text";
import type { Mapping } from "./store/state";

/**
 * What a waiver, a decision or a piece of evidence is (section 7), as a sentence; null for any other work item, and where
 * the mapping looks for none among items of its type. It says of it no more than the item itself and the verdict around it
 * show: what a waiver covers stands with what it is linked to.
 */
export function recordSentence(standing: Standing, mapping: Mapping): string | null {
  if (standing.kind !== "other" && standing.kind !== "part") return null;
  const { workItem, policy } = mapping;
  const { types } = policy.evidence;
  if (types.length > 0 && !types.some((type) => fold(type) === fold(workItem.type))) return null;
  if (taggedWith(workItem, TAG_PREFIX.waiver).length > 0)
    return `${workItem.title} is a waiver: ${waiverText(mapping)}.`;
  const [decided] = taggedWith(workItem, TAG_PREFIX.decision);
  if (decided !== undefined) return `${workItem.title} is a decision: ${decisionText(decided, mapping)}.`;
  const [id] = taggedWith(workItem, TAG_PREFIX.evidence);
  return id === undefined ? null : evidenceText(standing.kind === "part" ? standing : null, id, mapping);
}

function waiverText(mapping: Mapping): string {
  const { workItem } = mapping;
  const { createdBy, closedBy } = workItem;
  const { isOpen, isFinished } = readerOf(mapping);
  if (isOpen(workItem)) {
    return `it counts for nothing until somebody other than ${createdBy?.displayName ?? "who asked for it"} approves it`;
  }
  if (!isFinished(workItem)) return "it was not granted";
  if (closedBy === null || createdBy === null)
    return "Azure Boards does not say who granted it, so that it counts for nothing";
  if (isSame(closedBy, createdBy))
    return `${closedBy.displayName} asked for it and closed it, so that it counts for nothing`;
  const [until = ""] = taggedWith(workItem, TAG_PREFIX.until);
  const last = /^\d{4}-\d\d-\d\d$/.test(until) ? `, and its last day is ${dayText(until)}` : "";
  return `${closedBy.displayName} granted it${last}`;
}

function decisionText(decided: string, mapping: Mapping): string {
  const { isOpen, isFinished } = readerOf(mapping);
  if (isOpen(mapping.workItem)) return `${decided}, once it is closed. It changes no verdict`;
  return isFinished(mapping.workItem) ? `${decided}. It changes no verdict` : "it was taken back";
}

function evidenceText(standing: PartStanding | null, id: string, { workItem, policy }: Mapping): string | null {
  const rule = policy.evidence.checklist.find((one) => fold(one.id) === id);
  if (rule === undefined) {
    return `${workItem.title} is evidence that counts for nothing: the mapping's checklist has no entry “${id}”.`;
  }
  if (standing === null) return null;
  const gates = standing.of.workload?.gates;
  const status =
    gates === undefined
      ? undefined
      : GATES.flatMap((gate) => gates[gate].evidence).find(({ item }) => item?.id === workItem.id);
  if (status === undefined) {
    return `${workItem.title} is evidence that no gate asks for now, or in whose place another work item counts.`;
  }
  const { state, title, covers, reason } = status;
  const what = `${title}${covers === null ? "" : ` of ${covers.title}`} is ${EVIDENCE_STATES[state].word}`;
  return state === "given" ? `${what}.` : `${what}: ${reason}.`;
}

function readerOf({ snapshot, policy }: Mapping): ReturnType<typeof stateReader> {
  return stateReader(snapshot.types, policy.notDoneReasons);
}
