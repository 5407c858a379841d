/** What of a list is focused and selected. */
export interface ListState {
  readonly focused: number | null;
  readonly selected: ReadonlySet<number>;
  /** From which a selection with Shift reaches to the focused one. */
  readonly anchor: number | null;
}

export const NOTHING_SELECTED: ListState = { focused: null, selected: new Set(), anchor: null };

/** Focuses a row; with `isExtending` all from the anchor to it are selected. */
export function movedTo(state: ListState, ids: readonly number[], to: number, isExtending: boolean): ListState {
  if (!isExtending) return { ...state, focused: to, anchor: to };
  const anchor = state.anchor ?? state.focused ?? to;
  const [one, other] = [ids.indexOf(anchor), ids.indexOf(to)];
  const part = ids.slice(Math.min(one, other), Math.max(one, other) + 1);
  return { focused: to, anchor, selected: new Set(part) };
}

/** Selects one, or no longer. */
export function toggled(state: ListState, id: number): ListState {
  const selected = new Set(state.selected);
  if (!selected.delete(id)) selected.add(id);
  return { focused: id, anchor: id, selected };
}

/** What an action on a row is for: all that is selected where it is one of them, else the row alone; in the list's order. */
export function targetsOf(state: ListState, ids: readonly number[], id: number): readonly number[] {
  return state.selected.has(id) ? ids.filter((one) => state.selected.has(one)) : [id];
}

/** The row that takes the focus when these have left the list: the next that stays, else the one before; null for none. */
export function afterLeaving(ids: readonly number[], leaving: ReadonlySet<number>, from: number): number | null {
  const index = ids.indexOf(from);
  return (
    ids.slice(index).find((id) => !leaving.has(id)) ??
    ids
      .slice(0, index)
      .reverse()
      .find((id) => !leaving.has(id)) ??
    null
  );
}
