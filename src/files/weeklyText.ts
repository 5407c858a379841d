import type { IterationRecord } from "../domain/planning/velocity/record";
import { GATE_NAMES } from "../domain/readiness/blockers";
import { type Blocker, GATES } from "../domain/readiness/report";
import { CAUSES, GATE_TITLES } from "../domain/readiness/words";
import { counted } from "../domain/text";
import { type Cell, csvOf } from "./csv";
import { dayText, isoTime, timeText } from "./format";
import { plain, table, target } from "./markdown";
import type { AddressOf } from "./packMarkdown";
import { proseText, verdictText } from "./packWords";
import type { WeekChanges, WeeklyRelease, WeeklyStatus } from "./weeklyStatus";

/** A week as Markdown, e.g. for a wiki page or a mail. Titles are text, whatever they hold; only work items become links. */
export function weeklyMarkdown(status: WeeklyStatus, addressOf: AddressOf): string {
  const { report, releases, gone, exit, velocity, missing } = status;
  const name = plain(report.labels.release);
  const item = ({ workItem, code, workload }: Blocker): string =>
    workItem === null
      ? plain(workload?.title ?? CAUSES[code])
      : `[${plain(`${workItem.type} ${workItem.id}: ${workItem.title}`)}](${target(addressOf(workItem.id))})`;
  return `${[
    `# Weekly status: ${plain(report.project.name)}`,
    headLines(status).map(plain).join("  \n"),
    `**${plain(proseText(report.sentence))}**${exit === null ? "" : ` ${plain(exit)}`}`,
    ...(missing.length === 0 ? [] : [missing.map((line) => `- ${plain(line)}`).join("\n")]),
    `## ${name}s`,
    releases.length === 0
      ? "None is planned."
      : table(
          ["#", name, "Target", ...GATES.map((gate) => GATE_TITLES[gate]), "Forecast", "Chance"],
          releases.map(({ release, forecast }) => [
            String(release.position),
            plain(release.name),
            release.targetDate === null ? "none" : dayText(release.targetDate),
            ...GATES.map((gate) => verdictText(release.gates[gate])),
            plain(forecast?.text ?? "not known"),
            plain(forecast?.chance ?? ""),
          ]),
        ),
    `## Since ${dayText(isoTime(status.since).slice(0, 10))}`,
    weekOf(releases, gone),
    "## First in the way",
    ...firstOf(releases, item),
    "## Velocity of the last iteration",
    velocity === null
      ? "Not known."
      : velocity.length === 0
        ? "No team has an iteration that is over."
        : table(
            ["Team", "Iteration", "Committed", "Delivered", "Carried over", "Re-opened", "Effort delivered"],
            velocity.map((record) => [
              plain(record.team),
              plain(record.name),
              ...[record.committed, record.delivered, record.carriedOver, record.reopened].map(({ items }) =>
                String(items),
              ),
              String(deliveredEffort(record) ?? "not estimated"),
            ]),
          ),
  ].join("\n\n")}\n`;
}

/** Null where no delivered asset is estimated: that is no effort of 0. */
function deliveredEffort({ delivered: { items, effort, unestimated } }: IterationRecord): number | null {
  return items > 0 && unestimated === items ? null : effort;
}

/** How old and how complete the data is, who read it, and by which mapping. */
function headLines({ report, generatedAt }: WeeklyStatus): readonly string[] {
  const { asOf, complete, losses, workItemCount, reader, policy } = report;
  return [
    `As of ${timeText(asOf)}, ${counted(workItemCount, "work item")}, read by ${reader.displayName === "" ? "a reader whom the host does not name" : reader.displayName}.`,
    complete ? "Complete." : `Incomplete: ${losses.map(({ message }) => message).join(" ")}`,
    `Mapping ${policy.fingerprint}, for the week before too. Made ${timeText(generatedAt)}.`,
  ];
}

function weekOf(releases: readonly WeeklyRelease[], gone: readonly string[]): string {
  const lines = releases.flatMap(({ release, changes }) => {
    const text = changes === null ? "" : changesText(changes);
    return text === "" ? [] : [`- **${plain(release.name)}**: ${plain(text)}`];
  });
  const left = gone.map((release) => `- **${plain(release)}**: not there any more`);
  const all = [...lines, ...left];
  if (all.length > 0) return all.join("\n");
  return releases.some(({ changes }) => changes === null) ? "Not known." : "Nothing changed.";
}

/** What changed, in words: `staging gained; 3 assets moved on, 1 fell back`; empty where nothing did. */
function changesText(changes: WeekChanges): string {
  const { gained, lost, movedOn, fellBack, scopeIn, scopeOut, opened, cleared, targetDateWas, isNew, uncertain } =
    changes;
  const pair = (noun: string, first: readonly [number, string], second: readonly [number, string]): string[] => {
    const [there, more] = [first, second].filter(([count]) => count > 0);
    if (there === undefined) return [];
    return [`${counted(there[0], noun)} ${there[1]}${more === undefined ? "" : `, ${more[0]} ${more[1]}`}`];
  };
  return [
    ...(isNew ? ["new"] : []),
    ...gained.map((gate) => `${GATE_NAMES[gate]} gained`),
    ...lost.map((gate) => `${GATE_NAMES[gate]} lost`),
    ...pair("asset", [movedOn, "moved on"], [fellBack, "fell back"]),
    ...pair("asset", [scopeIn, "came into scope"], [scopeOut, "left the scope"]),
    ...pair("blocker", [opened, "opened"], [cleared, "cleared"]),
    ...(targetDateWas === null
      ? []
      : [`the target date was ${targetDateWas.day === null ? "none" : dayText(targetDateWas.day)}`]),
    ...(uncertain === 0 ? [] : [`${counted(uncertain, "change")} uncertain, as not everything could be read`]),
  ].join("; ");
}

function firstOf(releases: readonly WeeklyRelease[], item: (blocker: Blocker) => string): string[] {
  const held = releases.filter(({ first }) => first.length > 0);
  if (held.length === 0) return ["Nothing."];
  return held.map(({ release, first }) =>
    [
      `**${plain(release.name)}**`,
      "",
      ...first.map((blocker) => `- ${item(blocker)}: ${plain(`${proseText(blockerText(blocker))}`)}`),
    ].join("\n"),
  );
}

function blockerText({ code, actual, expected, frees, owner }: Blocker): string {
  const freed = [
    ...(frees.workloads === 0 ? [] : [counted(frees.workloads, "workload")]),
    ...(frees.assets === 0 ? [] : [counted(frees.assets, "asset")]),
  ].join(" and ");
  return `${CAUSES[code]} (${actual}, must be ${expected})${freed === "" ? "" : `, frees ${freed}`}, ${owner?.displayName ?? "unassigned"}`;
}

const HEAD: readonly Cell[] = [
  "Kind",
  "As of",
  "Since",
  "Position",
  "Name",
  "Target date",
  ...GATES.flatMap((gate) => [GATE_TITLES[gate], `${GATE_TITLES[gate]}: in the way`, `${GATE_TITLES[gate]}: unknown`]),
  "Gates gained",
  "Gates lost",
  "Moved on",
  "Fell back",
  "Into scope",
  "Out of scope",
  "Blockers opened",
  "Blockers cleared",
  "Uncertain changes",
  "First in the way",
  "Forecast",
  "Chance",
  "Iteration",
  "Committed",
  "Delivered",
  "Carried over",
  "Effort delivered",
  "Complete",
  "Mapping",
];

/**
 * A week as CSV: a line for each release, then one for each team's last iteration; the first column says which. What does not apply or
 * is not known is empty. Times are ISO 8601 in UTC.
 */
export function weeklyCsv({ report, since, releases, velocity }: WeeklyStatus): string {
  const ends: readonly Cell[] = [report.complete ? "yes" : "no", report.policy.fingerprint];
  const starts = (kind: string): readonly Cell[] => [kind, isoTime(report.asOf), isoTime(since)];
  const none = (count: number): readonly Cell[] => Array.from({ length: count }, () => null);
  return csvOf([
    HEAD,
    ...releases.map(({ release, changes, first, forecast }) => [
      ...starts("release"),
      release.position,
      release.name,
      release.targetDate,
      ...GATES.flatMap((gate) => {
        const { verdict, counts } = release.gates[gate];
        return [verdict, counts.blocks, counts.unknown];
      }),
      ...(changes === null ? none(9) : changeCells(changes)),
      first.map(({ workItem }) => (workItem === null ? "" : `${workItem.id} ${workItem.title}`)).join("; "),
      forecast?.text ?? null,
      forecast?.chance ?? null,
      ...none(5),
      ...ends,
    ]),
    ...(velocity ?? []).map((record) => [
      ...starts("team"),
      null,
      record.team,
      ...none(1 + 3 * GATES.length + 9 + 3),
      record.name,
      record.committed.items,
      record.delivered.items,
      record.carriedOver.items,
      deliveredEffort(record),
      ...ends,
    ]),
  ]);
}

function changeCells(changes: WeekChanges): readonly Cell[] {
  const { gained, lost, movedOn, fellBack, scopeIn, scopeOut, opened, cleared, uncertain } = changes;
  const gates = (list: WeekChanges["gained"]): string => list.map((gate) => GATE_TITLES[gate]).join("; ");
  return [gates(gained), gates(lost), movedOn, fellBack, scopeIn, scopeOut, opened, cleared, uncertain];
}
