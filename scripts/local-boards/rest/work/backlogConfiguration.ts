import type { Context } from "../../http/context";
import { Enumerated, ok, ResourceUrl, type Reply } from "../../http/reply";
import type { Route } from "../../http/router";
import type { WorkItemTypeDefinition } from "../../process/definition";
import { RESOURCES } from "../resources";
import { backlogLevels, type BacklogLevel } from "./backlogLevels";
import { teamOf, teamResourceUrl, type TeamOfProject } from "./team";
import { bugsBehaviorAnswer } from "./teamSettings";

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

/** Levels, types, states with their categories, and the fields that have a part in backlogs [S, D]. */
function backlogConfiguration(context: Context): Reply {
  const of = teamOf(context);
  const { process } = of.project;
  const levels = backlogLevels(process);
  const [task, requirement, ...portfolio] = levels.map((level) => levelAnswer(level, of, context));
  return ok({
    taskBacklog: task,
    requirementBacklog: requirement,
    portfolioBacklogs: portfolio,
    workItemTypeMappedStates: process.types
      .filter((type) => type.level !== "none")
      .map((type) => ({
        workItemTypeName: type.name,
        states: Object.fromEntries(type.states.map((state) => [state.name, state.category])),
      })),
    backlogFields: {
      typeFields: {
        Order: process.rankField,
        Effort: process.effortField,
        RemainingWork: "Microsoft.VSTS.Scheduling.RemainingWork",
        Activity: process.activityField,
      },
    },
    bugsBehavior: bugsBehaviorAnswer(of.team),
    hiddenBacklogs: of.team.hiddenBacklogs,
    // Basic has no bugs [D].
    isBugsBehaviorConfigured: process.types.some(({ level }) => level === "bug"),
    url: new ResourceUrl(teamResourceUrl(of, "work/backlogconfiguration", context)),
  });
}

const TYPE_NUMBERS: Readonly<Record<BacklogLevel["type"], number>> = { portfolio: 0, requirement: 1, task: 2 };

/** Most work items that a level shows [D]. */
const COUNT_LIMIT = 1000;

/** A backlog level as the configuration and the list of backlogs answer it [S]. */
export function levelAnswer(level: BacklogLevel, of: TeamOfProject, context: Context): Record<string, unknown> {
  const [usual] = level.types;
  return {
    id: level.id,
    name: level.name,
    rank: level.rank,
    workItemCountLimit: COUNT_LIMIT,
    addPanelFields: [fieldAnswer("System.Title", context)],
    columnFields: columnsOf(of).map(([field, width]) => ({
      columnFieldReference: fieldAnswer(field, context),
      width,
    })),
    workItemTypes: level.types.map((type) => typeReference(type, of, context)),
    defaultWorkItemType: usual === undefined ? undefined : typeReference(usual, of, context),
    color: level.color,
    isHidden: of.team.hiddenBacklogs.includes(level.id),
    type: new Enumerated(level.type, TYPE_NUMBERS[level.type]),
  };
}

/** The columns of a new backlog, with their widths in pixels [D]. */
function columnsOf({ project }: TeamOfProject): readonly (readonly [field: string, width: number])[] {
  return [
    ["System.WorkItemType", 100],
    ["System.Title", 400],
    ["System.State", 100],
    [project.process.effortField, 50],
    ["Microsoft.VSTS.Common.BusinessValue", 50],
    ["Microsoft.VSTS.Common.ValueArea", 100],
    ["System.Tags", 200],
  ];
}

function fieldAnswer(referenceName: string, context: Context): Record<string, unknown> {
  const field = context.organization.fields.find(referenceName);
  if (field === null) throw new Error(`There is no field ${referenceName}.`);
  return {
    referenceName,
    name: field.name,
    url: new ResourceUrl(`${context.organizationUrl}/_apis/wit/fields/${referenceName}`),
  };
}

function typeReference(
  type: WorkItemTypeDefinition,
  { project }: TeamOfProject,
  context: Context,
): Record<string, unknown> {
  const url = `${context.organizationUrl}/${project.estate.id}/_apis/wit/workItemTypes/${encodeURIComponent(type.name)}`;
  return { name: type.name, url: new ResourceUrl(url) };
}
