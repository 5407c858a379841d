import { projectOf, type Context } from "../../http/context";
import { Enumerated, ok, type Reply } from "../../http/reply";
import type { Route } from "../../http/router";
import { RESOURCES } from "../resources";

/** Backlog levels with their types. */
export const BACKLOG_CONFIGURATION_ROUTES: readonly Route[] = [
  {
    method: "GET",
    resource: RESOURCES.backlogConfiguration,
    template: "work/backlogconfiguration",
    levels: ["project", "team"],
    handle: backlogConfiguration,
  },
];

/** The part of the backlog configuration that maps states to categories [D]. */
function backlogConfiguration(context: Context): Reply {
  const { process } = projectOf(context);
  const ofLevel = (...levels: readonly string[]): { name: string }[] =>
    process.types.filter((type) => levels.includes(type.level)).map((type) => ({ name: type.name }));
  return ok({
    taskBacklog: { id: "Microsoft.TaskCategory", name: "Tasks", rank: 1, workItemTypes: ofLevel("task") },
    requirementBacklog: {
      id: "Microsoft.RequirementCategory",
      name: "Requirements",
      rank: 2,
      workItemTypes: ofLevel("requirement"),
    },
    portfolioBacklogs: process.types
      .filter((type) => type.level === "portfolio")
      .reverse()
      .map((type, index) => ({
        id: `Microsoft.${type.name}Category`,
        name: `${type.name}s`,
        rank: 3 + index,
        workItemTypes: [{ name: type.name }],
      })),
    workItemTypeMappedStates: process.types
      .filter((type) => type.level !== "none")
      .map((type) => ({
        workItemTypeName: type.name,
        states: Object.fromEntries(type.states.map((state) => [state.name, state.category])),
      })),
    backlogFields: {
      typeFields: { Order: process.rankField, Effort: process.effortField, Activity: process.activityField },
    },
    bugsBehavior: new Enumerated("asRequirements", 1),
    hiddenBacklogs: [],
  });
}
