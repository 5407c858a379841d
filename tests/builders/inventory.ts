import type { Attributes } from "../../src/domain/inventory/attributes";
import type { FileAsset, FileEdge, InventoryFile, Place } from "../../src/domain/inventory/fileAsset";
import { type ImportPlan, tagOfRun } from "../../src/domain/inventory/importPlan";
import { type ImportOptions, planImport } from "../../src/domain/inventory/planImport";
import { reconcile } from "../../src/domain/inventory/reconcile";
import type { RowDecision } from "../../src/domain/inventory/reconciliation";
import { engineRecordOf, type StoredRecord } from "../../src/domain/inventory/record";
import { type InventoryScene, inventoryScene, type ItemText } from "../../src/domain/inventory/scene";
import { simulate } from "../../src/domain/inventory/simulate";
import type { Policy } from "../../src/domain/policy/policy";
import type { Snapshot } from "../../src/domain/snapshot";
import type { WorkItem } from "../../src/domain/workItem";
import { NOW, policy, snapshot } from "./estate";

/** A record that is in scope and mapped to nothing, of the format that its key names. */
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
    formats: [key.slice(0, Math.max(0, key.indexOf(":")))],
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

/** The agile estate with these items, records and descriptions. */
export function sceneWith(
  items: readonly WorkItem[],
  records: readonly StoredRecord[] = [],
  texts: readonly ItemText[] = [],
  changes: { readonly policy?: Policy; readonly snapshot?: Partial<Snapshot> } = {},
): InventoryScene {
  const read = snapshot(items, { records: records.map(engineRecordOf), ...changes.snapshot });
  const known = new Set(texts.map(({ id }) => id));
  // What no test says has an empty description: it was read.
  const others = items.filter(({ id }) => !known.has(id)).map(({ id }) => ({ id, description: "" }));
  return inventoryScene(read, changes.policy ?? policy(), NOW, [...texts, ...others]);
}

/** What an import does where nobody chooses otherwise. */
export const IMPORT: ImportOptions = {
  createWorkloads: true,
  defaultWorkload: null,
  release: null,
  iterationPath: null,
  linkEdges: true,
};

/** An inventory as it stands: what the next import begins with. */
export interface Standing {
  readonly scene: InventoryScene;
  readonly records: readonly StoredRecord[];
}

/** The inventory once a plan is carried out, as Azure Boards and the records hold it then. */
export function carriedOut(plan: ImportPlan, { scene, records }: Standing): Standing {
  const outcome = simulate(plan, scene);
  const tag = tagOfRun("20261123-test");
  const made = new Set(outcome.ids.values());
  const workItems = outcome.snapshot.workItems.map((item) =>
    made.has(item.id) ? { ...item, tags: [...item.tags, tag] } : item,
  );
  const texts = new Map([
    ...scene.descriptions,
    ...outcome.texts.map(({ id, description }) => [id, description] as const),
  ]);
  const kept = records.filter(({ key }) => !outcome.records.has(key));
  const written = [...outcome.records.values()].filter((one) => one !== null);
  return {
    scene: inventoryScene(
      { ...outcome.snapshot, workItems },
      scene.policy,
      scene.now,
      [...texts].map(([id, description]) => ({ id, description })),
    ),
    records: [...kept, ...written.map((one) => ({ ...one, run: "20261123-test" }))],
  };
}

/** Imports files as they are proposed, and carries the plan out. */
export function imported(
  files: readonly InventoryFile[],
  before: Standing,
  options: Partial<ImportOptions> = {},
  decisions: ReadonlyMap<string, RowDecision> = new Map(),
): Standing & { readonly plan: ImportPlan } {
  const dryRun = reconcile(files, before.records, before.scene);
  const plan = planImport(dryRun, decisions, { ...IMPORT, ...options }, before.scene);
  return { plan, ...carriedOut(plan, before) };
}
