import { projectOf, type Context } from "../http/context";
import { okList, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { RESOURCES } from "./resources";

/** The tags of a project. */
export const TAG_ROUTES: readonly Route[] = [
  { method: "GET", resource: RESOURCES.tags, template: "wit/tags", levels: ["project"], handle: list },
];

/** By name; members as the specification has them [S], their order [?]. */
function list(context: Context): Reply {
  const project = projectOf(context);
  const base = `${context.organizationUrl}/${project.estate.id}/_apis/wit/tags`;
  return okList(
    context.organization.tags.of(project).map(({ id, name }) => ({ id, name, url: new ResourceUrl(`${base}/${id}`) })),
  );
}
