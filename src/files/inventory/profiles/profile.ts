import type { AttributeId } from "../../../domain/inventory/attributes";

/** What a column is read for. */
export type ColumnTarget = "workload" | "release" | "strategy" | AttributeId;

/**
 * A column that is read. Names of columns are compared as `foldHeader` says, and may end in `CURRENCY`.
 */
export interface ProfileColumn {
  readonly to: ColumnTarget;
  /** The first of these that the row fills is taken. */
  readonly headers: readonly string[];
  /** Instead: all of these that the row fills, one behind the other. */
  readonly isJoined?: boolean;
  /** For numbers: what it is multiplied with to be in the attribute's unit. */
  readonly scale?: number;
  /** For numbers: columns that are added where the file has them; one that is unknown makes the sum unknown. */
  readonly plus?: readonly string[];
  /** What the format writes where it knows nothing. */
  readonly nothing?: RegExp;
}

/** The tidied text of a cell by its header; empty where the file has no such column, or nothing in it. */
export type CellOf = (header: string) => string;

/** What a row is about. */
export interface Identity {
  readonly kind: "asset";
  /** What tells it apart, with the format's name before it; the same in every export. */
  readonly key: string;
  readonly name: string;
  readonly assetKind: string | null;
  readonly hostKey: string | null;
  /** What a person should know of how the key was made. */
  readonly notice?: { readonly column: string; readonly message: string };
}

/** That something talks to something else. */
export interface EdgeFacts {
  readonly kind: "edge";
  readonly from: string;
  readonly to: string;
  readonly toAddress: string;
  readonly detail: string;
}

/** Why a row is left out. */
export interface LeftOut {
  readonly kind: "leftOut";
  /** The header of the column that says so. */
  readonly column: string;
  readonly message: string;
}

/** A kind of file: what its columns are called and mean. */
export interface Profile {
  readonly id: string;
  readonly title: string;
  /** The columns that it is recognised by, each by any of its names. All must be there. */
  readonly required: readonly (readonly string[])[];
  readonly columns: readonly ProfileColumn[];
  /** Columns that `rowOf` reads. */
  readonly identifying: readonly string[];
  rowOf(cell: CellOf): Identity | EdgeFacts | LeftOut;
}

/** For numbers in MB of attributes in GiB: what Azure Migrate and RVTools call MB has 1024 of its KB. */
export const MIB_IN_GIB = 1 / 1024;

/** A row without what tells it apart. */
export function unidentified(column: string): LeftOut {
  return { kind: "leftOut", column, message: `The row has no ${column}, which its key is made of. Fill it in.` };
}
