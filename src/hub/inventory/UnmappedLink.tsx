import * as React from "react";
import type { Blocker } from "../../domain/readiness/report";
import { unmappedText } from "../../domain/readiness/workloadFindings";
import { useStore } from "../../components/store/useStore";
import type { InventoryRecord } from "../../domain/snapshot";
import { useHub, ViewLink } from "../HubContext";
import { FIRST_INVENTORY } from "../store/inventoryView";

/** From a blocker of an unmapped record to that record in the inventory, where it is mapped (M8). Nothing for other blockers. */
export function UnmappedLink({ blocker }: { readonly blocker: Blocker }): JSX.Element | null {
  const { data } = useStore(useHub().hub);
  if (blocker.code !== "ASSET_UNMAPPED") return null;
  const record = data.kind === "ready" ? recordOf(blocker, data.snapshot.records) : null;
  return (
    <ViewLink
      to={{
        subject: { kind: "inventory", page: "assets", run: null },
        inventory: {
          ...FIRST_INVENTORY,
          list: "unmapped",
          workload: blocker.workload === null ? "" : String(blocker.workload.id),
          row: record?.key ?? null,
        },
      }}
    >
      Open in the inventory
    </ViewLink>
  );
}

/** The record that a blocker is about; null where it is not among those that are there now. */
function recordOf({ workload, actual }: Blocker, records: readonly InventoryRecord[]): InventoryRecord | null {
  return (
    records.find((record) => record.workload === (workload?.id ?? null) && unmappedText(record) === actual) ?? null
  );
}
