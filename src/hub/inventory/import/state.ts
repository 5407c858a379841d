import type { ColumnMapping } from "../../../domain/inventory/columnMapping";
import type { InventoryFile, RowProblem } from "../../../domain/inventory/fileAsset";
import type { ImportPlan } from "../../../domain/inventory/importPlan";
import type { Reconciliation, RowDecision } from "../../../domain/inventory/reconciliation";
import type { GateEffect } from "../../../domain/change/change";
import type { SheetReading } from "../../../files/inventory/sheetReading";
import type { ImportOptions } from "./scene";

/** A file that a person chose. It is read again where its columns are said afterwards. */
export interface ChosenFile {
  readonly name: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A table that no profile knows. */
export type UnknownTable = Extract<SheetReading, { kind: "unknown" }>;

/** What a person says of an unknown table. */
export interface TableDraft {
  readonly table: UnknownTable;
  readonly mapping: ColumnMapping;
  /** Kept for the project, so that the next such file is read at once. */
  readonly isRemembered: boolean;
  /** Left out of this import. */
  readonly isLeft: boolean;
}

/** What came of the chosen files, besides their assets. */
export interface FileReport {
  /** Files and sheets that were read. */
  readonly read: readonly InventoryFile[];
  readonly skipped: readonly Extract<SheetReading, { kind: "skipped" }>[];
  readonly unreadable: readonly RowProblem[];
}

/** Choosing files. `message` says why the last ones came to nothing; null at first. */
export interface Choosing {
  readonly kind: "choosing";
  readonly message: string | null;
  readonly report: FileReport | null;
}

/** Files are read; rows by file. */
export interface Reading {
  readonly kind: "reading";
  readonly files: readonly string[];
  readonly rows: ReadonlyMap<string, number>;
}

/** A person says what the columns of unknown tables are. */
export interface Columns {
  readonly kind: "columns";
  readonly report: FileReport;
  readonly drafts: readonly TableDraft[];
  readonly isSaving: boolean;
  /** Why the mappings could not be kept; null otherwise. */
  readonly problem: string | null;
}

/** What is stored is read, to compare the files with. */
export interface Comparing {
  readonly kind: "comparing";
  readonly report: FileReport;
}

/** What a dry run needs to be done again, and what a person said about it. */
export interface Compared {
  readonly report: FileReport;
  readonly reconciliation: Reconciliation;
  readonly decisions: ReadonlyMap<string, RowDecision>;
  readonly options: ImportOptions;
  /** Edges that are not to become links, by {@link edgeId}. */
  readonly leftEdges: ReadonlySet<string>;
  /** The project was read again since: the files are being compared with that, or were. */
  readonly redo: "none" | "running" | "done";
}

/** The table to filter and correct. */
export interface DryRun extends Compared {
  readonly kind: "dryRun";
  /** Why the last step failed; null otherwise. */
  readonly problem: string | null;
}

/** What would be written. */
export interface Preview extends Compared {
  readonly kind: "preview";
  readonly plan: ImportPlan;
  /** How gates will stand once it is written. */
  readonly effects: readonly GateEffect[];
  /** Whether the plan is being kept in the log. */
  readonly isBeginning: boolean;
  readonly problem: string | null;
}

/** Where an import stands. */
export type ImportStep = Choosing | Reading | Columns | Comparing | DryRun | Preview;
