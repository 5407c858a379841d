import type { Blocker, EvidenceState, EvidenceStatus } from "../domain/readiness/report";
import { CAUSES, GATE_TITLES, VERDICT_WORDS } from "../domain/readiness/words";
import { counted } from "../domain/text";
import type { Instant } from "../domain/workItem";
import { ageInDays, dayText, timeText } from "./format";
import type { Pack, PackVerdict } from "./pack";

/** The shapes of verdicts as characters; each stands beside its word. */
const SHAPES: Readonly<Record<PackVerdict["verdict"], string>> = {
  done: "✓",
  ready: "●",
  blocked: "■",
  unknown: "?",
  "n/a": "–",
};

const EVIDENCE_WORDS: Readonly<Record<EvidenceState, string>> = {
  given: "given",
  missing: "missing",
  stale: "void",
  self: "given by who did the work",
  unproven: "not proven: history was not read",
};

/** `■ blocked 3, ? unknown 1`: neither count hides the other (V1). */
export function verdictText({ verdict, counts }: PackVerdict): string {
  const parts = [`${SHAPES[verdict]} ${VERDICT_WORDS[verdict]}`];
  if (verdict === "blocked") parts[0] += ` ${counts.blocks}`;
  if (verdict === "unknown") parts[0] += ` ${counts.unknown}`;
  if (verdict === "blocked" && counts.unknown > 0)
    parts.push(`${SHAPES.unknown} ${VERDICT_WORDS.unknown} ${counts.unknown}`);
  return parts.join(", ");
}

/** `given`, `missing`, …: how a piece of evidence stands. */
export function evidenceText({ state }: Pick<EvidenceStatus, "state">): string {
  return EVIDENCE_WORDS[state];
}

/** How long something has been so: `6 days`, `today`; `not known` where nothing tells. */
export function ageText(since: Blocker["since"], now: Instant): string {
  if (since.date === null) return "not known";
  const days = ageInDays(since.date, now);
  return days === 0 ? "today" : counted(days, "day");
}

/** What a waiver covers, each thing once: `Not replicated yet: VM 2 (Staging)`. */
export function coveredText({ code, workItem, workload, gate, evidence }: Blocker): string {
  const what = workItem ?? workload;
  const name = what === null ? "the release" : `${what.title} (${what.id})`;
  return `${CAUSES[code]}${evidence === null ? "" : ` (${evidence})`}: ${name}, for ${GATE_TITLES[gate]}`;
}

/** What a pack rests on, one fact a line: how old and how complete the data is, who read it, and by which mapping. */
export function basisLines({ data, isPast, generatedAt, project }: Pack): readonly string[] {
  const { asOf, complete, losses, workItemCount, reader, policy } = data;
  const name = reader.displayName === "" ? "a reader whom the host does not name" : reader.displayName;
  return [
    `Project ${project}, Azure Boards as of ${timeText(asOf)}${isPast ? ", judged with the mapping of the day on which this was made" : ""}.`,
    `${counted(workItemCount, "work item")}, read by ${name}. What Azure DevOps hides from that reader without a trace can't be known.`,
    complete
      ? "Complete: everything that was expected could be read."
      : `Incomplete: ${losses.map(({ message }) => message).join(" ")}`,
    `Mapping ${policy.fingerprint}, format ${policy.schemaVersion}.`,
    `Made ${timeText(generatedAt)}.`,
  ];
}

/** The facts below the title: position, target date, model, freezes. */
export function releaseFacts({ release, data }: Pack): readonly string[] {
  const { position, targetDate, model, freezes } = release;
  return [
    `${data.labels.release} ${position}`,
    targetDate === null ? "No target date" : `Target ${dayText(targetDate)}`,
    model === "staged" ? "Staged model" : "Single-step model: staging doubles as promotion",
    ...freezes.map(({ name, from, to }) => `Freeze ${name}: ${dayText(from)} – ${dayText(to)}`),
  ];
}
