/** Actions that extensions contribute to menus of work items (reference §1.5). */
import * as v from "valibot";
import type { Contribution } from "../pageData";

/** The menus that are here, each with the targets by which actions get into it. */
export const MENU_TARGETS = {
  queryResults: ["ms.vss-work-web.query-result-work-item-menu", "ms.vss-work-web.work-item-context-menu"],
  backlog: ["ms.vss-work-web.backlog-item-menu"],
} as const;

const propertiesSchema = v.object({
  text: v.optional(v.string()),
  title: v.optional(v.string()),
  groupId: v.optional(v.string(), ""),
  registeredObjectId: v.optional(v.string()),
});

/** A contributed entry of a menu. */
export interface Action {
  readonly contribution: Contribution;
  readonly label: string;
  /** More about it, shown where the pointer rests on it; undefined where there is no more to say. */
  readonly hint: string | undefined;
  readonly groupId: string;
  /** Under which its page registers the object that is called: what the manifest says, else the full id. */
  readonly objectId: string;
}

/** The actions of a menu in their order, each once, however many of the menu's targets it names. */
export function actionsOf(contributions: readonly Contribution[], menu: keyof typeof MENU_TARGETS): Action[] {
  const targets: readonly string[] = MENU_TARGETS[menu];
  return contributions
    .filter(({ type, targets: own }) => type === "ms.vss-web.action" && own.some((one) => targets.includes(one)))
    .sort((a, b) => a.order - b.order)
    .map((contribution) => {
      const properties = v.parse(propertiesSchema, contribution.properties);
      return {
        contribution,
        label: properties.text ?? properties.title ?? contribution.name,
        hint: properties.text === undefined ? undefined : properties.title,
        groupId: properties.groupId,
        objectId: properties.registeredObjectId ?? contribution.id,
      };
    });
}

/** Actions in their groups; a group stands where its first action does. */
export function groupsOf(actions: readonly Action[]): Action[][] {
  const groups = new Map<string, Action[]>();
  for (const action of actions) groups.set(action.groupId, [...(groups.get(action.groupId) ?? []), action]);
  return [...groups.values()];
}

/** What an action of query results is told. */
export interface QueryResultsContext {
  readonly ids: readonly number[];
  readonly workItemIds: readonly number[];
  readonly workItemId: number | undefined;
  readonly workItemTypeNames: readonly string[];
}

/**
 * What an action of query results is told. Public extensions read `ids` [C]; the newer pages also send `workItemIds`,
 * with a `workItemId` that is set even where several are selected, and the types, each once and so in no order that
 * follows the ids (azure-devops-extension-sdk #117) [C].
 */
export function queryResultsContext(
  items: readonly { readonly id: number; readonly type: string }[],
): QueryResultsContext {
  const ids = items.map(({ id }) => id);
  const types = [...new Set(items.map(({ type }) => type))];
  return { ids, workItemIds: ids, workItemId: ids[0], workItemTypeNames: types };
}

/** What an action of a backlog is told: `workItemIds` and nothing else (azure-devops-extension-sdk #59) [C]. */
export function backlogContext(ids: readonly number[]): { readonly workItemIds: readonly number[] } {
  return { workItemIds: ids };
}
