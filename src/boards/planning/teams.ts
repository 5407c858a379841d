import * as v from "valibot";
import { isDay } from "../../domain/day";
import type { DayRange } from "../../domain/planning/days";
import type { Team, TeamIteration } from "../../domain/planning/teams";
import { Cancelled, textOf } from "../errors";
import { listOf } from "../schemas";
import { sideBySide } from "../sideBySide";
import { segment, type Transport } from "../transport";
import { type ProjectAddress, teamAddress } from "./teamAddress";

/** The teams of a project, and what of them could not be read. */
export interface TeamReading {
  /** By name. */
  readonly teams: readonly Team[];
  /** Sentences, each about one team; empty where all was read. */
  readonly gaps: readonly string[];
}

/** A team in a list of teams. */
export const TEAM = v.object({ id: v.string(), name: v.string() });

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** How a team works; its days of the week by their English names. */
export const TEAM_SETTINGS = v.object({
  workingDays: v.array(v.pipe(v.string(), v.toLowerCase(), v.picklist(WEEKDAYS))),
});

const AREA_FIELD = "System.AreaPath";

/** What a team calls its own: area paths, where the project tells teams apart by these. */
export const TEAM_FIELD_VALUES = v.object({
  field: v.object({ referenceName: v.string() }),
  values: v.array(v.object({ value: v.string(), includeChildren: v.boolean() })),
});

/** A day as Azure DevOps sends it: its midnight in UTC, of which the time says nothing. Becomes `YYYY-MM-DD`. */
export const WIRE_DAY = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, 10)),
  v.check(isDay, "is no day such as 2026-11-02T00:00:00Z"),
);

/** An iteration that a team chose. */
export const TEAM_ITERATION = v.object({
  id: v.string(),
  name: v.string(),
  path: v.string(),
  attributes: v.nullish(
    v.object({
      startDate: v.nullish(WIRE_DAY),
      finishDate: v.nullish(WIRE_DAY),
    }),
  ),
});

/** Days off; the last one is off too. */
export const DAYS_OFF = v.pipe(
  v.array(v.object({ start: WIRE_DAY, end: WIRE_DAY })),
  v.transform((ranges): DayRange[] => ranges.map(({ start, end }) => ({ from: start, to: end }))),
);

/** The days on which a whole team is off in one iteration. */
export const TEAM_DAYS_OFF = v.object({ daysOff: DAYS_OFF });

/** Teams a page; the most that Azure DevOps gives unasked. */
const PAGE = 100;

/** Teams that are read at a time: the transport bounds the requests, this the answers that wait for one another. */
const AT_A_TIME = 4;

/** What teams work on until they choose otherwise: Monday to Friday. */
const USUAL_WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5];

/**
 * Reads the teams of a project: their areas, the days of the week on which they work, the iterations that they chose, and
 * the days off in each that has dates. Days are those of the calendar, without a time zone.
 *
 * A team of which something can't be read stays where that is honest, and a gap says what is missing: without days off its
 * iterations count as full, without iterations or working days it has no iterations. One whose areas can't be read
 * owns nothing that we could know, and is left out.
 *
 * @throws Cancelled when the signal is aborted; what the transport throws when the teams can't be listed
 */
export async function readTeams(
  transport: Transport,
  project: ProjectAddress,
  signal?: AbortSignal,
): Promise<TeamReading> {
  const gaps: string[] = [];
  const listed = await listTeams(transport, project, signal);
  const teams = await sideBySide(listed, AT_A_TIME, (team) => readTeam(transport, project, team, gaps, signal));
  return {
    teams: teams.filter((team) => team !== null).sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id)),
    gaps: gaps.sort(),
  };
}

type Listed = v.InferOutput<typeof TEAM>;

async function listTeams(
  transport: Transport,
  project: ProjectAddress,
  signal: AbortSignal | undefined,
): Promise<Listed[]> {
  const found = new Map<string, Listed>();
  for (let skip = 0; ; skip += PAGE) {
    const { value } = await transport.send({
      method: "GET",
      class: "read",
      path: `_apis/projects/${segment(project.id)}/teams`,
      query: { $top: PAGE, $skip: skip },
      schema: listOf(TEAM),
      signal,
    });
    // A team that is made meanwhile moves others to the next page.
    for (const team of value) found.set(team.id, team);
    if (value.length < PAGE) return [...found.values()];
  }
}

async function readTeam(
  transport: Transport,
  project: ProjectAddress,
  { id, name }: Listed,
  gaps: string[],
  signal: AbortSignal | undefined,
): Promise<Team | null> {
  const get = <S extends v.GenericSchema>(resource: string, schema: S): Promise<v.InferOutput<S>> =>
    transport.send({ method: "GET", class: "read", path: teamAddress(project, id, resource), schema, signal });
  const readOr = async <T>(what: string, reading: Promise<T>, consequence: string): Promise<T | null> => {
    try {
      return await reading;
    } catch (thrown) {
      if (thrown instanceof Cancelled) throw thrown;
      gaps.push(`The ${what} of the team ${name} could not be read, so ${consequence}. ${textOf(thrown)}`);
      return null;
    }
  };
  const readIteration = async (iteration: v.InferOutput<typeof TEAM_ITERATION>): Promise<TeamIteration> => {
    const dates = datesOf(iteration);
    const resource = `work/teamsettings/iterations/${segment(iteration.id)}/teamdaysoff`;
    const off =
      dates === null
        ? null
        : await readOr(`days off in ${iteration.name}`, get(resource, TEAM_DAYS_OFF), "its days count as worked");
    return { id: iteration.id, path: iteration.path, name: iteration.name, dates, daysOff: off?.daysOff ?? [] };
  };

  const [areas, settings, chosen] = await Promise.all([
    readOr("areas", get("work/teamsettings/teamfieldvalues", TEAM_FIELD_VALUES), "it is left out"),
    readOr("working days", get("work/teamsettings", TEAM_SETTINGS), "its iterations are left out"),
    readOr("iterations", get("work/teamsettings/iterations", listOf(TEAM_ITERATION)), "it has none here"),
  ]);
  if (areas === null) return null;
  if (areas.field.referenceName !== AREA_FIELD) {
    gaps.push(
      `The team ${name} is told apart by the field ${areas.field.referenceName} and not by area paths, so it is left out.`,
    );
    return null;
  }
  const iterations = settings === null ? [] : await Promise.all((chosen?.value ?? []).map(readIteration));
  return {
    id,
    name,
    areas: areas.values.map(({ value, includeChildren }) => ({ path: value, includesChildren: includeChildren })),
    weekdays: settings?.workingDays.map((day) => WEEKDAYS.indexOf(day)).sort() ?? USUAL_WEEKDAYS,
    iterations: iterations.sort(byFirstDay),
  };
}

/** Both days or none: Azure DevOps takes no half of them, and a half says nothing. */
function datesOf({ attributes }: v.InferOutput<typeof TEAM_ITERATION>): TeamIteration["dates"] {
  const { startDate, finishDate } = attributes ?? {};
  return startDate && finishDate ? { firstDay: startDate, lastDay: finishDate } : null;
}

function byFirstDay(a: TeamIteration, b: TeamIteration): number {
  // No day begins with a letter, so those without dates come last.
  return compare(a.dates?.firstDay ?? "none", b.dates?.firstDay ?? "none") || compare(a.path, b.path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
