import type { EstateTeam } from "../model/estate";
import { projectNotFound } from "../http/errors";
import { param, type Context } from "../http/context";
import { okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { Project } from "../store/project";
import { RESOURCES } from "./resources";

/** Teams of a project. */
export const TEAM_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.teams,
    template: "projects/{project}/teams",
    levels: ["organization"],
    handle: list,
  },
];

function list(context: Context): Reply {
  const project = projectNamed(context);
  return okList(
    project.estate.teams.map((team) => ({
      id: team.id,
      name: team.name,
      url: new ResourceUrl(teamUrl(project, team, context)),
      description: "",
      projectName: project.estate.name,
      projectId: project.estate.id,
    })),
  );
}

/** The project that the route's segment `project` names. Throws ServiceError 404 where there is none. */
export function projectNamed(context: Context): Project {
  const name = param(context, "project");
  const project = context.organization.findProject(name);
  if (project === null) throw projectNotFound(name);
  return project;
}

/** The address of a project. */
export function projectUrl(project: Project, context: Context): string {
  return `${context.organizationUrl}/_apis/projects/${project.estate.id}`;
}

/** The address of a team. */
export function teamUrl(project: Project, team: EstateTeam, context: Context): string {
  return `${projectUrl(project, context)}/teams/${team.id}`;
}
