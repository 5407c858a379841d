import { assess } from "../readiness/assess";
import type { GateEffect } from "../change/change";
import { withWrites } from "../change/edit";
import { effectsOf } from "../change/effects";
import { append } from "../group";
import type { InventoryRecord, Link, Snapshot } from "../snapshot";
import type { WorkItem } from "../workItem";
import { blankItem } from "./drafts";
import type { ImportPlan, ItemPointer, RunEntry } from "./importPlan";
import { engineRecordOf, type StoredRecord } from "./record";
import type { InventoryScene, ItemText } from "./scene";

/** How it all is once a plan is carried out. */
export interface Outcome {
  readonly snapshot: Snapshot;
  /** Of what was made, and of what was written. */
  readonly texts: readonly ItemText[];
  /** Ids by the key of the entry that makes the item; of items that are there nothing. */
  readonly ids: ReadonlyMap<string, number>;
  /** Records after the changes, with their work items; of removed ones null. */
  readonly records: ReadonlyMap<string, StoredRecord | null>;
}

/** What a plan comes to, without doing it. New items get the ids behind the highest that was read. */
export function simulate(plan: Pick<ImportPlan, "entries" | "records">, scene: InventoryScene): Outcome {
  const { snapshot, now } = scene;
  const creates = plan.entries.filter((entry) => entry.kind === "create");
  const last = snapshot.workItems.reduce((most, { id }) => Math.max(most, id), 0);
  const ids = new Map(creates.map(({ key }, index) => [key, last + 1 + index]));
  const idOf = (pointer: ItemPointer | null): number | null =>
    pointer === null ? null : "id" in pointer ? pointer.id : (ids.get(pointer.key) ?? null);

  const made = creates.map((entry) => madeItem(scene, entry, ids.get(entry.key) ?? 0, idOf(entry.under)));
  const updates = plan.entries.filter((entry) => entry.kind === "update");
  const writes = updates.map(({ item, edit }) => ({
    item,
    edit: edit.under === undefined ? edit : { ...edit, parent: idOf(edit.under) },
  }));
  const titles = new Map(
    updates.flatMap(({ item, edit }) => (edit.title === undefined ? [] : [[item.id, edit.title] as const])),
  );
  const links = plan.entries.flatMap((entry): Link[] => {
    if (entry.kind !== "link") return [];
    const [source, target] = [idOf(entry.from), idOf(entry.to)];
    return source === null || target === null ? [] : [{ type: entry.type, source, target }];
  });
  const after = withWrites(snapshot, writes, now);
  const named = after.workItems.map((item) => ({ ...item, title: titles.get(item.id) ?? item.title }));
  const records = new Map(
    plan.records.map(({ before, after: next, item, workload }) => [
      next?.key ?? before?.key ?? "",
      next === null
        ? null
        : { ...next, workItem: idOf(item) ?? next.workItem, workloadItem: idOf(workload) ?? next.workloadItem },
    ]),
  );
  return {
    snapshot: {
      ...after,
      workItems: withLinks([...named, ...made], links),
      links: [...after.links, ...links],
      records: withRecords(after.records, records),
    },
    texts: [
      ...creates.map(({ key, item }) => ({ id: ids.get(key) ?? 0, description: item.description })),
      ...updates.flatMap(({ item, edit }) =>
        edit.description === undefined ? [] : [{ id: item.id, description: edit.description.to }],
      ),
    ],
    ids,
    records,
  };
}

/** The gates that a plan changes, before and after. */
export function effectsOfPlan(plan: Pick<ImportPlan, "entries" | "records">, scene: InventoryScene): GateEffect[] {
  const { snapshot, policy, now } = scene;
  const { snapshot: after } = simulate(plan, scene);
  return effectsOf(assess(snapshot, policy, now), assess(after, policy, now));
}

function madeItem(
  scene: InventoryScene,
  { item }: Extract<RunEntry, { kind: "create" }>,
  id: number,
  parent: number | null,
): WorkItem {
  const { type, title, tags, areaPath, iterationPath, fields } = item;
  const root = scene.snapshot.project.name;
  const blank = blankItem(scene, { type, title, id, parent, tags, fields });
  return { ...blank, areaPath: areaPath ?? root, iterationPath: iterationPath ?? root };
}

/** Children, predecessors and successors as far as they were read. */
function withLinks(items: readonly WorkItem[], links: readonly Link[]): WorkItem[] {
  const children = new Map<number, number[]>();
  const predecessors = new Map<number, number[]>();
  const successors = new Map<number, number[]>();
  for (const { id, parent } of items) if (parent !== null) append(children, parent, id);
  for (const { source, target } of links) {
    append(predecessors, source, target);
    append(successors, target, source);
  }
  const joined = (known: readonly number[] | null, more: readonly number[] | undefined): readonly number[] | null =>
    known === null || more === undefined ? known : [...new Set([...known, ...more])].sort((a, b) => a - b);
  return items.map((item) => ({
    ...item,
    children: joined(item.children, children.get(item.id)),
    predecessors: joined(item.predecessors, predecessors.get(item.id)),
    successors: joined(item.successors, successors.get(item.id)),
  }));
}

function withRecords(
  known: readonly InventoryRecord[],
  changed: ReadonlyMap<string, StoredRecord | null>,
): InventoryRecord[] {
  const next = new Map(known.map((record) => [record.key, record]));
  for (const [key, record] of changed) {
    if (record === null) next.delete(key);
    else next.set(key, engineRecordOf(record));
  }
  return [...next.values()];
}
