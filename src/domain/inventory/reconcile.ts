import { compareNames } from "../backlog/releases";
import { append } from "../group";
import type { WorkItem } from "../workItem";
import { Likes, matchItem } from "./candidates";
import { reconcileEdges } from "./edges";
import { RECORD_FIELDS, valueIn } from "./fields";
import type { InventoryFile } from "./fileAsset";
import { type ItemIndex, itemIndex } from "./itemIndex";
import { contradictionText, type JoinedAsset, joinAssets } from "./join";
import type { FieldChange, ReconciledRow, Reconciliation, RecordField } from "./reconciliation";
import type { StoredRecord } from "./record";
import type { InventoryScene } from "./scene";
import { weigh } from "./weigh";

/**
 * The dry run: what the files say beside the records and the work items. Pure; the order of files, rows, records and work
 * items has no influence. Each asset of the files, and each record of their formats, is in exactly one row.
 *
 * A file that leaves a field empty clears it where this is sure to be meant: all formats that ever named the record are
 * among the files, others of its rows have the field, and no value of this row was refused. Kinds are never cleared.
 */
export function reconcile(
  files: readonly InventoryFile[],
  records: readonly StoredRecord[],
  scene: InventoryScene,
): Reconciliation {
  const sorted = [...records].sort((a, b) => (a.key < b.key ? -1 : 1));
  const byKey = recordsByKey(sorted);
  const joined = joinAssets(files, (key) => byKey.get(key)?.key ?? key);
  const index = itemIndex(scene, sorted);
  const rows = [...knownRows(files, joined, byKey, index, scene), ...newRows(joined, sorted, byKey, index)];
  const inOrder = [...onlyOneEach(rows), ...goneRows(files, sorted, joined, scene)].sort(byNameAndKey);
  return {
    rows: inOrder,
    ...reconcileEdges(files, inOrder, sorted, index, scene),
    records: sorted,
    problems: [...files].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ problems }) => problems),
  };
}

/** Records by each of their keys. */
function recordsByKey(records: readonly StoredRecord[]): ReadonlyMap<string, StoredRecord> {
  const also = records.flatMap((record) => record.alsoKeys.map((key) => [key, record] as const));
  return new Map([...also.reverse(), ...records.map((record) => [record.key, record] as const)]);
}

/** Assets whose record is known. */
function knownRows(
  files: readonly InventoryFile[],
  joined: ReadonlyMap<string, JoinedAsset>,
  records: ReadonlyMap<string, StoredRecord>,
  index: ItemIndex,
  scene: InventoryScene,
): ReconciledRow[] {
  const filled = fieldsByFormat(files);
  const rows: ReconciledRow[] = [];
  for (const [key, found] of joined) {
    const record = records.get(key);
    if (record === undefined) continue;
    const isWhole = !found.hasLostValues && record.formats.every((format) => filled.has(format));
    const cleared = (field: RecordField): boolean =>
      isWhole &&
      field !== "name" &&
      field !== "kind" &&
      record.formats.some((format) => filled.get(format)?.has(field) === true);
    const { changes, elsewhere } = weigh(record, found.said, isWhole, cleared);
    const { item, note, isLost } = itemOf(record, scene);
    const asks = isLost && record.outOfScope === null;
    const match = asks ? matchItem(index, found.asset, [record.key, ...record.alsoKeys]) : null;
    rows.push({
      key,
      status: asks ? "ambiguous" : changes.length > 0 ? "changed" : "unchanged",
      asset: found.asset,
      formats: found.formats,
      keys: found.keys,
      said: found.said,
      record,
      item,
      changes,
      elsewhere,
      candidates: match?.candidates ?? [],
      notes: [
        ...contradictionNotes(record, found, changes),
        ...(note === null ? [] : [note]),
        ...formatNotes(record, found),
      ],
    });
  }
  return rows;
}

/** Assets that no record is known for. */
function newRows(
  joined: ReadonlyMap<string, JoinedAsset>,
  records: readonly StoredRecord[],
  byKey: ReadonlyMap<string, StoredRecord>,
  index: ItemIndex,
): ReconciledRow[] {
  const unknown = [...joined.values()].filter(({ asset }) => !byKey.has(asset.key));
  const assets = unknown.map(({ asset }) => asset);
  const known = new Likes(records);
  const among = new Likes(assets);
  return unknown.map(({ asset, formats, keys, contradictions, said }) => {
    const match = matchItem(index, asset, keys);
    const byOwnKey = match.item !== null && match.by === "key";
    // Of several new assets that may be one, the first by key is made, and the others ask whether they are it.
    const others = among.of(asset).filter(({ id }) => id < asset.key);
    const candidates = byOwnKey ? [] : [...known.of(asset), ...others, ...match.candidates];
    const isSure = byOwnKey || (match.item !== null && candidates.length === 1);
    return {
      key: asset.key,
      status: isSure ? "matched" : candidates.length > 0 ? "ambiguous" : "new",
      asset,
      formats,
      keys,
      said,
      record: null,
      item: isSure ? match.item : null,
      changes: [],
      elsewhere: {},
      candidates: isSure ? match.candidates : candidates,
      notes: contradictions.map((one) => contradictionText(one, one.taken)),
    };
  });
}

/** Records that the same kind of files named before. */
function goneRows(
  files: readonly InventoryFile[],
  records: readonly StoredRecord[],
  joined: ReadonlyMap<string, JoinedAsset>,
  scene: InventoryScene,
): ReconciledRow[] {
  const formats = new Set(files.map(({ format }) => format));
  const isShort = files.some(({ problems }) => problems.some(({ leaves }) => leaves === "row"));
  return records
    .filter(
      (record) =>
        !joined.has(record.key) && record.formats.length > 0 && record.formats.every((format) => formats.has(format)),
    )
    .map((record) => {
      const { item, note } = itemOf(record, scene);
      const short = isShort ? ["Rows of the files were left out: it may be in one of them."] : [];
      return {
        key: record.key,
        status: "gone",
        asset: null,
        formats: [],
        keys: [],
        said: [],
        record,
        item,
        changes: [],
        elsewhere: record.elsewhere ?? {},
        candidates: [],
        notes: [...(note === null ? [] : [note]), ...short],
      };
    });
}

/** A work item that several rows were matched with is nobody's: a person decides. */
function onlyOneEach(rows: readonly ReconciledRow[]): ReconciledRow[] {
  const claims = new Map<number, ReconciledRow[]>();
  for (const row of rows) if (row.status === "matched" && row.item !== null) append(claims, row.item.id, row);
  return rows.map((row) => {
    const isShared = row.status === "matched" && row.item !== null && (claims.get(row.item.id)?.length ?? 0) > 1;
    return isShared ? { ...row, status: "ambiguous", item: null } : row;
  });
}

/** The work item of a record, and what is to be said of it. */
function itemOf(
  { workItem }: StoredRecord,
  { tree, snapshot, recogniser }: InventoryScene,
): { item: WorkItem | null; note: string | null; isLost: boolean } {
  if (workItem === null) return { item: null, note: null, isLost: false };
  const item = tree.items.get(workItem);
  if (item === undefined) {
    const isDeleted = snapshot.deleted.some(({ id }) => id === workItem);
    const note = isDeleted
      ? `Its work item #${workItem} is in the recycle bin: restore it, or say what stands for it now.`
      : `Its work item #${workItem} was not found: it is deleted, hidden from you, or no longer in the mapping's scope.`;
    return { item: null, note, isLost: true };
  }
  return {
    item,
    note: recogniser.isAsset(item) ? null : `The mapping does not read #${workItem} as an asset.`,
    isLost: false,
  };
}

/** Where the files contradict each other, and what the record says then. */
function contradictionNotes(
  record: StoredRecord,
  { contradictions }: JoinedAsset,
  changes: readonly FieldChange[],
): string[] {
  return contradictions.map((one) => {
    const change = changes.find(({ field }) => field === one.field);
    return contradictionText(one, change === undefined ? valueIn(record, one.field) : change.to);
  });
}

function formatNotes({ formats }: StoredRecord, found: JoinedAsset): string[] {
  const added = found.formats.filter((format) => !formats.includes(format));
  return added.length === 0 ? [] : [`Files of the format ${added.join(", ")} name it for the first time.`];
}

/** The fields that each format fills in these files, for any of its assets. */
function fieldsByFormat(files: readonly InventoryFile[]): ReadonlyMap<string, ReadonlySet<RecordField>> {
  const filled = new Map<string, Set<RecordField>>();
  for (const { format, assets } of files) {
    const fields = filled.get(format) ?? new Set();
    filled.set(format, fields);
    for (const asset of assets) {
      for (const field of RECORD_FIELDS) if (valueIn(asset, field) !== null) fields.add(field);
    }
  }
  return filled;
}

function byNameAndKey(a: ReconciledRow, b: ReconciledRow): number {
  return compareNames(nameOf(a), nameOf(b)) || (a.key < b.key ? -1 : 1);
}

function nameOf({ asset, record }: ReconciledRow): string {
  return asset?.name ?? record?.name ?? "";
}
