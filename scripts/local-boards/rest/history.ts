import type { FieldValue } from "../model/estate";
import { invalidRequest, workItemNotFound } from "../http/errors";
import { param, type Context } from "../http/context";
import { ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { FieldDefinition } from "../process/fields";
import { eachRevision, type Fields, type WorkItem } from "../store/workItem";
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
  {
    method: "GET",
    resource: RESOURCES.updates,
    template: "wit/workitems/{id}/updates/{updateNumber}",
    levels: ["organization", "project"],
    handle: update,
  },
];

const NEVER = new Date("9999-01-01T00:00:00Z");

function revisions(context: Context): Reply {
  const item = find(context);
  const { skip, top } = pageOf(context);
  return okList(revisionAnswers(item, context, (index) => index >= skip && index < skip + top));
}

function revision(context: Context): Reply {
  const item = find(context);
  const number = Number(param(context, "rev"));
  const [answer] = revisionAnswers(item, context, (index) => item.changes[index]?.rev === number);
  if (answer === undefined) throw workItemNotFound(item.id);
  return ok(answer);
}

/** The revisions that are wanted by their places; what a revision is, only those before it say. */
function revisionAnswers(
  item: WorkItem,
  context: Context,
  isWanted: (index: number) => boolean,
): Record<string, unknown>[] {
  const selection = parseSelection(null, context.query.get("$expand"), context.organization, { links: false });
  const answers: Record<string, unknown>[] = [];
  let index = 0;
  for (const fields of eachRevision(item.id, item.changes)) {
    const change = item.changes[index];
    if (change !== undefined && isWanted(index)) {
      const url = new ResourceUrl(`${workItemUrl(item, context)}/revisions/${change.rev}`);
      answers.push({ ...workItemAnswer({ item, fields, asOf: change.date }, selection, context), url });
    }
    index += 1;
  }
  return answers;
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
  const { skip, top } = pageOf(context);
  return okList(updateAnswers(find(context), context).slice(skip, skip + top));
}

function update(context: Context): Reply {
  const item = find(context);
  const number = Number(param(context, "updateNumber"));
  const found = updateAnswers(item, context).find(({ id }) => id === number);
  // Status and type key [?].
  if (found === undefined) throw workItemNotFound(item.id);
  return ok(found);
}

function updateAnswers(item: WorkItem, context: Context): { readonly id: number }[] {
  const events = [...fieldUpdates(item, context), ...linkUpdates(item, context)].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
  );
  return events.map((event, index) => ({
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
}

function fieldUpdates(item: WorkItem, context: Context): Update[] {
  let before: Fields = {};
  const result: Update[] = [];
  for (const after of eachRevision(item.id, item.changes)) {
    const change = item.changes[result.length];
    if (change === undefined) break;
    const fields = changedFields(before, after, context);
    before = after;
    result.push({ date: change.date, by: change.by, rev: change.rev, fields });
  }
  return result;
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

const USUAL_PAGE = 200;

/** Throws ServiceError 400 where `$skip` or `$top` is no number from 0. */
function pageOf({ query }: Context): { readonly skip: number; readonly top: number } {
  const numberOf = (name: string, usual: number): number => {
    const value = Number(query.get(name) ?? usual);
    if (!Number.isInteger(value) || value < 0) throw invalidRequest(`The parameter ${name} must be a number from 0.`);
    return value;
  };
  return { skip: numberOf("$skip", 0), top: numberOf("$top", USUAL_PAGE) };
}

function find(context: Context): WorkItem {
  const id = Number(param(context, "id"));
  const item = context.organization.findReadable(id, context.user);
  if (item === null || (context.project !== null && item.project !== context.project)) throw workItemNotFound(id);
  return item;
}
