import * as v from "valibot";
import { param, projectOf, type Context } from "../http/context";
import { invalidRequest, ServiceError } from "../http/errors";
import { ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { EstateQuery } from "../model/estate";
import { findTeam, type Project } from "../store/project";
import { clausesAnswer } from "./queryClauses";
import { QueryTree, type QueryItem } from "./queryTree";
import { RESOURCES } from "./resources";
import {
  checkQuery,
  columnsAnswer,
  prepareQuery,
  queryType,
  runQuery,
  type CheckedQuery,
  type QueryResult,
} from "./wiql";

/** Queries that are kept, in their folders, and their results. */
export const QUERY_ROUTES: readonly Route[] = [
  { method: "GET", resource: RESOURCES.queries, template: "wit/queries", levels: ["project"], handle: roots },
  { method: "GET", resource: RESOURCES.queries, template: "wit/queries/{*query}", levels: ["project"], handle: read },
  {
    method: "POST",
    resource: RESOURCES.queries,
    template: "wit/queries/{*query}",
    levels: ["project"],
    handle: create,
  },
  {
    method: "PATCH",
    resource: RESOURCES.queries,
    template: "wit/queries/{*query}",
    levels: ["project"],
    handle: change,
  },
  {
    method: "DELETE",
    resource: RESOURCES.queries,
    template: "wit/queries/{*query}",
    levels: ["project"],
    handle: remove,
  },
  {
    method: "GET",
    resource: RESOURCES.wiqlOfQuery,
    template: "wit/wiql/{id}",
    levels: ["organization", "project", "team"],
    handle: (context) => {
      const { body, count } = results(context);
      return { status: 200, body, headers: total(count) };
    },
  },
  {
    method: "HEAD",
    resource: RESOURCES.wiqlOfQuery,
    template: "wit/wiql/{id}",
    levels: ["organization", "project", "team"],
    handle: (context) => ({ status: 200, headers: total(results(context).count) }),
  },
];

/** [R]; no browser of another origin may read it. */
function total(count: number): Record<string, string> {
  return { "X-Total-Count": String(count) };
}

const MOST_IN_FOLDER = 999;
const DEEPEST = 2;
const LONGEST_NAME = 255;

const expansions = ["none", "wiql", "clauses", "all", "minimal"] as const;
type Expansion = (typeof expansions)[number];

function treeOf(context: Context): QueryTree {
  return new QueryTree(projectOf(context), context.user);
}

/** Both roots, or with `$filter` the queries whose name holds the text; folders are not searched [C]. */
function roots(context: Context): Reply {
  refuseDeleted(context);
  const tree = treeOf(context);
  const filter = context.query.get("$filter");
  const found = filter === null || filter === "" ? tree.roots : tree.search(filter);
  return okList(found.map((item) => answer(item, depthOf(context), expansionOf(context), context)));
}

function read(context: Context): Reply {
  refuseDeleted(context);
  const item = itemNamed(treeOf(context), param(context, "query"));
  return ok(answer(item, depthOf(context), expansionOf(context), context));
}

const newItem = v.object({
  id: v.optional(v.string()),
  name: v.optional(v.string()),
  wiql: v.optional(v.nullable(v.string())),
  isFolder: v.optional(v.boolean()),
});

/** Makes a query or a folder in the folder that the address names, or moves there the one whose id is sent [S]. */
function create(context: Context): Reply {
  const tree = treeOf(context);
  const folder = itemNamed(tree, param(context, "query"));
  const sent = v.safeParse(newItem, context.body);
  if (!sent.success) throw invalidRequest("The body is no query: it has a name and either wiql or isFolder.");
  const { id, name, wiql, isFolder } = sent.output;
  if (folder.wiql !== null) throw invalidRequest(`${folder.path} is no folder.`);
  requireWrite(folder, context);
  if (id !== undefined && name === undefined) {
    const item = itemNamed(tree, id);
    requireWrite(item, context);
    for (let place: QueryItem | null = folder; place !== null; place = place.parent) {
      if (place === item) throw invalidRequest(`${item.path} cannot be moved into itself.`);
    }
    requireNoRoot(item, "moved");
    requireRoom(folder, item.name, item);
    return ok(kept(item.id, tree.withChange(item, { parent: folder }), context));
  }
  if (name === undefined) throw invalidRequest("A query needs a name.");
  if (isFolder !== true && (wiql === undefined || wiql === null || wiql === "")) {
    throw invalidRequest(`The query ${name} needs the text of a query, wiql.`);
  }
  const text = isFolder === true ? null : (wiql ?? null);
  if (text !== null) checkQuery(text, context);
  requireName(name);
  requireRoom(folder, name, null);
  if (context.query.isTrue("validateWiqlOnly")) return ok({ name, wiql: text, path: `${folder.path}/${name}` });
  const made = tree.withNew(folder, name, text);
  // The specification names 200; clients see 201 [?].
  return { status: 201, body: kept(made.id, made.kept, context) };
}

const changed = v.object({
  name: v.optional(v.string()),
  wiql: v.optional(v.string()),
  isDeleted: v.optional(v.boolean()),
});

/** Renames, or gives another text; the body is part of a query, and plain JSON [C]. */
function change(context: Context): Reply {
  if (context.query.isTrue("$undeleteDescendants")) throw refusedUndelete();
  const tree = treeOf(context);
  const item = itemNamed(tree, param(context, "query"));
  const sent = v.safeParse(changed, context.body);
  if (!sent.success) throw invalidRequest("The body is no part of a query: it has a name or wiql, both texts.");
  const { name, wiql, isDeleted } = sent.output;
  if (isDeleted === true) throw invalidRequest("A query is deleted by DELETE.");
  requireWrite(item, context);
  // The service renames a root, and no path leads to its queries any more [C]: no test wants that.
  requireNoRoot(item, "renamed");
  if (name !== undefined) {
    requireName(name);
    if (item.parent !== null) requireRoom(item.parent, name, item);
  }
  if (wiql !== undefined) {
    if (item.wiql === null) throw invalidRequest(`${item.path} is a folder and has no wiql.`);
    if (wiql === "") throw invalidRequest(`The query ${item.path} needs the text of a query, wiql.`);
    checkQuery(wiql, context);
  }
  const difference = { ...(name === undefined ? {} : { name }), ...(wiql === undefined ? {} : { wiql }) };
  return ok(kept(item.id, tree.withChange(item, difference), context));
}

/** 204, though the specification names 200 [C]. Roots stay [C]. */
function remove(context: Context): Reply {
  const tree = treeOf(context);
  const item = itemNamed(tree, param(context, "query"));
  requireWrite(item, context);
  if (item.parent === null) throw legacyError("TF237023: You cannot delete root folders.");
  keep(tree.without(item), context);
  return { status: 204 };
}

function keep(queries: EstateQuery[], context: Context): void {
  const project = projectOf(context);
  context.organization.replaceProject(project, { ...project.estate, queries });
}

/** Keeps the queries and answers one of them as it is then. */
function kept(id: string, queries: EstateQuery[], context: Context): Record<string, unknown> {
  keep(queries, context);
  return answer(itemNamed(treeOf(context), id), 0, "wiql", context);
}

/** The result of a kept query, in the query's project, wherever it is asked for. */
function results(context: Context): QueryResult {
  const id = param(context, "id");
  const projects = context.project === null ? context.organization.projects : [context.project];
  if (context.team !== null && context.project !== null && findTeam(context.project, context.team) === null) {
    // An error of the server, unlike elsewhere [C].
    throw new ServiceError(
      500,
      "TeamNotFoundException",
      `The team with id '${context.team}' does not exist, or you do not have permission to access it.`,
    );
  }
  for (const project of projects) {
    const item = new QueryTree(project, context.user).find(id);
    // A path finds nothing here: queries are run by id [S].
    if (item === null || item.id !== id.toLowerCase()) continue;
    if (item.wiql === null) throw invalidRequest(`${item.path} is a folder and has no results.`);
    const ofProject = { ...context, project };
    return runQuery(prepareQuery(item.wiql, ofProject), ofProject);
  }
  throw queryNotFound(id);
}

/** Members by what is asked for: `minimal` lacks addresses and has the text, `none` the other way round [C]. */
function answer(item: QueryItem, depth: number, expansion: Expansion, context: Context): Record<string, unknown> {
  const { id, name, path, isPublic } = item;
  const isMinimal = expansion === "minimal";
  return {
    id,
    name,
    path,
    isPublic,
    ...(item.wiql === null
      ? folderAnswer(item, depth, expansion, context)
      : queryAnswer(item.wiql, expansion, context)),
    ...(isMinimal ? {} : addresses(item, context)),
  };
}

function folderAnswer(
  { children }: QueryItem,
  depth: number,
  expansion: Expansion,
  context: Context,
): Record<string, unknown> {
  const below = children.map((child) => (depth > 0 ? answer(child, depth - 1, expansion, context) : null));
  return {
    isFolder: true,
    hasChildren: children.length > 0,
    ...(depth > 0 && children.length > 0 ? { children: below } : {}),
  };
}

function queryAnswer(wiql: string, expansion: Expansion, context: Context): Record<string, unknown> {
  const checked = checkedOrNull(wiql, context);
  const text = expansion === "none" ? {} : { wiql };
  if (checked === null) return { isInvalidSyntax: true, ...text };
  const type = { queryType: queryType(checked.kind) };
  if (expansion === "none" || expansion === "minimal") return { ...type, ...text };
  const withClauses = expansion === "clauses" || expansion === "all";
  return {
    ...type,
    ...columnsAnswer(checked.head, context),
    ...text,
    ...(withClauses ? clausesAnswer(checked.parsed, context) : {}),
  };
}

/** Null for a text that holds no longer, e.g. because a path that it names is gone. */
function checkedOrNull(wiql: string, context: Context): CheckedQuery | null {
  try {
    return checkQuery(wiql, context);
  } catch (error) {
    if (error instanceof ServiceError) return null;
    throw error;
  }
}

function addresses(item: QueryItem, context: Context): Record<string, unknown> {
  const project = projectOf(context);
  const self = { href: addressOf(item, project, context) };
  const html = item.wiql === null ? "query-folder" : "query";
  const links: Record<string, { href: string }> = {
    self,
    html: {
      href: `${context.organizationUrl}/${encodeURIComponent(project.estate.name)}/_queries/${html}/${item.id}/`,
    },
  };
  if (item.parent !== null) links.parent = { href: addressOf(item.parent, project, context) };
  if (item.wiql !== null) {
    links.wiql = { href: `${context.organizationUrl}/${project.estate.id}/_apis/wit/wiql/${item.id}` };
  }
  return { _links: new ResourceUrl(links), url: new ResourceUrl(self.href) };
}

function addressOf({ id }: QueryItem, project: Project, context: Context): string {
  return `${context.organizationUrl}/${project.estate.id}/_apis/wit/queries/${id}`;
}

/** From 0 to 2 [C]; the refusal is [?]. */
function depthOf(context: Context): number {
  const depth = Number(context.query.get("$depth") ?? 0);
  if (Number.isInteger(depth) && depth >= 0 && depth <= DEEPEST) return depth;
  throw invalidRequest(`The parameter $depth must be a number from 0 to ${DEEPEST}.`);
}

/** By name or number [S]. */
function expansionOf(context: Context): Expansion {
  const text = (context.query.get("$expand") ?? "none").toLowerCase();
  const found = expansions.find((name, number) => name === text || String(number) === text);
  if (found === undefined) throw invalidRequest(`$expand must be one of ${expansions.join(", ")}.`);
  return found;
}

function refuseDeleted(context: Context): void {
  if (context.query.isTrue("$includeDeleted")) throw refusedUndelete();
}

function refusedUndelete(): ServiceError {
  return invalidRequest("Deleted queries are not kept here: $includeDeleted and $undeleteDescendants are not served.");
}

function itemNamed(tree: QueryTree, idOrPath: string): QueryItem {
  const item = tree.find(idOrPath);
  if (item === null) throw queryNotFound(idOrPath);
  return item;
}

/** Status, type key and text [C]. */
function queryNotFound(name: string): ServiceError {
  return new ServiceError(
    404,
    "QueryItemNotFoundException",
    `TF401243: The query ${name} does not exist, or you do not have permission to read it.`,
  );
}

/** Status, type key and codes [C]. */
function legacyError(message: string): ServiceError {
  return new ServiceError(400, "LegacyQueryItemException", message);
}

/** Everybody writes own queries, shared ones by default administrators alone [D]. The refusal is [?], its code [C]. */
function requireWrite(item: QueryItem, { user }: Context): void {
  if (!item.isPublic || user.role === "administrator") return;
  throw new ServiceError(
    403,
    "AccessCheckException",
    `TF401256: You do not have Write permissions for query ${item.name}.`,
  );
}

function requireNoRoot(item: QueryItem, what: string): void {
  if (item.parent === null) throw invalidRequest(`The root ${item.path} is not ${what} here.`);
}

/** Separators of paths are in no name, or the path would lead elsewhere; the limit and the refusal are [?]. */
function requireName(name: string): void {
  if (name.trim() !== "" && name.length <= LONGEST_NAME && !/[\\/]/.test(name)) return;
  throw invalidRequest(`The name of a query has 1 to ${LONGEST_NAME} characters and neither / nor \\.`);
}

/** A name is there once in a folder [C], which holds at most 999 queries [D]; how more are refused is [?]. */
function requireRoom(folder: QueryItem, name: string, item: QueryItem | null): void {
  const others = folder.children.filter((child) => child !== item);
  if (others.some((child) => child.name.toLowerCase() === name.toLowerCase())) {
    throw legacyError("TF237018: A query or a query folder on the server has the same name.");
  }
  if (others.length >= MOST_IN_FOLDER) throw legacyError(`The folder ${folder.path} holds ${MOST_IN_FOLDER} queries.`);
}
