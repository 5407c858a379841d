/** Runs of imports against the local Azure Boards over HTTP: plans, stores that live in its extension data, and what is there after. */
import type { FaultRule } from "../../../../scripts/local-boards/server";
import type { Clock } from "../../../../src/boards/clock";
import { Cancelled } from "../../../../src/boards/errors";
import type { Document, DocumentStore } from "../../../../src/boards/documents";
import { carryOutRun } from "../../../../src/boards/inventory/carryOutRun";
import { createJournal } from "../../../../src/boards/inventory/journal";
import { createRecordStore } from "../../../../src/boards/inventory/recordStore";
import type { RunBoards } from "../../../../src/boards/inventory/runWorld";
import { takeBackRun } from "../../../../src/boards/inventory/takeBackRun";
import type { Run } from "../../../../src/boards/inventory/stores";
import { createPatientDocuments } from "../../../../src/boards/patientDocuments";
import { DEFAULT_RETRY } from "../../../../src/boards/retryPolicy";
import { keyIn, withBlock } from "../../../../src/domain/inventory/description";
import type { ImportPlan, RecordChange, RunEntry } from "../../../../src/domain/inventory/importPlan";
import type { StoredRecord } from "../../../../src/domain/inventory/record";
import type { WorkItem } from "../../../../src/domain/workItem";
import { NOW } from "../../../builders/estate";
import { SAMPLE_PROJECT, type ServedSample } from "../sample";

export const PROJECT = { id: SAMPLE_PROJECT.id, name: SAMPLE_PROJECT.name };
export const READER = { id: "ana", displayName: "Ana Example" };
export const PREDECESSOR = "System.LinkTypes.Dependency-Reverse";
const COLLECTIONS = "/_apis/ExtensionManagement/InstalledExtensions/pub/ext/Data/Scopes/Default/Current/Collections";
const NEVER = new AbortController().signal;

/** Waits for no time. */
const INSTANT: Clock = {
  now: () => NOW,
  sleep: (_, signal) => (signal?.aborted ? Promise.reject(new Cancelled()) : Promise.resolve()),
};

/** The extension's storage over HTTP, with Azure DevOps' errors as the host hands them on. */
export function servedDocuments(sample: ServedSample): DocumentStore {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const { status, json } = await sample.send(method, `${COLLECTIONS}/${path}`, {
      ...(body === undefined ? {} : { body }),
      accept: "application/json;api-version=7.2-preview.1",
    });
    if (status < 400) return json;
    throw Object.assign(new Error(`The storage answered ${status}.`), { status, serverError: json });
  };
  const isMissing = (thrown: unknown): boolean => (thrown as { status?: number }).status === 404;
  return {
    get: (collection, id) => ask("GET", `${collection}/Documents/${id}`) as Promise<Document>,
    list: async (collection) => {
      try {
        return ((await ask("GET", `${collection}/Documents`)) as { value: Document[] }).value;
      } catch (thrown) {
        if (isMissing(thrown)) return [];
        throw thrown;
      }
    },
    create: (collection, document) => ask("POST", `${collection}/Documents`, document) as Promise<Document>,
    set: (collection, document) => ask("PUT", `${collection}/Documents`, document) as Promise<Document>,
    remove: async (collection, id) => {
      await ask("DELETE", `${collection}/Documents/${id}`);
    },
  };
}

/** A page: its own journal and stores, as each page has them. */
export function page(sample: ServedSample, userId?: string): RunBoards {
  const retry = { ...DEFAULT_RETRY, attempts: 3 };
  const documents = createPatientDocuments(servedDocuments(sample), { clock: INSTANT, random: () => 0, retry });
  let next = 0;
  return {
    transport: sample.transport(userId),
    project: PROJECT,
    journal: createJournal(documents, { projectId: PROJECT.id, random: () => (next++ % 36) / 36 }),
    records: createRecordStore(documents, PROJECT.id),
    clock: INSTANT,
  };
}

export const carryOut = (boards: RunBoards, run: Run, signal: AbortSignal = NEVER): Promise<Run> =>
  carryOutRun(boards, run, signal, () => undefined);
export const takeBack = (boards: RunBoards, run: Run, signal: AbortSignal = NEVER): Promise<Run> =>
  takeBackRun(boards, run, signal, () => undefined);

/** The run as another page loads it. */
export async function reloaded(boards: RunBoards, id: string): Promise<Run> {
  const run = await boards.journal.load(id);
  if (run === null) throw new Error(`There is no run ${id}.`);
  return run;
}

export function record(key: string, changes: Partial<StoredRecord> = {}): StoredRecord {
  return {
    key,
    alsoKeys: [],
    name: `Server ${key}`,
    kind: "vm",
    hostKey: null,
    workload: null,
    release: null,
    strategy: null,
    attributes: { cores: 8 },
    formats: ["test"],
    run: "",
    seenAt: NOW,
    outOfScope: null,
    workItem: null,
    workloadItem: null,
    ...changes,
  };
}

/** The entry that makes an asset, below the workload of the plan. */
export function createEntry(key: string, changes: Partial<Extract<RunEntry, { kind: "create" }>> = {}): RunEntry {
  return {
    kind: "create",
    key,
    item: {
      type: "User Story",
      title: `Server ${key}`,
      tags: ["kind:vm"],
      areaPath: PROJECT.name,
      iterationPath: PROJECT.name,
      parent: null,
      related: [],
      description: withBlock("", record(key)),
      fields: {},
    },
    under: { key: "workload:payroll" },
    after: ["workload:payroll"],
    ...changes,
  };
}

export const WORKLOAD: RunEntry = {
  kind: "create",
  key: "workload:payroll",
  item: {
    type: "Feature",
    title: "Payroll",
    tags: [],
    areaPath: PROJECT.name,
    iterationPath: PROJECT.name,
    parent: null,
    related: [],
    description: withBlock("", { key: "workload:payroll" }),
    fields: {},
  },
  under: null,
  after: [],
};

export function linkEntry(from: string, to: string): RunEntry {
  return {
    kind: "link",
    key: `link:${from}>${to}`,
    type: PREDECESSOR,
    from: { key: from },
    to: { key: to },
    after: [from, to],
  };
}

/** The entry that changes an item: its title, a tag and its block. */
export function updateEntry(item: WorkItem, description: string): RunEntry {
  return {
    kind: "update",
    key: `m-${item.id}`,
    item,
    edit: {
      title: `${item.title} (renamed)`,
      tags: [...item.tags, "strategy:rehost"],
      description: { from: description, to: withBlock(description, record(`m-${item.id}`)) },
    },
    after: [],
  };
}

export function plan(entries: readonly RunEntry[], records: readonly RecordChange[] = []): ImportPlan {
  return { purpose: "import", title: "servers.csv", entries, records, refused: [], notes: [] };
}

/** The record of each entry that makes an asset. */
export function recordsOf(entries: readonly RunEntry[]): RecordChange[] {
  return entries
    .filter((entry) => entry.kind === "create" && entry.key !== WORKLOAD.key)
    .map(({ key }) => ({ before: null, after: record(key), item: { key }, workload: { key: WORKLOAD.key } }));
}

/** So many assets below a workload that is made for them, each waiting for the one before it. */
export function estatePlan(assets: number, links = 0): ImportPlan {
  const keys = Array.from({ length: assets }, (_, index) => `m${index}`);
  const entries = [
    WORKLOAD,
    ...keys.map((key) => createEntry(key)),
    ...keys.slice(1, 1 + links).map((key, index) => linkEntry(key, keys[index] ?? "")),
  ];
  return plan(entries, recordsOf(entries));
}

/** A work item as the server has it. */
export interface StoredItem {
  readonly id: number;
  readonly rev: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly relations?: readonly { readonly rel: string; readonly url: string }[];
}

export async function stored(sample: ServedSample, id: number): Promise<StoredItem> {
  return (await sample.send("GET", `/_apis/wit/workitems/${id}?$expand=relations`)).json as StoredItem;
}

/** The ids of the work items that carry each key, over the whole project. */
export async function idsByKey(sample: ServedSample, run: string): Promise<Map<string, number[]>> {
  const query = `SELECT [System.Id] FROM WorkItems WHERE [System.Tags] CONTAINS 'import:${run}'`;
  const { json } = await sample.send("POST", `/${PROJECT.id}/_apis/wit/wiql`, { body: { query } });
  const found = new Map<string, number[]>();
  for (const { id } of (json as { workItems: { id: number }[] }).workItems) {
    const { fields } = await stored(sample, id);
    const key = keyIn(String(fields["System.Description"])) ?? "none";
    found.set(key, [...(found.get(key) ?? []), id]);
  }
  return found;
}

/** All that a run comes to, without what differs from one run to the next: ids and revisions. */
export async function endOf(sample: ServedSample, boards: RunBoards, id: string): Promise<unknown> {
  sample.fail();
  const run = await reloaded(boards, id);
  const byKey = await idsByKey(sample, id);
  const keyOf = new Map([...byKey].flatMap(([key, ids]) => ids.map((one) => [one, key])));
  const items = await Promise.all(
    [...byKey].map(async ([key, ids]) => {
      const { fields, relations = [] } = await stored(sample, ids[0] ?? 0);
      const links = relations.map(({ rel, url }) => `${rel} ${keyOf.get(Number(url.split("/").at(-1))) ?? "other"}`);
      return { key, count: ids.length, title: fields["System.Title"], links: links.sort() };
    }),
  );
  const records = (await boards.records.load()).map((one) => ({
    ...one,
    run: "",
    workItem: keyOf.get(one.workItem ?? 0) ?? one.workItem,
    workloadItem: keyOf.get(one.workloadItem ?? 0) ?? one.workloadItem,
  }));
  return {
    state: run.summary.state,
    counts: run.summary.counts,
    outcomes: run.entries.map(({ entry, outcome }) => `${entry.key} ${outcome.kind}`),
    items: items.sort((a, b) => (a.key < b.key ? -1 : 1)),
    records,
  };
}

/** All requests to the server that are no matter of the test itself. */
export const ANY_REQUEST: FaultRule["route"] = "/_apis/";
