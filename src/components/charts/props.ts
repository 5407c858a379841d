import type { BurnUp, StageFlow } from "../../domain/planning/flow/series";
import type { Outlook } from "../../domain/planning/forecast/outlook";
import type { IterationRecord } from "../../domain/planning/velocity/record";
import type { Day } from "../../domain/workItem";

/** In what amounts of work are counted: in assets, or in the team's own unit of effort. */
export type PlotUnit = "assets" | "effort";

/** {@link BurnUpPlot}: what is to be moved and what of it is done, by day. */
export interface BurnUpPlotProps {
  /** What it is of, e.g. a release's name. */
  readonly name: string;
  readonly burnUp: BurnUp;
  readonly unit: PlotUnit;
  /** In UTC. */
  readonly today: Day;
  readonly targetDate: Day | null;
  /** The promotion's outlook, whose range is drawn on from today; null or absent: none. */
  readonly outlook?: Outlook | null;
  /** Says what is seen; absent: the numbers of today. */
  readonly sentence?: string;
}

/** {@link ForecastFan}: from what is done today to the whole scope, by when with which confidence. */
export interface ForecastFanProps {
  readonly name: string;
  /** In `unit`, as of today. */
  readonly scope: number;
  readonly done: number;
  readonly unit: PlotUnit;
  /** In UTC. */
  readonly today: Day;
  readonly targetDate: Day | null;
  readonly outlook: Outlook;
  /** Says what is seen; absent: the dates. */
  readonly sentence?: string;
}

/** The range of a team's pace; outages and the running iteration are not in it. */
export interface PaceRange {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** {@link VelocityBars}: what a team delivered in each iteration, beside what it committed to. */
export interface VelocityBarsProps {
  /** The team's name. */
  readonly name: string;
  /** Of one team, by first day. */
  readonly records: readonly IterationRecord[];
  readonly unit: PlotUnit;
  /** In `unit`; null where there is none. */
  readonly range: PaceRange | null;
  /** Says what is seen. */
  readonly sentence: string;
}

/** {@link StageFlowPlot}: how many assets stood at each stage, by day. */
export interface StageFlowPlotProps {
  /** What it is of: the project, or a release's name. */
  readonly name: string;
  readonly flow: StageFlow;
  /** Says what is seen; absent: where most assets stand. */
  readonly sentence?: string;
}
