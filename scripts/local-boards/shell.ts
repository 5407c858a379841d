/**
 * The local Azure Boards as a whole: the host's pages and REST on one origin, the extension's files on another, so
 * that origins, the handshake token and CORS are as real as in an organisation.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { contentSecurityPolicy, document, HOST_FILES } from "./host/node/document";
import { mediaType, serveExtensionFile } from "./host/node/extensionFiles";
import { type Manifest, readManifest } from "./host/node/manifest";
import { route } from "./host/node/routes";
import {
  addresses,
  boardsHubs,
  settingsHubs,
  type Contribution,
  type HandshakeForm,
  type PageData,
} from "./host/pageData";
import { chosenUser, USER_COOKIE, userChoice } from "./host/users";
import { isOwnHost } from "./http/hostName";
import type { EstateUser } from "./model/estate";
import { createLocalBoards, type LocalBoards, type LocalBoardsOptions, type ServedOrganization } from "./server";

/** Where the host's pages and the extension are served, and how; whatever the organisation behind them is. */
export interface HostOptions {
  /** Folder of vss-extension.json and of the files that it names. */
  readonly extensionDirectory: string;
  /** Folder of host.js and host.css, the bundle of `host/index.ts`. */
  readonly hostDirectory: string;
  /** Port of the host's pages and REST; the extension's files are on the next one. 0 picks two free ports. */
  readonly port: number;
  /** The name under which both are reached; also the interface that is listened on. Default `localhost`. */
  readonly host?: string;
  /** Unique name or display name of who signs in. Default: the first user. */
  readonly user?: string;
  /** Puts extensions into sandboxed frames, as Azure DevOps Server does. Default: where a server is served. */
  readonly sandbox?: boolean;
  /** Default `current`. */
  readonly handshake?: HandshakeForm;
  /** Told of requests that failed for a reason of our own. Default: standard error. */
  readonly onError?: (error: unknown) => void;
}

/** A stand-in that is made of an estate, and how it is served. */
export interface ShellOptions extends HostOptions, Omit<LocalBoardsOptions, "origin" | "onError"> {
  /** Area paths that the signed-in user cannot read. */
  readonly unreadableAreas?: readonly string[];
}

/** The organisation behind the pages. */
export interface Source<B extends ServedOrganization> {
  readonly users: readonly EstateUser[];
  /** Makes it, as soon as it is known where it is served. */
  serve(origin: string): B;
}

/** A running local Azure Boards. */
export interface RunningBoards<B extends ServedOrganization = LocalBoards> {
  /** e.g. `http://localhost:8080/local`; what a client takes for `https://dev.azure.com/<organisation>`. */
  readonly organizationUrl: string;
  /** Origin of the extension's files. */
  readonly extensionOrigin: string;
  /** Who is signed in where nobody else was chosen on a page. */
  readonly user: EstateUser;
  /** A token of the signed-in user, good as Bearer and as personal access token. */
  readonly token: string;
  /** A token of a user, by unique name or display name. Throws where there is nobody of that name. */
  tokenOf(name: string): string;
  /** The cookie with which pages are shown to a user. Throws where there is nobody of that name. */
  cookieOf(name: string): { readonly name: string; readonly value: string; readonly url: string };
  readonly boards: B;
  /** Address of a hub in a project (default: the first Boards hub of the manifest, the first project). */
  hubUrl(project?: string, contributionId?: string): string;
  /** Address of the first hub of the manifest in the settings of a project (default: the first project). */
  settingsUrl(project?: string): string;
  /** Saves, and ends both servers. */
  close(): Promise<void>;
}

/** A name that is no interface of this machine is listened on all the same; localhost means this machine only. */
function interfaceOf(host: string): string {
  return host === "localhost" ? "127.0.0.1" : host;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((fulfil, reject) => {
    server.once("error", reject);
    server.listen(port, interfaceOf(host), () => {
      server.off("error", reject);
      fulfil((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((fulfil) => {
    server.close(() => fulfil());
    server.closeAllConnections();
  });
}

function contributionsOf(manifest: Manifest, extensionOrigin: string): Contribution[] {
  const address = (path: string): string => new URL(path, `${extensionOrigin}/`).href;
  return manifest.contributions.map(({ id, type, targets, description, properties }) => {
    // An asset is named with its extension: publisher.extension/path.
    const given = properties.icon ?? properties.iconAsset?.replace(`${manifest.publisher}.${manifest.id}/`, "");
    const icon = typeof given === "string" ? { light: given } : given;
    return {
      id: `${manifest.publisher}.${manifest.id}.${id}`,
      type,
      targets,
      // Actions say what they are called in other properties than hubs do.
      name: properties.name ?? properties.text ?? properties.title ?? id,
      description: description ?? "",
      url: properties.uri === undefined ? null : address(properties.uri),
      icon: icon === undefined ? null : { light: address(icon.light), dark: address(icon.dark ?? icon.light) },
      order: properties.order ?? 1000,
      height: properties.height ?? null,
      properties,
    };
  });
}

/** The user of a unique name or display name, without regard to case. Throws where there is nobody of that name. */
function findUser(users: readonly EstateUser[], name: string): EstateUser {
  const wanted = name.toLowerCase();
  const found = users.find(
    ({ uniqueName, displayName }) => uniqueName.toLowerCase() === wanted || displayName.toLowerCase() === wanted,
  );
  if (found !== undefined) return found;
  throw new Error(`There is no user ${name}; there are ${users.map(({ displayName }) => displayName).join(", ")}.`);
}

function whoSignsIn(users: readonly EstateUser[], name: string | undefined): EstateUser {
  const user = name === undefined ? users[0] : findUser(users, name);
  if (user === undefined) throw new Error("There is no user to sign in.");
  return user;
}

/** A stable GUID for the organisation; real ones never change either. */
const ORGANIZATION_ID = createHash("sha256")
  .update("local")
  .digest("hex")
  .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

async function serveHostFile(directory: string, path: string, response: ServerResponse): Promise<void> {
  const name = path.slice(HOST_FILES.length);
  // The bundle is a script, its styles and perhaps their source maps; nothing else below this address exists.
  if (!/^host\.(js|css)(\.map)?$/.test(name)) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("No such file of the host page.\n");
    return;
  }
  const content = await readFile(join(directory, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && name.endsWith(".map")) return null;
    throw error;
  });
  if (content === null) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": mediaType(name), "cache-control": "no-store" }).end(content);
}

/**
 * Starts both servers in front of a stand-in.
 * @throws what {@link startHost} throws
 */
export async function startLocalBoards(options: ShellOptions): Promise<RunningBoards> {
  // A server puts extensions into sandboxed frames.
  const sandbox = options.sandbox ?? options.serverVersion !== undefined;
  const running = await startHost(
    { ...options, sandbox },
    {
      users: options.estate.users,
      serve: (origin) => createLocalBoards({ ...options, origin }),
    },
  );
  if (options.unreadableAreas?.length) running.boards.hideAreas(running.user.id, options.unreadableAreas);
  return running;
}

/**
 * Starts both servers in front of an organisation.
 * @throws the system's error when a port is in use (`code` EADDRINUSE); an Error with what to do when the manifest
 * cannot be read, and where there is nobody of the name that is to sign in
 */
export async function startHost<B extends ServedOrganization>(
  options: HostOptions,
  source: Source<B>,
): Promise<RunningBoards<B>> {
  const host = options.host ?? "localhost";
  const nameInUrl = ["0.0.0.0", "::"].includes(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  const signedIn = whoSignsIn(source.users, options.user);
  const extensionDirectory = resolve(options.extensionDirectory);
  const manifest = await readManifest(extensionDirectory);
  const onError = options.onError ?? ((error: unknown) => console.error(error));

  const serve = (answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Server =>
    createServer((request, response) => {
      answer(request, response).catch((error: unknown) => {
        // Whoever asked has gone away: nobody is left to answer, and nothing failed.
        if (response.destroyed) return;
        onError(error);
        if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
        response.end("The local Azure Boards failed; its terminal says why.\n");
      });
    });

  const hostServer = serve(answerHost);
  const extensionServer = serve((request, response) =>
    serveExtensionFile(extensionDirectory, manifest.files, request, response),
  );
  const port = await listen(hostServer, options.port, host);
  let extensionPort: number;
  try {
    extensionPort = await listen(extensionServer, options.port === 0 ? 0 : port + 1, host);
  } catch (error) {
    await stop(hostServer);
    throw error;
  }

  const origin = `http://${nameInUrl}:${port}`;
  const extensionOrigin = `http://${nameInUrl}:${extensionPort}`;
  const contributions = contributionsOf(manifest, extensionOrigin);
  const boards = source.serve(origin);
  const tokens = new Map<string, string>();

  function tokenOf({ id }: EstateUser): string {
    const token = tokens.get(id) ?? boards.tokens.issue(id);
    tokens.set(id, token);
    return token;
  }

  async function answerHost(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await boards.handle(request, response)) return;
    if (!isOwnHost(request.headers.host, origin)) {
      response.writeHead(403, { "content-type": "text/plain; charset=utf-8" });
      response.end(`The local Azure Boards is at ${origin}; start it with --host to serve it under another name.\n`);
      return;
    }
    const path = (request.url ?? "/").replace(/[?#].*$/, "");
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    if (path.startsWith(HOST_FILES)) {
      await serveHostFile(options.hostDirectory, path, response);
      return;
    }
    const found = route(path, { organization: boards.organization, projects: boards.projects(), contributions });
    if ("redirect" in found) {
      response.writeHead(302, { location: found.redirect }).end();
      return;
    }
    response.writeHead(found.page.kind === "notFound" ? 404 : 200, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": contentSecurityPolicy(extensionOrigin),
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    response.end(request.method === "HEAD" ? undefined : document(pageData(found.page, userOf(request))));
  }

  /** Who was chosen on a page before, else who is signed in. */
  function userOf(request: IncomingMessage): EstateUser {
    const chosen = chosenUser(request.headers.cookie, signedIn.id);
    return boards.users().find(({ id }) => id === chosen) ?? signedIn;
  }

  function pageData(page: PageData["page"], user: EstateUser): PageData {
    const { label, description } = boards.describe();
    return {
      organization: { id: ORGANIZATION_ID, name: boards.organization, url: boards.organizationUrl },
      user,
      users: [...boards.users()],
      signedIn: signedIn.id,
      token: tokenOf(user),
      projects: boards.projects().map(({ id, name, description }) => ({ id, name, description })),
      estate: { label, description },
      extension: {
        publisherId: manifest.publisher,
        extensionId: manifest.id,
        name: manifest.name,
        version: manifest.version,
        origin: extensionOrigin,
        contributions,
      },
      hosting: { sandbox: options.sandbox ?? false, handshake: options.handshake ?? "current" },
      page,
    };
  }

  return {
    organizationUrl: boards.organizationUrl,
    extensionOrigin,
    user: signedIn,
    token: tokenOf(signedIn),
    tokenOf: (name) => tokenOf(findUser(boards.users(), name)),
    cookieOf: (name) => ({
      name: USER_COOKIE,
      value: userChoice(signedIn.id, findUser(boards.users(), name).id),
      url: origin,
    }),
    boards,
    hubUrl(project, contributionId) {
      const name = project ?? boards.projects()[0]?.name;
      const hub = contributionId ?? boardsHubs(contributions)[0]?.id;
      if (name === undefined) throw new Error("There is no project.");
      if (hub === undefined) throw new Error("vss-extension.json has no hub in the Boards group.");
      return addresses.hub(boards.organizationUrl, name, hub);
    },
    settingsUrl(project) {
      const name = project ?? boards.projects()[0]?.name;
      const [hub] = settingsHubs(contributions);
      if (name === undefined) throw new Error("There is no project.");
      if (hub === undefined) throw new Error("vss-extension.json has no hub in the project settings.");
      return addresses.settings(boards.organizationUrl, name, hub.id);
    },
    async close() {
      await Promise.all([stop(hostServer), stop(extensionServer)]);
      await boards.save();
    },
  };
}
