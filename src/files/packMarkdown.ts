import { CAUSES, GATE_TITLES } from "../domain/readiness/words";
import { GATE_NAMES } from "../domain/readiness/blockers";
import type { Blocker } from "../domain/readiness/report";
import type { Instant, WorkItemRef } from "../domain/workItem";
import { dayText, timeText } from "./format";
import { escaped, plain, table, target } from "./markdown";
import type { Pack } from "./pack";
import {
  ageText,
  basisLines,
  besideText,
  coveredText,
  evidenceText,
  ownerText,
  personText,
  proseText,
  releaseFacts,
  verdictText,
} from "./packWords";

/** The address of a work item. */
export type AddressOf = (id: number) => string;

/** A pack as Markdown, e.g. for a wiki page. Titles are text, whatever they hold; only work items become links. */
export function packMarkdown(pack: Pack, addressOf: AddressOf): string {
  const item = (ref: WorkItemRef | null): string =>
    ref === null ? "" : `[${plain(`${ref.type} ${ref.id}: ${ref.title}`)}](${target(addressOf(ref.id))})`;
  const open = pack.causes.filter(({ effect }) => effect !== "warns");
  const warnings = pack.causes.filter(({ effect }) => effect === "warns");
  const what = (blocker: Blocker): string => {
    const { workItem, workload } = blocker;
    const name = workItem === null ? plain(workload?.title ?? pack.release.name) : item(workItem);
    return name + escaped(besideText(blocker));
  };
  const cause = ({ code, blockers }: Pack["causes"][number]): string[] => [
    `### ${CAUSES[code]} (${blockers.length})`,
    table(
      ["What", "Is", "Must be", "For", "Owner", "What to do"],
      blockers.map((blocker) => [
        what(blocker),
        plain(proseText(blocker.actual)),
        plain(proseText(blocker.expected)),
        ageText(blocker.since, pack.data.now),
        plain(ownerText(blocker.owner)),
        plain(proseText(blocker.fix)),
      ]),
    ),
  ];
  return `${[
    `# Go/no-go: ${plain(pack.release.name)}`,
    releaseFacts(pack).map(plain).join(" · "),
    `**${plain(proseText(pack.sentence))}**`,
    "## Verdicts",
    table(
      ["", ...pack.gates.map((gate) => GATE_TITLES[gate])],
      pack.rows.map(({ title, isRelease, verdicts }) => [
        isRelease ? `**${plain(title)}**` : plain(title),
        ...verdicts.map(verdictText),
      ]),
    ),
    "## Decisions",
    pack.decisions.length === 0
      ? "None yet."
      : table(
          ["Decision", "By", "When", "Work item"],
          pack.decisions.map((decision) => [
            decision.isGo ? "Go" : "No-go",
            plain(personText(decision.by)),
            timeText(decision.at),
            item(decision.item),
          ]),
        ),
    "## Waivers",
    pack.waivers.length === 0
      ? "None is in force."
      : table(
          ["Waiver", "Until", "Granted by", "When", "Covers"],
          pack.waivers.map(({ waiver, covers }) => [
            item(waiver.item),
            dayText(waiver.until),
            plain(personText(waiver.grantedBy)),
            timeText(waiver.grantedAt),
            covers.map((blocker) => plain(coveredText(blocker))).join("; "),
          ]),
        ),
    "## Sign-offs and evidence",
    pack.evidence.length === 0
      ? "None is asked for, and none was given."
      : table(
          ["Gate", "What", "Of", "State", "By", "When", "Why"],
          pack.evidence.map(({ gate, status, waiver }) => [
            GATE_TITLES[gate],
            status.item === null ? plain(status.title) : item({ ...status.item, title: status.title }),
            plain(status.covers?.title ?? pack.release.name),
            evidenceText({ status, waiver }),
            status.state === "missing" ? "" : plain(personText(status.by)),
            when(status.at),
            plain(proseText(status.reason)),
          ]),
        ),
    `## In the way of ${GATE_NAMES[pack.gate]}`,
    ...(open.length === 0 ? ["Nothing."] : open.flatMap(cause)),
    ...(warnings.length === 0 ? [] : ["## Warnings", "They hold nothing back.", ...warnings.flatMap(cause)]),
    "## What this rests on",
    basisLines(pack)
      .map((line) => `- ${plain(line)}`)
      .join("\n"),
  ].join("\n\n")}\n`;
}

function when(instant: Instant | null): string {
  return instant === null ? "" : timeText(instant);
}
