import { dayOf } from "../backlog/releases";
import { closing } from "./evidencePlan";
import { namingOf, TAG_PREFIX } from "./naming";
import { htmlOf, type RecordPlan, refusedFor, titleOf, typeOf } from "./plan";
import type { ReportSection, RequestOf } from "./request";
import type { RecordScene } from "./scene";

/** What is decided. */
export interface DecisionTerms {
  readonly isGo: boolean;
  readonly note: string;
}

/**
 * A go/no-go decision (E5): an item that names the release, made and closed, with the note and the report of that moment in
 * its description, where Azure Boards keeps it whatever becomes of the extension.
 */
export function decisionPlan(
  scene: RecordScene,
  { release, report }: RequestOf<"decision">,
  { isGo, note }: DecisionTerms,
): RecordPlan {
  const { snapshot, policy, now } = scene;
  const found = typeOf(snapshot, policy);
  if ("reason" in found) return refusedFor(found.reason);
  const naming = namingOf(policy, release);
  if ("reason" in naming) return refusedFor(naming.reason);
  const name = scene.siteOf({ kind: "release", key: release })?.name ?? release;
  const item = {
    type: found.type,
    title: titleOf(`${isGo ? "Go" : "No-go"}: ${name}, ${dayOf(now)}`),
    ...naming,
    tags: [`${TAG_PREFIX.decision}${isGo ? "go" : "no-go"}`, ...naming.tags],
    parent: null,
    related: [],
    description: descriptionOf(note, report),
  };
  return closing(scene, { kind: "new", item }, []);
}

function descriptionOf(note: string, report: readonly ReportSection[]): string {
  const said = note.trim();
  const sections = report.map(
    ({ title, lines }) =>
      `<h3>${htmlOf(title)}</h3><ul>${lines.map((line) => `<li>${htmlOf(line)}</li>`).join("")}</ul>`,
  );
  return [...(said === "" ? [] : [`<p>${htmlOf(said)}</p>`]), ...sections].join("");
}
