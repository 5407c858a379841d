import type { IncomingMessage, ServerResponse } from "node:http";
import * as v from "valibot";
import type { EstateNote } from "./model/estate";
import { parseFaultRules, type Faults } from "./faults";
import { readText } from "./http/body";
import { isOwnHost } from "./http/hostName";
import type { Organization } from "./store/organization";

/** A REST request that was answered. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly query: string;
  /** Null while it is being answered, and where the connection was dropped. */
  status: number | null;
  /** Kinds of the faults that happened to it. */
  readonly faults: readonly string[];
}

interface ControlWorld {
  readonly origin: string;
  readonly store: Organization;
  readonly faults: Faults;
  readonly log: LoggedRequest[];
  describe(): { label: string; description: string; notes: readonly EstateNote[] };
  changed(): void;
}

/** Areas that a user cannot read, or cannot edit. */
const areasOfUser = v.strictObject({ user: v.string(), areas: v.array(v.string()) });
const clockSetting = v.strictObject({ offset: v.pipe(v.number(), v.integer()) });

/** What the control API answers: a status, and JSON where there is something to say. */
interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/**
 * The control API below `/_local`, for the host page's panel and for tests. It is no part of Azure DevOps. It needs no
 * token, so it answers only the host's own pages and callers that are no web page.
 */
export class Control {
  /** Milliseconds that are added to the clock. */
  clockOffset = 0;

  constructor(private readonly world: ControlWorld) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const answer = await this.answer(request, url);
    response.setHeader("Cache-Control", "no-store");
    if (answer.body === undefined) {
      response.writeHead(answer.status);
      response.end();
      return;
    }
    response.writeHead(answer.status, { "Content-Type": "application/json; charset=utf-8" });
    response.end(JSON.stringify(answer.body));
  }

  private async answer(request: IncomingMessage, url: URL): Promise<Answer> {
    const { origin, host } = request.headers;
    if (!isOwnHost(host, this.world.origin)) return refused(403, "Only the host's own pages may ask.");
    if (origin !== undefined && origin !== this.world.origin) return refused(403, "Only the host's own pages may ask.");
    const site = request.headers["sec-fetch-site"];
    if (site !== undefined && site !== "same-origin" && site !== "none") {
      return refused(403, "Only the host's own pages may ask.");
    }
    try {
      const text = await readText(request);
      const body: unknown = text === "" ? undefined : JSON.parse(text);
      return this.route(`${request.method ?? "GET"} ${url.pathname.slice("/_local".length)}`, body);
    } catch (error) {
      return refused(400, error instanceof Error ? error.message : String(error));
    }
  }

  private route(route: string, body: unknown): Answer {
    const { faults, store, log } = this.world;
    switch (route) {
      case "GET /faults":
        return { status: 200, body: faults.list() };
      case "PUT /faults":
        faults.set(parseFaultRules(body));
        return { status: 200, body: faults.list() };
      case "DELETE /faults":
        faults.set([]);
        return { status: 204 };
      case "GET /requests":
        return { status: 200, body: log };
      case "DELETE /requests":
        log.length = 0;
        return { status: 204 };
      case "GET /notifications":
        return { status: 200, body: store.notifications.list() };
      case "DELETE /notifications":
        store.notifications.clear();
        return { status: 204 };
      case "PUT /unreadable-areas":
        return this.setAreas(body, (user, areas) => store.hideAreas(user, areas));
      case "PUT /uneditable-areas":
        return this.setAreas(body, (user, areas) => store.protectAreas(user, areas));
      case "PUT /clock":
        this.clockOffset = v.parse(clockSetting, body).offset;
        return { status: 204 };
      case "GET /estate":
        return { status: 200, body: { ...this.world.describe(), users: store.users } };
      default:
        return refused(404, `There is no ${route} here.`);
    }
  }

  private setAreas(body: unknown, set: (user: string, areas: readonly string[]) => void): Answer {
    const { store } = this.world;
    const { user, areas } = v.parse(areasOfUser, body);
    if (store.findUser(user) === null) return refused(404, `There is no user ${user}.`);
    // A misspelt area would hide or protect nothing, and a test of it would pass.
    const unknown = areas.find((area) => !store.projects.some((project) => project.areas.find(area) !== null));
    if (unknown !== undefined) return refused(400, `There is no area ${unknown}.`);
    set(user, areas);
    this.world.changed();
    return { status: 204 };
  }
}

function refused(status: number, message: string): Answer {
  return { status, body: { message } };
}
