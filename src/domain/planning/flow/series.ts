import type { Stage } from "../../readiness/stage";
import type { Day } from "../../workItem";
import type { Amount } from "../velocity/record";

/** A release by day: what is to be moved and what of it is done, apart, so that growing scope is seen (burn-up). */
export interface BurnUp {
  readonly points: readonly { readonly day: Day; readonly scope: Amount; readonly done: Amount }[];
}

/** How many assets stood at each stage at the end of each day; each asset once. */
export interface StageFlow {
  /** In the order of the ladder. */
  readonly stages: readonly Stage[];
  /** `counts` in the order of `stages`; `unknown`: in scope, with a state that is not mapped. */
  readonly points: readonly { readonly day: Day; readonly counts: readonly number[]; readonly unknown: number }[];
}
