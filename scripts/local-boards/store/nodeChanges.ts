import type { EstateNode, EstateProject, EstateTeam, FieldValue } from "../model/estate";
import { isUnder, withNode, type PlacedNode, type TreeKind } from "./classification";
import type { Organization } from "./organization";
import type { Project } from "./project";
import { revOf, type WorkItem } from "./workItem";

/** One of the two trees of a project, to be changed. */
export interface ChangedTree {
  readonly organization: Organization;
  readonly project: Project;
  readonly kind: TreeKind;
}

/** Adds a node below another. */
export function addNode(tree: ChangedTree, parent: PlacedNode, node: EstateNode): void {
  replaceRoot(tree, insert(rootOf(tree), parent, node));
}

/**
 * Gives a node another name or other days. Work items follow its name: Azure DevOps keeps the id of the node in them and
 * shows its present path, in older revisions too [?]. They get no revision by that, and no new date [?].
 */
export function changeNode(tree: ChangedTree, placed: PlacedNode, changed: EstateNode): void {
  replaceRoot(
    tree,
    withNode(rootOf(tree), placed.node.id, () => changed),
  );
  followPath(tree, placed.path, [...placed.names.slice(0, -1), changed.name].join("\\"));
}

/** Moves a node, with what is below it, below another. Work items follow as they do when it is renamed. */
export function moveNode(tree: ChangedTree, placed: PlacedNode, parent: PlacedNode): void {
  const without = withNode(rootOf(tree), placed.node.id, () => null);
  replaceRoot(tree, insert(without, parent, placed.node));
  followPath(tree, placed.path, `${parent.path}\\${placed.node.name}`);
}

/** Work items in a node or below it, those in the recycle bin included. */
export function itemsUnder(tree: ChangedTree, placed: PlacedNode): readonly WorkItem[] {
  const field = fieldOf(tree.kind);
  const all = [...tree.organization.workItems(), ...tree.organization.deletedWorkItems()];
  return all.filter((item) => item.project === tree.project && isUnder(String(item.fields[field]), placed.path));
}

/**
 * Deletes a node and what is below it. Work items get a revision that moves them to another node; older revisions keep
 * the path as it was [?]. Teams lose it from their areas and sprints: that they are not asked is recorded [R].
 * @param target path of the node that work items move to; of no use where there are none
 * @param by unique name of who deletes
 * @param now milliseconds since the epoch
 */
export function deleteNode(tree: ChangedTree, placed: PlacedNode, target: string, by: string, now: number): void {
  const { organization, project, kind } = tree;
  for (const item of itemsUnder(tree, placed)) {
    const date = new Date(Math.max(now, Date.parse(String(item.fields["System.ChangedDate"])) + 1)).toISOString();
    organization.revise(item, { rev: revOf(item) + 1, date, by, fields: { [fieldOf(kind)]: target } });
  }
  replaceRoot(
    tree,
    withNode(rootOf(tree), placed.node.id, () => null),
  );
  const isGone = (path: string): boolean => isUnder(path, placed.path);
  if (kind === "area") {
    changeTeams(tree, (team) => ({
      ...team,
      areas: team.areas.filter(({ path }) => !isGone(path)),
      defaultArea: team.defaultArea === null || isGone(team.defaultArea) ? null : team.defaultArea,
    }));
    organization.followAreas((path) => (isGone(path) ? null : path));
  } else {
    const remains = (identifier: string): boolean => project.iterations.findByIdentifier(identifier) !== null;
    const orNull = (identifier: string | null): string | null =>
      identifier !== null && remains(identifier) ? identifier : null;
    changeTeams(tree, (team) => ({
      ...team,
      backlogIteration: orNull(team.backlogIteration),
      defaultIteration: orNull(team.defaultIteration),
      iterations: team.iterations.filter(({ iteration }) => remains(iteration)),
    }));
  }
}

function fieldOf(kind: TreeKind): string {
  return kind === "area" ? "System.AreaPath" : "System.IterationPath";
}

function rootOf({ project, kind }: ChangedTree): EstateNode {
  return kind === "area" ? project.estate.areas : project.estate.iterations;
}

function replaceRoot({ organization, project, kind }: ChangedTree, root: EstateNode): void {
  const estate: EstateProject = { ...project.estate, ...(kind === "area" ? { areas: root } : { iterations: root }) };
  organization.replaceProject(project, estate);
}

function insert(root: EstateNode, parent: PlacedNode, node: EstateNode): EstateNode {
  const add = (place: EstateNode): EstateNode => ({ ...place, children: [...place.children, node] });
  return parent.node.id === root.id ? add(root) : withNode(root, parent.node.id, add);
}

function changeTeams({ organization, project }: ChangedTree, change: (team: EstateTeam) => EstateTeam): void {
  organization.replaceProject(project, { ...project.estate, teams: project.estate.teams.map(change) });
}

/** Stored queries follow as well [?]: a path is a text of a query as a whole. */
function changeQueries({ organization, project }: ChangedTree, pathNow: (path: string) => string): void {
  const followed = (wiql: string): string =>
    wiql.replace(/'((?:[^']|'')*)'/g, (literal, text: string) => {
      const path = text.replaceAll("''", "'");
      const now = pathNow(path);
      return now === path ? literal : `'${now.replaceAll("'", "''")}'`;
    });
  const queries = project.estate.queries.map((query) => ({ ...query, wiql: followed(query.wiql) }));
  organization.replaceProject(project, { ...project.estate, queries });
}

/** Writes another path wherever the old one, or one below it, stands. */
function followPath(tree: ChangedTree, from: string, to: string): void {
  if (from === to) return;
  const { organization, project, kind } = tree;
  const field = fieldOf(kind);
  const pathNow = (path: string): string => (isUnder(path, from) ? to + path.slice(from.length) : path);
  for (const item of [...organization.workItems(), ...organization.deletedWorkItems()]) {
    if (item.project !== project) continue;
    const touches = (value: FieldValue | null | undefined): value is string =>
      typeof value === "string" && isUnder(value, from);
    if (!item.changes.some(({ fields }) => touches(fields[field]))) continue;
    organization.rewrite(
      item,
      item.changes.map((change) => {
        const path = change.fields[field];
        return touches(path) ? { ...change, fields: { ...change.fields, [field]: pathNow(path) } } : change;
      }),
    );
  }
  changeQueries(tree, pathNow);
  if (kind === "iteration") return;
  changeTeams(tree, (team) => ({
    ...team,
    areas: team.areas.map((area) => ({ ...area, path: pathNow(area.path) })),
    defaultArea: team.defaultArea === null ? null : pathNow(team.defaultArea),
  }));
  organization.followAreas(pathNow);
}
