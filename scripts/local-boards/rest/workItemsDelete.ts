import * as v from "valibot";
import type { Context } from "../http/context";
import { invalidRequest, ServiceError, workItemNotFound } from "../http/errors";
import { requireDelete, requireDestroy, requireEditAreas, requireSuppressNotifications } from "../http/permissions";
import { ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { deleteWorkItem } from "../patch/deletion";
import { revOf, type WorkItem } from "../store/workItem";
import { deletedAnswer } from "./recycleBin";
import { RESOURCES } from "./resources";

/** Deleting many work items at once. */
export const WORK_ITEMS_DELETE_ROUTES: readonly Route[] = [
  {
    method: "POST",
    resource: RESOURCES.workItemsDelete,
    template: "wit/workitemsdelete",
    levels: ["organization", "project"],
    handle: removeMany,
  },
];

/** As many as can be read at once [?]. */
const MOST_IDS = 200;

const deleteRequest = v.object({
  ids: v.array(v.pipe(v.number(), v.integer())),
  destroy: v.nullish(v.boolean(), false),
  skipNotifications: v.nullish(v.boolean(), false),
});

/** Each work item has a result of its own, with the status that its deletion alone would have answered [S]. */
function removeMany(context: Context): Reply {
  const request = v.safeParse(deleteRequest, context.body);
  if (!request.success) throw invalidRequest("The request body must name the ids of work items.");
  const { ids, destroy, skipNotifications } = request.output;
  if (ids.length > MOST_IDS) {
    throw invalidRequest(`VS403474: You requested ${ids.length} work items which exceeds the limit of ${MOST_IDS}.`);
  }
  if (skipNotifications) requireSuppressNotifications(context.user);
  return ok({ results: ids.map((id) => result(id, destroy, skipNotifications, context)) });
}

function result(id: number, destroy: boolean, suppressed: boolean, context: Context): Record<string, unknown> {
  try {
    return removeWorkItem(findToRemove(id, context), { destroy, suppressed }, context) ?? { id, code: 200 };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { id, code: error.status, message: error.message };
  }
}

/** A readable work item; below a project's address only one of that project. Throws ServiceError 404 for any other. */
export function findToRemove(id: number, context: Context): WorkItem {
  const item = context.organization.findReadable(id, context.user);
  if (item === null || (context.project !== null && item.project !== context.project)) throw workItemNotFound(id);
  return item;
}

/**
 * Moves a work item into the recycle bin, or removes it for good.
 * @returns what is answered; null for what was removed for good.
 * @throws ServiceError 403 where the user may not.
 */
export function removeWorkItem(
  item: WorkItem,
  how: { readonly destroy: boolean; readonly suppressed: boolean },
  context: Context,
): Record<string, unknown> | null {
  const { organization, user, now } = context;
  (how.destroy ? requireDestroy : requireDelete)(user);
  requireEditAreas(user, organization, String(item.fields["System.AreaPath"]));
  if (how.destroy) {
    organization.destroy(item);
    return null;
  }
  deleteWorkItem(item, { organization, user, now });
  const by = user.uniqueName;
  organization.notifications.add({ workItemId: item.id, rev: revOf(item), by, suppressed: how.suppressed });
  return deletedAnswer(item, context);
}
