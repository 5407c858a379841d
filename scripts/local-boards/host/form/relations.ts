/** Links of an open work item: what is saved, what was added and removed since. */
import type { Relation } from "../workItems";
import { targetOf } from "../workItems";

/** Two relations are the same when they are of one kind and lead to the same place, however its address is written. */
export function relationKey(relation: Relation): string {
  return `${relation.rel} ${targetOf(relation) ?? relation.url}`;
}

/** Whether a list holds a relation. */
export function holds(relations: readonly Relation[], relation: Relation): boolean {
  const key = relationKey(relation);
  return relations.some((one) => relationKey(one) === key);
}

/** A list without those of another one. */
export function without(relations: readonly Relation[], others: readonly Relation[]): Relation[] {
  return relations.filter((relation) => !holds(others, relation));
}

/** An operation of a JSON Patch document. */
export interface Operation {
  readonly op: "add" | "remove" | "test";
  readonly path: string;
  readonly value?: unknown;
}

/**
 * The operations that change links. Indexes count in the array as it is now, so those behind go first; one that is gone
 * already needs no removal.
 */
export function relationOperations(
  current: readonly Relation[],
  added: readonly Relation[],
  removed: readonly Relation[],
): Operation[] {
  const indexes = current.flatMap((relation, index) => (holds(removed, relation) ? [index] : [])).reverse();
  return [
    ...indexes.map((index): Operation => ({ op: "remove", path: `/relations/${index}` })),
    ...added.map(({ rel, url, attributes }): Operation => {
      const comment = attributes["comment"];
      const value = { rel, url, ...(typeof comment === "string" ? { attributes: { comment } } : {}) };
      return { op: "add", path: "/relations/-", value };
    }),
  ];
}
