import * as v from "valibot";
import type { DaysOff, EstateCapacity, TeamIteration } from "../../model/estate";
import { WEEKDAYS } from "../../model/estateSchema";
import { atLeast } from "../../http/apiVersion";
import { midnightOf } from "../days";
import { param, projectOf, type Context } from "../../http/context";
import { invalidRequest, ServiceError } from "../../http/errors";
import { requireCapacityPlanning } from "../../http/permissions";
import { ok, okList, type Reply } from "../../http/reply";
import type { Route } from "../../http/router";
import { identityRef } from "../identity";
import { RESOURCES } from "../resources";
import { sprintOf, sprintsOf, type Sprint } from "./sprints";
import { keepTeam, settingLinks, type TeamOfProject } from "./team";

const RESOURCE = "work/teamsettings/iterations/{iteration}";

/** What the members of a team can do in an iteration, and when they are off. */
export const CAPACITY_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.capacities,
    template: `${RESOURCE}/capacities`,
    levels: ["project", "team"],
    handle: list,
  },
  {
    method: "PUT",
    resource: RESOURCES.capacities,
    template: `${RESOURCE}/capacities`,
    levels: ["project", "team"],
    handle: replaceAll,
  },
  {
    method: "GET",
    resource: RESOURCES.capacities,
    template: `${RESOURCE}/capacities/{member}`,
    levels: ["project", "team"],
    handle: read,
  },
  {
    method: "PATCH",
    resource: RESOURCES.capacities,
    template: `${RESOURCE}/capacities/{member}`,
    levels: ["project", "team"],
    handle: update,
  },
  {
    method: "GET",
    resource: RESOURCES.teamDaysOff,
    template: `${RESOURCE}/teamdaysoff`,
    levels: ["project", "team"],
    handle: readDaysOff,
  },
  {
    method: "PATCH",
    resource: RESOURCES.teamDaysOff,
    template: `${RESOURCE}/teamdaysoff`,
    levels: ["project", "team"],
    handle: updateDaysOff,
  },
  {
    method: "GET",
    resource: RESOURCES.iterationCapacities,
    template: "work/iterations/{iteration}/iterationcapacities",
    levels: ["project"],
    handle: totals,
  },
];

type OwnSprint = Sprint & { readonly of: TeamOfProject };

/** The third form of the resource, of 7.0 and later, has totals; the forms before it are a list [S]. */
function list(context: Context): Reply {
  const sprint = sprintOf(context, "iteration");
  const members = sprint.entry.capacities.map((capacity) => capacityAnswer(capacity, sprint, context));
  if (!hasTotals(context.version)) return okList(members);
  const { capacityPerDay, daysOff } = totalsOf(sprint, sprint.of);
  return ok({ teamMembers: members, totalCapacityPerDay: capacityPerDay, totalDaysOff: daysOff });
}

function hasTotals(version: string): boolean {
  const form = /-preview\.(\d+)$/.exec(version)?.[1];
  return atLeast(version, "7.0") && (form === undefined || Number(form) >= 3);
}

function read(context: Context): Reply {
  const sprint = sprintOf(context, "iteration");
  const member = param(context, "member").toLowerCase();
  const capacity = sprint.entry.capacities.find((candidate) => candidate.member.toLowerCase() === member);
  if (capacity !== undefined) return ok(capacityAnswer(capacity, sprint, context));
  // Status, type key and text [?].
  throw new ServiceError(404, "TeamCapacityNotFoundException", `The capacity of ${member} was not planned.`);
}

const dateRanges = v.array(v.object({ start: v.string(), end: v.string() }));
const activities = v.array(
  v.object({ name: v.nullish(v.string()), capacityPerDay: v.pipe(v.number(), v.minValue(0), v.maxValue(24)) }),
);
const capacityPatch = v.object({ activities: v.nullish(activities), daysOff: v.nullish(dateRanges) });
const allCapacities = v.array(
  v.object({
    teamMember: v.object({ id: v.string() }),
    activities: v.nullish(activities),
    daysOff: v.nullish(dateRanges),
  }),
);
const daysOffPatch = v.object({ daysOff: dateRanges });

/** Plans the capacity of one person; what the request does not name stays. */
function update(context: Context): Reply {
  const sprint = sprintOf(context, "iteration");
  requireCapacityPlanning(context.user);
  const patch = parseBody(capacityPatch, context);
  const member = memberNamed(param(context, "member"), context);
  const present = sprint.entry.capacities.find((capacity) => capacity.member === member);
  const capacity = planned(member, patch, present);
  const others = sprint.entry.capacities;
  const capacities =
    present === undefined ? [...others, capacity] : others.map((other) => (other === present ? capacity : other));
  keepSprint(sprint, { ...sprint.entry, capacities }, context);
  return ok(capacityAnswer(capacity, sprint, context));
}

/** Plans all capacities anew: who is not named has none [S]. */
function replaceAll(context: Context): Reply {
  const sprint = sprintOf(context, "iteration");
  requireCapacityPlanning(context.user);
  const capacities = parseBody(allCapacities, context).map(({ teamMember, ...plan }) =>
    planned(memberNamed(teamMember.id, context), plan, undefined),
  );
  if (new Set(capacities.map(({ member }) => member)).size < capacities.length) {
    throw invalidRequest("The request names a team member twice.");
  }
  keepSprint(sprint, { ...sprint.entry, capacities }, context);
  return okList(capacities.map((capacity) => capacityAnswer(capacity, sprint, context)));
}

function planned(
  member: string,
  { activities: wanted, daysOff }: v.InferOutput<typeof capacityPatch>,
  present: EstateCapacity | undefined,
): EstateCapacity {
  return {
    member,
    activities:
      wanted?.map(({ name, capacityPerDay }) => ({ name: name ?? "", hoursPerDay: capacityPerDay })) ??
      present?.activities ??
      [],
    daysOff: daysOff?.map(dateRange) ?? present?.daysOff ?? [],
  };
}

function readDaysOff(context: Context): Reply {
  return ok(daysOffAnswer(sprintOf(context, "iteration"), context));
}

/** Replaces the days on which the whole team is off. */
function updateDaysOff(context: Context): Reply {
  const sprint = sprintOf(context, "iteration");
  requireCapacityPlanning(context.user);
  const daysOff = parseBody(daysOffPatch, context).daysOff.map(dateRange);
  keepSprint(sprint, { ...sprint.entry, daysOff }, context);
  return ok(daysOffAnswer(sprintOf(context, "iteration"), context));
}

/** Of each team that has chosen the iteration [S]. */
function totals(context: Context): Reply {
  const project = projectOf(context);
  const wanted = param(context, "iteration").toLowerCase();
  if (project.iterations.findByIdentifier(wanted) === null) {
    throw new ServiceError(404, "IterationNotFoundException", `There is no iteration ${wanted}.`);
  }
  const teams = project.estate.teams.flatMap((team) => {
    const of = { project, team };
    const sprint = sprintsOf(of, context.now).find(({ entry }) => entry.iteration.toLowerCase() === wanted);
    return sprint === undefined ? [] : [{ id: team.id, ...totalsOf(sprint, of) }];
  });
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return ok({
    teams: teams.map(({ id, capacityPerDay, daysOff }) => ({
      teamId: id,
      teamCapacityPerDay: capacityPerDay,
      teamTotalDaysOff: daysOff,
    })),
    totalIterationCapacityPerDay: sum(teams.map(({ capacityPerDay }) => capacityPerDay)),
    totalIterationDaysOff: sum(teams.map(({ daysOff }) => daysOff)),
  });
}

interface Totals {
  /** Hours a day of all members. */
  readonly capacityPerDay: number;
  /** Working days of the iteration on which members are off, a day of the team's counted for each of them. */
  readonly daysOff: number;
}

/** Which days the service counts is [?]: here working days within the iteration, each once a member. */
function totalsOf({ entry, placed }: Sprint, { team }: TeamOfProject): Totals {
  const { startDate, finishDate } = placed.node;
  let capacityPerDay = 0;
  let daysOff = 0;
  for (const capacity of entry.capacities) {
    for (const { hoursPerDay } of capacity.activities) capacityPerDay += hoursPerDay;
    if (startDate === undefined || finishDate === undefined) continue;
    const off = new Set([...entry.daysOff, ...capacity.daysOff].flatMap(daysOf));
    for (const day of off) {
      const weekday = WEEKDAYS[new Date(day).getUTCDay()];
      const isWorkingDay = weekday !== undefined && team.workingDays.includes(weekday);
      if (isWorkingDay && day >= Date.parse(startDate) && day <= Date.parse(finishDate)) daysOff += 1;
    }
  }
  return { capacityPerDay, daysOff };
}

const DAY = 86_400_000;

/** Midnights of the days of a span. */
function daysOf({ start, end }: DaysOff): readonly number[] {
  const first = Date.parse(start);
  const count = Math.round((Date.parse(end) - first) / DAY) + 1;
  return Array.from({ length: count }, (_, index) => first + index * DAY);
}

function capacityAnswer(capacity: EstateCapacity, sprint: OwnSprint, context: Context): Record<string, unknown> {
  const { member, activities: planned, daysOff } = capacity;
  const user = context.organization.findUser(member);
  return {
    teamMember: user === null ? { id: member } : identityRef(user, context.organizationUrl),
    activities: planned.map(({ name, hoursPerDay }) => ({ capacityPerDay: hoursPerDay, name })),
    daysOff: daysOff.map(rangeAnswer),
    ...settingLinks(sprint.of, resourceOf(sprint, `capacities/${member}`), context),
  };
}

function daysOffAnswer(sprint: OwnSprint, context: Context): Record<string, unknown> {
  return {
    daysOff: sprint.entry.daysOff.map(rangeAnswer),
    ...settingLinks(sprint.of, resourceOf(sprint, "teamdaysoff"), context),
  };
}

function resourceOf({ entry }: Sprint, rest: string): string {
  return `work/teamsettings/iterations/${entry.iteration}/${rest}`;
}

function rangeAnswer({ start, end }: DaysOff): Record<string, Date> {
  return { start: new Date(start), end: new Date(end) };
}

const LONGEST_RANGE = 366;

/** Days are kept as midnights in UTC. Throws ServiceError 400 for what is no span of days, or longer than a year. */
function dateRange({ start, end }: { readonly start: string; readonly end: string }): DaysOff {
  const [first, last] = [midnightOf(start), midnightOf(end)];
  if (last < first) throw invalidRequest("Days off cannot end before they start.");
  if ((Date.parse(last) - Date.parse(first)) / DAY >= LONGEST_RANGE) {
    throw invalidRequest(`Days off last at most ${LONGEST_RANGE} days.`);
  }
  return { start: first, end: last };
}

/** Anyone of the organisation may be given capacity, not only who is in the team [D]. Unknown: ServiceError 404 [?]. */
function memberNamed(id: string, context: Context): string {
  const user = context.organization.findUser(id.toLowerCase());
  if (user !== null) return user.id;
  throw new ServiceError(404, "IdentityNotFoundException", `There is no person ${id} in the organization.`);
}

function keepSprint({ of }: OwnSprint, entry: TeamIteration, context: Context): void {
  const iterations = of.team.iterations.map((other) => (other.iteration === entry.iteration ? entry : other));
  keepTeam(of, { ...of.team, iterations }, context);
}

function parseBody<T>(schema: v.GenericSchema<unknown, T>, context: Context): T {
  const parsed = v.safeParse(schema, context.body);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw invalidRequest(`The request body cannot be read: ${v.getDotPath(issue) ?? "body"}: ${issue.message}`);
}
