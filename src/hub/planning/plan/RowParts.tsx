import * as React from "react";
import { isPlainClick, useLinks } from "../../../components/links";
import type { PlanningEdit } from "../../../domain/planning/iteration/edits";
import { counted } from "../../../domain/text";
import type { WorkItem } from "../../../domain/workItem";
import { type GoOn, ValueCell } from "./ValueCell";
import type { Field } from "./values";

/** What the parts of an asset's row do, in each list that it is planned in. */
export interface RowHandlers {
  readonly toggle: (isRange: boolean) => void;
  readonly edit: (field: Field) => void;
  readonly value: (field: Field, value: number | null) => void;
  readonly leave: (field: Field, goOn: GoOn | null) => void;
  readonly fault: (sentence: string | null) => void;
}

const FIELDS: readonly Field[] = ["effort", "priority"];

/** What selects an asset; no tab stop: Space on its row does the same. */
export function RowCheckBox(props: {
  readonly name: string;
  readonly isSelected: boolean;
  readonly onToggle: (isRange: boolean) => void;
}): JSX.Element {
  const { name, isSelected, onToggle } = props;
  return (
    <input
      type="checkbox"
      className="rr-check"
      tabIndex={-1}
      aria-label={`Select ${name}`}
      checked={isSelected}
      onChange={({ nativeEvent }) => {
        onToggle(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey);
      }}
    />
  );
}

/** A work item's link that is no tab stop: Enter on its row follows it. */
export function RowLink(props: {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  /** Where the row itself is dragged, the link must not be. */
  readonly draggable?: false;
}): JSX.Element {
  const { id, type, title, draggable } = props;
  const links = useLinks();
  const url = links.workItem(id);
  return (
    <a
      className="rr-link rr-clip"
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      tabIndex={-1}
      draggable={draggable}
      title={`${type} ${id}: ${title}`}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        links.open(url);
      }}
    >
      {title}
    </a>
  );
}

/** Effort and priority of an asset, each typed in place. */
export function NumberCells(props: {
  readonly item: WorkItem;
  readonly name: string;
  readonly edit: PlanningEdit | undefined;
  /** For how many assets an edit is that is typed here. */
  readonly targets: number;
  readonly editing: Field | null;
  /** Null where nothing may be changed. */
  readonly handlers: RowHandlers | null;
  /** What the class of a cell begins with; the field follows. */
  readonly cellClass: string;
}): JSX.Element {
  const { item, name, edit, targets, editing, handlers, cellClass } = props;
  return (
    <>
      {FIELDS.map((field) => (
        <span key={field} className={`rr-right ${cellClass}${field}`} role="gridcell">
          <ValueCell
            field={field}
            value={item[field]}
            of={targets > 1 ? counted(targets, "asset") : name}
            isForSeveral={targets > 1}
            isEditing={editing === field}
            isEdited={edit?.[field] !== undefined}
            onEdit={
              handlers === null
                ? null
                : () => {
                    handlers.edit(field);
                  }
            }
            onValue={(value) => handlers?.value(field, value)}
            onLeave={(goOn) => handlers?.leave(field, goOn)}
            onFault={(sentence) => handlers?.fault(sentence)}
          />
        </span>
      ))}
    </>
  );
}
