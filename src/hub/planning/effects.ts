import type { EntryOutcome } from "../../boards/carryOut";
import type { PlannedEntry } from "../../domain/change/change";
import type { ForecastPlan, WhatIf } from "../../domain/planning/forecast/plan";
import type { Forecast } from "../../domain/planning/forecast/forecast";
import type { IterationCapacity, Team, TeamIteration } from "../../domain/planning/teams";
import type { PlanningWorld } from "../../domain/planning/world";
import type { Instant } from "../../domain/workItem";
import type { Ready } from "../store/state";

/** What planning does in the world. */
export interface PlanningEffects {
  /** Reads teams and histories, and makes of them what plans are made from; in slices, so that the page stays awake. */
  readWorld(
    ready: Pick<Ready, "report" | "snapshot" | "stored">,
    signal: AbortSignal,
    onProgress: (sentence: string) => void,
  ): Promise<PlanningWorld>;
  /** What the members have time for; of an iteration for which nobody planned that, nobody. */
  readCapacity(team: Team, iteration: TeamIteration, signal: AbortSignal): Promise<IterationCapacity>;
  /** Makes the writes; an outcome for each entry, in their order. Never rejects. */
  carryOut(
    entries: readonly PlannedEntry[],
    signal: AbortSignal,
    onProgress: (done: number, all: number) => void,
  ): Promise<readonly EntryOutcome[]>;
  /** Runs a forecast in a worker; tells each step, the first soon. Rejects with `Cancelled` when aborted. */
  forecast(
    plan: ForecastPlan,
    options: { readonly whatIf?: WhatIf; readonly trials?: number },
    signal: AbortSignal,
    onStep: (forecast: Forecast) => void,
  ): Promise<Forecast>;
  now(): Instant;
}
