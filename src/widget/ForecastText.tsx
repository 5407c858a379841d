import * as React from "react";
import { dayText } from "../components/time";
import type { Day } from "../domain/workItem";
import type { ForecastLine } from "./forecastLines";

/** What is forecast against the target date; nothing where nothing was forecast. */
export function ForecastText(props: {
  readonly line: ForecastLine | null;
  readonly target: Day | null;
}): JSX.Element | null {
  const { line, target } = props;
  if (line === null) return null;
  const { chance } = line;
  const kept = target === null || chance === null ? "" : ` · ${chance} for ${dayText(target)}`;
  const text = `${line.text}${kept}`;
  return (
    <p className="rr-widget-forecast rr-clip" title={text}>
      {line.isLate && (
        <span className="rr-warn">
          <span aria-hidden="true">⚠ </span>
          <span className="rr-unseen">Later than the target date. </span>
        </span>
      )}
      <span className="rr-unseen">Forecast: </span>
      {text}
    </p>
  );
}
