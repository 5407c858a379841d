import { STAGE_NAMES } from "../../domain/readiness/blockers";
import { LADDER, type Stage } from "../../domain/readiness/stage";

/** Every rung, from the ground up. */
export const STAGE_OPTIONS: readonly { readonly value: Stage; readonly text: string }[] = LADDER.map((stage) => ({
  value: stage,
  text: STAGE_NAMES[stage],
}));

/** A text for each value of a union, as options in the order of the record. */
export function optionsOf<T extends string>(texts: Readonly<Record<T, string>>): { value: T; text: string }[] {
  return Object.entries<string>(texts).map(([value, text]) => ({ value: value as T, text }));
}
