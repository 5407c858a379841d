import { param, type Context } from "../../http/context";
import { ServiceError } from "../../http/errors";
import { ok, okList, type Reply } from "../../http/reply";
import type { Route } from "../../http/router";
import { findState } from "../../process/process";
import type { WorkItem } from "../../store/workItem";
import { RESOURCES } from "../resources";
import { levelAnswer } from "./backlogConfiguration";
import { backlogLevels, type BacklogLevel } from "./backlogLevels";
import { teamOf, type TeamOfProject } from "./team";
import { itemsOfTeam, rootRelation, typeOf } from "./teamItems";
import { invalidSettings } from "./teamSettings";

/** The backlogs of a team, and what stands on them. */
export const BACKLOG_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.backlogs,
    template: "work/backlogs",
    levels: ["project", "team"],
    handle: list,
  },
  {
    method: "GET",
    resource: RESOURCES.backlogs,
    template: "work/backlogs/{backlog}",
    levels: ["project", "team"],
    handle: read,
  },
  {
    method: "GET",
    resource: RESOURCES.backlogWorkItems,
    template: "work/backlogs/{backlog}/workItems",
    levels: ["project", "team"],
    handle: workItems,
  },
];

function list(context: Context): Reply {
  const of = teamOf(context);
  return okList(backlogLevels(of.project.process).map((level) => levelAnswer(level, of, context)));
}

function read(context: Context): Reply {
  const of = teamOf(context);
  return ok(levelAnswer(levelNamed(of, context), of, context));
}

/** What is not done yet, below the team's backlog iteration, in the order of the backlog [D]. */
function workItems(context: Context): Reply {
  const of = teamOf(context);
  const level = levelNamed(of, context);
  const items = itemsOfTeam(of, backlogIterationOf(of), context).filter((item) => {
    const category = findState(typeOf(item, of), String(item.fields["System.State"]))?.category;
    return standsOn(item, level, of) && category !== "Completed" && category !== "Removed";
  });
  return ok({ workItems: items.map((item) => rootRelation(item, context)) });
}

/** Whether a work item stands on a level; bugs stand where the team says [D]. */
function standsOn(item: WorkItem, { type: level, types }: BacklogLevel, of: TeamOfProject): boolean {
  const type = typeOf(item, of);
  if (type.level !== "bug") return types.some(({ name }) => name === type.name);
  return of.team.bugsBehavior === (level === "requirement" ? "asRequirements" : "asTasks") && level !== "portfolio";
}

/**
 * Path of the iteration that the team's backlog lies below.
 * @throws ServiceError 400 TF400497 where the team has none [R]
 */
export function backlogIterationOf({ project, team }: TeamOfProject): string {
  const placed = team.backlogIteration === null ? null : project.iterations.findByIdentifier(team.backlogIteration);
  if (placed !== null) return placed.path;
  // Status, code and type key are recorded, the text is not.
  throw invalidSettings(`TF400497: The team ${team.name} has no backlog iteration. Choose one in the team's settings.`);
}

function levelNamed({ project }: TeamOfProject, context: Context): BacklogLevel {
  const wanted = param(context, "backlog").toLowerCase();
  const level = backlogLevels(project.process).find(({ id }) => id.toLowerCase() === wanted);
  if (level !== undefined) return level;
  // Status, type key and text [?].
  throw new ServiceError(
    404,
    "BacklogLevelNotFoundException",
    `There is no backlog level ${param(context, "backlog")} in the project ${project.estate.name}.`,
  );
}
