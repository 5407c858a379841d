import * as v from "valibot";
import { invalidRequest, ServiceError } from "../../http/errors";
import type { Context } from "../../http/context";
import { requireTeamAdministration } from "../../http/permissions";
import { ok, ResourceUrl, type Reply } from "../../http/reply";
import type { Route } from "../../http/router";
import { RESOURCES } from "../resources";
import { keepTeam, settingLinks, teamOf } from "./team";

const RESOURCE = "work/teamsettings/teamfieldvalues";

/** The areas of a team. */
export const TEAM_FIELD_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.teamFieldValues,
    template: RESOURCE,
    levels: ["project", "team"],
    handle: read,
  },
  {
    method: "PATCH",
    resource: RESOURCES.teamFieldValues,
    template: RESOURCE,
    levels: ["project", "team"],
    handle: write,
  },
];

/** Each area with what is below it, where the team says so; a team that has none yet has no default either [R]. */
function read(context: Context): Reply {
  const of = teamOf(context);
  const { project, team } = of;
  const areas = `${context.organizationUrl}/${project.estate.id}/_apis/wit/classificationNodes/Areas`;
  return ok({
    field: {
      referenceName: "System.AreaPath",
      url: new ResourceUrl(`${context.organizationUrl}/_apis/wit/fields/System.AreaPath`),
    },
    defaultValue: team.defaultArea,
    values: team.areas.map(({ path, includeChildren }) => ({ value: path, includeChildren })),
    ...settingLinks(of, RESOURCE, context, { areaPathClassificationNodes: areas }),
  });
}

const MOST_AREAS = 300;

const patchBody = v.object({
  defaultValue: v.nullish(v.string()),
  values: v.nullish(v.array(v.object({ value: v.string(), includeChildren: v.optional(v.boolean(), false) }))),
});

/** Replaces the areas. Both members must be there [R]. */
function write(context: Context): Reply {
  const of = teamOf(context);
  requireTeamAdministration(context.user);
  const parsed = v.safeParse(patchBody, context.body);
  if (!parsed.success) throw invalidRequest("The request body must have defaultValue and values.");
  const { defaultValue, values } = parsed.output;
  if (defaultValue === null || defaultValue === undefined) throw missing("DefaultValue");
  if (values === null || values === undefined) throw missing("Values");
  // [D]
  if (values.length > MOST_AREAS) throw invalidRequest(`A team has at most ${MOST_AREAS} areas.`);
  const areas = values.map(({ value, includeChildren }) => ({ path: areaNamed(value, context), includeChildren }));
  const defaultArea = areaNamed(defaultValue, context);
  // [?]
  if (!areas.some(({ path }) => path === defaultArea)) {
    throw invalidRequest(`The default value ${defaultArea} is not among the values.`);
  }
  keepTeam(of, { ...of.team, areas, defaultArea }, context);
  return read(context);
}

/** The message is the name of the member that lacks [R]; that of `values` is [?]. */
function missing(member: string): ServiceError {
  return new ServiceError(400, "TeamFieldArgumentNullException", member, { eventId: 0 });
}

/** An area in the tree's own spelling. Throws ServiceError 400 where there is none that the user may read [?]. */
function areaNamed(value: string, context: Context): string {
  const placed = teamOf(context).project.areas.find(value.replace(/^\\|\\$/g, ""));
  if (placed === null || !context.organization.canReadArea(placed.path, context.user)) {
    throw invalidRequest(`The area ${value} does not exist, or you do not have permissions to read it.`);
  }
  return placed.path;
}
