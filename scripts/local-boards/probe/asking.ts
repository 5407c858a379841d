/** Asks an organisation without changing anything, and takes down what can be compared with another's answer. */
import type { Connection } from "../remote/connection";

/** One reading request. */
export interface Reading {
  /** Default GET; a POST only where it reads. */
  readonly method?: "GET" | "OPTIONS" | "POST";
  /** Below the organisation; `{project}` stands for the project's name. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The version in Accept; null names none. Default 7.0. */
  readonly version?: string | null;
  /** Further parameters of Accept, e.g. `noArrayWrap=true`. */
  readonly style?: string;
  readonly body?: unknown;
  readonly credentials?: "own" | "none" | "wrong";
}

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where the answer is no JSON. */
  readonly json: unknown;
}

/** An organisation with one project, asked for reading alone. */
export interface Asked {
  readonly organizationUrl: string;
  readonly project: { readonly id: string; readonly name: string };
  /** @throws ConnectionError where there is no answer; Error for a request that would write */
  ask(reading: Reading): Promise<Answered>;
}

/** Reads that are sent as POST. */
const READING_POSTS = /\/_apis\/wit\/(wiql|workitemsbatch)(\?|$)/i;

/** Makes the way to ask. */
export function asking(connection: Connection, project: { readonly id: string; readonly name: string }): Asked {
  async function ask(reading: Reading): Promise<Answered> {
    const { method = "GET", path, headers = {}, version = "7.0", style, body, credentials = "own" } = reading;
    // The promise of the whole probe, kept in one place.
    if (method === "POST" && !READING_POSTS.test(path)) throw new Error(`POST ${path} would write.`);
    const accept = ["application/json", ...(version === null ? [] : [`api-version=${version}`]), style ?? ""];
    const answer = await connection.send({
      method,
      path: path.replaceAll("{project}", encodeURIComponent(project.name)),
      headers: {
        accept: accept.filter((part) => part !== "").join(";"),
        "x-tfs-fedauthredirect": "Suppress",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      credentials,
      ...(body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }),
    });
    const text = answer.body.toString("utf8").replace(/^\uFEFF/, "");
    return { status: answer.status, headers: answer.headers, text, json: jsonOf(text) };
  }
  return { organizationUrl: connection.address.url, project, ask };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a page or plain text, which is an answer as well
  }
}
