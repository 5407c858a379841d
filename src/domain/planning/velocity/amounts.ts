import type { Counted } from "./record";

/** A number of assets, and what they come to. */
export interface Weighed {
  readonly id: number;
  /** Null: unestimated. */
  readonly effort: number | null;
}

/** Nothing. */
export const NO_AMOUNT: Counted = { items: 0, effort: 0, unestimated: 0, ids: [] };

/** What a set of assets comes to. They are added up by id, so that their order changes not even a rounding (L2). */
export function countedOf(assets: readonly Weighed[]): Counted {
  if (assets.length === 0) return NO_AMOUNT;
  const sorted = [...assets].sort((a, b) => a.id - b.id);
  const estimated = sorted.flatMap(({ effort }) => (effort === null ? [] : [effort]));
  return {
    items: sorted.length,
    effort: rounded(estimated.reduce((sum, effort) => sum + effort, 0)),
    unestimated: sorted.length - estimated.length,
    ids: sorted.map(({ id }) => id),
  };
}

/** Without what adding fractions leaves behind: efforts have two places or three. */
export function rounded(effort: number): number {
  return Math.round(effort * 1e6) / 1e6;
}
