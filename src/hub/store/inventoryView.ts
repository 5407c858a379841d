/** Which rows of the inventory are shown: all, or those of which something is missing or left out. */
export const INVENTORY_LISTS = ["all", "unmapped", "no-record", "out-of-scope"] as const;
export type InventoryList = (typeof INVENTORY_LISTS)[number];

/** What the rows of the inventory can be sorted by. */
export const INVENTORY_COLUMNS = [
  "name",
  "kind",
  "strategy",
  "cores",
  "memory",
  "storage",
  "workload",
  "release",
  "stage",
  "gate",
  "iteration",
  "format",
  "seen",
] as const;
export type InventoryColumn = (typeof INVENTORY_COLUMNS)[number];

/** How the inventory is looked at: all of it stands in the address. */
export interface InventoryView {
  readonly list: InventoryList;
  /** Folded words, keys as the rows have them, ids of formats; `none` for those without one, empty for all. */
  readonly kind: string;
  readonly workload: string;
  readonly release: string;
  readonly format: string;
  /** The fact that the rows lack, by the name that completeness has for it; empty for whatever they lack. */
  readonly lacks: string;
  readonly sort: InventoryColumn;
  readonly isDescending: boolean;
  /** The row whose details are open, by its id; null for the table. */
  readonly row: string | null;
}

/** Every row, by name. */
export const FIRST_INVENTORY: InventoryView = {
  list: "all",
  kind: "",
  workload: "",
  release: "",
  format: "",
  lacks: "",
  sort: "name",
  isDescending: false,
  row: null,
};

/** What a filter is called in an address. No other part of an address is called so. */
const FILTERS = [
  ["kind", "kind"],
  ["workload", "of"],
  ["release", "wave"],
  ["format", "format"],
  ["lacks", "lacks"],
] as const satisfies readonly (readonly [keyof InventoryView, string])[];

/** The parts of an address that open the inventory again. What is as it is at first is left out. */
export function inventoryParts(view: InventoryView): [string, string][] {
  const parts: [string, string][] = [];
  if (view.list !== FIRST_INVENTORY.list) parts.push(["show", view.list]);
  for (const [field, name] of FILTERS) if (view[field] !== "") parts.push([name, view[field]]);
  if (view.sort !== FIRST_INVENTORY.sort || view.isDescending) {
    parts.push(["sort", `${view.isDescending ? "-" : ""}${view.sort}`]);
  }
  if (view.row !== null) parts.push(["row", view.row]);
  return parts;
}

/** Reads them. What it does not understand is left at its default. */
export function inventoryViewOf(parts: URLSearchParams): InventoryView {
  const order = parts.get("sort") ?? "";
  const isDescending = order.startsWith("-");
  const sort = INVENTORY_COLUMNS.find((column) => column === order.replace(/^-/, ""));
  return {
    list: INVENTORY_LISTS.find((list) => list === parts.get("show")) ?? FIRST_INVENTORY.list,
    kind: parts.get("kind") ?? "",
    workload: parts.get("of") ?? "",
    release: parts.get("wave") ?? "",
    format: parts.get("format") ?? "",
    lacks: parts.get("lacks") ?? "",
    sort: sort ?? FIRST_INVENTORY.sort,
    isDescending: sort !== undefined && isDescending,
    row: parts.get("row"),
  };
}
