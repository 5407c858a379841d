/** The rules of a work item type, as far as a form applies them before the service does. */
import { allowedReasons } from "../../process/process";
import type { WorkItemTypeDefinition } from "../../process/definition";
import type { FieldFacts, ProjectFacts } from "./facts";
import { fieldText } from "../workItems";
import { identityOf } from "./values";

/** Where a work item is in its workflow; `from` is empty for a new one. */
export interface WorkflowPlace {
  readonly from: string;
  readonly to: string;
  /** The reason that is saved. */
  readonly reason: string;
}

const LONGEST_STRING = 255;
const MOST_TAGS = 100;
/** The same in all four processes [D]. */
const PRIORITIES = [1, 2, 3, 4];

/** The states that can be chosen: a new work item begins in its type's first, another may go to any. */
export function allowedStates(type: WorkItemTypeDefinition, from: string): readonly string[] {
  return from === "" ? Object.keys(type.transitions[""] ?? {}) : type.states.map(({ name }) => name);
}

/** The reasons that can be chosen, the default first; where the state stays, the one that is saved before them. */
export function reasonsFor(type: WorkItemTypeDefinition, place: WorkflowPlace): readonly string[] {
  const kept = place.from === place.to && place.reason !== "" ? [place.reason] : [];
  return [...new Set([...kept, ...allowedReasons(type, place.from, place.to)])];
}

/** The values that a field can be chosen from, as the form holds them; null for a field that takes others. */
export function allowedValues(
  field: FieldFacts,
  facts: ProjectFacts,
  type: WorkItemTypeDefinition,
  place: WorkflowPlace,
): readonly unknown[] | null {
  if (field.isIdentity) return facts.people;
  switch (field.referenceName) {
    case "System.State":
      return allowedStates(type, place.from);
    case "System.Reason":
      return reasonsFor(type, place);
    case "System.AreaPath":
      return facts.areas;
    case "System.IterationPath":
      return facts.iterations;
    case "Microsoft.VSTS.Common.Priority":
      return PRIORITIES;
    default:
      return null;
  }
}

const REQUIRED = new Set(["System.Title", "System.State", "System.Reason", "System.AreaPath", "System.IterationPath"]);

/** What is wrong with a value; null where nothing is. */
export function problemOf(
  field: FieldFacts,
  value: unknown,
  facts: ProjectFacts,
  type: WorkItemTypeDefinition,
  place: WorkflowPlace,
): string | null {
  if (value === null || value === undefined) {
    return REQUIRED.has(field.referenceName) ? `${field.name} cannot be empty.` : null;
  }
  if (field.isIdentity) {
    const name = identityOf(value)?.uniqueName ?? "";
    const isKnown = facts.people.some((person) => person.uniqueName === name);
    return isKnown ? null : `${field.name} is nobody whom this organisation knows.`;
  }
  switch (field.type) {
    case "integer":
      if (!Number.isInteger(value)) return `${field.name} must be a whole number.`;
      break;
    case "double":
      if (typeof value !== "number" || !Number.isFinite(value)) return `${field.name} must be a number.`;
      break;
    case "dateTime":
      if (Number.isNaN(Date.parse(fieldText(value)))) return `${field.name} must be a date.`;
      break;
    case "boolean":
      if (typeof value !== "boolean") return `${field.name} must be true or false.`;
      break;
    case "string":
      if (typeof value !== "string") return `${field.name} must be text.`;
      if (fieldText(value).length > LONGEST_STRING) return `${field.name} is longer than ${LONGEST_STRING} characters.`;
      break;
    default:
      if (typeof value !== "string") return `${field.name} must be text.`;
      if (field.referenceName === "System.Tags" && value.split(";").length > MOST_TAGS) {
        return `${field.name} can be ${MOST_TAGS} at most.`;
      }
  }
  const allowed = allowedValues(field, facts, type, place);
  return allowed === null || allowed.includes(value) ? null : `${field.name} cannot be ${JSON.stringify(value)}.`;
}
