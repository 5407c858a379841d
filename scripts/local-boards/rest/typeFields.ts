import { invalidRequest, ServiceError } from "../http/errors";
import { param, projectOf, type Context } from "../http/context";
import { ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { FieldDefinition } from "../process/fields";
import { fieldsOfType, type TypeField } from "../process/typeFields";
import { RESOURCES } from "./resources";
import { typeOf } from "./typeOf";

/** The fields that a work item type has. */
export const TYPE_FIELD_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.workItemTypeFields,
    template: "wit/workitemtypes/{type}/fields",
    levels: ["project"],
    handle: list,
  },
  {
    method: "GET",
    resource: RESOURCES.workItemTypeFields,
    template: "wit/workitemtypes/{type}/fields/{field}",
    levels: ["project"],
    handle: read,
  },
];

/** A field as the answer for a type has it [C]: its default is a text [S], as it stands in the process. */
export function fieldInstanceAnswer(of: TypeField, context: Context): Record<string, unknown> {
  return {
    defaultValue: of.defaultValue === null ? null : String(of.defaultValue),
    alwaysRequired: of.isAlwaysRequired,
    ...referenceAnswer(of.field, context),
  };
}

/** A field that the organisation, or a type of it, does not have. Code and type key [?]. */
export function fieldNotFound(name: string): ServiceError {
  return new ServiceError(
    404,
    "WorkItemTrackingFieldDefinitionNotFoundException",
    `TF51535: Cannot find field ${name}.`,
  );
}

function list(context: Context): Reply {
  const expand = expandOf(context);
  return okList(fieldsOf(context).map((field) => fieldAnswer(field, expand, context)));
}

function read(context: Context): Reply {
  const name = param(context, "field");
  const wanted = context.organization.fields.find(name);
  const found = fieldsOf(context).find(({ field }) => field === wanted);
  if (found === undefined) throw fieldNotFound(name);
  return ok(fieldAnswer(found, expandOf(context), context));
}

function fieldsOf(context: Context): readonly TypeField[] {
  return fieldsOfType(projectOf(context).process, typeOf(context), context.organization.fields);
}

interface Expand {
  readonly allowedValues: boolean;
  readonly dependentFields: boolean;
}

/** The levels of `$expand`, by name or number [S]. */
const EXPANDS: ReadonlyMap<string, Expand> = new Map(
  ["none", "allowedvalues", "dependentfields", "all"].flatMap((name, number) => {
    const expand = { allowedValues: (number & 1) !== 0, dependentFields: (number & 2) !== 0 };
    return [
      [name, expand],
      [String(number), expand],
    ] as const;
  }),
);

function expandOf(context: Context): Expand {
  const wanted = context.query.get("$expand") ?? "none";
  const expand = EXPANDS.get(wanted.toLowerCase());
  if (expand === undefined) throw invalidRequest(`The expand parameter ${wanted} is not valid.`);
  return expand;
}

/** With values of the field's own type, numbers as numbers [C]; `[]` where there is nothing to choose from [?]. */
function fieldAnswer(of: TypeField, expand: Expand, context: Context): Record<string, unknown> {
  return {
    defaultValue: of.defaultValue,
    ...(expand.allowedValues ? { allowedValues: of.allowedValues } : {}),
    alwaysRequired: of.isAlwaysRequired,
    ...(expand.dependentFields
      ? { dependentFields: of.dependentFields.map((field) => referenceAnswer(field, context)) }
      : {}),
    ...referenceAnswer(of.field, context),
  };
}

/** The address names the project by its id [C]. */
function referenceAnswer({ referenceName, name }: FieldDefinition, context: Context): Record<string, unknown> {
  const base = `${context.organizationUrl}/${projectOf(context).estate.id}/_apis/wit/fields`;
  return { referenceName, name, url: new ResourceUrl(`${base}/${referenceName}`) };
}
