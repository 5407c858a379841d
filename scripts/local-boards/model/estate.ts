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

/** A span of days off, both included; ISO 8601 at midnight UTC. */
export interface DaysOff {
  readonly start: string;
  readonly end: string;
}

/** What one member of a team can do in one iteration. */
export interface EstateCapacity {
  /** Id of the user. */
  readonly member: string;
  readonly activities: readonly { readonly name: string; readonly hoursPerDay: number }[];
  readonly daysOff: readonly DaysOff[];
}

/** An iteration that a team has chosen for its sprints. */
export interface TeamIteration {
  /** Identifier of the node. */
  readonly iteration: string;
  readonly capacities: readonly EstateCapacity[];
  /** Days on which the whole team is off. */
  readonly daysOff: readonly DaysOff[];
}

export type Weekday = "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday";

/** Where bugs stand: among the requirements, among the tasks, or on no backlog. */
export type BugsBehavior = "off" | "asRequirements" | "asTasks";

/** An area that a team owns, e.g. `Contoso\Payroll`. */
export interface TeamArea {
  readonly path: string;
  readonly includeChildren: boolean;
}

/** A team: its areas, its people and its sprints. */
export interface EstateTeam {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly areas: readonly TeamArea[];
  /** Path of the area that new work items of the team get; null for a team without areas. */
  readonly defaultArea: string | null;
  /** Ids of users. */
  readonly members: readonly string[];
  /** Identifier of the iteration below which its backlog lies; null where the team has chosen none. */
  readonly backlogIteration: string | null;
  /** Identifier of the iteration that new work items get; null where a macro, or nothing, says it. */
  readonly defaultIteration: string | null;
  /** e.g. `@CurrentIteration`. */
  readonly defaultIterationMacro: string | null;
  readonly iterations: readonly TeamIteration[];
  readonly workingDays: readonly Weekday[];
  readonly bugsBehavior: BugsBehavior;
  /** Ids of the backlog levels that the team does not use, e.g. `Microsoft.EpicCategory`. */
  readonly hiddenBacklogs: readonly string[];
}

/** A query that is kept in a folder of the project. */
export interface EstateQuery {
  readonly id: string;
  readonly name: string;
  /** e.g. `Shared Queries/Releases`. */
  readonly folder: string;
  readonly wiql: string;
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
  /** The first is the project's default team. */
  readonly teams: readonly EstateTeam[];
  readonly queries: readonly EstateQuery[];
}

/** One revision: the fields that it set; null cleared the field. */
export interface Change {
  readonly rev: number;
  /** ISO 8601. */
  readonly date: string;
  /** Unique name of who made it. */
  readonly by: string;
  readonly fields: Readonly<Record<string, FieldValue | null>>;
  /**
   * Where it stands among all revisions and link changes of the organisation, in the order in which they were made.
   * Absent in an estate that was not opened yet; its dates decide then.
   */
  readonly watermark?: number;
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
  /** See {@link Change.watermark}. */
  readonly addedWatermark?: number;
  readonly removedWatermark?: number;
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
  /**
   * The highest ids that were given, where what had them is gone: none is given twice. Absent where nothing of a higher id
   * than those that are there was destroyed.
   */
  readonly spentIds?: { readonly workItem: number; readonly node: number };
  /** The highest {@link Change.watermark} that was given, also to what was destroyed since; absent before any was. */
  readonly watermark?: number;
  /** Area paths that a user cannot read, by user id. */
  readonly unreadableAreas: Readonly<Record<string, readonly string[]>>;
  /** Area paths whose work items a user can read and not change, by user id. */
  readonly uneditableAreas: Readonly<Record<string, readonly string[]>>;
}
