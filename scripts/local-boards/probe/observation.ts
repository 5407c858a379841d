import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Answered, Asked } from "./asking";

/** Plain data that can be compared and printed: never content of anybody's work items. */
export type Observation =
  string | number | boolean | null | readonly Observation[] | { readonly [name: string]: Observation };

const ERROR = v.object({ message: v.string(), typeKey: v.optional(v.string(), "") });

/**
 * How a request was refused: status, type key and code. The text is compared and not shown, as it may name people and
 * areas: what stands for it is the same where the text is, names and numbers taken out.
 */
export function refusal({ status, json, headers }: Answered, asked: Asked): Observation {
  const error = v.safeParse(ERROR, json);
  if (!error.success) return { status, type: mediaType(headers) };
  const { message, typeKey } = error.output;
  return {
    status,
    typeKey,
    code: /\b(?:TF|VS)\d{3,}\b/.exec(message)?.[0] ?? null,
    text: digest(withoutNames(message, asked)),
  };
}

/** The status, and the form of the body where it was a success. */
export function outcome(answered: Answered, asked: Asked): Observation {
  return answered.status < 300 ? { status: answered.status, form: formOf(answered.json) } : refusal(answered, asked);
}

/** The form of a value: names of members with the forms of their values; of a list that of its first element. */
export function formOf(value: unknown): Observation {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? [] : [formOf(value[0])];
  if (typeof value !== "object") return typeof value;
  // Whose members are called as people chose.
  if ("System.Id" in value || "System.Title" in value) return "fields";
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, formOf(member)]));
}

/** Without parameters, in lower case; the empty text where none is named. */
export function mediaType(headers: Headers): string {
  return (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** Names of a list header, in order and in lower case. */
export function namesIn(header: string | null): readonly string[] {
  const names = (header ?? "").split(",").map((name) => name.trim().toLowerCase());
  return [...new Set(names)].filter((name) => name !== "").sort();
}

/**
 * Whether two organisations answer alike. A list that is empty in one says nothing about its elements, and tells no
 * difference.
 */
export function isSame(a: Observation, b: Observation): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    const [as, bs]: [readonly Observation[], readonly Observation[]] = [a, b];
    if (as.length === 0 || bs.length === 0) return true;
    return as.length === bs.length && as.every((element, index) => isSame(element, bs[index] ?? null));
  }
  if (isRecord(a) && isRecord(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => {
      const [left, right] = [a[name], b[name]];
      return left !== undefined && right !== undefined && isSame(left, right);
    });
  }
  return a === b;
}

function isRecord(value: Observation): value is { readonly [name: string]: Observation } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** A message without what belongs to this organisation alone. */
function withoutNames(message: string, { organizationUrl, project }: Asked): string {
  return message
    .replaceAll(organizationUrl, "<organisation>")
    .replaceAll(project.name, "<project>")
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, "<id>")
    .replace(/'[^']*'|"[^"]*"|«[^»]*»/g, "<name>")
    .replace(/(?<![A-Z\d.])\d+(?![\d.]*\d)/g, "<n>");
}
