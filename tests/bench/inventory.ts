/** How long an import takes, and going on with one whose page was closed, beside sending the same bytes without a journal. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EstateBuilder } from "../../scripts/local-boards/estates/builder";
import { createLocalBoards } from "../../scripts/local-boards/server";
import { systemClock } from "../../src/boards/clock";
import type { DocumentStore } from "../../src/boards/documents";
import { carryOutRun } from "../../src/boards/inventory/carryOutRun";
import { createJournal } from "../../src/boards/inventory/journal";
import { createRecordStore } from "../../src/boards/inventory/recordStore";
import { findMade } from "../../src/boards/inventory/runItems";
import type { RunBoards } from "../../src/boards/inventory/runWorld";
import type { Run } from "../../src/boards/inventory/stores";
import { createPatientDocuments } from "../../src/boards/patientDocuments";
import { DEFAULT_RETRY } from "../../src/boards/retryPolicy";
import { createTransport } from "../../src/boards/transport";
import { keyIn, withBlock } from "../../src/domain/inventory/description";
import type { ImportPlan, RunEntry } from "../../src/domain/inventory/importPlan";
import type { StoredRecord } from "../../src/domain/inventory/record";
import { MemoryDocuments } from "../unit/boards/support/memoryDocuments";
import { measure, print, say } from "./measure";

const ASSETS = 5_000;
/** A request in so many fails, in turns by what is dropped before and after it is carried out. */
const FAILING = 10;
const NOW = Date.now();
const QUICK = { ...DEFAULT_RETRY, throttledMs: 5, brokenMs: 1, slowMs: 600_000 };
const NEVER = new AbortController().signal;

interface Call {
  readonly url: string;
  readonly init: RequestInit;
}

/** What happens on the way of a page: whether a request gets through, and whether its answer does. */
type Way = (send: () => Promise<Response>) => Promise<Response>;
const OPEN: Way = (send) => send();

/** Prints how long an import of 5,000 assets takes, and that it makes exactly one work item for each whatever fails. */
export async function benchInventory(): Promise<void> {
  const builder = new EstateBuilder();
  const by = builder.user("Ana Example", "ana@example.com");
  const project = builder.project({ name: "Fabrikam Move" });
  const estate = builder.build({ label: "bench", description: "Generated for a measurement." });
  const server = createServer((request, response) => void boards.handle(request, response));
  server.listen(0, "localhost");
  await new Promise((resolve) => server.once("listening", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const boards = createLocalBoards({ origin, estate, clock: () => Date.now() });
  const token = boards.tokens.issue(by.id);
  const documents = new MemoryDocuments();

  const page = (way: Way, calls?: Call[], kept: DocumentStore = documents): RunBoards => {
    const patient = createPatientDocuments(kept, { clock: systemClock, random: Math.random, retry: QUICK });
    return {
      transport: createTransport({
        organizationUrl: boards.organizationUrl,
        fetch: (url, init) => {
          calls?.push({ url, init });
          return way(() => fetch(url, init));
        },
        getToken: () => Promise.resolve(token),
        clock: systemClock,
        random: Math.random,
        retry: QUICK,
      }),
      project: { id: project.id, name: "Fabrikam Move" },
      journal: createJournal(patient, { projectId: project.id, random: Math.random }),
      records: createRecordStore(patient, project.id),
      clock: { ...systemClock, sleep: () => Promise.resolve() },
    };
  };
  const begin = (boardsOf: RunBoards, prefix: string): Promise<Run> =>
    boardsOf.journal.begin(planOf(prefix), { id: by.id, displayName: by.displayName }, NOW);
  const carryOut = (boardsOf: RunBoards, run: Run): Promise<Run> => carryOutRun(boardsOf, run, NEVER, () => undefined);

  try {
    const calls: Call[] = [];
    let runs = 0;
    const whole = async (kept?: Call[]): Promise<void> => {
      const boardsOf = page(OPEN, kept);
      const run = await carryOut(boardsOf, await begin(boardsOf, `w${runs++}-`));
      if (run.summary.state !== "done") throw new Error(`The import did not end: ${run.problems?.join(" ")}`);
    };
    await whole(calls);
    const floor = async (): Promise<void> => {
      const writes = calls.filter(({ url }) => url.includes("$batch"));
      for (const { url, init } of writes) await (await fetch(url, { ...init, signal: null })).text();
    };
    const timings = await measure(
      { "floor: the same writes alone": floor, "import, journal and records": () => whole() },
      3,
    );
    print(
      `${ASSETS.toLocaleString("en-US")} assets imported, ${calls.length} requests`,
      timings,
      "floor: the same writes alone",
    );
    await resume(page, begin, carryOut);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Closes the page in the middle, with a tenth of its requests failing, and goes on until the import is done. */
async function resume(
  page: (way: Way) => RunBoards,
  begin: (boards: RunBoards, prefix: string) => Promise<Run>,
  carryOut: (boards: RunBoards, run: Run) => Promise<Run>,
): Promise<void> {
  let sent = 0;
  const failing = (closesAfter: number): Way => {
    const first = sent;
    return async (send) => {
      sent += 1;
      if (sent - first > closesAfter) throw new TypeError("The page is closed.");
      if (sent % FAILING !== 0) return send();
      // Half of them are carried out, and their answers are lost.
      if (sent % (2 * FAILING) === 0) await send();
      throw new TypeError("The connection ended.");
    };
  };
  const start = performance.now();
  const { summary } = await begin(page(OPEN), "r-");
  let state = summary.state;
  let pages = 0;
  for (; state !== "done"; pages++) {
    const boards = page(failing(pages === 0 ? 40 : Number.POSITIVE_INFINITY));
    const run = await boards.journal.load(summary.id);
    if (run === null || pages > 20) throw new Error("The import does not end.");
    state = (await carryOut(boards, run)).summary.state;
  }
  const ms = performance.now() - start;
  const boards = page(OPEN);
  const end = await boards.journal.load(summary.id);
  const { transport, project } = boards;
  const made = await findMade(transport, project.id, summary.id, () => false);
  const twice = [...made.values()].filter(({ length }) => length > 1).length;
  const lost = end?.entries.filter(
    ({ entry }) => !made.has(entry.kind === "create" ? (keyIn(entry.item.description) ?? "") : ""),
  ).length;
  say(`  a tenth of requests failing, closed in the middle: ${ms.toFixed(0)} ms over ${pages} pages;`);
  say(`  ${made.size} keys of ${end?.entries.length ?? 0} have a work item, ${twice} have two, ${lost ?? 0} have none`);
  if (twice > 0 || lost !== 0) throw new Error("An asset was lost or made twice.");
}

function planOf(prefix: string): ImportPlan {
  const workloads = Array.from({ length: ASSETS / 25 }, (_, index) => `${prefix}w${index}`);
  const entries: RunEntry[] = [];
  const records: ImportPlan["records"][number][] = [];
  for (const workload of workloads) {
    entries.push(createEntry(workload, null, "Feature", withBlock("", { key: workload })));
    for (let index = 0; index < 25; index++) {
      const record = recordOf(`${workload}-m${index}`);
      entries.push(createEntry(record.key, workload, "User Story", withBlock("", record)));
      records.push({ before: null, after: record, item: { key: record.key }, workload: { key: workload } });
    }
  }
  return { purpose: "import", title: "servers.csv", entries, records, refused: [], notes: [] };
}

function createEntry(key: string, under: string | null, type: string, description: string): RunEntry {
  return {
    kind: "create",
    key,
    item: {
      type,
      title: `Server ${key}`,
      tags: ["kind:vm"],
      areaPath: "Fabrikam Move",
      iterationPath: "Fabrikam Move",
      parent: null,
      related: [],
      description,
      fields: {},
    },
    under: under === null ? null : { key: under },
    after: under === null ? [] : [under],
  };
}

function recordOf(key: string): StoredRecord {
  return {
    key,
    alsoKeys: [],
    name: `Server ${key}`,
    kind: "vm",
    hostKey: null,
    workload: "Payroll",
    release: "Wave 1",
    strategy: "rehost",
    attributes: { os: "Windows Server 2019", cores: 8, memory: 16_384, storage: 256, ipAddresses: ["10.0.0.1"] },
    formats: ["azure-migrate-discovery"],
    run: "",
    seenAt: NOW,
    outOfScope: null,
    workItem: null,
    workloadItem: null,
  };
}
