import type { EstateLink, EstateUser } from "../model/estate";
import { invalidRequest, ServiceError, workItemNotFound } from "../http/errors";
import { requireEditAreas } from "../http/permissions";
import { CHILD, findLinkType, oppositeOf, PARENT, type LinkType } from "../store/linkTypes";
import type { Organization } from "../store/organization";
import { linksAt, type WorkItem } from "../store/workItem";
import type { NewLink } from "./document";
import type { Stamp } from "./workflow";

const MOST_LINKS = 1000;

/** A link that was checked and can be made. */
export interface PlannedLink {
  readonly type: LinkType;
  readonly target: number | string;
  readonly comment: string | null;
}

/** The links of one work item as they will be: new ones are checked as if they were stored. */
export interface LinkDraft {
  /** Of the work item; a number that none has for one that is not created yet. */
  readonly id: number;
  /** Those stored links that stay: a new parent may take the place of one that the same patch takes away [C]. */
  readonly kept: readonly EstateLink[];
  readonly planned: readonly PlannedLink[];
}

/**
 * Checks a link that is asked for, beside the links that the work item keeps and those that the same patch makes.
 * @throws ServiceError where the type is unknown, the target cannot be read, or the link is not allowed. The codes are [?].
 */
export function planLink(link: NewLink, draft: LinkDraft, organization: Organization, user: EstateUser): PlannedLink {
  const planned = readLink(link, organization, user);
  if (draft.planned.some(({ type, target }) => type === planned.type && target === planned.target)) {
    throw invalidRequest("The patch adds the same relation twice.");
  }
  if (typeof planned.target === "number") checkTarget(planned.type, planned.target, draft, organization);
  requireRoom(draft.kept.length + draft.planned.length, "The work item");
  return planned;
}

function readLink(link: NewLink, organization: Organization, user: EstateUser): PlannedLink {
  const type = findLinkType(link.rel);
  if (type === null) throw invalidRequest(`The relation type ${link.rel} does not exist.`);
  if (type.usage === "resourceLink") return { type, target: link.url, comment: link.comment };
  if (type.remote) throw invalidRequest(`Remote links (${link.rel}) are not served here.`);
  const id = Number(/\/workitems\/(\d+)\/?$/i.exec(link.url)?.[1] ?? Number.NaN);
  if (!Number.isInteger(id)) throw invalidRequest(`The address ${link.url} is not one of a work item.`);
  const target = organization.findReadable(id, user);
  if (target === null) throw workItemNotFound(id);
  requireEditAreas(user, organization, String(target.fields["System.AreaPath"]));
  requireRoom(linksAt(target, null).length, `Work item ${id}`);
  return { type, target: id, comment: link.comment };
}

function checkTarget(type: LinkType, target: number, draft: LinkDraft, organization: Organization): void {
  const { id, kept } = draft;
  if (id === target) throw linkRefused("TF201036", `A work item cannot be linked to itself (${id}).`);
  if (kept.some((link) => link.rel === type.referenceName && link.target === target)) {
    throw linkRefused("TF201038", `A ${type.name} link between work items ${id} and ${target} exists already.`);
  }
  const fault = treeFault(type, target, draft, organization);
  if (fault !== null) throw fault;
}

/**
 * What a link would spoil: a work item has one parent, and trees and dependencies have no circles: the relation types
 * say so themselves (`acyclic`) [R].
 * @returns the refusal, or null where the link can be.
 */
function treeFault(type: LinkType, target: number, draft: LinkDraft, organization: Organization): ServiceError | null {
  if (type.referenceName === PARENT || type.referenceName === CHILD) {
    const [parent, child] = type.referenceName === PARENT ? [target, draft.id] : [draft.id, target];
    if (targetsOf(child, PARENT, draft, organization).length > 0) return secondParent(parent, child);
  }
  if (type.topology === "network" || !leadsTo(target, type, draft, organization)) return null;
  return linkRefused(
    "TF201035",
    `The ${type.name} link between work items ${draft.id} and ${target} would make a circle.`,
  );
}

/**
 * The links of a work item that cannot be any more once it is out of the recycle bin: while it lay there, others may
 * have been made that would now be a second parent or close a circle. Of two that do not go together the newer stays.
 * @param item the work item, restored already
 */
export function linksInTheWay(item: WorkItem, organization: Organization): readonly EstateLink[] {
  const kept: EstateLink[] = [];
  const inTheWay: EstateLink[] = [];
  for (const link of linksAt(item, null).toReversed()) {
    const type = findLinkType(link.rel);
    // What leads into the recycle bin is asked about when its other end is restored.
    if (type === null || typeof link.target !== "number" || organization.find(link.target) === null) continue;
    const fault = treeFault(type, link.target, { id: item.id, kept, planned: [] }, organization);
    (fault === null ? kept : inTheWay).push(link);
  }
  return inTheWay;
}

/** Beyond 1,000 links new ones are blocked [D]. */
function requireRoom(links: number, whose: string): void {
  if (links >= MOST_LINKS) throw linkRefused("TF401240", `${whose} has ${MOST_LINKS} links; it can have no more.`);
}

/** Whether links of one type lead from a work item, over any number of others, to the one of the draft. */
function leadsTo(from: number, { referenceName }: LinkType, draft: LinkDraft, organization: Organization): boolean {
  const seen = new Set<number>([from]);
  // What is added to a set while it is walked through is walked through as well.
  for (const id of seen) {
    if (id === draft.id) return true;
    for (const target of targetsOf(id, referenceName, draft, organization)) seen.add(target);
  }
  return false;
}

/** The work items to which links of one type lead, those in the recycle bin left out, as if the draft were stored. */
function targetsOf(id: number, rel: string, draft: LinkDraft, organization: Organization): readonly number[] {
  const drafted = [...draft.kept, ...draft.planned.map(({ type, target }) => ({ rel: type.referenceName, target }))];
  if (id === draft.id) return drafted.flatMap((link) => (link.rel === rel ? present(link.target, organization) : []));
  const item = organization.find(id);
  const stored = (item === null ? [] : linksAt(item, null)).flatMap((link) =>
    link.rel === rel && link.target !== draft.id ? present(link.target, organization) : [],
  );
  const type = findLinkType(rel);
  const back = type === null ? null : oppositeOf(type).referenceName;
  return drafted.some((link) => link.target === id && link.rel === back) ? [...stored, draft.id] : stored;
}

function present(target: number | string, organization: Organization): readonly number[] {
  return typeof target === "number" && organization.find(target) !== null ? [target] : [];
}

function secondParent(parent: number, child: number): ServiceError {
  return linkRefused(
    "TF201036",
    `You cannot add a Child link between work items ${parent} and ${child} because a work item can have only one Parent link.`,
  );
}

function linkRefused(code: string, message: string): ServiceError {
  return new ServiceError(400, "WorkItemLinkInvalidException", `${code}: ${message}`);
}

/** Makes a link at both of its ends. Neither end gets a new revision [R]. */
export function addLink(item: WorkItem, link: PlannedLink, organization: Organization, stamp: Stamp): void {
  const entry = {
    comment: link.comment,
    addedDate: stamp.date,
    addedBy: stamp.by,
    removedDate: null,
    removedBy: null,
  };
  organization.setLinks(item, [...item.links, { ...entry, rel: link.type.referenceName, target: link.target }]);
  if (typeof link.target === "string") return;
  const other = organization.find(link.target);
  if (other === null) throw workItemNotFound(link.target);
  const rel = oppositeOf(link.type).referenceName;
  organization.setLinks(other, [...other.links, { ...entry, rel, target: item.id }]);
}

/** Takes a link away at both of its ends; it stays in the history. */
export function removeLink(item: WorkItem, link: EstateLink, organization: Organization, stamp: Stamp): void {
  endLink(item, link.rel, link.target, organization, stamp);
  const type = findLinkType(link.rel);
  if (typeof link.target === "string" || type === null) return;
  const other = organization.find(link.target);
  if (other !== null) endLink(other, oppositeOf(type).referenceName, item.id, organization, stamp);
}

function endLink(item: WorkItem, rel: string, target: number | string, organization: Organization, stamp: Stamp): void {
  const ended = item.links.map((link) =>
    link.rel === rel && link.target === target && link.removedDate === null
      ? { ...link, removedDate: stamp.date, removedBy: stamp.by }
      : link,
  );
  organization.setLinks(item, ended);
}

/** Changes the comments of links, at this end. */
export function commentLinks(
  item: WorkItem,
  comments: ReadonlyMap<EstateLink, string>,
  organization: Organization,
): void {
  organization.setLinks(
    item,
    item.links.map((link) => {
      const comment = comments.get(link);
      return comment === undefined ? link : { ...link, comment };
    }),
  );
}
