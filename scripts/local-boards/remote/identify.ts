/** Finds out at the start who asks and for which project, so that what is wrong is said before a page is opened. */
import * as v from "valibot";
import type { Connection, RemoteAnswer } from "./connection";
import { TOKEN_SCOPES, TOKEN_VARIABLE } from "./token";

/** The project that is tried out, and who tries it. */
export interface RemoteWorld {
  readonly project: { readonly id: string; readonly name: string; readonly description: string };
  readonly user: { readonly id: string; readonly displayName: string; readonly uniqueName: string };
}

/** The organisation cannot be used; the message says why, and what to do. */
export class IdentifyError extends Error {}

/** Old enough for every server that is in use. */
const VERSION = "5.0";
/** Who asks without credentials where a project is public. */
const ANONYMOUS = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

const CONNECTION_DATA = v.object({
  authenticatedUser: v.object({
    id: v.string(),
    providerDisplayName: v.optional(v.string(), ""),
    customDisplayName: v.optional(v.string()),
    properties: v.optional(v.object({ Account: v.optional(v.object({ $value: v.string() })) }), {}),
  }),
});
const PROJECT = v.object({ id: v.string(), name: v.string(), description: v.optional(v.nullable(v.string())) });

/**
 * Asks for the token's user and for a project by its name or id.
 * @throws IdentifyError where the token, the address or the name is wrong; ConnectionError where nobody answers
 */
export async function identify(connection: Connection, projectName: string): Promise<RemoteWorld> {
  const { url } = connection.address;
  const first = await ask(connection, "/_apis/connectionData", `${VERSION}-preview.1`);
  if (first.status === 404) {
    throw new IdentifyError(`There is no organisation at ${url}. Check --organization.`);
  }
  const { authenticatedUser: user } = parsed(CONNECTION_DATA, first, url);
  if (user.id === ANONYMOUS) throw refusedToken(url, "it took the caller for nobody");

  const second = await ask(connection, `/_apis/projects/${encodeURIComponent(projectName)}`, VERSION);
  if (second.status === 404) {
    throw new IdentifyError(
      `There is no project "${projectName}" in ${url}, or the token may not see it. Check --project.`,
    );
  }
  const project = parsed(PROJECT, second, url);
  const displayName = user.customDisplayName ?? user.providerDisplayName;
  const account = user.properties.Account?.$value;
  return {
    project: { id: project.id, name: project.name, description: project.description ?? "" },
    user: {
      id: user.id,
      displayName: displayName || account || user.id,
      uniqueName: account || displayName || user.id,
    },
  };
}

async function ask(connection: Connection, path: string, version: string): Promise<RemoteAnswer> {
  const { url } = connection.address;
  const answer = await connection.send({
    method: "GET",
    path,
    // Without these two a wrong token may get a web page instead of a refusal.
    headers: {
      accept: `application/json;api-version=${version}`,
      "x-tfs-fedauthredirect": "Suppress",
      "x-vss-reauthenticationaction": "Suppress",
    },
  });
  const { status } = answer;
  if (status === 401) throw refusedToken(url, "status 401");
  if (isSignIn(answer)) throw refusedToken(url, `it answered with its sign-in page, status ${status}`);
  if (status === 403) {
    throw new IdentifyError(
      `${url} knows the token and forbids it GET ${path} (403). It needs the scopes ${TOKEN_SCOPES}.`,
    );
  }
  if (status !== 200 && status !== 404) {
    throw new IdentifyError(
      `${url} answered GET ${path} with status ${status}. Try again later, or check the address.`,
    );
  }
  return answer;
}

/** A redirect or a page in place of data: that is how a sign-in is asked for. */
function isSignIn({ status, headers }: RemoteAnswer): boolean {
  const isPage = (headers.get("content-type") ?? "").includes("text/html");
  return status === 203 || (status >= 300 && status < 400) || (status === 200 && isPage);
}

function refusedToken(url: string, reason: string): IdentifyError {
  return new IdentifyError(
    `${url} does not accept the token in ${TOKEN_VARIABLE} (${reason}). It may have expired, be of another organisation, or lack a scope; it needs ${TOKEN_SCOPES}.`,
  );
}

function parsed<S extends v.GenericSchema>(schema: S, { body }: RemoteAnswer, url: string): v.InferOutput<S> {
  try {
    return v.parse(schema, JSON.parse(body.toString("utf8").replace(/^\uFEFF/, "")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new IdentifyError(`${url} answers otherwise than Azure DevOps does (${reason}). Check --organization.`, {
      cause: error,
    });
  }
}
