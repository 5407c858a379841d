import type { EstateUser, FieldValue } from "../model/estate";
import { invalidRequest, ruleError, ServiceError, unknownField } from "../http/errors";
import { canCreateTags, refusedTag, requireEditAreas } from "../http/permissions";
import type { WorkItemTypeDefinition } from "../process/definition";
import type { FieldDefinition } from "../process/fields";
import { findType } from "../process/process";
import type { Organization } from "../store/organization";
import type { Project } from "../store/project";
import { readNow, valueOf } from "../store/values";
import { fieldsAfter, linksAt, openWorkItem, revOf, type Fields, type WorkItem } from "../store/workItem";
import type { EstateLink } from "../model/estate";
import { tagNames } from "../store/tags";
import { visibleLinks } from "../store/visibleLinks";
import type { Operation } from "./document";
import { storedValue } from "./fieldValue";
import { addLink, commentLinks, planLink, removeLink, type PlannedLink } from "./links";
import { laterThan } from "./stamp";
import { applyWorkflow, type Stamp } from "./workflow";

/** How a write is made. */
export interface WriteOptions {
  readonly organization: Organization;
  readonly user: EstateUser;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Rules and read-only fields do not hold. */
  readonly bypassRules: boolean;
  /** Check, answer, and keep nothing. */
  readonly validateOnly: boolean;
}

/** Stands for the id of a work item that is not created yet. */
const NOT_CREATED = -1;

type Draft = Record<string, FieldValue | null>;

/**
 * Creates a work item.
 * @throws ServiceError for whatever the service refuses; nothing is kept then.
 */
export function createWorkItem(
  project: Project,
  type: WorkItemTypeDefinition,
  operations: readonly Operation[],
  options: WriteOptions,
): WorkItem {
  const { organization, user } = options;
  const stamp = stampOf(options);
  requireTags(operations, project, options);
  const draft = withDefaults(draftOf(operations, null, project, options), project, type, options);
  requireEditAreas(user, organization, String(draft["System.AreaPath"]));
  requireTitle(draft, null);
  for (const operation of operations)
    if (operation.kind === "test") testValue(operation.path, operation.value, null, organization);
  const links: PlannedLink[] = [];
  for (const operation of operations) {
    if (operation.kind !== "addLink") continue;
    links.push(planLink(operation.link, { id: NOT_CREATED, kept: [], planned: links }, organization, user));
  }
  if (operations.some(({ kind }) => kind === "removeLink" || kind === "commentLink")) {
    throw invalidRequest("A work item that is created has no relations yet.");
  }
  const first = { rev: 1, ...stamp, fields: withoutEmpty(draft) };
  if (options.validateOnly) {
    return openWorkItem(
      { id: NOT_CREATED, project: project.estate.id, changes: [first], links: [], deleted: null },
      project,
    );
  }
  const item = organization.add(organization.nextId(), project, first);
  for (const link of links) addLink(item, link, organization, stamp);
  return item;
}

/** The fields with which a new work item of a type begins. */
export function newWorkItemFields(project: Project, type: WorkItemTypeDefinition, options: WriteOptions): Fields {
  return withoutEmpty(withDefaults({}, project, type, options));
}

/** Completes the draft of a new work item with what its type and project fill in. */
function withDefaults(given: Draft, project: Project, type: WorkItemTypeDefinition, options: WriteOptions): Draft {
  const draft: Draft = { ...given };
  draft["System.TeamProject"] = project.estate.name;
  draft["System.WorkItemType"] = type.name;
  draft["System.AreaPath"] ??= project.areas.root.path;
  draft["System.IterationPath"] ??= project.iterations.root.path;
  draft["Microsoft.VSTS.Common.Priority"] ??= 2;
  applyWorkflow(type, null, draft, stampOf(options), options.bypassRules);
  return draft;
}

function stampOf({ now, user }: WriteOptions): Stamp {
  return { date: new Date(now).toISOString(), by: user.uniqueName };
}

/**
 * Changes a work item: at most one new revision for all field operations, none for links alone [R].
 * @returns the item as it then is; a copy with `validateOnly`.
 * @throws ServiceError 403 TF237111 in or into an area that the user may not edit, or for a link with a work item in one,
 * 403 TF401289 for a tag that the user may not create, 412 VS403351 where a test does not hold, 400
 * for what the rules refuse; nothing is kept then.
 */
export function updateWorkItem(item: WorkItem, operations: readonly Operation[], options: WriteOptions): WorkItem {
  const { organization, user } = options;
  requireEditAreas(user, organization, String(item.fields["System.AreaPath"]));
  requireTags(operations, item.project, options);
  for (const operation of operations) {
    if (operation.kind === "test") testValue(operation.path, operation.value, item, organization);
  }
  const stamp: Stamp = { date: laterThan(item, options.now), by: user.uniqueName };
  const draft = draftOf(operations, item, item.project, options);
  if (typeof draft["System.AreaPath"] === "string") requireEditAreas(user, organization, draft["System.AreaPath"]);
  const type = findType(item.project.process, String(item.fields["System.WorkItemType"]));
  if (type === null) throw new Error(`Work item ${item.id} is of a type that its process lacks.`);
  if ("System.State" in draft || "System.Reason" in draft) {
    applyWorkflow(type, item.fields, draft, stamp, options.bypassRules);
  }
  requireTitle(draft, item);
  const linkWork = planLinkWork(item, operations, options);
  const fields = onlyChanges(draft, item.fields);
  const revision = Object.keys(fields).length === 0 ? null : { rev: revOf(item) + 1, ...stamp, fields };
  if (revision !== null) requireRoomForRevision(item);
  if (options.validateOnly) {
    return revision === null
      ? item
      : { ...item, changes: [...item.changes, revision], fields: fieldsAfter(item.fields, revision) };
  }
  if (revision !== null) organization.revise(item, revision);
  for (const work of linkWork) work(stamp);
  return item;
}

const MOST_REVISIONS = 10_000;

/** Refuses a revision beyond those that REST may make [D]; status and type key [?]. */
function requireRoomForRevision(item: WorkItem): void {
  if (revOf(item) < MOST_REVISIONS) return;
  throw new ServiceError(
    400,
    "WorkItemRevisionLimitExceededException",
    `Work item ${item.id} has ${MOST_REVISIONS} revisions; no more can be made through REST.`,
  );
}

/** Link operations in their order; indexes count in the order that reads answer at that moment [R]. */
function planLinkWork(
  item: WorkItem,
  operations: readonly Operation[],
  options: WriteOptions,
): readonly ((stamp: Stamp) => void)[] {
  const { organization, user } = options;
  const present: (EstateLink | PlannedLink)[] = [...visibleLinks(readNow(item), organization)];
  const work: ((stamp: Stamp) => void)[] = [];
  const removed = new Set<EstateLink>();
  const comments = new Map<EstateLink, string>();
  const existingAt = (index: number): EstateLink => {
    const link = present[index];
    if (link === undefined || !("rel" in link)) throw invalidRequest(`There is no relation at index ${index}.`);
    return link;
  };
  for (const operation of operations) {
    if (operation.kind === "addLink") {
      const kept = linksAt(item, null).filter((link) => !removed.has(link));
      const draft = { id: item.id, kept, planned: present.filter((link) => "type" in link) };
      const planned = planLink(operation.link, draft, organization, user);
      present.push(planned);
      work.push((stamp) => addLink(item, planned, organization, stamp));
    } else if (operation.kind === "removeLink") {
      const link = existingAt(operation.index);
      const other = typeof link.target === "number" ? organization.find(link.target) : null;
      if (other !== null) requireEditAreas(user, organization, String(other.fields["System.AreaPath"]));
      present.splice(operation.index, 1);
      removed.add(link);
      work.push((stamp) => removeLink(item, link, organization, stamp));
    } else if (operation.kind === "commentLink") {
      comments.set(existingAt(operation.index), operation.comment);
    }
  }
  if (comments.size === 0) return work;
  // First of all: links are known by what they were when they were planned.
  return [() => commentLinks(item, comments, organization), ...work];
}

function draftOf(
  operations: readonly Operation[],
  item: WorkItem | null,
  project: Project,
  options: WriteOptions,
): Draft {
  const { organization, user } = options;
  const place = { organization, project, user, workItemId: item?.id ?? NOT_CREATED };
  const draft: Draft = {};
  for (const operation of operations) {
    if (operation.kind !== "setField") continue;
    const field = organization.fields.find(operation.field);
    if (field === null) throw unknownField(operation.field);
    if (NEVER_SET.has(field.referenceName) || (field.readOnly && !options.bypassRules)) {
      throw ruleError(field.name, field.referenceName, "ReadOnly, SetByRule, InvalidNotOldValue");
    }
    const value = storedValue(field, operation.value, place);
    if (!options.bypassRules) requireListed(field, value, item);
    draft[field.referenceName] = value;
  }
  return draft;
}

/** Priorities of all four processes [D]. */
const PRIORITIES: readonly (FieldValue | null)[] = [null, 1, 2, 3, 4];

/** Refuses a priority that no process has; one that is there already is let be. The flags are those of State [C]. */
function requireListed(field: FieldDefinition, value: FieldValue | null, item: WorkItem | null): void {
  if (field.referenceName !== "Microsoft.VSTS.Common.Priority" || PRIORITIES.includes(value)) return;
  if (item?.fields[field.referenceName] === value) return;
  throw ruleError(field.name, field.referenceName, "HasValues, LimitedToValues, AllowsOldValue, InvalidNotOldValue");
}

/** Refuses tags that the project does not have to users who may not create them. */
function requireTags(operations: readonly Operation[], project: Project, options: WriteOptions): void {
  if (canCreateTags(options.user)) return;
  const { fields } = options.organization;
  // A field may be called by its name, and a number is a tag too; what else there is, is refused as no value of the field.
  const names = operations.flatMap((operation) =>
    operation.kind === "setField" &&
    fields.find(operation.field)?.referenceName === "System.Tags" &&
    (typeof operation.value === "string" || typeof operation.value === "number")
      ? tagNames(String(operation.value))
      : [],
  );
  if (names.length === 0) return;
  if (names.some((name) => !options.organization.tags.has(project, name))) throw refusedTag();
}

/** What no one sets, rules or not: it is computed, or it is the revision itself. */
const NEVER_SET = new Set([
  "System.Id",
  "System.Rev",
  "System.TeamProject",
  "System.WorkItemType",
  "System.Parent",
  "System.ChangedDate",
  "System.ChangedBy",
  "System.CommentCount",
  "System.Watermark",
  "System.PersonId",
  "System.AuthorizedAs",
  "System.IsDeleted",
  "System.RelatedLinkCount",
  "System.ExternalLinkCount",
  "System.HyperLinkCount",
  "System.AttachedFileCount",
  "System.RemoteLinkCount",
  "System.AreaId",
  "System.IterationId",
  "System.NodeName",
  "System.BoardColumn",
  "System.BoardColumnDone",
]);

function testValue(path: string, expected: unknown, item: WorkItem | null, organization: Organization): void {
  const actual = testedValue(path, item, organization);
  if (String(actual) === String(expected)) return;
  throw new ServiceError(
    412,
    "TestPatchOperationFailedException",
    `VS403351: Test Operation for path ${path} failed, value ${String(actual)} was not equal to test value ${String(expected)}.`,
  );
}

function testedValue(path: string, item: WorkItem | null, organization: Organization): FieldValue | null {
  if (path === "/rev") return item === null ? 0 : revOf(item);
  if (path === "/id") return item?.id ?? null;
  const name = /^\/fields\/([^/]+)$/.exec(path)?.[1];
  if (name === undefined) throw invalidRequest(`The patch operation test is not valid for the path ${path}.`);
  const field = organization.fields.find(name);
  if (field === null) throw unknownField(name);
  return item === null ? null : valueOf(readNow(item), field.referenceName, organization);
}

function requireTitle(draft: Draft, item: WorkItem | null): void {
  const title = "System.Title" in draft ? draft["System.Title"] : item?.fields["System.Title"];
  if (title === null || title === undefined) {
    throw ruleError("Title", "System.Title", "Required, HasValues, InvalidEmpty");
  }
}

function withoutEmpty(draft: Draft): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(draft)) if (value !== null) fields[name] = value;
  return fields;
}

/** What differs from the current revision; a comment always does. */
function onlyChanges(draft: Draft, current: Fields): Draft {
  const changes: Draft = {};
  for (const [name, value] of Object.entries(draft)) {
    const isComment = name === "System.History" && value !== null;
    if (isComment || (current[name] ?? null) !== value) changes[name] = value;
  }
  return changes;
}
