import type { GateEffect, PlannedEntry, Refusal } from "../../change/change";
import type { WorkItemRef } from "../../workItem";

/** A dependency of a workload that goes into a release and that breaks the admission rule of the framework. */
export interface AdmissionFault {
  /** What goes into the release, or belongs to what goes into it. */
  readonly item: WorkItemRef;
  readonly provider: WorkItemRef;
  /** One sentence: what the provider is and why that breaks the rule. */
  readonly reason: string;
}

/** What a draft comes to, before any of it is written. Every edited item is in exactly one of the first three lists. */
export interface PlanningPlan {
  readonly entries: readonly PlannedEntry[];
  readonly refused: readonly Refusal[];
  readonly unchanged: readonly WorkItemRef[];
  readonly effects: readonly GateEffect[];
  readonly admission: readonly AdmissionFault[];
}
