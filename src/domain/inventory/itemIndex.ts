import { wordsOf } from "../backlog/words";
import { append } from "../group";
import { titleOf } from "../record/plan";
import { fold } from "../text";
import type { WorkItem } from "../workItem";
import { factsIn } from "./description";
import { plainText } from "./plainText";
import type { StoredRecord } from "./record";
import type { InventoryScene } from "./scene";

/** Work items by what they may be known by. Only items of an asset's type that no record is mapped to. */
export interface ItemIndex {
  /** Those whose description carries one of these keys, by id. */
  byKey(keys: readonly string[]): readonly WorkItem[];
  /** Those that are called so, as far as Azure Boards keeps titles, by id; removed ones are none. */
  byName(name: string): readonly WorkItem[];
  /** The key that an item's description carries; null for none. */
  keyOf(item: WorkItem): string | null;
  /** What an item says that it is; null where it does not. */
  kindOf(item: WorkItem): string | null;
  readonly items: readonly WorkItem[];
}

/** Looks work items up for assets without a record. */
export function itemIndex(scene: InventoryScene, records: readonly StoredRecord[]): ItemIndex {
  const { policy, recogniser, tree, backlog, descriptions } = scene;
  const mapped = new Set(records.map(({ workItem }) => workItem));
  const items = [...tree.items.values()].filter((item) => recogniser.isOfAssetType(item) && !mapped.has(item.id));
  const byKey = new Map<string, WorkItem[]>();
  const byName = new Map<string, WorkItem[]>();
  const keys = new Map<number, string>();
  for (const item of items) {
    const facts = factsIn(descriptions.get(item.id) ?? "");
    if (facts !== null) {
      keys.set(item.id, facts.key);
      for (const key of new Set([facts.key, ...facts.alsoKeys])) append(byKey, key, item);
    }
    if (backlog.states.categoryOf(item) !== "Removed") append(byName, fold(item.title), item);
  }
  return {
    items,
    byKey: (wanted) => {
      const found = new Set(wanted.flatMap((key) => byKey.get(plainText(key)) ?? []));
      return [...found].sort((a, b) => a.id - b.id);
    },
    byName: (name) => byName.get(fold(titleOf(plainText(name)))) ?? [],
    keyOf: ({ id }) => keys.get(id) ?? null,
    kindOf: (item) => wordsOf(item, policy.assetKind)[0] ?? null,
  };
}
