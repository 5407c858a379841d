import type { Policy } from "../domain/policy/policy";
import type { Link } from "../domain/snapshot";
import { fold } from "../domain/text";
import { BoardsError } from "./errors";
import { withoutDirection } from "../domain/linkTypes";
import { keyOf, LINK, linkTypesNamedBy } from "./links";
import { LINK_QUERY_RESULT, listOf, RELATION_TYPE } from "./schemas";
import type { Transport } from "./transport";
import { askWiql, LARGEST_PAGE, quoted } from "./wiql";

/**
 * The smallest page of links that always gets on: a work item has 1,000 links at most and a row of its own, and one more
 * row shows that its links have ended.
 */
export const SMALLEST_LINK_PAGE = 1002;

/**
 * The types of links to ask for, with their direction: dependencies from the dependant to its provider, and of the others
 * that the policy gives a meaning every direction that the organization knows. A type that it does not know has no link.
 *
 * @throws what the transport throws; asks nothing where the policy names no type but those that every organization has
 */
export async function linkTypesToRead(transport: Transport, policy: Policy, signal?: AbortSignal): Promise<string[]> {
  const named = linkTypesNamedBy(policy);
  const isRelated = (name: string): boolean => fold(name) === fold(LINK.related);
  const others = new Set(named.filter((name) => !isRelated(name)).map(fold));
  const known = [LINK.predecessor, LINK.related];
  if (others.size === 0) return known;
  const types = await transport.send({
    method: "GET",
    class: "read",
    path: "_apis/wit/workitemrelationtypes",
    schema: listOf(RELATION_TYPE),
    signal,
  });
  const names = types.value.map(({ referenceName }) => referenceName);
  return [...known, ...names.filter((name) => others.has(fold(withoutDirection(name))))];
}

/** Which links are asked for, and how. */
export interface LinkQuery {
  readonly projectId: string;
  /** A WIQL condition on the work items that carry the links, each field with `[Source].`; null for any. */
  readonly sources: string | null;
  /** Reference names with direction; not empty. */
  readonly types: readonly string[];
  /** Rows a page: one for each work item with links, and one for each link. */
  readonly pageSize: number;
  /** The time as of which is asked, as Azure DevOps wrote it. */
  readonly asOf: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads all links of these types that work items of the project carry, whichever project they lead to, page after page in
 * the order of the carriers' ids. A page begins with the last carrier of the one before, whose links may have been cut off
 * there; each link is given out once. The end is a page that gets no further. Links with an end that this reader may not see
 * are not among them.
 *
 * @throws what the transport throws when a page fails; the pages before have been given out by then
 */
export async function* linkPages(transport: Transport, query: LinkQuery): AsyncGenerator<readonly Link[]> {
  const size = Math.min(query.pageSize, LARGEST_PAGE);
  let from = 0;
  let given = new Set<string>();
  for (;;) {
    const rows = await readPage(transport, query, from, size);
    const last = rows.at(-1)?.source ?? from;
    const links = rows.flatMap(({ source, link }) =>
      link === null || given.has(keyOf(link)) ? [] : [{ source, link }],
    );
    if (links.length > 0) yield links.map(({ link }) => link);
    if (last === from) {
      if (rows.length < size) return;
      throw new BoardsError(`Work item ${from} has more links than the ${size} rows that are asked for at a time.`);
    }
    given = new Set(rows.flatMap(({ source, link }) => (source === last && link !== null ? [keyOf(link)] : [])));
    from = last;
  }
}

interface Row {
  readonly source: number;
  /** Null for the row that names the carrier alone. */
  readonly link: Link | null;
}

async function readPage(
  transport: Transport,
  { projectId, sources, types, asOf, signal }: LinkQuery,
  from: number,
  pageSize: number,
): Promise<Row[]> {
  // IN is not among the operators that the type of a link is documented to have.
  const isOfType = types.map((type) => `[System.Links.LinkType] = ${quoted(type)}`).join(" OR ");
  const text = [
    "SELECT [System.Id] FROM WorkItemLinks",
    `WHERE [Source].[System.TeamProject] = @project AND [Source].[System.Id] >= ${from}`,
    ...(sources === null ? [] : [`AND ${sources}`]),
    `AND (${isOfType}) AND [Target].[System.Id] > 0`,
    "ORDER BY [Source].[System.Id]",
    `ASOF ${quoted(asOf)}`,
    "MODE (MustContain)",
  ].join(" ");
  const schema = LINK_QUERY_RESULT;
  const { workItemRelations } = await askWiql(transport, { projectId, text, pageSize, asOf, schema, signal });
  const rows = workItemRelations.map(({ rel, source, target }): Row =>
    source === undefined || source === null || rel === undefined || rel === null
      ? { source: target.id, link: null }
      : { source: source.id, link: { type: rel, source: source.id, target: target.id } },
  );
  if (rows.some(({ source }, index) => source < (rows[index - 1]?.source ?? from))) {
    throw new BoardsError(
      `Azure DevOps answered a query for links of work items from ${from} on with some that are not in ascending order.`,
    );
  }
  return rows;
}
