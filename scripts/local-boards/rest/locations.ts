/** How official clients find their way: the locations of resources by OPTIONS, and the resource areas. */
import type { Context } from "../http/context";
import { param } from "../http/context";
import { ServiceError } from "../http/errors";
import { ok, okList, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { RESOURCES, type Resource } from "./resources";

/** Areas of what is served; in the cloud extension management is on a host of its own [R]. */
const AREAS: readonly { readonly id: string; readonly name: string }[] = [
  { id: "79134c72-4a58-4b42-976c-04e7115f32bf", name: "core" },
  { id: "5264459e-e5e0-4bd8-b118-0985e68a4ec5", name: "wit" },
  { id: "1d4f49f9-02b9-4e26-b826-2cdb6195f2a9", name: "work" },
  { id: "6c2b0933-3600-42ae-bf8b-93d4f7e83594", name: "ExtensionManagement" },
  { id: "00025394-6065-48ca-87d9-7f5672854ef7", name: "Location Service" },
];

/** The areas by which clients learn on which host an area's resources are. */
export const RESOURCE_AREA_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.resourceAreas,
    template: "resourceareas",
    levels: ["organization"],
    handle: list,
  },
  {
    method: "GET",
    resource: RESOURCES.resourceAreas,
    template: "resourceareas/{areaId}",
    levels: ["organization"],
    handle: read,
  },
];

/**
 * What OPTIONS answers: the locations of an area's resources, or of all, each once. An area that has none is an empty
 * list. `allHostTypes` would add what other hosts serve; here is no other.
 * @param resources what the routes serve, as often as it is served
 * @param area without regard to case; null for all
 */
export function locationsOf(resources: readonly Resource[], area: string | null): Reply {
  const wanted = area?.toLowerCase() ?? null;
  const found = new Map(
    resources.filter((one) => wanted === null || one.area.toLowerCase() === wanted).map((one) => [one.id, one]),
  );
  return okList([...found.values()].map(({ name, ...members }) => ({ ...members, resourceName: name })));
}

function list(context: Context): Reply {
  // A server has everything in one place and says so with null, which the official Node client knows [S].
  if (context.serverVersion !== null) return ok({ count: 0, value: null });
  return okList(AREAS.map((area) => ({ ...area, locationUrl: `${context.organizationUrl}/` })));
}

function read(context: Context): Reply {
  const id = param(context, "areaId").toLowerCase();
  const area = context.serverVersion === null ? AREAS.find((one) => one.id === id) : undefined;
  // How an unknown area is answered is [?].
  if (area === undefined) {
    throw new ServiceError(404, "ResourceAreaNotFoundException", `There is no resource area ${id} here.`);
  }
  return ok({ ...area, locationUrl: `${context.organizationUrl}/` });
}
