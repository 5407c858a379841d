import type { Process } from "./definition";

/** The CMMI system process: states, categories, and the reasons of each transition [D]. */
export const CMMI: Process = {
  name: "CMMI",
  typeId: "27450541-8e31-4150-9947-dc59f998fc01",
  effortField: "Microsoft.VSTS.Scheduling.Size",
  rankField: "Microsoft.VSTS.Common.StackRank",
  activityField: "Microsoft.VSTS.Common.Discipline",
  types: [
    {
      name: "Bug",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Bug",
      level: "bug",
      states: [
        { name: "Proposed", category: "Proposed" },
        { name: "Active", category: "InProgress" },
        { name: "Resolved", category: "Resolved" },
        { name: "Closed", category: "Completed" },
      ],
      transitions: {
        "": { Proposed: ["New", "Build Failure"] },
        Proposed: { Active: ["Approved", "Investigate"], Closed: ["Rejected", "Deferred", "Duplicate"] },
        Active: {
          Proposed: ["Investigation Complete"],
          Resolved: [
            "Fixed",
            "Cannot Reproduce",
            "Deferred",
            "Duplicate",
            "As Designed",
            "Obsolete",
            "Copied to Backlog",
          ],
        },
        Resolved: { Active: ["Not fixed", "Test Failed"], Closed: ["Verified"] },
        Closed: { Active: ["Closed in Error", "Regression"] },
      },
    },
    {
      name: "Change Request",
      referenceName: "Microsoft.VSTS.WorkItemTypes.ChangeRequest",
      level: "none",
      states: [
        { name: "Proposed", category: "Proposed" },
        { name: "Active", category: "InProgress" },
        { name: "Resolved", category: "Resolved" },
        { name: "Closed", category: "Completed" },
      ],
      transitions: {
        "": { Proposed: ["New"] },
        Proposed: { Active: ["Accepted", "Investigate"], Closed: ["Rejected"] },
        Active: {
          Proposed: ["Investigation Complete"],
          Resolved: ["Code Complete and System Tested"],
          Closed: ["Abandoned", "Out-of-scope"],
        },
        Resolved: { Active: ["Validation Test Failed"], Closed: ["Validation Test Passed"] },
        Closed: { Active: ["Closed in Error"] },
      },
    },
    {
      name: "Epic",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Epic",
      level: "portfolio",
      states: [
        { name: "Proposed", category: "Proposed" },
        { name: "Active", category: "InProgress" },
        { name: "Resolved", category: "InProgress" },
        { name: "Closed", category: "Completed" },
      ],
      transitions: {
        "": { Proposed: ["Proposed"] },
        Proposed: { Active: ["Accepted", "Investigate"], Closed: ["Rejected"] },
        Active: {
          Proposed: ["Investigation Complete", "Postponed"],
          Resolved: ["Features complete"],
          Closed: ["Split", "Abandoned", "Out-of-scope"],
        },
        Resolved: { Active: ["Acceptance tests fail"], Closed: ["Acceptance tests pass"] },
        Closed: { Active: ["Closed in Error", "Reintroduced in Scope"] },
      },
    },
    {
      name: "Feature",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Feature",
      level: "portfolio",
      states: [
        { name: "Proposed", category: "Proposed" },
        { name: "Active", category: "InProgress" },
        { name: "Resolved", category: "InProgress" },
        { name: "Closed", category: "Completed" },
      ],
      transitions: {
        "": { Proposed: ["New"] },
        Proposed: { Active: ["Accepted", "Investigate"], Closed: ["Rejected"] },
        Active: {
          Proposed: ["Investigation Complete", "Postponed"],
          Resolved: ["Requirements complete"],
          Closed: ["Split", "Abandoned", "Out-of-scope"],
        },
        Resolved: { Active: ["Acceptance tests fail"], Closed: ["Acceptance tests pass"] },
        Closed: { Active: ["Closed in Error", "Reintroduced in Scope"] },
      },
    },
    {
      name: "Issue",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Issue",
      level: "none",
      states: [
        { name: "Proposed", category: "Proposed" },
        { name: "Active", category: "InProgress" },
        { name: "Resolved", category: "Resolved" },
        { name: "Closed", category: "Completed" },
      ],
      transitions: {
        "": { Proposed: ["New"] },
        Proposed: { Active: ["Accepted", "Investigate"], Closed: ["Rejected (not an issue)"] },
        Active: { Proposed: ["Investigation Complete"], Resolved: ["Resolved"], Closed: ["Overtaken by Events"] },
        Resolved: { Active: ["Rework"], Closed: ["Resolution Verified and Accepted"] },
        Closed: { Active: ["Closed in Error", "Re-opened", "Re-occurred"] },
      },
    },
    {
      name: "Requirement",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Requirement",
      level: "requirement",
      states: [
        { name: "Proposed", category: "Proposed" },
        { name: "Active", category: "InProgress" },
        { name: "Resolved", category: "InProgress" },
        { name: "Closed", category: "Completed" },
      ],
      transitions: {
        "": { Proposed: ["New"] },
        Proposed: { Active: ["Accepted", "Investigate"], Closed: ["Rejected"] },
        Active: {
          Proposed: ["Investigation Complete", "Postponed"],
          Resolved: ["Code Complete and System Test Passed"],
          Closed: ["Split", "Abandoned", "Out-of-scope"],
        },
        Resolved: { Active: ["Validation Test Failed"], Closed: ["Validation Test Passed"] },
        Closed: { Active: ["Closed in Error", "Reintroduced in Scope"] },
      },
    },
    {
      name: "Risk",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Risk",
      level: "none",
      states: [
        { name: "Proposed", category: "Proposed" },
        { name: "Active", category: "InProgress" },
        { name: "Resolved", category: "Resolved" },
        { name: "Closed", category: "Completed" },
      ],
      transitions: {
        "": { Proposed: ["New"] },
        Proposed: { Active: ["Mitigation Triggered"], Closed: ["Rejected", "Accepted (won't mitigate)"] },
        Active: { Resolved: ["Mitigation Action Complete"], Closed: ["Overtaken by Events", "Eliminated", "Rejected"] },
        Resolved: { Active: ["Mitigation Action Unsatisfactory (rework)"], Closed: ["Mitigated"] },
        Closed: { Active: ["Closed in Error"] },
      },
    },
    {
      name: "Task",
      referenceName: "Microsoft.VSTS.WorkItemTypes.Task",
      level: "task",
      states: [
        { name: "Proposed", category: "Proposed" },
        { name: "Active", category: "InProgress" },
        { name: "Resolved", category: "InProgress" },
        { name: "Closed", category: "Completed" },
      ],
      transitions: {
        "": { Proposed: ["New"] },
        Proposed: { Active: ["Investigate", "Accepted"], Closed: ["Rejected"] },
        Active: {
          Proposed: ["Investigation Complete"],
          Resolved: ["Complete and Requires Review/Test"],
          Closed: ["Complete and Does Not Require Review/Test", "Deferred", "Cut", "Overtaken by events", "Cancelled"],
        },
        Resolved: { Active: ["Review/Test Failed"], Closed: ["Review/Test Passed"] },
        Closed: { Active: ["Reactivated", "Closed in Error"], Proposed: ["Reactivated"] },
      },
    },
  ],
};
