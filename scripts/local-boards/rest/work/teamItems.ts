import type { Context } from "../../http/context";
import { ResourceUrl } from "../../http/reply";
import { findType } from "../../process/process";
import { isUnder } from "../../store/classification";
import { CHILD, PARENT } from "../../store/linkTypes";
import { linksAt, type WorkItem } from "../../store/workItem";
import { isOfTeam, type TeamOfProject } from "./team";
import type { WorkItemTypeDefinition } from "../../process/definition";

/** Work items of a team that the user may read, in an iteration or below it, in the order of the backlog. */
export function itemsOfTeam(of: TeamOfProject, iteration: string, context: Context): readonly WorkItem[] {
  const { organization, user } = context;
  return [...organization.workItems()]
    .filter(
      (item) =>
        isOfTeam(of, item) &&
        isUnder(String(item.fields["System.IterationPath"]), iteration) &&
        organization.canRead(item, user),
    )
    .sort((a, b) => rankOf(a, of) - rankOf(b, of) || a.id - b.id);
}

/** What has no rank stands last [?]. */
function rankOf(item: WorkItem, { project }: TeamOfProject): number {
  const rank = item.fields[project.process.rankField];
  return typeof rank === "number" ? rank : Number.MAX_VALUE;
}

/** The type of a work item. */
export function typeOf(item: WorkItem, { project }: TeamOfProject): WorkItemTypeDefinition {
  const type = findType(project.process, String(item.fields["System.WorkItemType"]));
  if (type === null) throw new Error(`Work item ${item.id} is of a type that its process lacks.`);
  return type;
}

/** A work item that stands below none of the others. */
export function rootRelation(item: WorkItem, context: Context): Record<string, unknown> {
  return { rel: null, source: null, target: reference(item.id, context) };
}

/** Each work item as a child of its parent where that is among them, else by itself [D]. */
export function relationsAmong(items: readonly WorkItem[], context: Context): readonly Record<string, unknown>[] {
  const ids = new Set(items.map(({ id }) => id));
  return items.map((item) => {
    const parent = linksAt(item, null).find(({ rel }) => rel === PARENT)?.target;
    if (typeof parent !== "number" || !ids.has(parent)) return rootRelation(item, context);
    return { rel: CHILD, source: reference(parent, context), target: reference(item.id, context) };
  });
}

function reference(id: number, context: Context): Record<string, unknown> {
  return { id, url: new ResourceUrl(`${context.organizationUrl}/_apis/wit/workItems/${id}`) };
}
