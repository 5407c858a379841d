/** The data types of work item fields, with the numbers that stand for them in answers with enumerations as numbers. */
export const FIELD_TYPES = {
  string: 0,
  integer: 1,
  dateTime: 2,
  plainText: 3,
  html: 4,
  treePath: 5,
  history: 6,
  double: 7,
  guid: 8,
  boolean: 9,
} as const;

export type FieldType = keyof typeof FIELD_TYPES;

/** A field of the organisation. */
export interface FieldDefinition {
  readonly referenceName: string;
  readonly name: string;
  readonly type: FieldType;
  readonly isIdentity: boolean;
  /** Set by Azure Boards alone. */
  readonly readOnly: boolean;
  /** Only in answers that ask for it by name or for all fields [R]. */
  readonly expandedOnly: boolean;
  /** Only in answers that ask for it by name: the recording of all fields has none of these [R]. */
  readonly namedOnly: boolean;
}

type Flag = "identity" | "readOnly" | "expandedOnly" | "namedOnly";

function field(referenceName: string, name: string, type: FieldType, ...flags: Flag[]): FieldDefinition {
  return {
    referenceName,
    name,
    type,
    isIdentity: flags.includes("identity"),
    readOnly: flags.includes("readOnly"),
    expandedOnly: flags.includes("expandedOnly"),
    namedOnly: flags.includes("namedOnly"),
  };
}

/** Area and iteration levels that are answered as fields of their own [R]; deeper levels have none. */
const LEVELS = [1, 2, 3, 4, 5, 6, 7];

/** The fields that every organisation has [D]. */
export const SYSTEM_FIELDS: readonly FieldDefinition[] = [
  field("System.Id", "ID", "integer", "readOnly", "expandedOnly"),
  field("System.AreaId", "Area ID", "integer", "readOnly", "expandedOnly"),
  field("System.AreaPath", "Area Path", "treePath"),
  field("System.TeamProject", "Team Project", "string", "readOnly"),
  field("System.NodeName", "Node Name", "string", "readOnly", "expandedOnly"),
  ...LEVELS.map((n) => field(`System.AreaLevel${n}`, `Area Level ${n}`, "string", "readOnly", "expandedOnly")),
  field("System.Rev", "Rev", "integer", "readOnly", "expandedOnly"),
  field("System.AuthorizedDate", "Authorized Date", "dateTime", "readOnly", "expandedOnly"),
  field("System.RevisedDate", "Revised Date", "dateTime", "readOnly", "expandedOnly"),
  field("System.AuthorizedAs", "Authorized As", "string", "identity", "readOnly", "expandedOnly"),
  field("System.PersonId", "Person ID", "integer", "readOnly", "expandedOnly"),
  field("System.Watermark", "Watermark", "integer", "readOnly", "expandedOnly"),
  field("System.IsDeleted", "Is Deleted", "boolean", "readOnly"),
  field("System.RelatedLinkCount", "Related Link Count", "integer", "readOnly", "namedOnly"),
  field("System.ExternalLinkCount", "External Link Count", "integer", "readOnly", "namedOnly"),
  field("System.HyperLinkCount", "Hyperlink Count", "integer", "readOnly", "namedOnly"),
  field("System.AttachedFileCount", "Attached File Count", "integer", "readOnly", "namedOnly"),
  field("System.RemoteLinkCount", "Remote Link Count", "integer", "readOnly", "namedOnly"),
  field("System.IterationId", "Iteration ID", "integer", "readOnly", "expandedOnly"),
  field("System.IterationPath", "Iteration Path", "treePath"),
  ...LEVELS.map((n) =>
    field(`System.IterationLevel${n}`, `Iteration Level ${n}`, "string", "readOnly", "expandedOnly"),
  ),
  field("System.WorkItemType", "Work Item Type", "string", "readOnly"),
  field("System.State", "State", "string"),
  field("System.Reason", "Reason", "string"),
  field("System.AssignedTo", "Assigned To", "string", "identity"),
  field("System.CreatedDate", "Created Date", "dateTime", "readOnly"),
  field("System.CreatedBy", "Created By", "string", "identity", "readOnly"),
  field("System.ChangedDate", "Changed Date", "dateTime", "readOnly"),
  field("System.ChangedBy", "Changed By", "string", "identity", "readOnly"),
  field("System.CommentCount", "Comment Count", "integer", "readOnly"),
  field("System.Title", "Title", "string"),
  field("System.BoardColumn", "Board Column", "string", "readOnly"),
  field("System.BoardColumnDone", "Board Column Done", "boolean", "readOnly"),
  field("System.BoardLane", "Board Lane", "string", "readOnly"),
  field("System.Description", "Description", "html"),
  field("System.History", "History", "history"),
  field("System.Tags", "Tags", "plainText"),
  field("System.Parent", "Parent", "integer", "readOnly"),
  field("Microsoft.VSTS.Common.StateChangeDate", "State Change Date", "dateTime", "readOnly"),
  field("Microsoft.VSTS.Common.ActivatedDate", "Activated Date", "dateTime", "readOnly"),
  field("Microsoft.VSTS.Common.ActivatedBy", "Activated By", "string", "identity", "readOnly"),
  field("Microsoft.VSTS.Common.ResolvedDate", "Resolved Date", "dateTime", "readOnly"),
  field("Microsoft.VSTS.Common.ResolvedBy", "Resolved By", "string", "identity", "readOnly"),
  field("Microsoft.VSTS.Common.ClosedDate", "Closed Date", "dateTime", "readOnly"),
  field("Microsoft.VSTS.Common.ClosedBy", "Closed By", "string", "identity", "readOnly"),
  field("Microsoft.VSTS.Common.Priority", "Priority", "integer"),
  field("Microsoft.VSTS.Common.Severity", "Severity", "string"),
  field("Microsoft.VSTS.Common.Risk", "Risk", "string"),
  field("Microsoft.VSTS.Common.StackRank", "Stack Rank", "double"),
  field("Microsoft.VSTS.Common.BacklogPriority", "Backlog Priority", "double"),
  field("Microsoft.VSTS.Common.ValueArea", "Value Area", "string"),
  field("Microsoft.VSTS.Common.BusinessValue", "Business Value", "integer"),
  field("Microsoft.VSTS.Common.TimeCriticality", "Time Criticality", "double"),
  field("Microsoft.VSTS.Common.Activity", "Activity", "string"),
  field("Microsoft.VSTS.Common.Discipline", "Discipline", "string"),
  field("Microsoft.VSTS.Common.AcceptanceCriteria", "Acceptance Criteria", "html"),
  field("Microsoft.VSTS.Scheduling.StoryPoints", "Story Points", "double"),
  field("Microsoft.VSTS.Scheduling.Effort", "Effort", "double"),
  field("Microsoft.VSTS.Scheduling.Size", "Size", "double"),
  field("Microsoft.VSTS.Scheduling.RemainingWork", "Remaining Work", "double"),
  field("Microsoft.VSTS.Scheduling.OriginalEstimate", "Original Estimate", "double"),
  field("Microsoft.VSTS.Scheduling.CompletedWork", "Completed Work", "double"),
  field("Microsoft.VSTS.Scheduling.StartDate", "Start Date", "dateTime"),
  field("Microsoft.VSTS.Scheduling.FinishDate", "Finish Date", "dateTime"),
  field("Microsoft.VSTS.Scheduling.TargetDate", "Target Date", "dateTime"),
  field("Microsoft.VSTS.TCM.ReproSteps", "Repro Steps", "html"),
  field("Microsoft.VSTS.TCM.SystemInfo", "System Info", "html"),
  field("Microsoft.VSTS.TCM.Steps", "Steps", "html"),
  field("Microsoft.VSTS.TCM.Parameters", "Parameters", "html"),
  field("Microsoft.VSTS.TCM.LocalDataSource", "Local Data Source", "html"),
  field("Microsoft.VSTS.TCM.AutomationStatus", "Automation status", "string"),
  field("Microsoft.VSTS.Build.FoundIn", "Found In", "string"),
  field("Microsoft.VSTS.Build.IntegrationBuild", "Integration Build", "string"),
];

/** A field that an organisation added; its values are texts, numbers, dates or truth values. */
export function customField(referenceName: string, name: string, type: FieldType): FieldDefinition {
  return field(referenceName, name, type);
}

/** The fields of an organisation, found by reference name or by name, both without regard to case. */
export class FieldCatalogue {
  readonly all: readonly FieldDefinition[];
  private readonly byName = new Map<string, FieldDefinition>();

  constructor(custom: readonly FieldDefinition[]) {
    this.all = [...SYSTEM_FIELDS, ...custom];
    for (const definition of this.all) this.byName.set(definition.name.toLowerCase(), definition);
    // Last, so that a reference name wins where a field is named like another's reference name.
    for (const definition of this.all) this.byName.set(definition.referenceName.toLowerCase(), definition);
  }

  find(name: string): FieldDefinition | null {
    return this.byName.get(name.toLowerCase()) ?? null;
  }
}
