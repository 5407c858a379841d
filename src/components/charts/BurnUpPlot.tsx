import * as React from "react";
import { dayNumber } from "../../domain/planning/days";
import type { BurnUp } from "../../domain/planning/flow/series";
import { dayText } from "../time";
import { amountIn, amountText, dayNumbers } from "./amounts";
import { DayAxis, DayMark, HeightAxis, heightScale, heightsFor } from "./axes";
import { changes } from "./changes";
import { fanEnd, raysOf } from "./fan";
import { fanLegend, FanShapes } from "./FanShapes";
import { linePath } from "./paths";
import { type PlotBox, PlotFigure } from "./PlotFigure";
import type { BurnUpPlotProps, PlotUnit } from "./props";
import { linear } from "./scales";

/**
 * Scope and what of it is done, as two lines by day, with today, the target date and the range of an outlook. The table and the
 * arrow keys leave out days on which nothing changed.
 */
export function BurnUpPlot(props: BurnUpPlotProps): JSX.Element {
  const {
    name,
    burnUp,
    unit,
    today,
    targetDate,
    outlook = null,
    sentence = burnUpSentence(name, burnUp, unit),
  } = props;
  const points = burnUp.points.map(({ day, scope, done }) => ({
    ...{ day, at: dayNumber(day) },
    ...{ scope: amountIn(unit, scope), done: amountIn(unit, done) },
  }));
  const told = changes(burnUp.points, (point) => [point.scope, point.done]);
  const last = points[points.length - 1];
  const rays = outlook?.kind === "dates" && last !== undefined ? raysOf(outlook) : [];
  const now = dayNumber(today);
  const known = [...points.map(({ at }) => at), ...dayNumbers([today, targetDate])];
  const end = Math.max(...known, rays.length > 0 ? fanEnd(rays, now) : now);
  const days: [number, number] = [Math.min(...known), end];
  const heights = heightsFor(Math.max(0, ...points.map(({ scope, done }) => Math.max(scope, done))));

  const draw = (box: PlotBox) => {
    const x = linear(days, [box.left, box.right]);
    const y = heightScale(heights, box);
    return {
      places: told.map(({ day }) => x(dayNumber(day))),
      shapes: (
        <>
          <HeightAxis heights={heights} box={box} />
          <DayAxis days={days} x={x} box={box} />
          {last !== undefined && rays.length > 0 && (
            <FanShapes rays={rays} from={{ day: now, done: last.done }} scope={last.scope} {...{ end, x, y }} />
          )}
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
          <path className="rr-plot-scope" d={linePath(points.map(({ at, scope }) => [x(at), y(scope)]))} />
          <path className="rr-plot-done" d={linePath(points.map(({ at, done }) => [x(at), y(done)]))} />
        </>
      ),
    };
  };
  return (
    <PlotFigure
      sentence={sentence}
      title={`Burn-up of ${name}`}
      numbers={{
        head: [
          { title: "Day", isDay: true },
          { title: "Scope, assets" },
          { title: "Done, assets" },
          { title: "Scope, effort" },
          { title: "Done, effort" },
          { title: "Scope, unestimated assets" },
        ],
        rows: told.map(({ day, scope, done }) => [
          day,
          scope.items,
          done.items,
          scope.effort,
          done.effort,
          scope.unestimated,
        ]),
      }}
      steps={told.map(
        ({ day, scope, done }) =>
          `${dayText(day)}: ${amountText(unit, amountIn(unit, done))} done of ${amountText(unit, amountIn(unit, scope))}`,
      )}
      legend={[
        { shape: "rr-plot-scope", kind: "line", text: "Scope" },
        { shape: "rr-plot-done", kind: "line", text: "Done" },
        ...fanLegend(rays, today),
      ]}
      labelWidth={heights.labelWidth}
      isMarked
      draw={draw}
    />
  );
}

function burnUpSentence(name: string, { points }: BurnUp, unit: PlotUnit): string {
  const [first, last] = [points[0], points[points.length - 1]];
  if (first === undefined || last === undefined) return `${name}: nothing was in its scope yet.`;
  const [scope, done] = [amountIn(unit, last.scope), amountIn(unit, last.done)];
  const grown = scope - amountIn(unit, first.scope);
  const since = dayText(first.day);
  const change =
    grown === 0
      ? `The scope is as large as on ${since}.`
      : `The scope ${grown > 0 ? "grew" : "shrank"} by ${amountText(unit, Math.abs(grown))} since ${since}.`;
  return `${name}: ${amountText(unit, done)} done of ${amountText(unit, scope)}. ${change}`;
}
