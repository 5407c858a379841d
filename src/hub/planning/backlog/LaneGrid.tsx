import * as React from "react";
import { Rows } from "../../../components/Rows";
import type { PlanningEdits } from "../../../domain/planning/iteration/edits";
import { type ListState, movedTo, toggled } from "../plan/selection";
import type { GoOn } from "../plan/ValueCell";
import type { Field } from "../plan/values";
import type { RowHandlers } from "../plan/RowParts";
import { LaneLine } from "./LaneLine";
import { assetKey, type LaneRow, parentIndex } from "./lanes";

/** Height of a line on a wide page, as the style sheet says. */
const ROW_HEIGHT = 44;
/** Lines that Page Up and Page Down pass. */
const PAGE = 10;

/** What a person does to assets in the backlogs. */
export interface LaneActions {
  /** Plans assets for where a line stands. */
  readonly drop: (ids: readonly number[], onto: LaneRow) => void;
  /** Plans assets for the iteration after theirs, or before. */
  readonly shift: (ids: readonly number[], by: 1 | -1) => void;
  readonly set: (ids: readonly number[], field: Field, value: number | null) => void;
  /** Leads to what moves the selected ones elsewhere. */
  readonly choose: () => void;
  /** Says something to who can't see it. */
  readonly say: (sentence: string) => void;
}

/** Releases, their iterations and their assets as a tree grid with one tab stop. What keys do, pointers do too. */
export function LaneGrid(props: {
  readonly rows: readonly LaneRow[];
  readonly edits: PlanningEdits;
  readonly conflicts: PlanningEdits;
  readonly label: string;
  readonly state: ListState;
  readonly onState: (change: (now: ListState) => ListState) => void;
  /** All assets that a line stands for, seen or not. */
  readonly allOf: (row: LaneRow) => readonly number[];
  readonly onToggle: (row: LaneRow) => void;
  /** Null where nothing may be changed. */
  readonly actions: LaneActions | null;
}): JSX.Element {
  const { rows, edits, conflicts, label, state, onState, allOf, onToggle, actions } = props;
  const [activeKey, setActiveKey] = React.useState<string | null>(null);
  const [editing, setEditing] = React.useState<{ readonly id: number; readonly field: Field } | null>(null);
  const [fault, setFault] = React.useState<string | null>(null);
  const [under, setUnder] = React.useState<string | null>(null);
  const grid = React.useRef<HTMLDivElement>(null);
  /** The line that takes the focus once it is drawn. */
  const wanted = React.useRef<string | null>(null);
  const dragged = React.useRef<readonly number[]>([]);
  /** Where the active line stood, for when it is gone. */
  const lastIndex = React.useRef(0);

  const ids = React.useMemo(() => rows.flatMap((row) => (row.kind === "asset" ? [row.asset.item.id] : [])), [rows]);
  const found = rows.findIndex(({ key }) => key === activeKey);
  const active = found >= 0 ? found : Math.max(0, Math.min(lastIndex.current, rows.length - 1));
  lastIndex.current = active;
  const selected = ids.filter((id) => state.selected.has(id));

  React.useEffect(() => {
    // The line that was wanted is in a backlog that is closed: the focus stays where it was.
    if (wanted.current === null || rows.some(({ key }) => key === wanted.current)) return;
    wanted.current = null;
    grid.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)?.focus();
  });

  const targetsOf = (id: number): readonly number[] => (state.selected.has(id) ? [...state.selected] : [id]);
  const idOf = (row: LaneRow | undefined): number | null => (row?.kind === "asset" ? row.asset.item.id : null);

  const goTo = (index: number, isExtending = false): void => {
    let at = Math.max(0, Math.min(rows.length - 1, index));
    // Only assets are selected: what stands between two of them is passed.
    while (isExtending && rows[at] !== undefined && idOf(rows[at]) === null) at += index < active ? -1 : 1;
    const row = rows[at];
    if (row === undefined) return;
    wanted.current = row.key;
    setActiveKey(row.key);
    const id = idOf(row);
    if (id !== null) onState((now) => movedTo(now, ids, id, isExtending && actions !== null));
    // Of a long list only what is near the window is drawn.
    if (Math.abs(index - active) > PAGE) {
      grid.current?.querySelector("[role=rowgroup]")?.scrollIntoView({ block: index < active ? "start" : "end" });
    }
  };
  const edit = (id: number, field: Field): void => {
    setActiveKey(assetKey(id));
    setEditing({ id, field });
  };
  const leave = (id: number, field: Field, goOn: GoOn | null): void => {
    const next = goOn === "down" ? ids[ids.indexOf(id) + 1] : goOn === "up" ? ids[ids.indexOf(id) - 1] : undefined;
    if (next !== undefined && !(state.selected.size > 1 && state.selected.has(id))) {
      edit(next, field);
      return;
    }
    setEditing((now) => (now?.id === id && now.field === field ? null : now));
    if (goOn !== null) wanted.current = assetKey(id);
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const row = rows[active];
    if (row === undefined || event.metaKey) return;
    const { key } = event;
    const id = idOf(row);
    // Keys on a link or a button of a line are its own, but for those that move.
    const line = event.target instanceof HTMLElement && event.target.hasAttribute("data-lane") ? event.target : null;
    if (event.altKey) {
      if (actions === null || id === null || (key !== "ArrowDown" && key !== "ArrowUp")) return;
      wanted.current = row.key;
      actions.shift(targetsOf(id), key === "ArrowDown" ? 1 : -1);
    } else if (event.ctrlKey) {
      if (key.toLowerCase() !== "a" || actions === null) return;
      const all = allOf(row);
      onState((now) => ({ ...now, selected: new Set(all) }));
      actions.say(`${all.length} selected.`);
    } else if (key === "ArrowDown") goTo(active + 1, event.shiftKey);
    else if (key === "ArrowUp") goTo(active - 1, event.shiftKey);
    else if (key === "PageDown") goTo(active + PAGE, event.shiftKey);
    else if (key === "PageUp") goTo(active - PAGE, event.shiftKey);
    else if (key === "Home") goTo(0, event.shiftKey);
    else if (key === "End") goTo(rows.length - 1, event.shiftKey);
    else if (key === "ArrowRight") {
      if (row.kind !== "asset" && !row.isOpen) onToggle(row);
      else goTo(active + 1);
    } else if (key === "ArrowLeft") {
      if (row.kind !== "asset" && row.isOpen) onToggle(row);
      else if (parentIndex(rows, active) >= 0) goTo(parentIndex(rows, active));
    } else if (key === "Enter" && line !== null) {
      if (row.kind === "asset") line.querySelector("a")?.click();
      else onToggle(row);
    } else if (actions === null) return;
    else if (key === "Escape" && state.selected.size > 0) onState((now) => ({ ...now, selected: new Set() }));
    else if (id === null) return;
    else if (key === " " && line !== null) onState((now) => toggled(now, id));
    else if (key.toLowerCase() === "e") edit(id, "effort");
    else if (key.toLowerCase() === "p") edit(id, "priority");
    else if (key.toLowerCase() === "m") {
      if (!state.selected.has(id)) onState((now) => ({ ...now, selected: new Set([id]) }));
      actions.choose();
    } else return;
    event.preventDefault();
  };

  const rowAt = (target: EventTarget): LaneRow | undefined => {
    const key = target instanceof Element ? target.closest("[data-lane]")?.getAttribute("data-lane") : null;
    return rows.find((row) => row.key === key);
  };
  const dragging =
    actions === null
      ? {}
      : {
          onDragStart: (event: React.DragEvent) => {
            const id = idOf(rowAt(event.target));
            if (id === null) return;
            dragged.current = targetsOf(id);
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", dragged.current.join(", "));
          },
          onDragOver: (event: React.DragEvent) => {
            const row = rowAt(event.target);
            if (dragged.current.length === 0 || row === undefined) return;
            event.preventDefault();
            event.dataTransfer.dropEffect = "move";
            setUnder(row.key);
          },
          onDragEnd: () => {
            dragged.current = [];
            setUnder(null);
          },
          onDrop: (event: React.DragEvent) => {
            const row = rowAt(event.target);
            if (dragged.current.length === 0 || row === undefined) return;
            event.preventDefault();
            actions.drop(dragged.current, row);
            dragged.current = [];
            setUnder(null);
          },
        };

  return (
    <>
      <div
        ref={grid}
        className="rr-lanes"
        role="treegrid"
        aria-label="Backlogs"
        aria-rowcount={rows.length + 1}
        aria-colcount={6}
        aria-multiselectable={actions === null ? undefined : true}
        onKeyDown={onKeyDown}
        {...dragging}
      >
        <div className="rr-lane rr-lane-head" role="row" aria-rowindex={1}>
          {["Name", "Stage", "Kind", "Team"].map((title) => (
            <span key={title} role="columnheader" className={`rr-lane-${title.toLowerCase()}`}>
              {title}
            </span>
          ))}
          <span role="columnheader" className="rr-right rr-lane-effort">
            Effort
          </span>
          <span role="columnheader" className="rr-right rr-lane-priority">
            Priority
          </span>
        </div>
        <Rows items={rows} estimate={ROW_HEIGHT} role="rowgroup">
          {(row, index) => {
            const id = idOf(row);
            return (
              <LaneLine
                key={row.key}
                row={row}
                index={index}
                edit={id === null ? undefined : edits.get(id)}
                isInConflict={id !== null && conflicts.has(id)}
                isActive={index === active}
                isSelected={id !== null && state.selected.has(id)}
                isUnder={row.key === under}
                targets={id !== null && state.selected.has(id) ? state.selected.size : 1}
                editing={id !== null && editing?.id === id ? editing.field : null}
                label={label}
                handlers={actions === null || id === null ? null : handlersOf(id, actions)}
                onToggle={() => {
                  onToggle(row);
                }}
                onFocus={() => {
                  setActiveKey(row.key);
                  if (id !== null) onState((now) => (now.focused === id ? now : { ...now, focused: id }));
                }}
                onDrawn={(element) => {
                  if (wanted.current !== row.key) return;
                  wanted.current = null;
                  element.focus();
                }}
              />
            );
          }}
        </Rows>
      </div>
      {fault !== null && (
        <p className="rr-warn" role="alert">
          {fault}
        </p>
      )}
      {selected.length < state.selected.size && (
        <p className="rr-soft">Some of what is selected is in backlogs that are closed.</p>
      )}
    </>
  );

  function handlersOf(id: number, { set }: LaneActions): RowHandlers {
    return {
      toggle: (isRange) => {
        onState((now) => (isRange ? movedTo(now, ids, id, true) : toggled(now, id)));
      },
      edit: (field) => {
        edit(id, field);
      },
      value: (field, value) => {
        set(targetsOf(id), field, value);
      },
      leave: (field, goOn) => {
        leave(id, field, goOn);
      },
      fault: setFault,
    };
  }
}
