import { fold } from "../text";
import { ATTRIBUTE_IDS, ATTRIBUTES, type AttributeValue } from "./attributes";
import { inOrder } from "./description";
import type { FileAsset } from "./fileAsset";
import type { FieldChange, RecordField } from "./reconciliation";
import type { StoredRecord } from "./record";

type Member = Exclude<RecordField, keyof typeof ATTRIBUTES>;

const MEMBERS: Readonly<Record<Member, string>> = {
  name: "Name",
  kind: "Kind",
  hostKey: "Runs on",
  workload: "Workload",
  release: "Release",
  strategy: "Strategy",
};

/** What files fill of a record, in the order in which it is shown. */
export const RECORD_FIELDS = [...Object.keys(MEMBERS), ...ATTRIBUTE_IDS] as readonly RecordField[];

/** What a field is called. */
export function fieldTitle(field: RecordField): string {
  return isMember(field) ? MEMBERS[field] : ATTRIBUTES[field].title;
}

/** A value in words, with its unit: `16384 MiB`, `192.0.2.1, 192.0.2.2`; `none` for what is not there. */
export function fieldText(field: RecordField, value: AttributeValue | null): string {
  if (value === null) return "none";
  if (typeof value === "string") return value;
  if (typeof value !== "number") return value.join(", ");
  const unit = isMember(field) ? "" : ATTRIBUTES[field].unit;
  return unit === "" ? String(value) : `${value} ${unit}`;
}

/** What an asset of a file, or a record, says in a field; null where it says nothing. */
export function valueIn(asset: FileAsset | StoredRecord, field: RecordField): AttributeValue | null {
  const value = isMember(field) ? asset[field] : asset.attributes[field];
  if (value === undefined || value === null) return null;
  return typeof value !== "number" && value.length === 0 ? null : value;
}

/** Whether two values say the same. The order of a list says nothing: exports shuffle addresses. */
export function isSameValue(a: AttributeValue | null, b: AttributeValue | null): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  const [left, right] = [[...new Set(a)].sort(), [...new Set(b)].sort()];
  return left.length === right.length && left.every((one, index) => one === right[index]);
}

/** Whether two files mean the same by these values; other capitals are no contradiction. */
export function isAlike(a: AttributeValue, b: AttributeValue): boolean {
  return typeof a === "string" && typeof b === "string" ? fold(a) === fold(b) : isSameValue(a, b);
}

/** The values of fields, as members and attributes of an asset or a record; null takes one out. */
export function withValues<T extends FileAsset | StoredRecord>(
  asset: T,
  values: Iterable<readonly [RecordField, AttributeValue | null]>,
): T {
  const members: Record<string, AttributeValue | null> = {};
  const attributes: Record<string, AttributeValue | undefined> = { ...asset.attributes };
  for (const [field, value] of values) {
    if (!isMember(field)) attributes[field] = value ?? undefined;
    // Every asset has a name, be it an empty one.
    else members[field] = field === "name" ? (value ?? "") : value;
  }
  return { ...asset, ...members, attributes: inOrder(attributes) };
}

/** A record after changes. */
export function changedBy(record: StoredRecord, changes: readonly FieldChange[]): StoredRecord {
  return withValues(
    record,
    changes.map(({ field, to }) => [field, to]),
  );
}

/**
 * What an asset of the files changes of its record, in the order of the fields. What the asset does not say stays, but for
 * the `cleared`: fields that its files fill and that are empty for it now.
 */
export function changesOf(
  record: StoredRecord,
  asset: FileAsset | StoredRecord,
  cleared: (field: RecordField) => boolean,
): FieldChange[] {
  return RECORD_FIELDS.flatMap((field) => {
    const [from, to] = [valueIn(record, field), valueIn(asset, field)];
    if (to === null ? from === null || !cleared(field) : isSameValue(from, to)) return [];
    return [{ field, from, to }];
  });
}

function isMember(field: RecordField): field is Member {
  return Object.hasOwn(MEMBERS, field);
}
