import type { AttributeId } from "./attributes";

/** What a column of a file that no profile knows is taken for; `machine` is the key of the one that an asset runs on. */
export type ColumnTarget = "key" | "name" | "kind" | "machine" | "workload" | "release" | "strategy" | AttributeId;

/** How a person reads the columns of a kind of file; kept for the project and found again by its headers. */
export interface ColumnMapping {
  /** What the person calls this kind of file; part of the keys of its assets, folded. */
  readonly title: string;
  /** All headers of the file, as they are written, in order. */
  readonly headers: readonly string[];
  /** By header, as it is written; columns that are absent are left. Several columns of a list are joined. */
  readonly columns: Readonly<Record<string, ColumnTarget>>;
  /** What its assets are where no column says so; null: it stays open. */
  readonly kind: string | null;
}
