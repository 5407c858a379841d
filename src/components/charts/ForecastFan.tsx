import * as React from "react";
import { dayNumber } from "../../domain/planning/days";
import { dayText } from "../time";
import { amountText, dayNumbers } from "./amounts";
import { DayAxis, DayMark, HeightAxis, heightScale, heightsFor } from "./axes";
import { dayOf, fanEnd, raysOf, rayText } from "./fan";
import { fanLegend, FanShapes } from "./FanShapes";
import { linePath } from "./paths";
import { type PlotBox, PlotFigure } from "./PlotFigure";
import type { ForecastFanProps } from "./props";
import { linear } from "./scales";

const LEVELS = { p50: "50 % of the trials", p85: "85 % of the trials", p95: "95 % of the trials" } as const;

const MEANINGS = {
  day: "done by then",
  unsaid: "the latest of all trials, too few iterations to say",
  beyond: "done later, the last day that is looked at",
} as const;

/**
 * From what is done today to the scope: the lines that half, 85 % and 95 % of the trials kept, and the target date. Nothing but
 * its sentence where there are no dates.
 */
export function ForecastFan(props: ForecastFanProps): JSX.Element {
  const { name, scope, done, unit, today, targetDate, outlook, sentence = fanSentence(props) } = props;
  if (outlook.kind !== "dates") return <p>{sentence}</p>;
  const rays = raysOf(outlook);
  const now = dayNumber(today);
  const end = Math.max(fanEnd(rays, now), ...dayNumbers([targetDate]));
  const days: [number, number] = [Math.min(now, ...dayNumbers([targetDate])), end];
  const heights = heightsFor(Math.max(scope, done));
  const draw = (box: PlotBox) => {
    const x = linear(days, [box.left, box.right]);
    const y = heightScale(heights, box);
    return {
      places: [x(now), ...rays.map(({ day }) => x(Math.min(day, end)))],
      shapes: (
        <>
          <HeightAxis heights={heights} box={box} />
          <DayAxis days={days} x={x} box={box} />
          <path
            className="rr-plot-scope"
            d={linePath([
              [x(now), y(scope)],
              [box.right, y(scope)],
            ])}
          />
          <FanShapes rays={rays} from={{ day: now, done }} {...{ scope, end, x, y }} />
          <DayMark at={x(now)} text="Today" line={2} className="rr-plot-today" box={box} />
          {targetDate !== null && (
            <DayMark
              at={x(dayNumber(targetDate))}
              text={`Target ${dayText(targetDate)}`}
              line={1}
              className="rr-plot-target"
              box={box}
            />
          )}
        </>
      ),
    };
  };
  return (
    <PlotFigure
      sentence={sentence}
      title={`Forecast of ${name}`}
      numbers={{
        head: [
          { title: "What" },
          { title: "Day", isDay: true },
          { title: "The day means" },
          { title: `Done, ${unit}` },
        ],
        rows: [
          ["Today", today, "done until then", done],
          ...rays.map(({ level, bound }) => [LEVELS[level], dayOf(bound), MEANINGS[bound.kind], scope]),
          ...(targetDate === null ? [] : [["Target date", targetDate, "what is asked for", scope]]),
        ],
      }}
      steps={[
        `Today: ${amountText(unit, done)} done of ${amountText(unit, scope)}`,
        ...rays.map((ray) => rayText(ray, today)),
      ]}
      legend={[{ shape: "rr-plot-scope", kind: "line", text: "Scope" }, ...fanLegend(rays, today)]}
      labelWidth={heights.labelWidth}
      isMarked
      draw={draw}
    />
  );
}

function fanSentence({ name, scope, done, unit, today, outlook }: ForecastFanProps): string {
  const standing = `${name}: ${amountText(unit, done)} done of ${amountText(unit, scope)}`;
  if (outlook.kind === "done") return `${name} is done.`;
  if (outlook.kind === "cannot") return `${standing}; when the rest is done cannot be forecast.`;
  const rays = raysOf(outlook).map((ray) => {
    const text = rayText(ray, today);
    return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  });
  return `${standing}. When the rest is done: ${rays.join("; ")}.`;
}
