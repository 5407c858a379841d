import type { Context } from "../../http/context";
import { ok, ResourceUrl, type Reply } from "../../http/reply";
import type { Route } from "../../http/router";
import { RESOURCES } from "../resources";
import { teamOf } from "./team";

/** The areas of a team. */
export const TEAM_FIELD_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.teamFieldValues,
    template: "work/teamsettings/teamfieldvalues",
    levels: ["project", "team"],
    handle: read,
  },
];

/** Each area with what is below it, where the team says so [R]. */
function read(context: Context): Reply {
  const { team } = teamOf(context);
  return ok({
    field: {
      referenceName: "System.AreaPath",
      url: new ResourceUrl(`${context.organizationUrl}/_apis/wit/fields/System.AreaPath`),
    },
    defaultValue: team.areas[0]?.path,
    values: team.areas.map(({ path, includeChildren }) => ({ value: path, includeChildren })),
  });
}
