import { withoutDirection } from "../domain/linkTypes";
import type { Policy } from "../domain/policy/policy";
import type { Link } from "../domain/snapshot";
import { fold, tidy } from "../domain/text";

/** Reference names of the link types that we look at, as the item that carries the link sees it. */
export const LINK = {
  child: "System.LinkTypes.Hierarchy-Forward",
  parent: "System.LinkTypes.Hierarchy-Reverse",
  predecessor: "System.LinkTypes.Dependency-Reverse",
  successor: "System.LinkTypes.Dependency-Forward",
  related: "System.LinkTypes.Related",
} as const;

const DEPENDENCY = withoutDirection(LINK.predecessor);

/** The id of the work item that a link leads to; NaN where its address names none. */
export function targetOf({ url }: { readonly url: string }): number {
  return Number(/\/(\d+)$/.exec(url)?.[1] ?? Number.NaN);
}

/** The operation of a JSON patch that adds a link to another work item. */
export function linkTo(
  type: string,
  target: number,
  organizationUrl: string,
): {
  readonly op: "add";
  readonly path: string;
  readonly value: unknown;
} {
  const value = { rel: type, url: `${organizationUrl}/_apis/wit/workItems/${target}` };
  return { op: "add", path: "/relations/-", value };
}

/**
 * The link types, without direction, that a policy gives a meaning besides Predecessor and Successor: those that it names,
 * and Related, which ties a waiver to what it covers (E4).
 */
export function linkTypesNamedBy({ dependencies, blockingItems, uatDefects }: Policy): string[] {
  const named = [...dependencies.serves, ...dependencies.soft, ...blockingItems.links, ...uatDefects.links];
  const distinct = new Map([LINK.related, ...named].map((name) => [fold(name), tidy(name)]));
  return [...distinct.values()].filter((name) => fold(name) !== fold(DEPENDENCY));
}

/**
 * Tells whether a link of this type, with its direction, means anything to the policy; without a policy none does. What
 * waits for an item is nothing that the item depends on: its other end says so where it matters.
 */
export function linkFilter(policy: Policy | null): (type: string) => boolean {
  if (policy === null) return () => false;
  const types = new Set(linkTypesNamedBy(policy).map(fold));
  return (type) => fold(type) === fold(LINK.predecessor) || types.has(fold(withoutDirection(type)));
}

/** Tells whether a link of this type makes its one end need the other (D1). */
export function isHardLink(policy: Policy): (type: string) => boolean {
  const types = new Set(policy.dependencies.serves.map(fold));
  return (type) => fold(type) === fold(LINK.predecessor) || types.has(fold(withoutDirection(type)));
}

/** Each link once, in the order of sources, targets and types. */
export function distinctLinks(links: readonly Link[]): Link[] {
  const distinct = new Map(links.map((link) => [keyOf(link), link]));
  const inOrder = (a: Link, b: Link): number =>
    a.source - b.source || a.target - b.target || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);
  return [...distinct.values()].sort(inOrder);
}

/** What two equal links have in common. */
export function keyOf({ type, source, target }: Link): string {
  return `${source} ${type} ${target}`;
}

/** What the target of a link is to its source, in words, e.g. `a predecessor of 7`. */
export function nameOfTarget({ type, source }: Link): string {
  return type === LINK.predecessor ? `a predecessor of ${source}` : `linked to ${source}`;
}
