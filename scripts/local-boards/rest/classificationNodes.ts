import { invalidRequest, ServiceError } from "../http/errors";
import { param, projectOf, type Context } from "../http/context";
import { Enumerated, ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { ClassificationTree, PlacedNode, TreeKind } from "../store/classification";
import type { EstateNode } from "../model/estate";
import { RESOURCES } from "./resources";

/** Areas and iterations. */
export const CLASSIFICATION_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.classificationRoots,
    template: "wit/classificationnodes",
    levels: ["project"],
    handle: roots,
  },
  {
    method: "GET",
    resource: RESOURCES.classificationNodes,
    template: "wit/classificationnodes/{group}/{*path}",
    levels: ["project"],
    handle: node,
  },
];

/** Both roots, or the nodes that `ids` names. */
function roots(context: Context): Reply {
  const project = projectOf(context);
  const trees = [project.areas, project.iterations];
  const depth = depthOf(context);
  const ids = context.query.get("ids");
  if (ids === null) return okList(trees.map((tree) => answer(tree, tree.root, depth, context, false)));
  const found = ids.split(",").map((text) => {
    for (const tree of trees) {
      const placed = tree.findById(Number(text));
      if (placed !== null && isReadable(tree, placed, context)) return answer(tree, placed, depth, context, true);
    }
    throw nodeNotFound(text);
  });
  return okList(found);
}

function node(context: Context): Reply {
  const tree = treeOf(param(context, "group"), context);
  // Clients separate names with `/` or with an escaped `\`, which may also stand in front [R].
  const names = param(context, "path")
    .split(/[\\/]/)
    .filter((name) => name !== "");
  const placed = tree.find([tree.root.node.name, ...names].join("\\"));
  if (placed === null || !isReadable(tree, placed, context)) throw nodeNotFound(names.join("\\"));
  return ok(answer(tree, placed, depthOf(context), context, true));
}

/** The group's name, or its number [S]. */
function treeOf(group: string, context: Context): ClassificationTree {
  const project = projectOf(context);
  switch (group.toLowerCase()) {
    case "areas":
    case "0":
      return project.areas;
    case "iterations":
    case "1":
      return project.iterations;
    default:
      throw invalidRequest(`The structure group ${group} is not valid.`);
  }
}

function isReadable(tree: ClassificationTree, placed: PlacedNode, context: Context): boolean {
  return tree.kind === "iteration" || context.organization.canReadArea(placed.path, context.user);
}

function depthOf(context: Context): number {
  const depth = Number(context.query.get("$depth") ?? 0);
  if (!Number.isInteger(depth) || depth < 0) throw invalidRequest("$depth is not valid.");
  return depth;
}

const GROUP: Readonly<Record<TreeKind, string>> = { area: "Areas", iteration: "Iterations" };
const SEGMENT: Readonly<Record<TreeKind, string>> = { area: "Area", iteration: "Iteration" };

function answer(
  tree: ClassificationTree,
  placed: PlacedNode,
  depth: number,
  context: Context,
  withLinks: boolean,
): Record<string, unknown> {
  const { node: estate } = placed;
  const children = estate.children.flatMap((child) => {
    const below = tree.find(`${placed.path}\\${child.name}`);
    return below !== null && isReadable(tree, below, context) ? [below] : [];
  });
  const url = nodeUrl(tree, placed, context);
  const result: Record<string, unknown> = {
    id: estate.id,
    identifier: estate.identifier,
    name: estate.name,
    structureType: new Enumerated(tree.kind, tree.kind === "area" ? 0 : 1),
    hasChildren: children.length > 0,
  };
  if (depth > 0 && children.length > 0) {
    result.children = children.map((child) => answer(tree, child, depth - 1, context, false));
  }
  const dates = datesOf(estate);
  if (dates !== null) result.attributes = dates;
  // A leading backslash and a segment that work items' paths do not have [R].
  const [root, ...rest] = placed.names;
  result.path = `\\${[root, SEGMENT[tree.kind], ...rest].join("\\")}`;
  if (withLinks) {
    const links: Record<string, { href: string }> = { self: { href: url } };
    if (placed.parent !== null) links.parent = { href: nodeUrl(tree, placed.parent, context) };
    result._links = new ResourceUrl(links);
  }
  result.url = new ResourceUrl(url);
  return result;
}

/** Absent for a node without dates [R]. */
function datesOf(estate: EstateNode): Record<string, Date> | null {
  const dates: Record<string, Date> = {};
  if (estate.startDate !== undefined) dates.startDate = new Date(estate.startDate);
  if (estate.finishDate !== undefined) dates.finishDate = new Date(estate.finishDate);
  return Object.keys(dates).length === 0 ? null : dates;
}

function nodeUrl(tree: ClassificationTree, placed: PlacedNode, context: Context): string {
  const base = `${context.organizationUrl}/${projectOf(context).estate.id}/_apis/wit/classificationNodes/${GROUP[tree.kind]}`;
  return [base, ...placed.names.slice(1).map(encodeURIComponent)].join("/");
}

/** Code and type key [?]. */
function nodeNotFound(name: string): ServiceError {
  return new ServiceError(
    404,
    "ClassificationNodeNotFoundException",
    `VS402485: The classification node ${name} does not exist, or you do not have permissions to read it.`,
  );
}
