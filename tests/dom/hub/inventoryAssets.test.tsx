import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import type { ImportPlan } from "../../../src/domain/inventory/importPlan";
import type { StoredRecord } from "../../../src/domain/inventory/record";
import type { InventoryEffects } from "../../../src/hub/inventory/effects";
import type { View } from "../../../src/hub/store/view";
import { asset, feature, policy, snapshot } from "../../builders/estate";
import { record } from "../../builders/inventory";
import { reportOf } from "../../builders/report";
import { failingBut, runOf, settled, showAssets } from "./inventoryAssetsWorld";

const PAYROLL = feature(1, { title: "Payroll", tags: ["release:R1"] });
const SQL = asset(2, 1, { title: "SQL-04", state: "Active" });
const WEB = asset(3, 1, { title: "WEB-11" });
const ITEMS = [PAYROLL, SQL, WEB];
const HOSTILE = '<img src=x onerror="alert(1)">';

const names = (): string[] =>
  within(screen.getByRole("table", { name: "Inventory" }))
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getAllByRole("cell")[0]?.querySelector("a")?.textContent ?? "");

describe("the inventory", () => {
  it("begins with a sentence, and has records and assets in one table", async () => {
    await showAssets({
      items: ITEMS,
      records: [record("a:SQL-04", { workItem: 2 }), record("a:FS-02", { workloadItem: 1 })],
    });
    expect(
      screen.getByText("2 records, 1 is not mapped to a work item; it holds back Payroll. 1 asset has no record."),
    ).toBeInTheDocument();
    expect(names()).toEqual(["FS-02", "SQL-04", "WEB-11"]);
    expect(screen.getByText("not mapped to a work item")).toBeInTheDocument();
  });

  it("shows hostile names as text", async () => {
    const { container } = await showAssets({
      records: [record("a:x", { name: HOSTILE, kind: HOSTILE, workload: HOSTILE, release: HOSTILE })],
    });
    expect(container.querySelector("img")).toBeNull();
    expect(names()).toEqual([HOSTILE]);
  });

  it("draws less than 200 of 5,000 rows, and counts all of them for assistive technology", async () => {
    const records = Array.from({ length: 5_000 }, (_, index) => record(`a:vm-${index}`));
    await showAssets({ records });
    const table = screen.getByRole("table", { name: "Inventory" });
    expect(table).toHaveAttribute("aria-rowcount", "5001");
    expect(within(table).getAllByRole("row").length).toBeLessThan(200);
  });

  it("says of a list without a row what that means", async () => {
    await showAssets({ items: ITEMS, records: [record("a:SQL-04", { workItem: 2 })] });
    fireEvent.click(screen.getByRole("link", { name: /Unmapped records/ }));
    expect(screen.getByText("Every record in scope is mapped to a work item.")).toBeInTheDocument();
    fireEvent.click(screen.getByRole("link", { name: /Out of scope/ }));
    expect(screen.getByText("No record is out of scope.")).toBeInTheDocument();
  });

  it("is sorted by the column that is pressed, and the other way round when it is pressed again", async () => {
    await showAssets({
      records: [
        record("a:one", { attributes: { cores: 8 } }),
        record("a:two", { attributes: { cores: 2 } }),
        record("a:three"),
      ],
    });
    fireEvent.click(screen.getByRole("button", { name: "Sort by cores" }));
    expect(names()).toEqual(["two", "one", "three"]);
    fireEvent.click(screen.getByRole("button", { name: "Sort by cores, descending" }));
    expect(names()).toEqual(["one", "two", "three"]);
    expect(screen.getByRole("columnheader", { name: /Cores/ })).toHaveAttribute("aria-sort", "descending");
  });

  it("is narrowed to a kind, and says how many rows are left", async () => {
    await showAssets({ records: [record("a:one", { kind: "vm" }), record("a:two", { kind: "database" })] });
    fireEvent.change(screen.getByRole("combobox", { name: "Kind" }), { target: { value: "database" } });
    expect(names()).toEqual(["two"]);
    expect(screen.getByText(/Showing 1 of 2 rows/)).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Clear filter" }));
    expect(names()).toEqual(["one", "two"]);
  });

  it("offers importing first, and as what is to be done while nothing was imported", async () => {
    const opened: Partial<View>[] = [];
    const hub = { open: (view: Partial<View>) => void opened.push(view) };
    await showAssets({ items: ITEMS, hub });
    const [first] = screen.getAllByRole("button");
    expect(first).toHaveTextContent("Import files…");
    expect(first).toHaveClass("rr-button-primary");
    fireEvent.click(screen.getByRole("button", { name: "Import files…" }));
    expect(opened.map(({ subject }) => subject)).toEqual([{ kind: "inventory", page: "import", run: null }]);
    cleanup();
    await showAssets({ records: [record("a:one")], hub });
    expect(screen.getByRole("button", { name: "Import files…" })).not.toHaveClass("rr-button-primary");
    cleanup();
    await showAssets({ items: ITEMS, hub, mayWrite: false });
    expect(screen.queryByRole("button", { name: "Import files…" })).toBeNull();
  });

  it("says what it is for where it is empty", async () => {
    await showAssets({});
    expect(screen.getByText(/so that nothing that should be moved is forgotten/)).toBeInTheDocument();
  });

  it("is read again on request where it could not be read, and says what still holds", async () => {
    let tries = 0;
    await showAssets({
      items: ITEMS,
      records: () => {
        tries += 1;
        return tries === 1 ? Promise.reject(new Error("The storage is not there.")) : Promise.resolve([]);
      },
    });
    expect(screen.getByRole("alert")).toHaveTextContent("The storage is not there.");
    expect(screen.getByRole("alert")).toHaveTextContent("Work items and their stages are not touched by this.");
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await settled();
    expect(names()).toEqual(["SQL-04", "WEB-11"]);
  });

  it.each([
    [true, /every gate that could be ready is unknown/],
    [false, /verdicts do without them/],
  ])("says what it means for verdicts that the records were not read with them (M8)", async (isDemanded, text) => {
    const losses = [{ kind: "records", message: "503 from the storage." } as const];
    const demanded = { policy: { inventory: { isDemanded } }, snapshot: { losses } };
    await showAssets({
      items: ITEMS,
      data: { report: reportOf(ITEMS, demanded), stored: { policy: policy(demanded.policy), etag: 1 } },
    });
    expect(screen.getByText(/503 from the storage/)).toHaveTextContent(text);
  });

  it("offers a reader no selection", async () => {
    await showAssets({ items: ITEMS, mayWrite: false });
    expect(names()).toEqual(["SQL-04", "WEB-11"]);
    expect(screen.queryByRole("checkbox")).toBeNull();
  });

  it("says of a past day that the inventory is today's", async () => {
    await showAssets({ items: ITEMS, mayWrite: false, view: { asOf: "2026-11-03" } });
    expect(screen.getByText(/shown as it is today/)).toBeInTheDocument();
  });
});

describe("the data for the next releases", () => {
  const sized = { cores: 2, memory: 4096, storage: 40 };
  const known = record("a:SQL-04", { workItem: 2, attributes: sized });
  const bare = record("a:WEB-11", { workItem: 3 });
  const waiting = record("a:FS-02", { workloadItem: 1, kind: "vm", attributes: sized });

  it("says per release how much of it is known, and leads to the rows that lack something", async () => {
    const { hub } = await showAssets({ items: ITEMS, records: [known, bare, waiting] });
    const size = within(screen.getByRole("region", { name: "R1", hidden: true }))
      .getByText("Size")
      .closest<HTMLElement>("li");
    expect(size).toHaveTextContent("Size2 of 31 lacks it");
    fireEvent.click(within(size ?? document.body).getByText("1 lacks it"));
    expect(names()).toEqual(["WEB-11"]);
    expect(hub.get().view.inventory).toMatchObject({ release: "R1", lacks: "size" });
    fireEvent.click(screen.getByRole("button", { name: /^Lacks: Size/ }));
    // All of the release that Azure Boards or the inventory says so of.
    expect(names()).toEqual(["SQL-04", "WEB-11"]);
  });

  it("names a record that waits for its work item among what its workload's release lacks", async () => {
    await showAssets({
      items: ITEMS,
      records: [known, bare, waiting],
      inventory: { lacks: "workItem", release: "R1", workload: "1" },
    });
    expect(names()).toEqual(["FS-02"]);
  });
});

describe("the details of a row", () => {
  const RECORD = record("rvtools:SQL-04", {
    name: "SQL-04",
    workItem: 2,
    run: "20261101-aaaa",
    formats: ["rvtools-vinfo"],
    attributes: { cores: 8, memory: 65_536, ipAddresses: ["10.0.0.1", "10.0.0.2"], note: HOSTILE },
  });

  it("are opened by its name, say all that the inventory says, and lead back", async () => {
    const { hub } = await showAssets({ items: ITEMS, records: [RECORD] });
    fireEvent.click(screen.getByRole("link", { name: "SQL-04" }));
    const heading = screen.getByRole("heading", { name: "SQL-04" });
    expect(heading).toHaveFocus();
    expect(screen.getByText("64 GiB")).toBeInTheDocument();
    expect(screen.getByText("10.0.0.1, 10.0.0.2")).toBeInTheDocument();
    expect(screen.getByText("RVTools vInfo")).toBeInTheDocument();
    expect(screen.getByText(HOSTILE)).toBeInTheDocument();
    expect(hub.get().view.inventory.row).toBe("rvtools:SQL-04");
    fireEvent.click(screen.getByRole("link", { name: "← The inventory" }));
    expect(names()).toEqual(["SQL-04", "WEB-11"]);
  });

  it("name all runs of the log that wrote the record, with what each did to it", async () => {
    const plan = (title: string, before: StoredRecord | null, after: StoredRecord): ImportPlan => ({
      purpose: "edit",
      title,
      entries: [],
      records: [{ before, after, item: null, workload: null }],
      refused: [],
      notes: [],
    });
    const runs = [
      runOf(plan("Mapped by hand", { ...RECORD, workItem: null }, RECORD), "20261123-bbbb"),
      runOf(plan("Of another record", null, record("a:other")), "20261122-cccc"),
    ];
    const journal = failingBut<InventoryEffects["journal"]>(
      {
        list: () => Promise.resolve(runs.map(({ summary }) => summary)),
        load: (id) => Promise.resolve(runs.find(({ summary }) => summary.id === id) ?? null),
      },
      "journal",
    );
    const { hub } = await showAssets({
      items: ITEMS,
      records: [RECORD],
      inventory: { row: RECORD.key },
      effects: { journal },
      mayWrite: false,
    });
    fireEvent.click(screen.getByRole("button", { name: "Show all runs that wrote it" }));
    await settled();
    const list = within(screen.getByRole("list", { name: "Runs that wrote it" }));
    expect(list.getAllByRole("listitem")).toHaveLength(1);
    expect(list.getByText(/^Is mapped to .*#2/)).toBeInTheDocument();
    fireEvent.click(list.getByRole("link", { name: "Mapped by hand" }));
    expect(hub.get().view.subject).toEqual({ kind: "inventory", page: "runs", run: "20261123-bbbb" });
  });

  it("say so where the log of runs can't be read", async () => {
    const list = () => Promise.reject(new Error("503 from the storage."));
    const journal = failingBut<InventoryEffects["journal"]>({ list }, "journal");
    await showAssets({ items: ITEMS, records: [RECORD], inventory: { row: RECORD.key }, effects: { journal } });
    fireEvent.click(screen.getByRole("button", { name: "Show all runs that wrote it" }));
    await settled();
    expect(screen.getByRole("alert")).toHaveTextContent("503 from the storage.");
  });

  it("say so where the address names what is not there any more", async () => {
    await showAssets({ items: ITEMS, inventory: { row: "a:gone" } });
    expect(screen.getByRole("heading", { name: "This is not in the inventory any more" })).toBeInTheDocument();
  });
});

it("is read again with each new reading of the project", async () => {
  let reads = 0;
  const { readAnew } = await showAssets({
    records: () => {
      reads += 1;
      return Promise.resolve([record(`a:read-${reads}`)]);
    },
  });
  expect(names()).toEqual(["read-1"]);
  await readAnew({ snapshot: snapshot([]) });
  expect(names()).toEqual(["read-2"]);
});
