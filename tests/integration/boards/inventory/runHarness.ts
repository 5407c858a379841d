/** Runs of imports against the local Azure Boards over HTTP: plans, stores that live in its extension data, and what is there after. */
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
import { createTransport } from "../../../../src/boards/transport";
import { keyIn, withBlock } from "../../../../src/domain/inventory/description";
import type { ImportPlan, RecordChange, RunEntry } from "../../../../src/domain/inventory/importPlan";
import type { StoredRecord } from "../../../../src/domain/inventory/record";
import type { WorkItem } from "../../../../src/domain/workItem";
import { NOW, workItem } from "../../../builders/estate";
import { PATCH } from "../../local-boards/serve";
import { SAMPLE_PROJECT, type ServedSample } from "../sample";

export const PROJECT = { id: SAMPLE_PROJECT.id, name: SAMPLE_PROJECT.name };
export const READER = { id: "ana", displayName: "Ana Example" };
export const PREDECESSOR = "System.LinkTypes.Dependency-Reverse";
const COLLECTIONS = "/_apis/ExtensionManagement/InstalledExtensions/pub/ext/Data/Scopes/Default/Current/Collections";
const NEVER = new AbortController().signal;

/** Waits for no time, and is that much later then. */
function quickClock(): Clock {
  let now = NOW;
  return {
    now: () => now,
    sleep: (milliseconds, signal) => {
      now += milliseconds;
      return signal?.aborted ? Promise.reject(new Cancelled()) : Promise.resolve();
    },
  };
}

/** How a page ends: after so many requests it is closed, and the answer to the last one reaches nobody. */
export class Line {
  sent = 0;
  constructor(private readonly closesAfter = Number.POSITIVE_INFINITY) {}

  /** Sends a request while the page is open. */
  async through<T>(send: () => Promise<T>): Promise<T> {
    this.sent += 1;
    if (this.sent > this.closesAfter) throw new TypeError("The page is closed.");
    const answer = await send();
    if (this.sent >= this.closesAfter) throw new TypeError("The page is closed.");
    return answer;
  }
}

/** The extension's storage over HTTP, with Azure DevOps' errors as the host hands them on. */
export function servedDocuments(sample: ServedSample, line = new Line()): DocumentStore {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const { status, json } = await line.through(() =>
      sample.send(method, `${COLLECTIONS}/${path}`, {
        ...(body === undefined ? {} : { body }),
        accept: "application/json;api-version=7.2-preview.1",
      }),
    );
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
export function page(sample: ServedSample, options: { userId?: string; line?: Line } = {}): RunBoards {
  const { line = new Line(), userId = sample.boards.users()[0]?.id ?? "" } = options;
  const clock = quickClock();
  const retry = { ...DEFAULT_RETRY, attempts: 3 };
  const documents = createPatientDocuments(servedDocuments(sample, line), { clock, random: () => 0, retry });
  const token = sample.boards.tokens.issue(userId);
  return {
    transport: createTransport({
      organizationUrl: sample.boards.organizationUrl,
      fetch: (url, init) => line.through(() => fetch(url, init)),
      getToken: () => Promise.resolve(token),
      clock,
      random: () => 0,
    }),
    project: PROJECT,
    journal: createJournal(documents, { projectId: PROJECT.id, random: Math.random }),
    records: createRecordStore(documents, PROJECT.id),
    clock,
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

/** Makes a work item as a person does, and gives it as it is read. */
export async function handMade(sample: ServedSample, title = "By hand"): Promise<WorkItem> {
  const fields = { "System.Title": title, "System.Tags": "kind:vm", "System.Description": "<p>Theirs</p>" };
  const { json, text, status } = await sample.send("POST", `/${PROJECT.id}/_apis/wit/workitems/$User%20Story`, {
    body: Object.entries(fields).map(([name, value]) => ({ op: "add", path: `/fields/${name}`, value })),
    contentType: PATCH,
  });
  if (status !== 200) throw new Error(text);
  const { id, rev } = json as StoredItem;
  return workItem(id, { rev, title, tags: ["kind:vm"], type: "User Story", state: "New" });
}

/** Changes a field of a work item as somebody else does. */
export async function changeField(sample: ServedSample, id: number, field: string, value: unknown): Promise<void> {
  const body = [{ op: "replace", path: `/fields/${field}`, value }];
  const { status, text } = await sample.send("PATCH", `/_apis/wit/workitems/${id}`, { body, contentType: PATCH });
  if (status !== 200) throw new Error(text);
}

/** The entry that changes an item that a person made: its title, a tag and its block. */
export function updateEntry(item: WorkItem, key = `m-${item.id}`): Extract<RunEntry, { kind: "update" }> {
  const description = "<p>Theirs</p>";
  return {
    kind: "update",
    key,
    item,
    edit: {
      title: `${item.title} (renamed)`,
      tags: [...item.tags, "strategy:rehost"],
      description: { from: description, to: withBlock(description, record(key)) },
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

/** So many assets below a workload that is made for them, some of them waiting for the one before. */
export function estatePlan(assets: number, links = 0, prefix = ""): ImportPlan {
  const keys = Array.from({ length: assets }, (_, index) => `${prefix}m${index}`);
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

/**
 * All that a run comes to, without what differs from one run to the next: ids, revisions, and the prefix of its keys.
 */
export async function endOf(sample: ServedSample, boards: RunBoards, id: string, prefix = ""): Promise<unknown> {
  sample.fail();
  const run = await reloaded(boards, id);
  const byKey = await idsByKey(sample, id);
  const updated = run.entries.flatMap(({ entry }) => (entry.kind === "update" ? [entry] : []));
  const keyOf = new Map([
    ...[...byKey].flatMap(([key, ids]) => ids.map((one) => [one, key] as const)),
    ...updated.map(({ item, key }) => [item.id, key] as const),
  ]);
  const items = await Promise.all(
    [...byKey, ...updated.map(({ key, item }) => [key, [item.id]] as const)].map(async ([key, ids]) => {
      const { fields, relations = [] } = await stored(sample, ids[0] ?? 0);
      const links = relations.map(({ rel, url }) => `${rel} ${keyOf.get(Number(url.split("/").at(-1))) ?? "other"}`);
      const text = ["Title", "Tags", "Description"].map((name) => fields[`System.${name}`]);
      return { key, count: ids.length, text, links: links.sort() };
    }),
  );
  const records = (await boards.records.load())
    .filter(({ key }) => key.startsWith(prefix))
    .map((one) => ({ ...one, workItem: keyOf.get(one.workItem ?? 0), workloadItem: keyOf.get(one.workloadItem ?? 0) }));
  const end = {
    state: run.summary.state,
    counts: run.summary.counts,
    outcomes: run.entries.map(({ entry, outcome }) => `${entry.key} ${outcome.kind}`),
    items: items.sort((a, b) => (a.key < b.key ? -1 : 1)),
    records,
  };
  return JSON.parse(
    JSON.stringify(end)
      .replaceAll(prefix === "" ? id : prefix, "")
      .replaceAll(id, "RUN"),
  );
}
