import { ServiceError } from "../http/errors";
import { param, projectOf, type Context } from "../http/context";
import { ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { categoriesOf, findCategory, type CategoryDefinition } from "../process/categories";
import type { WorkItemTypeDefinition } from "../process/definition";
import { RESOURCES } from "./resources";
import { typeUrl } from "./typeOf";

/** Categories of work item types. */
export const CATEGORY_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.workItemTypeCategories,
    template: "wit/workitemtypecategories",
    levels: ["project"],
    handle: list,
  },
  {
    method: "GET",
    resource: RESOURCES.workItemTypeCategories,
    template: "wit/workitemtypecategories/{category}",
    levels: ["project"],
    handle: read,
  },
];

function list(context: Context): Reply {
  return okList(categoriesOf(projectOf(context).process).map((category) => answer(category, context)));
}

/** Status, code and type key of an unknown one [?]. */
function read(context: Context): Reply {
  const name = param(context, "category");
  const category = findCategory(projectOf(context).process, name);
  if (category !== null) return ok(answer(category, context));
  throw new ServiceError(
    404,
    "WorkItemTypeCategoryNotFoundException",
    `The work item type category ${name} does not exist in project ${projectOf(context).estate.name}.`,
  );
}

/** Members as the specification has them [S]. */
function answer(category: CategoryDefinition, context: Context): Record<string, unknown> {
  const [first] = category.types;
  const base = `${context.organizationUrl}/${projectOf(context).estate.id}/_apis/wit/workItemTypeCategories`;
  return {
    name: category.name,
    referenceName: category.referenceName,
    defaultWorkItemType: first === undefined ? undefined : reference(first, context),
    workItemTypes: category.types.map((type) => reference(type, context)),
    url: new ResourceUrl(`${base}/${category.referenceName}`),
  };
}

function reference(type: WorkItemTypeDefinition, context: Context): Record<string, unknown> {
  return { name: type.name, url: new ResourceUrl(typeUrl(type, context)) };
}
