import type { Policy } from "../policy/policy";
import type { Report } from "../readiness/report";
import type { Snapshot } from "../snapshot";
import type { Instant } from "../workItem";
import type { Team } from "./teams";
import type { Track } from "./velocity/track";
import type { IterationRecord } from "./velocity/record";

/** All that plans, velocity and forecast are made from. */
export interface PlanningWorld {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  readonly report: Report;
  /** Azure DevOps' own time. */
  readonly now: Instant;
  readonly teams: readonly Team[];
  /** Of each asset, in the order of the backlog. */
  readonly tracks: readonly Track[];
  /** Of each team and each of its iterations that has dates and has begun: by team, then by first day. */
  readonly records: readonly IterationRecord[];
  /** Sentences: what could not be read, so that numbers of the past may be too low. Empty where all of it was. */
  readonly gaps: readonly string[];
}
