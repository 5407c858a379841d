/** Reference names of the fields that every reading asks for. */
export const FIELD_NAMES = {
  type: "System.WorkItemType",
  state: "System.State",
  reason: "System.Reason",
  title: "System.Title",
  areaPath: "System.AreaPath",
  iterationPath: "System.IterationPath",
  tags: "System.Tags",
  parent: "System.Parent",
  assignedTo: "System.AssignedTo",
  createdBy: "System.CreatedBy",
  closedBy: "Microsoft.VSTS.Common.ClosedBy",
  boardColumn: "System.BoardColumn",
  createdDate: "System.CreatedDate",
  changedDate: "System.ChangedDate",
  stateChangeDate: "Microsoft.VSTS.Common.StateChangeDate",
  closedDate: "Microsoft.VSTS.Common.ClosedDate",
  priority: "Microsoft.VSTS.Common.Priority",
} as const;

/** Where effort is kept: by the process it is one of these. Of several on one item the first counts. */
export const EFFORT_FIELDS = [
  "Microsoft.VSTS.Scheduling.StoryPoints",
  "Microsoft.VSTS.Scheduling.Effort",
  "Microsoft.VSTS.Scheduling.Size",
] as const;

/** Fields without which an answer is no work item. */
export const NEEDED_FIELDS = [
  FIELD_NAMES.type,
  FIELD_NAMES.state,
  FIELD_NAMES.areaPath,
  FIELD_NAMES.iterationPath,
  FIELD_NAMES.createdDate,
  FIELD_NAMES.changedDate,
] as const;

/** The text of a work item (HTML). It is long, and asked for only where it is needed. */
export const DESCRIPTION_FIELD = "System.Description";
