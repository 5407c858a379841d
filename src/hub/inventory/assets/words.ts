import type { InventoryColumn, InventoryList } from "../../store/inventoryView";
import type { RowMapping } from "./rows";

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
