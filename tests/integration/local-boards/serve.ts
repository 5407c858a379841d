import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLocalBoards, type LocalBoards, type LocalBoardsOptions } from "../../../scripts/local-boards/server";

/** An answer, its body read as JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface Sent {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Id of the user who asks; the first one otherwise. */
  readonly user?: string;
}

/** A local Azure Boards that listens on a free port. */
export interface Served {
  readonly boards: LocalBoards;
  readonly origin: string;
  /** Sends a request with a token, version 7.1, below the organisation. */
  send(method: string, path: string, sent?: Sent): Promise<Answer>;
  /** Sends a request as it is, below the origin. */
  raw(method: string, path: string, headers?: Readonly<Record<string, string>>, body?: string): Promise<Answer>;
  close(): Promise<void>;
}

/** Serves an estate until `close`. */
export async function serve(options: Omit<LocalBoardsOptions, "origin">): Promise<Served> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const boards = createLocalBoards({ ...options, origin });
  server.on("request", (request, response) => {
    boards.handle(request, response).then(
      (handled) => {
        if (!handled) response.writeHead(418).end("not for the local boards");
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const raw: Served["raw"] = async (method, path, headers = {}, body) => {
    const response = await fetch(origin + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  };
  const tokens = new Map<string, string>();
  const tokenOf = (user: string): string => {
    const token = tokens.get(user) ?? boards.tokens.issue(user);
    tokens.set(user, token);
    return token;
  };
  return {
    boards,
    origin,
    raw,
    send: (method, path, sent = {}) => {
      const user = sent.user ?? boards.users()[0]?.id ?? "";
      return raw(
        method,
        `/local${path}`,
        {
          authorization: `Bearer ${tokenOf(user)}`,
          accept: sent.accept ?? "application/json;api-version=7.1",
          "content-type": sent.contentType ?? "application/json",
          ...sent.headers,
        },
        sent.body === undefined ? undefined : JSON.stringify(sent.body),
      );
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const PATCH = "application/json-patch+json";
