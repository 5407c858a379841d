import type { Process, WorkItemTypeDefinition } from "./definition";

/** All three types of Basic share one workflow [D]; of its reasons only the first is recorded [R], the others are [?]. */
function basicType(name: string, level: WorkItemTypeDefinition["level"]): WorkItemTypeDefinition {
  return {
    name,
    referenceName: `Microsoft.VSTS.WorkItemTypes.${name}`,
    level,
    states: [
      { name: "To Do", category: "Proposed" },
      { name: "Doing", category: "InProgress" },
      { name: "Done", category: "Completed" },
    ],
    transitions: {
      "": { "To Do": ["Added to backlog"] },
      "To Do": { Doing: ["Started"], Done: ["Completed"] },
      Doing: { Done: ["Completed"], "To Do": ["Stopped"] },
      Done: { Doing: ["Reopened"], "To Do": ["Moved out of state Done"] },
    },
  };
}

/** The Basic system process. */
export const BASIC: Process = {
  name: "Basic",
  typeId: "b8a3a935-7e91-48b8-a94c-606d37c3e9f2",
  effortField: "Microsoft.VSTS.Scheduling.Effort",
  rankField: "Microsoft.VSTS.Common.StackRank",
  activityField: "Microsoft.VSTS.Common.Activity",
  types: [basicType("Epic", "portfolio"), basicType("Issue", "requirement"), basicType("Task", "task")],
};
