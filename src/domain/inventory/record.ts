import type { InventoryRecord } from "../snapshot";
import type { Instant } from "../workItem";
import type { AttributeId, Attributes, AttributeValue } from "./attributes";

/** Facts by the field that they fill. */
export type FormatFacts = Readonly<
  Partial<Record<"name" | "kind" | "hostKey" | "workload" | "release" | "strategy" | AttributeId, AttributeValue>>
>;

/**
 * What the project keeps of one asset of its inventory. The map of records to work items is asked for with every verdict
 * (M8), the facts only where they are shown, so that the two are kept apart.
 */
export interface StoredRecord {
  readonly key: string;
  /** Keys that other formats have for the same asset, as a person said; in their order. */
  readonly alsoKeys: readonly string[];
  readonly name: string;
  readonly kind: string | null;
  readonly hostKey: string | null;
  /** What the files call its workload, release and strategy. */
  readonly workload: string | null;
  readonly release: string | null;
  readonly strategy: string | null;
  readonly attributes: Attributes;
  /** Profiles of the files that named it, in order of their ids. */
  readonly formats: readonly string[];
  /** What a format said last and was not taken, by its id: the same said again is no news. Absent where all agree. */
  readonly elsewhere?: Readonly<Record<string, FormatFacts>> | undefined;
  /** The run that wrote it last (empty in a plan: whoever writes it knows its run), and the time of the file that named it last. */
  readonly run: string;
  readonly seenAt: Instant;
  /** Why it is not to be moved, as a person said; null while it is in scope. */
  readonly outOfScope: string | null;
  /** The work item that it is mapped to, and that of its workload; null for none. */
  readonly workItem: number | null;
  readonly workloadItem: number | null;
}

/** What a verdict asks of a record (M8). */
export function engineRecordOf(
  record: Pick<StoredRecord, "key" | "name" | "outOfScope" | "workItem" | "workloadItem">,
): InventoryRecord {
  const { key, name, outOfScope, workItem, workloadItem } = record;
  return { key, name, isInScope: outOfScope === null, workload: workloadItem, workItem };
}
