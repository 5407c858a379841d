import * as v from "valibot";
import type { Clock } from "./clock";
import { ApiError, BoardsError, Cancelled, NetworkError, textOf, Unparseable } from "./errors";
import { Lanes } from "./lanes";
import { DEFAULT_RETRY, retryAfter, waitBefore, type RetryPolicy, type Trouble } from "./retryPolicy";

/**
 * The REST version of every call. 7.0 is the newest that Azure DevOps Services and every supported server have (2022 ends
 * there); nothing that we read changed its shape in 7.1.
 */
export const API_VERSION = "7.0";

/**
 * What may be done when a try fails.
 *
 * - `read`: tried again; asking twice changes nothing. POSTs that only read (WIQL, batch read) are reads.
 * - `guardedWrite`: a PATCH whose first operation tests `/rev`. It is tried again as a read is: had the lost try been
 *   carried out, the test fails with 412 and nothing is written twice. The caller finds out which by reading the item.
 * - `write`: tried again only after 401 and 429, which say that it was not carried out.
 */
export type RequestClass = "read" | "guardedWrite" | "write";

/** One call. */
export interface BoardsRequest<S extends v.GenericSchema> {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly class: RequestClass;
  /** Below the organization, segments already encoded, e.g. `Contoso/_apis/wit/wiql`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
  readonly contentType?: string;
  /** What the answer must be. */
  readonly schema: S;
  readonly signal?: AbortSignal | undefined;
  /** Told of each try that ended without an answer which says whether it was carried out. */
  readonly onLost?: () => void;
}

/** What the transport tells those who watch it. */
export type TransportEvent =
  | { readonly kind: "sent"; readonly method: string; readonly url: string; readonly attempt: number }
  | {
      readonly kind: "answered";
      readonly method: string;
      readonly url: string;
      readonly status: number;
      readonly ms: number;
    }
  | {
      readonly kind: "waiting";
      readonly method: string;
      readonly url: string;
      readonly ms: number;
      readonly reason: string;
    };

/** What a transport is made of. */
export interface TransportOptions {
  /** e.g. `https://dev.azure.com/contoso`, or a collection of a server; a slash at its end does not matter. */
  readonly organizationUrl: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Asked once; asked again when Azure DevOps answers 401. */
  readonly getToken: () => Promise<string>;
  readonly clock: Clock;
  /** A number from 0 up to 1; spreads the waits. */
  readonly random: () => number;
  /** How many requests may be under way at a time. */
  readonly maxConcurrent?: number;
  readonly retry?: RetryPolicy;
  readonly observer?: (event: TransportEvent) => void;
}

/** The one way to Azure DevOps. */
export interface Transport {
  /** Without a slash at its end. */
  readonly organizationUrl: string;
  /**
   * Sends a request, as often as its class and the retry policy allow, and returns the answer as its schema gives it.
   *
   * @throws ApiError, NetworkError, Unparseable, Cancelled; {@link BoardsError} when there is no access token
   */
  send<S extends v.GenericSchema>(request: BoardsRequest<S>): Promise<v.InferOutput<S>>;
}

type Outcome =
  | { readonly kind: "answer"; readonly json: unknown }
  | {
      readonly kind: "failed";
      readonly error: BoardsError;
      readonly trouble: Trouble | null;
      readonly wait: number | null;
    };

const JSON_TYPE = "application/json";

/** Makes a transport. It keeps one access token and one limit on concurrency for all that is sent through it. */
export function createTransport(options: TransportOptions): Transport {
  const { clock, random, fetch } = options;
  const policy = options.retry ?? DEFAULT_RETRY;
  const root = options.organizationUrl.replace(/\/+$/, "");
  const lanes = new Lanes(options.maxConcurrent ?? 6, policy);
  const tell = options.observer ?? (() => undefined);
  let token: Promise<string> | null = null;
  let quietUntil = Number.NEGATIVE_INFINITY;

  function currentToken(): Promise<string> {
    token ??= options.getToken().catch((thrown: unknown) => {
      token = null;
      throw new BoardsError(
        `Azure DevOps gave no access token: ${textOf(thrown)}. Reload the page and sign in again.`,
        {
          cause: thrown,
        },
      );
    });
    return token;
  }

  async function attempt(request: BoardsRequest<v.GenericSchema>, url: string, number: number): Promise<Outcome> {
    const { method, signal } = request;
    const asked = currentToken();
    const bearer = await asked;
    if (signal?.aborted) throw new Cancelled();
    const sentAt = clock.now();
    tell({ kind: "sent", method, url, attempt: number });
    let response: Response;
    let body: string;
    try {
      response = await fetch(url, initOf(request, bearer));
      // Decoded as UTF-8, without the byte-order mark that some answers begin with.
      body = await response.text();
    } catch (thrown) {
      if (signal?.aborted) throw new Cancelled();
      return { kind: "failed", error: new NetworkError(method, url, thrown), trouble: "broken", wait: null };
    }
    const now = clock.now();
    const { status } = response;
    tell({ kind: "answered", method, url, status, ms: now - sentAt });
    const asksToWait = retryAfter(response.headers.get("retry-after"), now);
    if (asksToWait !== null) quietUntil = Math.max(quietUntil, now + Math.min(asksToWait, policy.longestMs));
    if (status === 401 && token === asked) token = null;
    if (status >= 400) {
      const trouble = troubleOf(status);
      if (trouble === "throttled") lanes.throttled(sentAt, now);
      return { kind: "failed", error: refusal(method, url, status, body), trouble, wait: asksToWait };
    }
    lanes.answered(sentAt, now);
    if (isWebPage(status, response.headers.get("content-type"), body)) {
      return { kind: "failed", error: signInPage(method, url, status), trouble: null, wait: null };
    }
    if (body === "") return { kind: "answer", json: null };
    try {
      return { kind: "answer", json: JSON.parse(body) as unknown };
    } catch (thrown) {
      const error = new Unparseable(method, url, "", `it is not whole JSON (${textOf(thrown)})`);
      return { kind: "failed", error, trouble: "broken", wait: null };
    }
  }

  async function inLane(request: BoardsRequest<v.GenericSchema>, url: string, number: number): Promise<Outcome> {
    await lanes.enter(request.signal);
    try {
      // Azure DevOps counts per user, not per call: when it asks for a pause, all calls make it.
      for (let ms = quietUntil - clock.now(); ms > 0; ms = quietUntil - clock.now()) {
        tell({ kind: "waiting", method: request.method, url, ms, reason: "Azure DevOps asked for a pause" });
        await clock.sleep(ms, request.signal);
      }
      return await attempt(request, url, number);
    } finally {
      lanes.leave();
    }
  }

  async function send<S extends v.GenericSchema>(request: BoardsRequest<S>): Promise<v.InferOutput<S>> {
    const { method } = request;
    const url = `${root}/${request.path}${queryText(request.query)}`;
    let askedForTokenAgain = false;
    for (let tries = 1; ; tries += 1) {
      const outcome = await inLane(request, url, tries);
      if (outcome.kind === "answer") {
        try {
          return parsed(request, url, outcome.json);
        } catch (thrown) {
          request.onLost?.();
          throw thrown;
        }
      }
      const { error, trouble } = outcome;
      if (!(error instanceof ApiError) || error.status >= 500) request.onLost?.();
      if (error instanceof ApiError && error.status === 401 && !askedForTokenAgain) {
        askedForTokenAgain = true;
        tries -= 1;
        continue;
      }
      if (trouble === null || tries >= policy.attempts || !mayRepeat(request.class, error)) throw error;
      if (outcome.wait === null) {
        const ms = waitBefore(policy, trouble, tries, random());
        tell({ kind: "waiting", method, url, ms, reason: error.message });
        await clock.sleep(ms, request.signal);
      }
    }
  }

  return { organizationUrl: root, send };
}

/** One segment of a path, encoded. */
export function segment(text: string): string {
  return encodeURIComponent(text);
}

function initOf(request: BoardsRequest<v.GenericSchema>, bearer: string): RequestInit {
  const headers: Record<string, string> = {
    Accept: `${JSON_TYPE};api-version=${API_VERSION}`,
    Authorization: `Bearer ${bearer}`,
    // Without these two Azure DevOps answers an expired sign-in with a page or a redirect instead of 401.
    "X-TFS-FedAuthRedirect": "Suppress",
    "X-VSS-ReauthenticationAction": "Suppress",
  };
  const init: RequestInit = { method: request.method, headers, signal: request.signal ?? null };
  if (request.body === undefined) return init;
  headers["Content-Type"] = request.contentType ?? JSON_TYPE;
  return { ...init, body: JSON.stringify(request.body) };
}

function queryText(query: BoardsRequest<v.GenericSchema>["query"]): string {
  const parts = Object.entries(query ?? {}).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function troubleOf(status: number): Trouble | null {
  if (status === 429 || status === 503) return "throttled";
  return status === 502 || status === 504 ? "broken" : null;
}

function mayRepeat(kind: RequestClass, error: BoardsError): boolean {
  return kind !== "write" || (error instanceof ApiError && error.status === 429);
}

function isWebPage(status: number, contentType: string | null, body: string): boolean {
  return (
    status === 203 || status >= 300 || (contentType ?? "").includes("text/html") || body.trimStart().startsWith("<")
  );
}

function signInPage(method: string, url: string, status: number): ApiError {
  const message =
    `Azure DevOps answered ${method} ${url} with a web page (status ${status}) instead of data: most often its sign-in ` +
    "page. The access token was not accepted, or the address is not that of an organization. Sign in again, or check " +
    "the address and the token.";
  return new ApiError(status, "", "", message, method, url);
}

/** Azure DevOps' envelope of errors. */
export const ERROR_BODY = v.object({ message: v.string(), typeKey: v.optional(v.string(), "") });

function refusal(method: string, url: string, status: number, body: string): ApiError {
  const { message, typeKey } = errorBody(body);
  const code = /^([A-Z]{2,4}\d+):/.exec(message)?.[1] ?? "";
  const said = message === "" ? "" : `: ${message}`;
  const full = `Azure DevOps refused ${method} ${url} with status ${status}${said}${adviceFor(status)}`;
  return new ApiError(status, typeKey, code, full, method, url, message);
}

function errorBody(body: string): v.InferOutput<typeof ERROR_BODY> {
  const plain = { message: body.trimStart().startsWith("<") ? "" : body.trim().slice(0, 500), typeKey: "" };
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // Not every refusal has the envelope: an unknown route is answered in plain text.
    return plain;
  }
  const result = v.safeParse(ERROR_BODY, json);
  return result.success ? result.output : plain;
}

function adviceFor(status: number): string {
  switch (status) {
    case 401:
      return " The access token was not accepted. Sign in again.";
    case 403:
      return " Ask an administrator for permission to view work items here.";
    case 429:
      return " Too much was asked in too short a time. Wait a few minutes, then try again.";
    case 503:
      return " The service is not available. Try again later.";
    default:
      return "";
  }
}

function parsed<S extends v.GenericSchema>(request: BoardsRequest<S>, url: string, json: unknown): v.InferOutput<S> {
  const result = v.safeParse(request.schema, json);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new Unparseable(request.method, url, v.getDotPath(issue) ?? "", issue.message);
}
