import type { Policy } from "../policy/policy";
import { isOneOf } from "../text";
import type { WorkItem } from "../workItem";
import { areaFilter } from "./areas";

/** Tells the work items that may be workloads: of such a type, and in an area that counts (M2, M9). */
export function candidateFilter({ workloads, areas }: Policy): (item: Pick<WorkItem, "type" | "areaPath">) => boolean {
  const isWorkloadType = isOneOf(workloads.types);
  const isInArea = areaFilter(areas);
  return (item) => isWorkloadType(item.type) && isInArea(item);
}
