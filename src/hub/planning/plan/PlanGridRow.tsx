import * as React from "react";
import type { PlanAsset } from "../../../domain/planning/iteration/planView";
import { classNames } from "../../../components/className";
import { StageMark } from "../../../components/StageBar";
import type { PlanningEdit } from "../../../domain/planning/iteration/edits";
import { NumberCells, RowCheckBox, type RowHandlers, RowLink } from "./RowParts";
import type { Field } from "./values";

/** What the parts of a row do. */
export interface PlanRowHandlers extends RowHandlers {
  readonly move: () => void;
}

/** One asset of a plan. Only the row is a tab stop; what is in it is reached by keys, by pointer and by screen readers. */
export function PlanGridRow(props: {
  readonly row: PlanAsset;
  readonly index: number;
  readonly side: "backlog" | "iteration";
  readonly note: string | null;
  readonly edit: PlanningEdit | undefined;
  readonly isTabStop: boolean;
  readonly isSelected: boolean;
  /** For how many assets an edit is that is typed here. */
  readonly targets: number;
  readonly editing: Field | null;
  /** Null where nothing may be changed. */
  readonly handlers: PlanRowHandlers | null;
  readonly onFocus: () => void;
  /** Once it is drawn: rows of a long list are drawn when they come near the window. */
  readonly onDrawn: (element: HTMLElement) => void;
}): JSX.Element {
  const { row, index, side, note, edit, isTabStop, isSelected, targets, editing, handlers, onFocus, onDrawn } = props;
  const element = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    if (element.current !== null) onDrawn(element.current);
  });
  const { item, stage } = row;
  const name = item.title === "" ? `Work item ${item.id}` : item.title;
  const verb = side === "backlog" ? "Put into the iteration" : "Take out of the iteration";
  return (
    <div
      ref={element}
      className={classNames("rr-plan-row", isSelected && "rr-plan-selected", edit !== undefined && "rr-plan-changed")}
      role="row"
      data-row={index}
      data-asset={item.id}
      aria-rowindex={index + 2}
      aria-selected={handlers === null ? undefined : isSelected}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={onFocus}
    >
      <span className="rr-plan-name" role="gridcell">
        {handlers !== null && <RowCheckBox name={name} isSelected={isSelected} onToggle={handlers.toggle} />}
        <span className="rr-plan-what">
          <RowLink id={item.id} type={item.type} title={name} />
          {note !== null && (
            <span className="rr-soft rr-clip rr-plan-note" title={note}>
              {note}
            </span>
          )}
        </span>
      </span>
      <span className="rr-plan-stage" role="gridcell">
        <StageMark stage={stage} reason={null} />
      </span>
      <NumberCells
        item={item}
        name={name}
        edit={edit}
        targets={targets}
        editing={editing}
        handlers={handlers}
        cellClass="rr-plan-"
      />
      <span className="rr-plan-move" role="gridcell">
        {handlers !== null && (
          <button
            type="button"
            className="rr-plan-button"
            tabIndex={-1}
            title={verb}
            aria-label={`${verb}: ${name}`}
            onClick={handlers.move}
          >
            <span aria-hidden="true">{side === "backlog" ? "→" : "←"}</span>
          </button>
        )}
      </span>
    </div>
  );
}
