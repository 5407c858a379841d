import { ServiceError } from "../http/errors";
import { param, projectOf, type Context } from "../http/context";
import { Enumerated, ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { FIELD_TYPES, type FieldDefinition } from "../process/fields";
import type { WorkItemTypeDefinition } from "../process/definition";
import { findType, stateColor } from "../process/process";
import { LINK_TYPES } from "../store/linkTypes";
import { RESOURCES } from "./resources";

/** Work item types with their states, fields, and relation types. */
export const TYPE_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.workItemTypes,
    template: "wit/workitemtypes",
    levels: ["project"],
    handle: list,
  },
  {
    method: "GET",
    resource: RESOURCES.workItemTypes,
    template: "wit/workitemtypes/{type}",
    levels: ["project"],
    handle: read,
  },
  {
    method: "GET",
    resource: RESOURCES.workItemTypeStates,
    template: "wit/workitemtypes/{type}/states",
    levels: ["project"],
    handle: states,
  },
  {
    method: "GET",
    resource: RESOURCES.fields,
    template: "wit/fields",
    levels: ["organization", "project"],
    handle: fields,
  },
  {
    method: "GET",
    resource: RESOURCES.fields,
    template: "wit/fields/{field}",
    levels: ["organization", "project"],
    handle: field,
  },
  {
    method: "GET",
    resource: RESOURCES.relationTypes,
    template: "wit/workitemrelationtypes",
    levels: ["organization"],
    handle: relationTypes,
  },
];

function list(context: Context): Reply {
  return okList(projectOf(context).process.types.map((type) => typeAnswer(type, context)));
}

function read(context: Context): Reply {
  return ok(typeAnswer(typeOf(context), context));
}

function states(context: Context): Reply {
  return okList(statesAnswer(typeOf(context)));
}

function typeOf(context: Context): WorkItemTypeDefinition {
  const name = param(context, "type");
  const type = findType(projectOf(context).process, name);
  if (type !== null) return type;
  throw new ServiceError(
    404,
    "WorkItemTypeNotFoundException",
    `VS402323: Work item type ${name} does not exist in project ${projectOf(context).estate.name} or you do not have permission to access it.`,
  );
}

function statesAnswer(type: WorkItemTypeDefinition): readonly Record<string, unknown>[] {
  return type.states.map((state) => ({ name: state.name, color: stateColor(state), category: state.category }));
}

function typeAnswer(type: WorkItemTypeDefinition, context: Context): Record<string, unknown> {
  const project = projectOf(context);
  const url = `${context.organizationUrl}/${project.estate.id}/_apis/wit/workItemTypes/${encodeURIComponent(type.name)}`;
  return {
    name: type.name,
    referenceName: type.referenceName,
    description: "",
    color: TYPE_COLORS[type.level],
    isDisabled: false,
    fields: [],
    fieldInstances: [],
    transitions: transitionsAnswer(type),
    states: statesAnswer(type),
    url: new ResourceUrl(url),
  };
}

const TYPE_COLORS: Readonly<Record<WorkItemTypeDefinition["level"], string>> = {
  portfolio: "773b93",
  requirement: "009ccc",
  task: "f2cb1d",
  bug: "cc293d",
  none: "b4009e",
};

/**
 * By source state, "" for a new work item; each state also leads to itself [D]. States that an organisation added lead
 * to all others and are reached from all [D].
 */
function transitionsAnswer(type: WorkItemTypeDefinition): Record<string, { to: string; actions: null }[]> {
  const result: Record<string, { to: string; actions: null }[]> = {};
  const states = type.states.map((state) => state.name);
  const added = states.filter((name) => type.transitions[name] === undefined);
  for (const from of ["", ...states]) {
    const targets = Object.keys(type.transitions[from] ?? {});
    const all = from === "" ? targets : added.includes(from) ? states : [from, ...targets, ...added];
    result[from] = [...new Set(all)].map((to) => ({ to, actions: null }));
  }
  return result;
}

function fields(context: Context): Reply {
  return okList(context.organization.fields.all.map((definition) => fieldAnswer(definition, context)));
}

function field(context: Context): Reply {
  const name = param(context, "field");
  const found = context.organization.fields.find(name);
  if (found === null) {
    throw new ServiceError(
      404,
      "WorkItemTrackingFieldDefinitionNotFoundException",
      `TF51535: Cannot find field ${name}.`,
    );
  }
  return ok(fieldAnswer(found, context));
}

function fieldAnswer(definition: FieldDefinition, context: Context): Record<string, unknown> {
  return {
    name: definition.name,
    referenceName: definition.referenceName,
    description: null,
    type: new Enumerated(definition.type, FIELD_TYPES[definition.type]),
    usage: new Enumerated("workItem", 1),
    readOnly: definition.readOnly,
    canSortBy: !["html", "plainText", "history"].includes(definition.type),
    isQueryable: true,
    isIdentity: definition.isIdentity,
    isPicklist: false,
    isPicklistSuggested: false,
    url: new ResourceUrl(`${context.organizationUrl}/_apis/wit/fields/${definition.referenceName}`),
  };
}

/** The recorded list, with its attributes [R]. */
function relationTypes(context: Context): Reply {
  const answers = LINK_TYPES.map((type) => ({
    attributes: {
      usage: type.usage,
      editable: type.editable,
      enabled: true,
      ...(type.topology === null
        ? {}
        : {
            acyclic: type.topology !== "network",
            directional: type.topology !== "network",
            singleTarget: type.topology !== "tree",
            topology: type.topology,
            remote: type.remote,
            ...(type.isForward === null ? {} : { isForward: type.isForward, oppositeEndReferenceName: type.opposite }),
          }),
    },
    referenceName: type.referenceName,
    name: type.name,
    url: new ResourceUrl(`${context.organizationUrl}/_apis/wit/workItemRelationTypes/${type.referenceName}`),
  }));
  return okList(answers);
}
