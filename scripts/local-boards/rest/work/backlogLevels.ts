import type { ProcessName } from "../../model/estate";
import type { Process, WorkItemTypeDefinition } from "../../process/definition";

/** A level of the backlogs of a process. */
export interface BacklogLevel {
  /** The category of its types, e.g. `Microsoft.RequirementCategory`. */
  readonly id: string;
  readonly name: string;
  readonly type: "task" | "requirement" | "portfolio";
  /** 1 for tasks, and rising from there [D]. */
  readonly rank: number;
  /** Six hexadecimal digits. */
  readonly color: string;
  /** The first is the one that the level is made of; bugs are among none: teams say where they stand [S]. */
  readonly types: readonly WorkItemTypeDefinition[];
}

/** As the backlogs and boards of the system processes are called [D]. */
const REQUIREMENT_NAMES: Readonly<Record<ProcessName, string>> = {
  Agile: "Stories",
  Scrum: "Backlog items",
  CMMI: "Requirements",
  Basic: "Issues",
};

const EPIC_COLOR = "E06C00";
const FEATURE_COLOR = "773B93";

/** The levels of a process, from the tasks up. That a level has the colour of its type is [?]. */
export function backlogLevels(process: Process): readonly BacklogLevel[] {
  const ofLevel = (level: WorkItemTypeDefinition["level"]): readonly WorkItemTypeDefinition[] =>
    process.types.filter((type) => type.level === level);
  // Types stand in the order of their names, so that epics come before features.
  const portfolio = [...ofLevel("portfolio")].reverse();
  return [
    {
      id: "Microsoft.TaskCategory",
      name: "Tasks",
      type: "task",
      rank: 1,
      color: "A4880A",
      types: ofLevel("task"),
    },
    {
      id: "Microsoft.RequirementCategory",
      name: REQUIREMENT_NAMES[process.name],
      type: "requirement",
      rank: 2,
      color: "0098C7",
      types: ofLevel("requirement"),
    },
    ...portfolio.map((type, index): BacklogLevel => ({
      id: `Microsoft.${type.name}Category`,
      name: `${type.name}s`,
      type: "portfolio",
      rank: 3 + index,
      color: type.name === "Epic" ? EPIC_COLOR : FEATURE_COLOR,
      types: [type],
    })),
  ];
}
