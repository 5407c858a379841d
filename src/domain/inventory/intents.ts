import type { WorkItem } from "../workItem";
import { changedBy, changesOf, isSameValue, RECORD_FIELDS, valueIn } from "./fields";
import { distinct } from "./join";
import type { FieldChange, ReconciledRow, Reconciliation, RowDecision } from "./reconciliation";
import type { StoredRecord } from "./record";
import type { InventoryScene } from "./scene";
import { weigh } from "./weigh";

/** What is to become of one asset, as a row proposes it and a person decided. */
export interface Intent {
  /** Of its record. */
  readonly key: string;
  readonly action: "create" | "map" | "update" | "record";
  readonly before: StoredRecord | null;
  /** With the files' facts; its work items are as before. */
  readonly after: StoredRecord;
  readonly changes: readonly FieldChange[];
  /** The work item that is written; null for one that is made, or for none. */
  readonly item: WorkItem | null;
  readonly decision: RowDecision;
  /** Records that a person said are this one. */
  readonly absorbed: readonly StoredRecord[];
}

/** What is to be done, and what can't be. */
export interface Intents {
  readonly intents: readonly Intent[];
  readonly refused: readonly { readonly key: string; readonly reason: string }[];
}

/** Rows that are one asset, by the key of its record: `sameAs` is followed to its end. */
interface Group {
  readonly key: string;
  readonly row: ReconciledRow | null;
  readonly record: StoredRecord | null;
  readonly merged: readonly ReconciledRow[];
}

/** What each row comes to. Rows that are skipped, or that change nothing, come to nothing. */
export function intentsOf(
  reconciliation: Reconciliation,
  decisions: ReadonlyMap<string, RowDecision>,
  scene: InventoryScene,
): Intents {
  const intents: Intent[] = [];
  const refused: { key: string; reason: string }[] = [];
  const holders = mappedItems(reconciliation.records);
  for (const group of groupsOf(reconciliation, decisions)) {
    const decision = decisions.get(group.key) ?? {};
    const settled = intentOf(group, decision, scene);
    if (settled === null) continue;
    if (typeof settled === "string") {
      refused.push({ key: group.key, reason: settled });
      continue;
    }
    const reason = refusedHolder(settled, holders);
    if (reason === null) intents.push(settled);
    else refused.push({ key: group.key, reason });
  }
  return { intents, refused };
}

/** Keys by the work item that stands for them. */
export function mappedItems(records: readonly StoredRecord[]): Map<number, string> {
  return new Map(records.flatMap(({ key, workItem }) => (workItem === null ? [] : [[workItem, key] as const])));
}

/** Why the work item of an intent can't stand for it: it stands for another one. Null where it can, and then does. */
export function refusedHolder(
  { key, item }: Pick<Intent, "key" | "item">,
  holders: Map<number, string>,
): string | null {
  if (item === null) return null;
  const holder = holders.get(item.id);
  if (holder !== undefined && holder !== key) return `Work item #${item.id} stands for ${holder} already.`;
  holders.set(item.id, key);
  return null;
}

function groupsOf(reconciliation: Reconciliation, decisions: ReadonlyMap<string, RowDecision>): Group[] {
  const rows = new Map(reconciliation.rows.map((row) => [row.key, row]));
  const records = new Map(reconciliation.records.map((record) => [record.key, record]));
  const targetOf = (key: string): string => {
    const seen = new Set<string>();
    let at = key;
    for (let next = decisions.get(at)?.sameAs; next !== undefined && !seen.has(at); next = decisions.get(at)?.sameAs) {
      seen.add(at);
      at = next;
    }
    return rows.has(at) || records.has(at) ? at : key;
  };
  const merged = new Map<string, ReconciledRow[]>();
  for (const row of reconciliation.rows) {
    const target = targetOf(row.key);
    const group = merged.get(target) ?? [];
    if (target !== row.key) group.push(row);
    merged.set(target, group);
  }
  return [...merged]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => {
      const row = rows.get(key) ?? null;
      return { key, row, record: row?.record ?? records.get(key) ?? null, merged: group };
    });
}

/** Null where there is nothing to do; a sentence where it can't be done. */
function intentOf(group: Group, decision: RowDecision, scene: InventoryScene): Intent | string | null {
  const { row, record, merged } = group;
  const chosen = decision.action ?? proposedAction(group, decision);
  if (chosen === "skip") {
    const isMeant = merged.length > 0 && decision.action !== "skip";
    return isMeant ? "Others were said to be the same: decide what stands for this one." : null;
  }
  const before = record;
  const { after, changes } = factsAfter(group, decision, scene);

  const own = before?.workItem ?? null;
  const ownItem = own === null ? null : (scene.tree.items.get(own) ?? null);
  const absorbed = merged.flatMap((part) => (part.record === null || part.record === record ? [] : [part.record]));
  const common = { key: group.key, before, changes, decision, absorbed };
  switch (chosen) {
    case "map": {
      const id = decision.workItem ?? row?.item?.id ?? null;
      const item = id === null ? null : (scene.tree.items.get(id) ?? null);
      if (id === null) return "Say which work item stands for it.";
      if (item === null) return `Work item #${id} is not among those that were read.`;
      if (item.id === own) return { ...common, action: "update", after, item };
      return { ...common, action: "map", after: { ...after, workItem: id }, item };
    }
    case "record":
      return { ...common, action: "record", after: { ...after, workItem: ownItem === null ? null : own }, item: null };
    case "create":
      if (ownItem === null) return { ...common, action: "create", after: { ...after, workItem: null }, item: null };
      return { ...common, action: "update", after, item: ownItem };
    case "update":
      return ownItem === null
        ? { ...common, action: "record", after, item: null }
        : { ...common, action: "update", after, item: ownItem };
  }
}

/** What is done where nobody chose. */
function proposedAction({ row, record, merged }: Group, decision: RowDecision): NonNullable<RowDecision["action"]> {
  if (decision.workItem !== undefined) return "map";
  if (typeof decision.outOfScope === "string" && (record === null || row?.status === "ambiguous")) return "record";
  const isDecided = Object.keys(decision).length > 0 || merged.length > 0;
  switch (row?.status) {
    case "new":
      return "create";
    case "matched":
      return "map";
    case "changed":
    case "unchanged":
    case undefined:
      return "update";
    case "ambiguous":
    case "gone":
      return isDecided && record !== null && row.status === "gone" ? "update" : "skip";
  }
}

/** The record with the facts of the files, and what is different. */
function factsAfter(
  { key, row, record, merged }: Group,
  decision: RowDecision,
  { now }: InventoryScene,
): { after: StoredRecord; changes: readonly FieldChange[] } {
  const parts = [...(row === null ? [] : [row]), ...merged];
  const prior = record ?? newRecord(key);
  const said = parts.flatMap((part) => part.said).sort((a, b) => (a.format < b.format ? -1 : 1));
  const { changes, elsewhere } =
    row !== null && record !== null && merged.length === 0 ? row : weigh(prior, said, false, () => false);
  const keys = parts.flatMap((part) => [...part.keys, part.key, ...(part.record?.alsoKeys ?? [])]);
  const known = changedBy(prior, changes);
  const after: StoredRecord = {
    ...known,
    // What no file says, a person may.
    kind: known.kind ?? decision.kind ?? null,
    alsoKeys: distinct([...prior.alsoKeys, ...keys]).filter((one) => one !== key),
    formats: distinct([...prior.formats, ...parts.flatMap(({ formats }) => formats)]),
    elsewhere: Object.keys(elsewhere).length === 0 ? undefined : elsewhere,
    outOfScope: decision.outOfScope === undefined ? prior.outOfScope : decision.outOfScope,
    seenAt: now,
    run: "",
  };
  return { after, changes: record === null ? [] : changes };
}

function newRecord(key: string): StoredRecord {
  return {
    key,
    alsoKeys: [],
    name: "",
    kind: null,
    hostKey: null,
    workload: null,
    release: null,
    strategy: null,
    attributes: {},
    formats: [],
    run: "",
    seenAt: 0,
    outOfScope: null,
    workItem: null,
    workloadItem: null,
  };
}

/** Whether a record says another thing than before, but for when it was seen and written. */
export function isSameRecord(a: StoredRecord | null, b: StoredRecord | null): boolean {
  if (a === null || b === null) return a === b;
  const { alsoKeys, formats, outOfScope, workItem, workloadItem } = a;
  return (
    changesOf(a, b, () => true).length === 0 &&
    alsoKeys.join("\n") === b.alsoKeys.join("\n") &&
    formats.join("\n") === b.formats.join("\n") &&
    isSameElsewhere(a, b) &&
    outOfScope === b.outOfScope &&
    workItem === b.workItem &&
    workloadItem === b.workloadItem
  );
}

function isSameElsewhere({ elsewhere: a = {} }: StoredRecord, { elsewhere: b = {} }: StoredRecord): boolean {
  return distinct([...Object.keys(a), ...Object.keys(b)]).every((format) => {
    const [x = {}, y = {}] = [a[format], b[format]];
    return RECORD_FIELDS.every((field) => isSameValue(x[field] ?? null, y[field] ?? null));
  });
}

/** What a change of a field was from, and is to: texts, null for nothing. */
export function textChange(
  { before, after }: Pick<Intent, "before" | "after">,
  field: "kind" | "strategy" | "release" | "workload" | "name",
): { readonly from: string | null; readonly to: string | null } | null {
  if (before === null) return null;
  const [from, to] = [valueIn(before, field), valueIn(after, field)];
  return from === to ? null : { from: from === null ? null : String(from), to: to === null ? null : String(to) };
}
