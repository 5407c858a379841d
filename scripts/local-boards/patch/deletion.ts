import type { EstateUser } from "../model/estate";
import type { Organization } from "../store/organization";
import { revOf, type WorkItem } from "../store/workItem";
import { linksInTheWay, removeLink } from "./links";
import { laterThan } from "./stamp";

/** Who deletes or restores, and when (milliseconds since the epoch). */
export interface Deletion {
  readonly organization: Organization;
  readonly user: EstateUser;
  readonly now: number;
}

/** Moves a work item into the recycle bin. It is a revision of the work item, which says that it is deleted [C]. */
export function deleteWorkItem(item: WorkItem, { organization, user, now }: Deletion): void {
  const stamp = { date: laterThan(item, now), by: user.uniqueName };
  organization.setDeleted(item, stamp);
  organization.revise(item, { rev: revOf(item) + 1, ...stamp, fields: { "System.IsDeleted": true } });
}

/**
 * Takes a work item out of the recycle bin, by a revision as well [C]. Its links are there again: they were only hidden.
 * Those that would now make a circle or a second parent end with it, at both ends [?].
 */
export function restoreWorkItem(item: WorkItem, { organization, user, now }: Deletion): void {
  const stamp = { date: laterThan(item, now), by: user.uniqueName };
  organization.revise(item, { rev: revOf(item) + 1, ...stamp, fields: { "System.IsDeleted": null } });
  organization.setDeleted(item, null);
  for (const link of linksInTheWay(item, organization)) removeLink(item, link, organization, stamp);
}
