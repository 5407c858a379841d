import type { EstateLink } from "../model/estate";
import type { Organization } from "./organization";
import type { Reading } from "./values";
import { linksAt } from "./workItem";

/**
 * The links that are answered, in the order that indexes of `remove /relations/n` count in. The order is not the one of
 * insertion [R]. Links to what lies in the recycle bin are not shown [C]; links to what the reader may not read are [C].
 */
export function visibleLinks(reading: Reading, organization: Organization): readonly EstateLink[] {
  return linksAt(reading.item, reading.asOf)
    .filter((link) => typeof link.target === "string" || organization.find(link.target) !== null)
    .sort((a, b) => scrambled(a) - scrambled(b));
}

/** A fixed order that has nothing to do with time. */
function scrambled(link: EstateLink): number {
  const key = typeof link.target === "number" ? link.target : link.target.length;
  return Math.imul(key + link.rel.length, 2654435761) >>> 0;
}
