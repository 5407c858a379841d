import type { Identity, Instant, StateCategory, WorkItem } from "./workItem";

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
 */
export type Loss =
  | { readonly kind: "query"; readonly message: string }
  | { readonly kind: "batch"; readonly ids: readonly number[]; readonly message: string }
  | { readonly kind: "item"; readonly id: number; readonly message: string };

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
  readonly iterations: readonly IterationNode[];
  readonly workItems: readonly WorkItem[];
  readonly deleted: readonly DeletedItem[];
  readonly losses: readonly Loss[];
}
