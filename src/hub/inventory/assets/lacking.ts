import type { Completeness, PointCount } from "../../../domain/inventory/completeness";
import { ASSET_POINTS, type AssetPointId } from "../../../domain/inventory/dataPoints";
import type { InventoryView } from "../../store/inventoryView";

/** Whether what lacks it are rows of the inventory; what a workload lacks is in its own work item. */
export function isOfRows(id: PointCount["id"]): id is AssetPointId {
  return ASSET_POINTS.some((point) => point.id === id);
}

/** What the rows are narrowed to by a missing data point: how it is called, and the ids of the rows. Null where by none. */
export function lackingRows(
  completeness: Completeness,
  { lacks, release, workload }: Pick<InventoryView, "lacks" | "release" | "workload">,
): { readonly title: string; readonly ids: ReadonlySet<string> } | null {
  const point = ASSET_POINTS.find(({ id }) => id === lacks);
  if (point === undefined) return null;
  const ids = new Set<string>();
  for (const one of completeness.releases) {
    if (release !== "" && one.key !== release) continue;
    const parts =
      workload === ""
        ? [one]
        : one.workloads.filter(({ item }) => (item === null ? "none" : String(item.id)) === workload);
    const missing = parts.flatMap(({ points }) => points.find(({ id }) => id === lacks)?.missing ?? []);
    for (const { record, item } of missing) ids.add(record ?? `#${item ?? ""}`);
  }
  return { title: `Lacks: ${point.title}`, ids };
}
