/** The gates of readiness.md §4, in order. */
export const GATES = ["staging", "uat", "promotion"] as const;
export type Gate = (typeof GATES)[number];
