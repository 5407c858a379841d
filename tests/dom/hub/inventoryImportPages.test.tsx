import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import * as React from "react";
import type { EntryOutcome, Run } from "../../../src/boards/inventory/stores";
import type { WorkItem } from "../../../src/domain/workItem";
import type { InventoryEffects } from "../../../src/hub/inventory/effects";
import { ImportPage } from "../../../src/hub/inventory/import/ImportPage";
import { RunsPage } from "../../../src/hub/inventory/import/RunsPage";
import type { HubState, Ready } from "../../../src/hub/store/state";
import { FIRST_VIEW } from "../../../src/hub/store/view";
import { asset, feature, NOW, policy, snapshot } from "../../builders/estate";
import { reportOf } from "../../builders/report";
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
  runOf,
  storedRecord,
} from "../../unit/hub/inventoryImportWorld";
import { hubWith } from "./hubWorld";

const HOSTILE = `<img src=x onerror="alert(1)">`;
const ITEMS = [feature(1, { title: "Payroll", tags: ["release:R1"] }), asset(2, 1, { title: "WEB-2" })];

/** What the hub knows of these items. */
function readyWith(items: readonly WorkItem[] = ITEMS): Ready {
  return {
    kind: "ready",
    report: reportOf(items),
    snapshot: snapshot(items),
    stored: { policy: policy(), etag: 1 },
    readAt: NOW,
    refreshing: null,
    refreshProblem: null,
  };
}

function showImport(effects: InventoryEffects, mayWrite: boolean | null, view: Partial<HubState["view"]> = {}) {
  const data = readyWith();
  let refreshes = 0;
  const refresh = (): Promise<void> => {
    refreshes += 1;
    return Promise.resolve();
  };
  const world = hubWith(data.report, { view: { ...FIRST_VIEW, ...view } }, data.snapshot, { refresh });
  const pageOf = (ready: Ready): JSX.Element =>
    world.around(<ImportPage data={ready} effects={effects} mayWrite={mayWrite} run={null} />);
  const { rerender } = render(pageOf(data));
  return {
    ...world,
    refreshes: () => refreshes,
    showAgain: (items: readonly WorkItem[]) => {
      rerender(pageOf(readyWith(items)));
    },
  };
}

function showRuns(runs: Run[], run: string | null, mayWrite = true, known: Partial<InventoryEffects> = {}) {
  const data = readyWith();
  let refreshes = 0;
  const refresh = (): Promise<void> => {
    refreshes += 1;
    return Promise.resolve();
  };
  const world = hubWith(data.report, {}, data.snapshot, { refresh });
  const effects = effectsWith({ journal: memoryJournal(runs), ...known });
  render(world.around(<RunsPage data={data} effects={effects} mayWrite={mayWrite} run={run} />));
  return { ...world, refreshes: () => refreshes };
}

/** Effects that read one RVTools file of these machines. */
function reading(names: readonly string[], known: Partial<InventoryEffects> = {}): InventoryEffects {
  const unexpected = (): Promise<never> => Promise.reject(new Error("The test keeps no columns."));
  return effectsWith({
    mappings: { list: () => Promise.resolve([]), save: unexpected, remove: unexpected },
    readFiles: () =>
      Promise.resolve([read(inventoryFile(names.map((name) => fileAsset(name, { workload: "Payroll" }))))]),
    records: recordsOf(() => Promise.resolve([])),
    readDescriptions: (ids) => Promise.resolve(ids.map((id) => ({ id, key: null, description: "" }))),
    ...known,
  });
}

function choose(name: string): void {
  fireEvent.change(screen.getByLabelText("Or choose them"), { target: { files: [chosen(name)] } });
}

describe("importing, by who looks", () => {
  it("is not offered to a reader, who is told why", () => {
    showImport(effectsWith({}), false);
    expect(screen.getByText(/which you may not do in this project/)).toBeInTheDocument();
    expect(screen.queryByLabelText("Or choose them")).toBeNull();
  });

  it("is not offered while a day that is over is looked at", () => {
    showImport(effectsWith({}), false, { asOf: "2026-11-20" });
    expect(screen.getByText(/Go back to today first/)).toBeInTheDocument();
  });

  it("waits until it is known who may write", () => {
    showImport(effectsWith({}), null);
    expect(screen.getByRole("status")).toHaveTextContent("Asking whether you may change work items here…");
  });
});

describe("an import from the file to the run", () => {
  it("is planned, previewed, kept in the log and carried out on the run's own page; then the hub reads again", async () => {
    const journal = memoryJournal();
    const carried = deferred<Run>();
    const carryOut: InventoryEffects["carryOut"] = () => carried.promise;
    const { opened, refreshes } = showImport(reading(["WEB-1", "WEB-2"], { journal, carryOut }), true);
    choose("vms.csv");
    await screen.findByText("2 assets: 1 found as a work item, 1 new.");
    fireEvent.click(screen.getByRole("button", { name: "Preview" }));
    expect(screen.getByText(/1 work item created, 1 work item updated, 2 records/)).toBeInTheDocument();
    expect(journal.runs).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Write" }));
    await waitFor(() => {
      expect(opened).toEqual([{ subject: { kind: "inventory", page: "runs", run: "20261123-abcd" } }]);
    });
    const [run] = journal.runs;
    expect(run?.entries.map(({ entry }) => entry.kind).sort()).toEqual(["create", "update"]);
    expect(refreshes()).toBe(0);
    carried.resolve(runOf(importPlan([createEntry("WEB-1")]), "done", [{ kind: "created", id: 7, rev: 1 }]));
    await waitFor(() => {
      expect(refreshes()).toBe(1);
    });
    expect(screen.getByLabelText("Or choose them")).toBeInTheDocument();
  });

  it("is compared again when the hub has read the project again, with what was decided kept", async () => {
    const { showAgain } = showImport(reading(["WEB-1"]), true);
    choose("vms.csv");
    await screen.findByText("1 asset: 1 new.");
    showAgain([...ITEMS, asset(3, 1, { title: "WEB-1" })]);
    await screen.findByText("1 asset: 1 found as a work item.");
    expect(screen.getByText(/The project was read again, and the files were compared with that/)).toBeInTheDocument();
  });

  it("is there again after another page of the hub was looked at", async () => {
    const effects = reading(["WEB-1"]);
    const data = readyWith();
    const { around } = hubWith(data.report, {}, data.snapshot);
    const page = around(<ImportPage data={data} effects={effects} mayWrite run={null} />);
    const { unmount } = render(page);
    choose("vms.csv");
    await screen.findByText("1 asset: 1 new.");
    unmount();
    render(page);
    expect(screen.getByText("1 asset: 1 new.")).toBeInTheDocument();
  });
});

const PLAN = importPlan([createEntry("WEB-1"), createEntry(HOSTILE), createEntry("SQL-1")], {
  records: [{ before: null, after: storedRecord("WEB-1"), item: null, workload: null }],
});
const CREATED: EntryOutcome = { kind: "created", id: 7, rev: 1 };

describe("the list of runs", () => {
  it("says who imported what, when, and how it stands; names are text", async () => {
    showRuns([runOf({ ...PLAN, title: HOSTILE }, "unfinished", [CREATED])], null);
    const row = (await screen.findByText(HOSTILE)).closest<HTMLElement>("[role=row]");
    if (row === null) throw new Error("The title stands in no row.");
    expect(within(row).getByText("Kim")).toBeInTheDocument();
    expect(within(row).getByText("Unfinished")).toBeInTheDocument();
    expect(within(row).getByText("2 not written yet, 1 created")).toBeInTheDocument();
    expect(document.querySelector("img")).toBeNull();
  });

  it("teaches what it is for where there is none", async () => {
    showRuns([], null);
    expect(await screen.findByText(/Nothing was imported yet/)).toBeInTheDocument();
  });

  it("says why it could not be read, and reads it again", async () => {
    let tries = 0;
    const journal = memoryJournal();
    const list = (): Promise<never[]> => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error("No answer.")) : Promise.resolve([]);
    };
    showRuns([], null, true, { journal: { ...journal, list } });
    expect(await screen.findByRole("alert")).toHaveTextContent("No answer.");
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText(/Nothing was imported yet/)).toBeInTheDocument();
  });
});

describe("one run", () => {
  it("lists first what needs attention, with its message, and links to what was made", async () => {
    const run = runOf(PLAN, "unfinished", [
      CREATED,
      { kind: "failed", message: "Azure DevOps did not answer." },
      { kind: "conflict", message: "Ben changed it." },
    ]);
    showRuns([run], run.summary.id);
    expect(await screen.findByText(/Not all of it was written/)).toBeInTheDocument();
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      "CreateSQL-1changed by somebody else Ben changed it.",
      `Create${HOSTILE}failed Azure DevOps did not answer.`,
      "CreateWEB-1created",
    ]);
    expect(screen.getByRole("link", { name: "WEB-1" })).toHaveAttribute("href", "https://boards.example/7");
    fireEvent.change(screen.getByLabelText("Outcome"), { target: { value: "failed" } });
    expect(screen.getByText("1 of 3")).toBeInTheDocument();
  });

  it("is gone on with, however it was left", async () => {
    const run = runOf(PLAN, "running", [CREATED]);
    const done = runOf(PLAN, "done", [CREATED, CREATED, CREATED]);
    const { refreshes } = showRuns([run], run.summary.id, true, {
      carryOut: (given, _signal, onProgress) => {
        expect(given).toBe(run);
        onProgress({ done: 3, of: 3 });
        return Promise.resolve(done);
      },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Go on" }));
    expect(screen.getByText("Writing: 3 of 3")).toBeInTheDocument();
    expect(await screen.findByText("Written: 3 created, 1 record of the inventory.")).toBeInTheDocument();
    expect(refreshes()).toBe(1);
  });

  it("is undone after a question that says what that does, and lists what was kept and why", async () => {
    const run = runOf(PLAN, "done", [CREATED, CREATED, CREATED]);
    const undone = runOf(PLAN, "undone", [
      { kind: "undone" },
      { kind: "kept", id: 7, message: "Ben changed it on 23 November." },
      { kind: "undone" },
    ]);
    showRuns([run], run.summary.id, true, { takeBack: () => Promise.resolve(undone) });
    fireEvent.click(await screen.findByRole("button", { name: "Undo…" }));
    expect(screen.getByText(/3 created work items go to the recycle bin/)).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Undo all of it" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Undone, but for 1 thing that could not be taken back");
    expect(screen.getByText("Ben changed it on 23 November.")).toBeInTheDocument();
  });

  it("undoes nothing where the question is answered with no", async () => {
    const run = runOf(PLAN, "done", [CREATED, CREATED, CREATED]);
    showRuns([run], run.summary.id);
    fireEvent.click(await screen.findByRole("button", { name: "Undo…" }));
    fireEvent.click(screen.getByRole("button", { name: "Leave it" }));
    expect(screen.getByRole("button", { name: "Undo…" })).toBeInTheDocument();
    expect(screen.queryByText(/go to the recycle bin/)).toBeNull();
  });

  it("offers a reader nothing that writes", async () => {
    const run = runOf(PLAN, "unfinished", [CREATED]);
    showRuns([run], run.summary.id, false);
    expect(await screen.findByText(/Not all of it was written/)).toBeInTheDocument();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("says that its log or records could not be written", async () => {
    const run = { ...runOf(PLAN, "done", [CREATED, CREATED, CREATED]), problems: ["The log could not be written."] };
    showRuns([run], run.summary.id);
    expect(await screen.findByText("The log could not be written.")).toBeInTheDocument();
  });

  it("that the address names and nobody made is said to be missing", async () => {
    showRuns([], "20261123-none");
    expect(await screen.findByText(/There is no such run in this project/)).toBeInTheDocument();
  });
});
