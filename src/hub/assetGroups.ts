import type { AssetAssessment, WorkloadAssessment } from "../domain/readiness/report";
import { isOnLadder, rankOf } from "../domain/readiness/stage";
import type { WorkItem } from "../domain/workItem";
import type { Grouping } from "./store/view";

/** Assets that are shown under one heading. */
export interface AssetGroup {
  readonly key: string;
  readonly title: string;
  /** The workload's work item; null where the heading is none. */
  readonly item: WorkItem | null;
  readonly assets: readonly AssetAssessment[];
}

/** The assets in scope under their headings, those that are furthest behind first; and those that are not in scope. */
export function groupAssets(
  workloads: readonly WorkloadAssessment[],
  grouping: Grouping,
): { readonly groups: readonly AssetGroup[]; readonly excluded: readonly AssetAssessment[] } {
  const groups = new Map<string, { title: string; item: WorkItem | null; assets: AssetAssessment[] }>();
  const excluded: AssetAssessment[] = [];
  for (const workload of workloads) {
    for (const asset of workload.assets) {
      if (asset.stage === "Excluded") {
        excluded.push(asset);
        continue;
      }
      const byWorkload = grouping === "workload";
      const key = byWorkload ? String(workload.item?.id ?? "") : asset.item.iterationPath;
      const group = groups.get(key) ?? {
        title: byWorkload ? workload.title : asset.item.iterationPath || "No iteration",
        item: byWorkload ? workload.item : null,
        assets: [],
      };
      group.assets.push(asset);
      groups.set(key, group);
    }
  }
  return {
    groups: [...groups]
      .map(([key, group]) => ({ key, ...group, assets: group.assets.sort(behindFirst) }))
      .sort((a, b) => a.title.localeCompare(b.title, undefined, { numeric: true })),
    excluded,
  };
}

function behindFirst(a: AssetAssessment, b: AssetAssessment): number {
  return heightOf(a) - heightOf(b) || a.item.id - b.item.id;
}

function heightOf({ stage }: AssetAssessment): number {
  return isOnLadder(stage) ? rankOf(stage) : -1;
}
