import { backlogOf } from "../domain/backlog/backlog";
import { claimsOf, releaseId } from "../domain/backlog/releases";
import { wordsOf } from "../domain/backlog/words";
import { fold } from "../domain/text";
import type { WorkItem } from "../domain/workItem";
import type { Mapping } from "./store/state";

/** What the mapping reads from the work item in the form as it stands there. */
export interface MappingValues {
  readonly isAsset: boolean;
  readonly kind: string;
  readonly strategy: string;
  /** Key of the release that the item itself names; empty where it names none. */
  readonly release: string;
  /** The nearest workload candidate above it that was read; null where there is none. */
  readonly workload: WorkItem | null;
  readonly iteration: string;
}

/** Whether the work item is of a type that the policy takes assets from. */
export function isOfAssetType({ workItem, policy }: Mapping): boolean {
  return policy.assets.types.some((type) => fold(type) === fold(workItem.type));
}

/** The values of the fields of a mapping. */
export function mappingValuesOf({ workItem, snapshot, policy }: Mapping): MappingValues {
  const backlog = backlogOf(snapshot, policy);
  const [claim] = claimsOf(workItem, policy.releases);
  return {
    isAsset: backlog.assets.some(({ item }) => item.id === workItem.id),
    kind: wordsOf(workItem, policy.assetKind)[0] ?? "",
    strategy: wordsOf(workItem, policy.strategy)[0] ?? "",
    release: backlog.releases.find(({ key }) => releaseId(key) === claim)?.key ?? claim ?? "",
    workload: workloadAbove(workItem, snapshot.workItems, policy.workloads.types),
    iteration: workItem.iterationPath,
  };
}

function workloadAbove(start: WorkItem, items: readonly WorkItem[], types: readonly string[]): WorkItem | null {
  const byId = new Map(items.map((item) => [item.id, item]));
  const seen = new Set([start.id]);
  const parentOf = ({ parent }: WorkItem): WorkItem | undefined => (parent === null ? undefined : byId.get(parent));
  for (let above = parentOf(start); above !== undefined && !seen.has(above.id); above = parentOf(above)) {
    const { type } = above;
    if (types.some((one) => fold(one) === fold(type))) return above;
    seen.add(above.id);
  }
  return null;
}
