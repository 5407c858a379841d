import * as React from "react";
import { type Cell, csvOf } from "../../files/csv";
import { Button } from "../Button";
import { fileName } from "../saving";
import { SaveButton } from "../SaveButton";
import "./charts.css";
import { PlotTable } from "./PlotTable";
import { nearest } from "./scales";
import { useWidth } from "./useWidth";

/** Where a plot draws, in pixels; `left` to `right` and `top` to `bottom` is what its axes enclose. */
export interface PlotBox {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What a plot draws in a box. */
export interface Drawing {
  readonly shapes: React.ReactNode;
  /** Where each step is, in pixels from the left; as many as there are steps. */
  readonly places: readonly number[];
}

/** The numbers of a plot: what its table shows and its CSV holds. */
export interface PlotNumbers {
  /** The first column heads each row; a column of days holds `YYYY-MM-DD`. */
  readonly head: readonly { readonly title: string; readonly isDay?: boolean }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What the lines and areas are. */
export interface LegendEntry {
  /** The class of the shape that it explains. */
  readonly shape: string;
  readonly kind: "line" | "area";
  readonly text: string;
}

/** A plot with everything around it. */
export interface PlotFigureProps {
  /** What is seen, in a sentence; it stands for the drawing where that can't be seen. */
  readonly sentence: string;
  /** What the table and the file are of, e.g. `Burn-up of Payroll`. */
  readonly title: string;
  readonly numbers: PlotNumbers;
  /** What the arrow keys tell, from left to right. */
  readonly steps: readonly string[];
  readonly legend: readonly LegendEntry[];
  /** Pixels that the labels of the vertical axis take. */
  readonly labelWidth: number;
  /** Whether days are marked, with labels above. */
  readonly isMarked?: boolean;
  readonly draw: (box: PlotBox) => Drawing;
}

const HEIGHT = 260;
/** Above the axes: room for the highest value's label, or for two lines of labels of days that are marked. */
const TOP = 10;
const TOP_MARKED = 32;
const BOTTOM = 24;
/** Steps of Page Up and Page Down. */
const PAGE = 10;

let made = 0;

/**
 * A drawing with its sentence, its legend, its numbers as a table and as CSV. The drawing is one tab stop: arrow keys, Home, End,
 * Page Up and Page Down step through its values, which are told as those of a slider, as the mouse does too.
 */
export function PlotFigure(props: PlotFigureProps): JSX.Element {
  const { sentence, title, numbers, steps, legend, labelWidth, isMarked = false, draw } = props;
  const [id] = React.useState(() => `rr-plot-${(made += 1)}`);
  const [isTable, setIsTable] = React.useState(false);
  const area = React.useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const box: PlotBox = {
    ...{ width, height: HEIGHT, left: labelWidth, right: width - 12 },
    ...{ top: isMarked ? TOP_MARKED : TOP, bottom: HEIGHT - BOTTOM },
  };
  const { shapes, places } = draw(box);
  return (
    <figure className="rr-plot" aria-labelledby={id}>
      <figcaption id={id}>{sentence}</figcaption>
      <div className="rr-plot-area" ref={area}>
        <svg role="img" aria-labelledby={id} viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT}>
          {shapes}
        </svg>
        {steps.length > 0 && <Stepper title={title} steps={steps} places={places} box={box} />}
      </div>
      {legend.length > 0 && (
        <ul className="rr-plot-legend">
          {legend.map(({ shape, kind, text }) => (
            <li key={text}>
              <svg width="24" height="12" aria-hidden="true">
                {kind === "line" ? (
                  <path className={shape} d="M1 6h22" />
                ) : (
                  <rect className={shape} x="1" y="1" width="22" height="10" />
                )}
              </svg>
              {text}
            </li>
          ))}
        </ul>
      )}
      <div className="rr-buttons">
        <Button
          text={isTable ? "Hide table" : "Show as table"}
          onClick={() => {
            setIsTable(!isTable);
          }}
        />
        <SaveButton
          text="Save as CSV"
          make={() => ({
            name: fileName([title], "csv"),
            type: "text/csv;charset=utf-8",
            text: csvOf([numbers.head.map((column) => column.title), ...numbers.rows]),
          })}
        />
      </div>
      {isTable && <PlotTable title={title} numbers={numbers} />}
    </figure>
  );
}

/** Lies over the drawing, takes keys and pointer, and tells the value that they are at below it. */
function Stepper(props: {
  readonly title: string;
  readonly steps: readonly string[];
  readonly places: readonly number[];
  readonly box: PlotBox;
}): JSX.Element {
  const { title, steps, places, box } = props;
  const last = steps.length - 1;
  const [at, setAt] = React.useState(last);
  const [isTold, setIsTold] = React.useState(false);
  const now = Math.min(at, last);
  const text = steps[now] ?? "";
  const place = places[now] ?? box.left;
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const to = stepBy(event.key, now, last);
    if (to === null) return;
    event.preventDefault();
    setAt(to);
    setIsTold(true);
  };
  return (
    <>
      <div
        className="rr-plot-stepper"
        role="slider"
        tabIndex={0}
        aria-label={`Values of ${title}`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={now}
        aria-valuetext={text}
        style={{ left: box.left, width: Math.max(1, box.right - box.left), height: box.height }}
        onKeyDown={onKeyDown}
        onFocus={() => {
          setIsTold(true);
        }}
        onBlur={() => {
          setIsTold(false);
        }}
        onPointerMove={(event) => {
          const edge = event.currentTarget.getBoundingClientRect().left;
          setAt(Math.max(0, nearest(places, event.clientX - edge + box.left)));
          setIsTold(true);
        }}
        onPointerLeave={(event) => {
          if (event.currentTarget !== document.activeElement) setIsTold(false);
        }}
      >
        {isTold && (
          <span
            className="rr-plot-cursor"
            style={{ left: place - box.left, top: box.top, height: box.bottom - box.top }}
          />
        )}
      </div>
      <p className="rr-plot-told" aria-hidden="true">
        {isTold ? text : ""}
      </p>
    </>
  );
}

/** Where a key leads; null for a key that leads nowhere. */
function stepBy(key: string, now: number, last: number): number | null {
  const to = {
    ArrowLeft: now - 1,
    ArrowDown: now - 1,
    ArrowRight: now + 1,
    ArrowUp: now + 1,
    PageDown: now - PAGE,
    PageUp: now + PAGE,
    Home: 0,
    End: last,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(last, to));
}
