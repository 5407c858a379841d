import { type Asset, isInScope, type Workload } from "../backlog/model";
import type { WorkItem } from "../workItem";
import type { Change, Refusal } from "./change";
import { refusal } from "./draft";
import type { Scene } from "./scene";

/** A work item that a change is for. */
export interface Subject {
  readonly item: WorkItem;
  /** Null for a workload, and for an item that is no asset yet. */
  readonly asset: Asset | null;
  /** The workload that was asked for and that this asset stands in for, or is. */
  readonly through: Workload | null;
}

/** What the ids stand for. An id that stands for nothing is refused. */
export interface Subjects {
  readonly subjects: readonly Subject[];
  readonly refused: readonly Refusal[];
}

/**
 * What ids stand for: an asset for itself; a workload for its assets in scope, and for itself where it is to go into a
 * release. An item of an asset's type that is no asset yet may be mapped, and has no stage.
 */
export function subjectsOf(scene: Scene, ids: readonly number[], kind: Change["kind"]): Subjects {
  const subjects = new Map<number, Subject>();
  const refused = new Map<number, Refusal>();
  const add = (subject: Subject) => {
    const known = subjects.get(subject.item.id);
    if (known === undefined || subject.through !== null) subjects.set(subject.item.id, subject);
  };
  for (const id of new Set(ids)) {
    const item = scene.tree.items.get(id);
    if (item === undefined) {
      refused.set(id, unreadable(scene, id));
      continue;
    }
    const asset = scene.assets.get(id) ?? null;
    const workload = scene.workloads.get(id);
    if (asset !== null || kind === "asset") add({ item, asset, through: null });
    else if (workload !== undefined) {
      const assets = workload.assets.filter(isInScope);
      if (kind === "release") add({ item, asset: null, through: workload });
      else if (assets.length === 0) refused.set(id, refusal(item, "It is a workload without assets in scope."));
      for (const own of assets) add({ item: own.item, asset: own, through: workload });
    } else if (kind !== "stage" && scene.recogniser.isOfAssetType(item)) add({ item, asset: null, through: null });
    else refused.set(id, refusal(item, "It is neither an asset nor a workload by the mapping."));
  }
  return { subjects: [...subjects.values()], refused: [...refused.values()] };
}

function unreadable({ snapshot }: Scene, id: number): Refusal {
  const deleted = snapshot.deleted.find((item) => item.id === id);
  if (deleted !== undefined)
    return { item: { id, title: deleted.title, type: deleted.type }, reason: "It is in the recycle bin." };
  return { item: { id, title: `Work item ${id}`, type: "Work item" }, reason: "It could not be read." };
}

/** A work item with its asset, as far as it is one, in another reading of the same items. */
export function subjectIn(scene: Scene, { item, through }: Subject): Subject {
  return { item: scene.tree.items.get(item.id) ?? item, asset: scene.assets.get(item.id) ?? null, through };
}
