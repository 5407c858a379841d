import type { ItemEdit } from "../change/change";
import type { NewItem } from "../record/plan";
import type { WorkItem, WorkItemRef } from "../workItem";
import type { StoredRecord } from "./record";

/** A work item that is there, or that another entry of the run makes. */
export type ItemPointer = { readonly id: number } | { readonly key: string };

/**
 * One write of a run. Its key is unique in the run; `after` are the keys of entries that must be written before it.
 *
 * A created item carries the tag of its run and, in its description, its key: by these two a later try finds what an earlier
 * one made.
 */
export type RunEntry =
  | {
      readonly kind: "create";
      readonly key: string;
      /** Its `parent` is null: where it goes stands in `under`. */
      readonly item: NewItem;
      readonly under: ItemPointer | null;
      readonly after: readonly string[];
    }
  | {
      readonly kind: "update";
      readonly key: string;
      /** As it was read: the write is refused if it changed since. */
      readonly item: WorkItem;
      readonly edit: Omit<ItemEdit, "effort" | "priority"> & {
        readonly title?: string;
        /** The whole text (HTML) as it was read and as it is to be; null where it is left alone. */
        readonly description?: { readonly from: string; readonly to: string };
        /** Instead of `parent`, where the parent is made by this run. */
        readonly under?: ItemPointer | null;
      };
      readonly after: readonly string[];
    }
  | {
      readonly kind: "link";
      readonly key: string;
      /** The link type with its direction, seen from `from`. */
      readonly type: string;
      readonly from: ItemPointer;
      readonly to: ItemPointer;
      readonly after: readonly string[];
    };

/**
 * What a run writes to the records: once the entry of its key, and those that it points to, are written; at once where there
 * are none.
 */
export interface RecordChange {
  /** The record as it was; null for a new one. */
  readonly before: StoredRecord | null;
  /** The record as it will be; null removes it. Its work item is that of `item`, where this names one. */
  readonly after: StoredRecord | null;
  /** The work item that it is mapped to, and that of its workload, where this run makes them. */
  readonly item: ItemPointer | null;
  readonly workload: ItemPointer | null;
}

/** What a run is for. */
export type RunPurpose = "import" | "template" | "edit";

/**
 * All that one run does, before any of it is done. Pure data: it is kept as JSON, so that a later session can go on. The run has
 * no name yet: whoever writes puts {@link tagOfRun} on what is created, and the run's id into the records.
 */
export interface ImportPlan {
  readonly purpose: RunPurpose;
  /** What it is called in the list of runs: names of files, or what was edited. */
  readonly title: string;
  readonly entries: readonly RunEntry[];
  readonly records: readonly RecordChange[];
  /** What can't be done, and why. Sentences. */
  readonly refused: readonly { readonly key: string; readonly item: WorkItemRef | null; readonly reason: string }[];
  /** What a person should know before, by the key of the asset. Sentences. */
  readonly notes: readonly { readonly key: string; readonly text: string }[];
}

/** The tag that all items carry which a run made. */
export function tagOfRun(run: string): string {
  return `import:${run}`;
}
