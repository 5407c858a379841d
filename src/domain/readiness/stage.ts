/** The ladder of readiness.md S1, from the ground up. */
export const LADDER = [
  "Pending",
  "Assessed",
  "Replicating",
  "Replicated",
  "Staged",
  "InTest",
  "Accepted",
  "Promoted",
] as const;

/** A rung of the ladder (S1). */
export type Stage = (typeof LADDER)[number];

/** Where an asset stands: on a rung, or off the ladder with a reason (S1). */
export type AssetStage = Stage | "Excluded" | "Unknown";

const RANK: Readonly<Record<Stage, number>> = Object.fromEntries(LADDER.map((stage, rank) => [stage, rank])) as Record<
  Stage,
  number
>;

/** The rung's height; Pending is 0. */
export function rankOf(stage: Stage): number {
  return RANK[stage];
}

/** Whether an asset's stage is on the ladder at all. */
export function isOnLadder(stage: AssetStage): stage is Stage {
  return stage !== "Excluded" && stage !== "Unknown";
}

/** Whether `stage` is on the ladder and at `floor` or above. */
export function isAtLeast(stage: AssetStage, floor: Stage): boolean {
  return isOnLadder(stage) && RANK[stage] >= RANK[floor];
}

/** The lower of two rungs. */
export function lowerOf(a: Stage, b: Stage): Stage {
  return RANK[a] <= RANK[b] ? a : b;
}
