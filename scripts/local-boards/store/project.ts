import type { EstateProject, EstateTeam } from "../model/estate";
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

/** A team by id or name, without regard to case. */
export function findTeam(project: Project, nameOrId: string): EstateTeam | null {
  const wanted = nameOrId.toLowerCase();
  return project.estate.teams.find((team) => team.id === wanted || team.name.toLowerCase() === wanted) ?? null;
}
