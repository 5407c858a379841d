import { amountText } from "../../../components/charts/amounts";
import type { PaceRange, PlotUnit } from "../../../components/charts/props";
import { effortText } from "../../../components/numbers";
import type { Range, VelocitySummary } from "../../../domain/planning/velocity/summary";
import { counted } from "../../../domain/text";

/** The pace in a unit; null where no iteration counts. */
export function paceOf(summary: VelocitySummary, unit: PlotUnit): PaceRange | null {
  const range = unit === "assets" ? summary.items : summary.effort;
  return range === null ? null : { low: range.lowest, median: range.median, high: range.highest };
}

/**
 * What a team delivered, with its range before its middle: `Payroll delivered 3 to 9 assets an iteration, 5 in the middle, over 8
 * iterations.`
 */
export function paceSentence(team: string, summary: VelocitySummary, unit: PlotUnit): string {
  const { iterations, kept } = summary;
  const pace = paceOf(summary, unit);
  if (pace === null) return `${team} has no iteration yet that is over and says something of its pace.`;
  const what = amountText(unit, pace.high);
  const delivered =
    iterations === 1
      ? `${team} delivered ${what} in the one iteration that counts: no range yet.`
      : pace.low === pace.high
        ? `${team} delivered ${what} in each of ${counted(iterations, "iteration")}.`
        : `${team} delivered ${effortText(pace.low)} to ${what} an iteration, ${effortText(pace.median)} in the middle, over ${counted(iterations, "iteration")}.`;
  return kept === null ? delivered : `${delivered} ${keptSentence(kept)}`;
}

function keptSentence({ lowest, median, highest }: Range): string {
  const [low, middle, high] = [lowest, median, highest].map((share) => Math.round(share * 100));
  return low === high
    ? `Of the assets it committed to it delivered ${String(low)} % in time.`
    : `Of the assets it committed to it delivered ${String(low)} to ${String(high)} % in time, ${String(middle)} % in the middle.`;
}

/** An amount per working day, with as many digits as tell slow teams apart. */
export function perDayText(amount: number): string {
  return amount.toLocaleString("en-US", { maximumSignificantDigits: 2 });
}
