import type { Process } from "./definition";

/** The Scrum system process: states, categories, and the reasons of each transition [D]. */
export const SCRUM: Process = {
  name: "Scrum",
  typeId: "6b724908-ef14-45cf-84f8-768b5384da45",
  effortField: "Microsoft.VSTS.Scheduling.Effort",
  rankField: "Microsoft.VSTS.Common.BacklogPriority",
  activityField: "Microsoft.VSTS.Common.Activity",
  types: [
    {
      name: "Bug",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Bug",
      level: "bug",
      states: [
        { name: "New", category: "Proposed" },
        { name: "Approved", category: "Proposed" },
        { name: "Committed", category: "InProgress" },
        { name: "Done", category: "Completed" },
        { name: "Removed", category: "Removed" },
      ],
      transitions: {
        "": { New: ["New defect reported", "Build Failure"] },
        New: {
          Approved: ["Approved by the Product Owner"],
          Committed: ["Commitment made by the team"],
          Done: ["Work finished"],
          Removed: ["Removed from the backlog", "Not a Bug", "Duplicate"],
        },
        Approved: {
          Committed: ["Commitment made by the team"],
          Removed: ["Removed from the backlog", "Not a Bug", "Duplicate"],
          New: ["Moved to the backlog"],
          Done: ["Work finished"],
        },
        Committed: {
          Done: ["Work finished"],
          Approved: ["Work stopped"],
          Removed: ["Removed from the backlog", "Not a Bug", "Duplicate"],
          New: ["Moved to the backlog"],
        },
        Done: {
          Committed: ["Additional work found"],
          New: ["Moved to the backlog"],
          Approved: ["Additional work found"],
        },
        Removed: { New: ["Reconsidering backlog item"] },
      },
    },
    {
      name: "Epic",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Epic",
      level: "portfolio",
      states: [
        { name: "New", category: "Proposed" },
        { name: "In Progress", category: "InProgress" },
        { name: "Done", category: "Completed" },
        { name: "Removed", category: "Removed" },
      ],
      transitions: {
        "": { New: ["New epic"] },
        New: {
          "In Progress": ["Implementation started"],
          Done: ["Work finished"],
          Removed: ["Removed from the backlog"],
        },
        "In Progress": {
          Done: ["Work finished"],
          Removed: ["Removed from the backlog"],
          New: ["Moved to the backlog"],
        },
        Removed: { New: ["Reconsidering the epic"] },
        Done: { New: ["Moved to the backlog"], "In Progress": ["Additional work found"] },
      },
    },
    {
      name: "Feature",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Feature",
      level: "portfolio",
      states: [
        { name: "New", category: "Proposed" },
        { name: "In Progress", category: "InProgress" },
        { name: "Done", category: "Completed" },
        { name: "Removed", category: "Removed" },
      ],
      transitions: {
        "": { New: ["New feature"] },
        New: {
          "In Progress": ["Implementation started"],
          Done: ["Work finished"],
          Removed: ["Removed from the backlog"],
        },
        "In Progress": {
          Done: ["Work finished"],
          Removed: ["Removed from the backlog"],
          New: ["Moved to the backlog"],
        },
        Removed: { New: ["Reconsidering the feature"] },
        Done: { New: ["Moved to the backlog"], "In Progress": ["Additional work found"] },
      },
    },
    {
      name: "Impediment",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Impediment",
      level: "none",
      states: [
        { name: "Open", category: "InProgress" },
        { name: "Closed", category: "Completed" },
      ],
      transitions: {
        Open: { Closed: ["Impediment removed"] },
        Closed: { Open: ["Impediment reopened"] },
        "": { Open: ["New impediment"] },
      },
    },
    {
      name: "Product Backlog Item",
      referenceName: "Microsoft.VSTS.WorkItemTypes.ProductBacklogItem",
      level: "requirement",
      states: [
        { name: "New", category: "Proposed" },
        { name: "Approved", category: "Proposed" },
        { name: "Committed", category: "InProgress" },
        { name: "Done", category: "Completed" },
        { name: "Removed", category: "Removed" },
      ],
      transitions: {
        "": { New: ["New backlog item"] },
        New: {
          Approved: ["Approved by the Product Owner"],
          Committed: ["Commitment made by the team"],
          Done: ["Work finished"],
          Removed: ["Removed from the backlog"],
        },
        Approved: {
          Committed: ["Commitment made by the team"],
          Removed: ["Removed from the backlog"],
          New: ["Moved to the backlog"],
          Done: ["Work finished"],
        },
        Committed: {
          Done: ["Work finished"],
          Approved: ["Work stopped"],
          Removed: ["Removed from the backlog"],
          New: ["Moved to the backlog"],
        },
        Done: {
          Committed: ["Additional work found"],
          New: ["Moved to the backlog"],
          Approved: ["Additional work found"],
        },
        Removed: { New: ["Reconsidering backlog item"] },
      },
    },
    {
      name: "Task",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Task",
      level: "task",
      states: [
        { name: "To Do", category: "Proposed" },
        { name: "In Progress", category: "InProgress" },
        { name: "Done", category: "Completed" },
        { name: "Removed", category: "Removed" },
      ],
      transitions: {
        "To Do": { "In Progress": ["Work started"], Done: ["Work finished"], Removed: ["Removed from the backlog"] },
        "In Progress": { Done: ["Work finished"], Removed: ["Removed from the backlog"], "To Do": ["Work stopped"] },
        "": { "To Do": ["New task"] },
        Done: { "In Progress": ["Additional work found"], "To Do": ["Additional work found"] },
        Removed: { "To Do": ["Reconsidering the Task"] },
      },
    },
  ],
};
