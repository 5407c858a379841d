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
  if (changes.length === 0) throw new Error(`Work item ${id} has no revision.`);
  const fields = newFields(id);
  for (const change of changes) apply(change, fields);
  return fields;
}

/** The fields after each of the changes, from the first one on. */
export function* eachRevision(id: number, changes: readonly Change[]): Generator<Fields> {
  let fields: Fields = newFields(id);
  for (const change of changes) {
    fields = fieldsAfter(fields, change);
    yield fields;
  }
}

/** The fields after one more change. */
export function fieldsAfter(before: Fields, change: Change): Fields {
  const fields = { ...before };
  apply(change, fields);
  return fields;
}

function newFields(id: number): Record<string, FieldValue> {
  return { "System.Id": id, "System.CommentCount": 0 };
}

function apply(change: Change, fields: Record<string, FieldValue>): void {
  // A comment belongs to the revision that made it [D].
  if (fields["System.History"] !== undefined) delete fields["System.History"];
  for (const [name, value] of Object.entries(change.fields)) {
    if (value === null) delete fields[name];
    else fields[name] = value;
  }
  if (change.fields["System.History"]) fields["System.CommentCount"] = Number(fields["System.CommentCount"]) + 1;
  fields["System.Rev"] = change.rev;
  fields["System.CreatedDate"] ??= change.date;
  fields["System.CreatedBy"] ??= change.by;
  fields["System.ChangedDate"] = change.date;
  fields["System.ChangedBy"] = change.by;
  if (change.watermark !== undefined) fields["System.Watermark"] = change.watermark;
}

/** The changes made until `instant` (ISO 8601, included). Empty: the item did not exist yet. */
export function changesUntil(item: WorkItem, instant: string): readonly Change[] {
  return item.changes.filter((change) => change.date <= instant);
}

/** The fields at `instant` (ISO 8601); null where the item did not exist yet, or lay in the recycle bin [?]. */
export function fieldsAt(item: WorkItem, instant: string): Fields | null {
  const changes = changesUntil(item, instant);
  if (changes.length === 0) return null;
  const fields = foldFields(item.id, changes);
  return fields["System.IsDeleted"] === true ? null : fields;
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
