import * as v from "valibot";
import type { Context } from "../../http/context";
import { invalidRequest, ServiceError } from "../../http/errors";
import { requireTeamAdministration } from "../../http/permissions";
import { ok, okList, type Reply } from "../../http/reply";
import type { Route } from "../../http/router";
import { isUnder } from "../../store/classification";
import { RESOURCES } from "../resources";
import { backlogIterationOf } from "./backlogs";
import { currentPlace, frameAnswer, sprintOf, sprintsOf, type Sprint } from "./sprints";
import { keepTeam, settingLinks, teamOf, teamResourceUrl, type TeamOfProject } from "./team";
import { itemsOfTeam, relationsAmong, typeOf } from "./teamItems";
import { invalidSettings } from "./teamSettings";

const RESOURCE = "work/teamsettings/iterations";

/** The iterations that a team has chosen. */
export const TEAM_ITERATION_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.teamIterations,
    template: RESOURCE,
    levels: ["project", "team"],
    handle: list,
  },
  {
    method: "POST",
    resource: RESOURCES.teamIterations,
    template: RESOURCE,
    levels: ["project", "team"],
    handle: choose,
  },
  {
    method: "GET",
    resource: RESOURCES.teamIterations,
    template: `${RESOURCE}/{iteration}`,
    levels: ["project", "team"],
    handle: read,
  },
  {
    method: "DELETE",
    resource: RESOURCES.teamIterations,
    template: `${RESOURCE}/{iteration}`,
    levels: ["project", "team"],
    handle: remove,
  },
  {
    method: "GET",
    resource: RESOURCES.iterationWorkItems,
    template: `${RESOURCE}/{iteration}/workitems`,
    levels: ["project", "team"],
    handle: workItems,
  },
];

/** All of them, or with `$timeframe=current` the current one; no other time frame is served [S]. */
function list(context: Context): Reply {
  const of = teamOf(context);
  const sprints = sprintsOf(of, context.now);
  const wanted = context.query.get("$timeframe");
  if (wanted === null || wanted === "") return okList(sprints.map((sprint) => answer(sprint, of, context)));
  if (wanted.toLowerCase() !== "current") {
    throw invalidRequest(`The time frame ${wanted} is not supported; only current is.`);
  }
  // Of several the one that began last: a sprint within a release, not the release [?].
  const current = sprints[currentPlace(sprints)];
  if (current !== undefined) return okList([answer(current, of, context)]);
  // Status and type key [C], the text is [?].
  throw new ServiceError(
    404,
    "CurrentIterationDoesNotExistException",
    `The team ${of.team.name} has no iteration that today lies in.`,
  );
}

/** With an address of what belongs to it [D]. */
function read(context: Context): Reply {
  const sprint = sprintOf(context, "iteration");
  return ok(withLinks(sprint, sprint.of, context));
}

/** `path` is that of work items here, without the segment that nodes have [R]; days are null where there are none [R]. */
function answer({ placed, timeFrame }: Sprint, of: TeamOfProject, context: Context): Record<string, unknown> {
  const { identifier, name, startDate, finishDate } = placed.node;
  return {
    id: identifier,
    name,
    path: placed.path,
    attributes: {
      startDate: startDate === undefined ? null : new Date(startDate),
      finishDate: finishDate === undefined ? null : new Date(finishDate),
      timeFrame: frameAnswer(timeFrame),
    },
    url: settingLinks(of, `${RESOURCE}/${identifier}`, context).url,
  };
}

function withLinks(sprint: Sprint, of: TeamOfProject, context: Context): Record<string, unknown> {
  const { placed } = sprint;
  const own = `${RESOURCE}/${placed.node.identifier}`;
  const nodes = `${context.organizationUrl}/${of.project.estate.id}/_apis/wit/classificationNodes/Iterations`;
  return {
    ...answer(sprint, of, context),
    ...settingLinks(of, own, context, {
      teamIterations: teamResourceUrl(of, RESOURCE, context),
      capacity: teamResourceUrl(of, `${own}/capacities`, context),
      workitems: teamResourceUrl(of, `${own}/workitems`, context),
      classificationNode: [nodes, ...placed.names.slice(1).map(encodeURIComponent)].join("/"),
      teamDaysOff: teamResourceUrl(of, `${own}/teamdaysoff`, context),
    }),
  };
}

const MOST_ITERATIONS = 300;

const postBody = v.object({ id: v.string() });

/** Chooses an iteration and answers 201 [R]; one that is chosen already stays as it is [?]. */
function choose(context: Context): Reply {
  const of = teamOf(context);
  requireTeamAdministration(context.user);
  const parsed = v.safeParse(postBody, context.body);
  if (!parsed.success) throw invalidRequest("The request body must name the id of an iteration.");
  const backlog = backlogIterationOf(of);
  const placed = of.project.iterations.findByIdentifier(parsed.output.id);
  if (placed === null) throw invalidSettings(`There is no iteration ${parsed.output.id}.`);
  // [D]; how it is refused is [?].
  if (!isUnder(placed.path, backlog)) {
    throw invalidSettings(`The iteration ${placed.path} does not lie below the team's backlog iteration ${backlog}.`);
  }
  const { identifier } = placed.node;
  const { iterations } = of.team;
  if (!iterations.some(({ iteration }) => iteration === identifier)) {
    // [D]
    if (iterations.length >= MOST_ITERATIONS) {
      throw invalidSettings(`The team ${of.team.name} has ${MOST_ITERATIONS} iterations; it can have no more.`);
    }
    const chosen = { iteration: identifier, capacities: [], daysOff: [] };
    keepTeam(of, { ...of.team, iterations: [...iterations, chosen] }, context);
  }
  const after = teamOf(context);
  const sprint = sprintsOf(after, context.now).find(({ entry }) => entry.iteration === identifier);
  if (sprint === undefined) throw new Error(`The iteration ${identifier} was not kept.`);
  return { status: 201, body: withLinks(sprint, after, context) };
}

/** Takes an iteration from the team, with its capacities; the node stays. */
function remove(context: Context): Reply {
  const { of, entry } = sprintOf(context, "iteration");
  requireTeamAdministration(context.user);
  const iterations = of.team.iterations.filter(({ iteration }) => iteration !== entry.iteration);
  keepTeam(of, { ...of.team, iterations }, context);
  return { status: 204 };
}

/** Requirements and tasks of the team in the iteration, and bugs where the team has them on a backlog [D]. */
function workItems(context: Context): Reply {
  const { of, placed } = sprintOf(context, "iteration");
  const items = itemsOfTeam(of, placed.path, context).filter((item) => {
    const { level } = typeOf(item, of);
    return level === "requirement" || level === "task" || (level === "bug" && of.team.bugsBehavior !== "off");
  });
  return ok({
    workItemRelations: relationsAmong(items, context),
    ...settingLinks(of, `${RESOURCE}/${placed.node.identifier}/workitems`, context),
  });
}
