/** `ms.vss-features.location-service`: where REST and pages are. */
import { addresses, type PageData } from "../pageData";

/** Resource areas that are served, all by the one local organisation (reference §1.4). */
const RESOURCE_AREAS: ReadonlySet<string> = new Set([
  "79134c72-4a58-4b42-976c-04e7115f32bf", // core
  "5264459e-e5e0-4bd8-b118-0985e68a4ec5", // wit, process
  "1d4f49f9-02b9-4e26-b826-2cdb6195f2a9", // work
  "6c2b0933-3600-42ae-bf8b-93d4f7e83594", // ExtensionManagement
]);

/** The service instance type of Azure DevOps itself. */
const TFS_INSTANCE_TYPE = "00025394-6065-48ca-87d9-7f5672854ef7";

/** `TeamFoundationHostType.Deployment`: above any organisation. */
const DEPLOYMENT = 1;

type RouteValues = Readonly<Record<string, string>>;

/** Routes by contribution id. The ids of the real host's routes are not documented; these are in public use. */
const ROUTES: Readonly<Record<string, (organizationUrl: string, values: RouteValues) => string>> = {
  "ms.vss-tfs-web.project-overview-route": (url, { project }) => addresses.workItems(url, project ?? ""),
  "ms.vss-work-web.work-items-hub-route": (url, { project }) => addresses.workItems(url, project ?? ""),
  "ms.vss-work-web.work-items-form-route-with-id": (url, { project, id }) =>
    addresses.workItem(url, project ?? "", Number(id)),
  "ms.vss-web.hub-route": (url, { project, contributionId }) => addresses.hub(url, project ?? "", contributionId ?? ""),
};

/** Makes the service. Every location ends with a slash: clients append to it. */
export function locationService(data: PageData, currentProject: string): object {
  const organization = `${data.organization.url}/`;
  return {
    getResourceAreaLocation(id: unknown): string {
      if (typeof id === "string" && RESOURCE_AREAS.has(id.toLowerCase())) return organization;
      throw new Error(`The resource area ${String(id)} is not known to the local Azure Boards.`);
    },
    getServiceLocation(instanceType?: unknown, hostType?: unknown): string {
      if (instanceType !== undefined && instanceType !== null && instanceType !== TFS_INSTANCE_TYPE) {
        throw new Error(
          `The service instance type ${JSON.stringify(instanceType)} is not known to the local Azure Boards.`,
        );
      }
      return hostType === DEPLOYMENT ? new URL("/", organization).href : organization;
    },
    routeUrl(routeId: unknown, values?: unknown, hostPath?: unknown): string {
      const build = ROUTES[String(routeId)];
      if (build === undefined) throw new Error(`The route ${String(routeId)} is not known to the local Azure Boards.`);
      const given = { project: currentProject, ...(typeof values === "object" ? (values as RouteValues) : {}) };
      const path = new URL(build(data.organization.url, given)).pathname;
      if (typeof hostPath !== "string") return path;
      return hostPath.replace(/\/$/, "") + path.slice(new URL(data.organization.url).pathname.length);
    },
  };
}
