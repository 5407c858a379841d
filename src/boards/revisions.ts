import * as v from "valibot";
import type { Revision } from "../domain/workItem";
import { Unparseable } from "./errors";
import { listOf } from "./schemas";
import type { FieldChoice } from "./selection";
import { segment, type Transport } from "./transport";
import { EFFORT_FIELDS, FIELD_NAMES } from "./workItemFields";
import { effortOf, extraFieldsOf, FIELDS, tagsOf } from "./workItemMapping";

/** Revisions that a page of the stream is asked to hold; Azure DevOps may give fewer. */
const STREAM_PAGE = 1000;
/** Revisions of one work item that are asked for at a time. */
const ITEM_PAGE = 200;

const REVISION_FIELDS = v.pick(FIELDS, [
  FIELD_NAMES.type,
  FIELD_NAMES.state,
  FIELD_NAMES.reason,
  FIELD_NAMES.tags,
  FIELD_NAMES.areaPath,
  FIELD_NAMES.iterationPath,
  FIELD_NAMES.parent,
  FIELD_NAMES.boardColumn,
  FIELD_NAMES.changedDate,
  ...EFFORT_FIELDS,
]);

/** The reference names that a revision is made of; the policy's come besides. */
export const REVISION_FIELD_NAMES: readonly string[] = Object.keys(REVISION_FIELDS.entries);

/** One revision of an answer. */
export const REVISION = v.object({ id: v.number(), rev: v.number(), fields: REVISION_FIELDS });
/** A page of the stream of all revisions. */
export const REVISION_PAGE = v.object({
  values: v.array(v.unknown()),
  continuationToken: v.string(),
  isLastBatch: v.boolean(),
});

/** A page of the stream, with where to go on from. */
export interface RevisionPage {
  readonly revisions: readonly Revision[];
  readonly token: string;
  /** Whether this is all there is so far. */
  readonly isLast: boolean;
}

/**
 * Reads a page of the revisions of all work items of a project, deleted ones included, in the order in which they were made:
 * from the token on, or from the beginning.
 *
 * The parent and the board column are computed fields. A change of the parent alone makes no revision, so that a revision
 * names the parent as it was when something else changed; and where the stream has no such field they are null.
 *
 * @throws what the transport throws; {@link Unparseable} for a revision that is none
 */
export async function readRevisionPage(
  transport: Transport,
  projectId: string,
  fields: FieldChoice,
  token: string | null,
  signal?: AbortSignal,
): Promise<RevisionPage> {
  const path = `${segment(projectId)}/_apis/wit/reporting/workitemrevisions`;
  const answer = await transport.send({
    method: "GET",
    class: "read",
    path,
    query: {
      fields: fields.names.join(","),
      includeDeleted: true,
      includeIdentityRef: true,
      // Without it, fields of long text are left out, and a policy may name one.
      ...(fields.extra.length === 0 ? {} : { $expand: "fields" }),
      $maxPageSize: STREAM_PAGE,
      ...(token === null ? {} : { continuationToken: token }),
    },
    schema: REVISION_PAGE,
    signal,
  });
  const revisions = answer.values.map((wire, index) => readRevision(wire, fields, path, `values.${index}`));
  return { revisions, token: answer.continuationToken, isLast: answer.isLastBatch };
}

/**
 * Reads the revisions of one work item, of whatever project, from the oldest to the one with the number `upTo`.
 *
 * @throws what the transport throws; {@link Unparseable} for a revision that is none
 */
export async function readItemRevisions(
  transport: Transport,
  id: number,
  upTo: number,
  fields: FieldChoice,
  signal?: AbortSignal,
): Promise<readonly Revision[]> {
  const path = `_apis/wit/workItems/${id}/revisions`;
  const revisions: Revision[] = [];
  for (;;) {
    const { value } = await transport.send({
      method: "GET",
      class: "read",
      path,
      query: { $top: ITEM_PAGE, $skip: revisions.length },
      schema: listOf(v.unknown()),
      signal,
    });
    revisions.push(...value.map((wire, index) => readRevision(wire, fields, path, `value.${index}`)));
    if (value.length === 0 || (revisions.at(-1)?.rev ?? 0) >= upTo) return revisions;
  }
}

function readRevision(wire: unknown, { extra }: FieldChoice, path: string, place: string): Revision {
  const read = v.safeParse(REVISION, wire);
  if (!read.success) {
    const [issue] = read.issues;
    throw new Unparseable("GET", path, `${place}.${v.getDotPath(issue) ?? ""}`, issue.message);
  }
  const further = extraFieldsOf(wire, extra);
  if (!further.ok) throw new Unparseable("GET", path, `${place}.${further.place}`, further.problem);
  const { id, rev, fields } = read.output;
  return {
    id,
    rev,
    type: fields[FIELD_NAMES.type],
    state: fields[FIELD_NAMES.state],
    reason: fields[FIELD_NAMES.reason],
    tags: tagsOf(fields[FIELD_NAMES.tags]),
    areaPath: fields[FIELD_NAMES.areaPath],
    iterationPath: fields[FIELD_NAMES.iterationPath],
    parent: fields[FIELD_NAMES.parent],
    boardColumn: fields[FIELD_NAMES.boardColumn],
    effort: effortOf(fields),
    changedDate: fields[FIELD_NAMES.changedDate],
    fields: further.fields,
  };
}
