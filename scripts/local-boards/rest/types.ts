import { param, projectOf, type Context } from "../http/context";
import { Enumerated, ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { FIELD_TYPES, type FieldDefinition } from "../process/fields";
import type { WorkItemTypeDefinition } from "../process/definition";
import { stateColor } from "../process/process";
import { fieldsOfType } from "../process/typeFields";
import { LINK_TYPES } from "../store/linkTypes";
import { RESOURCES } from "./resources";
import { fieldInstanceAnswer, fieldNotFound } from "./typeFields";
import { typeOf, typeUrl } from "./typeOf";

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

function statesAnswer(type: WorkItemTypeDefinition): readonly Record<string, unknown>[] {
  return type.states.map((state) => ({ name: state.name, color: stateColor(state), category: state.category }));
}

/** Without its form in XML, which inherited processes have no use for. */
function typeAnswer(type: WorkItemTypeDefinition, context: Context): Record<string, unknown> {
  const { process } = projectOf(context);
  const fields = fieldsOfType(process, type, context.organization.fields).map((field) =>
    fieldInstanceAnswer(field, context),
  );
  const color = TYPE_COLORS[type.name] ?? OTHER_COLOR;
  const icon = TYPE_ICONS[type.name] ?? LEVEL_ICONS[type.level];
  return {
    name: type.name,
    referenceName: type.referenceName,
    description: "",
    color,
    icon: {
      id: icon,
      url: new ResourceUrl(`${context.organizationUrl}/_apis/wit/workItemIcons/${icon}?color=${color}&v=2`),
    },
    isDisabled: false,
    fields,
    fieldInstances: fields,
    transitions: transitionsAnswer(type),
    states: statesAnswer(type),
    url: new ResourceUrl(typeUrl(type, context)),
  };
}

/** Colours of the system processes [D]; of Basic's Issue it is [?]. */
const TYPE_COLORS: Readonly<Record<string, string>> = {
  Bug: "CC293D",
  Epic: "E06C00",
  Feature: "773B93",
  "User Story": "0098C7",
  "Product Backlog Item": "0098C7",
  Requirement: "0098C7",
  Task: "A4880A",
};
const OTHER_COLOR = "B4009E";

/** Of a bug [D], of a story [C], of others [?]. */
const TYPE_ICONS: Readonly<Record<string, string>> = { Feature: "icon_trophy" };
const LEVEL_ICONS: Readonly<Record<WorkItemTypeDefinition["level"], string>> = {
  portfolio: "icon_crown",
  requirement: "icon_book",
  task: "icon_clipboard",
  bug: "icon_insect",
  none: "icon_traffic_cone",
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
  if (found === null) throw fieldNotFound(name);
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
