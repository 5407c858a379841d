import type { Change, EstateLink, EstateWorkItem, FieldValue } from "../model/estate";
import type { Project } from "./project";

export type Fields = Readonly<Record<string, FieldValue>>;

/** A work item in memory: its stored history, and its current fields folded from it. */
export interface WorkItem {
  readonly id: number;
  readonly project: Project;
  changes: readonly Change[];
  links: readonly EstateLink[];
  deleted: EstateWorkItem["deleted"];
  /** The current revision's fields; empty fields are absent. */
  fields: Fields;
}

/** Takes a work item out of the estate. Throws where it has no revision. */
export function openWorkItem(stored: EstateWorkItem, project: Project): WorkItem {
  return {
    id: stored.id,
    project,
    changes: stored.changes,
    links: stored.links,
    deleted: stored.deleted,
    fields: foldFields(stored.id, stored.changes),
  };
}

/** The fields after the given changes: what was set and not cleared, with what the changes themselves say. */
export function foldFields(id: number, changes: readonly Change[]): Fields {
  const first = changes[0];
  const last = changes[changes.length - 1];
  if (first === undefined || last === undefined) throw new Error(`Work item ${id} has no revision.`);
  const fields: Record<string, FieldValue> = { "System.Id": id };
  let comments = 0;
  for (const change of changes) {
    for (const [name, value] of Object.entries(change.fields)) {
      if (value === null) delete fields[name];
      else fields[name] = value;
    }
    if (change.fields["System.History"]) comments += 1;
  }
  // A comment belongs to the revision that made it [D].
  if (!last.fields["System.History"]) delete fields["System.History"];
  fields["System.Rev"] = last.rev;
  fields["System.CreatedDate"] ??= first.date;
  fields["System.CreatedBy"] ??= first.by;
  fields["System.ChangedDate"] = last.date;
  fields["System.ChangedBy"] = last.by;
  fields["System.CommentCount"] = comments;
  return fields;
}

/** The changes made until `instant` (ISO 8601, included). Empty: the item did not exist yet. */
export function changesUntil(item: WorkItem, instant: string): readonly Change[] {
  return item.changes.filter((change) => change.date <= instant);
}

/** Links that are there now, or that were there at `instant`. */
export function linksAt(item: WorkItem, instant: string | null): readonly EstateLink[] {
  return item.links.filter((link) =>
    instant === null
      ? link.removedDate === null
      : link.addedDate <= instant && (link.removedDate === null || link.removedDate > instant),
  );
}

/** The number of the current revision. */
export function revOf(item: WorkItem): number {
  return Number(item.fields["System.Rev"]);
}
