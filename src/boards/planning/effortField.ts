import * as v from "valibot";
import { BoardsError } from "../errors";
import type { Transport } from "../transport";
import { type ProjectAddress, teamAddress } from "./teamAddress";

/** Which fields have a part in backlogs; the effort is one where the process has an effort at all. */
export const BACKLOG_FIELDS = v.object({
  backlogFields: v.object({ typeFields: v.record(v.string(), v.string()) }),
});

/**
 * Reads the reference name of the field in which the project's process keeps the effort of a backlog item, e.g.
 * `Microsoft.VSTS.Scheduling.StoryPoints`.
 *
 * @param team its id or name; null for the project's default team: the process, and so the field, is the same
 * @throws BoardsError where the process has no such field; what the transport throws
 */
export async function readEffortField(
  transport: Transport,
  project: ProjectAddress,
  team: string | null,
  signal?: AbortSignal,
): Promise<string> {
  const { backlogFields } = await transport.send({
    method: "GET",
    class: "read",
    path: teamAddress(project, team, "work/backlogconfiguration"),
    schema: BACKLOG_FIELDS,
    signal,
  });
  const field = backlogFields.typeFields.Effort;
  if (field === undefined || field === "") {
    throw new BoardsError(
      "The backlog of this project names no field for effort, so that no effort can be written. " +
        "Ask an administrator to add one to the requirement backlog of the process.",
    );
  }
  return field;
}
