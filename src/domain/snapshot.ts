import type { Identity, Instant, Revision, StateCategory, WorkItem } from "./workItem";

/** One state of a work item type with the category Azure Boards files it under. */
export interface StateInfo {
  readonly name: string;
  readonly category: StateCategory;
}

/** A work item type of the project's process, its states in workflow order. */
export interface WorkItemTypeInfo {
  readonly name: string;
  readonly states: readonly StateInfo[];
}

/** The types of another project, from which the snapshot holds work items: one name may mean another process there. */
export interface ProjectTypes {
  /** The project's name, with which the area paths of its work items begin. */
  readonly project: string;
  /** Empty where this reader may not see them: what its states mean is not known then. */
  readonly types: readonly WorkItemTypeInfo[];
}

/** A node of the iteration tree. `path` is as work items carry it (`Project\Release 1`); level 0 is the project root. */
export interface IterationNode {
  readonly path: string;
  readonly name: string;
  readonly level: number;
  readonly startDate: Instant | null;
  readonly finishDate: Instant | null;
}

/**
 * Something that was expected and could not be read (V2). *Expected* is an id that a query, a link or a parent named, or a
 * page of a query.
 *
 * - `query`: a page of ids failed beyond the retries; what stands on it is not known.
 * - `batch`: these ids were found by a query, and reading them failed beyond the retries.
 * - `item`: Azure DevOps answered, without this item: deleted for good, or hidden from this reader.
 *   An item or batch is *beside* where nothing but links to providers and related items named it: no query, parent or child.
 *   It counts against what has those links.
 * - `links`: a page of links failed; it may have named a provider or an open item of anything.
 * - `history`: the revisions of these items could not be read; null stands for every item whose history is not there.
 * - `records`: the inventory records could not be read (M8).
 */
export type Loss =
  | { readonly kind: "query"; readonly message: string }
  | { readonly kind: "batch"; readonly ids: readonly number[]; readonly message: string; readonly isBeside?: boolean }
  | { readonly kind: "item"; readonly id: number; readonly message: string; readonly isBeside?: boolean }
  | { readonly kind: "links"; readonly message: string }
  | { readonly kind: "history"; readonly ids: readonly number[] | null; readonly message: string }
  | { readonly kind: "records"; readonly message: string };

/** The work items that a loss names as not read; none where it names a page. Histories are not work items. */
export function lostIdsOf(loss: Loss): readonly number[] {
  if (loss.kind === "item") return [loss.id];
  return loss.kind === "batch" ? loss.ids : [];
}

/**
 * A link as it was read: `type` is the reference name with its direction, seen from `source`. A dependency comes as
 * `System.LinkTypes.Dependency-Reverse` from the dependant to its provider. A link that has no direction comes once or
 * twice, whichever way round.
 */
export interface Link {
  readonly type: string;
  readonly source: number;
  readonly target: number;
}

/** All revisions of one work item, from the oldest to the newest. */
export interface ItemHistory {
  readonly id: number;
  readonly revisions: readonly Revision[];
}

/** What an imported inventory says of one asset, as far as a verdict may ask (M8). */
export interface InventoryRecord {
  readonly key: string;
  readonly name: string;
  /** Whether it is to be moved. */
  readonly isInScope: boolean;
  /** The workload that the record names; null for none. */
  readonly workload: number | null;
  /** The work item that it is mapped to; null while nobody has mapped it. */
  readonly workItem: number | null;
}

/** An item that a query or link named and that was found in the recycle bin. */
export interface DeletedItem {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly deletedDate: Instant | null;
}

/** All that was read at one time, with what was expected and could not be read. The engine's only view of Azure Boards. */
export interface Snapshot {
  /** Azure DevOps' own time of the reading: the `asOf` of its first query. */
  readonly asOf: Instant;
  readonly project: { readonly id: string; readonly name: string };
  /** Who read it: what Azure DevOps hides from a reader without a trace can't be known (V2). */
  readonly reader: Pick<Identity, "id" | "displayName">;
  readonly types: readonly WorkItemTypeInfo[];
  /** Types of the other projects that work items of the snapshot are of (D5); absent where there are none. */
  readonly otherProjects?: readonly ProjectTypes[];
  readonly iterations: readonly IterationNode[];
  readonly workItems: readonly WorkItem[];
  readonly deleted: readonly DeletedItem[];
  /** Links between work items of the types that the policy gives a meaning, whichever project they lead to (D1, D5). */
  readonly links: readonly Link[];
  /** Histories that were asked for (E2); of other items nothing is known but how they are now. */
  readonly histories: readonly ItemHistory[];
  readonly records: readonly InventoryRecord[];
  readonly losses: readonly Loss[];
}
