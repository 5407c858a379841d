import * as React from "react";
import type { Day } from "../../domain/workItem";
import { fanPaths, type Ray, rayText } from "./fan";
import type { LegendEntry } from "./PlotFigure";
import type { Scale } from "./scales";

/** The band and the lines of a fan. */
export function FanShapes(props: {
  readonly rays: readonly Ray[];
  readonly from: { readonly day: number; readonly done: number };
  readonly scope: number;
  readonly end: number;
  readonly x: Scale;
  readonly y: Scale;
}): JSX.Element {
  const { rays, from, scope, end, x, y } = props;
  const { band, lines } = fanPaths(rays, from, scope, end, x, y);
  return (
    <g>
      <path className="rr-plot-band" d={band} />
      {lines.map(({ level, path }) => (
        <path key={level} className={`rr-plot-${level}`} d={path} />
      ))}
    </g>
  );
}

/** What the lines of a fan are, and when they reach the scope. */
export function fanLegend(rays: readonly Ray[], today: Day): readonly LegendEntry[] {
  return rays.map((ray) => ({ shape: `rr-plot-${ray.level}`, kind: "line", text: rayText(ray, today) }));
}
