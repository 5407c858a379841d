/**
 * What the local Azure Boards is filled with: plain JSON, so that it can be kept in a file and compared in tests.
 *
 * A work item is stored as its history. Revision n is the fold of its first n changes, so the current fields, the
 * revisions, the updates and an as-of read can never disagree.
 */

/** A stored field value. Dates are ISO 8601 in UTC; identities are the unique name of a user. */
export type FieldValue = string | number | boolean;

/**
 * What a user may do: the groups Project Administrators, Contributors and Readers, and a contributor with the access
 * level Stakeholder.
 */
export type UserRole = "administrator" | "contributor" | "reader" | "stakeholder";

/** A person of the organisation. */
export interface EstateUser {
  readonly id: string;
  readonly displayName: string;
  readonly uniqueName: string;
  readonly role: UserRole;
}

/** A node of the area or the iteration tree. */
export interface EstateNode {
  readonly id: number;
  readonly identifier: string;
  readonly name: string;
  /** ISO 8601; only iterations have dates. */
  readonly startDate?: string;
  readonly finishDate?: string;
  readonly children: readonly EstateNode[];
}

/** A team with the area paths that it owns, e.g. `Contoso\Payroll`. */
export interface EstateTeam {
  readonly id: string;
  readonly name: string;
  readonly areaPaths: readonly string[];
}

/** The system processes that are served. */
export type ProcessName = "Agile" | "Scrum" | "CMMI" | "Basic";

/** Azure Boards' state categories. */
export type StateCategory = "Proposed" | "InProgress" | "Resolved" | "Completed" | "Removed";

/** A state that an inherited process adds to one work item type; it stands after `after`. */
export interface CustomState {
  readonly type: string;
  readonly name: string;
  readonly category: StateCategory;
  readonly color: string;
  readonly after: string;
}

export interface EstateProject {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly process: ProcessName;
  readonly customStates: readonly CustomState[];
  readonly areas: EstateNode;
  readonly iterations: EstateNode;
  readonly teams: readonly EstateTeam[];
}

/** One revision: the fields that it set; null cleared the field. */
export interface Change {
  readonly rev: number;
  /** ISO 8601. */
  readonly date: string;
  /** Unique name of who made it. */
  readonly by: string;
  readonly fields: Readonly<Record<string, FieldValue | null>>;
}

/** One end of a link, as the work item that carries it sees it. Removed links stay, for history. */
export interface EstateLink {
  /** e.g. `System.LinkTypes.Hierarchy-Forward`. */
  readonly rel: string;
  /** Id of the work item at the other end, or the address that a resource link names. */
  readonly target: number | string;
  readonly comment: string | null;
  readonly addedDate: string;
  readonly addedBy: string;
  readonly removedDate: string | null;
  readonly removedBy: string | null;
}

export interface EstateWorkItem {
  readonly id: number;
  /** Id of its project. */
  readonly project: string;
  readonly changes: readonly Change[];
  readonly links: readonly EstateLink[];
  /** Set while it lies in the recycle bin. */
  readonly deleted: { readonly date: string; readonly by: string } | null;
}

/** A document of the extension data service. */
export interface EstateDocument {
  readonly publisher: string;
  readonly extension: string;
  readonly scopeType: "Default" | "User";
  /** `Current`, or the id of the user whose document it is. */
  readonly scopeValue: string;
  readonly collection: string;
  readonly id: string;
  readonly etag: number;
  /** The document without `id` and `__etag`. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One line of the description of an estate: what is to be seen, and where. */
export interface EstateNote {
  readonly subject: string;
  readonly text: string;
  /** Work items that show it. */
  readonly workItems: readonly number[];
}

/** A field that an organisation added to those of Azure Boards. */
export interface EstateField {
  readonly referenceName: string;
  readonly name: string;
  readonly type: "string" | "integer" | "double" | "dateTime" | "boolean" | "plainText" | "html";
}

export interface Estate {
  readonly version: 1;
  /** e.g. `sample`, or `template CAF-ServerMigration`. */
  readonly label: string;
  readonly description: string;
  readonly notes: readonly EstateNote[];
  readonly users: readonly EstateUser[];
  readonly customFields: readonly EstateField[];
  readonly projects: readonly EstateProject[];
  readonly workItems: readonly EstateWorkItem[];
  readonly documents: readonly EstateDocument[];
  /** Area paths that a user cannot read, by user id. */
  readonly unreadableAreas: Readonly<Record<string, readonly string[]>>;
}
