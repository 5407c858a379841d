import type { ProcessName, StateCategory } from "../model/estate";

/** A state of a work item type, in workflow order. */
export interface StateDefinition {
  readonly name: string;
  readonly category: StateCategory;
  /** Six hexadecimal digits, as Azure Boards answers them; by category where absent. */
  readonly color?: string;
}

/** Reasons by target state by source state; `""` is the source of a new work item. The first reason is the default. */
export type Transitions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface WorkItemTypeDefinition {
  readonly name: string;
  readonly referenceName: string;
  /** The backlog that it stands on; `none` for types outside the backlogs. */
  readonly level: "portfolio" | "requirement" | "task" | "bug" | "none";
  readonly states: readonly StateDefinition[];
  readonly transitions: Transitions;
}

export interface Process {
  readonly name: ProcessName;
  readonly typeId: string;
  readonly effortField: string;
  readonly rankField: string;
  readonly activityField: string;
  readonly types: readonly WorkItemTypeDefinition[];
}
