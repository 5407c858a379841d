import { wordsOf } from "../backlog/words";
import { isTag } from "../change/recording";
import type { Policy, WordSource } from "../policy/policy";
import { fold } from "../text";
import type { WorkItem } from "../workItem";
import type { NewItem } from "./plan";

/** How the product's own tags begin (section 7). */
export const TAG_PREFIX = { evidence: "gate:", waiver: "waiver:", until: "until:", decision: "decision:" } as const;

/** What the tags of a work item say after a prefix, folded. */
export function taggedWith(item: Pick<WorkItem, "tags">, prefix: string): readonly string[] {
  const source: WordSource = { kind: "tag", prefix };
  return wordsOf({ tags: item.tags, fields: {} }, source).map(fold);
}

/** What can be approved. */
export type Approvable = "waiver" | "evidence";

/** What an item is by its tags; null for what there is nothing to approve of. */
export function approvableAs(item: Pick<WorkItem, "tags">): Approvable | null {
  if (taggedWith(item, TAG_PREFIX.waiver).length > 0) return "waiver";
  return taggedWith(item, TAG_PREFIX.evidence).length > 0 ? "evidence" : null;
}

/** What of a new item makes it name a release. */
export type Naming = Pick<NewItem, "tags" | "iterationPath" | "areaPath" | "fields">;

/** How an item names a release under this policy (M3), or why it can't: a sentence. */
export function namingOf({ releases, areas }: Policy, key: string): Naming | { readonly reason: string } {
  const areaPath = areas[0] ?? null;
  const none: Naming = { tags: [], iterationPath: null, areaPath, fields: {} };
  const { source } = releases;
  switch (source.kind) {
    case "none":
      return { reason: "The mapping names no releases, so that nothing can be recorded for one." };
    case "iteration":
      return { ...none, iterationPath: key };
    case "field":
      return { ...none, fields: { [source.field]: key } };
    case "tag": {
      const tag = `${source.prefix}${key}`;
      return isTag(tag) ? { ...none, tags: [tag] } : { reason: `“${tag}” can't be a tag in Azure Boards.` };
    }
  }
}
