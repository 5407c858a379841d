import * as v from "valibot";
import type { Link } from "../domain/snapshot";
import type { FieldValue, WorkItem } from "../domain/workItem";
import { LINK, targetOf } from "./links";
import { IDENTITY, INSTANT, RELATION } from "./schemas";
import { EFFORT_FIELDS, FIELD_NAMES } from "./workItemFields";

const [STORY_POINTS, EFFORT, SIZE] = EFFORT_FIELDS;

// Azure DevOps leaves out fields without a value.
const text = v.optional(v.string(), "");
const number = v.optional(v.nullable(v.number()), null);
const instant = v.optional(v.nullable(INSTANT), null);

/** The fields of a work item as far as it is read. */
export const FIELDS = v.object({
  [FIELD_NAMES.type]: v.string(),
  [FIELD_NAMES.state]: v.string(),
  [FIELD_NAMES.reason]: text,
  [FIELD_NAMES.title]: text,
  [FIELD_NAMES.areaPath]: v.string(),
  [FIELD_NAMES.iterationPath]: v.string(),
  [FIELD_NAMES.tags]: text,
  [FIELD_NAMES.parent]: number,
  [FIELD_NAMES.assignedTo]: v.optional(v.nullable(IDENTITY), null),
  [FIELD_NAMES.createdBy]: v.optional(v.nullable(IDENTITY), null),
  [FIELD_NAMES.closedBy]: v.optional(v.nullable(IDENTITY), null),
  [FIELD_NAMES.boardColumn]: v.optional(v.nullable(v.string()), null),
  [FIELD_NAMES.createdDate]: INSTANT,
  [FIELD_NAMES.changedDate]: INSTANT,
  [FIELD_NAMES.stateChangeDate]: instant,
  [FIELD_NAMES.closedDate]: instant,
  [FIELD_NAMES.priority]: number,
  [STORY_POINTS]: number,
  [EFFORT]: number,
  [SIZE]: number,
});

const FIELD_VALUE = v.union([
  v.string(),
  v.number(),
  v.boolean(),
  v.null(),
  v.pipe(
    v.object({ displayName: v.string(), uniqueName: v.optional(v.string()) }),
    v.transform((person) => person.uniqueName ?? person.displayName),
  ),
]);

/** A work item's own part of an answer: any field may be absent where it has no value. */
export const ITEM = v.object({
  id: v.number(),
  rev: v.number(),
  fields: v.optional(FIELDS, {} as v.InferInput<typeof FIELDS>),
  relations: v.optional(v.array(RELATION), []),
});

const EXTRA_FIELDS = v.object({ fields: v.optional(v.record(v.string(), v.unknown()), {}) });

/** A field that a policy looks at. */
export interface ExtraField {
  /** As the policy writes it. */
  readonly name: string;
  /** As Azure Boards writes it: it compares names without regard to case, and answers with its own. */
  readonly referenceName: string;
}

/** How a work item is read from an answer. */
export interface ItemReading {
  /** The further fields to keep. */
  readonly extraFields: readonly ExtraField[];
  /** Whether the links were asked for, so that no link means no child. */
  readonly withLinks: boolean;
  /** Tells the types of links, with direction, that are kept as they are. */
  readonly isKept: (type: string) => boolean;
  /** Whether the answer is as of a past time. */
  readonly isPast: boolean;
}

/** A work item, or where and why the answer is none. */
export type ReadItem =
  | { readonly ok: true; readonly item: WorkItem; readonly links: readonly Link[] }
  | { readonly ok: false; readonly place: string; readonly problem: string };

/** Reads one work item of an answer. Never throws. */
export function readItem(wire: unknown, reading: ItemReading): ReadItem {
  const result = v.safeParse(ITEM, wire);
  if (!result.success) return refused(result.issues[0]);
  const { id, rev, fields, relations } = result.output;
  const linked = (rel: string) => (reading.withLinks ? targetsOf(relations, rel) : null);
  const [children, predecessors, successors] = [linked(LINK.child), linked(LINK.predecessor), linked(LINK.successor)];
  const kept = reading.withLinks ? relations.filter(({ rel }) => reading.isKept(rel)) : [];
  const links = kept.map((relation): Link => ({ type: relation.rel, source: id, target: targetOf(relation) }));
  const targets = [children, predecessors, successors, links.map(({ target }) => target)];
  if (targets.some((ids) => ids?.some(Number.isNaN)))
    return { ok: false, place: "relations", problem: "a link between work items names no work item" };
  const extra = extraFieldsOf(wire, reading.extraFields);
  if (!extra.ok) return extra;
  const item: WorkItem = {
    id,
    rev,
    type: fields[FIELD_NAMES.type],
    state: fields[FIELD_NAMES.state],
    reason: fields[FIELD_NAMES.reason],
    title: fields[FIELD_NAMES.title],
    areaPath: fields[FIELD_NAMES.areaPath],
    iterationPath: fields[FIELD_NAMES.iterationPath],
    tags: tagsOf(fields[FIELD_NAMES.tags]),
    ...computedFields(fields, reading.isPast ? linked(LINK.parent) : null),
    children,
    predecessors,
    successors,
    assignedTo: fields[FIELD_NAMES.assignedTo],
    createdBy: fields[FIELD_NAMES.createdBy],
    closedBy: fields[FIELD_NAMES.closedBy],
    effort: effortOf(fields),
    priority: fields[FIELD_NAMES.priority],
    createdDate: fields[FIELD_NAMES.createdDate],
    changedDate: fields[FIELD_NAMES.changedDate],
    stateChangeDate: fields[FIELD_NAMES.stateChangeDate],
    closedDate: fields[FIELD_NAMES.closedDate],
    fields: extra.fields,
  };
  return { ok: true, item, links };
}

/**
 * The fields that Azure Boards computes. It is not documented whether it answers these as of a past time (T1). `parents` are
 * those that the links of that time name, and decide where they are there; null for the field's own word. The board column
 * has no such second source: as of a past time it is what the field says, and the revisions of an item are another reading.
 */
function computedFields(
  fields: v.InferOutput<typeof FIELDS>,
  parents: readonly number[] | null,
): Pick<WorkItem, "parent" | "boardColumn"> {
  return {
    parent: parents === null ? fields[FIELD_NAMES.parent] : (parents[0] ?? null),
    boardColumn: fields[FIELD_NAMES.boardColumn],
  };
}

/** Of several fields that may hold the effort, the first that does. A negative number is no estimate. */
export function effortOf(
  fields: Pick<v.InferOutput<typeof FIELDS>, (typeof EFFORT_FIELDS)[number]>,
): WorkItem["effort"] {
  const effort = fields[STORY_POINTS] ?? fields[EFFORT] ?? fields[SIZE];
  return effort !== null && effort < 0 ? null : effort;
}

/** Reads the further fields of a work item or revision, by the names that the policy has for them. Never throws. */
export function extraFieldsOf(
  wire: unknown,
  extraFields: readonly ExtraField[],
):
  | { readonly ok: true; readonly fields: Readonly<Record<string, FieldValue>> }
  | { readonly ok: false; readonly place: string; readonly problem: string } {
  // A policy may name a field as it likes: what it says of `constructor` must not be what every object inherits.
  const fields = Object.create(null) as Record<string, FieldValue>;
  if (extraFields.length === 0) return { ok: true, fields };
  const raw = v.safeParse(EXTRA_FIELDS, wire);
  if (!raw.success) return { ok: false, place: "fields", problem: raw.issues[0].message };
  for (const { name, referenceName } of extraFields) {
    const value = v.safeParse(FIELD_VALUE, raw.output.fields[referenceName] ?? null);
    if (!value.success) return { ok: false, place: `fields.${referenceName}`, problem: value.issues[0].message };
    fields[name] = value.output;
  }
  return { ok: true, fields };
}

function refused(issue: v.BaseIssue<unknown>): ReadItem {
  return { ok: false, place: v.getDotPath(issue) ?? "", problem: issue.message };
}

const NO_TAGS: readonly string[] = [];

/** The tags of the one text in which Azure Boards keeps them. */
export function tagsOf(joined: string): readonly string[] {
  if (joined === "") return NO_TAGS;
  return joined
    .split(";")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}

function targetsOf(relations: v.InferOutput<typeof RELATION>[], kind: string): number[] {
  const ids = relations.filter(({ rel }) => rel === kind).map(targetOf);
  return ids.sort((a, b) => a - b);
}
