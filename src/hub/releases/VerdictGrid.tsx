import * as React from "react";
import { classNames } from "../../components/className";
import { countText, effortText } from "../../components/numbers";
import { Rows } from "../../components/Rows";
import { StageBar } from "../../components/StageBar";
import { dayText, daysLeftText, daysUntil } from "../../components/time";
import { VerdictMark } from "../../components/VerdictMark";
import { GATE_TITLES } from "../../components/wording";
import { GATES, type ReleaseAssessment, type StageShare } from "../../domain/readiness/report";
import { nextGateOf } from "../../domain/readiness/sentence";
import type { Instant } from "../../domain/workItem";
import { useHub, ViewLink, viewTo } from "../HubContext";
import { nextFloor, workloadId } from "../judged";
import type { Subject } from "../store/view";
import type { GridRow } from "./gridRows";
import type { FirstForecasts } from "./useForecasts";

/** Height of a row on a wide page. */
const ROW_HEIGHT = 44;

/** Verdicts in rows: releases with their workloads below them, or workloads alone. Arrows move, Enter opens. */
export function VerdictGrid(props: {
  readonly rows: readonly GridRow[];
  readonly label: string;
  readonly now: Instant;
  /** A column of its own; absent: there is none. */
  readonly forecasts?: FirstForecasts;
  /** Opens a release, or closes one that is open; absent where there is nothing to open. */
  readonly onToggle?: (releaseKey: string, isOpen: boolean) => void;
}): JSX.Element {
  const { rows, label, now, forecasts, onToggle } = props;
  const { hub } = useHub();
  const [activeKey, setActiveKey] = React.useState<string | null>(null);
  const body = React.useRef<HTMLDivElement>(null);
  const activeIndex = Math.max(
    0,
    rows.findIndex(({ key }) => key === activeKey),
  );

  const focusRow = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    setActiveKey(row.key);
    const element = body.current?.querySelector<HTMLElement>(`[data-row="${index}"]`);
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    // Keys on a link inside a row are the link's own, except those that move.
    const isOnRow = event.target instanceof HTMLElement && event.target.hasAttribute("data-row");
    const row = rows[activeIndex];
    if (row === undefined) return;
    switch (event.key) {
      case "ArrowDown":
        focusRow(Math.min(activeIndex + 1, rows.length - 1));
        break;
      case "ArrowUp":
        focusRow(Math.max(activeIndex - 1, 0));
        break;
      case "Home":
        focusRow(0);
        break;
      case "End":
        focusRow(rows.length - 1);
        break;
      case "ArrowRight":
        if (row.kind === "release" && !row.isOpen) onToggle?.(row.release.key, false);
        else focusRow(Math.min(activeIndex + 1, rows.length - 1));
        break;
      case "ArrowLeft":
        if (row.kind === "release" && row.isOpen) onToggle?.(row.release.key, true);
        else if (row.kind === "workload" && row.place.level > 1) focusRow(parentIndex(rows, activeIndex));
        break;
      case "Enter":
        if (!isOnRow) return;
        hub.open(viewTo(hub, { subject: subjectOf(row) }));
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <div
      className={classNames("rr-grid", forecasts !== undefined && "rr-grid-forecasts")}
      role="treegrid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      onKeyDown={onKeyDown}
    >
      <div className="rr-grid-row rr-grid-head" role="row" aria-rowindex={1}>
        <span role="columnheader">Name</span>
        <span role="columnheader">Target</span>
        <span role="columnheader">Stages</span>
        {GATES.map((gate) => (
          <span role="columnheader" key={gate}>
            {GATE_TITLES[gate]}
          </span>
        ))}
        {forecasts !== undefined && (
          <span role="columnheader">
            Forecast <span className="rr-together">(50–85 %)</span>
          </span>
        )}
        <span role="columnheader" className="rr-right">
          Scope
        </span>
      </div>
      <div ref={body} role="presentation">
        <Rows items={rows} estimate={ROW_HEIGHT} role="rowgroup">
          {(row, index) => (
            <VerdictRow
              key={row.key}
              row={row}
              index={index}
              isActive={index === activeIndex}
              now={now}
              forecasts={forecasts}
              onToggle={onToggle}
              onActivate={setActiveKey}
            />
          )}
        </Rows>
      </div>
    </div>
  );
}

interface VerdictRowProps {
  readonly row: GridRow;
  readonly index: number;
  readonly isActive: boolean;
  readonly now: Instant;
  readonly forecasts: FirstForecasts | undefined;
  readonly onToggle: ((releaseKey: string, isOpen: boolean) => void) | undefined;
  readonly onActivate: (key: string) => void;
}

function VerdictRow(props: VerdictRowProps): JSX.Element {
  const { row, index, isActive, now, forecasts, onToggle, onActivate } = props;
  const { gates, share, model } = row.kind === "release" ? row.release : row.workload;
  const subject = subjectOf(row);
  const title = row.kind === "release" ? row.release.name : row.workload.title;
  // One tab stop a grid: links of the other rows are reached by the arrows.
  const tabIndex = isActive ? 0 : -1;
  return (
    <div
      className={classNames("rr-grid-row", `rr-grid-${row.kind}`, row.place.level > 1 && "rr-grid-below")}
      role="row"
      data-row={index}
      tabIndex={tabIndex}
      aria-level={row.place.level}
      aria-posinset={row.place.position}
      aria-setsize={row.place.of}
      aria-rowindex={index + 2}
      aria-expanded={row.kind === "release" && row.release.workloads.length > 0 ? row.isOpen : undefined}
      onFocus={() => {
        onActivate(row.key);
      }}
    >
      <span className="rr-grid-name" role="gridcell">
        {row.kind === "release" && (
          <>
            <button
              type="button"
              className="rr-twisty"
              tabIndex={-1}
              aria-hidden="true"
              disabled={row.release.workloads.length === 0}
              onClick={() => onToggle?.(row.release.key, row.isOpen)}
            >
              {row.isOpen ? "▾" : "▸"}
            </button>
            <span className="rr-position">{row.release.position}</span>
          </>
        )}
        <ViewLink to={{ subject }} className="rr-link rr-clip rr-grid-title" tabIndex={tabIndex} title={title}>
          {title}
        </ViewLink>
      </span>
      <span className="rr-grid-target" role="gridcell">
        {row.kind === "release" && <Target release={row.release} now={now} />}
      </span>
      <span className="rr-grid-stages" role="gridcell">
        <ViewLink to={{ subject, tab: "assets" }} className="rr-quietlink" tabIndex={tabIndex}>
          <StageBar share={share} floor={nextFloor(gates, model)} />
        </ViewLink>
      </span>
      {GATES.map((gate) => (
        <span className="rr-grid-gate" role="gridcell" key={gate}>
          <span className="rr-narrow-label" aria-hidden="true">
            {GATE_TITLES[gate]}
          </span>
          {gates[gate].verdict === "n/a" ? (
            <VerdictMark assessment={gates[gate]} />
          ) : (
            <ViewLink to={{ subject, gate }} className="rr-quietlink" tabIndex={tabIndex}>
              {/* The head of the column is not there on a narrow page, nor in a list of links. */}
              <span className="rr-unseen">{GATE_TITLES[gate]}: </span>
              <VerdictMark assessment={gates[gate]} />
            </ViewLink>
          )}
        </span>
      ))}
      {forecasts !== undefined && (
        <span className="rr-grid-forecast" role="gridcell">
          {row.kind === "release" && <ForecastText release={row.release} forecasts={forecasts} tabIndex={tabIndex} />}
        </span>
      )}
      <span className="rr-grid-scope rr-right" role="gridcell">
        <ViewLink to={{ subject, tab: "assets" }} className="rr-quietlink" tabIndex={tabIndex}>
          <Scope share={share} />
        </ViewLink>
      </span>
    </div>
  );
}

function Target({ release, now }: { readonly release: ReleaseAssessment; readonly now: Instant }): JSX.Element {
  const { targetDate, gates } = release;
  if (targetDate === null) return <span className="rr-soft">No target date</span>;
  const isThrough = nextGateOf(gates) === null;
  const isOver = !isThrough && daysUntil(targetDate, now) < 0;
  return (
    <>
      <time dateTime={targetDate}>{dayText(targetDate)}</time>
      {!isThrough && (
        <span className={isOver ? "rr-warn" : "rr-soft"}>
          {isOver ? "⚠ " : ""}
          {daysLeftText(targetDate, now)}
        </span>
      )}
    </>
  );
}

/** By when it is promoted, as a link to all that is forecast of it. */
function ForecastText(props: {
  readonly release: ReleaseAssessment;
  readonly forecasts: FirstForecasts;
  readonly tabIndex: number;
}): JSX.Element | null {
  const { release, forecasts, tabIndex } = props;
  if (forecasts.kind === "working") return <span className="rr-soft">…</span>;
  const cell = forecasts.kind === "known" ? forecasts.cells.get(release.key) : undefined;
  if (cell === undefined) return null;
  const subject: Subject = { kind: "release", release: release.key };
  return (
    <ViewLink to={{ subject, tab: "forecast" }} className="rr-quietlink" tabIndex={tabIndex} title={cell.title}>
      <span className="rr-unseen">Forecast: </span>
      {cell.text}
      {cell.isLate && (
        <span className="rr-warn">
          {" "}
          <span aria-hidden="true">⚠</span>
          <span className="rr-unseen">, later than the target date</span>
        </span>
      )}
    </ViewLink>
  );
}

function Scope({ share }: { readonly share: StageShare }): JSX.Element {
  const missing =
    share.unestimated === 0 ? "" : `; ${countText(share.unestimated)} of them without an estimate, not counted as 0`;
  return (
    <span className="rr-scope" title={`${countText(share.inScope)} assets in scope${missing}`}>
      <b>{countText(share.inScope)}</b> {share.inScope === 1 ? "asset" : "assets"}
      {share.effort > 0 && <span className="rr-soft">effort {effortText(share.effort)}</span>}
    </span>
  );
}

function subjectOf(row: GridRow): Subject {
  return row.kind === "release"
    ? { kind: "release", release: row.release.key }
    : { kind: "workload", release: row.release?.key ?? null, workload: workloadId(row.workload) };
}

function parentIndex(rows: readonly GridRow[], index: number): number {
  for (let above = index; above >= 0; above -= 1) {
    if (rows[above]?.kind === "release") return above;
  }
  return 0;
}
