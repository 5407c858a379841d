import type { Snapshot } from "../../domain/snapshot";
import { segment } from "../transport";

/** A project, for the addresses of what its teams have. */
export interface ProjectAddress {
  readonly id: Snapshot["project"]["id"];
}

/**
 * The address of something of a team, e.g. `work/teamsettings`.
 *
 * @param team its id or name; null for the project's default team
 */
export function teamAddress(project: ProjectAddress, team: string | null, resource: string): string {
  const of = [project.id, ...(team === null ? [] : [team])].map(segment).join("/");
  return `${of}/_apis/${resource}`;
}
