import type { PlanningEdit, PlanningEdits } from "../../../domain/planning/iteration/edits";
import type { ReleaseRule } from "../../../domain/policy/policy";
import type { WorkItem } from "../../../domain/workItem";
import { areSameIn, onlyIn, placesOf, standingOf } from "./places";

/** How each edited item stood in each edited place when a person last decided on it, by id. */
export type Bases = ReadonlyMap<number, PlanningEdit>;

/** Work items by id. */
export type Items = ReadonlyMap<number, WorkItem>;

/** Edits against what is there. */
export interface Rebased {
  readonly edits: PlanningEdits;
  readonly bases: Bases;
  /** What somebody else made of edited places meanwhile, by id. */
  readonly conflicts: PlanningEdits;
}

/**
 * Sets edits against what is there now. What is as planned is no edit any more; where a place is neither as planned nor as it
 * was, somebody else changed it. Edits of what is not there stay: whoever plans with them learns that it is gone.
 */
export function rebased(edits: PlanningEdits, bases: Bases, items: Items, rule: ReleaseRule): Rebased {
  const left = new Map<number, PlanningEdit>();
  const basesLeft = new Map<number, PlanningEdit>();
  const conflicts = new Map<number, PlanningEdit>();
  for (const [id, edit] of edits) {
    const base = bases.get(id) ?? {};
    const item = items.get(id);
    if (item === undefined) {
      left.set(id, edit);
      basesLeft.set(id, base);
      continue;
    }
    const standing = standingOf(item, rule);
    const rest = onlyIn(edit, (place) => !areSameIn(place, edit, standing));
    if (rest === null) continue;
    left.set(id, rest);
    const kept = onlyIn(base, (place) => rest[place] !== undefined) ?? {};
    basesLeft.set(id, kept);
    const theirs = onlyIn(standing, (place) => kept[place] !== undefined && !areSameIn(place, standing, kept));
    if (theirs !== null) conflicts.set(id, theirs);
  }
  return { edits: left, bases: basesLeft, conflicts };
}

/** Edits with more of them: each takes the place of what was planned for its id in the same places before. */
export function merged(
  edits: PlanningEdits,
  bases: Bases,
  more: PlanningEdits,
  items: Items,
  rule: ReleaseRule,
): Pick<Rebased, "edits" | "bases"> {
  const next = new Map(edits);
  const nextBases = new Map(bases);
  for (const [id, edit] of more) {
    const item = items.get(id);
    if (item !== undefined) {
      const places = placesOf(edit);
      const standing = onlyIn(standingOf(item, rule), (place) => places.includes(place)) ?? {};
      // A place that is planned anew is still measured by how it stood when it was planned first.
      nextBases.set(id, { ...standing, ...bases.get(id) });
    }
    next.set(id, { ...edits.get(id), ...edit });
  }
  return { edits: next, bases: nextBases };
}

/** Whether two drafts plan the same for the same items. */
export function areSameEdits(a: PlanningEdits, b: PlanningEdits): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([id, one]) => {
    const other = b.get(id);
    if (other === undefined) return false;
    const places = new Set([...placesOf(one), ...placesOf(other)]);
    return [...places].every((place) => areSameIn(place, one, other));
  });
}
