import * as v from "valibot";
import { ServiceError } from "../http/errors";
import type { Context } from "../http/context";
import { Enumerated, ok, ResourceUrl, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { FieldDefinition } from "../process/fields";
import { findTeam } from "../store/project";
import { readNow, valueOf, type Reading } from "../store/values";
import { changesUntil, foldFields } from "../store/workItem";
import { WiqlError } from "../wiql/error";
import { compileQuery, type CompiledQuery, type QueryWorld } from "../wiql/evaluator";
import { parseWiql } from "../wiql/parser";
import { RESOURCES } from "./resources";
import { teamNotFound } from "./work/team";

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

function query(context: Context): Reply {
  const request = v.safeParse(v.object({ query: v.string() }), context.body);
  if (!request.success) throw queryError("The request body must hold a query.");
  if (context.team !== null && context.project !== null && findTeam(context.project, context.team) === null) {
    throw teamNotFound(context.team);
  }
  const text = request.output.query;
  // [D]; the code is [?].
  if (text.length > LONGEST_QUERY) {
    throw queryError(`VS402338: The length of the query text exceeds the limit of ${LONGEST_QUERY} characters.`);
  }
  const compiled = compile(text, context);
  const ids = run(compiled, topOf(context), context);
  // Below a project's address the results' addresses name it, otherwise they do not [R].
  const scope = context.project === null ? "" : `/${context.project.estate.id}`;
  return ok({
    queryType: new Enumerated("flat", 1),
    queryResultType: new Enumerated("workItem", 1),
    asOf: new Date(compiled.asOf ?? context.now),
    columns: compiled.columns.map((field) => fieldReference(field, context)),
    sortColumns:
      compiled.sortColumns.length === 0
        ? undefined
        : compiled.sortColumns.map(({ field, descending }) => ({ field: fieldReference(field, context), descending })),
    workItems: ids.map((id) => ({
      id,
      url: new ResourceUrl(`${context.organizationUrl}${scope}/_apis/wit/workItems/${id}`),
    })),
  });
}

function compile(text: string, context: Context): CompiledQuery<Reading> {
  try {
    return compileQuery(parseWiql(text), worldOf(context));
  } catch (error) {
    if (error instanceof WiqlError) throw queryError(error.message);
    throw error;
  }
}

function worldOf(context: Context): QueryWorld<Reading> {
  const { organization, user } = context;
  return {
    now: context.now,
    me: user.uniqueName,
    project: context.project?.estate.name ?? null,
    // In the address only; in the body it is ignored [C].
    timePrecision: context.query.isTrue("timePrecision"),
    findField: (name) => organization.fields.find(name),
    pathExists: (field, path) =>
      organization.projects.some((project) => {
        if (field.referenceName !== "System.AreaPath") return project.iterations.find(path) !== null;
        return project.areas.find(path) !== null && organization.canReadArea(path, user);
      }),
    namesOf: (uniqueName) => {
      const found = organization.userNamed(uniqueName);
      return found === null ? [uniqueName] : [found.uniqueName, found.displayName];
    },
    valueOf: (reading, field) => valueOf(reading, field.referenceName, organization),
  };
}

/** Ids of what matches, of what the user may read. */
function run(compiled: CompiledQuery<Reading>, top: number | null, context: Context): number[] {
  const found: Reading[] = [];
  for (const item of context.organization.workItems()) {
    if (!context.organization.canRead(item, context.user)) continue;
    const reading = compiled.asOf === null ? readNow(item) : readingAt(item, compiled.asOf);
    if (reading !== null && compiled.matches(reading)) found.push(reading);
  }
  // [C]: with $top the first N in their order, without it an error.
  if (top === null && found.length > MOST_RESULTS) {
    throw new ServiceError(
      400,
      "WorkItemTrackingQueryResultSizeLimitExceededException",
      `VS402337: The number of work items returned exceeds the size limit of ${MOST_RESULTS}. Change the query to return fewer items.`,
    );
  }
  // They come in the order of their ids, which is what clients that page by id ask for.
  if (!isById(compiled)) found.sort((a, b) => compiled.compare(a, b) || a.item.id - b.item.id);
  return found.slice(0, top ?? MOST_RESULTS).map((reading) => reading.item.id);
}

function isById({ sortColumns }: CompiledQuery<Reading>): boolean {
  const [first] = sortColumns;
  return first === undefined || (first.field.referenceName === "System.Id" && !first.descending);
}

function readingAt(item: Reading["item"], asOf: string): Reading | null {
  const changes = changesUntil(item, asOf);
  return changes.length === 0 ? null : { item, fields: foldFields(item.id, changes), asOf };
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

function fieldReference(field: FieldDefinition, context: Context): Record<string, unknown> {
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
