import { releaseOf, type RecordRequest } from "../domain/record/request";
import { namingOf, TAG_PREFIX } from "../domain/record/naming";
import type { Policy } from "../domain/policy/policy";
import type { Snapshot } from "../domain/snapshot";
import { type CreateItems, createCreator } from "./creating";
import { type MadeItem, recycle, type Recycling } from "./recycling";
import { QUERY_RESULT } from "./schemas";
import { segment, type Transport } from "./transport";
import { isOneOf, quoted } from "./wiql";
import { FIELD_NAMES } from "./workItemFields";

/** What recording does with Azure Boards besides what a page about a few work items does. */
export interface RecordAccess {
  /** Ids of the items of evidence that name the release of a request; none for a request that names none. */
  releaseEvidence(policy: Policy, request: RecordRequest, signal: AbortSignal): Promise<readonly number[]>;
  /** Makes items: without mails where there is more than one (`isBulk`). */
  creator(isBulk: boolean): CreateItems;
  /** Takes back items that were made; an outcome for each, in their order. Never rejects. */
  recycle(items: readonly MadeItem[]): Promise<readonly Recycling[]>;
}

/** Gives access for recording in a project. */
export function createRecordAccess(transport: Transport, project: Snapshot["project"]): RecordAccess {
  return {
    creator: (isBulk) => createCreator(transport, { project, isQuiet: isBulk }),
    recycle: (items) => recycle({ transport, project }, items),

    async releaseEvidence(policy, request, signal) {
      const release = releaseOf(request);
      const rules = policy.evidence.checklist.filter(({ scope }) => scope === "release");
      if (release === null || rules.length === 0 || request.kind === "decision" || request.kind === "waiver") return [];
      const naming = namingOf(policy, release);
      if ("reason" in naming) return [];
      const isTagged = (tag: string): string => `[${FIELD_NAMES.tags}] CONTAINS ${quoted(tag)}`;
      const conditions = [
        "[System.TeamProject] = @project",
        `(${rules.map(({ id }) => isTagged(`${TAG_PREFIX.evidence}${id}`)).join(" OR ")})`,
        ...naming.tags.map(isTagged),
        ...(naming.iterationPath === null
          ? []
          : [`[${FIELD_NAMES.iterationPath}] UNDER ${quoted(naming.iterationPath)}`]),
        ...Object.entries(naming.fields).map(([field, value]) => isOneOf(field, [String(value)])),
      ];
      const { workItems } = await transport.send({
        method: "POST",
        class: "read",
        path: `${segment(project.id)}/_apis/wit/wiql`,
        query: { $top: MOST_ITEMS },
        body: {
          query: `SELECT [System.Id] FROM WorkItems WHERE ${conditions.join(" AND ")} ORDER BY [System.Id] DESC`,
        },
        schema: QUERY_RESULT,
        signal,
      });
      return workItems.map(({ id }) => id).sort((a, b) => a - b);
    },
  };
}

/** Items of one release's evidence that are looked at; of more the newest. */
const MOST_ITEMS = 200;
