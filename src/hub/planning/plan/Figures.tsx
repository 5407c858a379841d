import * as React from "react";
import { Button } from "../../../components/Button";
import { countText, effortText } from "../../../components/numbers";
import { dayText } from "../../../components/time";
import type { DayRange } from "../../../domain/planning/days";
import type { Fit, IterationTotals } from "../../../domain/planning/iteration/totals";
import type { TeamIteration } from "../../../domain/planning/teams";
import type { Amount } from "../../../domain/planning/velocity/record";
import { counted } from "../../../domain/text";
import type { CapacityState } from "./useCapacity";

/** What an iteration comes to, against what the team has time for and what it delivered before. */
export function Figures(props: {
  readonly iteration: TeamIteration;
  readonly totals: IterationTotals;
  readonly capacity: CapacityState;
}): JSX.Element {
  const { iteration, totals, capacity } = props;
  const { amount, items, effort } = totals;
  return (
    <div className="rr-plan-totals">
      <p className="rr-sentence">
        {iteration.name}: {amountText(amount)}.
      </p>
      <FitLine fit={items} unit="assets" />
      {/* What is missing is missing for both alike, and said once. */}
      {!(effort.kind === "unknown" && items.kind === "unknown" && effort.reason === items.reason) && (
        <FitLine fit={effort} unit="in effort" />
      )}
      <CapacityLine iteration={iteration} totals={totals} capacity={capacity} />
    </div>
  );
}

/** `7 assets, effort 23, 1 unestimated`. */
export function amountText({ items, effort, unestimated }: Amount): string {
  const parts = [counted(items, "asset")];
  if (items > unestimated) parts.push(`effort ${effortText(effort)}`);
  if (unestimated > 0) parts.push(`${countText(unestimated)} unestimated`);
  return parts.join(", ");
}

const FIT_WORDS: Readonly<Record<Exclude<Fit["kind"], "unknown">, string>> = {
  below: "This is less",
  within: "This is within that",
  above: "This is more than ever",
};

function FitLine({ fit, unit }: { readonly fit: Fit; readonly unit: "assets" | "in effort" }): JSX.Element {
  if (fit.kind === "unknown") {
    return (
      <p>
        {unit === "assets" ? "What fits is not known" : "What fits in effort is not known"}: {fit.reason}
      </p>
    );
  }
  const { lowest, highest, median, of } = fit;
  const range = lowest === highest ? countText(lowest) : `${countText(lowest)} to ${countText(highest)}`;
  const delivered = unit === "assets" ? `${range} assets` : `an effort of ${range}`;
  return (
    <p>
      In as many working days the team delivered {delivered} (median {countText(median)}, {counted(of, "iteration")}).{" "}
      <span className={fit.kind === "above" ? "rr-warn" : undefined}>{FIT_WORDS[fit.kind]}.</span>
    </p>
  );
}

function CapacityLine(props: {
  readonly iteration: TeamIteration;
  readonly totals: IterationTotals;
  readonly capacity: CapacityState;
}): JSX.Element | null {
  const { iteration, totals, capacity } = props;
  if (totals.workingDays === null) return null;
  if (capacity.problem !== null) {
    return (
      <p role="alert" className="rr-plan-commit">
        <span>The capacity could not be read. {capacity.problem}</span>
        <Button text="Try again" onClick={capacity.retry} />
      </p>
    );
  }
  if (capacity.capacity === null) return <p className="rr-soft">Reading the capacity…</p>;
  if (totals.capacity.kind === "unknown") return <p>{totals.capacity.reason}</p>;
  const { hours, members } = totals.capacity;
  const off = [
    ...iteration.daysOff.map((days) => `the team ${rangeText(days)}`),
    ...capacity.capacity.members.flatMap(({ name, daysOff }) => daysOff.map((days) => `${name} ${rangeText(days)}`)),
  ];
  return (
    <p>
      Capacity: {effortText(hours)} h of {counted(members, "member")} over {counted(totals.workingDays, "working day")}.
      {off.length > 0 && ` Off: ${off.join("; ")}.`}
    </p>
  );
}

function rangeText({ from, to }: DayRange): string {
  return from === to ? `on ${dayText(from)}` : `${dayText(from)} – ${dayText(to)}`;
}
