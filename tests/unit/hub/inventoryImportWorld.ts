/** An inventory that is not there: what it is asked for is handed in, and anything else fails. */
import type { EntryOutcome, ImportJournal, RecordStore, Run, RunState } from "../../../src/boards/inventory/stores";
import type { FileAsset, InventoryFile } from "../../../src/domain/inventory/fileAsset";
import type { ImportPlan, RunEntry } from "../../../src/domain/inventory/importPlan";
import type { StoredRecord } from "../../../src/domain/inventory/record";
import type { ReconciledRow } from "../../../src/domain/inventory/reconciliation";
import type { SheetReading } from "../../../src/files/inventory/sheetReading";
import type { InventoryEffects } from "../../../src/hub/inventory/effects";
import type { ChosenFile } from "../../../src/hub/inventory/import/state";
import { NOW } from "../../builders/estate";
import { fileAsset as machine, record } from "../../builders/inventory";

/** Effects that fail unless the test hands them in. */
export function effectsWith(known: Partial<InventoryEffects>): InventoryEffects {
  const usual: Partial<InventoryEffects> = { reader: { id: "u1", displayName: "Kim" }, now: () => NOW };
  return new Proxy(
    { ...usual, ...known },
    {
      get(target, name) {
        const found = Reflect.get(target, name) as unknown;
        if (found === undefined) throw new Error(`The test does not expect effects.${String(name)}.`);
        return found;
      },
    },
  ) as InventoryEffects;
}

/** A store of records that has these, and is asked for nothing else. */
export function recordsOf(load: RecordStore["load"]): RecordStore {
  const unexpected = (): Promise<never> => Promise.reject(new Error("The test writes no records."));
  return { loadMap: unexpected, load, change: unexpected, replaceAll: unexpected };
}

/** Settles when the test says so. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(thrown: unknown): void;
}

export function deferred<T>(): Deferred<T> {
  let settle: Omit<Deferred<T>, "promise"> | null = null;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === null) throw new Error("A promise runs its function at once.");
  return { promise, ...(settle as Omit<Deferred<T>, "promise">) };
}

/** A file as the page hands it over. */
export function chosen(name: string): ChosenFile {
  return { name, arrayBuffer: () => Promise.resolve(new ArrayBuffer(8)) };
}

/** A machine of an RVTools export that says nothing but its name. */
export function fileAsset(name: string, changes: Partial<FileAsset> = {}): FileAsset {
  return machine(`rvtools:${name.toLowerCase()}`, {}, { name, ...changes });
}

export function inventoryFile(assets: readonly FileAsset[], changes: Partial<InventoryFile> = {}): InventoryFile {
  return {
    name: "vms.csv",
    sheet: null,
    format: "rvtools",
    title: "RVTools",
    reading: "UTF-8, separated by commas, header on line 1.",
    rowCount: assets.length,
    assets,
    edges: [],
    problems: [],
    taken: ["VM"],
    left: [],
    ...changes,
  };
}

export function read(file: InventoryFile): SheetReading {
  return { kind: "inventory", file };
}

export const UNKNOWN: Extract<SheetReading, { kind: "unknown" }> = {
  kind: "unknown",
  name: "cmdb.csv",
  sheet: null,
  headers: ["Host", "Cores"],
  sample: [
    ["SRV-1", "4"],
    ["SRV-2", "8"],
  ],
  rowCount: 2,
  nearly: null,
  suggested: { title: "cmdb", headers: ["Host", "Cores"], columns: { Host: "name", Cores: "cores" }, kind: null },
};

/** The record of such a machine, mapped to nothing. */
export function storedRecord(name: string, changes: Partial<StoredRecord> = {}): StoredRecord {
  return record(`rvtools:${name.toLowerCase()}`, { name, kind: "vm", formats: ["rvtools"], ...changes });
}

/** A row of a dry run: new, unless it says otherwise. */
export function row(name: string, changes: Partial<ReconciledRow> = {}): ReconciledRow {
  const asset = fileAsset(name);
  return {
    key: asset.key,
    keys: [asset.key],
    said: [],
    elsewhere: {},
    formats: ["rvtools"],
    status: "new",
    asset,
    record: null,
    item: null,
    changes: [],
    candidates: [],
    notes: [],
    ...changes,
  };
}

export function createEntry(title: string): Extract<RunEntry, { kind: "create" }> {
  return {
    kind: "create",
    key: `rvtools:${title.toLowerCase()}`,
    item: {
      type: "User Story",
      title,
      tags: ["kind:vm"],
      areaPath: null,
      iterationPath: null,
      parent: null,
      related: [],
      description: "",
      fields: {},
    },
    under: null,
    after: [],
  };
}

export function importPlan(entries: readonly RunEntry[], changes: Partial<ImportPlan> = {}): ImportPlan {
  return { purpose: "import", title: "vms.csv", entries, records: [], refused: [], notes: [], ...changes };
}

const NO_COUNTS = {
  waiting: 0,
  created: 0,
  updated: 0,
  linked: 0,
  present: 0,
  conflict: 0,
  refused: 0,
  failed: 0,
  undone: 0,
  kept: 0,
} as const;

/** A run of a plan with these outcomes; entries without one wait. */
export function runOf(plan: ImportPlan, state: RunState, outcomes: readonly EntryOutcome[] = []): Run {
  const entries = plan.entries.map((entry, index) => ({
    entry,
    outcome: outcomes[index] ?? ({ kind: "waiting" } as const),
  }));
  const counts: Record<EntryOutcome["kind"], number> = { ...NO_COUNTS };
  for (const { outcome } of entries) counts[outcome.kind] += 1;
  return {
    summary: {
      id: "20261123-abcd",
      purpose: plan.purpose,
      title: plan.title,
      by: { id: "u1", displayName: "Kim" },
      startedAt: NOW,
      state,
      counts,
    },
    entries,
    records: plan.records,
  };
}

/** A log that keeps runs in memory. */
export function memoryJournal(runs: Run[] = []): ImportJournal & { readonly runs: Run[] } {
  return {
    runs,
    list: () => Promise.resolve(runs.map(({ summary }) => summary)),
    load: (id) => Promise.resolve(runs.find(({ summary }) => summary.id === id) ?? null),
    begin(plan) {
      const run = runOf(plan, "planned");
      runs.push(run);
      return Promise.resolve(run);
    },
    note: () => Promise.reject(new Error("The hub itself notes nothing.")),
  };
}
