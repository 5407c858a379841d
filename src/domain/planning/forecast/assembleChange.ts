import type { Day } from "../../workItem";
import type { ForecastDependency, ForecastPlan } from "./plan";

/** What a person tries out on a plan. The draws stay the same, so that only what is tried makes the difference. */
export interface PlanChange {
  readonly scopeGrowth?: boolean;
  /** Other target dates, by the key of the release. */
  readonly targetDates?: Readonly<Record<string, Day>>;
  /** Keys of releases that are left out with all of their assets; what waits for them waits no more. */
  readonly leftOut?: readonly string[];
}

/** The plan with a change; the plan itself stays as it is. */
export function changedPlan(plan: ForecastPlan, change: PlanChange): ForecastPlan {
  const { scopeGrowth = plan.scopeGrowth, targetDates = {}, leftOut = [] } = change;
  const gone = new Set(leftOut);
  const items = plan.items.filter(({ release }) => !gone.has(release));
  const named = {
    item: new Set(items.map(({ id }) => id)),
    workload: new Set(items.map(({ workload }) => workload)),
    release: new Set(plan.releases.map(({ key }) => key).filter((key) => !gone.has(key))),
  };
  const isThere = (place: ForecastDependency["waits"]): boolean => named[place.kind].has(place.key);
  return {
    ...plan,
    scopeGrowth,
    items,
    releases: plan.releases
      .filter(({ key }) => !gone.has(key))
      .map((release) => ({ ...release, targetDate: targetDates[release.key] ?? release.targetDate })),
    dependencies: plan.dependencies.filter((each) => isThere(each.waits) && isThere(each.for)),
  };
}
