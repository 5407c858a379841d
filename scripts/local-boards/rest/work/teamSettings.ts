import * as v from "valibot";
import type { BugsBehavior, EstateTeam, Weekday } from "../../model/estate";
import { WEEKDAYS } from "../../model/estateSchema";
import type { Context } from "../../http/context";
import { invalidRequest, ServiceError } from "../../http/errors";
import { requireTeamAdministration } from "../../http/permissions";
import { Enumerated, ok, ResourceUrl, type Reply } from "../../http/reply";
import type { Route } from "../../http/router";
import type { PlacedNode } from "../../store/classification";
import { RESOURCES } from "../resources";
import { backlogLevels } from "./backlogLevels";
import { keepTeam, settingLinks, teamOf, type TeamOfProject } from "./team";

const RESOURCE = "work/teamsettings";

/** How a team works: its backlog, its days, its bugs. */
export const TEAM_SETTINGS_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.teamSettings,
    template: RESOURCE,
    levels: ["project", "team"],
    handle: read,
  },
  {
    method: "PATCH",
    resource: RESOURCES.teamSettings,
    template: RESOURCE,
    levels: ["project", "team"],
    handle: write,
  },
];

const BUGS_BEHAVIORS = ["off", "asRequirements", "asTasks"] as const satisfies readonly BugsBehavior[];

/** Where bugs stand, by name or number [S]. */
export function bugsBehaviorAnswer({ bugsBehavior }: EstateTeam): Enumerated {
  return new Enumerated(bugsBehavior, BUGS_BEHAVIORS.indexOf(bugsBehavior));
}

function read(context: Context): Reply {
  const of = teamOf(context);
  const { project, team } = of;
  const iterations = `${context.organizationUrl}/${project.estate.id}/_apis/wit/classificationNodes/Iterations`;
  return ok({
    // What a team without one answers is [?].
    backlogIteration: iterationAnswer(of, team.backlogIteration, iterations),
    bugsBehavior: bugsBehaviorAnswer(team),
    workingDays: team.workingDays.map((day) => new Enumerated(day, WEEKDAYS.indexOf(day))),
    backlogVisibilities: Object.fromEntries(
      visibilityLevels(of).map(({ id }) => [id, !team.hiddenBacklogs.includes(id)]),
    ),
    // May be null [R].
    defaultIteration: iterationAnswer(of, team.defaultIteration, iterations),
    defaultIterationMacro: team.defaultIterationMacro ?? undefined,
    ...settingLinks(of, RESOURCE, context, {
      teamIterations: `${context.organizationUrl}/${project.estate.id}/${team.id}/_apis/work/teamsettings/iterations`,
      teamFieldValues: `${context.organizationUrl}/${project.estate.id}/${team.id}/_apis/work/teamsettings/teamfieldvalues`,
    }),
  });
}

/** Levels that a team can hide: all but the tasks [D]. */
function visibilityLevels({ project }: TeamOfProject): ReturnType<typeof backlogLevels> {
  return backlogLevels(project.process).filter(({ type }) => type !== "task");
}

/** In the settings the path is relative to the root, whose own is empty [D]; in the list of iterations it is not. */
function iterationAnswer(
  { project }: TeamOfProject,
  identifier: string | null,
  url: string,
): Record<string, unknown> | null {
  const placed = identifier === null ? null : project.iterations.findByIdentifier(identifier);
  if (placed === null) return null;
  const below = placed.names.slice(1);
  return {
    id: placed.node.identifier,
    name: placed.node.name,
    path: below.map((name) => `\\${name}`).join(""),
    url: new ResourceUrl([url, ...below.map(encodeURIComponent)].join("/")),
  };
}

const patchBody = v.object({
  backlogIteration: v.nullish(v.string()),
  defaultIteration: v.nullish(v.string()),
  defaultIterationMacro: v.nullish(v.string()),
  bugsBehavior: v.nullish(v.union([v.picklist(BUGS_BEHAVIORS), v.picklist([0, 1, 2])])),
  workingDays: v.nullish(v.array(v.union([v.picklist(WEEKDAYS), v.picklist([0, 1, 2, 3, 4, 5, 6])]))),
  backlogVisibilities: v.nullish(v.record(v.string(), v.boolean())),
});

type Patch = v.InferOutput<typeof patchBody>;

/** Changes what the request names and leaves the rest. */
function write(context: Context): Reply {
  const of = teamOf(context);
  requireTeamAdministration(context.user);
  const parsed = v.safeParse(patchBody, context.body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw invalidRequest(`The settings of the team cannot be read: ${v.getDotPath(issue) ?? "body"}: ${issue.message}`);
  }
  keepTeam(of, settingsAfter(of, parsed.output), context);
  return read(context);
}

function settingsAfter(of: TeamOfProject, patch: Patch): EstateTeam {
  const { team } = of;
  const { bugsBehavior, workingDays, backlogVisibilities, defaultIterationMacro: macro } = patch;
  let { defaultIteration, defaultIterationMacro } = team;
  // One takes the place of the other [?].
  if (typeof patch.defaultIteration === "string") {
    [defaultIteration, defaultIterationMacro] = [iterationNamed(of, patch.defaultIteration).node.identifier, null];
  } else if (typeof macro === "string" && macro !== "") {
    if (macro.toLowerCase() !== "@currentiteration") throw invalidSettings(`The macro ${macro} is not known.`);
    [defaultIteration, defaultIterationMacro] = [null, "@CurrentIteration"];
  }
  return {
    ...team,
    backlogIteration:
      typeof patch.backlogIteration === "string"
        ? iterationNamed(of, patch.backlogIteration).node.identifier
        : team.backlogIteration,
    defaultIteration,
    defaultIterationMacro,
    bugsBehavior: memberOf(BUGS_BEHAVIORS, bugsBehavior) ?? team.bugsBehavior,
    workingDays:
      workingDays === null || workingDays === undefined
        ? team.workingDays
        : WEEKDAYS.filter((day) => workingDays.some((wanted) => memberOf(WEEKDAYS, wanted) === day)),
    hiddenBacklogs:
      backlogVisibilities === null || backlogVisibilities === undefined
        ? team.hiddenBacklogs
        : hiddenAfter(of, backlogVisibilities),
  };
}

/** A member of an enumeration by its name or its number. */
function memberOf<T extends Weekday | BugsBehavior>(
  names: readonly T[],
  wanted: T | number | null | undefined,
): T | undefined {
  return typeof wanted === "number" ? names[wanted] : (wanted ?? undefined);
}

/** The request's visibilities replace those before: a level that it does not name is hidden [C]. */
function hiddenAfter(of: TeamOfProject, visibilities: Readonly<Record<string, boolean>>): readonly string[] {
  const ids = visibilityLevels(of).map(({ id }) => id);
  const unknown = Object.keys(visibilities).find((id) => !ids.includes(id));
  if (unknown !== undefined) throw invalidSettings(`There is no backlog level ${unknown}.`);
  return ids.filter((id) => visibilities[id] !== true);
}

function iterationNamed({ project }: TeamOfProject, identifier: string): PlacedNode {
  const placed = project.iterations.findByIdentifier(identifier);
  if (placed === null) throw invalidSettings(`There is no iteration ${identifier}.`);
  return placed;
}

/** The type key is recorded for a team without backlog iteration [R]; that it stands for other refusals as well is [?]. */
export function invalidSettings(message: string): ServiceError {
  return new ServiceError(400, "InvalidTeamSettingsException", message);
}
