import * as v from "valibot";
import type { Context } from "../http/context";
import { invalidRequest, unknownField } from "../http/errors";
import { ok, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { FieldDefinition } from "../process/fields";
import type { LoggedLink, LoggedRevision } from "../store/changeLog";
import { findLinkType } from "../store/linkTypes";
import { tagNames, tagOf } from "../store/tags";
import { COMPUTED, valueOf, type Reading } from "../store/values";
import { foldFields, type WorkItem } from "../store/workItem";
import { identityNamed, identityText } from "./identity";
import { RESOURCES } from "./resources";
import { fieldValueAnswer } from "./workItemAnswer";

/** The streams of all revisions and of all changes of links, from which warehouses are filled. */
export const REPORTING_ROUTES: readonly Route[] = [
  ...(["GET", "POST"] as const).map((method): Route => ({
    method,
    resource: RESOURCES.reportingRevisions,
    template: "wit/reporting/workitemrevisions",
    levels: ["organization", "project"],
    handle: revisions,
  })),
  {
    method: "GET",
    resource: RESOURCES.reportingLinks,
    template: "wit/reporting/workitemlinks",
    levels: ["organization", "project"],
    handle: links,
  },
];

/** How many a page has where nothing is asked for, and at most [?]. */
const USUAL_PAGE = 200;
const LARGEST_PAGE = 1000;
/** Pages of links cannot be made smaller or larger; how large they are is [?]. */
const LINKS_PAGE = 1000;

/** What a POST says in its body and a GET in its address [S]. */
interface RevisionFilter {
  readonly fields: readonly string[] | null;
  readonly types: readonly string[] | null;
  readonly includeIdentityRef: boolean;
  readonly includeDeleted: boolean;
  readonly includeTagRef: boolean;
  readonly includeLatestOnly: boolean;
  readonly includeDiscussionChangesOnly: boolean;
}

const names = v.nullish(v.array(v.string()), null);
const flag = v.nullish(v.boolean(), false);
const filterBody = v.object({
  fields: names,
  types: names,
  includeIdentityRef: flag,
  includeDeleted: flag,
  includeTagRef: flag,
  includeLatestOnly: flag,
  includeDiscussionChangesOnly: flag,
});

/**
 * A page of revisions, in the order in which they were made. What lies in a hidden area is left out, as it is elsewhere,
 * and so is what was destroyed; what lies in the recycle bin is there where it is asked for.
 */
function revisions(context: Context): Reply {
  const filter = filterOf(context);
  const fields = fieldsOf(filter, context);
  const types = lowered(filter.types);
  const { organization, user } = context;
  const read = (entry: LoggedRevision): unknown => {
    const item = organization.findStored(entry.workItem, user);
    if (item === null || (context.project !== null && item.project !== context.project)) return null;
    if (item.deleted !== null && !filter.includeDeleted) return null;
    if (types !== null && !types.has(typeOf(item))) return null;
    const { changes } = item;
    if (filter.includeLatestOnly && changes.at(-1)?.rev !== entry.rev) return null;
    const change = changes[entry.rev - 1];
    if (change === undefined) return null;
    if (filter.includeDiscussionChangesOnly && Object.keys(change.fields).some((name) => name !== "System.History")) {
      return null;
    }
    const reading = { item, fields: foldFields(item.id, changes.slice(0, entry.rev)), asOf: change.date };
    return { id: item.id, rev: entry.rev, fields: fieldsAnswer(reading, fields, filter, context) };
  };
  const start = startOf(context, (after, date) =>
    lastBefore(organization.log.revisionsAfter(after), (entry) => dateOf(entry, context) > date),
  );
  return batch(organization.log.revisionsAfter(start), read, pageSizeOf(context), context);
}

/**
 * A page of what was done to links between work items: each was made once, and perhaps taken away once. Both ends must
 * be readable. Below a project one end at least is of it, and with `types` one end at least is of such a type [D].
 */
function links(context: Context): Reply {
  const rels = listOf(context, "linkTypes");
  const unknown = rels?.find((rel) => findLinkType(rel) === null);
  if (unknown !== undefined) throw invalidRequest(`The link type ${unknown} does not exist.`);
  const types = lowered(listOf(context, "types"));
  const { organization, user } = context;
  const read = ({ source: sourceId, link, isActive }: LoggedLink): unknown => {
    const source = organization.findStored(sourceId, user);
    const target = organization.findStored(link.target, user);
    if (source === null || target === null) return null;
    const ends = [source, target];
    if (context.project !== null && !ends.some((item) => item.project === context.project)) return null;
    if (types !== null && !ends.some((item) => types.has(typeOf(item)))) return null;
    if (rels !== null && !rels.includes(link.rel)) return null;
    const by = isActive ? link.addedBy : (link.removedBy ?? link.addedBy);
    // Members as a client that works with it reads them [C].
    return {
      rel: link.rel,
      sourceId,
      targetId: link.target,
      changedDate: new Date(isActive ? link.addedDate : (link.removedDate ?? link.addedDate)),
      changedBy: identityNamed(by, organization, context.organizationUrl),
      comment: link.comment ?? undefined,
      isActive,
      changedOperation: isActive ? "create" : "remove",
      sourceProjectId: source.project.estate.id,
      targetProjectId: target.project.estate.id,
    };
  };
  const start = startOf(context, (after, date) =>
    lastBefore(
      organization.log.linksAfter(after),
      ({ link, isActive }) => (isActive ? link.addedDate : (link.removedDate ?? "")) > date,
    ),
  );
  return batch(organization.log.linksAfter(start), read, LINKS_PAGE, context);
}

interface Entry {
  readonly watermark: number;
}

/** @param read what is answered for an entry; null where it is left out. */
function batch<T extends Entry>(
  entries: Iterable<T>,
  read: (entry: T) => unknown,
  size: number,
  context: Context,
): Reply {
  const values: unknown[] = [];
  let last: number | null = null;
  let isLast = true;
  for (const entry of entries) {
    const answer = read(entry);
    if (answer === null) continue;
    if (values.length === size) {
      isLast = false;
      break;
    }
    values.push(answer);
    last = entry.watermark;
  }
  // After the last page it goes on with what is made from now on, not with what was left out.
  const token = String(isLast || last === null ? context.organization.log.latest : last);
  return ok({
    values,
    nextLink: new ResourceUrl(nextLink(token, context)),
    continuationToken: token,
    isLastBatch: isLast,
  });
}

/** The request's own address with another place to start from. */
function nextLink(token: string, { address }: Context): string {
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()]) {
    if (["continuationtoken", "watermark", "startdatetime"].includes(name.toLowerCase())) url.searchParams.delete(name);
  }
  url.searchParams.set("continuationToken", token);
  return url.href;
}

/**
 * The watermark to start after.
 * @param before the last watermark of what is not later than a date
 */
function startOf(context: Context, before: (after: number, date: string) => number): number {
  const { query } = context;
  const token = query.get("continuationToken") ?? query.get("watermark");
  const date = query.get("startDateTime");
  if (token !== null && token !== "") {
    if (date !== null && date !== "") {
      throw invalidRequest("The parameter startDateTime cannot be used together with continuationToken.");
    }
    if (!/^\d{1,15}$/.test(token)) throw invalidRequest(`The continuation token ${token} is not valid.`);
    return Number(token);
  }
  if (date === null || date === "") return 0;
  const time = Date.parse(date);
  if (Number.isNaN(time)) throw invalidRequest(`The date ${date} is not valid.`);
  return before(0, new Date(time).toISOString());
}

/** The watermark before the first entry that comes later; of the last entry where none does. */
function lastBefore<T extends Entry>(entries: Iterable<T>, isLater: (entry: T) => boolean): number {
  let last = 0;
  for (const entry of entries) {
    if (isLater(entry)) break;
    last = entry.watermark;
  }
  return last;
}

function dateOf({ workItem, rev }: LoggedRevision, { organization, user }: Context): string {
  const item = organization.findStored(workItem, user);
  return item?.changes[rev - 1]?.date ?? "";
}

function typeOf(item: WorkItem): string {
  return String(item.fields["System.WorkItemType"]).toLowerCase();
}

function lowered(texts: readonly string[] | null): ReadonlySet<string> | null {
  return texts === null ? null : new Set(texts.map((text) => text.toLowerCase()));
}

function filterOf(context: Context): RevisionFilter {
  if (context.method === "POST") {
    const filter = v.safeParse(filterBody, context.body);
    if (!filter.success) throw invalidRequest("The request body must be a filter of revisions.");
    return filter.output;
  }
  const { query } = context;
  return {
    fields: listOf(context, "fields"),
    types: listOf(context, "types"),
    includeIdentityRef: query.isTrue("includeIdentityRef"),
    includeDeleted: query.isTrue("includeDeleted"),
    includeTagRef: query.isTrue("includeTagRef"),
    includeLatestOnly: query.isTrue("includeLatestOnly"),
    includeDiscussionChangesOnly: query.isTrue("includeDiscussionChangesOnly"),
  };
}

function listOf({ query }: Context, name: string): readonly string[] | null {
  const parts = (query.get(name) ?? "").split(",").map((part) => part.trim());
  const given = parts.filter((part) => part !== "");
  return given.length === 0 ? null : given;
}

function pageSizeOf({ query }: Context): number {
  const text = query.get("$maxPageSize");
  if (text === null || text === "") return USUAL_PAGE;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1) throw invalidRequest(`The parameter $maxPageSize must be a number from 1.`);
  return Math.min(size, LARGEST_PAGE);
}

/** The fields of each revision: those that are named or all; long text only with `$expand=fields` [D]. */
function fieldsOf(filter: RevisionFilter, { query, organization }: Context): readonly FieldDefinition[] {
  const expand = (query.get("$expand") ?? "none").toLowerCase();
  if (!["none", "fields", "0", "1"].includes(expand))
    throw invalidRequest(`The expand parameter ${expand} is not valid.`);
  const withText = expand === "fields" || expand === "1";
  const wanted =
    filter.fields?.map((name) => organization.fields.find(name) ?? fail(name)) ??
    organization.fields.all.filter(({ namedOnly }) => !namedOnly);
  return wanted.filter((field) => withText || !isLongText(field));
}

function fail(name: string): never {
  throw unknownField(name);
}

function isLongText({ type, referenceName }: FieldDefinition): boolean {
  return type === "html" || type === "history" || (type === "plainText" && referenceName !== "System.Tags");
}

function fieldsAnswer(
  reading: Reading,
  fields: readonly FieldDefinition[],
  filter: RevisionFilter,
  context: Context,
): Record<string, unknown> {
  const { organization } = context;
  const answer: Record<string, unknown> = {};
  for (const field of fields) {
    const name = field.referenceName;
    const value = COMPUTED.has(name) ? valueOf(reading, name, organization) : (reading.fields[name] ?? null);
    if (value === null) continue;
    if (field.isIdentity && !filter.includeIdentityRef) answer[name] = identityText(String(value), organization);
    else if (name === "System.Tags" && filter.includeTagRef) {
      answer[name] = tagNames(String(value)).map((tag) => tagOf(reading.item.project, tag));
    } else answer[name] = fieldValueAnswer(field, value, context);
  }
  return answer;
}
