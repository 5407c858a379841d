import type * as v from "valibot";
import { BoardsError } from "./errors";
import { QUERY_RESULT } from "./schemas";
import { segment, type Transport } from "./transport";

/** Azure DevOps refuses a query of more than 20,000 results; a page stays below. */
export const LARGEST_PAGE = 19_999;

/** A text as WIQL writes it: in single quotes, with quotes inside doubled. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `[field] IN ('a', 'b')`. `values` is not empty. */
export function isOneOf(field: string, values: readonly string[]): string {
  return `[${field}] IN (${values.map(quoted).join(", ")})`;
}

/** `[field] NOT IN ('a', 'b')`. `values` is not empty. */
export function isNoneOf(field: string, values: readonly string[]): string {
  return `[${field}] NOT IN (${values.map(quoted).join(", ")})`;
}

/** Which ids are asked for, and how. */
export interface IdQuery {
  readonly projectId: string;
  /** A WIQL condition. */
  readonly where: string;
  /** Ids a page. */
  readonly pageSize: number;
  /** The time as of which is asked, as Azure DevOps wrote it; null for now. */
  readonly asOf: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** A page of ids in ascending order. */
export interface IdPage {
  /** The time as of which it holds, as Azure DevOps wrote it. */
  readonly asOf: string;
  readonly ids: readonly number[];
}

/**
 * Reads all ids that meet the condition, page after page in the order of ids, each page asked for as of the time of the
 * first. WIQL has no continuation: a page begins after the last id of the one before. The end is an empty page, not a short
 * one, so that a server with a lower limit of its own cannot cut the list short unnoticed. The first page is given out even
 * if it is empty, for its time.
 *
 * @throws what the transport throws when a page fails; the pages before have been given out by then
 */
export async function* idPages(transport: Transport, query: IdQuery): AsyncGenerator<IdPage> {
  let page = await readPage(transport, query, 0, query.asOf);
  const asOf = query.asOf ?? page.asOf;
  for (let last = page.ids.at(-1); last !== undefined; last = page.ids.at(-1)) {
    // Asked for before this page is used: whoever reads its items must not keep the next page waiting behind them.
    const next = readPage(transport, query, last, asOf);
    next.catch(() => undefined);
    yield page;
    page = await next;
    if (page.ids.length === 0) return;
  }
  yield page;
}

/** A query by its text. */
export interface WiqlRequest<S extends v.GenericSchema> {
  readonly projectId: string;
  readonly text: string;
  /** Rows to be answered at most. */
  readonly pageSize: number;
  /** The time that the text names in ASOF; null where it names none. */
  readonly asOf: string | null;
  readonly schema: S;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks a query.
 *
 * @throws what the transport throws
 */
export function askWiql<S extends v.GenericSchema>(
  transport: Transport,
  { projectId, text, pageSize, asOf, schema, signal }: WiqlRequest<S>,
): Promise<v.InferOutput<S>> {
  return transport.send({
    method: "POST",
    class: "read",
    path: `${segment(projectId)}/_apis/wit/wiql`,
    // Without timePrecision Azure DevOps refuses a time in ASOF.
    query: asOf === null ? { $top: pageSize } : { $top: pageSize, timePrecision: true },
    body: { query: text },
    schema,
    signal,
  });
}

async function readPage(transport: Transport, query: IdQuery, after: number, asOf: string | null): Promise<IdPage> {
  const text = [
    "SELECT [System.Id] FROM WorkItems",
    `WHERE [System.TeamProject] = @project AND ${query.where} AND [System.Id] > ${after}`,
    "ORDER BY [System.Id]",
    ...(asOf === null ? [] : [`ASOF ${quoted(asOf)}`]),
  ].join(" ");
  const { projectId, pageSize, signal } = query;
  const result = await askWiql(transport, { projectId, text, pageSize, asOf, schema: QUERY_RESULT, signal });
  const ids = result.workItems.map(({ id }) => id);
  if (ids.some((id, index) => id <= (ids[index - 1] ?? after))) {
    throw new BoardsError(
      `Azure DevOps answered a query for ids above ${after} with ids that are not in ascending order.`,
    );
  }
  return { asOf: result.asOf, ids };
}

/**
 * Azure DevOps' own time, as it writes it: of a query that finds nothing.
 *
 * @throws what the transport throws
 */
export async function readServerTime(transport: Transport, projectId: string, signal?: AbortSignal): Promise<string> {
  const query = { projectId, where: "[System.Id] < 0", pageSize: 1, asOf: null, signal };
  return (await readPage(transport, query, 0, null)).asOf;
}
