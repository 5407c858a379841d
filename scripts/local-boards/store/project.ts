import type { EstateProject, EstateTeam } from "../model/estate";
import { WORKING_DAYS } from "../model/estateSchema";
import type { Process } from "../process/definition";
import { processOf } from "../process/process";
import { ClassificationTree } from "./classification";

/** A project with what is looked up in it. */
export interface Project {
  readonly estate: EstateProject;
  readonly process: Process;
  readonly areas: ClassificationTree;
  readonly iterations: ClassificationTree;
}

/** Prepares a project of the estate for look-ups. */
export function openProject(estate: EstateProject): Project {
  return {
    estate,
    process: processOf(estate),
    areas: new ClassificationTree("area", estate.areas),
    iterations: new ClassificationTree("iteration", estate.iterations),
  };
}

/** The project with another state of one of its teams. */
export function withTeam(estate: EstateProject, team: EstateTeam): EstateProject {
  return { ...estate, teams: estate.teams.map((present) => (present.id === team.id ? team : present)) };
}

/** A team as it is when it is made: nobody in it, and no sprint chosen [R]. */
export function newTeam(id: string, name: string, areaPaths: readonly string[]): EstateTeam {
  return {
    id,
    name,
    description: "",
    areas: areaPaths.map((path) => ({ path, includeChildren: true })),
    defaultArea: areaPaths[0] ?? null,
    members: [],
    backlogIteration: null,
    defaultIteration: null,
    defaultIterationMacro: null,
    iterations: [],
    workingDays: WORKING_DAYS,
    bugsBehavior: "asRequirements",
    hiddenBacklogs: [],
  };
}

/** A team by id or name, without regard to case. */
export function findTeam(project: Project, nameOrId: string): EstateTeam | null {
  const wanted = nameOrId.toLowerCase();
  return project.estate.teams.find((team) => team.id === wanted || team.name.toLowerCase() === wanted) ?? null;
}
