import { counted } from "../text";
import { changesOf } from "./fields";
import type { ImportPlan, RecordChange } from "./importPlan";
import { isSameRecord } from "./intents";
import type { FieldChange } from "./reconciliation";
import type { StoredRecord } from "./record";

/** How many records a plan touches, for its preview. */
export interface RecordCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Those of now that are not among the wanted ones; they stay. */
  readonly kept: number;
}

/** A record that is not as wanted. */
export interface RecordDifference {
  readonly key: string;
  readonly name: string;
  /** Null for one that is not there now. */
  readonly before: StoredRecord | null;
  readonly changes: readonly FieldChange[];
}

/** Records as they are wanted, and what that comes to. */
export interface RecordsPlan {
  readonly plan: ImportPlan;
  readonly counts: RecordCounts;
  /** By key. */
  readonly differences: readonly RecordDifference[];
}

/** A plan that writes records alone: those that differ from what is stored. None is removed. */
export function recordsPlan(
  stored: readonly StoredRecord[],
  wanted: readonly StoredRecord[],
  title: string,
  refused: ImportPlan["refused"] = [],
  notes: ImportPlan["notes"] = [],
): RecordsPlan {
  const byKey = new Map(stored.map((record) => [record.key, record]));
  const keys = new Set(wanted.map(({ key }) => key));
  const changed = [...wanted]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((after) => ({ before: byKey.get(after.key) ?? null, after }))
    .filter(({ before, after }) => !isSameRecord(before, after));
  const added = changed.filter(({ before }) => before === null).length;
  return {
    plan: {
      purpose: "edit",
      title,
      entries: [],
      records: changed.map(({ before, after }): RecordChange => ({ before, after, item: null, workload: null })),
      refused,
      notes,
    },
    counts: {
      added,
      changed: changed.length - added,
      unchanged: wanted.length - changed.length,
      kept: stored.filter(({ key }) => !keys.has(key)).length,
    },
    differences: changed.map(({ before, after }) => ({
      key: after.key,
      name: after.name,
      before,
      changes: before === null ? [] : changesOf(before, after, () => true),
    })),
  };
}

/** The counts as a sentence: `2 records are added, 1 is changed; 7 are as wanted, 3 others stay.` */
export function countsText({ added, changed, unchanged, kept }: RecordCounts): string {
  const are = (count: number): string => (count === 1 ? `${count} is` : `${count.toLocaleString("en-US")} are`);
  const verb = added === 1 ? "is" : "are";
  return `${counted(added, "record")} ${verb} added, ${are(changed)} changed; ${are(unchanged)} as wanted, ${counted(kept, "other")} ${kept === 1 ? "stays" : "stay"}.`;
}
