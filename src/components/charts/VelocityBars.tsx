import * as React from "react";
import type { IterationRecord } from "../../domain/planning/velocity/record";
import { effortText } from "../numbers";
import { dayText } from "../time";
import { amountIn, amountText } from "./amounts";
import { HeightAxis, heightScale, heightsFor } from "./axes";
import { bandsOf, cutTo } from "./bands";
import { type PlotBox, PlotFigure } from "./PlotFigure";
import type { PlotUnit, VelocityBarsProps } from "./props";

/** Pixels of a character, and room for the name of an iteration. */
const CHARACTER = 7;
const NAME = 84;

/**
 * What was delivered in each iteration as a bar, what was committed to as an outline around it, what was opened again below the
 * line, and the range and the median of the pace across.
 */
export function VelocityBars({ name, records, unit, range, sentence }: VelocityBarsProps): JSX.Element {
  const bars = records.map((record) => ({
    record,
    delivered: amountIn(unit, record.delivered),
    committed: amountIn(unit, record.committed),
    reopened: amountIn(unit, record.reopened),
  }));
  const heights = heightsFor(
    Math.max(0, range?.high ?? 0, ...bars.map(({ delivered, committed }) => Math.max(delivered, committed))),
    Math.min(0, ...bars.map(({ reopened }) => -reopened)),
  );
  const draw = (box: PlotBox) => {
    const y = heightScale(heights, box);
    const { centres, width, labelled } = bandsOf(bars.length, box.left, box.right, NAME);
    const zero = y(0);
    return {
      places: centres,
      shapes: (
        <>
          {range !== null && (
            <rect
              className="rr-plot-band"
              x={box.left}
              y={y(range.high)}
              width={box.right - box.left}
              // A range of one value is still seen.
              height={Math.max(2, y(range.low) - y(range.high))}
            />
          )}
          <HeightAxis heights={heights} box={box} />
          {bars.map(({ record, delivered, committed, reopened }, index) => {
            const centre = centres[index] ?? 0;
            const left = centre - width / 2;
            return (
              <g key={record.path}>
                <rect
                  className={barClass(record)}
                  x={left}
                  y={y(delivered)}
                  width={width}
                  height={zero - y(delivered)}
                />
                {committed > 0 && (
                  <rect
                    className="rr-plot-committed"
                    x={left - 3}
                    y={y(committed)}
                    width={width + 6}
                    height={zero - y(committed)}
                  />
                )}
                {reopened > 0 && (
                  <rect className="rr-plot-debit" x={left} y={zero} width={width} height={y(-reopened) - zero} />
                )}
                {index % labelled === 0 && (
                  <text className="rr-plot-text" x={centre} y={box.bottom + 17} textAnchor="middle">
                    {cutTo(record.name, Math.max(NAME, width) - CHARACTER, CHARACTER)}
                  </text>
                )}
              </g>
            );
          })}
          {range !== null && <path className="rr-plot-median" d={`M${box.left} ${y(range.median)}H${box.right}`} />}
        </>
      ),
    };
  };
  const has = (what: (record: IterationRecord) => boolean) => records.some(what);
  return (
    <PlotFigure
      sentence={sentence}
      title={`Velocity of ${name}`}
      numbers={{
        head: [
          { title: "Iteration" },
          { title: "First day", isDay: true },
          { title: "Last day", isDay: true },
          { title: `Committed, ${unit}` },
          { title: `Delivered, ${unit}` },
          { title: `Reopened, ${unit}` },
        ],
        rows: bars.map(({ record, delivered, committed, reopened }) => [
          record.name,
          record.firstDay,
          record.lastDay,
          record.commitment === null ? null : committed,
          delivered,
          reopened,
        ]),
      }}
      steps={records.map((record) => stepText(record, unit))}
      legend={[
        { shape: "rr-plot-bar", kind: "area", text: "Delivered" },
        { shape: "rr-plot-committed", kind: "area", text: "Committed" },
        ...(has(({ reopened }) => reopened.items > 0)
          ? [{ shape: "rr-plot-debit", kind: "area" as const, text: "Reopened" }]
          : []),
        ...(has(({ isOver }) => !isOver)
          ? [{ shape: "rr-plot-bar rr-plot-running", kind: "area" as const, text: "Delivered so far" }]
          : []),
        ...(has(({ outage }) => outage !== null)
          ? [{ shape: "rr-plot-bar rr-plot-outage", kind: "area" as const, text: "Outage, not in the range" }]
          : []),
        ...(range === null
          ? []
          : [
              {
                ...{ shape: "rr-plot-median", kind: "line" as const },
                text: `Median ${effortText(range.median)}, range ${effortText(range.low)} to ${effortText(range.high)}`,
              },
            ]),
      ]}
      labelWidth={heights.labelWidth}
      draw={draw}
    />
  );
}

function barClass({ isOver, outage }: IterationRecord): string {
  if (outage !== null) return "rr-plot-bar rr-plot-outage";
  return isOver ? "rr-plot-bar" : "rr-plot-bar rr-plot-running";
}

function stepText(record: IterationRecord, unit: PlotUnit): string {
  const { name, firstDay, lastDay, isOver, outage, commitment, committed, delivered, reopened } = record;
  const text = (amount: typeof committed) => amountText(unit, amountIn(unit, amount));
  return [
    `${name}, ${dayText(firstDay)} – ${dayText(lastDay)}: ${text(delivered)} delivered${isOver ? "" : " so far"}`,
    commitment === null ? "no commitment known" : `${text(committed)} committed`,
    ...(reopened.items > 0 ? [`${text(reopened)} reopened`] : []),
    ...(outage === null ? [] : [`outage: ${outage}`]),
  ].join(", ");
}
