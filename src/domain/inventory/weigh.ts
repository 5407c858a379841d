import type { AttributeValue } from "./attributes";
import { isSameValue, RECORD_FIELDS, valueIn } from "./fields";
import type { FieldChange, RecordField } from "./reconciliation";
import type { FormatFacts, StoredRecord } from "./record";

/** What the files of one format say of an asset. */
export interface Said {
  readonly format: string;
  readonly facts: FormatFacts;
}

/** What is to be changed of a record, and what formats said otherwise that was not taken. */
export interface Weighed {
  readonly changes: readonly FieldChange[];
  readonly elsewhere: NonNullable<StoredRecord["elsewhere"]>;
}

/**
 * Weighs what formats say against a record. News is what a format says otherwise than it did last: of several, that of the first
 * format is taken. What a format said before and was not taken is no news, so that two exports which contradict each other do
 * not change a record to and fro with every import.
 *
 * @param said sorted by format
 * @param isWhole whether all formats that ever named the record are among them: what none of them says any more is given up
 * @param isCleared whether a field that none says is empty now
 */
export function weigh(
  record: StoredRecord,
  said: readonly Said[],
  isWhole: boolean,
  isCleared: (field: RecordField) => boolean,
): Weighed {
  const changes: FieldChange[] = [];
  const elsewhere: Record<string, Partial<Record<RecordField, AttributeValue>>> = {};
  const importing = new Set(said.map(({ format }) => format));
  for (const field of RECORD_FIELDS) {
    const from = valueIn(record, field);
    const values = said.flatMap(({ format, facts }) => {
      const value = facts[field];
      return value === undefined ? [] : [{ format, value }];
    });
    const lastOf = (format: string): AttributeValue | null => record.elsewhere?.[format]?.[field] ?? from;
    const news = values.find(({ format, value }) => !isSameValue(lastOf(format), value));
    const isGivenUp = isWhole && values.length > 0 && !values.some(({ value }) => isSameValue(value, from));
    const first = news ?? (isGivenUp ? values[0] : undefined);
    const to = first?.value ?? (values.length === 0 && from !== null && isCleared(field) ? null : from);
    if (!isSameValue(from, to)) changes.push({ field, from, to });
    if (to === null) continue;
    const earlier = record.formats
      .filter((format) => !importing.has(format))
      .flatMap((format) => {
        const value = lastOf(format);
        return value === null ? [] : [{ format, value }];
      });
    for (const { format, value } of [...values, ...earlier]) {
      if (!isSameValue(value, to)) (elsewhere[format] ??= {})[field] = value;
    }
  }
  return { changes, elsewhere };
}
