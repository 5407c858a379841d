import * as React from "react";
import { dayTickText, tickText } from "./amounts";
import type { PlotBox } from "./PlotFigure";
import { dayTicks, linear, niceTicks, type Scale } from "./scales";

/** Width of a character of a label, in pixels, roughly and rather too much. */
const CHARACTER = 7;
/** Room that a day's label needs. */
const DAY_LABEL = 72;

/** The vertical axis of a plot: its ticks, and how wide their labels are. */
export interface Heights {
  readonly ticks: readonly number[];
  readonly labelWidth: number;
}

/** Chooses the vertical axis for values from `min` (0 or less) to `max`. */
export function heightsFor(max: number, min = 0): Heights {
  const ticks = niceTicks(max, 4, min);
  return { ticks, labelWidth: 8 + CHARACTER * Math.max(...ticks.map((tick) => tickText(tick).length)) };
}

/** Where values stand in a box. */
export function heightScale({ ticks }: Heights, { top, bottom }: PlotBox): Scale {
  return linear([ticks[0] ?? 0, ticks[ticks.length - 1] ?? 1], [bottom, top]);
}

/** Lines across, each with its value. */
export function HeightAxis({ heights, box }: { readonly heights: Heights; readonly box: PlotBox }): JSX.Element {
  const y = heightScale(heights, box);
  return (
    <g>
      {heights.ticks.map((tick) => (
        <React.Fragment key={tick}>
          <path className={tick === 0 ? "rr-plot-zero" : "rr-plot-rule"} d={`M${box.left} ${y(tick)}H${box.right}`} />
          <text className="rr-plot-text" x={box.left - 6} y={y(tick) + 4} textAnchor="end">
            {tickText(tick)}
          </text>
        </React.Fragment>
      ))}
    </g>
  );
}

/** Days along the bottom. */
export function DayAxis(props: {
  readonly days: readonly [number, number];
  readonly x: Scale;
  readonly box: PlotBox;
}): JSX.Element {
  const { days, x, box } = props;
  const ticks = dayTicks(days[0], days[1], (box.right - box.left) / DAY_LABEL);
  return (
    <g>
      {ticks.days.map((day) => {
        const at = x(day);
        return (
          <React.Fragment key={day}>
            <path className="rr-plot-zero" d={`M${at} ${box.bottom}v4`} />
            <text className="rr-plot-text" x={at} y={box.bottom + 17} textAnchor={anchorAt(at, DAY_LABEL, box)}>
              {dayTickText(day, ticks.grain)}
            </text>
          </React.Fragment>
        );
      })}
    </g>
  );
}

/** A line down at a day, with its name above: on the first line of labels or the second. */
export function DayMark(props: {
  readonly at: number;
  readonly text: string;
  readonly line: 1 | 2;
  readonly className: string;
  readonly box: PlotBox;
}): JSX.Element {
  const { at, text, line, className, box } = props;
  const above = line === 1 ? 12 : 26;
  return (
    <g>
      <path className={className} d={`M${at} ${above + 4}V${box.bottom}`} />
      <text className="rr-plot-text" x={at} y={above} textAnchor={anchorAt(at, text.length * CHARACTER, box)}>
        {text}
      </text>
    </g>
  );
}

/** How a label of a width is placed so that it does not leave the drawing. */
function anchorAt(at: number, width: number, { left, right }: PlotBox): "start" | "middle" | "end" {
  if (at - left < width / 2) return "start";
  return right - at < width / 2 ? "end" : "middle";
}
