import * as v from "valibot";
import type { Snapshot } from "../domain/snapshot";
import type { Instant } from "../domain/workItem";
import { ApiError, textOf } from "./errors";
import { LINK, targetOf } from "./links";
import { IDENTITY, INSTANT, RELATION } from "./schemas";
import { segment, type Transport } from "./transport";
import { readBin } from "./workItems";

/** Where work items are recycled. */
export interface RecyclingBoards {
  readonly transport: Transport;
  readonly project: Snapshot["project"];
}

/** A work item that we made, as it was then. */
export interface MadeItem {
  readonly id: number;
  readonly rev: number;
  /**
   * The work items that it was linked to when it was made. Where this is left out, its links to work items say nothing, but
   * for children.
   */
  readonly links?: readonly number[];
}

/** What came of a work item that was to be recycled. */
export type Recycling =
  /** It is in the recycle bin. */
  | { readonly kind: "recycled" }
  /** Somebody changed it or linked something to it since; it stays as it is. `by` and `when` are null for a link: it has neither. */
  | {
      readonly kind: "changed";
      readonly rev: number;
      readonly by: string | null;
      readonly when: Instant | null;
      readonly message: string;
    }
  /** Azure DevOps said no, and why. */
  | { readonly kind: "refused"; readonly message: string }
  /** Not known to be recycled. */
  | { readonly kind: "failed"; readonly message: string };

/** A work item as it is looked at before it goes. */
export const LATEST = v.object({
  rev: v.number(),
  fields: v.object({
    "System.ChangedBy": v.optional(v.nullable(IDENTITY), null),
    "System.ChangedDate": v.optional(v.nullable(INSTANT), null),
  }),
  relations: v.optional(v.array(RELATION), []),
});
type Latest = v.InferOutput<typeof LATEST>;
/** The answer to moving one into the recycle bin. */
export const RECYCLED = v.object({ id: v.number() });

/**
 * Moves work items that we made into the recycle bin, from where people can restore them; an outcome for each, in their
 * order. Deleting has no test of the revision as a change has, so each is looked at just before: what somebody changed since,
 * and what got a child, an attachment or another link that is not among the items, stays, and so does what is above it.
 * What is in the bin already counts as recycled. Never rejects: what goes wrong is an outcome.
 */
export async function recycle(
  { transport, project }: RecyclingBoards,
  items: readonly MadeItem[],
): Promise<readonly Recycling[]> {
  const together = new Map(items.map((item) => [item.id, item]));
  const begun = new Map<number, Promise<Recycling>>();
  const pathOf = (id: number): string => `_apis/wit/workitems/${segment(String(id))}`;

  const look = (id: number): Promise<Latest> =>
    transport.send({
      method: "GET",
      class: "read",
      path: pathOf(id),
      query: { $expand: "relations" },
      schema: LATEST,
    });

  async function isInBin(id: number): Promise<boolean> {
    try {
      return (await readBin(transport, project.id, [id])).length > 0;
    } catch {
      // Whether it is there stays unknown; the caller has the failure that made it ask.
      return false;
    }
  }

  function once(item: MadeItem): Promise<Recycling> {
    const known = begun.get(item.id);
    if (known !== undefined) return known;
    const outcome = recycleOne(item);
    begun.set(item.id, outcome);
    return outcome;
  }

  /** Recycles the children that are among the items: a child that stays would be left without its parent. */
  async function childrenGo({ relations }: Latest): Promise<ReadonlySet<number>> {
    const children = relations
      .filter(({ rel }) => rel === LINK.child)
      .flatMap((relation) => together.get(targetOf(relation)) ?? []);
    const gone = await Promise.all(children.map(async (child) => ({ child, outcome: await once(child) })));
    return new Set(gone.flatMap(({ child, outcome }) => (outcome.kind === "recycled" ? [child.id] : [])));
  }

  async function recycleOne(item: MadeItem): Promise<Recycling> {
    let isLost = false;
    try {
      const first = await look(item.id);
      const gone = await childrenGo(first);
      // Recycling children takes its time.
      const current = gone.size === 0 ? first : await look(item.id);
      const change = changeOf(item, current, (id, isChild) => (isChild ? gone : together).has(id));
      if (change !== null) return change;
      await transport.send({
        method: "DELETE",
        // Sent twice, the second finds it gone.
        class: "guardedWrite",
        path: `${segment(project.id)}/${pathOf(item.id)}`,
        schema: RECYCLED,
        onLost: () => {
          isLost = true;
        },
      });
      return { kind: "recycled" };
    } catch (thrown) {
      const isGone = thrown instanceof ApiError && thrown.status === 404;
      return (isGone || isLost) && (await isInBin(item.id)) ? { kind: "recycled" } : outcomeOf(thrown, isLost);
    }
  }

  // The transport limits how many are under way.
  return Promise.all(items.map(once));
}

/** What holds an item back; null where it is as it was made. `goesToo` tells of which linked items that does not count. */
function changeOf(
  item: MadeItem,
  { rev, fields, relations }: Latest,
  goesToo: (id: number, isChild: boolean) => boolean,
): Extract<Recycling, { kind: "changed" }> | null {
  if (rev !== item.rev) {
    const by = fields["System.ChangedBy"]?.displayName ?? null;
    const message = `It was changed by ${by ?? "somebody"} since (revision ${rev}; it was left at ${item.rev}).`;
    return { kind: "changed", rev, by, when: fields["System.ChangedDate"], message };
  }
  // A link makes no revision.
  const isNew = (relation: Latest["relations"][number]): boolean => {
    if (!isToWorkItem(relation)) return true;
    const target = targetOf(relation);
    const isChild = relation.rel === LINK.child;
    if (goesToo(target, isChild)) return false;
    return isChild || (item.links !== undefined && !item.links.includes(target));
  };
  if (!relations.some(isNew)) return null;
  const message = "It has a child that stays, or an attachment or another link was added to it since.";
  return { kind: "changed", rev, by: null, when: null, message };
}

/** Links of types that an organization made lead to work items as well; attachments, pages and commits lead elsewhere. */
function isToWorkItem({ url }: Latest["relations"][number]): boolean {
  return /\/_apis\/wit\/workitems\/\d+$/i.test(url);
}

function outcomeOf(thrown: unknown, isLost: boolean): Recycling {
  if (!isLost && thrown instanceof ApiError && thrown.status < 500 && thrown.status !== 429) {
    return { kind: "refused", message: thrown.said || thrown.message };
  }
  const message = textOf(thrown);
  return { kind: "failed", message: isLost ? `${message} It may have been recycled.` : message };
}
