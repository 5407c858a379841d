import { refOf } from "../backlog/model";
import { wordsOf } from "../backlog/words";
import { groupBy } from "../group";
import type { WorkItem } from "../workItem";
import { type BlockFacts, factsIn } from "./description";
import { distinct } from "./join";
import { recordsPlan, type RecordsPlan } from "./recordsPlan";
import type { StoredRecord } from "./record";
import type { InventoryScene } from "./scene";

/** Records as work items carry them, and what differs from those that are stored. */
export interface Rebuilt extends RecordsPlan {
  readonly records: readonly StoredRecord[];
}

/**
 * The records that can be made again from the descriptions of work items: where the extension's storage was lost, or is
 * doubted. What a description does not hold (why something is
 * out of scope, what formats say otherwise) stays as it is stored. Of a key that several work
 * items carry nobody knows which it is: it is refused.
 */
export function rebuildRecords(scene: InventoryScene, stored: readonly StoredRecord[]): Rebuilt {
  const known = new Map(stored.map((record) => [record.key, record]));
  const carrying = [...scene.tree.items.values()]
    .filter((item) => scene.recogniser.isOfAssetType(item))
    .flatMap((item) => {
      const facts = factsIn(scene.descriptions.get(item.id) ?? "");
      // What has no name is part of a template, and no asset of an inventory.
      return facts === null || facts.name === undefined ? [] : [{ item, facts }];
    });
  const records: StoredRecord[] = [];
  const refused: { key: string; item: ReturnType<typeof refOf>; reason: string }[] = [];
  for (const [key, found] of groupBy(carrying, ({ facts }) => facts.key)) {
    const own = known.get(key);
    // A copy of a work item carries its key too: the one that the record is mapped to is it.
    const one = found.length === 1 ? found[0] : found.find(({ item }) => item.id === own?.workItem);
    if (one !== undefined) {
      records.push(recordOf(scene, one.item, one.facts, own ?? null));
      continue;
    }
    const ids = found.map(({ item }) => `#${item.id}`).join(", ");
    for (const { item } of found.slice(0, 1)) {
      refused.push({ key, item: refOf(item), reason: `Several work items carry this key: ${ids}.` });
    }
  }
  return { records, ...recordsPlan(stored, records, "Rebuilt from work items", refused) };
}

function recordOf(
  { places, policy, now }: InventoryScene,
  item: WorkItem,
  facts: BlockFacts,
  stored: StoredRecord | null,
): StoredRecord {
  const { key, name = "", kind, hostKey, workload, release, strategy } = facts;
  return {
    key,
    alsoKeys: distinct(facts.alsoKeys),
    name,
    kind: kind ?? wordsOf(item, policy.assetKind)[0] ?? null,
    hostKey: hostKey ?? null,
    workload: workload ?? null,
    release: release ?? null,
    strategy: strategy ?? null,
    attributes: facts.attributes,
    formats: distinct(facts.formats),
    elsewhere: stored?.elsewhere,
    run: "",
    seenAt: stored?.seenAt ?? now,
    outOfScope: stored?.outOfScope ?? null,
    workItem: item.id,
    workloadItem: stored?.workloadItem ?? places.of.get(item.id)?.workload ?? null,
  };
}
