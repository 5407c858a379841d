import { Cancelled } from "../../../boards/errors";
import type { Run } from "../../../boards/inventory/stores";
import { messageOf } from "../../../components/store/messageOf";
import { createStore, type Store } from "../../../components/store/store";
import type { ColumnMapping } from "../../../domain/inventory/columnMapping";
import type { RowDecision } from "../../../domain/inventory/reconciliation";
import type { InventoryScene } from "../../../domain/inventory/scene";
import type { SheetReading } from "../../../files/inventory/sheetReading";
import type { Ready } from "../../store/state";
import type { InventoryEffects } from "../effects";
import { missingOf } from "./columns";
import { decided, edgeId } from "./deciding";
import { draftOf, holdsAnything, reportOf, tableId } from "./fileReport";
import { FIRST_OPTIONS, type ImportOptions, readScene, type Thinking } from "./scene";
import type {
  ChosenFile,
  Columns,
  Compared,
  DryRun,
  FileReport,
  ImportStep,
  Preview,
  TableDraft,
  UnknownTable,
} from "./state";

/** What an import needs of the hub's data. */
export type ImportData = Pick<Ready, "snapshot" | "stored">;

/** The import without its looks: a step, and what a person can do in it. */
export interface Importing extends Pick<Store<ImportStep>, "get" | "subscribe"> {
  /** Takes the hub's data. Files that were compared already are compared again where it is newer. */
  see(data: ImportData): void;
  /** Reads files and compares them, or asks for the columns of those that nobody knows. */
  choose(files: readonly ChosenFile[]): Promise<void>;
  /** Ends what is read; what was chosen before is left. */
  cancel(): void;
  /** Says something of the unknown table at this place. */
  draft(index: number, change: Partial<Pick<TableDraft, "mapping" | "isRemembered" | "isLeft">>): void;
  /** Asks again for the columns of files of a kind that the project remembers, by its title. */
  correctColumns(title: string): Promise<void>;
  /** Reads the files again with the columns that were said, and compares them. */
  takeColumns(): Promise<void>;
  /** Adds to what is decided for these rows. */
  decide(keys: readonly string[], decision: RowDecision): void;
  /** Adds to what is decided, for each row by its key. */
  decideEach(decisions: ReadonlyMap<string, RowDecision>): void;
  /** Leaves these rows as they were proposed. */
  forget(keys: readonly string[]): void;
  setOptions(change: Partial<ImportOptions>): void;
  /** Whether these edges, by {@link edgeId}, become links. */
  setEdges(ids: readonly string[], isLinked: boolean): void;
  /** Plans what the dry run comes to. Nothing is written. */
  preview(): void;
  /** From the preview to the dry run. */
  back(): void;
  /** Keeps the plan in the log, and begins anew. Null where that failed: the preview says why. */
  begin(): Promise<Run | null>;
  /** Leaves the files; nothing of them is kept. */
  restart(): void;
}

const FIRST: ImportStep = { kind: "choosing", message: null, report: null };

/** Makes an import; nothing happens before files are chosen. */
export function createImporting(
  effects: Pick<
    InventoryEffects,
    "records" | "journal" | "mappings" | "readFiles" | "readDescriptions" | "reader" | "now"
  >,
  thinking: Thinking,
): Importing {
  const store = createStore<ImportStep>(FIRST);
  let files: readonly ChosenFile[] = [];
  let data: ImportData | null = null;
  let scene: InventoryScene | null = null;
  let work: AbortController | null = null;

  const begin = (): AbortController => {
    work?.abort();
    work = new AbortController();
    return work;
  };
  /** Sets a step unless something newer began meanwhile. */
  const setFor = (mine: AbortController, step: ImportStep): void => {
    if (work === mine) store.set(step);
  };
  const failed = (mine: AbortController, thrown: unknown, report: FileReport | null): void => {
    const message = thrown instanceof Cancelled ? null : messageOf(thrown);
    setFor(mine, { kind: "choosing", message, report });
  };

  /** What comes of the files with the columns that were said. `asked` is the title of a mapping that is not to be used. */
  async function readings(
    mine: AbortController,
    drafts: readonly TableDraft[],
    asked: string | null,
  ): Promise<{ readonly readings: readonly SheetReading[]; readonly before: ColumnMapping | null }> {
    const names = files.map(({ name }) => name);
    setFor(mine, { kind: "reading", files: names, rows: new Map() });
    const [stored, ...contents] = await Promise.all([
      effects.mappings.list(),
      ...files.map(async (file) => ({ name: file.name, data: await file.arrayBuffer() })),
    ]);
    if (mine.signal.aborted) throw new Cancelled();
    const said = drafts.filter(({ isLeft }) => !isLeft).map(({ mapping }) => mapping);
    const mappings = [...said, ...stored.filter(({ title }) => title !== asked)];
    const read = await effects.readFiles({ files: contents, mappings }, mine.signal, ({ file, rows }) => {
      const now = store.get();
      if (now.kind === "reading") setFor(mine, { ...now, rows: new Map([...now.rows, [file, rows]]) });
    });
    return { readings: read, before: stored.find(({ title }) => title === asked) ?? null };
  }

  async function read(drafts: readonly TableDraft[], asked: string | null = null): Promise<void> {
    const mine = begin();
    try {
      const { readings: read, before } = await readings(mine, drafts, asked);
      const left = new Set(drafts.filter(({ isLeft }) => isLeft).map(({ table }) => tableId(table)));
      const report = reportOf(read, left);
      const unknown = read.filter((one): one is UnknownTable => one.kind === "unknown" && !left.has(tableId(one)));
      if (unknown.length > 0) {
        const kept = new Map(drafts.map((draft) => [tableId(draft.table), draft]));
        const next = unknown.map((table) => kept.get(tableId(table)) ?? draftOf(table, before));
        const others = drafts.filter(({ isLeft }) => isLeft);
        setFor(mine, { kind: "columns", report, drafts: [...next, ...others], isSaving: false, problem: null });
        return;
      }
      if (!report.read.some(holdsAnything)) {
        setFor(mine, { kind: "choosing", message: "There is no asset in what was chosen.", report });
        return;
      }
      setFor(mine, { kind: "comparing", report });
      await compare(mine, report);
    } catch (thrown) {
      failed(mine, thrown, null);
    }
  }

  /** Compares with what is stored now; `before` is the dry run that it takes the place of. */
  async function compare(mine: AbortController, report: FileReport, before: Compared | null = null): Promise<void> {
    if (data === null) throw new Error("The hub's data was not handed to the import.");
    const read = await readScene(effects, data, mine.signal);
    if (work !== mine) return;
    scene = read.scene;
    const compared: Compared = {
      report,
      reconciliation: thinking.reconcile(report.read, read.records, read.scene),
      decisions: before?.decisions ?? new Map(),
      options: before?.options ?? FIRST_OPTIONS,
      leftEdges: before?.leftEdges ?? new Set(),
      redo: before === null ? "none" : "done",
    };
    const now = store.get();
    if (now.kind === "preview") setFor(mine, planned({ ...compared, decisions: now.decisions, options: now.options }));
    else if (now.kind === "dryRun") {
      setFor(mine, { ...now, reconciliation: compared.reconciliation, redo: "done", problem: null });
    } else setFor(mine, { kind: "dryRun", ...compared, problem: null });
  }

  /** The preview of what a dry run comes to. */
  function planned(compared: Compared): Preview {
    if (scene === null) throw new Error("A plan was asked for before the files were compared.");
    const { report, reconciliation, decisions, options, leftEdges, redo } = compared;
    const edges = reconciliation.edges.filter((edge) => !leftEdges.has(edgeId(edge)));
    const { plan, effects: gates } = thinking.plan({ ...reconciliation, edges }, decisions, options, scene);
    return {
      kind: "preview",
      report,
      reconciliation,
      decisions,
      options,
      leftEdges,
      redo,
      plan,
      effects: gates,
      isBeginning: false,
      problem: null,
    };
  }

  async function redo(step: DryRun | Preview): Promise<void> {
    const mine = begin();
    store.set({ ...step, redo: "running" });
    try {
      await compare(mine, step.report, step);
    } catch (thrown) {
      const now = store.get();
      if (now.kind !== "dryRun" && now.kind !== "preview") return;
      const problem = `What is stored could not be read again, so this is compared with what was read before. ${messageOf(thrown)}`;
      setFor(mine, { ...now, redo: "none", problem });
    }
  }

  const inDryRun = (change: (step: DryRun) => Partial<Compared>): void => {
    const step = store.get();
    if (step.kind === "dryRun") store.set({ ...step, ...change(step) });
  };
  const decideEach = (added: ReadonlyMap<string, RowDecision>): void => {
    inDryRun(({ decisions }) => {
      const next = new Map(decisions);
      for (const [key, decision] of added) next.set(key, decided(next.get(key) ?? {}, decision));
      return { decisions: next };
    });
  };
  const inColumns = (change: (step: Columns) => Partial<Columns>): void => {
    const step = store.get();
    if (step.kind === "columns" && !step.isSaving) store.set({ ...step, ...change(step) });
  };

  return {
    get: store.get,
    subscribe: store.subscribe,
    see(next) {
      const isNewer = data !== null && data.snapshot !== next.snapshot;
      data = next;
      const step = store.get();
      if (!isNewer) return;
      if (step.kind === "dryRun" || (step.kind === "preview" && !step.isBeginning)) void redo(step);
    },
    async choose(chosen) {
      if (chosen.length === 0) return;
      files = chosen;
      await read([]);
    },
    cancel() {
      work?.abort();
      work = null;
      const step = store.get();
      if (step.kind === "reading" || step.kind === "comparing") store.set(FIRST);
    },
    draft(index, change) {
      inColumns(({ drafts }) => ({
        drafts: drafts.map((draft, at) => (at === index ? { ...draft, ...change } : draft)),
      }));
    },
    async correctColumns(title) {
      if (store.get().kind === "dryRun") await read([], title);
    },
    async takeColumns() {
      const step = store.get();
      if (step.kind !== "columns" || step.isSaving) return;
      const said = step.drafts.filter(({ isLeft }) => !isLeft);
      if (said.some(({ mapping }) => missingOf(mapping).length > 0)) return;
      store.set({ ...step, isSaving: true, problem: null });
      try {
        for (const { mapping, isRemembered } of said) if (isRemembered) await effects.mappings.save(mapping);
      } catch (thrown) {
        const problem = `The columns could not be remembered. ${messageOf(thrown)} Try again, or import without remembering them.`;
        store.set({ ...step, isSaving: false, problem });
        return;
      }
      await read(step.drafts);
    },
    decide(keys, decision) {
      decideEach(new Map(keys.map((key) => [key, decision])));
    },
    decideEach,
    forget(keys) {
      inDryRun(({ decisions }) => {
        const next = new Map(decisions);
        for (const key of keys) next.delete(key);
        return { decisions: next };
      });
    },
    setOptions(change) {
      inDryRun(({ options }) => ({ options: { ...options, ...change } }));
    },
    setEdges(ids, isLinked) {
      inDryRun(({ leftEdges }) => {
        const next = new Set(leftEdges);
        for (const id of ids) {
          if (isLinked) next.delete(id);
          else next.add(id);
        }
        return { leftEdges: next };
      });
    },
    preview() {
      const step = store.get();
      if (step.kind === "dryRun" && step.redo !== "running") store.set(planned(step));
    },
    back() {
      const step = store.get();
      if (step.kind !== "preview" || step.isBeginning) return;
      const { report, reconciliation, decisions, options, leftEdges, redo } = step;
      store.set({ kind: "dryRun", report, reconciliation, decisions, options, leftEdges, redo, problem: null });
    },
    async begin() {
      const step = store.get();
      if (step.kind !== "preview" || step.isBeginning || step.redo === "running") return null;
      store.set({ ...step, isBeginning: true, problem: null });
      try {
        const run = await effects.journal.begin(step.plan, effects.reader, effects.now());
        files = [];
        store.set(FIRST);
        return run;
      } catch (thrown) {
        const problem = `The plan could not be kept in the log, so nothing was written. ${messageOf(thrown)}`;
        store.set({ ...step, isBeginning: false, problem });
        return null;
      }
    },
    restart() {
      work?.abort();
      work = null;
      files = [];
      store.set(FIRST);
    },
  };
}
