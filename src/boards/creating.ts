import * as v from "valibot";
import type { NewItem } from "../domain/record/plan";
import type { Snapshot } from "../domain/snapshot";
import { fold } from "../domain/text";
import type { Instant, WorkItem } from "../domain/workItem";
import { batchesOf } from "./batches";
import { type BatchAnswer, type BatchWrite, createBatchSender, createUri } from "./batchWriting";
import { ApiError, isPassing, textOf } from "./errors";
import { LINK, linkTo } from "./links";
import { INSTANT, listOf, QUERY_RESULT } from "./schemas";
import { segment, type Transport } from "./transport";
import { isOneOf, quoted } from "./wiql";
import { DESCRIPTION_FIELD, FIELD_NAMES } from "./workItemFields";
import { tagsOf } from "./workItemMapping";

/** What came of a work item that was to be made. */
export type Creation =
  | { readonly kind: "created"; readonly item: WorkItem }
  /** Azure DevOps said no, and why. */
  | { readonly kind: "refused"; readonly message: string }
  /** Not known to be made. */
  | { readonly kind: "failed"; readonly message: string };

/** Items to be made, and what is known of them. */
export interface CreationRequest {
  readonly items: readonly NewItem[];
  /** When they were planned, by Azure DevOps' own clock: what is found alike and was made by the same person since, is them. */
  readonly since: Instant;
  /** Whether an earlier try may have made them: they are looked for first. */
  readonly mayExist: boolean;
}

/** Makes work items; an outcome for each, in their order. Never rejects: what goes wrong is an outcome. */
export type CreateItems = (request: CreationRequest) => Promise<Creation[]>;

/** How items are made. */
export interface CreatorOptions {
  readonly project: Snapshot["project"];
  /** Whether nobody is to get mails about them: for many at once. */
  readonly isQuiet: boolean;
}

/**
 * Items made by one call. Azure DevOps documents no limit, and 200 is what clients keep to; fewer keep the query short that
 * looks for them when the answer is lost.
 */
const AT_ONCE = 50;

/** Of a work item what tells it from others. */
export const MADE = v.object({
  id: v.number(),
  rev: v.number(),
  fields: v.object({
    [FIELD_NAMES.type]: v.string(),
    [FIELD_NAMES.title]: v.string(),
    [FIELD_NAMES.state]: v.string(),
    [FIELD_NAMES.tags]: v.optional(v.string(), ""),
    [FIELD_NAMES.parent]: v.optional(v.nullable(v.number()), null),
    [FIELD_NAMES.areaPath]: v.string(),
    [FIELD_NAMES.iterationPath]: v.string(),
    [FIELD_NAMES.createdDate]: INSTANT,
  }),
});
type Made = v.InferOutput<typeof MADE>;

/**
 * Makes work items, many by one call. A call that makes something can't be repeated blindly: where an answer is lost, what
 * the same person made since the plan with the same type, title, tags and parent is looked for, and nothing is made twice.
 */
export function createCreator(transport: Transport, { project, isQuiet }: CreatorOptions): CreateItems {
  const send = createBatchSender(transport, { isQuiet });

  async function sendBatch(items: readonly NewItem[], since: Instant): Promise<Creation[]> {
    const answers = await send(items.map((item) => creationOf(item, project.id, transport.organizationUrl)));
    const outcomes = items.map((item, index) => outcomeOf(item, answers[index]));
    const lost = items.filter((_, index) => outcomes[index]?.kind === "failed");
    const there = lost.length === 0 ? [] : await found(lost, since);
    return items.map((item, index) => there[lost.indexOf(item)] ?? outcomes[index] ?? NO_ANSWER);
  }

  /** Those of the items that are there; null for the others, and for all where they can't be looked for. */
  async function found(items: readonly NewItem[], since: Instant): Promise<(Creation | null)[]> {
    try {
      return await lookFor(transport, project.id, items, since);
    } catch {
      // They are as unknown as before, and their outcome says so.
      return items.map(() => null);
    }
  }

  return async ({ items, since, mayExist }) => {
    const creations: Creation[] = [];
    for (const indexes of batchesOf([...items.keys()], AT_ONCE)) {
      const batch = indexes.map((index) => items[index] as NewItem);
      let there: (Creation | null)[] = batch.map(() => null);
      if (mayExist) {
        try {
          there = await lookFor(transport, project.id, batch, since);
        } catch (thrown) {
          // Nothing is made while nobody knows whether it is there.
          there = batch.map(() => ({ kind: "failed", message: textOf(thrown) }));
        }
      }
      const missing = batch.filter((_, index) => there[index] === null);
      const made = missing.length === 0 ? [] : await sendBatch(missing, since);
      creations.push(...batch.map((item, index) => there[index] ?? made[missing.indexOf(item)] ?? NO_ANSWER));
    }
    return creations;
  };
}

const NO_ANSWER: Extract<Creation, { kind: "failed" }> = {
  kind: "failed",
  message: "Azure DevOps gave no answer for it.",
};

/** What the answer to a creation says of the item. */
export function outcomeOf(item: NewItem, answer: BatchAnswer | undefined): Creation {
  if (answer === undefined) return NO_ANSWER;
  switch (answer.kind) {
    case "done": {
      const made = v.safeParse(MADE, answer.body);
      return made.success ? { kind: "created", item: workItemOf(item, made.output) } : NO_ANSWER;
    }
    case "refused":
      // One of many that is refused for the load of the service may be tried again.
      return { kind: isPassing(answer.status) ? "failed" : "refused", message: answer.message };
    case "unanswered":
      return answer.thrown === null ? NO_ANSWER : failureOf(answer.thrown);
  }
}

function failureOf(thrown: unknown): Extract<Creation, { kind: "refused" | "failed" }> {
  if (thrown instanceof ApiError && !isPassing(thrown.status)) {
    return { kind: "refused", message: thrown.said || thrown.message };
  }
  return { kind: "failed", message: `${textOf(thrown)} It may have been made.` };
}

/** The write that makes an item, with all that it holds. */
export function creationOf(item: NewItem, projectId: string, organizationUrl: string): BatchWrite {
  return { uri: createUri(projectId, item.type), operations: operationsOf(item, organizationUrl) };
}

function operationsOf(item: NewItem, organizationUrl: string): unknown[] {
  const fields: Readonly<Record<string, unknown>> = {
    [FIELD_NAMES.title]: item.title,
    [FIELD_NAMES.tags]: item.tags.join("; "),
    [FIELD_NAMES.areaPath]: item.areaPath,
    [FIELD_NAMES.iterationPath]: item.iterationPath,
    [DESCRIPTION_FIELD]: item.description === "" ? null : item.description,
    ...item.fields,
  };
  const link = (rel: string, id: number): unknown => linkTo(rel, id, organizationUrl);
  return [
    ...Object.entries(fields)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => ({ op: "add", path: `/fields/${name}`, value })),
    ...(item.parent === null ? [] : [link(LINK.parent, item.parent)]),
    ...item.related.map((id) => link(LINK.related, id)),
  ];
}

/** Those of the items that are there already, in their order; null for the others. Each work item stands for one of them. */
async function lookFor(
  transport: Transport,
  projectId: string,
  items: readonly NewItem[],
  since: Instant,
): Promise<(Creation | null)[]> {
  const conditions = [
    "[System.TeamProject] = @project",
    isOneOf(FIELD_NAMES.type, [...new Set(items.map(({ type }) => type))]),
    isOneOf(FIELD_NAMES.title, [...new Set(items.map(({ title }) => title))]),
    `[${FIELD_NAMES.createdBy}] = @Me`,
    `[${FIELD_NAMES.createdDate}] >= ${quoted(new Date(since).toISOString())}`,
  ];
  const { workItems } = await transport.send({
    method: "POST",
    class: "read",
    path: `${segment(projectId)}/_apis/wit/wiql`,
    // Without timePrecision Azure DevOps refuses a time in a condition.
    query: { timePrecision: true, $top: 200 },
    body: { query: `SELECT [System.Id] FROM WorkItems WHERE ${conditions.join(" AND ")} ORDER BY [System.Id]` },
    schema: QUERY_RESULT,
  });
  if (workItems.length === 0) return items.map(() => null);
  const { value } = await transport.send({
    method: "POST",
    class: "read",
    path: "_apis/wit/workitemsbatch",
    body: { ids: workItems.map(({ id }) => id), errorPolicy: "omit", fields: Object.keys(MADE.entries.fields.entries) },
    schema: listOf(v.nullable(MADE)),
  });
  const left = value.filter((made) => made !== null);
  return items.map((item) => {
    const index = left.findIndex((made) => isMadeFrom(made, item));
    const [made] = index < 0 ? [] : left.splice(index, 1);
    return made === undefined ? null : { kind: "created", item: workItemOf(item, made) };
  });
}

function isMadeFrom({ fields }: Made, item: NewItem): boolean {
  const key = (tags: readonly string[]): string => tags.map(fold).sort().join(";");
  return (
    fold(fields[FIELD_NAMES.type]) === fold(item.type) &&
    fold(fields[FIELD_NAMES.title]) === fold(item.title) &&
    key(tagsOf(fields[FIELD_NAMES.tags])) === key(item.tags) &&
    fields[FIELD_NAMES.parent] === item.parent
  );
}

/** The item as it was made: enough to close it and to name it. Who made it and what links to it is not asked for. */
function workItemOf(item: NewItem, { id, rev, fields }: Made): WorkItem {
  const createdDate = fields[FIELD_NAMES.createdDate];
  return {
    id,
    rev,
    type: fields[FIELD_NAMES.type],
    state: fields[FIELD_NAMES.state],
    reason: "",
    title: fields[FIELD_NAMES.title],
    areaPath: fields[FIELD_NAMES.areaPath],
    iterationPath: fields[FIELD_NAMES.iterationPath],
    tags: tagsOf(fields[FIELD_NAMES.tags]),
    parent: item.parent,
    children: null,
    predecessors: null,
    successors: null,
    assignedTo: null,
    createdBy: null,
    closedBy: null,
    effort: null,
    priority: null,
    boardColumn: null,
    createdDate,
    changedDate: createdDate,
    stateChangeDate: createdDate,
    closedDate: null,
    fields: item.fields,
  };
}
