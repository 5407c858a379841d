import { fireEvent, screen, within } from "@testing-library/react";
import { backupJson } from "../../../src/domain/inventory/backup";
import { withBlock } from "../../../src/domain/inventory/description";
import type { ImportPlan } from "../../../src/domain/inventory/importPlan";
import type { StoredRecord } from "../../../src/domain/inventory/record";
import { exportedOf, inventoryFileOf } from "../../../src/hub/inventory/assets/exports";
import { rowsOf } from "../../../src/hub/inventory/assets/rows";
import type { InventoryEffects } from "../../../src/hub/inventory/effects";
import { asset, feature, NOW, snapshot } from "../../builders/estate";
import { record } from "../../builders/inventory";
import { reportOf } from "../../builders/report";
import { failingBut, type Given, runOf, settled, showAssets } from "./inventoryAssetsWorld";

const PAYROLL = feature(1, { title: "Payroll", tags: ["release:R1"] });
const SQL = asset(2, 1, { title: "SQL-04", state: "Active", iterationPath: "Contoso\\Sprint 2" });
const ITEMS = [PAYROLL, SQL];
const PROJECT = { id: "p1", name: "Contoso" };
const FORMULA = "=cmd|' /C calc'!A0";

function world(given: Given) {
  const plans: ImportPlan[] = [];
  const effects: Partial<InventoryEffects> = {
    journal: failingBut<InventoryEffects["journal"]>(
      {
        begin: (plan) => {
          plans.push(plan);
          return Promise.resolve(runOf(plan));
        },
      },
      "journal",
    ),
    carryOut: (run) => Promise.resolve(run),
    ...given.effects,
  };
  const hub = { refresh: () => Promise.resolve() };
  return { plans, shown: showAssets({ items: ITEMS, ...given, effects, hub }) };
}

/** Chooses a file as a person does in the browser's dialog. */
async function choose(name: string, text: string): Promise<void> {
  const file = Object.assign(new File([text], name), { text: () => Promise.resolve(text) });
  fireEvent.change(screen.getByLabelText("Backup of the inventory"), { target: { files: [file] } });
  await settled();
}

async function press(name: string): Promise<void> {
  fireEvent.click(screen.getByRole("button", { name }));
  await settled();
}

describe("the inventory as files", () => {
  const rows = (records: readonly StoredRecord[]) => rowsOf(records, reportOf(ITEMS), snapshot(ITEMS));

  it("says where the work item stands, and of workload and release first what the inventory says", () => {
    const own = record("a:1", { workItem: 2, workload: "HR" });
    expect(exportedOf(rows([own, record("a:2")]))).toEqual([
      { record: { ...own, release: "R1" }, stage: "Replicating", iteration: "Contoso\\Sprint 2", workItem: 2 },
      { record: record("a:2"), stage: "", iteration: "", workItem: null },
    ]);
  });

  it("has no cell that a spreadsheet takes for a formula, and is named after project and day", async () => {
    const records = [record("a:1", { name: FORMULA })];
    for (const format of ["csv", "wave"] as const) {
      const file = await inventoryFileOf(format, rows(records), records, PROJECT, NOW);
      expect(file.text).toContain(`"'${FORMULA}"`);
      expect(file.name).toMatch(/^Contoso-(inventory|wave-sheet)-2026-11-23\.csv$/);
    }
  });

  it("has all records in a backup, whatever is shown", async () => {
    const records = [record("a:1"), record("a:2")];
    const file = await inventoryFileOf("backup", [], records, PROJECT, NOW);
    expect(JSON.parse(file.text)).toMatchObject({ records: [{ key: "a:1" }, { key: "a:2" }] });
  });
});

describe("a backup", () => {
  const before = [record("a:1", { workItem: 2 }), record("a:2")];

  it("is restored after a preview with counts, as a run", async () => {
    const { plans, shown } = world({ records: [record("a:2", { outOfScope: "By mistake." }), record("a:3")] });
    await shown;
    await choose("backup.json", backupJson(before, PROJECT, NOW));
    expect(screen.getByText("1 record is added, 1 is changed; 0 are as wanted, 1 other stays.")).toBeInTheDocument();
    await press("Write");
    expect(plans[0]?.records.map(({ after }) => [after?.key, after?.workItem, after?.outOfScope])).toEqual([
      ["a:1", 2, null],
      ["a:2", null, null],
    ]);
  });

  it.each([
    ["{", /is no JSON/],
    [JSON.stringify({ kind: "something" }), /must be release-readiness-inventory/],
  ])("that is none is refused with what is wrong, and nothing is written", async (text, message) => {
    const { shown } = world({ records: before });
    await shown;
    await choose("odd.json", text);
    expect(screen.getByRole("alert")).toHaveTextContent("odd.json is no backup that can be restored");
    expect(screen.getByRole("alert")).toHaveTextContent(message);
    await press("Back");
    expect(screen.getByRole("table", { name: "Inventory" })).toBeInTheDocument();
  });

  it("takes the place of all records where these can't be read, once a person says so", async () => {
    const kept: (readonly StoredRecord[])[] = [];
    let isBroken = true;
    const records = failingBut<InventoryEffects["records"]>(
      {
        load: () => (isBroken ? Promise.reject(new Error("The document 07 is broken.")) : Promise.resolve(before)),
        replaceAll: (all) => {
          kept.push(all);
          isBroken = false;
          return Promise.resolve();
        },
      },
      "records",
    );
    const { shown } = world({ effects: { records } });
    await shown;
    await choose("backup.json", backupJson(before, PROJECT, NOW));
    expect(screen.getByText(/has 2 records\./)).toHaveTextContent("can't be undone");
    expect(kept).toEqual([]);
    await press("Replace all records");
    expect(kept).toEqual([before]);
    expect(screen.getByRole("table", { name: "Inventory" })).toBeInTheDocument();
  });

  it("of another project does not take the place of all records", async () => {
    const records = failingBut<InventoryEffects["records"]>(
      { load: () => Promise.reject(new Error("Broken.")) },
      "records",
    );
    const { shown } = world({ effects: { records } });
    await shown;
    await choose("backup.json", backupJson(before, { id: "p2", name: "Fabrikam" }, NOW));
    expect(screen.getByText("backup.json is a backup of the project Fabrikam.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Replace all records" })).toBeNull();
  });
});

describe("rebuilding from work items", () => {
  it("reads the descriptions of assets and shows which records they tell of", async () => {
    const described: number[][] = [];
    const lost = record("rvtools:SQL-04", { name: "SQL-04", kind: "vm", attributes: { cores: 8 } });
    const readDescriptions: InventoryEffects["readDescriptions"] = (ids) => {
      described.push([...ids]);
      return Promise.resolve([{ id: 2, key: lost.key, description: withBlock("<p>Own words.</p>", lost) }]);
    };
    const { plans, shown } = world({ effects: { readDescriptions } });
    await shown;
    await press("Rebuild from work items…");
    expect(described).toEqual([[2]]);
    expect(screen.getByText(/^1 record is added, 0 are changed/)).toBeInTheDocument();
    await press("Write");
    expect(plans[0]?.records).toMatchObject([{ before: null, after: { key: lost.key, workItem: 2, kind: "vm" } }]);
  });
});

it("offers a reader the exports, and nothing that writes", async () => {
  const { container } = await world({ records: [record("a:1")], mayWrite: false }).shown;
  expect(within(container).getByText("Export ▾")).toBeInTheDocument();
  expect(screen.queryByLabelText("Backup of the inventory")).toBeNull();
  expect(screen.queryByRole("button", { name: "Rebuild from work items…" })).toBeNull();
});
