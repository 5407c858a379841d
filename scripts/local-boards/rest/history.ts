import type { FieldValue } from "../model/estate";
import { workItemNotFound } from "../http/errors";
import { param, type Context } from "../http/context";
import { ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { FieldDefinition } from "../process/fields";
import { foldFields, type Fields, type WorkItem } from "../store/workItem";
import { identityNamed } from "./identity";
import { fieldValueAnswer, parseSelection, relationAnswer, workItemAnswer, workItemUrl } from "./workItemAnswer";
import { RESOURCES } from "./resources";

/** Revisions and updates of a work item. */
export const HISTORY_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.revisions,
    template: "wit/workitems/{id}/revisions",
    levels: ["organization", "project"],
    handle: revisions,
  },
  {
    method: "GET",
    resource: RESOURCES.revisions,
    template: "wit/workitems/{id}/revisions/{rev}",
    levels: ["organization", "project"],
    handle: revision,
  },
  {
    method: "GET",
    resource: RESOURCES.updates,
    template: "wit/workitems/{id}/updates",
    levels: ["organization", "project"],
    handle: updates,
  },
];

const NEVER = new Date("9999-01-01T00:00:00Z");

function revisions(context: Context): Reply {
  const item = find(context);
  const answers = item.changes.map((_, index) => revisionAnswer(item, index + 1, context));
  return okList(paged(answers, context));
}

function revision(context: Context): Reply {
  const item = find(context);
  const number = Number(param(context, "rev"));
  if (!item.changes.some((change) => change.rev === number)) throw workItemNotFound(item.id);
  return ok(revisionAnswer(item, number, context));
}

function revisionAnswer(item: WorkItem, count: number, context: Context): Record<string, unknown> {
  const changes = item.changes.slice(0, count);
  const fields = foldFields(item.id, changes);
  const selection = parseSelection(null, context.query.get("$expand"), context.organization, { links: false });
  const reading = { item, fields, asOf: changes[changes.length - 1]?.date ?? null };
  const url = `${workItemUrl(item, context)}/revisions/${count}`;
  return { ...workItemAnswer(reading, selection, context), url: new ResourceUrl(url) };
}

/** One event of an item's history: a revision, or a change of its links, which is no revision [R]. */
interface Update {
  readonly date: string;
  readonly by: string;
  readonly rev: number;
  readonly fields?: Record<string, unknown>;
  readonly relations?: Record<string, unknown[]>;
}

function updates(context: Context): Reply {
  const item = find(context);
  const events = [...fieldUpdates(item, context), ...linkUpdates(item, context)].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
  );
  const answers = events.map((event, index) => ({
    id: index + 1,
    workItemId: item.id,
    rev: event.rev,
    revisedBy: identityNamed(event.by, context.organization, context.organizationUrl),
    // When the next one came; the latest has a date that never comes [R].
    revisedDate: events[index + 1] === undefined ? NEVER : new Date(events[index + 1]?.date ?? event.date),
    fields: event.fields,
    relations: event.relations,
    url: new ResourceUrl(`${workItemUrl(item, context)}/updates/${index + 1}`),
  }));
  return okList(paged(answers, context));
}

function fieldUpdates(item: WorkItem, context: Context): Update[] {
  let before: Fields = {};
  return item.changes.map((change, index) => {
    const after = foldFields(item.id, item.changes.slice(0, index + 1));
    const fields = changedFields(before, after, context);
    before = after;
    return { date: change.date, by: change.by, rev: change.rev, fields };
  });
}

function changedFields(before: Fields, after: Fields, context: Context): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const field of context.organization.fields.all) {
    const name = field.referenceName;
    const oldValue = before[name];
    const newValue = after[name];
    if (oldValue === newValue) continue;
    changed[name] = { oldValue: shown(field, oldValue, context), newValue: shown(field, newValue, context) };
  }
  return changed;
}

function shown(field: FieldDefinition, value: FieldValue | undefined, context: Context): unknown {
  return value === undefined ? undefined : fieldValueAnswer(field, value, context);
}

function linkUpdates(item: WorkItem, context: Context): Update[] {
  const result: Update[] = [];
  for (const link of item.links) {
    const answer = relationAnswer(link, context);
    result.push({
      date: link.addedDate,
      by: link.addedBy,
      rev: revAt(item, link.addedDate),
      relations: { added: [answer] },
    });
    if (link.removedDate === null || link.removedBy === null) continue;
    result.push({
      date: link.removedDate,
      by: link.removedBy,
      rev: revAt(item, link.removedDate),
      relations: { removed: [answer] },
    });
  }
  return result;
}

function revAt(item: WorkItem, date: string): number {
  let rev = 1;
  for (const change of item.changes) if (change.date <= date) rev = change.rev;
  return rev;
}

function paged<T>(values: readonly T[], context: Context): readonly T[] {
  const skip = Number(context.query.get("$skip") ?? 0);
  const top = Number(context.query.get("$top") ?? 200);
  return values.slice(skip, skip + top);
}

function find(context: Context): WorkItem {
  const id = Number(param(context, "id"));
  const item = context.organization.findReadable(id, context.user);
  if (item === null || (context.project !== null && item.project !== context.project)) throw workItemNotFound(id);
  return item;
}
