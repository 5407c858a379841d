import type { Attributes } from "../../src/domain/inventory/attributes";
import type { FileAsset, FileEdge, InventoryFile, Place } from "../../src/domain/inventory/fileAsset";
import type { StoredRecord } from "../../src/domain/inventory/record";
import { NOW } from "./estate";

/** A record that is in scope and mapped to nothing, of the format `a`. */
export function record(key: string, changes: Partial<StoredRecord> = {}): StoredRecord {
  return {
    key,
    alsoKeys: [],
    name: key.slice(key.indexOf(":") + 1),
    kind: null,
    hostKey: null,
    workload: null,
    release: null,
    strategy: null,
    attributes: {},
    formats: ["a"],
    run: "20261101-aaaa",
    seenAt: NOW,
    outOfScope: null,
    workItem: null,
    workloadItem: null,
    ...changes,
  };
}

/** Where something stands in the file `a.csv`. */
export function place(line: number, changes: Partial<Place> = {}): Place {
  return { file: "a.csv", sheet: null, line, column: null, ...changes };
}

/** An asset of a file that says nothing but its key and name: a machine. */
export function fileAsset(key: string, attributes: Attributes = {}, changes: Partial<FileAsset> = {}): FileAsset {
  return {
    key,
    name: key.slice(key.indexOf(":") + 1),
    kind: "vm",
    hostKey: null,
    workload: null,
    release: null,
    strategy: null,
    attributes,
    places: [place(2)],
    ...changes,
  };
}

/** That one machine talks to another. */
export function fileEdge(from: string, to: string, changes: Partial<FileEdge> = {}): FileEdge {
  return { from, to, toAddress: "", detail: "port 443", place: place(2), ...changes };
}

/** The file `a.csv` of the format `a`, its assets one a line. */
export function file(assets: readonly FileAsset[], changes: Partial<InventoryFile> = {}): InventoryFile {
  const name = changes.name ?? "a.csv";
  return {
    name,
    sheet: null,
    format: "a",
    title: "Format a",
    reading: "Read as UTF-8.",
    rowCount: assets.length,
    assets: assets.map((asset, index) => ({ ...asset, places: [place(index + 2, { file: name })] })),
    edges: [],
    problems: [],
    taken: [],
    left: [],
    ...changes,
  };
}
