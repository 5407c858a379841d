/** Which host page stands at an address. */
import type { Contribution, NamedProject, Page } from "../pageData";
import { boardsHubs, settingsHubs } from "../pageData";

/** What the routes know of the organisation. */
export interface Places {
  readonly organization: string;
  readonly projects: readonly NamedProject[];
  readonly contributions: readonly Contribution[];
}

/** An address leads to a page or to another address. */
export type Route = { readonly page: Page } | { readonly redirect: string };

function segmentsOf(path: string): string[] | null {
  try {
    return path
      .split("/")
      .filter((segment) => segment !== "")
      .map(decodeURIComponent);
  } catch {
    return null; // "%zz" is no path
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Finds the page of a path; every path has one, if only the page that says what is there. */
export function route(path: string, places: Places): Route {
  const segments = segmentsOf(path);
  const notFound = (project: NamedProject | null): Route => ({ page: { kind: "notFound", project, path } });
  if (segments === null) return notFound(null);
  const [organization, projectName, area, ...rest] = segments;
  if (organization === undefined) return { redirect: `/${places.organization}/` };
  if (!same(organization, places.organization)) return notFound(null);
  if (projectName === undefined) return { page: { kind: "projects" } };
  const found = places.projects.find((one) => same(one.name, projectName) || same(one.id, projectName));
  if (found === undefined) return notFound(null);
  const project = { id: found.id, name: found.name };
  const base = `/${places.organization}/${encodeURIComponent(project.name)}`;

  if (area === undefined) return { redirect: `${base}/_workitems` };
  if (same(area, "_workitems")) {
    const [verb, id, ...more] = rest;
    if (verb === undefined) return { page: { kind: "workItems", project } };
    if (same(verb, "edit") && id !== undefined && /^\d{1,9}$/.test(id) && more.length === 0) {
      return { page: { kind: "workItem", project, id: Number(id) } };
    }
    return notFound(project);
  }
  if (same(area, "_backlogs") && rest.length === 0) return { page: { kind: "backlog", project } };
  if (same(area, "_dashboards") && rest.length === 0) return { page: { kind: "dashboard", project } };
  if (same(area, "_apps") && rest.length === 2 && same(rest[0] ?? "", "hub")) {
    const hub = boardsHubs(places.contributions).find((one) => same(one.id, rest[1] ?? ""));
    return hub === undefined ? notFound(project) : { page: { kind: "hub", project, contributionId: hub.id } };
  }
  if (same(area, "_settings") && rest.length < 2) {
    const [id] = rest;
    if (id === undefined) return { page: { kind: "settings", project, contributionId: null } };
    const hub = settingsHubs(places.contributions).find((one) => same(one.id, id));
    return hub === undefined ? notFound(project) : { page: { kind: "settings", project, contributionId: hub.id } };
  }
  return notFound(project);
}
