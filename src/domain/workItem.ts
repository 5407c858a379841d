/** Milliseconds since 1970-01-01T00:00:00Z. All times in the domain are UTC instants. */
export type Instant = number;

/** A calendar day as `YYYY-MM-DD`, without a time zone. */
export type Day = string;

/** A person as Azure Boards names them. */
export interface Identity {
  readonly id: string;
  readonly displayName: string;
  readonly uniqueName: string;
  readonly imageUrl: string | null;
}

/** What a work item field can hold once read: never an object. Identities are reduced to their unique name. */
export type FieldValue = string | number | boolean | null;

/** Azure Boards' own state categories; the only meaning a state name has before a policy maps it. */
export type StateCategory = "Proposed" | "InProgress" | "Resolved" | "Completed" | "Removed";

/** A work item as last read from Azure Boards (readiness.md §1). */
export interface WorkItem {
  readonly id: number;
  readonly rev: number;
  readonly type: string;
  readonly state: string;
  /** Why it is in its state, e.g. `Cut`; empty where Azure Boards gives none. */
  readonly reason: string;
  readonly title: string;
  /** e.g. `Contoso\Payments`. */
  readonly areaPath: string;
  /** e.g. `Contoso\Release 1\Sprint 2`. */
  readonly iterationPath: string;
  readonly tags: readonly string[];
  readonly parent: number | null;
  /**
   * Ids of the child links that this item names, where its links were read; null where they were not. A child that is
   * named here and missing from the snapshot is a loss (V2).
   */
  readonly children: readonly number[] | null;
  /** Ids of what it waits for (Predecessor links), and of what waits for it (Successor); null as with `children`. */
  readonly predecessors: readonly number[] | null;
  readonly successors: readonly number[] | null;
  readonly assignedTo: Identity | null;
  /** Who made it, and who closed it; null where Azure Boards does not say. */
  readonly createdBy: Identity | null;
  readonly closedBy: Identity | null;
  /** In the team's own unit (points or hours); null is unestimated, 0 is a value. */
  readonly effort: number | null;
  readonly priority: number | null;
  readonly boardColumn: string | null;
  readonly createdDate: Instant;
  readonly changedDate: Instant;
  readonly stateChangeDate: Instant | null;
  readonly closedDate: Instant | null;
  /** The further fields that the policy names, by reference name. */
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** A work item as one of its revisions left it (E2, T4): what a stage is read from, and when it became so. */
export type Revision = Pick<
  WorkItem,
  | "id"
  | "rev"
  | "type"
  | "state"
  | "reason"
  | "tags"
  | "iterationPath"
  | "areaPath"
  | "parent"
  | "boardColumn"
  | "effort"
  | "fields"
  | "changedDate"
>;

/** Enough of a work item to name it and to link to it. */
export interface WorkItemRef {
  readonly id: number;
  readonly title: string;
  readonly type: string;
}
