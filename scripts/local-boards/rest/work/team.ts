import type { EstateTeam } from "../../model/estate";
import { projectOf, type Context } from "../../http/context";
import { ResourceUrl } from "../../http/reply";
import { isUnder } from "../../store/classification";
import { findTeam, withTeam, type Project } from "../../store/project";
import type { WorkItem } from "../../store/workItem";
import { projectUrl, teamNotFound, teamUrl } from "../teams";

/** A team with its project. */
export interface TeamOfProject {
  readonly project: Project;
  readonly team: EstateTeam;
}

/**
 * The team of an address; one without a team means the project's default team [D].
 * @throws ServiceError 404 where there is no such team.
 */
export function teamOf(context: Context): TeamOfProject {
  const project = projectOf(context);
  const team = context.team === null ? project.estate.teams[0] : findTeam(project, context.team);
  if (team !== null && team !== undefined) return { project, team };
  throw teamNotFound(context.team ?? "");
}

/** Keeps another state of a team. */
export function keepTeam({ project }: TeamOfProject, team: EstateTeam, context: Context): void {
  context.organization.replaceProject(project, withTeam(project.estate, team));
}

/** The address of something of a team, e.g. `work/teamsettings`: with the ids of project and team [R]. */
export function teamResourceUrl({ project, team }: TeamOfProject, resource: string, context: Context): string {
  return `${context.organizationUrl}/${project.estate.id}/${team.id}/_apis/${resource}`;
}

/**
 * `url` and `_links` of a setting of a team [R].
 * @param resource e.g. `work/teamsettings/teamfieldvalues`
 * @param more further links, by their names
 */
export function settingLinks(
  of: TeamOfProject,
  resource: string,
  context: Context,
  more: Readonly<Record<string, string>> = {},
): { readonly url: ResourceUrl; readonly _links: ResourceUrl } {
  const url = teamResourceUrl(of, resource, context);
  const links: Record<string, { href: string }> = {
    self: { href: url },
    project: { href: projectUrl(of.project, context) },
    team: { href: teamUrl(of.project, of.team, context) },
  };
  if (resource !== "work/teamsettings") {
    links.teamSettings = { href: teamResourceUrl(of, "work/teamsettings", context) };
  }
  for (const [name, href] of Object.entries(more)) links[name] = { href };
  return { url: new ResourceUrl(url), _links: new ResourceUrl(links) };
}

/** Whether a work item lies in an area of the team. */
export function isOfTeam({ project, team }: TeamOfProject, item: WorkItem): boolean {
  if (item.project !== project) return false;
  const path = String(item.fields["System.AreaPath"]);
  return team.areas.some((area) =>
    area.includeChildren ? isUnder(path, area.path) : path.toLowerCase() === area.path.toLowerCase(),
  );
}
