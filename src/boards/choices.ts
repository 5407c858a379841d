import * as v from "valibot";
import { wordsOf } from "../domain/backlog/words";
import { compareNames } from "../domain/backlog/releases";
import type { Policy } from "../domain/policy/policy";
import type { IterationNode } from "../domain/snapshot";
import { fold } from "../domain/text";
import type { WorkItemRef } from "../domain/workItem";
import { LARGEST_BATCH, batchesOf } from "./batches";
import { listOf } from "./schemas";
import { readTagNames } from "./tags";
import type { Transport } from "./transport";
import { idPages, isOneOf, LARGEST_PAGE } from "./wiql";
import { FIELD_NAMES } from "./workItemFields";

/** A work item as the choice of workloads reads it. */
export const NAMED = v.object({
  id: v.number(),
  fields: v.object({
    [FIELD_NAMES.type]: v.string(),
    [FIELD_NAMES.title]: v.optional(v.string(), ""),
  }),
});

/** Workloads offered to choose from; more than a person reads through. */
const MOST_WORKLOADS = 500;

/**
 * Keys of the releases that the project names, in the order in which people count. Where releases are a field, those that
 * the policy knows alone: Azure Boards lists no values in use.
 *
 * @throws what the transport throws
 */
export async function readReleaseKeys(
  transport: Transport,
  projectId: string,
  policy: Policy,
  iterations: readonly IterationNode[],
  signal?: AbortSignal,
): Promise<string[]> {
  const { source, settings } = policy.releases;
  const known = settings.map(({ key }) => key);
  const keys = new Map<string, string>();
  const found =
    source.kind === "tag"
      ? wordsOf({ tags: await readTagNames(transport, projectId, signal), fields: {} }, source)
      : source.kind === "iteration"
        ? iterations.filter(({ level }) => level === source.level).map(({ path }) => path)
        : [];
  for (const key of [...found, ...known]) if (!keys.has(fold(key))) keys.set(fold(key), key);
  return [...keys.values()].sort(compareNames);
}

/**
 * Work items of the policy's workload types by name; of more than 500 the newest.
 *
 * @throws what the transport throws
 */
export async function readWorkloadChoices(
  transport: Transport,
  projectId: string,
  policy: Policy,
  signal?: AbortSignal,
): Promise<WorkItemRef[]> {
  if (policy.workloads.types.length === 0) return [];
  const ids: number[] = [];
  const where = isOneOf(FIELD_NAMES.type, policy.workloads.types);
  for await (const page of idPages(transport, { projectId, where, pageSize: LARGEST_PAGE, asOf: null, signal })) {
    ids.push(...page.ids);
  }
  const batches = batchesOf(ids.slice(-MOST_WORKLOADS), LARGEST_BATCH);
  const answers = await Promise.all(
    batches.map((batch) =>
      transport.send({
        method: "POST",
        class: "read",
        path: "_apis/wit/workitemsbatch",
        body: {
          ids: batch,
          errorPolicy: "omit",
          fields: [FIELD_NAMES.type, FIELD_NAMES.title],
        },
        schema: listOf(v.nullable(NAMED)),
        signal,
      }),
    ),
  );
  return answers
    .flatMap(({ value }) => value.filter((item) => item !== null))
    .map(({ id, fields }) => ({ id, title: fields[FIELD_NAMES.title], type: fields[FIELD_NAMES.type] }))
    .sort((a, b) => compareNames(a.title, b.title) || a.id - b.id);
}
