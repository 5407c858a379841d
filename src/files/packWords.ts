import { isDay } from "../domain/day";
import type { Blocker } from "../domain/readiness/report";
import { CAUSES, EVIDENCE_WORDS, GATE_TITLES, VERDICT_WORDS } from "../domain/readiness/words";
import { counted } from "../domain/text";
import type { Identity, Instant } from "../domain/workItem";
import { ageInDays, dayText, timeText } from "./format";
import type { Pack, PackEvidence, PackVerdict } from "./pack";

/** The shapes of verdicts as characters; each stands beside its word. */
const SHAPES: Readonly<Record<PackVerdict["verdict"], string>> = {
  done: "✓",
  ready: "●",
  blocked: "■",
  unknown: "?",
  "n/a": "–",
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

/** `given`, `missing, waived until 1 Dec 2026`, …: how a piece of evidence stands. */
export function evidenceText({ status: { state }, waiver }: Pick<PackEvidence, "status" | "waiver">): string {
  return `${EVIDENCE_WORDS[state]}${waiver === null ? "" : `, waived until ${dayText(waiver.until)}`}`;
}

/** Who owns something. */
export function ownerText(owner: Identity | null): string {
  return owner?.displayName ?? "Unassigned";
}

/** Who did something; Azure Boards does not always say. */
export function personText(person: Identity | null): string {
  return person?.displayName ?? "not known";
}

/** A text of the report with its days as a pack says them; what is part of a word, such as a tag, stays. */
export function proseText(text: string): string {
  return text.replace(/(?<![\w:-])\d{4}-\d{2}-\d{2}(?![\w-])/g, (day) => (isDay(day) ? dayText(day) : day));
}

/**
 * What stands behind the name of what is in the way: what it holds back (`, Web (3) ← Payroll (2) ← DB (1)`, each waiting for
 * the next, or `, holds back Web (3)`), and the workload where neither is that (` in Payroll`).
 */
export function besideText({ path, workItem, workload }: Pick<Blocker, "path" | "workItem" | "workload">): string {
  const named = [...path].reverse().map(({ id, title }) => `${title} (${id})`);
  const held = path.at(-1);
  const isSaid = workload === null || workItem === null || [workItem.id, held?.id].includes(workload.id);
  const place = isSaid ? "" : ` in ${workload.title}`;
  if (path.length > 2) return `, ${named.join(" ← ")}${place}`;
  return `${held === undefined || held.id === workItem?.id ? "" : `, holds back ${named[0] ?? ""}`}${place}`;
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
