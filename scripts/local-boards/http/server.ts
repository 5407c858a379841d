import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { Control, type LoggedRequest } from "../control";
import { Faults, SERVICE_ANSWERS, type FaultAction, type FaultRule, type WholeAnswer } from "../faults";
import type { Estate, EstateNote, EstateUser } from "../model/estate";
import { Keeper } from "../persistence";
import { locationsOf } from "../rest/locations";
import { ROUTES } from "../rest/routes";
import type { LocalBoards, LocalBoardsOptions } from "../localBoards";
import { Organization } from "../store/organization";
import { asServedBy, RELEASED, requestedVersion, resolveVersion, type ServerVersion } from "./apiVersion";
import { parseJson, readText, requireJsonType } from "./body";
import { QueryParameters, type Context, type UserRequest } from "./context";
import { allowCrossOrigin, answerPreflight } from "./cors";
import { projectNotFound, ServiceError } from "./errors";
import type { Reply } from "./reply";
import { matchRoute, parseAddress, type Address, type Match, type Route } from "./router";
import { render, styleOf, type AnswerStyle } from "./style";
import { Tokens } from "./tokens";

const ORGANIZATION = "local";
const PLAIN_STYLE: AnswerStyle = styleOf("");
/** How long a change may wait for others before it is written to the file. */
const SAVE_DELAY = 500;
const LONGEST_LOG = 10_000;

/** An answer ready to be sent. */
interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** A 401 carries no headers of CORS: to a browser of another origin it is a failed connection [C]. */
  readonly crossOrigin: boolean;
}

/** The stand-in behind {@link LocalBoards}: finds the route of a request, runs it, and sends its answer. */
export class Server implements LocalBoards {
  readonly organization = ORGANIZATION;
  readonly organizationUrl: string;
  readonly tokens: LocalBoards["tokens"];
  private readonly store: Organization;
  private readonly sessions = new Tokens();
  private readonly faults: Faults;
  private readonly log: LoggedRequest[] = [];
  private readonly control: Control;
  /** Null: the cloud. */
  private readonly serverVersion: ServerVersion | null;
  private readonly routes: readonly Route[];
  private saving: NodeJS.Timeout | null = null;
  /** Null: nothing is kept. */
  private readonly keeper: Keeper | null;

  constructor(private readonly options: LocalBoardsOptions) {
    this.organizationUrl = `${options.origin}/${ORGANIZATION}`;
    this.store = new Organization(options.estate);
    this.faults = new Faults(options.faults ?? []);
    const { persistence = null } = options;
    this.keeper = persistence === null ? null : new Keeper(persistence.file, () => this.snapshot());
    this.serverVersion = options.serverVersion ?? null;
    this.routes = routesOf(this.serverVersion);
    this.tokens = {
      issue: (userId) => {
        if (this.store.findUser(userId) === null) throw new Error(`There is no user ${userId}.`);
        return this.sessions.issue(userId);
      },
    };
    this.control = new Control({
      origin: options.origin,
      store: this.store,
      faults: this.faults,
      log: this.log,
      describe: () => this.describe(),
      changed: () => this.saveSoon(),
    });
  }

  projects(): readonly { id: string; name: string; description: string }[] {
    return this.store.projects.map(({ estate: { id, name, description } }) => ({ id, name, description }));
  }

  users(): Estate["users"] {
    return this.store.users;
  }

  describe(): { label: string; description: string; notes: readonly EstateNote[] } {
    const { label, description, notes } = this.options.estate;
    return { label, description, notes };
  }

  hideAreas(userId: string, areaPaths: readonly string[]): void {
    this.store.hideAreas(userId, areaPaths);
  }

  setFaults(rules: readonly FaultRule[]): void {
    this.faults.set(rules);
  }

  snapshot(): Estate {
    return this.store.snapshot();
  }

  async save(): Promise<void> {
    if (this.saving !== null) clearTimeout(this.saving);
    this.saving = null;
    await this.keeper?.keepWhole();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const target = request.url ?? "/";
    // Joined, not resolved: a path that begins with two slashes is a path here and no other host.
    const url = new URL(target.startsWith("/") ? this.options.origin + target : target);
    if (url.pathname === "/_local" || url.pathname.startsWith("/_local/")) {
      await this.control.handle(request, response, url);
      return true;
    }
    if (!/^\/local\/([^/]*\/){0,2}_apis(\/|$)/i.test(url.pathname)) return false;
    await this.answer(request, response, url);
    return true;
  }

  private async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const method = (request.method ?? "GET").toUpperCase();
    if (method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined) {
      answerPreflight(response);
      return;
    }
    const actions = this.faults.meet(method, url.pathname + url.search);
    const entry: LoggedRequest = {
      method,
      path: url.pathname,
      query: url.search,
      status: null,
      faults: actions.map(({ kind }) => kind),
    };
    this.log.push(entry);
    if (this.log.length > LONGEST_LOG) this.log.shift();
    const rendered = await this.spoiled(actions, response, () => this.respond(request, url, method));
    if (rendered === null) return;
    entry.status = rendered.status;
    if (rendered.crossOrigin) allowCrossOrigin(response);
    const body = Buffer.from(rendered.text, "utf8");
    response.writeHead(rendered.status, { ...rendered.headers, "Content-Length": body.length });
    if (actions.some(({ kind }) => kind === "truncate")) {
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    }
    response.end(body);
  }

  /** Lets the faults happen; null when one of them left nothing to answer. */
  private async spoiled(
    actions: readonly FaultAction[],
    response: ServerResponse,
    respond: () => Promise<Rendered>,
  ): Promise<Rendered | null> {
    let more: Readonly<Record<string, string>> = {};
    for (const action of actions) {
      switch (action.kind) {
        case "delay":
          await wait(action.milliseconds);
          break;
        case "drop":
          response.destroy();
          return null;
        case "status":
          return withHeaders(faultAnswer(action), more);
        case "answer": {
          const { name, milliseconds = 0 } = action;
          await wait(milliseconds);
          const world = { organization: ORGANIZATION, now: this.now(), milliseconds };
          more = { ...more, ...SERVICE_ANSWERS[name].headers(world) };
          const whole = SERVICE_ANSWERS[name].whole?.(world);
          if (whole !== undefined) return withHeaders(renderWhole(whole), more);
          break;
        }
        case "truncate":
          // Done where the answer is sent.
          break;
      }
    }
    return withHeaders(await respond(), more);
  }

  /** Milliseconds since 1970, as the control API has set the clock. */
  private now(): number {
    return this.options.clock() + this.control.clockOffset;
  }

  private async respond(request: IncomingMessage, url: URL, method: string): Promise<Rendered> {
    try {
      const text = await readText(request);
      const { accept = "", authorization } = request.headers;
      const address = addressOf(url);
      if (address === null) return notFound(url.pathname);
      const userId = this.sessions.userOf(authorization);
      const user = userId === null ? null : this.store.findUser(userId);
      if (user === null) return unauthorized(request);
      if (method === "OPTIONS") return this.locations(url.pathname, address, styleOf(accept));
      const contentType = request.headers["content-type"] ?? "";
      return await this.route({ method, url, accept, contentType, text }, user);
    } catch (error) {
      if (error instanceof URIError) return notFound(url.pathname);
      return renderError(error);
    }
  }

  /** Answers a request of a user that is known, whether it came by itself or inside another one. */
  private async route(request: UserRequest, user: EstateUser): Promise<Rendered> {
    const { method, url, accept, text } = request;
    try {
      const address = addressOf(url);
      const match = address === null ? null : matchRoute(this.routes, method, address);
      if (address === null || match === null) return notFound(url.pathname);
      const query = new QueryParameters(url.searchParams);
      const requested = requestedVersion(query.get("api-version"), accept);
      const version = resolveVersion(requested, method, match.route.resource, this.serverVersion);
      const contentType = request.contentType.split(";")[0]?.trim().toLowerCase() ?? "";
      requireJsonType(text, contentType, method);
      const context: Context = {
        organization: this.store,
        organizationUrl: this.organizationUrl,
        user,
        now: this.now(),
        method,
        address: url,
        version,
        serverVersion: this.serverVersion,
        query,
        params: match.params,
        project: this.projectOf(address),
        team: address.team,
        contentType,
        body: parseJson(text),
        omittedAs: this.options.omittedAs ?? "null",
        dispatch: (inner) => this.route(inner, user),
      };
      const reply = await match.route.handle(context);
      if (writes(method, match)) this.saveSoon();
      return renderReply(reply, styleOf(accept), version);
    } catch (error) {
      if (error instanceof URIError) return notFound(url.pathname);
      return renderError(error);
    }
  }

  /** OPTIONS of the organisation or of an area; whether it needs a token, and the version that it answers in, are [?]. */
  private locations(path: string, { level, resource: [area, ...more] }: Address, style: AnswerStyle): Rendered {
    if (level !== "organization" || more.length > 0) return notFound(path);
    const resources = this.routes.map(({ resource }) => resource);
    return renderReply(locationsOf(resources, area ?? null), style, this.serverVersion ?? RELEASED);
  }

  private projectOf(address: Address): Context["project"] {
    if (address.project === null) return null;
    const project = this.store.findProject(address.project);
    if (project === null) throw projectNotFound(address.project);
    return project;
  }

  private saveSoon(): void {
    const { keeper } = this;
    if (this.saving !== null || keeper === null) return;
    this.saving = setTimeout(() => {
      this.saving = null;
      keeper.keepChanges().catch((error: unknown) => {
        const report = this.options.onError ?? ((problem: Error) => console.error(problem.message));
        report(error instanceof Error ? error : new Error(String(error)));
      });
    }, SAVE_DELAY);
    this.saving.unref();
  }
}

/** The routes that a server of that version has, each with its resource as that server lists it. */
function routesOf(serverVersion: ServerVersion | null): readonly Route[] {
  return ROUTES.flatMap((route) => {
    const resource = asServedBy(route.resource, serverVersion);
    return resource === null ? [] : [{ ...route, resource }];
  });
}

/** The address of a request; null where it is none of REST. Throws URIError for bad escapes. */
function addressOf(url: URL): Address | null {
  return parseAddress(url.pathname.slice(`/${ORGANIZATION}`.length));
}

const READING_METHODS: readonly string[] = ["GET", "HEAD"];
/** Reads that are sent as POST change nothing; what a batch changes, its entries say. */
const READS_BY_POST: ReadonlySet<string> = new Set([
  "wit/wiql",
  "wit/workitemsbatch",
  "wit/reporting/workitemrevisions",
  "wit/$batch",
]);

function writes(method: string, match: Match): boolean {
  return !READING_METHODS.includes(method) && !READS_BY_POST.has(match.route.template);
}

const JSON_TYPE = "application/json; charset=utf-8";

function renderReply(reply: Reply, style: AnswerStyle, version: string): Rendered {
  if (reply.body === undefined)
    return { status: reply.status, headers: { ...reply.headers }, text: "", crossOrigin: true };
  // Successes name the version, errors do not [R].
  const headers = { "Content-Type": `${JSON_TYPE}; api-version=${version}`, ...reply.headers };
  return { status: reply.status, headers, text: render(reply.body, style), crossOrigin: true };
}

function renderError(error: unknown): Rendered {
  const known =
    error instanceof ServiceError
      ? error
      : new ServiceError(
          500,
          "UnexpectedLocalBoardsException",
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        );
  return {
    status: known.status,
    headers: { "Content-Type": JSON_TYPE },
    text: render(known.envelope(), PLAIN_STYLE),
    crossOrigin: true,
  };
}

/** An unknown route answers plain text [R]. */
function notFound(path: string): Rendered {
  return {
    status: 404,
    headers: { "Content-Type": "text/plain" },
    text: `The controller for path '${path}' was not found or does not implement IController.`,
    crossOrigin: true,
  };
}

/**
 * No token, or none of ours. A wrong personal access token leads to the sign-in page, which is answered as a success of
 * a kind, unless the caller says that it wants no such page [C].
 */
function unauthorized({ headers: { authorization, "x-tfs-fedauthredirect": redirect } }: IncomingMessage): Rendered {
  const isBasic = /^basic /i.test(authorization ?? "");
  if (isBasic && String(redirect).toLowerCase() !== "suppress") {
    return renderWhole(SERVICE_ANSWERS.signIn.whole());
  }
  return {
    status: 401,
    headers: { "Content-Type": "text/plain", "WWW-Authenticate": 'Bearer, Basic realm="local"' },
    text: "TF400813: The user is not authorized to access this resource.",
    crossOrigin: false,
  };
}

function renderWhole({ status, contentType, text, crossOrigin }: WholeAnswer): Rendered {
  return { status, headers: { "Content-Type": contentType }, text, crossOrigin };
}

function withHeaders(rendered: Rendered, more: Readonly<Record<string, string>>): Rendered {
  return { ...rendered, headers: { ...more, ...rendered.headers } };
}

function faultAnswer({ status, headers, body }: Extract<FaultAction, { kind: "status" }>): Rendered {
  return {
    status,
    headers: { "Content-Type": JSON_TYPE, ...headers },
    text: body ?? faultText(status),
    crossOrigin: status !== 401,
  };
}

function faultText(status: number): string {
  if (status === 429) return SERVICE_ANSWERS.throttled.whole().text;
  const error =
    status === 503
      ? new ServiceError(status, "ServiceUnavailableException", "The service is unavailable.")
      : new ServiceError(status, "InjectedFaultException", `A fault rule answered ${status}.`);
  return render(error.envelope(), PLAIN_STYLE);
}
