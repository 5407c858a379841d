import * as v from "valibot";
import type { NewItem } from "../domain/record/plan";
import type { Snapshot } from "../domain/snapshot";
import { fold } from "../domain/text";
import type { Instant, WorkItem } from "../domain/workItem";
import { batchesOf } from "./batches";
import { ApiError, NetworkError, textOf } from "./errors";
import { LINK } from "./links";
import { INSTANT, listOf, QUERY_RESULT } from "./schemas";
import { API_VERSION, ERROR_BODY, segment, type Transport } from "./transport";
import { isOneOf, quoted } from "./wiql";
import { FIELD_NAMES } from "./workItemFields";
import { tagsOf } from "./workItemMapping";
import { PATCH_TYPE } from "./writing";

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
const RELATED = "System.LinkTypes.Related";
const DESCRIPTION = "System.Description";

/** The answer to a batch: of each entry the status, and a body that is JSON in a text. */
export const BATCH_ANSWER = listOf(v.object({ code: v.number(), body: v.optional(v.nullable(v.string()), "") }));
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
  // Suppressing mails needs a permission of its own; whoever lacks it writes with mails.
  let mayBeQuiet = isQuiet;

  async function sendBatch(items: readonly NewItem[], since: Instant): Promise<Creation[]> {
    const isTriedQuiet = mayBeQuiet;
    let answers: v.InferOutput<typeof BATCH_ANSWER>["value"];
    try {
      const answer = await transport.send({
        method: "PATCH",
        class: "write",
        path: "_apis/wit/$batch",
        body: items.map((item) => entryOf(item, isTriedQuiet)),
        schema: BATCH_ANSWER,
      });
      answers = answer.value;
    } catch (thrown) {
      const outcome = failureOf(thrown);
      return outcome.kind === "refused" ? items.map(() => outcome) : found(items, since, outcome.message);
    }
    const outcomes = items.map((item, index) => outcomeOf(item, answers[index]));
    const loud = items.filter((_, index) => isTriedQuiet && outcomes[index]?.kind === "loud");
    const lost = items.filter((_, index) => outcomes[index]?.kind === "failed");
    if (loud.length > 0) mayBeQuiet = false;
    const again = loud.length === 0 ? [] : await sendBatch(loud, since);
    const there = lost.length === 0 ? [] : await found(lost, since, null);
    return items.map((item, index): Creation => {
      const outcome = outcomes[index] ?? NO_ANSWER;
      if (outcome.kind === "loud") return again[loud.indexOf(item)] ?? { kind: "refused", message: outcome.message };
      if (outcome.kind !== "failed") return outcome;
      const looked = there[lost.indexOf(item)];
      return looked?.kind === "created" ? looked : outcome;
    });
  }

  function entryOf(item: NewItem, isEntryQuiet: boolean): unknown {
    const quiet = isEntryQuiet ? "&suppressNotifications=true" : "";
    return {
      method: "PATCH",
      uri: `/${segment(project.id)}/_apis/wit/workitems/$${segment(item.type)}?api-version=${API_VERSION}${quiet}`,
      headers: { "Content-Type": PATCH_TYPE },
      body: operationsOf(item, transport.organizationUrl),
    };
  }

  /** Those of the items that are there; of the others that they failed, with the message or what went wrong in looking. */
  async function found(items: readonly NewItem[], since: Instant, message: string | null): Promise<Creation[]> {
    const failed = (why: string): Creation => ({ kind: "failed", message: `${why} It may have been made.` });
    try {
      const there = await lookFor(transport, project.id, items, since);
      return items.map((item, index) => there[index] ?? failed(message ?? `“${item.title}” was not found.`));
    } catch (thrown) {
      return items.map(() => failed(message ?? textOf(thrown)));
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

const NO_ANSWER: Creation = { kind: "failed", message: "Azure DevOps gave no answer for it." };

type EntryOutcome = Creation | { readonly kind: "loud"; readonly message: string };

/** What one entry of a batch came to; `loud` where it may be made only with mails. */
function outcomeOf(
  item: NewItem,
  answer: { readonly code: number; readonly body: string | null } | undefined,
): EntryOutcome {
  if (answer === undefined) return NO_ANSWER;
  const json = jsonOf(answer.body ?? "");
  if (answer.code === 200) {
    const made = v.safeParse(MADE, json);
    return made.success ? { kind: "created", item: workItemOf(item, made.output) } : NO_ANSWER;
  }
  const error = v.safeParse(ERROR_BODY, json);
  const message = error.success ? error.output.message : `Azure DevOps answered with status ${answer.code}.`;
  // Whatever its status: it is one of 500, and says for certain that nothing was made.
  if (error.success && isAboutMails(`${error.output.typeKey} ${message}`)) return { kind: "loud", message };
  return { kind: answer.code >= 500 || answer.code === 429 ? "failed" : "refused", message };
}

function isAboutMails(text: string): boolean {
  return /suppress/i.test(text);
}

/** Null for what is no JSON: it says nothing that is understood. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function failureOf(thrown: unknown): Extract<Creation, { kind: "refused" | "failed" }> {
  if (thrown instanceof ApiError && thrown.status < 500 && thrown.status !== 429) {
    return { kind: "refused", message: thrown.said || thrown.message };
  }
  return { kind: "failed", message: thrown instanceof NetworkError ? thrown.message : textOf(thrown) };
}

function operationsOf(item: NewItem, organizationUrl: string): unknown[] {
  const fields: Readonly<Record<string, unknown>> = {
    [FIELD_NAMES.title]: item.title,
    [FIELD_NAMES.tags]: item.tags.join("; "),
    [FIELD_NAMES.areaPath]: item.areaPath,
    [FIELD_NAMES.iterationPath]: item.iterationPath,
    [DESCRIPTION]: item.description === "" ? null : item.description,
    ...item.fields,
  };
  const link = (rel: string, id: number) => ({
    op: "add",
    path: "/relations/-",
    value: { rel, url: `${organizationUrl}/_apis/wit/workItems/${id}` },
  });
  return [
    ...Object.entries(fields)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => ({ op: "add", path: `/fields/${name}`, value })),
    ...(item.parent === null ? [] : [link(LINK.parent, item.parent)]),
    ...item.related.map((id) => link(RELATED, id)),
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
