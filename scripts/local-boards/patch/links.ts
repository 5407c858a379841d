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

/**
 * Checks a link that is asked for.
 * @param item the work item that gets the link; null for one that is not created yet.
 * @param removed links of it that the same patch takes away before: a new parent may take the place of the old one [C].
 * @throws ServiceError where the type is unknown, the target cannot be read, or the link is not allowed. The codes are [?].
 */
export function planLink(
  item: WorkItem | null,
  link: NewLink,
  organization: Organization,
  user: EstateUser,
  removed: ReadonlySet<EstateLink> = new Set(),
): PlannedLink {
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
  if (item !== null) checkAgainst(item, type, target, organization, removed);
  else if (type.referenceName === CHILD && parentOf(target, organization) !== null) throw secondParent(-1, target.id);
  return { type, target: id, comment: link.comment };
}

function checkAgainst(
  item: WorkItem,
  type: LinkType,
  target: WorkItem,
  organization: Organization,
  removed: ReadonlySet<EstateLink>,
): void {
  if (item.id === target.id) throw linkRefused("TF201036", `A work item cannot be linked to itself (${item.id}).`);
  const links = linksAt(item, null).filter((link) => !removed.has(link));
  if (links.some((link) => link.rel === type.referenceName && link.target === target.id)) {
    throw linkRefused("TF201038", `A ${type.name} link between work items ${item.id} and ${target.id} exists already.`);
  }
  if (type.referenceName === PARENT || type.referenceName === CHILD) {
    const [parent, child] = type.referenceName === PARENT ? [target, item] : [item, target];
    if (parentOf(child, organization, removed) !== null) throw secondParent(parent.id, child.id);
  }
  // Trees and dependencies have no circles: the relation types say so themselves (`acyclic`) [R].
  if (type.topology !== "network" && leadsTo(target, type.referenceName, item.id, organization)) {
    throw linkRefused(
      "TF201035",
      `The ${type.name} link between work items ${item.id} and ${target.id} would make a circle.`,
    );
  }
}

/**
 * Refuses a link that does not go with those that the same patch makes: the same one again, a second parent, or more
 * than a work item can have.
 * @param planned those that are planned already
 * @param present how many links the work item keeps
 */
export function requireTogether(link: PlannedLink, planned: readonly PlannedLink[], present: number): void {
  requireRoom(present + planned.length, "The work item");
  if (planned.some(({ type, target }) => type === link.type && target === link.target)) {
    throw invalidRequest("The patch adds the same relation twice.");
  }
  if (link.type.referenceName === PARENT && planned.some(({ type }) => type === link.type)) {
    throw linkRefused("TF201036", "A work item can have only one Parent link.");
  }
}

/** Beyond 1,000 links new ones are blocked [D]. */
function requireRoom(links: number, whose: string): void {
  if (links >= MOST_LINKS) throw linkRefused("TF401240", `${whose} has ${MOST_LINKS} links; it can have no more.`);
}

/** Whether links of one type lead from a work item, over any number of others, to another one. */
function leadsTo(from: WorkItem, rel: string, wanted: number, organization: Organization): boolean {
  const seen = new Set<number>([from.id]);
  const open = [from];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    for (const link of linksAt(item, null)) {
      if (link.rel !== rel || typeof link.target !== "number" || seen.has(link.target)) continue;
      if (link.target === wanted) return true;
      seen.add(link.target);
      const next = organization.find(link.target);
      if (next !== null) open.push(next);
    }
  }
  return false;
}

function parentOf(
  item: WorkItem,
  organization: Organization,
  removed: ReadonlySet<EstateLink> = new Set(),
): WorkItem | null {
  for (const link of linksAt(item, null)) {
    if (removed.has(link) || link.rel !== PARENT || typeof link.target !== "number") continue;
    const parent = organization.find(link.target);
    if (parent !== null) return parent;
  }
  return null;
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

/** Changes a link's comment, at this end. */
export function commentLink(item: WorkItem, link: EstateLink, comment: string, organization: Organization): void {
  organization.setLinks(
    item,
    item.links.map((candidate) => (candidate === link ? { ...candidate, comment } : candidate)),
  );
}
