import type { EstateUser } from "../model/estate";
import type { Organization } from "../store/organization";
import { ServiceError } from "./errors";

/**
 * What roles may do, and what the service answers to those who may not. Which permission is whose by default is
 * documented [D]; how a refusal looks is documented nowhere, so each has a grade of its own.
 */

/** Throws where the user may not change work items at all. */
export function requireEdit(user: EstateUser): void {
  if (user.role === "reader") throw refusedEdit();
}

/**
 * Throws where the user may not change what lies in one of the areas. The permission "Edit work items in this node" is
 * needed where a work item is and where it goes [D]; that both ends of a link need it is [?].
 */
export function requireEditAreas(user: EstateUser, organization: Organization, ...paths: readonly string[]): void {
  if (!paths.every((path) => organization.canEditArea(path, user))) throw refusedEdit();
}

/** Status, code and text [C]; the type key [?]. */
function refusedEdit(): ServiceError {
  return new ServiceError(
    403,
    "WorkItemTrackingUnauthorizedOperationException",
    "TF237111: The current user does not have permissions to save work items under the specified area path.",
  );
}

/** What changes a node of the trees of areas and iterations, in the words of its permission [D]. */
export type NodePermission = "Create child nodes" | "Edit this node" | "Delete this node";

/** Throws where the user may not change areas and iterations: by default administrators alone can [D]. */
export function requireNodePermission(user: EstateUser, permission: NodePermission): void {
  if (user.role === "administrator") return;
  // Code and text [C]; status and type key [?].
  throw new ServiceError(
    403,
    "AccessCheckException",
    `TF50309: The following account does not have sufficient permissions to complete the operation: ${user.displayName}. The following permissions are needed to perform this operation: ${permission}.`,
  );
}

/**
 * Throws where the user may not make, change or remove teams and their settings: that needs an administrator of the team
 * or of the project [D], who is one person here. How it is refused is [?].
 */
export function requireTeamAdministration(user: EstateUser): void {
  if (user.role === "administrator") return;
  throw new ServiceError(403, "AccessCheckException", "You do not have permissions to administer this team.");
}

/** Throws where the user may not plan capacities: Stakeholder access and Readers can only look [D]. The refusal is [?]. */
export function requireCapacityPlanning(user: EstateUser): void {
  if (user.role === "administrator" || user.role === "contributor") return;
  throw new ServiceError(
    403,
    "AccessCheckException",
    "You do not have permissions to change the capacity of this team.",
  );
}

/** Throws where the user may not move work items into the recycle bin and out of it; Stakeholder access cannot [D]. */
export function requireDelete(user: EstateUser): void {
  if (user.role === "administrator" || user.role === "contributor") return;
  throw refusedDeletion("You do not have permissions to delete or restore work items in this project.");
}

/** Throws where the user may not remove work items for good: project administrators alone can [D]. */
export function requireDestroy(user: EstateUser): void {
  if (user.role === "administrator") return;
  throw refusedDeletion("You do not have permissions to permanently delete work items in this project.");
}

/** 403 with a type key and a text of our own [?]. */
function refusedDeletion(message: string): ServiceError {
  return new ServiceError(403, "AccessCheckException", message);
}

/** Throws where the user may not bypass the rules of work item types: the permission is an administrator's [D]. */
export function requireBypassRules(user: EstateUser): void {
  if (user.role === "administrator") return;
  // Code and text [C]; status and type key [?].
  throw new ServiceError(
    403,
    "WorkItemTrackingUnauthorizedOperationException",
    "TF401322: You don't have bypass rules permission. Please contact your collection administrator to grant this permission for enabling this action.",
  );
}

/**
 * Throws where the user may not write without notifying anyone: the permission is an administrator's [D]. The whole
 * write fails, and as an error of the server [C]; the type key is [?].
 */
export function requireSuppressNotifications(user: EstateUser): void {
  if (user.role === "administrator") return;
  throw new ServiceError(
    500,
    "WorkItemTrackingUnauthorizedOperationException",
    "VS403410: You don't have suppress notifications permission.",
  );
}

/** Whether the user may use tags that the project does not have yet; Stakeholder access can only add present ones [D]. */
export function canCreateTags(user: EstateUser): boolean {
  return user.role === "administrator" || user.role === "contributor";
}

/** The refusal of a new tag, whole as somebody got it and reported [C]. */
export function refusedTag(): ServiceError {
  return new ServiceError(
    403,
    "AccessCheckException",
    "TF401289: The current user does not have permissions to create tags.",
    { customProperties: { RequestedPermissions: 2 } },
  );
}
