import * as React from "react";
import type { PlanAsset } from "../../../domain/planning/iteration/planView";
import { countText } from "../../../components/numbers";
import { Rows } from "../../../components/Rows";
import type { PlanningEdits } from "../../../domain/planning/iteration/edits";
import { PlanGridRow } from "./PlanGridRow";
import { afterLeaving, type ListState, movedTo, NOTHING_SELECTED, targetsOf, toggled } from "./selection";
import type { GoOn } from "./ValueCell";
import type { Field } from "./values";

/** Height of a row on a wide page. */
const ROW_HEIGHT = 48;
/** Rows that Page Up and Page Down pass. */
const PAGE = 10;

/** What a list of a plan does to its assets. */
export interface PlanActions {
  /** Puts them into the iteration, or takes them out of it. */
  readonly move: (rows: readonly PlanAsset[]) => void;
  readonly set: (rows: readonly PlanAsset[], field: Field, value: number | null) => void;
  /** Says something to who can't see it. */
  readonly say: (sentence: string) => void;
}

/**
 * A list of assets as a grid with one tab stop: arrows go up and down and move assets across, E and P edit, Space and Shift
 * select. Each row has buttons that do the same.
 */
export function PlanGrid(props: {
  readonly label: string;
  readonly side: "backlog" | "iteration";
  readonly rows: readonly PlanAsset[];
  readonly edits: PlanningEdits;
  /** Null where nothing may be changed. */
  readonly actions: PlanActions | null;
  /** Below the row's name: where it is planned, and the like. */
  readonly noteOf: (row: PlanAsset) => string | null;
  /** What the list says where nothing is in it. */
  readonly empty: string;
}): JSX.Element {
  const { label, side, rows, edits, actions, noteOf, empty } = props;
  const [state, setState] = React.useState<ListState>(NOTHING_SELECTED);
  const [editing, setEditing] = React.useState<{ readonly id: number; readonly field: Field } | null>(null);
  const [fault, setFault] = React.useState<string | null>(null);
  const grid = React.useRef<HTMLDivElement>(null);
  // Rows come and go; what is to be focused may be drawn later.
  const wanted = React.useRef<number | "list" | null>(null);

  const ids = React.useMemo(() => rows.map(({ item }) => item.id), [rows]);
  const focused = state.focused !== null && ids.includes(state.focused) ? state.focused : (ids[0] ?? null);
  const selected = React.useMemo(() => ids.filter((id) => state.selected.has(id)), [ids, state.selected]);

  React.useEffect(() => {
    if (wanted.current !== "list") return;
    wanted.current = null;
    grid.current?.focus();
  });

  const focusOn = (id: number, isExtending = false): void => {
    wanted.current = id;
    setState((now) => movedTo(now, ids, id, isExtending));
  };
  const step = (by: number, isExtending: boolean): void => {
    if (focused === null) return;
    const id = ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(focused) + by))];
    if (id === undefined) return;
    focusOn(id, isExtending);
    // Of a long list only what is near the window is drawn.
    if (Math.abs(by) > PAGE) {
      const list = grid.current?.querySelector("[role=rowgroup]");
      list?.scrollIntoView({ block: by < 0 ? "start" : "end" });
    }
  };
  const rowsOf = (id: number): readonly PlanAsset[] => {
    const targets = new Set(targetsOf({ ...state, selected: new Set(selected) }, ids, id));
    return rows.filter(({ item }) => targets.has(item.id));
  };
  const move = (id: number): void => {
    const moved = rowsOf(id);
    const leaving = new Set(moved.map(({ item }) => item.id));
    const next = afterLeaving(ids, leaving, id);
    wanted.current = next ?? "list";
    setState({ ...NOTHING_SELECTED, focused: next });
    setEditing(null);
    actions?.move(moved);
  };
  const edit = (id: number, field: Field): void => {
    setState((now) => ({ ...now, focused: id }));
    setEditing({ id, field });
  };
  const goOn = (id: number, field: Field, where: GoOn | null): void => {
    // What several took over is not typed once more for the next of them.
    if (where === null || where === "stay" || (selected.length > 1 && state.selected.has(id))) {
      setEditing((now) => (now?.id === id && now.field === field ? null : now));
      if (where !== null) wanted.current = id;
      return;
    }
    const next = ids[ids.indexOf(id) + (where === "down" ? 1 : -1)];
    if (next === undefined) {
      setEditing(null);
      wanted.current = id;
    } else edit(next, field);
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (focused === null || event.altKey || event.metaKey) return;
    const isControl = event.ctrlKey;
    const { key } = event;
    if (isControl && key.toLowerCase() !== "a") return;
    // Keys on a link or a button of a row are its own, but for those that move.
    const isOnRow = event.target instanceof HTMLElement && event.target.hasAttribute("data-asset");
    if (key === "ArrowDown") step(1, event.shiftKey);
    else if (key === "ArrowUp") step(-1, event.shiftKey);
    else if (key === "PageDown") step(PAGE, event.shiftKey);
    else if (key === "PageUp") step(-PAGE, event.shiftKey);
    else if (key === "Home") step(-ids.length, event.shiftKey);
    else if (key === "End") step(ids.length, event.shiftKey);
    else if (isControl) setState((now) => ({ ...now, selected: new Set(ids) }));
    else if (key === "Escape" && selected.length > 0) setState((now) => ({ ...now, selected: new Set() }));
    else if (key === "Enter" && isOnRow && event.target instanceof HTMLElement) {
      event.target.querySelector("a")?.click();
    } else if (actions === null) return;
    else if (key === " " && isOnRow) setState((now) => toggled(now, focused));
    else if (key === (side === "backlog" ? "ArrowRight" : "ArrowLeft")) move(focused);
    else if (key.toLowerCase() === "e") edit(focused, "effort");
    else if (key.toLowerCase() === "p") edit(focused, "priority");
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div
        ref={grid}
        className="rr-plan-grid"
        role="grid"
        aria-label={label}
        aria-multiselectable={actions !== null}
        aria-readonly={actions === null}
        aria-rowcount={rows.length + 1}
        tabIndex={rows.length === 0 ? 0 : -1}
        onKeyDown={onKeyDown}
      >
        <div className="rr-plan-row rr-plan-head" role="row" aria-rowindex={1}>
          <span role="columnheader">Asset</span>
          <span role="columnheader">Stage</span>
          <span role="columnheader" className="rr-right">
            Effort
          </span>
          <span role="columnheader" className="rr-right">
            Priority
          </span>
          <span role="columnheader">
            <span className="rr-unseen">Move</span>
          </span>
        </div>
        <Rows items={rows} estimate={ROW_HEIGHT} role="rowgroup" className="rr-plan-rows">
          {(row, index) => {
            const { id } = row.item;
            return (
              <PlanGridRow
                key={id}
                row={row}
                index={index}
                side={side}
                note={noteOf(row)}
                edit={edits.get(id)}
                isTabStop={id === focused}
                isSelected={state.selected.has(id)}
                targets={state.selected.has(id) ? selected.length : 1}
                editing={editing?.id === id ? editing.field : null}
                handlers={
                  actions === null
                    ? null
                    : {
                        toggle: (isRange) => {
                          setState((now) => (isRange ? movedTo(now, ids, id, true) : toggled(now, id)));
                        },
                        move: () => {
                          move(id);
                        },
                        edit: (field) => {
                          edit(id, field);
                        },
                        value: (field, value) => {
                          actions.set(rowsOf(id), field, value);
                        },
                        leave: (field, where) => {
                          goOn(id, field, where);
                        },
                        fault: (sentence) => {
                          setFault(sentence);
                          if (sentence !== null) actions.say(sentence);
                        },
                      }
                }
                onDrawn={(element) => {
                  if (wanted.current !== id) return;
                  wanted.current = null;
                  element.focus();
                }}
                onFocus={() => {
                  setState((now) => (now.focused === id ? now : { ...now, focused: id }));
                }}
              />
            );
          }}
        </Rows>
      </div>
      {rows.length === 0 && <p className="rr-soft rr-plan-empty">{empty}</p>}
      {fault !== null && <p className="rr-warn">{fault}</p>}
      {selected.length > 1 && (
        <p className="rr-soft">{countText(selected.length)} selected: what is done to one of them is done to all.</p>
      )}
    </>
  );
}
