import type { AttributeId } from "../../../domain/inventory/attributes";
import { ATTRIBUTES } from "../../../domain/inventory/attributes";
import type { AttributeValue } from "../../../domain/inventory/attributes";
import type { InventoryColumn, InventoryList } from "../../store/inventoryView";
import { type InventoryRow, numberOf, type RowMapping } from "./rows";

/** How the lists of the inventory are called. */
export const LIST_TITLES: Readonly<Record<InventoryList, string>> = {
  all: "All",
  unmapped: "Unmapped records",
  "no-record": "Assets without a record",
  "out-of-scope": "Out of scope",
};

/** How the columns are called. */
export const COLUMN_TITLES: Readonly<Record<InventoryColumn, string>> = {
  name: "Name",
  kind: "Kind",
  strategy: "Strategy",
  cores: "Cores",
  memory: "Memory",
  storage: "Storage",
  workload: "Workload",
  release: "Release",
  stage: "Stage",
  gate: "Next gate",
  iteration: "Iteration",
  format: "Source",
  seen: "Seen",
};

/** What a row says of how its record and work item belong together; empty where that goes without saying. */
export const MAPPING_WORDS: Readonly<Record<RowMapping, string>> = {
  mapped: "",
  unmapped: "not mapped to a work item",
  noRecord: "no record",
  outOfScope: "out of scope",
  noAsset: "its work item is no asset",
  notRead: "its work item was not found",
};

const GIB = 1024;

/** A number as tables show it: at most one decimal. */
function numberText(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 1 });
}

/** GiB as people say it: `1.5 TiB`, `64 GiB`. */
export function gibText(gib: number): string {
  return gib >= GIB ? `${numberText(gib / GIB)} TiB` : `${numberText(gib)} GiB`;
}

/** MiB as people say it: `64 GiB`, `512 MiB`. */
function mibText(mib: number): string {
  return mib >= GIB ? gibText(mib / GIB) : `${numberText(mib)} MiB`;
}

/** The size of a row: `8 cores · 64 GiB · 500 GiB disk`; what is not known is left out. */
export function sizeText(row: Pick<InventoryRow, "record">): string {
  const [cores, memory, storage] = [numberOf(row, "cores"), numberOf(row, "memory"), numberOf(row, "storage")];
  return [
    ...(cores === null ? [] : [`${numberText(cores)} ${cores === 1 ? "core" : "cores"}`]),
    ...(memory === null ? [] : [mibText(memory)]),
    ...(storage === null ? [] : [`${gibText(storage)} disk`]),
  ].join(" · ");
}

/** An attribute as its details show it, in people's units. */
export function valueText(attribute: AttributeId, value: AttributeValue): string {
  if (typeof value === "string") return value;
  if (typeof value !== "number") return value.join(", ");
  const { unit } = ATTRIBUTES[attribute];
  if (unit === "MiB") return mibText(value);
  if (unit === "GiB") return gibText(value);
  return unit === "" ? numberText(value) : `${numberText(value)} ${unit}`;
}
