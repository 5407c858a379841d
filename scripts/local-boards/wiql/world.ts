import type { FieldValue, TeamArea } from "../model/estate";
import type { FieldDefinition } from "../process/fields";

export type Predicate<R> = (revision: R) => boolean;

/** Reads one field; null where it is empty. */
export type Reader<R> = (revision: R) => FieldValue | null;

/** What a query is evaluated against. `R` is one revision of a work item, in whatever form the caller keeps it. */
export interface QueryWorld<R> {
  readonly now: number;
  /** Unique name of who asks: `@Me`. */
  readonly me: string;
  /** Name of the route's project: `@Project`; null where the route has none. */
  readonly project: string | null;
  /** Compare dates with their time; otherwise by day (UTC). */
  readonly timePrecision: boolean;
  findField(name: string): FieldDefinition | null;
  /** Whether an area or iteration path exists for who asks. */
  pathExists(field: FieldDefinition, path: string): boolean;
  /** The names under which an identity is known: unique name, display name. */
  namesOf(uniqueName: string): readonly string[];
  reader(field: FieldDefinition): Reader<R>;
  /** Reads the values that a field had in the revisions up to the given one, that one included. */
  pastReader(field: FieldDefinition): (revision: R) => readonly (FieldValue | null)[];
  /**
   * Path of the iteration that stands so many after the current one of a team.
   * @param team `[Project]\Team`; null for the route's.
   * @throws where there is no such team or iteration.
   */
  iterationPath(team: string | null, offset: number): string;
  /** The areas of a team; see `iterationPath` for the team. */
  teamAreas(team: string | null): readonly TeamArea[];
  /** Tells the work items whose type is of a category; null where no project has the category. */
  category(name: string): Predicate<R> | null;
  /** Unique names of the people of a group such as `[Project]\Team`, in lower case; null where there is none. */
  membersOf(group: string): ReadonlySet<string> | null;
}
