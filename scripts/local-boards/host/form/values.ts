/** Field values on their way between people, extensions, the form and REST. The form holds them as REST answers them. */
import * as v from "valibot";
import { fieldText } from "../workItems";
import type { FieldFacts, Person, ProjectFacts } from "./facts";

const identitySchema = v.looseObject({ displayName: v.string(), uniqueName: v.optional(v.string(), "") });
type Identity = v.InferOutput<typeof identitySchema>;

/** An identity as REST carries it; null where the value is none. */
export function identityOf(value: unknown): Identity | null {
  const parsed = v.safeParse(identitySchema, value);
  return parsed.success ? parsed.output : null;
}

/** Tags in one text, without blanks and doubles; the service sorts them when they are saved. */
export function normalTags(text: string): string {
  const byName = new Map<string, string>();
  for (const part of text.split(/[;,]/)) {
    const tag = part.trim();
    if (tag !== "" && !byName.has(tag.toLowerCase())) byName.set(tag.toLowerCase(), tag);
  }
  return [...byName.values()].join("; ");
}

function personNamed(people: readonly Person[], text: string): Person | null {
  const wanted = text.trim().toLowerCase();
  const inBrackets = /<([^>]+)>$/.exec(wanted)?.[1] ?? wanted;
  return (
    people.find(
      ({ uniqueName, displayName }) => uniqueName.toLowerCase() === inBrackets || displayName.toLowerCase() === wanted,
    ) ?? null
  );
}

function identityValue(value: unknown, people: readonly Person[]): unknown {
  const identity = identityOf(value);
  const text = identity === null ? fieldText(value) : identity.uniqueName || identity.displayName;
  return personNamed(people, text) ?? value;
}

function pathValue(text: string, paths: readonly string[]): string {
  const wanted = text.replace(/^\\|\\$/g, "").toLowerCase();
  return paths.find((path) => path.toLowerCase() === wanted) ?? text;
}

function dateValue(value: unknown): unknown {
  const date = value instanceof Date ? value : new Date(fieldText(value));
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
}

function numberValue(value: unknown): unknown {
  if (typeof value !== "string" || value.trim() === "") return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

/** As the service understands truth. */
const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

/**
 * A value that somebody gives a field, as the form holds it; null for nothing. What does not fit the field stays as it
 * is: the form then says what is wrong with it.
 */
export function heldValue(field: FieldFacts, value: unknown, facts: ProjectFacts): unknown {
  if (value === null || value === undefined || value === "") return null;
  if (field.isIdentity) return identityValue(value, facts.people);
  if (field.type === "dateTime") return dateValue(value);
  // Only identities and dates come as objects.
  if (typeof value === "object") return value;
  switch (field.type) {
    case "integer":
    case "double":
      return numberValue(value);
    case "treePath":
      return pathValue(fieldText(value), field.referenceName === "System.AreaPath" ? facts.areas : facts.iterations);
    case "boolean":
      return TRUTH.get(fieldText(value).toLowerCase()) ?? value;
    case "string":
      return fieldText(value).trim() || null;
    default:
      return field.referenceName === "System.Tags" ? normalTags(fieldText(value)) || null : fieldText(value);
  }
}

/** Whether two held values are the same; an identity is the one that it names. */
export function sameValue(a: unknown, b: unknown): boolean {
  const [left, right] = [a ?? null, b ?? null];
  const [one, other] = [identityOf(left), identityOf(right)];
  if (one !== null && other !== null) return one.uniqueName.toLowerCase() === other.uniqueName.toLowerCase();
  return left === right;
}

/** The value for a patch: an identity by its unique name. */
export function sentValue(value: unknown): unknown {
  const identity = identityOf(value);
  return identity === null ? value : identity.uniqueName || identity.displayName;
}

/**
 * The value as the form service gives it to extensions: a date as a Date [C], an identity as `Name <unique name>` [C],
 * undefined for an empty field [?].
 */
export function serviceValue(field: FieldFacts, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  const identity = identityOf(value);
  if (identity !== null) {
    return identity.uniqueName === "" ? identity.displayName : `${identity.displayName} <${identity.uniqueName}>`;
  }
  if (field.type !== "dateTime" || typeof value !== "string") return value;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date;
}
