/** What is forecast, in words a line long. */
export interface ForecastLine {
  /** e.g. `85 % by 19 Dec 2026`; `cannot forecast: …` where it says nothing. */
  readonly text: string;
  /** Whether it is more likely than not that the target date is missed. */
  readonly isLate: boolean;
}

/** The forecasts of a report's releases. */
export interface ForecastLines {
  /** Of promotion, by the release's key. */
  readonly releases: ReadonlyMap<string, ForecastLine>;
  /** Of everything; null where there is none to show. */
  readonly exit: ForecastLine | null;
}

/** No forecast at all. */
export const NO_FORECAST: ForecastLines = { releases: new Map(), exit: null };
