import * as v from "valibot";
import type { EstateTeam, EstateUser } from "../model/estate";
import { invalidRequest, projectNotFound, ServiceError } from "../http/errors";
import { param, type Context } from "../http/context";
import { requireTeamAdministration } from "../http/permissions";
import { ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { findTeam, newTeam, withTeam, type Project } from "../store/project";
import { identityRef } from "./identity";
import { pageOf } from "./paging";
import { RESOURCES } from "./resources";

/** Teams, and who is in them. */
export const TEAM_ROUTES: readonly Route[] = [
  { method: "GET", resource: RESOURCES.allTeams, template: "teams", levels: ["organization"], handle: listAll },
  {
    method: "GET",
    resource: RESOURCES.teams,
    template: "projects/{project}/teams",
    levels: ["organization"],
    handle: list,
  },
  {
    method: "POST",
    resource: RESOURCES.teams,
    template: "projects/{project}/teams",
    levels: ["organization"],
    handle: create,
  },
  {
    method: "GET",
    resource: RESOURCES.teams,
    template: "projects/{project}/teams/{team}",
    levels: ["organization"],
    handle: read,
  },
  {
    method: "PATCH",
    resource: RESOURCES.teams,
    template: "projects/{project}/teams/{team}",
    levels: ["organization"],
    handle: update,
  },
  {
    method: "DELETE",
    resource: RESOURCES.teams,
    template: "projects/{project}/teams/{team}",
    levels: ["organization"],
    handle: remove,
  },
  {
    method: "GET",
    resource: RESOURCES.teamMembers,
    template: "projects/{project}/teams/{team}/members",
    levels: ["organization"],
    handle: members,
  },
];

interface TeamAddress {
  readonly project: Project;
  readonly team: EstateTeam;
}

function listAll(context: Context): Reply {
  const all = context.organization.projects.flatMap((project) => teamsOf(project, context));
  return okList(pageOf(context, all).map((of) => answer(of, context, expands(context))));
}

function list(context: Context): Reply {
  const all = teamsOf(projectNamed(context), context);
  return okList(pageOf(context, all).map((of) => answer(of, context, expands(context))));
}

/** The teams of a project; with `$mine` those alone that the user is in [S]. */
function teamsOf(project: Project, context: Context): readonly TeamAddress[] {
  const mine = context.query.isTrue("$mine");
  return project.estate.teams
    .filter((team) => !mine || team.members.includes(context.user.id))
    .map((team) => ({ project, team }));
}

function read(context: Context): Reply {
  return ok(answer(teamNamed(context), context, expands(context)));
}

/** People by name; who administers the team is said of those alone who do [?]. */
function members(context: Context): Reply {
  const people = teamNamed(context).team.members.flatMap((id): EstateUser[] => {
    const user = context.organization.findUser(id);
    return user === null ? [] : [user];
  });
  return okList(
    pageOf(context, people).map((user) => ({
      // An administrator of the project administers its teams [D]; the two are one here.
      isTeamAdmin: user.role === "administrator" ? true : undefined,
      identity: identityRef(user, context.organizationUrl),
    })),
  );
}

const teamBody = v.object({ name: v.nullish(v.string()), description: v.nullish(v.string()) });

function bodyOf(context: Context): v.InferOutput<typeof teamBody> {
  const parsed = v.safeParse(teamBody, context.body);
  if (!parsed.success) throw invalidRequest("The request body must be a team.");
  return parsed.output;
}

const MOST_TEAMS = 5000;

/** Answers 201 with the team and its identity; it has no area and no sprint yet [R]. Who makes it is in it [?]. */
function create(context: Context): Reply {
  const project = projectNamed(context);
  requireTeamAdministration(context.user);
  const body = bodyOf(context);
  const name = freeName(body.name ?? "", project, null);
  // [D]
  if (project.estate.teams.length >= MOST_TEAMS) throw invalidRequest(`A project has at most ${MOST_TEAMS} teams.`);
  const team: EstateTeam = {
    ...newTeam(crypto.randomUUID(), name, []),
    description: body.description ?? "",
    members: [context.user.id],
  };
  context.organization.replaceProject(project, { ...project.estate, teams: [...project.estate.teams, team] });
  return { status: 201, body: answer({ project, team }, context, true) };
}

/** Another name or description. */
function update(context: Context): Reply {
  const { project, team } = teamNamed(context);
  requireTeamAdministration(context.user);
  const body = bodyOf(context);
  const changed: EstateTeam = {
    ...team,
    name: body.name === null || body.name === undefined ? team.name : freeName(body.name, project, team),
    description: body.description ?? team.description,
  };
  context.organization.replaceProject(project, withTeam(project.estate, changed));
  return ok(answer({ project, team: changed }, context, true));
}

/** Deletes a team; the default team stays [D], how that is refused is [?]. */
function remove(context: Context): Reply {
  const { project, team } = teamNamed(context);
  requireTeamAdministration(context.user);
  if (project.estate.teams[0]?.id === team.id) {
    throw invalidRequest(`The team ${team.name} is the default team of its project, which cannot be deleted.`);
  }
  const teams = project.estate.teams.filter(({ id }) => id !== team.id);
  context.organization.replaceProject(project, { ...project.estate, teams });
  return { status: 204 };
}

const LONGEST_NAME = 256;
const FORBIDDEN = /[\\/:*?"<>|;#$&%@'~{},+=[\]]/;

/** A name that a team may have and that no other one has, without regard to case. What is refused, and how, is [?]. */
function freeName(name: string, project: Project, own: EstateTeam | null): string {
  const trimmed = name.trim();
  if (trimmed === "" || trimmed.length > LONGEST_NAME || FORBIDDEN.test(trimmed)) {
    throw invalidRequest(`The name "${trimmed}" cannot be that of a team.`);
  }
  const present = findTeam(project, trimmed);
  if (present !== null && present.id !== own?.id) {
    throw new ServiceError(400, "TeamAlreadyExistsException", `The project has a team ${present.name} already.`);
  }
  return trimmed;
}

function expands(context: Context): boolean {
  return context.query.isTrue("$expandIdentity");
}

function answer({ project, team }: TeamAddress, context: Context, withIdentity: boolean): Record<string, unknown> {
  return {
    id: team.id,
    name: team.name,
    url: new ResourceUrl(teamUrl(project, team, context)),
    description: team.description,
    identityUrl: new ResourceUrl(`${context.organizationUrl}/_apis/Identities/${team.id}`),
    projectName: project.estate.name,
    projectId: project.estate.id,
    identity: withIdentity ? groupIdentity(project, team) : undefined,
  };
}

/** A team as a group of the organisation, which it is; without what only the service's own machinery reads [R]. */
function groupIdentity(project: Project, team: EstateTeam): Record<string, unknown> {
  const sid = `S-1-9-1551374245-${BigInt(`0x${team.id.replaceAll("-", "")}`)}`;
  const property = (type: string, value: unknown): Record<string, unknown> => ({
    $type: `System.${type}`,
    $value: value,
  });
  return {
    id: team.id,
    descriptor: `Microsoft.TeamFoundation.Identity;${sid}`,
    subjectDescriptor: `vssgp.${Buffer.from(sid).toString("base64url")}`,
    providerDisplayName: `[${project.estate.name}]\\${team.name}`,
    isActive: true,
    isContainer: true,
    members: [],
    memberOf: [],
    masterId: team.id,
    properties: {
      "Microsoft.TeamFoundation.Team": property("Boolean", true),
      SchemaClassName: property("String", "Group"),
      Description: property("String", team.description),
      Domain: property("String", `vstfs:///Classification/TeamProject/${project.estate.id}`),
      Account: property("String", team.name),
      SecurityGroup: property("String", "SecurityGroup"),
      SpecialType: property("String", "Generic"),
      ScopeType: property("String", "TeamProject"),
      LocalScopeId: property("String", project.estate.id),
      ScopeName: property("String", project.estate.name),
    },
    resourceVersion: 2,
    metaTypeId: 255,
  };
}

/** The project that the route's segment `project` names. Throws ServiceError 404 where there is none. */
export function projectNamed(context: Context): Project {
  const name = param(context, "project");
  const project = context.organization.findProject(name);
  if (project === null) throw projectNotFound(name);
  return project;
}

/** The team that the route's segments name. Throws ServiceError 404 where there is none. */
function teamNamed(context: Context): TeamAddress {
  const project = projectNamed(context);
  const name = param(context, "team");
  const team = findTeam(project, name);
  if (team === null) throw teamNotFound(name);
  return { project, team };
}

/** The text is [C], the type key [?]. */
export function teamNotFound(name: string): ServiceError {
  return new ServiceError(
    404,
    "TeamNotFoundException",
    `The team with id '${name}' does not exist, or you do not have permission to access it.`,
  );
}

/** The address of a project. */
export function projectUrl(project: Project, context: Context): string {
  return `${context.organizationUrl}/_apis/projects/${project.estate.id}`;
}

/** The address of a team. */
export function teamUrl(project: Project, team: EstateTeam, context: Context): string {
  return `${projectUrl(project, context)}/teams/${team.id}`;
}
