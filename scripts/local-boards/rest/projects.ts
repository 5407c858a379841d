import type { Context } from "../http/context";
import { Enumerated, ok, okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { systemProcess } from "../process/process";
import type { Project } from "../store/project";
import { descriptorOf } from "./identity";
import { pageOf } from "./paging";
import { RESOURCES } from "./resources";
import { projectNamed, projectUrl, teamUrl } from "./teams";

/** Projects, and who is signed in. */
export const PROJECT_ROUTES: readonly Route[] = [
  { method: "GET", resource: RESOURCES.projects, template: "projects", levels: ["organization"], handle: list },
  {
    method: "GET",
    resource: RESOURCES.projects,
    template: "projects/{project}",
    levels: ["organization"],
    handle: read,
  },
  {
    method: "GET",
    resource: RESOURCES.connectionData,
    template: "connectiondata",
    levels: ["organization"],
    handle: connectionData,
  },
];

function list(context: Context): Reply {
  return okList(pageOf(context, context.organization.projects).map((project) => summary(project, context)));
}

function read(context: Context): Reply {
  const project = projectNamed(context);
  const { estate } = project;
  const [team] = estate.teams;
  const process = systemProcess(estate.process);
  return ok({
    ...summary(project, context),
    capabilities: context.query.isTrue("includeCapabilities")
      ? { processTemplate: { templateName: process.name, templateTypeId: process.typeId } }
      : undefined,
    _links: new ResourceUrl({
      self: { href: projectUrl(project, context) },
      web: { href: `${context.organizationUrl}/${encodeURIComponent(estate.name)}` },
    }),
    defaultTeam:
      team === undefined
        ? undefined
        : { id: team.id, name: team.name, url: new ResourceUrl(teamUrl(project, team, context)) },
  });
}

function summary(project: Project, context: Context): Record<string, unknown> {
  const { estate } = project;
  return {
    id: estate.id,
    name: estate.name,
    // A project without one has no such member [R].
    description: estate.description === "" ? undefined : estate.description,
    url: new ResourceUrl(projectUrl(project, context)),
    state: new Enumerated("wellFormed", 1),
    revision: 1,
    visibility: new Enumerated("private", 0),
    lastUpdateTime: new Date(context.now),
  };
}

/** Who is signed in, and the organisation's id. */
function connectionData(context: Context): Reply {
  const { user } = context;
  const identity = {
    id: user.id,
    descriptor: `Microsoft.IdentityModel.Claims.ClaimsIdentity;${user.uniqueName}`,
    subjectDescriptor: descriptorOf(user),
    providerDisplayName: user.displayName,
    isActive: true,
    properties: { Account: { $type: "System.String", $value: user.uniqueName } },
  };
  return ok({
    authenticatedUser: identity,
    authorizedUser: identity,
    instanceId: "7c1f6b0e-5a43-4f0c-9d58-2b1a6a0e4c11",
    deploymentType: context.serverVersion === null ? new Enumerated("hosted", 1) : new Enumerated("onPremises", 2),
    locationServiceData: {},
  });
}
