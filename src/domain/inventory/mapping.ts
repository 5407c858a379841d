import { planOfIntents } from "./draftPlan";
import { changesOf } from "./fields";
import type { ImportPlan } from "./importPlan";
import { type Intent, type Intents, mappedItems, refusedHolder } from "./intents";
import type { RowDecision } from "./reconciliation";
import type { StoredRecord } from "./record";
import type { InventoryScene } from "./scene";

/** What a person makes of a record; what is absent stays as it is. */
export interface RecordEdit extends Pick<RowDecision, "outOfScope" | "kind" | "workload"> {
  /** The work item that stands for it; null unmaps it. */
  readonly workItem?: number | null;
}

/**
 * What edits of records come to: the records, the keys in the descriptions of the work items that they are mapped to, and what
 * these need to be read as what they are (M8: nobody may be told that a record is mapped to something that is no asset). Kind
 * and workload of a mapped record are those of its work item, and are written there too.
 *
 * @param edits by the key of a record
 * @param title what the run is called
 */
export function planMapping(
  edits: ReadonlyMap<string, RecordEdit>,
  records: readonly StoredRecord[],
  scene: InventoryScene,
  title: string,
): ImportPlan {
  const options = { createWorkloads: true, defaultWorkload: null, release: null, iterationPath: null };
  return planOfIntents(
    intentsOf(edits, records, scene),
    { purpose: "edit", title, options, edges: [], records },
    scene,
  );
}

function intentsOf(
  edits: ReadonlyMap<string, RecordEdit>,
  records: readonly StoredRecord[],
  scene: InventoryScene,
): Intents {
  const byKey = new Map(records.map((record) => [record.key, record]));
  const holders = mappedItems(records);
  // What is unmapped by the same edits is free for another one.
  for (const [key, { workItem }] of edits) {
    const former = byKey.get(key)?.workItem ?? null;
    if (workItem !== undefined && former !== null && workItem !== former) holders.delete(former);
  }
  const intents: Intent[] = [];
  const refused: { key: string; reason: string }[] = [];
  for (const [key, edit] of [...edits].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = byKey.get(key);
    if (before === undefined) {
      refused.push({ key, reason: "There is no record of it any more." });
      continue;
    }
    const intent = intentOf(before, edit, scene);
    const reason = typeof intent === "string" ? intent : refusedHolder(intent, holders);
    if (typeof intent === "string" || reason !== null) refused.push({ key, reason: reason ?? "" });
    else intents.push(intent);
  }
  return { intents, refused };
}

function intentOf(before: StoredRecord, edit: RecordEdit, { tree }: InventoryScene): Intent | string {
  const { outOfScope = before.outOfScope, kind = before.kind, workItem = before.workItem, workload } = edit;
  const after: StoredRecord = { ...before, outOfScope, kind, workItem, run: "" };
  const common = {
    key: before.key,
    before,
    after,
    changes: changesOf(before, after, () => true),
    decision: workload === undefined ? {} : { workload },
    absorbed: [],
  };
  const item = workItem === null ? null : (tree.items.get(workItem) ?? null);
  if (workItem === null) return { ...common, action: "record", item: null };
  if (workItem !== before.workItem) {
    if (item === null) return `Work item #${workItem} is not among those that were read.`;
    return { ...common, action: "map", item };
  }
  return item === null ? { ...common, action: "record", item } : { ...common, action: "update", item };
}
