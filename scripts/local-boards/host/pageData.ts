/**
 * What the server tells a host page about itself: written into the page by `node/document.ts`, read by the page's
 * script. Work items are not part of it; the page reads them over REST as everyone does.
 */
import * as v from "valibot";

const named = v.object({ id: v.string(), name: v.string() });

const user = v.object({
  id: v.string(),
  displayName: v.string(),
  uniqueName: v.string(),
  role: v.picklist(["administrator", "contributor", "reader", "stakeholder"]),
});

const contribution = v.object({
  /** Full id: publisher.extension.contribution. */
  id: v.string(),
  type: v.string(),
  targets: v.array(v.string()),
  name: v.string(),
  description: v.string(),
  /** Where its page is served; null where the contribution has no page. */
  url: v.nullable(v.string()),
  /** Icon addresses for light and dark themes, if it has any. */
  icon: v.nullable(v.object({ light: v.string(), dark: v.string() })),
  order: v.number(),
  /** Pixels that it asks for; null where it says nothing. */
  height: v.nullable(v.number()),
  /** All its properties, as the manifest has them. */
  properties: v.record(v.string(), v.unknown()),
});

const page = v.variant("kind", [
  v.object({ kind: v.literal("projects") }),
  v.object({ kind: v.literal("workItems"), project: named }),
  v.object({ kind: v.literal("backlog"), project: named }),
  v.object({ kind: v.literal("dashboard"), project: named }),
  v.object({ kind: v.literal("workItem"), project: named, id: v.number() }),
  v.object({ kind: v.literal("hub"), project: named, contributionId: v.string() }),
  /** `contributionId` is null on the first page of the settings, where no hub is chosen. */
  v.object({ kind: v.literal("settings"), project: named, contributionId: v.nullable(v.string()) }),
  v.object({ kind: v.literal("notFound"), project: v.nullable(named), path: v.string() }),
]);

/** The schema of the page's data. */
export const pageDataSchema = v.object({
  organization: v.object({ id: v.string(), name: v.string(), url: v.string() }),
  user,
  /** Everybody that the page could be used as. */
  users: v.array(user),
  /** Id of the user that the server signs in where nobody else was chosen. */
  signedIn: v.string(),
  /** A token of that user, for the page's own reading and for the extension's. */
  token: v.string(),
  projects: v.array(v.object({ ...named.entries, description: v.string() })),
  estate: v.object({ label: v.string(), description: v.string() }),
  extension: v.object({
    publisherId: v.string(),
    extensionId: v.string(),
    name: v.string(),
    version: v.string(),
    /** Origin of the extension's files. */
    origin: v.string(),
    contributions: v.array(contribution),
  }),
  hosting: v.object({
    sandbox: v.boolean(),
    handshake: v.picklist(["current", "legacy", "legacyWithoutContext"]),
  }),
  page,
});

export type PageData = v.InferOutput<typeof pageDataSchema>;
export type Page = v.InferOutput<typeof page>;
export type Contribution = v.InferOutput<typeof contribution>;
export type NamedProject = v.InferOutput<typeof named>;
/** Which form of the handshake the host answers with (reference §1.3). */
export type HandshakeForm = PageData["hosting"]["handshake"];

/** Id of the element that carries the data in the page. */
export const PAGE_DATA_ELEMENT = "page-data";

/** The hubs that stand in the Boards group of the navigation, in their order. */
export function boardsHubs(contributions: readonly Contribution[]): Contribution[] {
  return hubsOf(contributions, "ms.vss-work-web.work-hub-group");
}

/** The hubs that stand in a project's settings, in their order. */
export function settingsHubs(contributions: readonly Contribution[]): Contribution[] {
  return hubsOf(contributions, "ms.vss-web.project-admin-hub-group");
}

function hubsOf(contributions: readonly Contribution[], group: string): Contribution[] {
  return contributions
    .filter((one) => one.type === "ms.vss-web.hub" && one.targets.includes(group))
    .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name));
}

/** Addresses of the host's pages, laid out as Azure DevOps has them. */
export const addresses = {
  projects: (organizationUrl: string): string => `${organizationUrl}/`,
  hub: (organizationUrl: string, project: string, contributionId: string): string =>
    `${organizationUrl}/${encodeURIComponent(project)}/_apps/hub/${encodeURIComponent(contributionId)}`,
  /** The settings of a project; a hub's own page in them where one is named. */
  settings: (organizationUrl: string, project: string, contributionId?: string): string =>
    `${organizationUrl}/${encodeURIComponent(project)}/_settings${
      contributionId === undefined ? "" : `/${encodeURIComponent(contributionId)}`
    }`,
  workItems: (organizationUrl: string, project: string): string =>
    `${organizationUrl}/${encodeURIComponent(project)}/_workitems`,
  backlog: (organizationUrl: string, project: string): string =>
    `${organizationUrl}/${encodeURIComponent(project)}/_backlogs`,
  dashboard: (organizationUrl: string, project: string): string =>
    `${organizationUrl}/${encodeURIComponent(project)}/_dashboards`,
  workItem: (organizationUrl: string, project: string, id: number): string =>
    `${organizationUrl}/${encodeURIComponent(project)}/_workitems/edit/${id}`,
};
