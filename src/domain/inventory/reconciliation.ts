import type { WorkItem } from "../workItem";
import type { AttributeId, AttributeValue } from "./attributes";
import type { FileAsset, FileEdge, Place, RowProblem } from "./fileAsset";
import type { StoredRecord } from "./record";
import type { Said } from "./weigh";

/** A part of a record that files fill: its own members, or an attribute. */
export type RecordField = "name" | "kind" | "hostKey" | "workload" | "release" | "strategy" | AttributeId;

/** One difference between a record and the files. */
export interface FieldChange {
  readonly field: RecordField;
  /** Null: it was, or is, not there. */
  readonly from: AttributeValue | null;
  readonly to: AttributeValue | null;
}

/** Something that a row of a file may stand for. */
export interface Candidate {
  readonly kind: "record" | "workItem";
  /** Key of the record, or of another row of these files; of a work item its id as text. */
  readonly id: string;
  readonly title: string;
  /** Why it may be meant: `has the same name`. */
  readonly reason: string;
}

/**
 * What becomes of one asset of the files, or of one record.
 *
 * - `new`: neither a record nor a work item is known for it.
 * - `matched`: a work item without a record is it, by the key in its description or by its name; to be confirmed.
 * - `changed`, `unchanged`: its record is known; differs, or does not.
 * - `ambiguous`: several things may be meant: a person decides.
 * - `gone`: a record that the same kind of file named before, and these files do not. It is listed, and stays.
 */
export type RowStatus = "new" | "matched" | "changed" | "unchanged" | "ambiguous" | "gone";

/** One line of the dry run. */
export interface ReconciledRow {
  readonly key: string;
  readonly status: RowStatus;
  /** Null for what is gone. */
  readonly asset: FileAsset | null;
  /** Formats of the files that name it, and their keys for it; both sorted. */
  readonly formats: readonly string[];
  readonly keys: readonly string[];
  readonly record: StoredRecord | null;
  /** The work item of its record, or the one that it was matched with. */
  readonly item: WorkItem | null;
  /** What each of these formats says, sorted by format. */
  readonly said: readonly Said[];
  /** For a changed row. */
  readonly changes: readonly FieldChange[];
  /** What formats say otherwise than the record will (see {@link StoredRecord}). */
  readonly elsewhere: NonNullable<StoredRecord["elsewhere"]>;
  /** For an ambiguous row. */
  readonly candidates: readonly Candidate[];
  /** What a person should know: files that contradict each other, a work item that is gone. Sentences. */
  readonly notes: readonly string[];
}

/** An edge between two assets that are known by name. */
export interface ReconciledEdge {
  /** Keys of the assets, `item:<id>` of a work item without a record: `from` talks to, and so depends on, `to`. */
  readonly from: string;
  readonly to: string;
  readonly fromName: string;
  readonly toName: string;
  readonly details: readonly string[];
  /** Whether a link between their work items says so already. */
  readonly isLinked: boolean;
  readonly places: readonly Place[];
}

/** All that a dry run says. Each asset of the files, and each record of the files' formats, is in exactly one row. */
export interface Reconciliation {
  /** By name, then key. */
  readonly rows: readonly ReconciledRow[];
  readonly edges: readonly ReconciledEdge[];
  /** Edges with an end that no asset is known for, or several. */
  readonly looseEdges: readonly { readonly edge: FileEdge; readonly reason: string }[];
  /** All records that it was compared with, by key. */
  readonly records: readonly StoredRecord[];
  /** What was wrong with the files. */
  readonly problems: readonly RowProblem[];
}

/** What a person decides for a row; what is absent stays as proposed. */
export interface RowDecision {
  /**
   * `create` a work item; `map` to `workItem`; `record` it alone, which leaves it unmapped; `skip` the row.
   * Proposed: new → create, matched → map, changed → update, ambiguous → skip until decided.
   */
  readonly action?: "create" | "map" | "update" | "record" | "skip";
  /** For `map`. */
  readonly workItem?: number;
  /** Key of a record, or of another row, that is the same asset: the files' facts go to it. */
  readonly sameAs?: string;
  readonly name?: string;
  readonly kind?: string | null;
  readonly strategy?: string | null;
  readonly release?: string | null;
  readonly iterationPath?: string | null;
  /** The id of a workload; `{ create: title }` makes one; null: none. */
  readonly workload?: number | { readonly create: string } | null;
  /** Why it is not to be moved; makes the record out of scope. */
  readonly outOfScope?: string | null;
}
