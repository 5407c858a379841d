import * as v from "valibot";
import { invalidRequest, ServiceError, workItemNotFound } from "../http/errors";
import { param, projectOf, type Context } from "../http/context";
import { requireBypassRules, requireEdit, requireSuppressNotifications } from "../http/permissions";
import { ListOf, ok, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { parsePatch } from "../patch/document";
import { createWorkItem, newWorkItemFields, updateWorkItem, type WriteOptions } from "../patch/write";
import type { WorkItemTypeDefinition } from "../process/definition";
import { findType } from "../process/process";
import type { Project } from "../store/project";
import { readNow, type Reading } from "../store/values";
import { fieldsAt, revOf, type WorkItem } from "../store/workItem";
import { parseSelection, workItemAnswer, type Selection } from "./workItemAnswer";
import { RESOURCES } from "./resources";
import { findToRemove, removeWorkItem } from "./workItemsDelete";

const MOST_IDS = 200;

/** Work items: single and batch reads, creation, change, deletion. */
export const WORK_ITEM_ROUTES: readonly Route[] = [
  {
    method: "POST",
    resource: RESOURCES.workItemsBatch,
    template: "wit/workitemsbatch",
    levels: ["organization", "project"],
    handle: readBatch,
  },
  {
    method: "GET",
    resource: RESOURCES.workItem,
    template: "wit/workitems",
    levels: ["organization", "project"],
    handle: readList,
  },
  {
    method: "GET",
    resource: RESOURCES.workItemOfType,
    template: "wit/workitems/${type}",
    levels: ["project"],
    handle: readTemplate,
  },
  {
    method: "GET",
    resource: RESOURCES.workItem,
    template: "wit/workitems/{id}",
    levels: ["organization", "project"],
    handle: readOne,
  },
  // The routes of a type stand before those of an id, which takes any segment. PATCH is the older form of creating; both
  // are in use [S].
  {
    method: "PATCH",
    resource: RESOURCES.workItemOfType,
    template: "wit/workitems/${type}",
    levels: ["project"],
    handle: create,
  },
  {
    method: "PATCH",
    resource: RESOURCES.workItem,
    template: "wit/workitems/{id}",
    levels: ["organization", "project"],
    handle: update,
  },
  {
    method: "DELETE",
    resource: RESOURCES.workItem,
    template: "wit/workitems/{id}",
    levels: ["organization", "project"],
    handle: remove,
  },
  {
    method: "POST",
    resource: RESOURCES.workItemOfType,
    template: "wit/workitems/${type}",
    levels: ["project"],
    handle: create,
  },
];

const batchRequest = v.object({
  ids: v.array(v.pipe(v.number(), v.integer())),
  fields: v.nullish(v.array(v.string())),
  $expand: v.nullish(v.union([v.string(), v.number()])),
  asOf: v.nullish(v.string()),
  errorPolicy: v.nullish(v.union([v.string(), v.number()])),
});

function readBatch(context: Context): Reply {
  const request = v.safeParse(batchRequest, context.body);
  if (!request.success) throw invalidRequest("The request body must name the ids of work items.");
  const { ids, fields, $expand, asOf, errorPolicy } = request.output;
  const expand = $expand === null || $expand === undefined ? null : String($expand);
  const selection = parseSelection(fields ?? null, expand, context.organization, { links: false });
  return readMany(ids, selection, asOf ?? null, String(errorPolicy ?? "fail"), context);
}

function readList(context: Context): Reply {
  const ids = (context.query.get("ids") ?? "").split(",").filter((id) => id.trim() !== "");
  const numbers = ids.map(Number);
  if (numbers.length === 0 || numbers.some((id) => !Number.isInteger(id))) {
    throw invalidRequest("The parameter ids must name work items.");
  }
  // The parameter is errorPolicy; $errorPolicy is ignored [C].
  const policy = context.query.get("errorPolicy") ?? "fail";
  return readMany(numbers, selectionFromQuery(context, false), context.query.get("asOf"), policy, context);
}

/** Answers in the order that was asked for. */
function readMany(
  ids: readonly number[],
  selection: Selection,
  asOf: string | null,
  errorPolicy: string,
  context: Context,
): Reply {
  // [C]
  if (ids.length > MOST_IDS) {
    throw invalidRequest(`VS403474: You requested ${ids.length} work items which exceeds the limit of ${MOST_IDS}.`);
  }
  const omits = isOmit(errorPolicy);
  const instant = parseInstant(asOf);
  const answers: unknown[] = [];
  for (const id of ids) {
    const reading = findReading(id, instant, context);
    if (reading !== null) answers.push(workItemAnswer(reading, selection, context));
    else if (!omits) throw workItemNotFound(id);
    // Null or nothing: the reference knows both [C].
    else if (context.omittedAs === "null") answers.push(null);
  }
  return ok(new ListOf(answers));
}

function isOmit(errorPolicy: string): boolean {
  const policy = errorPolicy.toLowerCase();
  if (policy === "omit" || policy === "2") return true;
  if (policy === "fail" || policy === "1") return false;
  throw invalidRequest(`The error policy ${errorPolicy} is not valid.`);
}

function readOne(context: Context): Reply {
  const id = idOf(context);
  const reading = findReading(id, parseInstant(context.query.get("asOf")), context);
  if (reading === null) throw workItemNotFound(id);
  return ok(workItemAnswer(reading, selectionFromQuery(context, true), context));
}

/** What a new work item of a type begins with [S]; that it has neither id nor revision is [?]. */
function readTemplate(context: Context): Reply {
  const project = projectOf(context);
  const fields = newWorkItemFields(project, typeOf(project, context), writeOptions(context));
  const item = { id: -1, project, changes: [], links: [], deleted: null, fields };
  const { organizationUrl } = context;
  const answer = workItemAnswer({ item, fields, asOf: null }, selectionFromQuery(context, false), context);
  const address = `${organizationUrl}/${project.estate.id}/_apis/wit/workItems/$${encodeURIComponent(param(context, "type"))}`;
  return ok({ ...answer, id: undefined, rev: undefined, url: new ResourceUrl(address) });
}

function typeOf(project: Project, context: Context): WorkItemTypeDefinition {
  const type = findType(project.process, param(context, "type"));
  if (type !== null) return type;
  throw new ServiceError(
    404,
    "WorkItemTypeNotFoundException",
    `VS402323: Work item type ${param(context, "type")} does not exist in project ${project.estate.name} or you do not have permission to access it.`,
  );
}

function create(context: Context): Reply {
  const project = projectOf(context);
  const type = typeOf(project, context);
  const operations = parsePatch(context.contentType, context.body, context.method);
  requireWrite(context);
  const item = createWorkItem(project, type, operations, writeOptions(context));
  notify(item, context);
  // 200, not 201 [R].
  return ok(workItemAnswer(readNow(item), afterWrite(context), context));
}

function update(context: Context): Reply {
  const id = idOf(context);
  const operations = parsePatch(context.contentType, context.body, context.method);
  const item = findInScope(id, context);
  if (item === null) throw workItemNotFound(id);
  requireWrite(context);
  const { fields, links } = item;
  const updated = updateWorkItem(item, operations, writeOptions(context));
  if (item.fields !== fields || item.links !== links) notify(item, context);
  return ok(workItemAnswer(readNow(updated), afterWrite(context), context));
}

/** Deletes into the recycle bin, or for good with `destroy=true`. */
function remove(context: Context): Reply {
  const id = idOf(context);
  const { query } = context;
  const how = { destroy: query.isTrue("destroy"), suppressed: query.isTrue("suppressNotifications") };
  if (how.suppressed) requireSuppressNotifications(context.user);
  const answer = removeWorkItem(findToRemove(id, context), how, context);
  return answer === null ? { status: 204 } : ok(answer);
}

/** Notes who would be told of a write; checking alone (`validateOnly`) tells nobody. */
function notify(item: WorkItem, { organization, user, query }: Context): void {
  if (query.isTrue("validateOnly")) return;
  const suppressed = query.isTrue("suppressNotifications");
  organization.notifications.add({ workItemId: item.id, rev: revOf(item), by: user.uniqueName, suppressed });
}

/** A write answers with the relations, whether asked for or not [R]. */
function afterWrite(context: Context): Selection {
  return { ...selectionFromQuery(context, true), relations: true };
}

/** The permissions that a write needs, whatever it writes; checking alone (`validateOnly`) needs them as well. */
function requireWrite({ user, query }: Context): void {
  requireEdit(user);
  if (query.isTrue("bypassRules")) requireBypassRules(user);
  if (query.isTrue("suppressNotifications")) requireSuppressNotifications(user);
}

function writeOptions(context: Context): WriteOptions {
  return {
    organization: context.organization,
    user: context.user,
    now: context.now,
    bypassRules: context.query.isTrue("bypassRules"),
    validateOnly: context.query.isTrue("validateOnly"),
  };
}

function selectionFromQuery(context: Context, links: boolean): Selection {
  const names = context.query.get("fields");
  const fields = names === null || names.trim() === "" ? null : names.split(",").map((name) => name.trim());
  return parseSelection(fields, context.query.get("$expand"), context.organization, { links });
}

function idOf(context: Context): number {
  const text = param(context, "id");
  const id = Number(text);
  if (!Number.isInteger(id) || id < 1) throw invalidRequest(`The work item id ${text} is not valid.`);
  return id;
}

/** A readable item; below a project's address only one of that project. */
function findInScope(id: number, context: Context): WorkItem | null {
  const item = context.organization.findReadable(id, context.user);
  return item !== null && (context.project === null || item.project === context.project) ? item : null;
}

function findReading(id: number, instant: string | null, context: Context): Reading | null {
  const item = findInScope(id, context);
  if (item === null) return null;
  if (instant === null) return readNow(item);
  const fields = fieldsAt(item, instant);
  return fields === null ? null : { item, fields, asOf: instant };
}

function parseInstant(asOf: string | null): string | null {
  if (asOf === null || asOf === "") return null;
  const time = Date.parse(asOf);
  if (Number.isNaN(time)) throw invalidRequest(`The date ${asOf} is not valid.`);
  return new Date(time).toISOString();
}
