import * as v from "valibot";
import { ATTRIBUTE_IDS, ATTRIBUTES, type Attributes } from "./attributes";
import type { FormatFacts, StoredRecord } from "./record";

const text = v.string("must be a text");
const filled = v.pipe(text, v.nonEmpty("must not be empty"));
const id = v.pipe(
  v.number("must be a number"),
  v.integer("must be a whole number"),
  v.minValue(1, "must be 1 or more"),
);

/** Null, or absent: Azure DevOps drops members that are null on the way to its storage and back. */
function orNull<T extends v.GenericSchema>(schema: T) {
  return v.optional(v.nullable(schema), null);
}

const VALUES = {
  text: filled,
  number: v.pipe(v.number("must be a number"), v.finite("must be a finite number")),
  list: v.pipe(v.array(filled), v.minLength(1, "must hold something")),
  day: v.pipe(text, v.regex(/^\d{4}-\d{2}-\d{2}$/, "must be a day as YYYY-MM-DD")),
} as const;

const byAttribute: v.ObjectEntries = Object.fromEntries(
  ATTRIBUTE_IDS.map((name) => [name, v.optional(VALUES[ATTRIBUTES[name].holds])]),
);
const attributes = v.pipe(
  v.strictObject(byAttribute),
  // What each attribute holds is known to the entries, which are made from the list of attributes.
  v.transform((read) => read as Attributes),
);

const MEMBERS = ["name", "kind", "hostKey", "workload", "release", "strategy"] as const;
const facts = v.pipe(
  v.strictObject({ ...Object.fromEntries(MEMBERS.map((name) => [name, v.optional(filled)])), ...byAttribute }),
  v.transform((read) => read as FormatFacts),
);

/** Holds what is read from storage, or from a backup, to what a {@link StoredRecord} is. */
export const STORED_RECORD = v.strictObject({
  key: filled,
  alsoKeys: v.optional(v.array(filled), []),
  name: text,
  kind: orNull(filled),
  hostKey: orNull(filled),
  workload: orNull(filled),
  release: orNull(filled),
  strategy: orNull(filled),
  attributes: v.optional(attributes, {}),
  formats: v.optional(v.array(filled), []),
  elsewhere: v.optional(v.record(filled, facts)),
  run: text,
  seenAt: v.pipe(v.number("must be a number"), v.finite("must be a finite number")),
  outOfScope: orNull(text),
  workItem: orNull(id),
  workloadItem: orNull(id),
}) satisfies v.GenericSchema<unknown, StoredRecord>;
