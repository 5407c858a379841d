import * as React from "react";
import { countText } from "../../../components/numbers";
import { counted } from "../../../domain/text";
import { FilterFields } from "../../FilterFields";
import { useHub, ViewLink } from "../../HubContext";
import { FIRST_INVENTORY, INVENTORY_LISTS, type InventoryView } from "../../store/inventoryView";
import type { Report } from "../../../domain/readiness/report";
import type { View } from "../../store/view";
import { choicesOf, type ChoiceField, isIn } from "./listing";
import type { InventoryRow } from "./rows";
import { LIST_TITLES } from "./words";

/** The fields that narrow the table, each with what everything is called in it. */
const FIELDS = [
  ["kind", "Kind", "All kinds"],
  ["workload", "Workload", "All workloads"],
  ["release", "Release", "All releases"],
  ["format", "Source", "All sources"],
] as const satisfies readonly (readonly [ChoiceField, string, string])[];

/** The lists of the inventory, each with how many rows it has. */
export function InventoryLists({ rows, view }: { readonly rows: readonly InventoryRow[]; readonly view: View }) {
  const { inventory } = view;
  return (
    <nav className="rr-pages" aria-label="Lists">
      {INVENTORY_LISTS.map((list) => (
        <ViewLink
          key={list}
          to={{ ...view, inventory: { ...inventory, list } }}
          className={list === inventory.list ? "rr-pages-link rr-pages-on" : "rr-pages-link"}
          isCurrent={list === inventory.list}
        >
          {LIST_TITLES[list]}{" "}
          <span className="rr-count">{countText(rows.filter((row) => isIn(list, row)).length)}</span>
        </ViewLink>
      ))}
    </nav>
  );
}

/** Whether one of the inventory's own fields narrows it. */
function isNarrowed({ kind, workload, release, format, lacks }: InventoryView): boolean {
  return [kind, workload, release, format, lacks].some((one) => one !== "");
}

/** Text, area, kind, workload, release and source: each offers what the rows have. */
export function InventoryFields(props: {
  readonly rows: readonly InventoryRow[];
  readonly shown: number;
  readonly report: Report;
  readonly view: View;
  /** What `lacks` means in words; null where it narrows nothing. */
  readonly lacking: string | null;
  readonly formatTitle: (format: string) => string;
}): JSX.Element {
  const { rows, shown, report, view, lacking, formatTitle } = props;
  const { hub } = useHub();
  const { inventory, filter } = view;
  const choices = React.useMemo(
    () => FIELDS.map(([field]) => choicesOf(rows, field, formatTitle)),
    [rows, formatTitle],
  );
  return (
    <FilterFields
      report={report}
      filter={filter}
      shown={`${countText(shown)} of ${counted(rows.length, "row")}`}
      isNarrowed={isNarrowed(inventory)}
      onClear={() => {
        const { list, sort, isDescending } = inventory;
        hub.adjust({ inventory: { ...FIRST_INVENTORY, list, sort, isDescending } });
      }}
    >
      {FIELDS.map(([field, title, all], index) => {
        const chosen = inventory[field];
        const offered = choices[index] ?? [];
        return (
          <select
            key={field}
            className="rr-field rr-filter-ledger"
            aria-label={title}
            value={chosen}
            onChange={({ target }) => {
              hub.adjust({ inventory: { ...inventory, [field]: target.value } });
            }}
          >
            <option value="">{all}</option>
            {chosen !== "" && !offered.some(({ value }) => value === chosen) && (
              <option value={chosen}>Not in this inventory</option>
            )}
            {offered.map(({ value, title: name, count }) => (
              <option key={value} value={value}>
                {name} ({count})
              </option>
            ))}
          </select>
        );
      })}
      {lacking !== null && (
        <button
          type="button"
          className="rr-button"
          onClick={() => {
            hub.adjust({ inventory: { ...inventory, lacks: "" } });
          }}
        >
          {lacking} <span aria-hidden="true">✕</span>
          <span className="rr-unseen">: show the others too</span>
        </button>
      )}
    </FilterFields>
  );
}
