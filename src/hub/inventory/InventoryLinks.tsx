import * as React from "react";
import { useStore } from "../../components/store/useStore";
import { useHub, ViewLink } from "../HubContext";
import type { Judged } from "../judged";
import { FIRST_INVENTORY } from "../store/inventoryView";

/** From a release or workload to its part of the inventory; for those who may write, to templates of workloads. */
export function InventoryLinks({ judged }: { readonly judged: Judged }): JSX.Element {
  const { release, item, isWorkload } = judged;
  const { mayWrite } = useStore(useHub().hub);
  const narrowing = isWorkload
    ? { workload: item === null ? "none" : String(item.id), release: release?.key ?? "" }
    : { workload: "", release: release?.key ?? "" };
  return (
    <>
      <ViewLink
        to={{
          subject: { kind: "inventory", page: "assets", run: null },
          inventory: { ...FIRST_INVENTORY, ...narrowing },
        }}
      >
        Inventory of it
      </ViewLink>
      {mayWrite === true && isWorkload && item !== null && (
        <ViewLink
          to={{
            subject: { kind: "inventory", page: "workloads", run: null },
            inventory: { ...FIRST_INVENTORY, workload: String(item.id) },
          }}
        >
          New workload or template…
        </ViewLink>
      )}
    </>
  );
}
