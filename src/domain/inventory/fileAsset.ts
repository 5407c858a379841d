import type { Attributes } from "./attributes";

/** Where something stands in a file. */
export interface Place {
  readonly file: string;
  /** Of a workbook; null in a text file. */
  readonly sheet: string | null;
  /** From 1, as an editor or a spreadsheet counts, the header included; 0 for the file as a whole. */
  readonly line: number;
  /** The header of the column, as it is written; null for the row as a whole. */
  readonly column: string | null;
}

/** One asset as files describe it. Several rows that share a key are one asset. */
export interface FileAsset {
  /** Stable from export to export: the format's own key, folded, with the format's name before it. */
  readonly key: string;
  readonly name: string;
  /** One of the product's words (`vm`, `server`, `database` …); null where the file does not say. */
  readonly kind: string | null;
  /** Key of the machine that it runs on; null for none, or for what stands by itself. */
  readonly hostKey: string | null;
  /** What the file calls its workload, release and strategy; null where it does not say. */
  readonly workload: string | null;
  readonly release: string | null;
  readonly strategy: string | null;
  readonly attributes: Attributes;
  readonly places: readonly Place[];
}

/** That one machine talks to another. */
export interface FileEdge {
  /** Names as the file has them; the target's is empty where its traffic was not analysed. */
  readonly from: string;
  readonly to: string;
  /** Address of the target; empty where the file does not say. */
  readonly toAddress: string;
  /** What talks to what, e.g. `nginx.exe to python.exe, port 8080`. */
  readonly detail: string;
  readonly place: Place;
}

/** Something in a file that was not taken as it stands. */
export interface RowProblem {
  readonly place: Place;
  /** The cell's text, cut to what can be shown; empty for the row or the file as a whole. */
  readonly value: string;
  /** What is wrong and what to do: one sentence. */
  readonly message: string;
  /** `row`: the row was left out. `value`: the row was taken without this value. `notice`: it was taken, and this is how. */
  readonly leaves: "row" | "value" | "notice";
}

/** What was read of one file, or one sheet of a workbook. */
export interface InventoryFile {
  readonly name: string;
  readonly sheet: string | null;
  /** Id of the profile that it was read with, and its title: `Azure Migrate discovery export`. */
  readonly format: string;
  readonly title: string;
  /** How it was read: encoding, separator, line of the header. One sentence. */
  readonly reading: string;
  /** Rows below the header that hold anything. */
  readonly rowCount: number;
  readonly assets: readonly FileAsset[];
  readonly edges: readonly FileEdge[];
  readonly problems: readonly RowProblem[];
  /** Headers that were taken, and that were not. */
  readonly taken: readonly string[];
  readonly left: readonly string[];
}
