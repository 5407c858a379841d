/** Reading work items for the host's own pages, over the REST API that every client uses. */
import * as v from "valibot";
import type { Rest } from "./rest";

/** A field value as the wire has it; an identity is an object. */
const fieldsSchema = v.record(v.string(), v.unknown());
export type Fields = v.InferOutput<typeof fieldsSchema>;

const relationSchema = v.object({
  rel: v.string(),
  url: v.string(),
  attributes: v.optional(v.record(v.string(), v.unknown()), {}),
});
export type Relation = v.InferOutput<typeof relationSchema>;

/** A work item as the service answers it; members that nothing here looks at are kept. */
export const workItemSchema = v.looseObject({
  id: v.number(),
  rev: v.number(),
  fields: fieldsSchema,
  relations: v.optional(v.array(relationSchema), []),
});
export type WorkItem = v.InferOutput<typeof workItemSchema>;

const updateSchema = v.object({
  id: v.number(),
  rev: v.number(),
  revisedBy: v.optional(v.unknown()),
  revisedDate: v.optional(v.string()),
  fields: v.optional(
    v.record(v.string(), v.object({ oldValue: v.optional(v.unknown()), newValue: v.optional(v.unknown()) })),
    {},
  ),
  relations: v.optional(
    v.object({
      added: v.optional(v.array(relationSchema), []),
      removed: v.optional(v.array(relationSchema), []),
      updated: v.optional(v.array(relationSchema), []),
    }),
  ),
});
export type Update = v.InferOutput<typeof updateSchema>;

const idsSchema = v.object({ workItems: v.array(v.object({ id: v.number() })) });
const batchSchema = v.object({ value: v.array(v.nullable(workItemSchema)) });
const updatesSchema = v.object({ value: v.array(updateSchema) });

/** Azure DevOps reads at most this many in one call. */
export const BATCH_SIZE = 200;
/** Below the 20,000 of one query; longer lists are read page by page by id. */
const QUERY_PAGE = 10_000;

/** Text inside a WIQL string: a quote is doubled. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The condition for what somebody typed: a number is an id or part of a title, text is looked for in titles and tags. */
export function filterCondition(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const inText = `[System.Title] CONTAINS ${quoted(trimmed)} OR [System.Tags] CONTAINS ${quoted(trimmed)}`;
  return ` AND (${/^\d{1,9}$/.test(trimmed) ? `[System.Id] = ${trimmed} OR ` : ""}${inText})`;
}

/** Ids of all work items of a project that match what somebody typed, ascending; read to the end, however many. */
export function queryIds(rest: Rest, project: string, text: string): Promise<number[]> {
  return queryIdsWhere(rest, project, filterCondition(text));
}

/** Ids of all work items of a project that are of one of these types, ascending; read to the end, however many. */
export function queryIdsOfTypes(rest: Rest, project: string, types: readonly string[]): Promise<number[]> {
  return queryIdsWhere(rest, project, ` AND [System.WorkItemType] IN (${types.map(quoted).join(", ")})`);
}

async function queryIdsWhere(rest: Rest, project: string, condition: string): Promise<number[]> {
  const ids: number[] = [];
  for (;;) {
    const last = ids.at(-1) ?? 0;
    const query =
      "SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project" +
      ` AND [System.Id] > ${last}${condition} ORDER BY [System.Id]`;
    const path = `/${encodeURIComponent(project)}/_apis/wit/wiql?$top=${QUERY_PAGE}&api-version=7.0`;
    const page = v.parse(idsSchema, await rest.send("POST", path, { query })).workItems;
    ids.push(...page.map(({ id }) => id));
    if (page.length < QUERY_PAGE) return ids;
  }
}

/** Reads work items by id, in the order asked for; those that cannot be read are left out. */
export async function readWorkItems(
  rest: Rest,
  ids: readonly number[],
  fields: readonly string[],
): Promise<WorkItem[]> {
  const found = new Map<number, WorkItem>();
  for (let start = 0; start < ids.length; start += BATCH_SIZE) {
    const body = { ids: ids.slice(start, start + BATCH_SIZE), fields, errorPolicy: "omit" };
    const answer = await rest.send("POST", "/_apis/wit/workitemsbatch?api-version=7.0", body);
    for (const item of v.parse(batchSchema, answer).value) {
      if (item !== null) found.set(item.id, item);
    }
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Reads one work item with all fields and its links. Rejects with the service's message where that is not possible. */
export async function readWorkItem(rest: Rest, id: number): Promise<WorkItem> {
  return v.parse(workItemSchema, await rest.get(`/_apis/wit/workitems/${id}?$expand=all&api-version=7.0`));
}

/** Reads the whole history of a work item, oldest first. */
export async function readUpdates(rest: Rest, id: number): Promise<Update[]> {
  const updates: Update[] = [];
  for (;;) {
    const path = `/_apis/wit/workitems/${id}/updates?$top=${BATCH_SIZE}&$skip=${updates.length}&api-version=7.0`;
    const page = v.parse(updatesSchema, await rest.get(path)).value;
    updates.push(...page);
    if (page.length < BATCH_SIZE) return updates;
  }
}

/** The work item that a relation leads to; null for attachments, hyperlinks and the like. */
export function targetOf(relation: Relation): number | null {
  const id = /\/_apis\/wit\/workitems\/(\d+)$/i.exec(relation.url)?.[1];
  return id === undefined ? null : Number(id);
}

/** A field value as text; an identity by its name, nothing for an empty field. */
export function fieldText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "object" && "displayName" in value) return String(value.displayName);
  return JSON.stringify(value);
}
