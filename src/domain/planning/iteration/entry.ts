import { refOf } from "../../backlog/model";
import type { PlannedEntry } from "../../change/change";
import { lastName } from "../../change/describe";
import { mappingNotes, type othersMoved, valueOf } from "../../change/mappingPlan";
import type { Scene } from "../../change/scene";
import { subjectIn } from "../../change/subjects";
import type { CommitmentTags } from "./commit";
import type { PlannedItem } from "./settle";

/** What becomes of one work item, all of it in words. */
export function entryOf(
  before: Scene,
  after: Scene,
  planned: PlannedItem,
  tags: CommitmentTags | null,
  others: ReturnType<typeof othersMoved>,
): PlannedEntry {
  const changes = changesOf(before, after, planned, tags);
  return {
    item: refOf(planned.wish.subject.item),
    from: changes.map(([from]) => from).join("; "),
    to: changes.map(([, to]) => to).join("; "),
    writes: planned.writes,
    notes: notesOf(before, after, planned, others),
  };
}

type FromTo = readonly [from: string, to: string];

function changesOf(before: Scene, after: Scene, { wish }: PlannedItem, tags: CommitmentTags | null): readonly FromTo[] {
  const { subject, release } = wish;
  const { item } = subject;
  const next = subjectIn(after, subject);
  const changes: FromTo[] = [];
  if (release !== null) {
    changes.push([valueOf(before, subject, release) || "no release", valueOf(after, next, release) || "no release"]);
  }
  if (wish.iteration !== null) {
    changes.push(iterationsOf(item.iterationPath, next.item.iterationPath));
  }
  changes.push([numberOf("effort", item.effort), numberOf("effort", next.item.effort)]);
  changes.push([numberOf("priority", item.priority), numberOf("priority", next.item.priority)]);
  if (tags !== null) changes.push([tags.wordOf(item), tags.wordOf(next.item)]);
  return changes.filter(([from, to]) => from !== to);
}

/** Two iterations by their names; by their paths where the names are the same. */
function iterationsOf(from: string, to: string): FromTo {
  return from !== to && lastName(from) === lastName(to) ? [from, to] : [lastName(from), lastName(to)];
}

function numberOf(name: string, value: number | null): string {
  return `${name} ${value ?? "–"}`;
}

/** What follows: of the release where that was asked for, else of the iteration. */
function notesOf(
  before: Scene,
  after: Scene,
  { wish, placing, writes }: PlannedItem,
  others: ReturnType<typeof othersMoved>,
): readonly string[] {
  const { subject, release, iteration } = wish;
  const change = placing === null ? iteration : release;
  const write = placing?.write ?? writes[0];
  if (change === null || write === undefined) return [];
  return mappingNotes(before, after, { subject, write }, change, others);
}
