import { changedPlan } from "../../../domain/planning/forecast/assembleChange";
import type { ForecastPlan } from "../../../domain/planning/forecast/plan";
import type { Day } from "../../../domain/workItem";
import type { Tried } from "./useWhatIf";

/** What a person tries out. */
export interface OwnChange {
  /** In percent of what is there: −20 is a fifth less. */
  readonly scope: number;
  readonly velocity: number;
  readonly scopeGrowth: boolean;
  /** Another target date of one release; null: none. */
  readonly target: { readonly release: string; readonly day: Day } | null;
  /** Key of a release that is left out; null: none. */
  readonly leftOut: string | null;
}

/** The least and the most that may be tried, in percent: with −100 % of velocity nothing would ever be done. */
export const PERCENT = { least: -90, most: 900 } as const;

/** What is to be run for what a person tries. */
export function ownTried(plan: ForecastPlan, own: OwnChange, trials: number): Tried {
  const { scope, velocity, scopeGrowth, target, leftOut } = own;
  return {
    plan: changedPlan(plan, {
      scopeGrowth,
      targetDates: target === null ? {} : { [target.release]: target.day },
      leftOut: leftOut === null ? [] : [leftOut],
    }),
    whatIf: { scope: 1 + scope / 100, velocity: 1 + velocity / 100 },
    trials,
  };
}
