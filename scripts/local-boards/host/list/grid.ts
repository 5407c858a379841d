/** A table of work items in which rows are selected: by pointer as in a file list, by keyboard as in a grid. */
import { button, element } from "../dom";
import type { Selection } from "./selection";

/** Where a row's menu opens. */
export type MenuPlace = Element | { readonly x: number; readonly y: number };

/** What a grid is made of. */
export interface GridOptions {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly selection: Selection;
  /** Rows open and close below others. */
  readonly isTree: boolean;
  /** Opens the menu of what is selected; the row belongs to it. */
  onMenu(id: number, at: MenuPlace, opener: HTMLElement): void;
  /** Takes a key that the grid has no use for; true where it was of use. */
  onKey?(id: number, key: string): boolean;
}

/** A row as a page gives it: its cells, and what a tree says of it. */
export interface GridRow {
  readonly id: number;
  /** Names the row to those who do not see it. */
  readonly title: string;
  readonly cells: readonly HTMLElement[];
  readonly level?: number;
  /** Whether the rows below it are shown; absent where there are none. */
  readonly isExpanded?: boolean;
}

/** A grid on a page. */
export interface Grid {
  readonly table: HTMLTableElement;
  /** Shows rows; `after` are lines that are no rows, e.g. a button for more, by the id of the row that they follow. */
  show(rows: readonly GridRow[], after?: ReadonlyMap<number, HTMLTableRowElement>): void;
  /** Puts the keyboard at a row. */
  goTo(id: number): void;
  /** Follows the link of a row. */
  open(id: number): void;
}

const PAGE_ROWS = 10;

/** Makes a grid. Selecting is the selection's affair; the grid shows it and asks for it. */
export function createGrid(options: GridOptions): Grid {
  const { selection } = options;
  const shown = new Map<number, { row: HTMLTableRowElement; box: HTMLInputElement; more: HTMLElement }>();

  const all = element("input", {
    type: "checkbox",
    "aria-label": "Select all on this page",
    change: () => selection.setAll(all.checked),
  });
  const body = element("tbody", { role: "rowgroup" });
  const table = element(
    "table",
    { class: "work-items selectable", role: options.isTree ? "treegrid" : "grid", "aria-multiselectable": "true" },
    element("caption", { class: "visually-hidden" }, options.caption),
    element(
      "thead",
      { role: "rowgroup" },
      element(
        "tr",
        { role: "row" },
        element("th", { role: "columnheader", scope: "col", class: "check" }, all),
        ...options.columns.map((label) =>
          element("th", { role: "columnheader", scope: "col", "data-label": label }, label),
        ),
        element(
          "th",
          { role: "columnheader", scope: "col", class: "more" },
          element("span", { class: "visually-hidden" }, "Actions"),
        ),
      ),
    ),
    body,
  );

  function idOf(target: EventTarget | null): number | null {
    const row = target instanceof Element ? target.closest<HTMLElement>("tr[data-id]") : null;
    return row === null ? null : Number(row.dataset["id"]);
  }

  /** A menu is of what is selected; opened at another row, it is of that row alone. */
  function openMenu(id: number, at: MenuPlace): void {
    if (!selection.has(id)) selection.only(id);
    const row = shown.get(id)?.row;
    if (row !== undefined) options.onMenu(id, at, row);
  }

  function focusCurrent(): void {
    if (selection.current !== null) shown.get(selection.current)?.row.focus();
  }

  function open(id: number): void {
    shown.get(id)?.row.querySelector("a")?.click();
  }

  function rowElement(row: GridRow): HTMLTableRowElement {
    const box = element("input", { type: "checkbox", "aria-label": `Select ${row.title}` });
    const more = button("…", () => openMenu(row.id, more), {
      class: "icon-button",
      "aria-label": `Actions for ${row.title}`,
      "aria-haspopup": "menu",
    });
    const made = element(
      "tr",
      {
        role: "row",
        "data-id": row.id,
        "aria-level": row.level,
        "aria-expanded": row.isExpanded === undefined ? undefined : String(row.isExpanded),
      },
      element("td", { role: "gridcell", class: "check" }, box),
      ...row.cells,
      element("td", { role: "gridcell", class: "more" }, more),
    );
    shown.set(row.id, { row: made, box, more });
    return made;
  }

  function showSelection(): void {
    for (const [id, { row, box, more }] of shown) {
      const isSelected = selection.has(id);
      row.setAttribute("aria-selected", String(isSelected));
      box.checked = isSelected;
      // One stop for the tab key a list; the arrows move it.
      const tabIndex = id === selection.current ? 0 : -1;
      for (const stop of [row, box, more]) stop.tabIndex = tabIndex;
    }
    const extent = selection.extent();
    all.checked = extent === "all";
    all.indeterminate = extent === "some";
    all.disabled = shown.size === 0;
  }

  body.addEventListener("mousedown", (event) => {
    // A range of rows is no range of text.
    if (event.shiftKey) event.preventDefault();
  });
  body.addEventListener("click", (event) => {
    const id = idOf(event.target);
    if (id === null || !(event.target instanceof Element)) return;
    if (event.target.closest("a, button") !== null) return;
    const isBox = event.target.closest("input") !== null;
    if (event.shiftKey) selection.extendTo(id);
    else if (isBox || event.ctrlKey || event.metaKey) selection.toggle(id);
    else selection.only(id);
    if (!isBox) focusCurrent();
  });
  body.addEventListener("contextmenu", (event) => {
    const id = idOf(event.target);
    if (id === null) return;
    event.preventDefault();
    // Opened by a key it has no place of its own.
    const row = shown.get(id)?.row;
    const isByKey = event.button !== 2 && row !== undefined;
    openMenu(id, isByKey ? (row.cells[0] ?? row) : { x: event.clientX, y: event.clientY });
  });
  body.addEventListener("focusin", (event) => {
    const id = idOf(event.target);
    if (id !== null && id !== selection.current) selection.goTo(id);
  });
  body.addEventListener("keydown", (event) => {
    const id = idOf(event.target);
    if (id === null || !take(id, event)) return;
    event.preventDefault();
  });

  /** Does what a key asks for; false where it is none of the grid's. */
  function take(id: number, event: KeyboardEvent): boolean {
    const { key } = event;
    const isRow = event.target === shown.get(id)?.row;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: PAGE_ROWS,
      PageUp: -PAGE_ROWS,
      Home: -Infinity,
      End: Infinity,
    };
    const by = steps[key];
    if (by !== undefined) {
      selection.move(by, event.shiftKey);
      focusCurrent();
    } else if (key === "a" && (event.ctrlKey || event.metaKey)) selection.setAll(true);
    else if (key === "F10" && event.shiftKey) openMenu(id, shown.get(id)?.row.cells[0] ?? body);
    else if (!isRow) return false;
    else if (key === " ") {
      if (event.shiftKey) selection.extendTo(id);
      else selection.toggle(id);
    } else if (key === "Escape" && selection.size > 0) selection.clear();
    else if (key === "Enter") open(id);
    else return options.onKey?.(id, key) ?? false;
    return true;
  }

  selection.onChange(showSelection);
  return {
    table,
    open,
    goTo(id) {
      selection.goTo(id);
      focusCurrent();
    },
    show(rows, after = new Map()) {
      const hadFocus = body.contains(document.activeElement);
      shown.clear();
      body.replaceChildren(
        ...rows.flatMap((row) => {
          const extra = after.get(row.id);
          return extra === undefined ? [rowElement(row)] : [rowElement(row), extra];
        }),
      );
      showSelection();
      if (hadFocus) focusCurrent();
    },
  };
}

/** A cell; its label is shown where the head of the table has no room. */
export function cell(label: string, ...content: (Node | string)[]): HTMLElement {
  return element("td", { role: "gridcell", "data-label": label }, ...content);
}
