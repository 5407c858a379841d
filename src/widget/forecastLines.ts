/** What is forecast, in words a line long. */
export interface ForecastLine {
  /** A range, e.g. `9 Dec – 19 Dec (50–85 %)`, or why there is none. */
  readonly text: string;
  /** How likely the target date is kept, e.g. `82 %`; null where that is not said. */
  readonly chance: string | null;
  /** Whether the target date is earlier than what can be promised. */
  readonly isLate: boolean;
}

/** The forecasts of a report's releases. */
export interface ForecastLines {
  /** Of promotion, by the release's key. */
  readonly releases: ReadonlyMap<string, ForecastLine>;
  /** Of everything; null where there is none to show. */
  readonly exit: ForecastLine | null;
}
