import type { ProjectTypes, WorkItemTypeInfo } from "../snapshot";
import { fold, perText } from "../text";
import type { StateCategory, WorkItem } from "../workItem";

/** What a work item's state means, as far as Azure Boards itself says. */
export interface StateReader {
  /** Null where the type no longer has this state. */
  categoryOf(item: WorkItem): StateCategory | null;
  /** M6: Completed, and not for a reason such as *Cut*. */
  isFinished(item: WorkItem): boolean;
  /** Work on it has begun or is finished. Completed for a reason such as *Cut* is neither. */
  isStarted(item: WorkItem): boolean;
  /** Neither Completed nor Removed; a state that Azure Boards does not know counts as open. */
  isOpen(item: WorkItem): boolean;
  /** Completed for a reason that means it was not done (M6); the reason, else null. */
  notDoneReason(item: WorkItem): string | null;
}

/**
 * Reads categories from the project's own types, never from state names; those of items of other projects from the types of
 * their project (D5).
 */
export function stateReader(
  types: readonly WorkItemTypeInfo[],
  notDoneReasons: readonly string[],
  otherProjects: readonly ProjectTypes[] = [],
): StateReader {
  const categories = categoriesOf(types);
  const elsewhere = new Map(otherProjects.map((other) => [fold(other.project), categoriesOf(other.types)]));
  const notDone = new Set(notDoneReasons.map(fold));

  const ownCategoryOf = perState((type, state) => categories.get(stateKey(type, state)) ?? null);
  const categoryOf = (item: WorkItem): StateCategory | null => {
    if (elsewhere.size === 0) return ownCategoryOf(item);
    const [project = ""] = item.areaPath.split("\\", 1);
    const there = elsewhere.get(fold(project));
    return there === undefined ? ownCategoryOf(item) : (there.get(stateKey(item.type, item.state)) ?? null);
  };
  const notDoneReason = (item: WorkItem) =>
    categoryOf(item) === "Completed" && notDone.has(fold(item.reason)) ? item.reason : null;
  const isFinished = (item: WorkItem) => categoryOf(item) === "Completed" && notDoneReason(item) === null;
  return {
    categoryOf,
    notDoneReason,
    isFinished,
    isStarted: (item) => {
      const category = categoryOf(item);
      return category === "InProgress" || category === "Resolved" || isFinished(item);
    },
    isOpen: (item) => {
      const category = categoryOf(item);
      return category !== "Completed" && category !== "Removed";
    },
  };
}

function categoriesOf(types: readonly WorkItemTypeInfo[]): ReadonlyMap<string, StateCategory> {
  const categories = new Map<string, StateCategory>();
  for (const type of types) {
    for (const state of type.states) categories.set(stateKey(type.name, state.name), state.category);
  }
  return categories;
}

/** The key of a type and state in look-ups: two types may share a state's name (§9). */
export function stateKey(type: string, state: string): string {
  return `${fold(type)}\n${fold(state)}`;
}

/**
 * Remembers what `compute` gives for a type and state: thousands of items share a few. One look-up by each of the two is
 * several times cheaper than making a {@link stateKey} for every item.
 */
export function perState<T extends string | boolean | object | null>(
  compute: (type: string, state: string) => T,
): (item: Pick<WorkItem, "type" | "state">) => T {
  const byType = perText((type) => perText((state) => compute(type, state)));
  return ({ type, state }) => byType(type)(state);
}
