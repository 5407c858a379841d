import type { EstateTeam } from "../../model/estate";
import { projectOf, type Context } from "../../http/context";
import { ServiceError } from "../../http/errors";
import { findTeam, type Project } from "../../store/project";

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

/** The text is [C], the type key [?]. */
export function teamNotFound(name: string): ServiceError {
  return new ServiceError(
    404,
    "TeamNotFoundException",
    `The team with id '${name}' does not exist, or you do not have permission to access it.`,
  );
}
