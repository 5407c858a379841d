import { type Scene, sceneOf } from "../change/scene";
import type { Policy } from "../policy/policy";
import type { Snapshot } from "../snapshot";
import type { Instant } from "../workItem";

/** The description of a work item as it was read: HTML. */
export interface ItemText {
  readonly id: number;
  readonly description: string;
}

/** A snapshot in the terms of the policy, as an inventory looks at it. */
export interface InventoryScene extends Scene {
  /** By the id of a work item; absent where it was not read. */
  readonly descriptions: ReadonlyMap<number, string>;
}

/**
 * Reads a snapshot for the inventory.
 *
 * @param texts descriptions of the items that {@link describedItems} names: without them no key is found and none is written
 *   into an item that is there
 */
export function inventoryScene(
  snapshot: Snapshot,
  policy: Policy,
  now: Instant,
  texts: readonly ItemText[],
): InventoryScene {
  return {
    ...sceneOf(snapshot, policy, now),
    descriptions: new Map(texts.map(({ id, description }) => [id, description])),
  };
}

/** Ids of the work items whose descriptions may hold a key: all that are of an asset's type. */
export function describedItems({ snapshot, recogniser }: Pick<Scene, "snapshot" | "recogniser">): readonly number[] {
  return snapshot.workItems.filter((item) => recogniser.isOfAssetType(item)).map(({ id }) => id);
}
