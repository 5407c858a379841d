import type { EstateUser } from "../model/estate";
import type { ServerVersion } from "./apiVersion";
import type { Organization } from "../store/organization";
import type { Project } from "../store/project";

/** Query parameters, found without regard to case. */
export class QueryParameters {
  private readonly values = new Map<string, string>();

  constructor(parameters: URLSearchParams) {
    for (const [name, value] of parameters) {
      const key = name.toLowerCase();
      if (!this.values.has(key)) this.values.set(key, value);
    }
  }

  get(name: string): string | null {
    return this.values.get(name.toLowerCase()) ?? null;
  }

  isTrue(name: string): boolean {
    return this.get(name)?.toLowerCase() === "true";
  }
}

/** A request of a user that is known: what it says, without the connection on which it came. */
export interface UserRequest {
  readonly method: string;
  readonly url: URL;
  readonly accept: string;
  readonly contentType: string;
  /** The body as it was sent. */
  readonly text: string;
}

/** A request as a handler sees it: signed in, routed, its body read. */
export interface Context {
  readonly organization: Organization;
  /** e.g. `http://localhost:8080/local`. */
  readonly organizationUrl: string;
  readonly user: EstateUser;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly method: string;
  /** The whole address, as it was asked for. */
  readonly address: URL;
  /** The version that the request is answered in, e.g. `7.1` or `5.0-preview.3`; see `atLeast` in apiVersion.ts. */
  readonly version: string;
  /** The newest version of the Azure DevOps Server that is served; null for the cloud. */
  readonly serverVersion: ServerVersion | null;
  readonly query: QueryParameters;
  /** Segments of the route, decoded, by their name in the template. */
  readonly params: Readonly<Record<string, string>>;
  /** The project and team that the address names. */
  readonly project: Project | null;
  readonly team: string | null;
  /** Media type of the body, in lower case, without parameters. */
  readonly contentType: string;
  /** The body as JSON; undefined where there is none. */
  readonly body: unknown;
  readonly omittedAs: "null" | "absent";
  /** Answers a further request of the same user, as if it had come by itself. Errors are answers as well. */
  readonly dispatch: (
    request: UserRequest,
  ) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string }>;
}

/** The route's project. Throws where the route was registered without one. */
export function projectOf(context: Context): Project {
  if (context.project === null) throw new Error("This route needs a project.");
  return context.project;
}

/** A segment of the route. Throws where the template has none of that name. */
export function param(context: Context, name: string): string {
  const value = context.params[name];
  if (value === undefined) throw new Error(`The route has no segment ${name}.`);
  return value;
}
