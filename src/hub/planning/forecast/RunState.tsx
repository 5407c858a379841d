import * as React from "react";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { countText } from "../../../components/numbers";
import { TRIALS } from "../../../domain/planning/forecast/forecast";
import type { ForecastState } from "./store";

/** How far the forecast is while it runs, and why there is none where it failed. */
export function RunState(props: {
  readonly state: ForecastState;
  readonly onStop: () => void;
  readonly onRetry: () => void;
}): JSX.Element | null {
  const { state, onStop, onRetry } = props;
  const { forecast, isRunning, problem } = state;
  const trials = forecast?.trials ?? 0;
  if (problem !== null) {
    return (
      <Notice kind="error" actions={<Button text="Try again" onClick={onRetry} />}>
        {forecast === null ? "" : "What follows is what was worked out before. "}
        {problem}
      </Notice>
    );
  }
  if (isRunning) {
    return (
      <div className="rr-forecast-run">
        <progress className="rr-progress" max={TRIALS} value={trials} aria-label="Futures played" />
        <span>
          {countText(trials)} of {countText(TRIALS)} futures
        </span>
        <Button text="Stop" onClick={onStop} />
      </div>
    );
  }
  if (trials < TRIALS) {
    return (
      <div className="rr-forecast-run">
        <span className="rr-soft">
          Stopped after {countText(trials)} of {countText(TRIALS)} futures.
        </span>
        <Button text="Go on" onClick={onRetry} />
      </div>
    );
  }
  return null;
}
