import * as React from "react";
import { dayNumber } from "../../domain/planning/days";
import { STAGE_NAMES } from "../../domain/readiness/blockers";
import { countText } from "../numbers";
import { dayText } from "../time";
import { DayAxis, HeightAxis, heightScale, heightsFor } from "./axes";
import { changes } from "./changes";
import { areaPath, linePath, type Place, stacked } from "./paths";
import { type PlotBox, PlotFigure } from "./PlotFigure";
import type { StageFlowPlotProps } from "./props";
import { linear } from "./scales";

/** Least height of an area at its right end that takes its own name, in pixels. */
const NAMED = 16;

/**
 * How many assets stood at each stage, by day, as areas on top of each other: what is furthest lies lowest, so that its upper
 * edge is what is done. The table and the arrow keys leave out days on which nothing changed.
 */
export function StageFlowPlot({ name, flow, sentence }: StageFlowPlotProps): JSX.Element {
  // The ladder from its top, then what is not mapped.
  const order = [...flow.stages].reverse();
  const parts = [...order.map((stage) => ({ shape: `rr-flow-${stage}`, title: STAGE_NAMES[stage] })), UNKNOWN];
  const points = flow.points.map((point) => ({
    ...{ day: point.day, at: dayNumber(point.day) },
    counts: [...[...point.counts].reverse(), point.unknown],
  }));
  const told = changes(points, ({ counts }) => counts);
  const last = points[points.length - 1];
  const isUsed = parts.map((_, part) => points.some(({ counts }) => (counts[part] ?? 0) > 0));
  const days: [number, number] = [points[0]?.at ?? 0, last?.at ?? 0];
  const heights = heightsFor(Math.max(0, ...points.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0))));
  const textOf = (counts: readonly number[]): string => {
    const texts = parts.flatMap(({ title }, part) => {
      const count = counts[part] ?? 0;
      return count > 0 ? [`${countText(count)} ${title}`] : [];
    });
    return texts.length === 0 ? "no assets" : texts.join(", ");
  };

  const draw = (box: PlotBox) => {
    const x = linear(days, [box.left, box.right]);
    const y = heightScale(heights, box);
    const tops = points.map(({ counts }) => stacked(counts));
    const edge = (part: number): Place[] =>
      points.map(({ at }, index): Place => [x(at), y(part < 0 ? 0 : (tops[index]?.[part] ?? 0))]);
    return {
      places: told.map(({ at }) => x(at)),
      shapes: (
        <>
          <HeightAxis heights={heights} box={box} />
          {parts.map(({ shape }, part) =>
            isUsed[part] === true ? (
              <React.Fragment key={shape}>
                <path className={shape} d={areaPath(edge(part), edge(part - 1))} />
                <path className="rr-flow-edge" d={linePath(edge(part))} />
              </React.Fragment>
            ) : null,
          )}
          {parts.map(({ shape, title }, part) => {
            const [upper, lower] = [edge(part), edge(part - 1)].map(
              (places) => places[places.length - 1]?.[1] ?? 0,
            ) as [number, number];
            return lower - upper < NAMED ? null : (
              <text
                key={shape}
                className="rr-plot-text rr-plot-halo"
                x={box.right - 6}
                y={(upper + lower) / 2 + 4}
                textAnchor="end"
              >
                {title}
              </text>
            );
          })}
          {points.length > 0 && <DayAxis days={days} x={x} box={box} />}
        </>
      ),
    };
  };
  return (
    <PlotFigure
      sentence={
        sentence ??
        (last === undefined
          ? `${name}: no asset was in its scope yet.`
          : `${name} on ${dayText(last.day)}: ${textOf(last.counts)}.`)
      }
      title={`Stages of ${name}`}
      numbers={{
        head: [{ title: "Day", isDay: true }, ...parts.map(({ title }) => ({ title }))],
        rows: told.map(({ day, counts }) => [day, ...counts]),
      }}
      steps={told.map(({ day, counts }) => `${dayText(day)}: ${textOf(counts)}`)}
      legend={parts
        .filter((_, part) => isUsed[part])
        .map(({ shape, title }) => ({ shape, kind: "area" as const, text: title }))}
      labelWidth={heights.labelWidth}
      draw={draw}
    />
  );
}

const UNKNOWN = { shape: "rr-flow-Unknown", title: "Unknown" };
