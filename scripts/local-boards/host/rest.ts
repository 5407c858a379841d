/** REST as the host's own pages and services call it: the same API that every client uses. */
import * as v from "valibot";

/** An answer that is no success; carries what the SDK's callers look at (reference §4). */
export class RestError extends Error {
  override readonly name = "TFS.WebApi.Exception";

  constructor(
    readonly status: number,
    message: string,
    readonly responseText: string,
    readonly serverError: unknown,
  ) {
    super(message);
  }
}

/** A call of the REST API; resolves to the parsed answer, or undefined where it is empty (204). */
export interface Rest {
  get(path: string): Promise<unknown>;
  /** Sends a body as JSON, or as another kind of it, e.g. a patch. */
  send(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown, mediaType?: string): Promise<unknown>;
}

const errorSchema = v.object({ message: v.string() });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // an error page in text/plain or HTML
  }
}

/**
 * Makes the caller for one token.
 * @param base the organisation's address; paths are appended to it
 */
export function createRest(base: string, token: string): Rest {
  async function call(method: string, path: string, body?: unknown, mediaType = "application/json"): Promise<unknown> {
    const response = await fetch(base + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        // The newest version that both the cloud and every server to choose from have.
        accept: "application/json;api-version=7.0-preview",
        ...(body === undefined ? {} : { "content-type": mediaType }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = parseJson(text);
    if (response.ok) {
      if (text === "" || json !== undefined) return json;
      throw new RestError(
        response.status,
        `${method} ${path} was answered with something other than JSON.`,
        text,
        null,
      );
    }
    const envelope = v.safeParse(errorSchema, json);
    const message = envelope.success ? envelope.output.message : `${method} ${path}: status ${response.status}`;
    throw new RestError(response.status, message, text, json ?? null);
  }
  return { get: (path) => call("GET", path), send: call };
}
