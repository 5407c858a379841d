import { Cancelled } from "../../../src/boards/errors";
import type { ImportPlan } from "../../../src/domain/inventory/importPlan";
import type { Reconciliation } from "../../../src/domain/inventory/reconciliation";
import type { SheetReading } from "../../../src/files/inventory/sheetReading";
import type { InventoryEffects } from "../../../src/hub/inventory/effects";
import { createImporting, type Importing } from "../../../src/hub/inventory/import/importing";
import type { Thinking } from "../../../src/hub/inventory/import/scene";
import { asset, policy, snapshot } from "../../builders/estate";
import {
  chosen,
  createEntry,
  deferred,
  effectsWith,
  fileAsset,
  importPlan,
  inventoryFile,
  memoryJournal,
  read,
  recordsOf,
  row,
  storedRecord,
  UNKNOWN,
} from "./inventoryImportWorld";

const FILE = inventoryFile([fileAsset("WEB-1"), fileAsset("SQL-1")]);
const EDGE = {
  from: "rvtools:web-1",
  to: "rvtools:sql-1",
  fromName: "WEB-1",
  toName: "SQL-1",
  details: ["port 1433"],
  isLinked: false,
  places: [],
};

const DRY_RUN: Reconciliation = {
  rows: [row("WEB-1"), row("SQL-1")],
  edges: [EDGE],
  looseEdges: [],
  records: [],
  problems: [],
};

/** Compares and plans as it is told, and keeps what it was given. */
function thinkingOf(reconciliation: Reconciliation = DRY_RUN, plan: ImportPlan = importPlan([createEntry("WEB-1")])) {
  const compared: Parameters<Thinking["reconcile"]>[] = [];
  const planned: Parameters<Thinking["plan"]>[] = [];
  const thinking: Thinking = {
    reconcile(...given) {
      compared.push(given);
      return reconciliation;
    },
    plan(...given) {
      planned.push(given);
      return { plan, effects: [] };
    },
  };
  return { thinking, compared, planned };
}

const data = () => ({ snapshot: snapshot([asset(1, null)]), stored: { policy: policy(), etag: 1 } });

function reading(...readings: readonly SheetReading[]): Partial<InventoryEffects> {
  return {
    mappings: { list: () => Promise.resolve([]), save: failing("save"), remove: failing("remove") },
    readFiles: () => Promise.resolve(readings),
    records: recordsOf(() => Promise.resolve([])),
    readDescriptions: () => Promise.resolve([]),
  };
}

function failing(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`The test does not expect ${name}.`));
}

async function inDryRun(known: Partial<InventoryEffects> = {}, thought = thinkingOf()): Promise<Importing> {
  const importing = createImporting(effectsWith({ ...reading(read(FILE)), ...known }), thought.thinking);
  importing.see(data());
  await importing.choose([chosen("vms.csv")]);
  return importing;
}

/** The step, which must be of that kind. */
function stepOf<K extends ReturnType<Importing["get"]>["kind"]>(importing: Importing, kind: K) {
  const step = importing.get();
  if (step.kind !== kind) throw new Error(`The step is ${step.kind}, not ${kind}: ${JSON.stringify(step)}`);
  return step as Extract<ReturnType<Importing["get"]>, { kind: K }>;
}

describe("reading files", () => {
  it("tells how many rows were read of each, and compares them with what is stored", async () => {
    const files = deferred<readonly SheetReading[]>();
    const thought = thinkingOf();
    const record = storedRecord("SQL-1");
    const importing = createImporting(
      effectsWith({
        ...reading(),
        records: recordsOf(() => Promise.resolve([record])),
        readDescriptions: (ids) => Promise.resolve(ids.map((id) => ({ id, key: null, description: "<p>Text</p>" }))),
        readFiles: (request, _signal, onProgress) => {
          expect(request.files.map(({ name }) => name)).toEqual(["vms.csv", "sql.csv"]);
          onProgress({ file: "vms.csv", rows: 120 });
          return files.promise;
        },
      }),
      thought.thinking,
    );
    importing.see(data());
    const done = importing.choose([chosen("vms.csv"), chosen("sql.csv")]);
    await Promise.resolve();
    await new Promise((resolve) => {
      const stop = importing.subscribe(() => {
        stop();
        resolve(undefined);
      });
    });
    expect(stepOf(importing, "reading").rows).toEqual(new Map([["vms.csv", 120]]));
    files.resolve([read(FILE)]);
    await done;
    expect(stepOf(importing, "dryRun").reconciliation).toBe(DRY_RUN);
    const [files0, records, scene] = thought.compared[0] ?? [];
    expect(files0).toEqual([FILE]);
    expect(records).toEqual([record]);
    expect(scene?.descriptions).toEqual(new Map([[1, "<p>Text</p>"]]));
  });

  it("says why a file could not be read, keeps what was read of others, and lets choose again", async () => {
    const problem = {
      place: { file: "old.xls", sheet: null, line: 0, column: null },
      value: "",
      message: "This is an old Excel file. Save it as .xlsx.",
      leaves: "row",
    } as const;
    const importing = createImporting(
      effectsWith(reading({ kind: "unreadable", name: "old.xls", problem })),
      thinkingOf().thinking,
    );
    importing.see(data());
    await importing.choose([chosen("old.xls")]);
    const step = stepOf(importing, "choosing");
    expect(step.message).toBe("There is no asset in what was chosen.");
    expect(step.report?.unreadable).toEqual([problem]);
  });

  it("says what failed where the stores can't be reached", async () => {
    const load = (): Promise<never> => Promise.reject(new Error("Azure DevOps did not answer."));
    const importing = await inDryRun({ records: recordsOf(load) });
    expect(stepOf(importing, "choosing").message).toBe("Azure DevOps did not answer.");
  });

  it("ends when it is cancelled, and says nothing of it later", async () => {
    const begun = deferred<undefined>();
    const importing = createImporting(
      effectsWith({
        ...reading(),
        readFiles: (_request, signal) => {
          begun.resolve(undefined);
          return new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => {
              reject(new Cancelled());
            });
          });
        },
      }),
      thinkingOf().thinking,
    );
    importing.see(data());
    const done = importing.choose([chosen("vms.csv")]);
    await begun.promise;
    importing.cancel();
    await done;
    expect(stepOf(importing, "choosing")).toEqual({ kind: "choosing", message: null, report: null });
  });

  it("reads nothing where it was cancelled before the reading began", async () => {
    const importing = createImporting(
      effectsWith({ ...reading(), readFiles: failing("readFiles") }),
      thinkingOf().thinking,
    );
    importing.see(data());
    const done = importing.choose([chosen("vms.csv")]);
    importing.cancel();
    await done;
    expect(stepOf(importing, "choosing")).toEqual({ kind: "choosing", message: null, report: null });
  });

  it("does not let files that were chosen first take the place of those chosen later", async () => {
    const first = deferred<readonly SheetReading[]>();
    const begun = deferred<undefined>();
    const other = inventoryFile([fileAsset("APP-1")], { name: "later.csv" });
    const importing = createImporting(
      effectsWith({
        ...reading(),
        readFiles: ({ files }) => {
          if (files[0]?.name !== "vms.csv") return Promise.resolve([read(other)]);
          begun.resolve(undefined);
          return first.promise;
        },
      }),
      thinkingOf().thinking,
    );
    importing.see(data());
    const early = importing.choose([chosen("vms.csv")]);
    await begun.promise;
    await importing.choose([chosen("later.csv")]);
    first.resolve([read(FILE)]);
    await early;
    expect(stepOf(importing, "dryRun").report.read).toEqual([other]);
  });
});

describe("a table that no profile knows", () => {
  async function inColumns(known: Partial<InventoryEffects> = {}): Promise<Importing> {
    const importing = createImporting(
      effectsWith({
        ...reading(),
        readFiles: ({ mappings }) =>
          Promise.resolve(mappings.some(({ title }) => title === "cmdb") ? [read(FILE)] : [UNKNOWN]),
        ...known,
      }),
      thinkingOf().thinking,
    );
    importing.see(data());
    await importing.choose([chosen("cmdb.csv")]);
    return importing;
  }

  it("is asked about with what its headers suggest", async () => {
    expect(stepOf(await inColumns(), "columns").drafts).toEqual([
      { table: UNKNOWN, mapping: UNKNOWN.suggested, isRemembered: true, isLeft: false },
    ]);
  });

  it("is read with the columns that were said, which are kept for the project", async () => {
    const saved: unknown[] = [];
    const save = (mapping: unknown): Promise<void> => {
      saved.push(mapping);
      return Promise.resolve();
    };
    const importing = await inColumns({
      mappings: { list: () => Promise.resolve([]), save, remove: failing("remove") },
    });
    const mapping = { ...UNKNOWN.suggested, columns: { Host: "name" } } as const;
    importing.draft(0, { mapping });
    await importing.takeColumns();
    expect(saved).toEqual([mapping]);
    stepOf(importing, "dryRun");
  });

  it("keeps nothing where it is not to be remembered", async () => {
    const importing = await inColumns();
    importing.draft(0, { isRemembered: false });
    await importing.takeColumns();
    stepOf(importing, "dryRun");
  });

  it("stays where no column is the name or the key", async () => {
    const importing = await inColumns();
    importing.draft(0, { mapping: { ...UNKNOWN.suggested, columns: { Cores: "cores" } } });
    await importing.takeColumns();
    stepOf(importing, "columns");
  });

  it("says so where the columns could not be kept, and loses none of them", async () => {
    const save = (): Promise<never> => Promise.reject(new Error("Storage is full."));
    const importing = await inColumns({
      mappings: { list: () => Promise.resolve([]), save, remove: failing("remove") },
    });
    await importing.takeColumns();
    const step = stepOf(importing, "columns");
    expect(step.problem).toMatch(/could not be remembered\. Storage is full\./);
    expect(step.isSaving).toBe(false);
    expect(step.drafts).toHaveLength(1);
  });

  it("that is remembered can be said otherwise: it is asked about as it was said, and kept anew", async () => {
    const remembered = { ...UNKNOWN.suggested, columns: { Host: "name", Cores: "memory" } } as const;
    const saved: unknown[] = [];
    const importing = await inColumns({
      mappings: {
        list: () => Promise.resolve([remembered]),
        save: (mapping) => {
          saved.push(mapping);
          return Promise.resolve();
        },
        remove: failing("remove"),
      },
    });
    stepOf(importing, "dryRun");
    await importing.correctColumns("cmdb");
    expect(stepOf(importing, "columns").drafts[0]?.mapping).toEqual(remembered);
    importing.draft(0, { mapping: UNKNOWN.suggested });
    await importing.takeColumns();
    stepOf(importing, "dryRun");
    expect(saved).toEqual([UNKNOWN.suggested]);
  });

  it("can be left out, and is listed as left out", async () => {
    const importing = await inColumns({
      readFiles: () => Promise.resolve([UNKNOWN, read(FILE)]),
    });
    importing.draft(0, { isLeft: true });
    await importing.takeColumns();
    expect(stepOf(importing, "dryRun").report.skipped).toEqual([
      expect.objectContaining({ name: "cmdb.csv", reason: expect.stringMatching(/left out/) as unknown }),
    ]);
  });
});

describe("the dry run", () => {
  it("adds up what is decided of a row, and an action takes back what belonged to another", async () => {
    const importing = await inDryRun();
    importing.decide(["rvtools:web-1"], { name: "Web 1" });
    importing.decide(["rvtools:web-1", "rvtools:sql-1"], { action: "record", outOfScope: "Retired in June" });
    importing.decide(["rvtools:web-1"], { action: "map", workItem: 7 });
    const { decisions } = stepOf(importing, "dryRun");
    expect(decisions.get("rvtools:web-1")).toEqual({ name: "Web 1", action: "map", workItem: 7 });
    expect(decisions.get("rvtools:sql-1")).toEqual({ action: "record", outOfScope: "Retired in June" });
    importing.forget(["rvtools:web-1"]);
    expect([...stepOf(importing, "dryRun").decisions.keys()]).toEqual(["rvtools:sql-1"]);
  });

  it("plans with the decisions and options, and without the edges that are not to be linked", async () => {
    const thought = thinkingOf();
    const importing = await inDryRun({}, thought);
    importing.decide(["rvtools:web-1"], { action: "skip" });
    importing.setOptions({ release: "R1" });
    importing.setEdges([`${EDGE.from}\n${EDGE.to}`], false);
    importing.preview();
    stepOf(importing, "preview");
    const [reconciliation, decisions, options] = thought.planned[0] ?? [];
    expect(reconciliation?.edges).toEqual([]);
    expect(decisions?.get("rvtools:web-1")).toEqual({ action: "skip" });
    expect(options).toMatchObject({ release: "R1", createWorkloads: true, linkEdges: true });
    importing.back();
    expect(stepOf(importing, "dryRun").leftEdges.size).toBe(1);
  });

  it("is done again when the project was read again, with the decisions kept, and says so", async () => {
    const thought = thinkingOf();
    const importing = await inDryRun({}, thought);
    importing.decide(["rvtools:web-1"], { action: "skip" });
    const done = new Promise<void>((resolve) => {
      importing.subscribe(() => {
        const step = importing.get();
        if (step.kind === "dryRun" && step.redo === "done") resolve();
      });
    });
    importing.see(data());
    expect(stepOf(importing, "dryRun").redo).toBe("running");
    importing.decide(["rvtools:sql-1"], { action: "record" });
    await done;
    expect(thought.compared).toHaveLength(2);
    expect([...stepOf(importing, "dryRun").decisions.keys()]).toEqual(["rvtools:web-1", "rvtools:sql-1"]);
  });

  it("keeps the comparison from before where what is stored can't be read again, and says so", async () => {
    let reads = 0;
    const load = (): Promise<readonly never[]> => {
      reads += 1;
      return reads === 1 ? Promise.resolve([]) : Promise.reject(new Error("No answer."));
    };
    const importing = await inDryRun({ records: recordsOf(load) });
    const failed = new Promise<void>((resolve) => {
      importing.subscribe(() => {
        const step = importing.get();
        if (step.kind === "dryRun" && step.problem !== null) resolve();
      });
    });
    importing.see(data());
    await failed;
    const step = stepOf(importing, "dryRun");
    expect(step.problem).toMatch(/No answer\./);
    expect(step.reconciliation).toBe(DRY_RUN);
  });
});

describe("beginning to write", () => {
  it("keeps the plan in the log before anything is written, and begins anew", async () => {
    const journal = memoryJournal();
    const importing = await inDryRun({ journal });
    importing.preview();
    const run = await importing.begin();
    expect(run?.summary.title).toBe("vms.csv");
    expect(journal.runs).toEqual([run]);
    stepOf(importing, "choosing");
  });

  it("writes nothing where the log can't be written, and keeps the plan", async () => {
    const begin = (): Promise<never> => Promise.reject(new Error("Storage is full."));
    const importing = await inDryRun({ journal: { ...memoryJournal(), begin } });
    importing.preview();
    expect(await importing.begin()).toBeNull();
    const step = stepOf(importing, "preview");
    expect(step.problem).toMatch(/nothing was written\. Storage is full\./);
    expect(step.isBeginning).toBe(false);
  });

  it("keeps one run however often it is pressed", async () => {
    const journal = memoryJournal();
    const importing = await inDryRun({ journal });
    importing.preview();
    await Promise.all([importing.begin(), importing.begin()]);
    expect(journal.runs).toHaveLength(1);
  });
});
