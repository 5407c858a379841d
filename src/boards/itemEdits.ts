import * as v from "valibot";
import type { ItemEdit } from "../domain/change/change";
import { fold } from "../domain/text";
import type { FieldValue, WorkItem } from "../domain/workItem";
import { LINK, linkTo, targetOf } from "./links";
import { IDENTITY, RELATION } from "./schemas";
import { DESCRIPTION_FIELD, FIELD_NAMES } from "./workItemFields";
import { tagsOf } from "./workItemMapping";

/** What becomes of a work item, with the texts that an import writes; what is absent stays as it is. */
export interface TextEdit extends Omit<ItemEdit, "effort" | "priority"> {
  /** These two stand among the fields: {@link textEditOf} puts them there. */
  readonly effort?: never;
  readonly priority?: never;
  readonly title?: string;
  /** HTML. */
  readonly description?: string;
}

/** A work item as it is looked at around a write. */
export const CURRENT = v.object({
  rev: v.number(),
  fields: v.record(v.string(), v.unknown()),
  relations: v.optional(v.array(RELATION), []),
});
export type Current = v.InferOutput<typeof CURRENT>;

/** An operation of a JSON patch. */
export interface Operation {
  readonly op: "test" | "add" | "replace" | "remove";
  readonly path: string;
  readonly value?: unknown;
}

/**
 * An edit with effort and priority among its fields.
 *
 * @param effortField the reference name of the field in which the project keeps efforts; null where the edit sets none
 */
export function textEditOf({ effort, priority, fields, ...others }: ItemEdit, effortField: string | null): TextEdit {
  const added: Record<string, FieldValue> = {
    ...(effort === undefined || effortField === null ? {} : { [effortField]: effort }),
    ...(priority === undefined ? {} : { [FIELD_NAMES.priority]: priority }),
  };
  const hasFields = fields !== undefined || Object.keys(added).length > 0;
  return { ...others, ...(hasFields ? { fields: { ...fields, ...added } } : {}) };
}

/** The operations that set the fields of an edit; its parent is a link and not among them. */
export function fieldOperations(edit: TextEdit): Operation[] {
  // `replace`: for tags `add` may mean to add to those that are there.
  return valuesOf(edit).map(({ field, value }) => ({
    op: "replace",
    path: `/fields/${pointerSegment(field)}`,
    value: value ?? "",
  }));
}

/** The work item above another one, by its links; null for none. */
export function parentOf({ relations }: Current): number | null {
  const found = relations.find(({ rel }) => rel === LINK.parent);
  return found === undefined ? null : targetOf(found);
}

/** The operations that put a work item below another one, or below none. */
export function parentOperations(
  { relations }: Current,
  parent: number | null,
  organizationUrl: string,
): readonly Operation[] {
  const index = relations.findIndex(({ rel }) => rel === LINK.parent);
  return [
    ...(index < 0 ? [] : [{ op: "remove", path: `/relations/${index}` } as const]),
    ...(parent === null ? [] : [linkTo(LINK.parent, parent, organizationUrl)]),
  ];
}

/** What a work item has otherwise than an edit says, by the names of fields; `Parent` for its parent. */
export function differencesOf(current: Current, edit: TextEdit): string[] {
  const fields = new Map(Object.entries(current.fields).map(([name, value]) => [fold(name), value]));
  const different = valuesOf(edit)
    .filter(({ field, value }) => comparable(field, fields.get(fold(field))) !== comparable(field, value))
    .map(({ field }) => field);
  const isMoved = edit.parent !== undefined && parentOf(current) !== edit.parent;
  return isMoved ? [...different, "Parent"] : different;
}

/** Whether a work item is as an edit wants it. */
export function isAsWanted(current: Current, edit: TextEdit): boolean {
  return differencesOf(current, edit).length === 0;
}

/** Whether nobody but the one write can have changed it. New links make no new revision. */
export function isNext({ rev }: Pick<Current, "rev">, item: Pick<WorkItem, "rev">): boolean {
  return rev === item.rev || rev === item.rev + 1;
}

/** Whether a refusal is a test of the revision that did not hold, or a race that the test did not see. */
export function isConflict({ status, code }: { readonly status: number; readonly code: string }): boolean {
  return status === 412 || (status === 409 && code === "TF26071");
}

/** Who changed a work item last, in words. */
export function whoChanged({ fields }: Current): string {
  const by = v.safeParse(IDENTITY, fields["System.ChangedBy"]);
  return by.success ? by.output.displayName : "somebody else";
}

/** A parent in words. */
export function nameOfParent(parent: number | null): string {
  return parent === null ? "none" : `work item ${parent}`;
}

interface Value {
  readonly field: string;
  readonly value: FieldValue;
}

function valuesOf({ title, description, state, tags, iterationPath, fields = {} }: TextEdit): Value[] {
  const named: readonly [field: string, value: FieldValue | undefined][] = [
    [FIELD_NAMES.title, title],
    [DESCRIPTION_FIELD, description],
    [FIELD_NAMES.state, state],
    [FIELD_NAMES.tags, tags?.join("; ")],
    [FIELD_NAMES.iterationPath, iterationPath],
    ...Object.entries(fields),
  ];
  return named.flatMap(([field, value]) => (value === undefined ? [] : [{ field, value }]));
}

/** A value so that two that Azure Boards keeps as the same one are equal. */
function comparable(field: string, value: unknown): string {
  const text = plainText(value);
  switch (field) {
    case FIELD_NAMES.tags:
      return tagsOf(text).map(fold).sort().join(";");
    case FIELD_NAMES.title:
      // Its letters may be all that an edit changes.
      return text.trim();
    case DESCRIPTION_FIELD:
      return textOfHtml(text);
    default:
      return fold(text);
  }
}

/** What HTML says, without its tags: Azure Boards keeps a text with other marks than it was sent. */
function textOfHtml(html: string): string {
  const text = html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(?:nbsp|#160|#xa0);/gi, " ")
    .replace(/&(?:quot|#34|#x22);/gi, '"')
    .replace(/&(?:apos|#39|#x27);/gi, "'")
    .replace(/&lt;/gi, "<")
    .replace(/&gt;/gi, ">")
    .replace(/&amp;/gi, "&");
  return text.replace(/\s+/g, " ").trim();
}

/** JSON Pointer writes `~` as `~0` and `/` as `~1`. */
function pointerSegment(field: string): string {
  return field.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** A plain value as text; empty for anything that we never write, such as an identity. */
function plainText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
