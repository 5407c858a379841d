/** What every list of work items is made of: a grid, what is selected in it, and the menu and toolbar of that. */
import { createItemMenu, type ItemMenuOptions } from "../menus/itemMenu";
import { createGrid, type Grid, type GridOptions } from "./grid";
import { Selection } from "./selection";

/** What a list needs of its page. */
export interface ItemListOptions
  extends Omit<ItemMenuOptions, "selection" | "context" | "openItem">, Omit<GridOptions, "selection" | "onMenu"> {
  /** What an action is told of what is selected now. */
  context(selection: Selection): object;
}

/** The parts of a list. */
export interface ItemList {
  readonly selection: Selection;
  readonly grid: Grid;
  readonly toolbar: HTMLElement;
}

/** Makes the parts; the page puts them into their places. */
export function createItemList(options: ItemListOptions): ItemList {
  const selection = new Selection();
  const menu = createItemMenu({
    ...options,
    selection,
    context: () => options.context(selection),
    openItem: (id) => grid.open(id),
  });
  const grid = createGrid({ ...options, selection, onMenu: (id, at, opener) => menu.open(id, at, opener) });
  return { selection, grid, toolbar: menu.toolbar };
}
