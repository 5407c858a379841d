import { fireEvent, screen, within } from "@testing-library/react";
import type { ImportPlan } from "../../../src/domain/inventory/importPlan";
import type { WorkloadTemplate } from "../../../src/domain/inventory/template";
import type { InventoryEffects } from "../../../src/hub/inventory/effects";
import { assetsOf, freeRecords } from "../../../src/hub/inventory/templates/newWorkload";
import { WorkloadsPage } from "../../../src/hub/inventory/templates/WorkloadsPage";
import { asset, feature, workItem } from "../../builders/estate";
import { record } from "../../builders/inventory";
import { failingBut, type Given, runOf, settled, showPage } from "./inventoryAssetsWorld";

const PAYROLL = feature(1, { title: "Payroll", tags: ["release:R1"] });
const SQL = asset(2, 1, { title: "SQL-04" });
const PHASE = workItem(3, { title: "Promote Payroll", parent: 1 });
const ITEMS = [PAYROLL, SQL, PHASE];
const HOSTILE = "<img src=x onerror=alert(1)>";

function world(given: Given & { readonly kept?: readonly WorkloadTemplate[] } = {}) {
  const plans: ImportPlan[] = [];
  let kept = [...(given.kept ?? [])];
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
    templates: {
      list: () => Promise.resolve(kept),
      save: (template) => {
        kept = [...kept.filter(({ id }) => id !== template.id), template];
        return Promise.resolve();
      },
      remove: (name) => {
        kept = kept.filter(({ id }) => id !== name);
        return Promise.resolve();
      },
    },
    readDescriptions: (ids) => Promise.resolve(ids.map((id) => ({ id, key: null, description: `<p>Text ${id}</p>` }))),
    ...given.effects,
  };
  const hub = { refresh: () => Promise.resolve() };
  return { plans, kept: () => kept, shown: showPage(WorkloadsPage, { items: ITEMS, ...given, effects, hub }) };
}

async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(screen.getByRole("button", { name }));
  await settled();
}

function type(label: string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

describe("a new workload", () => {
  it("is made of the framework's structure, its assets and its release, previewed as a tree and written in one go", async () => {
    const { plans, shown } = world({ records: [record("a:CRM-DB", { name: "CRM-DB", kind: "database" })] });
    const { hub } = await shown;
    type("Name", "CRM");
    type("Release", "R2");
    fireEvent.click(screen.getByRole("checkbox", { name: /CRM-DB/ }));
    await press("Add a kind");
    expect(screen.getByText("2 assets to begin with.")).toBeInTheDocument();
    await press("Preview");
    expect(screen.getByRole("heading", { name: "Cloud Adoption Framework: CRM" })).toHaveFocus();
    const items = within(screen.getByRole("heading", { name: /^Work items/ }).closest("details")!);
    const lines = items.getAllByRole("listitem").map(({ textContent }) => textContent);
    expect(lines[0]).toContain("Create FeatureCRM");
    expect(lines.some((line) => line?.includes("Create User StoryCRM-DB"))).toBe(true);

    await press("Write");
    const [plan] = plans;
    expect(plan).toMatchObject({ purpose: "template" });
    expect(plan?.records).toMatchObject([{ after: { key: "a:CRM-DB" }, item: { key: "a:CRM-DB" } }]);
    const titles = plan?.entries.flatMap((entry) => (entry.kind === "create" ? [entry.item.title] : [])) ?? [];
    expect(titles).toEqual(expect.arrayContaining(["CRM", "Prerequisites", "CRM-DB", "CRM vm 1"]));
    expect(hub.get().view.subject).toMatchObject({ page: "runs" });
  });

  it("has what was typed still when its preview is left", async () => {
    await world().shown;
    type("Name", "CRM");
    type("Release", "R2");
    await press("Add a kind");
    await press("Preview");
    expect(screen.queryByRole("textbox", { name: "Name" })).toBeNull();
    await press("Back");
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("CRM");
    expect(screen.getByLabelText("Release")).toHaveValue("R2");
    expect(screen.getByText("1 asset to begin with.")).toBeInTheDocument();
  });

  it("is refused where there is one of its name already", async () => {
    await world().shown;
    type("Name", "payroll");
    await press("Preview");
    expect(screen.getByText(/There is a workload Payroll already/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Write" })).toBeNull();
  });

  it("begins with records that name it, and numbers what no file has named", () => {
    const records = [
      record("a:1", { name: "B" }),
      record("a:2", { name: "C", workload: "CRM" }),
      record("a:3", { workItem: 9 }),
      record("a:4", { outOfScope: "Off." }),
    ];
    const free = freeRecords(records, "crm");
    expect(free.map(({ key }) => key)).toEqual(["a:2", "a:1"]);
    const kinds = [
      { kind: "vm", count: 2 },
      { kind: " VM ", count: 1 },
      { kind: "", count: 1 },
    ];
    expect(assetsOf("CRM", free, new Set(["a:2"]), kinds)).toEqual([
      { kind: "record", record: records[1] },
      { kind: "new", name: "CRM vm 1", assetKind: "vm" },
      { kind: "new", name: "CRM vm 2", assetKind: "vm" },
      { kind: "new", name: "CRM VM 3", assetKind: "VM" },
      { kind: "new", name: "CRM asset 1", assetKind: null },
    ]);
  });

  it("can be made of the framework's structure where the project's own templates can't be read", async () => {
    const templates = failingBut<InventoryEffects["templates"]>(
      { list: () => Promise.reject(new Error("503 from the storage.")) },
      "templates",
    );
    await world({ effects: { templates } }).shown;
    expect(screen.getByRole("alert")).toHaveTextContent("503 from the storage. The framework's is there.");
    expect(screen.getByRole("option", { name: "Cloud Adoption Framework" })).toBeInTheDocument();
  });
});

describe("the project's own templates", () => {
  it("are saved from a workload, offered for the next one, and removed once somebody says so", async () => {
    const { kept, shown } = world();
    await shown;
    type("Save this workload as a template", "1");
    type("Name of the template", `Ours ${HOSTILE}`);
    await press("Save as template");
    expect(kept()).toMatchObject([
      { title: `Ours ${HOSTILE}`, root: { title: "{workload}", children: [{ title: "Promote {workload}" }] } },
    ]);
    expect(screen.getByRole("option", { name: `Ours ${HOSTILE}` })).toBeInTheDocument();
    type("Template", kept()[0]?.id ?? "");
    type("Name", "CRM");
    await press("Preview");
    expect(screen.getByText("Promote CRM")).toBeInTheDocument();
    await press("Back");

    await press(/^Remove the template/);
    await press("Keep it");
    expect(kept()).toHaveLength(1);
    await press(/^Remove the template/);
    await press("Remove it for all");
    expect(kept()).toEqual([]);
    expect(screen.getByText("None yet. A workload that went well is worth saving as one.")).toBeInTheDocument();
  });

  it("say why one could not be saved", async () => {
    const save = () => Promise.reject(new Error("403 from the storage."));
    const templates = failingBut<InventoryEffects["templates"]>({ list: () => Promise.resolve([]), save }, "templates");
    await world({ effects: { templates } }).shown;
    type("Save this workload as a template", "1");
    await press("Save as template");
    expect(screen.getByRole("alert")).toHaveTextContent("403 from the storage. The templates are as they were.");
  });

  it("begin with the workload that the address names", async () => {
    await world({ inventory: { workload: "1" } }).shown;
    expect(screen.getByLabelText("Save this workload as a template")).toHaveValue("1");
    expect(screen.getByLabelText("Name of the template")).toHaveValue("Payroll");
  });
});

it("offers a reader nothing, and says who makes workloads", async () => {
  await world({ mayWrite: false }).shown;
  expect(screen.getByText(/made by those who may change work items/)).toBeInTheDocument();
  expect(screen.queryByRole("button")).toBeNull();
});
