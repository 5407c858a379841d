import type { EstateUser, FieldValue } from "../model/estate";
import type { FieldDefinition } from "../process/fields";
import { ruleError, ServiceError } from "../http/errors";
import type { Organization } from "../store/organization";
import type { Project } from "../store/project";
import { tagNames } from "../store/tags";

/** Whose value it is, for checks that depend on the place. */
export interface FieldPlace {
  readonly organization: Organization;
  readonly project: Project;
  readonly user: EstateUser;
  /** -1 for a work item that is not created yet. */
  readonly workItemId: number;
}

const LONGEST_STRING = 255;
const MOST_TAGS = 100;

/**
 * Turns a value from a request into the one that is stored; null clears the field.
 * @throws ServiceError 400 where the value does not fit the field.
 */
export function storedValue(field: FieldDefinition, value: unknown, place: FieldPlace): FieldValue | null {
  if (value === null || value === undefined || value === "") return null;
  if (field.isIdentity) return identity(field, value, place);
  // Only an identity may be written as an object.
  if (!isPlain(value)) throw invalidType(field);
  switch (field.type) {
    case "treePath":
      return treePath(field, String(value), place);
    case "integer":
    case "double":
      return number(field, value);
    case "dateTime":
      return date(field, value);
    case "boolean":
      return truth(field, value);
    default:
      return text(field, value);
  }
}

type Plain = string | number | boolean;

function isPlain(value: unknown): value is Plain {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function text(field: FieldDefinition, value: Plain): string | null {
  if (field.referenceName === "System.Tags") return tags(field, String(value));
  const stored = String(value);
  if (field.type !== "string") return stored;
  const trimmed = stored.trim();
  if (trimmed.length > LONGEST_STRING) throw ruleError(field.name, field.referenceName, "InvalidTooLong");
  return trimmed === "" ? null : trimmed;
}

/** Tags without blanks and doubles, in alphabetical order, as the service gives them back [C]. */
function tags(field: FieldDefinition, value: string): string | null {
  const names = tagNames(value);
  if (names.length > MOST_TAGS) throw ruleError(field.name, field.referenceName, "InvalidTooLong");
  const sorted = [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return sorted.length === 0 ? null : sorted.join("; ");
}

function number(field: FieldDefinition, value: Plain): number {
  const parsed = typeof value === "number" ? value : typeof value === "string" ? Number(value) : Number.NaN;
  if (!Number.isFinite(parsed)) throw invalidType(field);
  if (field.type === "integer" && !Number.isInteger(parsed)) throw invalidType(field);
  return parsed;
}

function date(field: FieldDefinition, value: Plain): string {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw invalidType(field);
  return new Date(time).toISOString();
}

function truth(field: FieldDefinition, value: Plain): boolean {
  const lower = String(value).toLowerCase();
  if (lower === "true" || lower === "1") return true;
  if (lower === "false" || lower === "0") return false;
  throw invalidType(field);
}

/** A path that is there and that the user may read, in the tree's own spelling [C]. */
function treePath(field: FieldDefinition, value: string, place: FieldPlace): string {
  const isArea = field.referenceName === "System.AreaPath";
  const tree = isArea ? place.project.areas : place.project.iterations;
  const node = tree.find(value.replace(/^\\|\\$/g, ""));
  if (node === null || (isArea && !place.organization.canReadArea(node.path, place.user))) {
    throw new ServiceError(
      400,
      "WorkItemInvalidTreeNameException",
      `TF401347: Invalid tree name given for work item ${place.workItemId}, field '${field.referenceName}'.`,
    );
  }
  return node.path;
}

/** An identity may be named by an object, its unique name, its display name, or `Display name <unique name>` [C]. */
function identity(field: FieldDefinition, value: unknown, place: FieldPlace): string {
  const wanted = identityText(value).toLowerCase();
  const inBrackets = /<([^>]+)>\s*$/.exec(wanted)?.[1] ?? wanted;
  const found = place.organization.users.find(
    (user) =>
      user.uniqueName.toLowerCase() === inBrackets || user.displayName.toLowerCase() === wanted || user.id === wanted,
  );
  if (found === undefined) {
    throw ruleError(field.name, field.referenceName, "HasValues, LimitedToValues, InvalidNotOldValue");
  }
  return found.uniqueName;
}

function identityText(value: unknown): string {
  if (isPlain(value)) return String(value);
  const { uniqueName, id, displayName } = value as Readonly<Record<string, unknown>>;
  return [uniqueName, id, displayName].find((name) => typeof name === "string") ?? "";
}

function invalidType(field: FieldDefinition): ServiceError {
  return ruleError(field.name, field.referenceName, "InvalidType");
}
