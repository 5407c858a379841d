import * as v from "valibot";
import type { IterationCapacity, Team, TeamIteration } from "../../domain/planning/teams";
import { segment, type Transport } from "../transport";
import { type ProjectAddress, teamAddress } from "./teamAddress";
import { DAYS_OFF } from "./teams";

/** What one member has time for: hours a day, by activity. */
export const MEMBER_CAPACITY = v.object({
  teamMember: v.object({ displayName: v.string() }),
  activities: v.array(v.object({ capacityPerDay: v.number() })),
  daysOff: DAYS_OFF,
});

/** The answer of 7.0 and later: members with totals. */
export const TEAM_CAPACITY = v.object({ teamMembers: v.array(MEMBER_CAPACITY) });

/** The answer before 7.0, which servers that were upgraded may still give: a list. */
const MEMBER_LIST = v.object({ value: v.array(MEMBER_CAPACITY) });

/**
 * Reads what the members of a team have time for in an iteration, by name: hours a day over all activities, and their own
 * days off. Where nobody planned that, there are no members.
 *
 * @throws what the transport throws
 */
export async function readCapacity(
  transport: Transport,
  project: ProjectAddress,
  team: Pick<Team, "id">,
  iteration: Pick<TeamIteration, "id">,
  signal?: AbortSignal,
): Promise<IterationCapacity> {
  const answer = await transport.send({
    method: "GET",
    class: "read",
    path: teamAddress(project, team.id, `work/teamsettings/iterations/${segment(iteration.id)}/capacities`),
    schema: v.union([TEAM_CAPACITY, MEMBER_LIST]),
    signal,
  });
  const members = "teamMembers" in answer ? answer.teamMembers : answer.value;
  return {
    members: members
      .map(({ teamMember, activities, daysOff }) => ({
        name: teamMember.displayName,
        hoursPerDay: activities.reduce((hours, { capacityPerDay }) => hours + capacityPerDay, 0),
        daysOff,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
