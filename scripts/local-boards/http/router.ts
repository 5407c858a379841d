import type { Resource } from "../rest/resources";
import type { Context } from "./context";
import type { Reply } from "./reply";

/** Where in the address a resource may stand: below the organisation, a project, a team. */
export type Level = "organization" | "project" | "team";

export interface Route {
  readonly method: string;
  /** What it is a request of; it says in which versions it may be asked for. */
  readonly resource: Resource;
  /**
   * Segments after `_apis`: literal, `{name}` for one segment, `{*name}` for all that follow (also none), and `${name}`
   * for a segment that begins with a dollar sign.
   */
  readonly template: string;
  readonly levels: readonly Level[];
  readonly handle: (context: Context) => Reply | Promise<Reply>;
}

/** An address taken apart. */
export interface Address {
  readonly project: string | null;
  readonly team: string | null;
  readonly level: Level;
  /** Decoded segments after `_apis`. */
  readonly resource: readonly string[];
}

/** Takes a path below the organisation apart; null where it is no REST address. Throws URIError for bad escapes. */
export function parseAddress(path: string): Address | null {
  const segments = path.split("/").filter((segment) => segment !== "");
  const api = segments.findIndex((segment) => segment.toLowerCase() === "_apis");
  if (api < 0 || api > 2) return null;
  const [project, team] = segments.slice(0, api).map(decodeURIComponent);
  return {
    project: project ?? null,
    team: team ?? null,
    level: api === 0 ? "organization" : api === 1 ? "project" : "team",
    resource: segments.slice(api + 1).map(decodeURIComponent),
  };
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request without regard to case; null where there is none. Earlier routes win. */
export function matchRoute(routes: readonly Route[], method: string, address: Address): Match | null {
  for (const route of routes) {
    if (route.method !== method || !route.levels.includes(address.level)) continue;
    const params = matchTemplate(route.template.split("/"), address.resource);
    if (params !== null) return { route, params };
  }
  return null;
}

function matchTemplate(template: readonly string[], segments: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    if (part.startsWith("{*")) {
      params[part.slice(2, -1)] = segments.slice(index).join("/");
      return params;
    }
    const segment = segments[index];
    if (segment === undefined) return null;
    if (part.startsWith("${")) {
      if (!segment.startsWith("$")) return null;
      params[part.slice(2, -1)] = segment.slice(1);
    } else if (part.startsWith("{")) params[part.slice(1, -1)] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase()) return null;
  }
  return segments.length === template.length ? params : null;
}
