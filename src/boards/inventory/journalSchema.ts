/**
 * Runs as the journal keeps them: as texts of JSON, since Azure DevOps may drop members that are null on the way to its
 * storage and back, and of a plan none may be lost.
 */
import * as v from "valibot";
import type { RecordChange, RunEntry } from "../../domain/inventory/importPlan";
import { STORED_RECORD } from "../../domain/inventory/recordSchema";
import type { NewItem } from "../../domain/record/plan";
import type { Identity, WorkItem } from "../../domain/workItem";
import type { TextEdit } from "../itemEdits";
import type { EntryOutcome, RunSummary } from "./stores";

const text = v.string();
const number = v.number();
const nullable = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);
const optional = <S extends v.GenericSchema>(schema: S) => v.optional(schema);
const texts = v.array(text);
const numbers = v.array(number);
const fields = v.record(text, v.nullable(v.union([text, number, v.boolean()])));

const identity = v.object({
  id: text,
  displayName: text,
  uniqueName: text,
  imageUrl: nullable(text),
}) satisfies v.GenericSchema<unknown, Identity>;

const workItem = v.object({
  id: number,
  rev: number,
  type: text,
  state: text,
  reason: text,
  title: text,
  areaPath: text,
  iterationPath: text,
  tags: texts,
  parent: nullable(number),
  children: nullable(numbers),
  predecessors: nullable(numbers),
  successors: nullable(numbers),
  assignedTo: nullable(identity),
  createdBy: nullable(identity),
  closedBy: nullable(identity),
  effort: nullable(number),
  priority: nullable(number),
  boardColumn: nullable(text),
  createdDate: number,
  changedDate: number,
  stateChangeDate: nullable(number),
  closedDate: nullable(number),
  fields,
}) satisfies v.GenericSchema<unknown, WorkItem>;

const newItem = v.object({
  type: text,
  title: text,
  tags: texts,
  areaPath: nullable(text),
  iterationPath: nullable(text),
  parent: nullable(number),
  related: numbers,
  description: text,
  fields,
}) satisfies v.GenericSchema<unknown, NewItem>;

const pointer = v.union([v.object({ id: number }), v.object({ key: text })]);

const edit = {
  state: optional(text),
  tags: optional(texts),
  iterationPath: optional(text),
  parent: optional(nullable(number)),
  fields: optional(fields),
  title: optional(text),
};

const entry = v.variant("kind", [
  v.object({ kind: v.literal("create"), key: text, item: newItem, under: nullable(pointer), after: texts }),
  v.object({
    kind: v.literal("update"),
    key: text,
    item: workItem,
    edit: v.object({
      ...edit,
      description: optional(v.object({ from: text, to: text })),
      under: optional(nullable(pointer)),
    }),
    after: texts,
  }),
  v.object({ kind: v.literal("link"), key: text, type: text, from: pointer, to: pointer, after: texts }),
]) satisfies v.GenericSchema<unknown, RunEntry>;

const outcome = v.variant("kind", [
  v.object({ kind: v.literal("waiting"), message: optional(text) }),
  v.object({ kind: v.literal("created"), id: number, rev: number }),
  v.object({
    kind: v.literal("updated"),
    id: number,
    rev: number,
    before: v.object({ ...edit, description: optional(text) }) satisfies v.GenericSchema<unknown, TextEdit>,
  }),
  v.object({ kind: v.literal("linked"), from: number, to: number }),
  v.object({ kind: v.literal("present"), id: number }),
  v.object({ kind: v.literal("conflict"), message: text }),
  v.object({ kind: v.literal("refused"), message: text }),
  v.object({ kind: v.literal("failed"), message: text }),
  v.object({ kind: v.literal("undone") }),
  v.object({ kind: v.literal("kept"), id: number, message: text }),
]) satisfies v.GenericSchema<unknown, EntryOutcome>;

const recordChange = v.object({
  before: nullable(STORED_RECORD),
  after: nullable(STORED_RECORD),
  item: nullable(pointer),
  workload: nullable(pointer),
}) satisfies v.GenericSchema<unknown, RecordChange>;

const json = <S extends v.GenericSchema>(schema: S) => v.pipe(text, v.parseJson(), schema);

/** What kinds of outcomes there are. */
export const OUTCOME_KINDS = outcome.options.map(({ entries }) => entries.kind.literal);

/** How many entries have each kind of outcome; a kind that none has may be absent. */
const counts = v.record(v.picklist(OUTCOME_KINDS), number);
export type PartCounts = v.InferOutput<typeof counts>;

/** What the list of runs needs: one small document a run. */
export const HEAD = v.object({
  id: text,
  purpose: v.picklist(["import", "template", "edit"]) satisfies v.GenericSchema<unknown, RunSummary["purpose"]>,
  title: text,
  by: v.object({ id: text, displayName: text }),
  startedAt: number,
  state: v.picklist(["planned", "running", "done", "unfinished", "undoing", "undone"]) satisfies v.GenericSchema<
    unknown,
    RunSummary["state"]
  >,
  /** How many documents hold its entries, and its records. */
  entryParts: number,
  recordParts: number,
  /** How many entries it has. */
  size: number,
  /** Of each document of outcomes, by its number: of those that are there. */
  counts: v.record(text, counts),
  /** Whether all its documents are there: one that broke off while it was begun is no run. */
  isWhole: v.boolean(),
});
export type Head = v.InferOutput<typeof HEAD>;

/** Some entries of a run, in order. */
export const ENTRY_PART = v.object({ id: text, entries: json(v.array(entry)) });
/** Some changes of records of a run. */
export const RECORD_PART = v.object({ id: text, records: json(v.array(recordChange)) });
/** Outcomes of the entries of one part, each with its entry's key. */
export const OUTCOME_PART = v.object({ id: text, outcomes: json(v.array(v.tuple([text, outcome]))) });
