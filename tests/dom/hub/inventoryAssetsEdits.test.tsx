import { fireEvent, screen, within } from "@testing-library/react";
import type { ImportPlan } from "../../../src/domain/inventory/importPlan";
import type { StoredRecord } from "../../../src/domain/inventory/record";
import type { InventoryEffects } from "../../../src/hub/inventory/effects";
import { asset, feature } from "../../builders/estate";
import { record } from "../../builders/inventory";
import { failingBut, type Given, runOf, settled, showAssets } from "./inventoryAssetsWorld";

const PAYROLL = feature(1, { title: "Payroll", tags: ["release:R1"] });
const SQL = asset(2, 1, { title: "SQL-04", state: "Active" });
const WEB = asset(3, 1, { title: "WEB-11" });
const ITEMS = [PAYROLL, SQL, WEB];

/** A world whose log takes plans, and carries them out at once. */
function writing(given: Given) {
  const plans: ImportPlan[] = [];
  const described: number[][] = [];
  const refreshes: string[] = [];
  const effects: Partial<InventoryEffects> = {
    readDescriptions: (ids) => {
      described.push([...ids]);
      return Promise.resolve(ids.map((id) => ({ id, key: null, description: `<p>Text of ${id}.</p>` })));
    },
    journal: failingBut<InventoryEffects["journal"]>(
      {
        begin: (plan) => {
          plans.push(plan);
          return Promise.resolve(runOf(plan));
        },
      },
      "journal",
    ),
    carryOut: (run) => Promise.resolve({ ...run, summary: { ...run.summary, state: "done" } }),
    ...given.effects,
  };
  const hub = {
    refresh: () => {
      refreshes.push("refresh");
      return Promise.resolve();
    },
    ...given.hub,
  };
  return { plans, described, refreshes, shown: showAssets({ items: ITEMS, ...given, effects, hub }) };
}

async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(screen.getByRole("button", { name }));
  await settled();
}

const FS = record("a:SQL-04", { name: "SQL-04", kind: "vm", workloadItem: 1 });

describe("mapping a record", () => {
  it("proposes the asset of its name, shows what would be written, and writes it as a run of the log", async () => {
    const world = writing({ records: [FS], inventory: { row: FS.key } });
    const { hub } = await world.shown;
    const proposed = within(screen.getByRole("list", { name: "Proposed" }));
    expect(proposed.getByText("has the same name")).toBeInTheDocument();
    await press("Map to SQL-04 (#2)");
    expect(world.described).toEqual([[2]]);
    expect(screen.getByText("Is mapped to SQL-04 (#2).")).toBeInTheDocument();
    expect(screen.getByText(/^This would be done: 1 work item updated, 1 record/)).toBeInTheDocument();
    expect(world.plans).toEqual([]);

    await press("Write");
    expect(world.plans).toHaveLength(1);
    expect(world.plans[0]).toMatchObject({
      purpose: "edit",
      title: "SQL-04",
      records: [{ before: FS, after: { key: FS.key, workItem: 2 } }],
    });
    expect(hub.get().view.subject).toEqual({ kind: "inventory", page: "runs", run: "20261123-ab1c" });
    expect(world.refreshes).toEqual(["refresh"]);
  });

  it("takes the id of any work item, and says what can't be done", async () => {
    const world = writing({ records: [FS], inventory: { row: FS.key } });
    await world.shown;
    fireEvent.change(screen.getByRole("searchbox", { name: "Map to a work item" }), { target: { value: "#99" } });
    await press("Map to #99…");
    expect(screen.getByText("Work item #99 is not among those that were read.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Write" })).toBeNull();
    await press("Back");
    expect(screen.getByRole("heading", { name: "SQL-04" })).toBeInTheDocument();
  });

  it("finds assets without a record by what is typed", async () => {
    const world = writing({ records: [FS], inventory: { row: FS.key } });
    await world.shown;
    fireEvent.change(screen.getByRole("searchbox", { name: "Map to a work item" }), { target: { value: "web" } });
    const found = within(screen.getByRole("list", { name: "Found" }));
    expect(found.getByRole("button", { name: "Map to WEB-11 (#3)" })).toBeInTheDocument();
  });

  it("can be taken back: a mapped record is unmapped", async () => {
    const mapped = { ...FS, workItem: 2 };
    const world = writing({ records: [mapped], inventory: { row: FS.key } });
    await world.shown;
    await press("Unmap…");
    await press("Write");
    expect(world.plans[0]?.records).toMatchObject([{ before: mapped, after: { workItem: null } }]);
  });

  it("is left as it was where the log does not take the plan", async () => {
    const begin = () => Promise.reject(new Error("503 from the storage."));
    const effects = { journal: failingBut<InventoryEffects["journal"]>({ begin }, "journal") };
    const { shown } = writing({ records: [FS], inventory: { row: FS.key }, effects });
    await shown;
    await press("Map to SQL-04 (#2)");
    await press("Write");
    expect(screen.getByRole("alert")).toHaveTextContent("nothing was written. 503 from the storage.");
    expect(screen.getByRole("button", { name: "Write" })).toBeEnabled();
  });
});

describe("the scope of a record", () => {
  it("is left with a reason alone, and comes back", async () => {
    const world = writing({ records: [FS], inventory: { row: FS.key } });
    await world.shown;
    expect(screen.getByRole("button", { name: "Take out of scope…" })).toBeDisabled();
    fireEvent.change(screen.getByRole("textbox", { name: "Why it is not to be moved" }), {
      target: { value: "  Switched off in May. " },
    });
    await press("Take out of scope…");
    await press("Write");
    expect(world.plans[0]?.records).toMatchObject([{ after: { outOfScope: "Switched off in May." } }]);
  });

  it("is given back", async () => {
    const world = writing({ records: [{ ...FS, outOfScope: "Off." }], inventory: { row: FS.key } });
    await world.shown;
    await press("Back in scope…");
    await press("Write");
    expect(world.plans[0]?.records).toMatchObject([{ after: { outOfScope: null } }]);
  });
});

describe("what is done with selected rows", () => {
  const select = (name: string): void => {
    fireEvent.click(screen.getByRole("checkbox", { name }));
  };
  const records: StoredRecord[] = [
    record("a:SQL-04"),
    record("a:WEB-11"),
    record("a:FS-99"),
    record("a:OLD", { outOfScope: "Off." }),
  ];

  it("maps by name those that one asset is meant by", async () => {
    const world = writing({ records });
    await world.shown;
    select("Select all rows");
    await press("Map by name (2)…");
    await press("Write");
    const written = world.plans[0]?.records.map(({ after }) => [after?.key, after?.workItem]);
    expect(written).toEqual([
      ["a:SQL-04", 2],
      ["a:WEB-11", 3],
    ]);
  });

  it("does not map by name where two records mean the same asset", async () => {
    const world = writing({ records: [record("a:SQL-04"), record("b:SQL-04")] });
    await world.shown;
    select("Select all rows");
    expect(screen.queryByRole("button", { name: /Map by name/ })).toBeNull();
    expect(screen.getByText("4 rows selected")).toBeInTheDocument();
  });

  it("takes them out of scope with one reason", async () => {
    const world = writing({ records: [...records, record("a:FS-98")] });
    await world.shown;
    select("Select FS-98");
    select("Select FS-99");
    await press("Take out of scope (2)…");
    fireEvent.change(screen.getByRole("textbox", { name: "Why they are not to be moved" }), {
      target: { value: "Lease ends." },
    });
    await press("Preview");
    await press("Write");
    expect(world.plans[0]?.records.map(({ after }) => after?.outOfScope)).toEqual(["Lease ends.", "Lease ends."]);
  });

  it("opens the change panel for their work items", async () => {
    const changed: unknown[] = [];
    const change = (ids: readonly number[], action: string) => {
      changed.push([ids, action]);
      return Promise.resolve();
    };
    const world = writing({ records: [record("a:SQL-04", { workItem: 2 }), record("a:FS-99")], hub: { change } });
    await world.shown;
    select("Select all rows");
    await press("Add to release…");
    await press("Kind, workload, more…");
    expect(changed).toEqual([
      [[2, 3], "release"],
      [[2, 3], "change"],
    ]);
  });
});

it("offers a reader nothing that writes, in a record's details either", async () => {
  await writing({ records: [FS], inventory: { row: FS.key }, mayWrite: false }).shown;
  expect(screen.getByRole("heading", { name: "SQL-04" })).toBeInTheDocument();
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["Show all runs that wrote it"]);
});
