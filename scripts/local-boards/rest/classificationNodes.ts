import * as v from "valibot";
import { invalidRequest, ServiceError } from "../http/errors";
import { param, projectOf, type Context } from "../http/context";
import { midnightOf } from "./days";
import { requireEditAreas, requireNodePermission } from "../http/permissions";
import { Enumerated, ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { isUnder, levelsOf, type ClassificationTree, type PlacedNode, type TreeKind } from "../store/classification";
import { addNode, changeNode, deleteNode, itemsUnder, moveNode, type ChangedTree } from "../store/nodeChanges";
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
  {
    method: "POST",
    resource: RESOURCES.classificationNodes,
    template: "wit/classificationnodes/{group}/{*path}",
    levels: ["project"],
    handle: createOrMove,
  },
  {
    method: "PATCH",
    resource: RESOURCES.classificationNodes,
    template: "wit/classificationnodes/{group}/{*path}",
    levels: ["project"],
    handle: change,
  },
  {
    method: "DELETE",
    resource: RESOURCES.classificationNodes,
    template: "wit/classificationnodes/{group}/{*path}",
    levels: ["project"],
    handle: remove,
  },
];

/** Nodes below the root of a tree, and levels of a path with its root [D]. */
const MOST_NODES = 10_000;
const MOST_LEVELS = 14;

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
  return ok(answer(tree, placedOf(tree, context), depthOf(context), context, true));
}

/** The node that the address names. Throws ServiceError 404 where there is none that the user may read. */
function placedOf(tree: ClassificationTree, context: Context): PlacedNode {
  // Clients separate names with `/` or with an escaped `\`, which may also stand in front [R].
  const names = param(context, "path")
    .split(/[\\/]/)
    .filter((name) => name !== "");
  const placed = tree.find([tree.root.node.name, ...names].join("\\"));
  if (placed === null || !isReadable(tree, placed, context)) throw nodeNotFound(names.join("\\"));
  return placed;
}

const nodeBody = v.object({
  id: v.nullish(v.pipe(v.number(), v.integer())),
  name: v.nullish(v.string()),
  attributes: v.nullish(v.object({ startDate: v.nullish(v.string()), finishDate: v.nullish(v.string()) })),
});

type NodeBody = v.InferOutput<typeof nodeBody>;

function bodyOf(context: Context): NodeBody {
  const parsed = v.safeParse(nodeBody, context.body);
  if (!parsed.success) throw invalidRequest("The request body must be a classification node.");
  return parsed.output;
}

/** A body with an id moves that node here and answers 200; any other makes a node here and answers 201 [R]. */
function createOrMove(context: Context): Reply {
  const tree = treeOf(param(context, "group"), context);
  const parent = placedOf(tree, context);
  const body = bodyOf(context);
  // Clients send the id of a node that has none yet as null or 0 [?].
  return body.id === null || body.id === undefined || body.id === 0
    ? create(tree, parent, body, context)
    : move(tree, parent, body.id, context);
}

function create(tree: ClassificationTree, parent: PlacedNode, body: NodeBody, context: Context): Reply {
  requireNodePermission(context.user, "Create child nodes");
  const name = validName(body.name);
  requireFreeName(parent, name, null);
  if (parent.names.length + 1 > MOST_LEVELS) throw tooDeep(name);
  if (tree.size >= MOST_NODES) {
    throw invalidRequest(`The project has ${MOST_NODES} ${GROUP[tree.kind].toLowerCase()}; it can have no more.`);
  }
  const id = context.organization.nextNodeId();
  const dates = datesAfter({}, body, tree.kind);
  addNode(changed(tree, context), parent, { id, identifier: crypto.randomUUID(), name, ...dates, children: [] });
  return madeOrMoved(201, tree.kind, id, context);
}

function move(tree: ClassificationTree, parent: PlacedNode, id: number, context: Context): Reply {
  requireNodePermission(context.user, "Edit this node");
  const placed = tree.findById(id);
  if (placed === null || !isReadable(tree, placed, context)) throw nodeNotFound(String(id));
  if (isUnder(parent.path, placed.path)) {
    throw invalidRequest(`The node ${placed.path} cannot be moved below itself.`);
  }
  requireFreeName(parent, placed.node.name, id);
  if (parent.names.length + levelsOf(placed.node) > MOST_LEVELS) throw tooDeep(placed.node.name);
  moveNode(changed(tree, context), placed, parent);
  return madeOrMoved(200, tree.kind, id, context);
}

/** Another name, other days, or both. */
function change(context: Context): Reply {
  const tree = treeOf(param(context, "group"), context);
  const placed = placedOf(tree, context);
  requireNodePermission(context.user, "Edit this node");
  const body = bodyOf(context);
  const { node: present, parent } = placed;
  const name = body.name === null || body.name === undefined ? present.name : validName(body.name);
  // The roots are named like their project, and have no days.
  if (parent === null) throw invalidRequest(`The node ${placed.path} is a root, which cannot be changed.`);
  requireFreeName(parent, name, present.id);
  const { startDate, finishDate, ...rest } = present;
  const dates = datesAfter(
    { ...(startDate === undefined ? {} : { startDate }), ...(finishDate === undefined ? {} : { finishDate }) },
    body,
    tree.kind,
  );
  changeNode(changed(tree, context), placed, { ...rest, name, ...dates });
  return ok(answer(...afterChange(tree.kind, present.id, context), 0, context, true));
}

/** Deletes a node with all below it; `$reclassifyId` is the node that its work items move to. */
function remove(context: Context): Reply {
  const tree = treeOf(param(context, "group"), context);
  const placed = placedOf(tree, context);
  requireNodePermission(context.user, "Delete this node");
  if (placed.parent === null) throw invalidRequest(`The node ${placed.path} is a root, which cannot be deleted.`);
  const changedTree = changed(tree, context);
  const wanted = context.query.get("$reclassifyId");
  const target = wanted === null ? null : tree.findById(Number(wanted));
  if (wanted !== null && (target === null || !isReadable(tree, target, context))) throw nodeNotFound(wanted);
  if (tree.kind === "area" && itemsUnder(changedTree, placed).length > 0) {
    // The items are changed by it: who may not edit there may not [?].
    requireEditAreas(context.user, context.organization, placed.path, ...(target === null ? [] : [target.path]));
  }
  if (target !== null && isUnder(target.path, placed.path)) {
    throw invalidRequest(`$reclassifyId names ${target.path}, which is deleted as well.`);
  }
  // What becomes of work items that no node is named for is documented nowhere [?].
  if (target === null && itemsUnder(changedTree, placed).length > 0) {
    throw invalidRequest(`The node ${placed.path} has work items: $reclassifyId must name the node that they move to.`);
  }
  deleteNode(changedTree, placed, target?.path ?? tree.root.path, context.user.uniqueName, context.now);
  return { status: 204 };
}

function changed(tree: ClassificationTree, context: Context): ChangedTree {
  return { organization: context.organization, project: projectOf(context), kind: tree.kind };
}

/** With the node's address among the headers [R]. */
function madeOrMoved(status: number, kind: TreeKind, id: number, context: Context): Reply {
  const [tree, placed] = afterChange(kind, id, context);
  return {
    status,
    body: answer(tree, placed, 0, context, true),
    headers: { Location: nodeUrl(tree, placed, context) },
  };
}

/** A node as it is after a change: the trees were made anew. */
function afterChange(kind: TreeKind, id: number, context: Context): [ClassificationTree, PlacedNode] {
  const project = projectOf(context);
  const tree = kind === "area" ? project.areas : project.iterations;
  const placed = tree.findById(id);
  if (placed === null) throw nodeNotFound(String(id));
  return [tree, placed];
}

/** What no name may hold, control characters beside; names of devices are reserved [D]. */
const FORBIDDEN = /[\\/:*?"<>|;#$&+]/;
const RESERVED = /^(\.{1,2}|prn|aux|nul|con|com\d|lpt\d)$/i;
const LONGEST_NAME = 255;

function validName(name: string | null | undefined): string {
  const trimmed = name?.trim() ?? "";
  const hasControl = [...trimmed].some((letter) => letter < " " || letter === "\u007f");
  if (trimmed !== "" && trimmed.length <= LONGEST_NAME && !FORBIDDEN.test(trimmed) && !hasControl) {
    if (!RESERVED.test(trimmed)) return trimmed;
  }
  // Status and type key [?].
  throw new ServiceError(
    400,
    "ClassificationNodeNameInvalidException",
    `The name "${trimmed}" cannot be that of a node. It needs 1 to ${LONGEST_NAME} characters, none of \\ / : * ? " < > | ; # $ & +, and must not be reserved.`,
  );
}

/** Children of one node differ in their names, without regard to case. Code and text [C], status and type key [C]. */
function requireFreeName(parent: PlacedNode, name: string, own: number | null): void {
  const wanted = name.toLowerCase();
  if (!parent.node.children.some((child) => child.id !== own && child.name.toLowerCase() === wanted)) return;
  throw new ServiceError(
    409,
    "ClassificationNodeDuplicateNameException",
    `VS402371: Classification node name ${name} is already in use by a different child of parent classification node ${parent.node.identifier}. Choose a different name and try again.`,
  );
}

function tooDeep(name: string): ServiceError {
  return invalidRequest(`The node ${name} would lie deeper than ${MOST_LEVELS} levels.`);
}

type NodeDates = Pick<EstateNode, "startDate" | "finishDate">;

/** The days after a request: what it does not name stays, null takes a day away [?]. Iterations have both or none [?]. */
function datesAfter(present: NodeDates, { attributes }: NodeBody, kind: TreeKind): NodeDates {
  if (attributes === null || attributes === undefined) return present;
  const startDate = dayAfter(present.startDate, attributes.startDate);
  const finishDate = dayAfter(present.finishDate, attributes.finishDate);
  if (startDate === undefined && finishDate === undefined) return {};
  if (kind === "area") throw invalidRequest("An area has no dates.");
  if (startDate === undefined || finishDate === undefined) {
    throw invalidRequest("An iteration has a start date and a finish date, or neither.");
  }
  if (finishDate < startDate) throw invalidRequest("An iteration cannot finish before it starts.");
  return { startDate, finishDate };
}

function dayAfter(present: string | undefined, wanted: string | null | undefined): string | undefined {
  if (wanted === undefined) return present;
  return wanted === null ? undefined : midnightOf(wanted);
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
