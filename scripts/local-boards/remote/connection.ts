/** The one way to a real organisation: one host, no redirects, and the token in no answer and no error. */
import type { OrganizationAddress } from "./organizationUrl";
import type { Secret } from "./token";

/** A request below the organisation. */
export interface RemoteRequest {
  readonly method: string;
  /** Begins with a slash; with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Default `own`: the organisation's token. `none` sends no credentials, `wrong` a token that nobody has. */
  readonly credentials?: "own" | "none" | "wrong";
  readonly signal?: AbortSignal;
}

/** What was answered; the token is taken out of it. */
export interface RemoteAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Where the way to the organisation failed. */
export type Failure = "unreachable" | "timeout" | "tooLarge" | "aborted";

/** There is no answer; the message says what to do. */
export class ConnectionError extends Error {
  constructor(
    readonly failure: Failure,
    message: string,
  ) {
    super(message);
  }
}

/** An organisation that can be asked. */
export interface Connection {
  readonly address: OrganizationAddress;
  /**
   * Sends a request to the organisation and to nobody else.
   * @throws ConnectionError where there is no answer
   */
  send(request: RemoteRequest): Promise<RemoteAnswer>;
}

/** What a connection may be told. */
export interface ConnectionOptions {
  /** Milliseconds that an answer may take. Default two minutes: a query may take 30 seconds, on a server longer. */
  readonly timeoutMs?: number;
  /** Bytes that an answer may have. Default 100 MB. */
  readonly largestAnswer?: number;
}

const TIMEOUT = 120_000;
const LARGEST_ANSWER = 100 * 1024 * 1024;
/** Well formed and nobody's. */
const WRONG_TOKEN = `Basic ${Buffer.from(`:${"a".repeat(52)}`).toString("base64")}`;

/** Makes a connection. Nothing is sent before something is asked. */
export function connect(address: OrganizationAddress, token: Secret, options: ConnectionOptions = {}): Connection {
  const { timeoutMs = TIMEOUT, largestAnswer = LARGEST_ANSWER } = options;

  async function send(request: RemoteRequest): Promise<RemoteAnswer> {
    const { method, path, headers, body, credentials = "own", signal } = request;
    if (!path.startsWith("/")) throw new Error(`A path begins with a slash: ${path}`);
    const timeout = AbortSignal.timeout(timeoutMs);
    const signs = { own: token.authorization(), wrong: WRONG_TOKEN, none: null }[credentials];
    try {
      const response = await fetch(address.url + path, {
        method,
        headers: { ...headers, ...(signs === null ? {} : { authorization: signs }) },
        // Another host must not be asked, least of all with the token.
        redirect: "manual",
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
        ...(body === undefined || body.length === 0 ? {} : { body: new Uint8Array(body) }),
      });
      const content = await readUpTo(response, largestAnswer);
      return { status: response.status, headers: cleaned(response.headers), body: withoutToken(content) };
    } catch (error) {
      throw failed(error, method, path, timeout.aborted, signal?.aborted === true);
    }
  }

  function cleaned(headers: Headers): Headers {
    const clean = new Headers();
    for (const [name, value] of headers) clean.append(name, token.removedFrom(value));
    return clean;
  }

  /** Latin-1 gives each byte a character and takes it back; the token is of ASCII. */
  function withoutToken(content: Buffer): Buffer {
    const text = content.toString("latin1");
    const clean = token.removedFrom(text);
    return clean === text ? content : Buffer.from(clean, "latin1");
  }

  function failed(error: unknown, method: string, path: string, isLate: boolean, isAborted: boolean): ConnectionError {
    if (error instanceof ConnectionError) return error;
    const place = `${method} ${address.url}${path.replace(/\?.*$/s, "")}`;
    if (isLate) return new ConnectionError("timeout", `${place} was not answered within ${timeoutMs / 1000} seconds.`);
    if (isAborted) {
      return new ConnectionError("aborted", `${place} was given up by who asked.`);
    }
    const reason = token.removedFrom(reasonOf(error));
    return new ConnectionError(
      "unreachable",
      `${address.url} cannot be reached (${reason}). Check the address, the network, and whether a proxy stands between.`,
    );
  }

  return { address, send };
}

async function readUpTo(response: Response, largest: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > largest) {
      throw new ConnectionError("tooLarge", `The answer is larger than the ${largest} bytes that are passed on.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The system's code where there is one: `fetch` itself says no more than that it failed. */
function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: Partial<NodeJS.ErrnoException> };
  return cause?.code ?? cause?.message ?? String(error);
}
