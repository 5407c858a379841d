import type { DaysOff, EstateCapacity, EstateProject, EstateTeam, EstateUser, TeamIteration } from "../model/estate";
import type { EstateBuilder } from "./builder";
import { CURRENT_SPRINT } from "./samplePlan";

/** What the teams of the sample are made of. */
export interface SampleTeams {
  readonly builder: EstateBuilder;
  readonly project: EstateProject;
  /** The first leads all teams, each of the next owns one. */
  readonly people: readonly EstateUser[];
  /** First day of a sprint, counted from 1; midnight UTC in milliseconds since the epoch. */
  startOf(sprint: number): number;
}

const DAY = 86_400_000;

/** Sprints whose capacity is planned: the current one and its neighbours. */
const PLANNED: readonly number[] = [CURRENT_SPRINT - 1, CURRENT_SPRINT, CURRENT_SPRINT + 1];

/** Hours a day by activity, in turn for the members of a team: who leads, who owns, and two who help. */
const HOURS: readonly (readonly (readonly [activity: string, hours: number])[])[] = [
  [["Requirements", 1]],
  [
    ["Deployment", 4],
    ["Design", 2],
  ],
  [["Deployment", 6]],
  [
    ["Testing", 4],
    ["Documentation", 1.5],
  ],
];

/**
 * Gives the sample's teams people, the sprints that have dates, and capacities in the sprints around today. One member of
 * each team has two days off in the current sprint, and all teams a public holiday on its second Monday.
 */
export function equipSampleTeams({ builder, project, people, startOf }: SampleTeams): void {
  const dated = project.iterations.children.filter(({ startDate }) => startDate !== undefined);
  const holiday = dayOff(startOf(CURRENT_SPRINT) + 7 * DAY, 1);
  builder.equipTeams(project, (team) => {
    const members = membersOf(project.teams.indexOf(team), people);
    const iterations = dated.map(({ identifier }, index): TeamIteration => {
      const sprint = index + 1;
      const isCurrent = sprint === CURRENT_SPRINT;
      return {
        iteration: identifier,
        capacities: PLANNED.includes(sprint) ? capacitiesOf(members, isCurrent ? startOf(sprint) : null) : [],
        daysOff: isCurrent ? [holiday] : [],
      };
    });
    return {
      ...team,
      members,
      backlogIteration: project.iterations.identifier,
      defaultIterationMacro: "@CurrentIteration",
      iterations,
    } satisfies EstateTeam;
  });
}

/** Ids of who leads, who owns the team, and two others, so that everyone is in several teams. */
function membersOf(team: number, [lead, ...others]: readonly EstateUser[]): readonly string[] {
  const chosen = [lead, ...[0, 2, 4].map((step) => others[(team + step) % others.length])];
  return chosen.flatMap((user) => (user === undefined ? [] : [user.id]));
}

/** @param start first day of the current sprint; null for another sprint, in which nobody is off */
function capacitiesOf(members: readonly string[], start: number | null): readonly EstateCapacity[] {
  return members.map((member, index) => ({
    member,
    activities: (HOURS[index % HOURS.length] ?? []).map(([name, hoursPerDay]) => ({ name, hoursPerDay })),
    // Thursday and Friday of the first week, of the last member.
    daysOff: start !== null && index === members.length - 1 ? [dayOff(start + 3 * DAY, 2)] : [],
  }));
}

function dayOff(first: number, days: number): DaysOff {
  return { start: new Date(first).toISOString(), end: new Date(first + (days - 1) * DAY).toISOString() };
}
