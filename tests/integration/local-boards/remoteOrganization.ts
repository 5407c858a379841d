/** A real organisation for tests: a second local Azure Boards, and the pages' server in front of it. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { connect, type ConnectionOptions } from "../../../scripts/local-boards/remote/connection";
import { identify } from "../../../scripts/local-boards/remote/identify";
import { parseOrganizationUrl } from "../../../scripts/local-boards/remote/organizationUrl";
import { RemoteBoards, type RemoteBoardsOptions } from "../../../scripts/local-boards/remote/remoteBoards";
import { Secret } from "../../../scripts/local-boards/remote/token";
import type { Answer } from "./serve";

/** What arrived at a server. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that notes what arrives and answers as a test says. */
export interface Noting {
  readonly origin: string;
  readonly arrived: readonly Arrived[];
  close(): Promise<void>;
}

/** Runs a server on a free port; without an answer it says `{}`. */
export async function noting(
  answer: (request: Arrived, response: ServerResponse) => void = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  },
): Promise<Noting> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = "", url = "", headers } = request;
      arrived.push({ method, url, headers, body });
      answer({ method, url, headers, body }, response);
    });
  });
  const origin = await listening(server);
  return { origin, arrived, close: () => closed(server) };
}

/** The pages' side: REST below `/local` of an own origin. */
export interface Passing {
  readonly boards: RemoteBoards;
  readonly origin: string;
  /** The local token. */
  readonly token: string;
  /** Sends a request with the local token, below the organisation. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  raw(method: string, path: string, headers?: Readonly<Record<string, string>>, body?: string): Promise<Answer>;
  close(): Promise<void>;
}

/** Passes requests on to an organisation. */
export async function passOn(
  target: { readonly url: string; readonly token: string; readonly project: string } & ConnectionOptions,
  options: Partial<Pick<RemoteBoardsOptions, "allowsWrites" | "faults" | "persistence" | "documents">> = {},
): Promise<Passing> {
  const { timeoutMs = 10_000 } = target;
  const connection = connect(parseOrganizationUrl(target.url), new Secret(target.token), { ...target, timeoutMs });
  const world = await identify(connection, target.project);
  const server = createServer();
  const origin = await listening(server);
  const boards = new RemoteBoards({
    origin,
    connection,
    world,
    allowsWrites: false,
    clock: () => Date.now(),
    ...options,
  });
  server.on("request", (request, response) => {
    boards.handle(request, response).then(
      (handled) => {
        if (!handled) response.writeHead(418).end("not for the boards");
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const token = boards.tokens.issue(world.user.id);
  const raw: Passing["raw"] = async (method, path, headers = {}, body) => {
    const response = await fetch(origin + path, {
      method,
      headers,
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  };
  return {
    boards,
    origin,
    token,
    raw,
    send: (method, path, body, headers = {}) =>
      raw(
        method,
        `/local${path}`,
        {
          authorization: `Bearer ${token}`,
          accept: "application/json;api-version=7.1",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        body === undefined ? undefined : JSON.stringify(body),
      ),
    close: () => closed(server),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
