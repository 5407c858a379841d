import type { Process, WorkItemTypeDefinition } from "./definition";

/** A group of work item types that tools treat alike, e.g. the requirements of any process. */
export interface CategoryDefinition {
  /** e.g. `Microsoft.RequirementCategory`. */
  readonly referenceName: string;
  readonly name: string;
  /** In the order of the process; the first is the default. */
  readonly types: readonly WorkItemTypeDefinition[];
}

/**
 * The categories of a process [D]. Types outside the backlogs stand in none. Clients ask for the hidden types to leave
 * them out [C]: there are none here, as the types of test and review tools are not served.
 */
export function categoriesOf(process: Process): readonly CategoryDefinition[] {
  const ofLevel = (level: WorkItemTypeDefinition["level"]): WorkItemTypeDefinition[] =>
    process.types.filter((type) => type.level === level);
  const groups = [
    { name: "Bug", types: ofLevel("bug") },
    ...ofLevel("portfolio").map((type) => ({ name: type.name, types: [type] })),
    { name: "Requirement", types: ofLevel("requirement") },
    { name: "Task", types: ofLevel("task") },
  ].filter(({ types }) => types.length > 0);
  return [
    ...groups.map(({ name, types }) => ({
      referenceName: `Microsoft.${name}Category`,
      name: `${name} Category`,
      types,
    })),
    { referenceName: "Microsoft.HiddenCategory", name: "Hidden Types Category", types: [] },
  ];
}

/** A category by its reference name or its name, without regard to case. */
export function findCategory(process: Process, name: string): CategoryDefinition | null {
  const wanted = name.toLowerCase();
  return (
    categoriesOf(process).find(
      (category) => category.referenceName.toLowerCase() === wanted || category.name.toLowerCase() === wanted,
    ) ?? null
  );
}
