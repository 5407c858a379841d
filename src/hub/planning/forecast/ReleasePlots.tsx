import * as React from "react";
import { BurnUpPlot } from "../../../components/charts/BurnUpPlot";
import { ForecastFan } from "../../../components/charts/ForecastFan";
import { releaseId } from "../../../domain/backlog/releases";
import { burnUpOf } from "../../../domain/planning/flow/burnUp";
import type { Assembled } from "../../../domain/planning/forecast/assemble";
import type { ForecastItem, ForecastPlan } from "../../../domain/planning/forecast/plan";
import type { PlanningWorld } from "../../../domain/planning/world";
import type { ForecastRow } from "./rows";

/** A release's promotion as a fan, and how its scope and what of it is done came to where they are. */
export function ReleasePlots(props: {
  readonly world: PlanningWorld;
  readonly assembled: Assembled;
  readonly row: ForecastRow;
}): JSX.Element {
  const { world, assembled, row } = props;
  const { plan } = assembled;
  const { key, name, targetDate } = row.release;
  const { tracks, policy, now } = world;
  const burnUp = React.useMemo(() => burnUpOf(tracks, releaseId(key), policy, now), [tracks, key, policy, now]);
  const amounts = React.useMemo(() => amountsOf(plan, key), [plan, key]);
  const unit = plan.unit === "points" ? "effort" : "assets";
  const shown = { name, unit, today: plan.today, targetDate } as const;
  // What is done in a burn-up is delivered; the outlook is of promotion, and belongs to it where that is the same.
  const outlook = policy.planning.doneStage === "Promoted" ? row.promotion : null;
  return (
    <div className="rr-forecast-plots">
      {row.promotion?.kind === "dates" && (
        <ForecastFan {...shown} scope={amounts.scope} done={amounts.done} outlook={row.promotion} />
      )}
      {burnUp.points.length > 0 && <BurnUpPlot {...shown} burnUp={burnUp} outlook={outlook} />}
    </div>
  );
}

/** What a release has to promote in all, and what of it is promoted, in the plan's unit. */
function amountsOf(
  { items, unit, gates }: ForecastPlan,
  release: string,
): { readonly scope: number; readonly done: number } {
  const own = items.filter((item) => item.release === release);
  const sum = (some: readonly ForecastItem[]): number =>
    unit === "items" ? some.length : some.reduce((total, { effort }) => total + (effort ?? 0), 0);
  return { scope: sum(own), done: sum(own.filter(({ reached }) => reached === gates.length)) };
}
