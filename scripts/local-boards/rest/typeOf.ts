import { ServiceError } from "../http/errors";
import { param, projectOf, type Context } from "../http/context";
import type { WorkItemTypeDefinition } from "../process/definition";
import { findType } from "../process/process";

/** The type that the route's segment `type` names. Throws ServiceError 404 where the project has none of that name. */
export function typeOf(context: Context): WorkItemTypeDefinition {
  const name = param(context, "type");
  const type = findType(projectOf(context).process, name);
  if (type !== null) return type;
  throw new ServiceError(
    404,
    "WorkItemTypeNotFoundException",
    `VS402323: Work item type ${name} does not exist in project ${projectOf(context).estate.name} or you do not have permission to access it.`,
  );
}

/** The address of a work item type. */
export function typeUrl(type: WorkItemTypeDefinition, context: Context): string {
  return `${context.organizationUrl}/${projectOf(context).estate.id}/_apis/wit/workItemTypes/${encodeURIComponent(type.name)}`;
}
