import type { FieldValue } from "../model/estate";
import type { FieldDefinition } from "../process/fields";
import { invalidRequest, unknownField } from "../http/errors";
import type { Context } from "../http/context";
import { ResourceUrl } from "../http/reply";
import { findLinkType } from "../store/linkTypes";
import type { Organization } from "../store/organization";
import { COMPUTED, valueOf, type Reading } from "../store/values";
import { visibleLinks } from "../store/visibleLinks";
import type { WorkItem } from "../store/workItem";
import type { EstateLink } from "../model/estate";
import { identityNamed } from "./identity";

/** What a read asks for besides the item itself. */
export interface Selection {
  /** The named fields; null for all. */
  readonly fields: readonly FieldDefinition[] | null;
  readonly relations: boolean;
  readonly links: boolean;
  /** Fields that only `$expand` fields or all shows. */
  readonly expandedFields: boolean;
}

/**
 * Reads `fields` and `$expand`.
 * @throws ServiceError 400 for an unknown field or expand, and for both together [C].
 */
export function parseSelection(
  fieldNames: readonly string[] | null,
  expand: string | null,
  organization: Organization,
  byDefault: { readonly links: boolean },
): Selection {
  const wanted = (expand ?? "none").toLowerCase();
  // Expands are also sent as numbers [S].
  const level = EXPANDS.get(wanted);
  if (level === undefined) throw invalidRequest(`The expand parameter ${wanted} is not valid.`);
  if (fieldNames !== null && level !== "none") {
    throw invalidRequest("The expand parameter can not be used with the fields parameter.");
  }
  const fields = fieldNames?.map((name) => {
    const field = organization.fields.find(name);
    if (field === null) throw unknownField(name);
    return field;
  });
  return {
    fields: fields ?? null,
    relations: level === "relations" || level === "all",
    links: level === "links" || level === "all" || (byDefault.links && fieldNames === null),
    expandedFields: level === "fields" || level === "all",
  };
}

const EXPANDS: ReadonlyMap<string, "none" | "relations" | "fields" | "links" | "all"> = new Map([
  ["none", "none"],
  ["0", "none"],
  ["relations", "relations"],
  ["1", "relations"],
  ["fields", "fields"],
  ["2", "fields"],
  ["links", "links"],
  ["3", "links"],
  ["all", "all"],
  ["4", "all"],
] as const);

/** A work item as the service answers it [R]. */
export function workItemAnswer(reading: Reading, selection: Selection, context: Context): Record<string, unknown> {
  const url = workItemUrl(reading.item, context);
  const answer: Record<string, unknown> = {
    id: reading.item.id,
    rev: reading.fields["System.Rev"],
    fields: fieldsAnswer(reading, selection, context),
  };
  if (selection.fields === null) answer.multilineFieldsFormat = {};
  if (selection.relations) {
    const relations = visibleLinks(reading, context.organization).map((link) => relationAnswer(link, context));
    // A work item without links has no relations at all [R].
    if (relations.length > 0) answer.relations = relations;
  }
  if (selection.links) answer._links = new ResourceUrl(linksOf(reading.item, url, context));
  answer.url = new ResourceUrl(
    selection.fields === null ? url : `${context.organizationUrl}/_apis/wit/workItems/${reading.item.id}`,
  );
  return answer;
}

/** The address of a work item; it names the project by its id [R]. */
export function workItemUrl(item: WorkItem, context: Context): string {
  return `${context.organizationUrl}/${item.project.estate.id}/_apis/wit/workItems/${item.id}`;
}

/** Fields of a reading as the service answers them; empty fields are absent [R]. */
export function fieldsAnswer(reading: Reading, selection: Selection, context: Context): Record<string, unknown> {
  const { organization } = context;
  const answer: Record<string, unknown> = {};
  if (selection.fields !== null) {
    for (const field of selection.fields) {
      const value = valueOf(reading, field.referenceName, organization);
      if (value !== null) answer[field.referenceName] = fieldValueAnswer(field, value, context);
    }
    return answer;
  }
  for (const field of organization.fields.all) {
    if (field.namedOnly || (field.expandedOnly && !selection.expandedFields)) continue;
    const value = COMPUTED.has(field.referenceName)
      ? valueOf(reading, field.referenceName, organization)
      : (reading.fields[field.referenceName] ?? null);
    if (value !== null) answer[field.referenceName] = fieldValueAnswer(field, value, context);
  }
  return answer;
}

/** A field's value as the service answers it: dates as instants, identities as objects [R]. */
export function fieldValueAnswer(field: FieldDefinition, value: FieldValue, context: Context): unknown {
  if (field.type === "dateTime") return new Date(String(value));
  if (field.isIdentity) return identityNamed(String(value), context.organization, context.organizationUrl);
  return value;
}

/** One link as the service answers it [R]. */
export function relationAnswer(link: EstateLink, context: Context): Record<string, unknown> {
  const type = findLinkType(link.rel);
  const attributes: Record<string, unknown> = { isLocked: false, name: type?.name ?? link.rel };
  if (link.comment !== null) attributes.comment = link.comment;
  return { rel: link.rel, url: relationUrl(link, context), attributes };
}

function relationUrl(link: EstateLink, context: Context): string {
  if (typeof link.target === "string") return link.target;
  const target = context.organization.find(link.target);
  return target === null
    ? `${context.organizationUrl}/_apis/wit/workItems/${link.target}`
    : workItemUrl(target, context);
}

function linksOf(item: WorkItem, url: string, context: Context): Record<string, { href: string }> {
  const project = `${context.organizationUrl}/${item.project.estate.id}`;
  const type = encodeURIComponent(String(item.fields["System.WorkItemType"]));
  return {
    self: { href: url },
    workItemUpdates: { href: `${url}/updates` },
    workItemRevisions: { href: `${url}/revisions` },
    workItemComments: { href: `${url}/comments` },
    html: { href: `${project}/_workitems/edit/${item.id}` },
    workItemType: { href: `${project}/_apis/wit/workItemTypes/${type}` },
    fields: { href: `${project}/_apis/wit/fields` },
  };
}
