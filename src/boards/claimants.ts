import { claimsOf, releaseId } from "../domain/backlog/releases";
import { wordsOf } from "../domain/backlog/words";
import type { Policy } from "../domain/policy/policy";
import { fold, tidy } from "../domain/text";
import type { FieldValue, WorkItem } from "../domain/workItem";
import { readTagNames } from "./tags";
import type { Transport } from "./transport";
import { isOneOf, quoted } from "./wiql";
import { FIELD_NAMES } from "./workItemFields";

/**
 * The WIQL condition for items that say the same at a field, and maybe others: a query compares white space as it is, the
 * policy overlooks it. Only texts can be searched for a part of them.
 */
function saysAlike(field: string, value: FieldValue): string {
  if (typeof value !== "string") return isOneOf(field, [String(value)]);
  const parts = tidy(value).split(" ");
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return `[${field}] CONTAINS ${quoted(longest)}`;
}

/**
 * The WIQL condition for items of an asset's type that may name a release of these; null where they name none.
 *
 * @throws what the transport throws when the tags of the project could not be read
 */
export async function claimingAs(
  orphans: readonly WorkItem[],
  transport: Transport,
  projectId: string,
  policy: Policy,
  signal: AbortSignal,
): Promise<string | null> {
  const { source } = policy.releases;
  const distinct = (values: readonly string[]): string[] => [
    ...new Map(values.map((value) => [fold(value), value])).values(),
  ];
  const named = async (): Promise<string[]> => {
    switch (source.kind) {
      case "none":
        return [];
      case "iteration": {
        const paths = orphans.flatMap((item) => {
          const path = item.iterationPath.split("\\").slice(0, source.level + 1);
          return path.length > source.level ? [path.join("\\")] : [];
        });
        return distinct(paths).map((path) => `[${FIELD_NAMES.iterationPath}] UNDER ${quoted(path)}`);
      }
      case "field": {
        const claiming = orphans.filter((item) => wordsOf(item, source).length > 0);
        return distinct(claiming.map(({ fields }) => saysAlike(source.field, fields[source.field] ?? null)));
      }
      case "tag": {
        const claims = new Set(orphans.flatMap((item) => claimsOf(item, policy.releases)));
        if (claims.size === 0) return [];
        // As people wrote them: a query compares tags as they are, the policy overlooks odd white space.
        const tags = await readTagNames(transport, projectId, signal);
        const claiming = tags.filter((tag) =>
          wordsOf({ tags: [tag], fields: {} }, source).some((word) => claims.has(releaseId(word))),
        );
        return claiming.map((tag) => `[${FIELD_NAMES.tags}] CONTAINS ${quoted(tag)}`);
      }
    }
  };
  const conditions = await named();
  if (conditions.length === 0) return null;
  return `${isOneOf(FIELD_NAMES.type, policy.assets.types.map(tidy))} AND (${conditions.join(" OR ")})`;
}
