import type { StateDefinition, WorkItemTypeDefinition } from "../process/definition";
import { findState } from "../process/process";

/**
 * The columns of a type on a new board: its states without those of removed work items, and none for a type whose level has
 * no board [D].
 */
export function columnStates(type: WorkItemTypeDefinition): readonly StateDefinition[] {
  if (type.level !== "requirement" && type.level !== "portfolio") return [];
  return type.states.filter(({ category }) => category !== "Removed");
}

/** The column in which a card of a type stands: it is named after the state; null for no column. */
export function columnOf(type: WorkItemTypeDefinition, state: string): string | null {
  const found = findState(type, state);
  return found !== null && columnStates(type).includes(found) ? found.name : null;
}
