import * as v from "valibot";
import { ServiceError } from "../http/errors";
import type { Context } from "../http/context";
import { Enumerated, ok, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { FieldDefinition } from "../process/fields";
import type { Reading } from "../store/values";
import type { Query } from "../wiql/ast";
import { WiqlError } from "../wiql/error";
import { compileQuery, type CompiledHead, type CompiledQuery } from "../wiql/evaluator";
import { compileLinkQuery, runLinkQuery, type CompiledLinkQuery } from "../wiql/links";
import { parseWiql } from "../wiql/parser";
import type { QueryWorld } from "../wiql/world";
import { RESOURCES } from "./resources";
import { linkWorld, queryWorld, readingsAt } from "./wiqlWorld";
import { teamOf } from "./work/team";

/** Queries by their text. */
export const WIQL_ROUTES: readonly Route[] = [
  {
    method: "POST",
    resource: RESOURCES.wiql,
    template: "wit/wiql",
    levels: ["organization", "project", "team"],
    handle: query,
  },
];

const MOST_RESULTS = 20_000;
const LONGEST_QUERY = 32_000;

/** A query whose names are resolved, and the type of what it answers. */
export type ReadyQuery =
  | { readonly kind: "flat"; readonly parsed: Query; readonly compiled: CompiledQuery<Reading> }
  | { readonly kind: "tree" | "oneHop"; readonly parsed: Query; readonly compiled: CompiledLinkQuery<Reading> };

/** A query that may be kept: what it says, and not what it answers. */
export interface CheckedQuery {
  readonly kind: ReadyQuery["kind"];
  readonly parsed: Query;
  readonly head: CompiledHead;
}

function query(context: Context): Reply {
  const request = v.safeParse(v.object({ query: v.string() }), context.body);
  if (!request.success) throw queryError("The request body must hold a query.");
  if (context.team !== null) teamOf(context);
  return ok(runQuery(prepareQuery(request.output.query, context), context).body);
}

/**
 * Reads a query and resolves its names and macros, as who asks sees them.
 * @throws ServiceError 400 for a text that is too long or no query, and for what it names and is not there; also what a
 * macro of a team is refused with.
 */
export function prepareQuery(text: string, context: Context): ReadyQuery {
  return compiled(text, queryWorld(context));
}

/**
 * Reads a query and resolves its names, but not the macros of a team: what these stand for is for the day and the team
 * that it will be run for, and neither need be there yet [?].
 * @throws ServiceError 400 for a text that is too long or no query, and for what it names and is not there.
 */
export function checkQuery(text: string, context: Context): CheckedQuery {
  const world = { ...queryWorld(context), iterationPath: () => "", teamAreas: () => [] };
  const { kind, parsed, compiled: head } = compiled(text, world);
  return { kind, parsed, head };
}

function compiled(text: string, world: QueryWorld<Reading>): ReadyQuery {
  // [D]; the code is [?].
  if (text.length > LONGEST_QUERY) {
    throw queryError(`VS402338: The length of the query text exceeds the limit of ${LONGEST_QUERY} characters.`);
  }
  try {
    const parsed = parseWiql(text);
    if (parsed.kind === "flat") return { kind: "flat", parsed, compiled: compileQuery(parsed, world) };
    const isTree = parsed.mode === "recursive" || parsed.mode === "returnMatchingChildren";
    return { kind: isTree ? "tree" : "oneHop", parsed, compiled: compileLinkQuery(parsed, world) };
  } catch (error) {
    if (error instanceof WiqlError) throw queryError(error.message);
    throw error;
  }
}

/** The answer of a query, and how many work items or links it holds. */
export interface QueryResult {
  readonly body: Readonly<Record<string, unknown>>;
  readonly count: number;
}

/**
 * Runs a query for who asks. Below a project's address the results' addresses name it, otherwise they do not [R].
 * @throws ServiceError 400 where there are more than 20,000 results and no `$top`, and for a bad `$top`.
 */
export function runQuery(ready: ReadyQuery, context: Context): QueryResult {
  const top = topOf(context);
  const scope = context.project === null ? "" : `/${context.project.estate.id}`;
  const reference = (id: number): Record<string, unknown> => ({
    id,
    url: new ResourceUrl(`${context.organizationUrl}${scope}/_apis/wit/workItems/${id}`),
  });
  const readings = readingsAt(ready.compiled.asOf, context);
  if (ready.kind === "flat") {
    const ids = limited(matching(ready.compiled, readings), top).map(({ item }) => item.id);
    const body = { ...head(ready, context), workItems: ids.map(reference) };
    return { body, count: ids.length };
  }
  const rows = limited(runLinkQuery(ready.compiled, linkWorld(readings)), top);
  // A row for an item itself has neither type nor source [R].
  const relations = rows.map(({ target, via }) => ({
    ...(via === null ? {} : { rel: via.rel, source: reference(via.source) }),
    target: reference(target),
  }));
  return { body: { ...head(ready, context), workItemRelations: relations }, count: rows.length };
}

function matching(compiled: CompiledQuery<Reading>, readings: readonly Reading[]): Reading[] {
  const found = readings.filter(compiled.matches);
  // They come in the order of their ids, which is what clients that page by id ask for.
  return isById(compiled) ? found : found.sort((a, b) => compiled.compare(a, b) || a.item.id - b.item.id);
}

function isById({ sortColumns }: CompiledHead): boolean {
  const [first] = sortColumns;
  return first === undefined || (first.field.referenceName === "System.Id" && !first.descending);
}

/** With $top the first so many in their order, without it an error; text and type key too [C]. */
function limited<T>(results: readonly T[], top: number | null): readonly T[] {
  if (top !== null) return results.slice(0, top);
  if (results.length <= MOST_RESULTS) return results;
  throw new ServiceError(
    400,
    "WorkItemTrackingQueryResultSizeLimitExceededException",
    `VS402337: The number of work items returned exceeds the size limit of ${MOST_RESULTS}. Change the query to return fewer items.`,
  );
}

function head({ kind, compiled }: ReadyQuery, context: Context): Record<string, unknown> {
  return {
    queryType: queryType(kind),
    queryResultType: kind === "flat" ? new Enumerated("workItem", 1) : new Enumerated("workItemLink", 2),
    asOf: new Date(compiled.asOf ?? context.now),
    ...columnsAnswer(compiled, context),
  };
}

/** The type of a query, by name or number [S]. */
export function queryType(kind: ReadyQuery["kind"]): Enumerated {
  return new Enumerated(kind, { flat: 1, tree: 2, oneHop: 3 }[kind]);
}

/** Columns and sort columns; the latter only where there are some [R]. */
export function columnsAnswer({ columns, sortColumns }: CompiledHead, context: Context): Record<string, unknown> {
  return {
    columns: columns.map((field) => fieldReference(field, context)),
    sortColumns:
      sortColumns.length === 0
        ? undefined
        : sortColumns.map(({ field, descending }) => ({ field: fieldReference(field, context), descending })),
  };
}

function topOf(context: Context): number | null {
  const text = context.query.get("$top");
  if (text === null || text === "") return null;
  const top = Number(text);
  // The upper bound is [?].
  if (!Number.isInteger(top) || top < 1 || top > MOST_RESULTS) {
    throw queryError(`VS402431: The value ${text} of $top is not between 1 and ${MOST_RESULTS}.`);
  }
  return top;
}

/** A field as queries name it [R]. */
export function fieldReference(field: FieldDefinition, context: Context): Record<string, unknown> {
  return {
    referenceName: field.referenceName,
    name: field.name,
    url: new ResourceUrl(`${context.organizationUrl}/_apis/wit/fields/${field.referenceName}`),
  };
}

/** The type key is [?]. */
function queryError(message: string): ServiceError {
  return new ServiceError(400, "SyntaxException", message);
}
