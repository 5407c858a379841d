import * as v from "valibot";
import { invalidRequest, workItemNotFound } from "../http/errors";
import { param, type Context } from "../http/context";
import { requireDelete, requireDestroy, requireEditAreas } from "../http/permissions";
import { ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { restoreWorkItem } from "../patch/deletion";
import { readNow } from "../store/values";
import { revOf, type WorkItem } from "../store/workItem";
import { identityText } from "./identity";
import { workItemAnswer, workItemUrl } from "./workItemAnswer";
import { RESOURCES } from "./resources";

/** The recycle bin: listing, reading, restoring, destroying. */
export const RECYCLE_BIN_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.recycleBin,
    template: "wit/recyclebin",
    levels: ["organization", "project"],
    handle: list,
  },
  {
    method: "GET",
    resource: RESOURCES.recycleBin,
    template: "wit/recyclebin/{id}",
    levels: ["organization", "project"],
    handle: read,
  },
  {
    method: "PATCH",
    resource: RESOURCES.recycleBin,
    template: "wit/recyclebin/{id}",
    levels: ["organization", "project"],
    handle: restore,
  },
  {
    method: "DELETE",
    resource: RESOURCES.recycleBin,
    template: "wit/recyclebin/{id}",
    levels: ["organization", "project"],
    handle: destroy,
  },
];

/** With `ids` the items, those that are not in the bin left out [?]; without, references to all that are. */
function list(context: Context): Reply {
  const ids = context.query.get("ids");
  if (ids !== null) {
    const wanted = ids.split(",").map(Number);
    const found = wanted.map((id) => findInScope(id, context));
    return okList(found.flatMap((item) => (item === null ? [] : [deletedAnswer(item, context)])));
  }
  const references = [];
  for (const item of context.organization.deletedWorkItems()) {
    if (!context.organization.canRead(item, context.user)) continue;
    if (context.project !== null && item.project !== context.project) continue;
    references.push({ id: item.id, url: new ResourceUrl(binUrl(item, context)) });
  }
  return okList(references);
}

function read(context: Context): Reply {
  return ok(deletedAnswer(find(context), context));
}

function restore(context: Context): Reply {
  const request = v.safeParse(v.object({ isDeleted: v.boolean() }), lowered(context.body));
  if (!request.success || request.output.isDeleted) throw invalidRequest("The request body must say IsDeleted: false.");
  const item = find(context);
  requireDelete(context.user);
  const { organization, user, now } = context;
  requireEditAreas(user, organization, String(item.fields["System.AreaPath"]));
  const answer = deletedAnswer(item, context);
  restoreWorkItem(item, { organization, user, now });
  organization.notifications.add({ workItemId: item.id, rev: revOf(item), by: user.uniqueName, suppressed: false });
  return ok(answer);
}

function destroy(context: Context): Reply {
  const item = find(context);
  requireDestroy(context.user);
  requireEditAreas(context.user, context.organization, String(item.fields["System.AreaPath"]));
  context.organization.destroy(item);
  return { status: 204 };
}

function find(context: Context): WorkItem {
  const id = Number(param(context, "id"));
  const item = findInScope(id, context);
  if (item === null) throw workItemNotFound(id);
  return item;
}

/** A readable item of the bin; below a project's address only one of that project. */
function findInScope(id: number, context: Context): WorkItem | null {
  const item = context.organization.findDeleted(id, context.user);
  return item !== null && (context.project === null || item.project === context.project) ? item : null;
}

/** The service's documents write `IsDeleted`, its clients also `isDeleted`. */
function lowered(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name === "IsDeleted" ? "isDeleted" : name, value]),
  );
}

/** A deleted work item as the service answers it [D]. */
export function deletedAnswer(item: WorkItem, context: Context): Record<string, unknown> {
  const { organization } = context;
  const selection = { fields: null, relations: false, links: false, expandedFields: false };
  return {
    id: item.id,
    type: item.fields["System.WorkItemType"],
    name: item.fields["System.Title"],
    project: item.project.estate.name,
    deletedDate: item.deleted === null ? undefined : new Date(item.deleted.date),
    deletedBy: item.deleted === null ? undefined : identityText(item.deleted.by, organization),
    code: 200,
    url: new ResourceUrl(binUrl(item, context)),
    resource: {
      ...workItemAnswer(readNow(item), selection, context),
      url: new ResourceUrl(workItemUrl(item, context)),
    },
  };
}

function binUrl(item: WorkItem, context: Context): string {
  return `${context.organizationUrl}/${item.project.estate.id}/_apis/wit/recyclebin/${item.id}`;
}
