import { GATE_NAMES } from "../readiness/blockers";
import {
  type Blocker,
  type EvidenceStatus,
  type GateAssessment,
  type GateAssessments,
  GATES,
  type ReleaseAssessment,
  type Report,
  type WaivedBlocker,
  type Waiver,
} from "../readiness/report";
import { CAUSES, EVIDENCE_WORDS, VERDICT_WORDS } from "../readiness/words";
import { waiverOfEvidence } from "../evidence/waiverOfEvidence";
import { counted } from "../text";
import type { Instant } from "../workItem";
import type { ReportSection } from "./request";

/** Lines of each list; a decision names the rest by their number, the report itself has them. */
const MOST_LINES = 40;

/** What a report says of a release, as text to stand in a decision (E5): verdicts, what is in the way, who answers for what, and what it rests on. */
export function decisionReport(report: Report, release: ReleaseAssessment): ReportSection[] {
  const gates = GATES.map((gate) => release.gates[gate]);
  const sections: ReportSection[] = [
    {
      title: "Verdict",
      lines: [release.sentence, ...GATES.map((gate) => `${GATE_NAMES[gate]}: ${verdictOf(release.gates, gate)}`)],
    },
    {
      title: "Workloads",
      lines: release.workloads.map(
        ({ title, gates: own }) =>
          `${title}: ${GATES.map((gate) => `${GATE_NAMES[gate]} ${verdictOf(own, gate)}`).join(", ")}`,
      ),
    },
    {
      title: "In the way",
      lines: unique(
        gates.flatMap(({ blockers }) => blockers.filter(({ effect }) => effect !== "warns").map(blockerText)),
      ),
    },
    { title: "Waived", lines: unique(gates.flatMap(({ waived }) => waived.map(waivedText))) },
    { title: "Evidence and sign-offs", lines: unique(gates.flatMap(evidenceLines)) },
    { title: "What it rests on", lines: basisOf(report) },
  ];
  return sections.filter(({ lines }) => lines.length > 0).map(({ title, lines }) => ({ title, lines: limited(lines) }));
}

function verdictOf(gates: GateAssessments, gate: keyof GateAssessments): string {
  const { verdict, counts } = gates[gate];
  const parts = [
    ...(counts.blocks > 0 ? [`${counts.blocks} in the way`] : []),
    ...(counts.unknown > 0 ? [`${counts.unknown} unknown`] : []),
  ];
  const word = VERDICT_WORDS[verdict];
  return parts.length === 0 ? word : `${word} (${parts.join(", ")})`;
}

function blockerText({ code, gate, workItem, workload, expected, actual }: Blocker): string {
  const where = workload === null || workload.id === workItem?.id ? "" : ` in ${workload.title}`;
  const what = workItem === null ? (workload?.title ?? "The release") : `${workItem.title} (#${workItem.id})${where}`;
  return `${GATE_NAMES[gate]}: ${what}: ${CAUSES[code]} (is ${actual}, must be ${expected})`;
}

function waivedText({ blocker, waiver }: WaivedBlocker): string {
  const by = waiver.grantedBy === null ? "" : ` by ${waiver.grantedBy.displayName}`;
  return `${blockerText(blocker)}; waived until ${waiver.until}${by} (#${waiver.item.id})`;
}

function evidenceLines({ evidence, waived }: GateAssessment): string[] {
  return evidence.map((status) => evidenceText(status, waiverOfEvidence(status, waived)));
}

function evidenceText({ title, covers, state, by, at, item }: EvidenceStatus, waiver: Waiver | null): string {
  const where = covers === null ? "" : ` of ${covers.title}`;
  const who = by === null ? "" : ` by ${by.displayName}`;
  const when = at === null ? "" : ` on ${timeText(at)}`;
  const instead = waiver === null ? "" : `, waived until ${waiver.until} (#${waiver.item.id})`;
  return `${title}${where}: ${EVIDENCE_WORDS[state]}${who}${when}${item === null ? "" : ` (#${item.id})`}${instead}`;
}

function basisOf({ asOf, complete, losses, reader, policy, workItemCount }: Report): string[] {
  return [
    `Azure Boards as of ${timeText(asOf)}, ${counted(workItemCount, "work item")}, as ${reader.displayName} may see them`,
    complete
      ? "Everything that was expected could be read"
      : `Incomplete: ${counted(losses.length, "part")} could not be read`,
    `Mapping ${policy.fingerprint}, schema version ${policy.schemaVersion}`,
  ];
}

function timeText(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}

function limited(lines: readonly string[]): string[] {
  if (lines.length <= MOST_LINES) return [...lines];
  return [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more`];
}
