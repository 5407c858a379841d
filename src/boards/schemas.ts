/**
 * What Azure DevOps sends, as far as we read it. Properties that are not named here are ignored; those that are named and
 * not optional are needed.
 */
import * as v from "valibot";
import type { Identity, Instant } from "../domain/workItem";

/** An ISO 8601 time with any number of fraction digits, as milliseconds since 1970-01-01T00:00:00Z. */
export const INSTANT = v.pipe(
  v.string(),
  v.transform((text): Instant => Date.parse(text)),
  v.number("is no ISO 8601 date and time"),
);

const IDENTITY_OBJECT = v.object({
  id: v.optional(v.string()),
  displayName: v.string(),
  uniqueName: v.optional(v.string()),
  imageUrl: v.optional(v.string()),
});

/** A person: an object, or the text `Name <mail>` that older answers and some fields carry. */
export const IDENTITY = v.union([
  v.pipe(
    IDENTITY_OBJECT,
    v.transform((person): Identity => {
      const uniqueName = person.uniqueName ?? person.displayName;
      return {
        id: person.id ?? uniqueName,
        displayName: person.displayName,
        uniqueName,
        imageUrl: person.imageUrl ?? null,
      };
    }),
  ),
  v.pipe(v.string(), v.transform(identityOfText)),
]);

function identityOfText(text: string): Identity {
  const match = /^(.*?)\s*<([^<>]*)>$/.exec(text.trim());
  const displayName = match?.[1] ?? text.trim();
  const uniqueName = match?.[2] ?? text.trim();
  return { id: uniqueName, displayName: displayName === "" ? uniqueName : displayName, uniqueName, imageUrl: null };
}

/** `{count, value}`: how lists come. */
export function listOf<S extends v.GenericSchema>(item: S) {
  return v.object({ value: v.array(item) });
}

/** The answer to a flat query. */
export const QUERY_RESULT = v.object({
  /** Kept as text: later queries of the same reading give it back to Azure DevOps unchanged. */
  asOf: v.pipe(
    v.string(),
    v.check((text) => !Number.isNaN(Date.parse(text)), "is no ISO 8601 date and time"),
  ),
  workItems: v.array(v.object({ id: v.number() })),
});

/** The answer to a query over direct links: a row for each work item that carries some, and one for each link. */
export const LINK_QUERY_RESULT = v.object({
  workItemRelations: v.array(
    v.object({
      rel: v.optional(v.nullable(v.string())),
      source: v.optional(v.nullable(v.object({ id: v.number() }))),
      target: v.object({ id: v.number() }),
    }),
  ),
});

/** A type of links, with its direction. */
export const RELATION_TYPE = v.object({ referenceName: v.string() });

/** A link, as `$expand=relations` gives it. */
export const RELATION = v.object({ rel: v.string(), url: v.string() });

/** A work item of the recycle bin; `code` is there where the bin refused this one id. */
export const DELETED_ITEM = v.object({
  id: v.number(),
  code: v.optional(v.number()),
  name: v.optional(v.nullable(v.string())),
  type: v.optional(v.nullable(v.string())),
  deletedDate: v.optional(v.nullable(INSTANT)),
  resource: v.optional(
    v.nullable(
      v.object({
        fields: v.optional(v.nullable(v.object({ "System.CreatedDate": v.optional(v.nullable(INSTANT)) }))),
      }),
    ),
  ),
});

/** A reference to a work item of the recycle bin. */
export const DELETED_REFERENCE = v.object({ id: v.number() });

/** A work item type with its states in workflow order. */
export const WORK_ITEM_TYPE = v.object({
  name: v.string(),
  states: v.array(
    v.object({
      name: v.string(),
      category: v.picklist(["Proposed", "InProgress", "Resolved", "Completed", "Removed"]),
    }),
  ),
});

/** A field of the project. */
export const FIELD = v.object({ referenceName: v.string() });

/** A node of the iteration or area tree as it is sent. */
export interface WireNode {
  readonly name: string;
  readonly path: string;
  readonly attributes?:
    { readonly startDate?: Instant | null | undefined; readonly finishDate?: Instant | null | undefined } | undefined;
  readonly children?: WireNode[] | undefined;
}

/** {@link WireNode} with all that is below it. */
export const CLASSIFICATION_NODE: v.GenericSchema<unknown, WireNode> = v.object({
  name: v.string(),
  path: v.string(),
  attributes: v.optional(
    v.object({ startDate: v.optional(v.nullable(INSTANT)), finishDate: v.optional(v.nullable(INSTANT)) }),
  ),
  children: v.optional(v.array(v.lazy(() => CLASSIFICATION_NODE))),
});
