import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import * as v from "valibot";
import { Control, type LoggedRequest } from "../control";
import { type FaultAction, type FaultRule, Faults, SERVICE_ANSWERS } from "../faults";
import { allowCrossOrigin, answerPreflight } from "../http/cors";
import { ServiceError } from "../http/errors";
import { Tokens } from "../http/tokens";
import type { Estate, EstateNote, EstateUser } from "../model/estate";
import { createLocalBoards, type LocalBoards, type ServedOrganization } from "../server";
import { Organization } from "../store/organization";
import { type AddressExchange, exchangeAddresses } from "./addresses";
import { type Connection, ConnectionError, type Failure, type RemoteAnswer } from "./connection";
import { documentsEstate } from "./documents";
import type { RemoteWorld } from "./identify";
import { decide, decoded } from "./policy";

/** What a real organisation is served with. */
export interface RemoteBoardsOptions {
  /** Where it is served, e.g. `http://localhost:8080`; the organisation is `<origin>/local`. */
  readonly origin: string;
  readonly connection: Connection;
  readonly world: RemoteWorld;
  /** Whether work items of the project may be created and changed. */
  readonly allowsWrites: boolean;
  /** Milliseconds since the epoch, for the documents that are kept here. */
  readonly clock: () => number;
  /** Where documents of extensions are kept. Null or absent: in memory only. */
  readonly persistence?: { readonly file: string } | null;
  /** What was kept before. */
  readonly documents?: Estate["documents"];
  readonly faults?: readonly FaultRule[];
}

const ORGANIZATION = "local";
const REST = /^\/local\/([^/]*\/){0,2}_apis(\/|$)/i;
/** What the control API has in front of a real organisation: neither its clock nor its areas can be set. */
const CONTROLS = ["/_local/faults", "/_local/requests", "/_local/estate"];
const LONGEST_LOG = 10_000;
const LARGEST_BODY = 25 * 1024 * 1024;

/**
 * Headers that pass, so that neither cookies nor anything of the connection does. What is told to the browser beyond those
 * of CORS it cannot read, but clients outside of one can.
 */
const SENT = [
  "accept",
  "content-type",
  "if-match",
  "if-none-match",
  "prefer",
  "x-tfs-fedauthredirect",
  "x-tfs-session",
  "x-vss-reauthenticationaction",
];
const ANSWERED =
  /^(content-type|content-disposition|etag|last-modified|activityid|request-context|retry-after|x-tfs-session|x-tfs-processid|x-ms-continuationtoken|x-vss-globalmessage|x-total-count|x-ratelimit-[a-z]+)$/;

const ITEM_OF_PROJECT = v.object({ fields: v.object({ "System.TeamProject": v.string() }) });

const FAILURE_STATUS: Readonly<Record<Failure, number>> = {
  unreachable: 502,
  tooLarge: 502,
  timeout: 504,
  aborted: 502,
};

/** The token's user, as the host's pages see it: their form lets a reader change nothing. */
export function remoteUser({ user }: RemoteWorld, allowsWrites: boolean): EstateUser {
  return { ...user, role: allowsWrites ? "contributor" : "reader" };
}

/**
 * A real organisation behind the host's pages: REST is passed on, with the real token in place of the local one.
 * Documents of extensions are kept here, because the extension is not installed there.
 */
export class RemoteBoards implements ServedOrganization {
  readonly organization = ORGANIZATION;
  readonly organizationUrl: string;
  readonly tokens: ServedOrganization["tokens"];
  private readonly user: EstateUser;
  private readonly sessions = new Tokens();
  private readonly faults: Faults;
  private readonly log: LoggedRequest[] = [];
  private readonly control: Control;
  private readonly exchange: AddressExchange;
  /** Keeps the documents. */
  private readonly documents: LocalBoards;
  private readonly documentsToken: string;

  constructor(private readonly options: RemoteBoardsOptions) {
    const { origin, connection, world, allowsWrites, clock } = options;
    this.organizationUrl = `${origin}/${ORGANIZATION}`;
    this.exchange = exchangeAddresses(this.organizationUrl, connection.address.prefixes);
    this.user = remoteUser(world, allowsWrites);
    const estate = documentsEstate({ ...this.describe(), user: this.user, documents: options.documents ?? [] });
    this.documents = createLocalBoards({ origin, estate, clock, persistence: options.persistence ?? null });
    this.documentsToken = this.documents.tokens.issue(this.user.id);
    this.faults = new Faults(options.faults ?? []);
    this.tokens = {
      issue: (userId) => {
        if (userId !== this.user.id) throw new Error(`There is no user ${userId}: the token's own user alone is here.`);
        return this.sessions.issue(userId);
      },
    };
    this.control = new Control({
      origin,
      store: new Organization(estate),
      faults: this.faults,
      log: this.log,
      describe: () => this.describe(),
      changed: () => undefined,
    });
  }

  projects(): readonly { id: string; name: string; description: string }[] {
    return [this.options.world.project];
  }

  users(): readonly EstateUser[] {
    return [this.user];
  }

  describe(): { label: string; description: string; notes: readonly EstateNote[] } {
    const { connection, allowsWrites } = this.options;
    const { name, url } = connection.address;
    return {
      label: `real organisation ${name}, ${allowsWrites ? "changes are real" : "read-only"}`,
      description: allowsWrites
        ? `Work items are those of ${url}; what is changed here is changed there.`
        : `Work items are those of ${url}; nothing is changed there.`,
      notes: [],
    };
  }

  setFaults(rules: readonly FaultRule[]): void {
    this.faults.set(rules);
  }

  save(): Promise<void> {
    return this.documents.save();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const target = request.url ?? "/";
    const url = new URL(target.startsWith("/") ? this.options.origin + target : target);
    if (url.pathname === "/_local" || url.pathname.startsWith("/_local/")) {
      if (CONTROLS.includes(url.pathname)) await this.control.handle(request, response, url);
      else answerJson(response, 404, { message: `There is no ${url.pathname} in front of a real organisation.` });
      return true;
    }
    if (!REST.test(url.pathname)) return false;
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
    const { pathname: path, search: query } = url;
    const entry: LoggedRequest = { method, path, query, status: null, faults: actions.map(({ kind }) => kind) };
    this.log.push(entry);
    if (this.log.length > LONGEST_LOG) this.log.shift();
    response.on("finish", () => {
      entry.status = response.statusCode;
    });
    for (const action of actions) {
      if (action.kind === "delay") await wait(action.milliseconds);
      else if (action.kind === "answer" && SERVICE_ANSWERS[action.name].whole === null) {
        const { name, milliseconds = 0 } = action;
        await wait(milliseconds);
        const headers = SERVICE_ANSWERS[name].headers({
          organization: ORGANIZATION,
          now: this.options.clock(),
          milliseconds,
        });
        for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
      } else if (action.kind !== "truncate") return this.answerFault(action, request, response);
    }
    await this.pass(
      request,
      response,
      url,
      method,
      actions.some(({ kind }) => kind === "truncate"),
    );
  }

  /** A stand-in with this one fault answers as the stand-in does. */
  private async answerFault(action: FaultAction, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin, clock } = this.options;
    const estate = this.documents.snapshot();
    await createLocalBoards({ origin, estate, clock, faults: [{ route: "/", action }] }).handle(request, response);
  }

  private async pass(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    method: string,
    truncated: boolean,
  ): Promise<void> {
    if (this.sessions.userOf(request.headers.authorization) === null) {
      // The documents' stand-in does not know the token either and says so as Azure DevOps does.
      await this.documents.handle(request, response);
      return;
    }
    const path = url.pathname.slice(`/${ORGANIZATION}`.length);
    const decision = decide({ method, path, query: url.search }, this.options.world.project, this.options.allowsWrites);
    if (decision.kind === "documents") {
      if (truncated) {
        response.destroy();
        return;
      }
      request.headers.authorization = `Bearer ${this.documentsToken}`;
      await this.documents.handle(request, response);
      return;
    }
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    try {
      if (request.headers["x-http-method-override"] !== undefined) throw overridden();
      const body = await readBytes(request);
      if (decision.kind === "refused") throw refusal(decision.status, decision.message);
      if (decision.kind === "write") {
        requireStaying(body);
        const refused = decision.item === null ? null : await this.requireOwn(decision.item, gone.signal);
        if (refused !== null) {
          this.send(response, refused, truncated);
          return;
        }
      }
      const answer = await this.options.connection.send({
        method,
        path: path + url.search,
        headers: sentHeaders(request),
        body: this.translated(body, request),
        signal: gone.signal,
      });
      this.send(response, answer, truncated);
    } catch (error) {
      if (response.destroyed) return;
      const known = asServiceError(error);
      if (known === null) throw error;
      allowCrossOrigin(response);
      answerJson(response, known.status, known.envelope());
    }
  }

  private translated(body: Buffer, request: IncomingMessage): Buffer {
    if (!isJson(request.headers["content-type"])) return body;
    return Buffer.from(this.exchange.toRemote(body.toString("utf8")), "utf8");
  }

  /**
   * Ids are the organisation's: an address could name a work item of another project.
   * @returns null for one of the project; what the organisation answered where it cannot be looked up
   * @throws ServiceError 403 for one of another project
   */
  private async requireOwn(id: number, signal: AbortSignal): Promise<RemoteAnswer | null> {
    const { connection, world } = this.options;
    // Each time: it may have been moved meanwhile.
    const answer = await connection.send({
      method: "GET",
      path: `/_apis/wit/workitems/${id}?fields=System.TeamProject`,
      headers: { accept: "application/json;api-version=5.0", "x-tfs-fedauthredirect": "Suppress" },
      signal,
    });
    // What cannot be looked up is not changed: the organisation's own words say why.
    if (answer.status !== 200) return answer;
    const own = teamProjectOf(answer.body).toLowerCase() === world.project.name.toLowerCase();
    if (own) return null;
    throw refusal(
      403,
      `Work item ${id} is not of the project ${world.project.name}: changes are let through in that project alone.`,
    );
  }

  private send(response: ServerResponse, answer: RemoteAnswer, truncated: boolean): void {
    const { status, headers } = answer;
    if (status >= 300 && status < 400 && status !== 304) {
      // A browser would go where the redirect leads.
      throw new ServiceError(
        502,
        "RedirectNotFollowedException",
        `${this.options.connection.address.url} answered with a redirect (${status}), which is not followed. The token may have expired; start again with a new one.`,
      );
    }
    for (const [name, value] of headers) if (ANSWERED.test(name)) response.setHeader(name, value);
    // A page in place of data is a sign-in page, which like a 401 has no headers of CORS [C].
    if (status !== 401 && status !== 203) allowCrossOrigin(response);
    const body = isJson(headers.get("content-type") ?? undefined)
      ? Buffer.from(this.exchange.toLocal(answer.body.toString("utf8")), "utf8")
      : answer.body;
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.writeHead(status, status === 204 || status === 304 ? {} : { "Content-Length": body.length });
    if (truncated) {
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    }
    response.end(body);
  }
}

function sentHeaders(request: IncomingMessage): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const name of SENT) {
    const value = request.headers[name];
    if (typeof value === "string") sent[name] = value;
  }
  return sent;
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) {
      throw new ServiceError(
        413,
        "RequestTooLargeException",
        "The request is larger than the 25 MB that are passed on.",
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/([\w.-]+\+)?json/i.test(contentType ?? "");
}

function teamProjectOf(body: Buffer): string {
  return v.parse(ITEM_OF_PROJECT, JSON.parse(body.toString("utf8"))).fields["System.TeamProject"];
}

const PATCH_PATHS = v.array(v.looseObject({ path: v.string() }));

/** A change that would take a work item into another project is not one of this project alone. */
function requireStaying(body: Buffer): void {
  let operations: unknown;
  try {
    operations = JSON.parse(body.toString("utf8"));
  } catch {
    operations = null;
  }
  const patch = v.safeParse(PATCH_PATHS, operations);
  if (!patch.success) throw refusal(400, "A change of a work item is a list of operations in JSON; this is none.");
  const moves = patch.output.some(({ path }) => /team[ .]?project/i.test(decoded(path)));
  if (moves) throw refusal(403, "System.TeamProject was not sent: work items stay in the project that is tried out.");
}

function refusal(status: number, message: string): ServiceError {
  return new ServiceError(status, "NotPassedOnException", message);
}

function overridden(): ServiceError {
  return refusal(400, "X-HTTP-Method-Override is not passed on. Send the request with the method itself.");
}

/** Null for a mistake of our own. */
function asServiceError(error: unknown): ServiceError | null {
  if (error instanceof ServiceError) return error;
  if (!(error instanceof ConnectionError)) return null;
  return new ServiceError(FAILURE_STATUS[error.failure], "OrganizationUnreachableException", error.message);
}

function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
