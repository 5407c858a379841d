import { LINK_TYPES, type LinkType } from "../store/linkTypes";
import type { Condition, LinkMode, LinkQuery, SortField } from "./ast";
import { WiqlError } from "./error";
import { compileCondition, compileHead, compileOrder, type CompiledHead, type Order } from "./evaluator";
import { unsupported } from "./literals";
import type { Predicate, QueryWorld } from "./world";

/** A query over links made ready. */
export interface CompiledLinkQuery<R> extends CompiledHead {
  readonly mode: LinkMode;
  readonly isSource: Predicate<R>;
  readonly isTarget: Predicate<R>;
  /** Tells by the reference name of a link's type. */
  readonly isLink: (rel: string) => boolean;
  readonly compareSources: Order<R>;
  readonly compareTargets: Order<R>;
}

/** A link that who asks may see, from the work item that carries it. */
export interface Link<R> {
  readonly rel: string;
  readonly target: R;
}

/** What links there are, among what who asks may read. */
export interface LinkWorld<R> {
  /** All work items, in the order of their ids. */
  readonly all: readonly R[];
  idOf(item: R): number;
  /** The links to other items of `all`. */
  linksOf(item: R): readonly Link<R>[];
}

/** A row of the answer, by ids: an item for itself, or a link. */
export interface LinkRow {
  readonly target: number;
  readonly via: { readonly rel: string; readonly source: number } | null;
}

/**
 * Resolves a query's names against the world.
 * @throws WiqlError as `compileQuery` does, and for link types that do not exist or do not fit a tree.
 */
export function compileLinkQuery<R>(query: LinkQuery, world: QueryWorld<R>): CompiledLinkQuery<R> {
  const { source, link, target } = query.where;
  const sortsOf = (side: SortField["field"]["side"]): SortField[] =>
    query.orderBy.filter(({ field }) => field.side === null || field.side === side);
  if (query.mode === "recursive" || query.mode === "returnMatchingChildren") requireTree(link);
  return {
    ...compileHead(query, world),
    mode: query.mode,
    isSource: compileCondition(source, world),
    isTarget: compileCondition(target, world),
    isLink: linkTest(link),
    compareSources: compileOrder(sortsOf("source"), world),
    compareTargets: compileOrder(sortsOf("target"), world),
  };
}

/**
 * Answers a query over links.
 *
 * Of direct links: each source as a row for itself, followed by its links that fit, with a target that fits [C].
 * `mustContain` leaves out sources without such a link, `mayContain` keeps them, `doesNotContain` keeps them alone [D].
 *
 * Of trees, `recursive`: every item that fits the source, and from what is included downwards every child that fits the
 * target. `returnMatchingChildren`: every item that fits the target, with all that stand above it, whether these fit or
 * not; the condition on the source is not asked [S]. Each item has one row [C]: with its parent where the parent is
 * included and the item is a child that fits, else for itself. Rows go from parents to children, by ids [?].
 */
export function runLinkQuery<R>(query: CompiledLinkQuery<R>, world: LinkWorld<R>): LinkRow[] {
  switch (query.mode) {
    case "recursive":
      return tree(query, world, matchingFromAbove(query));
    case "returnMatchingChildren":
      return tree(query, world, matchingWithAncestors(query, world));
    default:
      return oneHop(query, world);
  }
}

function oneHop<R>(query: CompiledLinkQuery<R>, world: LinkWorld<R>): LinkRow[] {
  const rows: LinkRow[] = [];
  const byId = (a: R, b: R): number => world.idOf(a) - world.idOf(b);
  const sources = world.all.filter(query.isSource).sort((a, b) => query.compareSources(a, b) || byId(a, b));
  for (const item of sources) {
    const fitting = world.linksOf(item).filter(({ rel, target }) => query.isLink(rel) && query.isTarget(target));
    const isKept = query.mode === "mayContain" || fitting.length > 0 === (query.mode === "mustContain");
    if (!isKept) continue;
    const source = world.idOf(item);
    rows.push({ target: source, via: null });
    const links = [...fitting].sort(
      (a, b) => query.compareTargets(a.target, b.target) || byId(a.target, b.target) || (a.rel < b.rel ? -1 : 1),
    );
    for (const { rel, target } of links) rows.push({ target: world.idOf(target), via: { rel, source } });
  }
  return rows;
}

/** Whether the item is in the tree below a parent (null: for itself), as far as its ancestors are. */
type Includes<R> = (item: R, hasParent: boolean) => "withParent" | "forItself" | "no";

function matchingFromAbove<R>(query: CompiledLinkQuery<R>): Includes<R> {
  return (item, hasParent) => {
    if (hasParent && query.isTarget(item)) return "withParent";
    return query.isSource(item) ? "forItself" : "no";
  };
}

function matchingWithAncestors<R>(query: CompiledLinkQuery<R>, world: LinkWorld<R>): Includes<R> {
  const parents = new Map<R, R[]>();
  for (const item of world.all) {
    for (const { target } of childrenOf(item, query, world)) {
      const known = parents.get(target);
      if (known === undefined) parents.set(target, [item]);
      else known.push(item);
    }
  }
  const included = new Set(world.all.filter(query.isTarget));
  // What is added to a set while it is walked through is walked through as well.
  for (const item of included) for (const parent of parents.get(item) ?? []) included.add(parent);
  return (item, hasParent) => (!included.has(item) ? "no" : hasParent ? "withParent" : "forItself");
}

/** A place in the tree that is still to be answered. */
interface Place<R> {
  readonly item: R;
  /** The link from its parent; null where there is none, or where the parent is not included. */
  readonly parent: LinkRow["via"];
}

/** Walks without recursion: trees may be deep, and an estate that was made elsewhere may have circles. */
function tree<R>(query: CompiledLinkQuery<R>, world: LinkWorld<R>, includes: Includes<R>): LinkRow[] {
  const rows: LinkRow[] = [];
  const isBelow = new Set<R>();
  for (const item of world.all) for (const { target } of childrenOf(item, query, world)) isBelow.add(target);
  const answered = new Set<R>();
  // Whether an item has a parent may decide over it and what is below it: it is walked through once for each.
  const walked = { below: new Set<R>(), alone: new Set<R>() };
  const walk = (root: R): void => {
    const open: Place<R>[] = [{ item: root, parent: null }];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const { item, parent } = place;
      const done = parent === null ? walked.alone : walked.below;
      if (done.has(item)) continue;
      done.add(item);
      const verdict = includes(item, parent !== null);
      const source = world.idOf(item);
      if (verdict !== "no" && !answered.has(item)) {
        answered.add(item);
        rows.push({ target: source, via: verdict === "withParent" ? parent : null });
      }
      const children = childrenOf(item, query, world).map(({ rel, target }): Place<R> => ({
        item: target,
        parent: verdict === "no" ? null : { rel, source },
      }));
      open.push(...children.reverse());
    }
  };
  for (const item of world.all) if (!isBelow.has(item)) walk(item);
  // What stands in a circle is below something, but below no root.
  for (const item of world.all) if (!walked.alone.has(item) && !walked.below.has(item)) walk(item);
  return rows;
}

function childrenOf<R>(item: R, query: CompiledLinkQuery<R>, world: LinkWorld<R>): readonly Link<R>[] {
  return world
    .linksOf(item)
    .filter(({ rel }) => query.isLink(rel))
    .sort((a, b) => world.idOf(a.target) - world.idOf(b.target));
}

/** Conditions on the type of a link: it is or is not one, and what AND, OR and NOT make of that [C]. */
function linkTest(condition: Condition | null): (rel: string) => boolean {
  if (condition === null) return () => true;
  switch (condition.kind) {
    case "and": {
      const terms = condition.terms.map(linkTest);
      return (rel) => terms.every((term) => term(rel));
    }
    case "or": {
      const terms = condition.terms.map(linkTest);
      return (rel) => terms.some((term) => term(rel));
    }
    case "not": {
      const term = linkTest(condition.term);
      return (rel) => !term(rel);
    }
    case "compare": {
      const { operator, value } = condition;
      if (operator !== "=" && operator !== "<>") throw unsupported(condition, operator);
      const isType = value.kind === "string" && value.value === "" ? () => false : isOfType(typeNamed(condition));
      return (rel) => isType(rel) === (operator === "=");
    }
    default:
      throw unsupported(condition, condition.kind.toUpperCase());
  }
}

function isOfType({ referenceName }: LinkType): (rel: string) => boolean {
  return (rel) => rel === referenceName;
}

/** The type that a condition names. Of a type without directions, either may be named as well [D]. */
function typeNamed({ field, value }: Extract<Condition, { kind: "compare" }>): LinkType {
  const name = value.kind === "string" ? value.value.toLowerCase() : "";
  const found = LINK_TYPES.find(({ usage, topology, referenceName }) => {
    const known = referenceName.toLowerCase();
    const isNamed =
      name === known || (topology === "network" && [`${known}-forward`, `${known}-reverse`].includes(name));
    return usage === "workItemLink" && isNamed;
  });
  if (found === undefined) {
    throw new WiqlError("The specified link type does not exist.", value.at, `[${field.name}] ${name}`);
  }
  return found;
}

/** The parser saw to it that one type is named; it must be one of a tree, from parent to child [D]. */
function requireTree(link: Condition | null): void {
  if (link?.kind !== "compare") throw new Error("A tree names its type of links by =.");
  const type = typeNamed(link);
  if (type.topology === "tree" && type.isForward === true) return;
  throw new WiqlError(
    "The type of links of a query with MODE (Recursive) leads from parents to children.",
    link.value.at,
    type.referenceName,
  );
}
