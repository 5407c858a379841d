import * as React from "react";
import { classNames } from "../../../components/className";
import { countText, effortText } from "../../../components/numbers";
import { StageMark } from "../../../components/StageBar";
import { dayText } from "../../../components/time";
import type { PlanningEdit } from "../../../domain/planning/iteration/edits";
import type { Counted } from "../../../domain/planning/velocity/record";
import { counted } from "../../../domain/text";
import { NumberCells, RowCheckBox, type RowHandlers, RowLink } from "../plan/RowParts";
import type { Field } from "../plan/values";
import type { LaneRow } from "./lanes";

/** What each line is given. */
export interface LaneLineProps {
  readonly row: LaneRow;
  readonly index: number;
  readonly edit: PlanningEdit | undefined;
  /** Whether somebody else changed the same meanwhile. */
  readonly isInConflict: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  /** Whether what is dragged would go here. */
  readonly isUnder: boolean;
  /** For how many assets an edit is that is typed here. */
  readonly targets: number;
  readonly editing: Field | null;
  /** What a release is called. */
  readonly label: string;
  /** Null where nothing may be changed. */
  readonly handlers: RowHandlers | null;
  readonly onToggle: () => void;
  readonly onFocus: () => void;
  /** Once it is drawn: lines of a long list are drawn when they come near the window. */
  readonly onDrawn: (element: HTMLElement) => void;
}

const LEVELS: Readonly<Record<LaneRow["kind"], number>> = { release: 1, iteration: 2, asset: 3 };

/** One line of the backlogs. Only the line is a tab stop; what is in it is reached by keys, by pointer and by screen readers. */
export function LaneLine(props: LaneLineProps): JSX.Element {
  const { row, index, edit, isActive, isSelected, isUnder, handlers, onFocus, onDrawn } = props;
  const element = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    if (element.current !== null) onDrawn(element.current);
  });
  return (
    <div
      ref={element}
      className={classNames(
        "rr-lane",
        `rr-lane-${row.kind}`,
        isSelected && "rr-plan-selected",
        edit !== undefined && "rr-plan-changed",
        isUnder && "rr-lane-under",
      )}
      role="row"
      data-row={index}
      data-lane={row.key}
      draggable={row.kind === "asset" && handlers !== null}
      aria-level={LEVELS[row.kind]}
      aria-posinset={row.place.position}
      aria-setsize={row.place.of}
      aria-rowindex={index + 2}
      aria-expanded={row.kind === "asset" ? undefined : row.isOpen}
      aria-selected={row.kind === "asset" && handlers !== null ? isSelected : undefined}
      tabIndex={isActive ? 0 : -1}
      onFocus={onFocus}
    >
      {row.kind === "asset" ? <AssetCells {...props} row={row} /> : <HeadCells {...props} row={row} />}
    </div>
  );
}

function HeadCells(props: LaneLineProps & { readonly row: Exclude<LaneRow, { kind: "asset" }> }): JSX.Element {
  const { row, label, onToggle } = props;
  const title =
    row.kind === "iteration" ? row.iteration.name : (row.backlog.release?.name ?? `In no ${label.toLowerCase()}`);
  const dates = row.kind === "iteration" ? row.iteration.dates : null;
  const target = row.kind === "release" ? (row.backlog.release?.targetDate ?? null) : null;
  const [total, done] = row.backlog === null ? [null, null] : ([row.backlog.total, row.backlog.done] as const);
  return (
    <>
      <span role="gridcell" className="rr-lane-name">
        <button type="button" className="rr-twisty" tabIndex={-1} aria-hidden="true" onClick={onToggle}>
          {row.isOpen ? "▾" : "▸"}
        </button>
        <span className="rr-clip rr-lane-title" title={row.kind === "iteration" ? row.iteration.path : title}>
          {title}
        </span>
        {dates !== null && (
          <span className="rr-soft rr-small rr-clip">
            {dayText(dates.firstDay)} – {dayText(dates.lastDay)}
            {row.kind === "iteration" && row.iteration.time === "running" && ", running"}
          </span>
        )}
        {target !== null && <span className="rr-soft rr-small rr-clip">target {dayText(target)}</span>}
      </span>
      <span role="gridcell" aria-colspan={5} className="rr-lane-sum rr-clip">
        {total === null || done === null ? (
          <span className="rr-soft">Nothing is planned for it.</span>
        ) : (
          sumText(total, done)
        )}
      </span>
    </>
  );
}

/** `12 assets, effort 40, 3 unestimated; 4 done`. */
export function sumText(total: Counted, done: Counted): string {
  const parts = [
    counted(total.items, "asset"),
    ...(total.items > total.unestimated ? [`effort ${effortText(total.effort)}`] : []),
    ...(total.unestimated > 0 ? [`${countText(total.unestimated)} unestimated`] : []),
  ];
  return `${parts.join(", ")}${done.items > 0 ? `; ${countText(done.items)} done` : ""}`;
}

function AssetCells(props: LaneLineProps & { readonly row: Extract<LaneRow, { kind: "asset" }> }): JSX.Element {
  const { row, edit, isInConflict, isSelected, targets, editing, handlers } = props;
  const { item, stage, asset, workload, team } = row.asset;
  const name = item.title === "" ? `Work item ${item.id}` : item.title;
  const note = [
    ...(isInConflict ? ["changed by somebody else meanwhile"] : edit === undefined ? [] : ["planned, not written"]),
    ...(workload === null ? [] : [workload.title]),
  ].join(" · ");
  return (
    <>
      <span role="gridcell" className="rr-lane-name">
        {handlers !== null && <RowCheckBox name={name} isSelected={isSelected} onToggle={handlers.toggle} />}
        <span className="rr-plan-what">
          <RowLink id={item.id} type={item.type} title={name} draggable={false} />
          {note !== "" && (
            <span className={classNames("rr-clip rr-plan-note", isInConflict ? "rr-warn" : "rr-soft")} title={note}>
              {note}
            </span>
          )}
        </span>
      </span>
      <span role="gridcell" className="rr-lane-stage">
        <StageMark stage={stage} reason={null} />
      </span>
      <span role="gridcell" className="rr-clip rr-lane-kind" title={asset.kind ?? undefined}>
        {asset.kind ?? <span className="rr-soft">not given</span>}
      </span>
      <span role="gridcell" className="rr-clip rr-lane-team" title={team?.name}>
        {team?.name ?? <span className="rr-soft">no team</span>}
      </span>
      <NumberCells
        item={item}
        name={name}
        edit={edit}
        targets={targets}
        editing={editing}
        handlers={handlers}
        cellClass="rr-lane-"
      />
    </>
  );
}
