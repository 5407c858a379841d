import { act, fireEvent, render, screen, within } from "@testing-library/react";
import * as React from "react";
import { useStore } from "../../../src/components/store/useStore";
import type { Reconciliation } from "../../../src/domain/inventory/reconciliation";
import type { SheetReading } from "../../../src/files/inventory/sheetReading";
import type { InventoryEffects } from "../../../src/hub/inventory/effects";
import { choicesOf } from "../../../src/hub/inventory/import/choices";
import { ChooseStep, ReadingStep } from "../../../src/hub/inventory/import/ChooseStep";
import { ColumnsStep } from "../../../src/hub/inventory/import/ColumnsStep";
import { DryRunStep } from "../../../src/hub/inventory/import/DryRunStep";
import { createImporting, type Importing } from "../../../src/hub/inventory/import/importing";
import { PreviewStep } from "../../../src/hub/inventory/import/PreviewStep";
import type { Thinking } from "../../../src/hub/inventory/import/scene";
import type { ImportPlan } from "../../../src/domain/inventory/importPlan";
import { asset, feature, policy, snapshot } from "../../builders/estate";
import { reportOf } from "../../builders/report";
import {
  chosen,
  createEntry,
  effectsWith,
  fileAsset,
  importPlan,
  inventoryFile,
  read,
  recordsOf,
  row,
  storedRecord,
  UNKNOWN,
} from "../../unit/hub/inventoryImportWorld";
import { hubWith } from "./hubWorld";

const HOSTILE = `<img src=x onerror="alert(1)">`;
const ITEMS = [feature(1, { title: "Payroll", tags: ["release:R1"] }), asset(2, 1, { title: "WEB-2" })];
const ESTATE = snapshot(ITEMS);
const REPORT = reportOf(ITEMS);
const CHOICES = choicesOf({ snapshot: ESTATE, stored: { policy: policy(), etag: 1 }, report: REPORT });

/** The steps as the page shows them, with a fake that thinks what it is told. */
function Steps({ importing }: { readonly importing: Importing }): JSX.Element {
  const step = useStore(importing);
  switch (step.kind) {
    case "choosing":
      return <ChooseStep importing={importing} step={step} />;
    case "reading":
      return <ReadingStep importing={importing} step={step} />;
    case "columns":
      return <ColumnsStep importing={importing} step={step} />;
    case "comparing":
      return <p>Comparing</p>;
    case "dryRun":
      return <DryRunStep importing={importing} step={step} choices={CHOICES} />;
    case "preview":
      return (
        <PreviewStep
          step={step}
          snapshot={ESTATE}
          onBack={importing.back}
          onWrite={() => {
            throw new Error("The test writes nothing.");
          }}
        />
      );
  }
}

interface Asked {
  readonly readings?: readonly SheetReading[];
  readonly dryRun?: Partial<Reconciliation>;
  readonly plan?: ImportPlan;
  readonly known?: Partial<InventoryEffects>;
}

async function show({ readings, dryRun, plan, known }: Asked) {
  const planned: Parameters<Thinking["plan"]>[] = [];
  const unexpected = (): Promise<never> => Promise.reject(new Error("The test keeps no columns."));
  const importing = createImporting(
    effectsWith({
      mappings: { list: () => Promise.resolve([]), save: unexpected, remove: unexpected },
      readFiles: () => Promise.resolve(readings ?? [read(inventoryFile([fileAsset("WEB-1")]))]),
      records: recordsOf(() => Promise.resolve([])),
      readDescriptions: () => Promise.resolve([]),
      ...known,
    }),
    {
      reconcile: () => ({ rows: [], edges: [], looseEdges: [], records: [], problems: [], ...dryRun }),
      plan: (...given) => {
        planned.push(given);
        return { plan: plan ?? importPlan([]), effects: [] };
      },
    },
  );
  importing.see({ snapshot: ESTATE, stored: { policy: policy(), etag: 1 } });
  await importing.choose([chosen("vms.csv")]);
  render(hubWith(REPORT, {}, ESTATE).around(<Steps importing={importing} />));
  return { importing, planned };
}

const decisionsIn = (importing: Importing) => {
  const step = importing.get();
  if (step.kind !== "dryRun") throw new Error(`The step is ${step.kind}.`);
  return step.decisions;
};

describe("choosing files", () => {
  it("shows at once why there is nothing in what was chosen", async () => {
    const place = { file: "vms.csv", sheet: null, line: 1, column: null };
    const problem = { place, value: "", message: "There is no row below the header.", leaves: "notice" } as const;
    await show({ readings: [read(inventoryFile([], { problems: [problem] }))] });
    expect(screen.getByText(/There is no asset in what was chosen/)).toBeInTheDocument();
    expect(screen.getByText("There is no row below the header.").closest("details")).toHaveAttribute("open");
  });

  it("takes several at once, by the field and by dropping them", async () => {
    const asked: string[][] = [];
    const importing = createImporting(
      effectsWith({
        mappings: { list: () => Promise.resolve([]), save: () => Promise.resolve(), remove: () => Promise.resolve() },
        readFiles: ({ files }) => {
          asked.push(files.map(({ name }) => name));
          return new Promise(() => undefined);
        },
      }),
      { reconcile: () => fail(), plan: () => fail() },
    );
    render(<ChooseStep importing={importing} step={{ kind: "choosing", message: null, report: null }} />);
    const field = screen.getByLabelText("Or choose them");
    expect(field).toHaveAttribute("multiple");
    fireEvent.change(field, { target: { files: [chosen("a.csv"), chosen("b.csv")] } });
    await new Promise(process.nextTick);
    fireEvent.drop(screen.getByText(/Drop inventory files here/), { dataTransfer: { files: [chosen("c.csv")] } });
    await new Promise(process.nextTick);
    expect(asked).toEqual([["a.csv", "b.csv"], ["c.csv"]]);
  });

  it("says of a file that can't be read which it is and what to do, as text", async () => {
    const place = { file: HOSTILE, sheet: null, line: 0, column: null };
    const problem = { place, value: "", message: "The file is cut short. Export it again.", leaves: "row" } as const;
    await show({ readings: [{ kind: "unreadable", name: HOSTILE, problem }] });
    const [first] = screen.getAllByRole("alert").filter(({ textContent }) => textContent?.includes(HOSTILE));
    expect(first).toHaveTextContent("The file is cut short. Export it again.");
    expect(document.querySelector("img")).toBeNull();
  });
});

describe("the columns of a table that nobody knows", () => {
  it("are shown with samples and with what the headers suggest, and can be said otherwise", async () => {
    const { importing } = await show({ readings: [{ ...UNKNOWN, nearly: "It is nearly an RVTools export." }] });
    expect(screen.getByText("It is nearly an RVTools export.")).toBeInTheDocument();
    const cores = screen.getByRole("row", { name: /^Cores/ });
    expect(within(cores).getByText("4 · 8")).toBeInTheDocument();
    expect(screen.getByLabelText("Host is")).toHaveValue("name");
    fireEvent.change(screen.getByLabelText("Host is"), { target: { value: "" } });
    expect(screen.getByText(/Say which column is the name/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Continue" })).toBeDisabled();
    fireEvent.change(screen.getByLabelText("Cores is"), { target: { value: "key" } });
    expect(screen.getByRole("button", { name: "Continue" })).toBeEnabled();
    const step = importing.get();
    expect(step.kind === "columns" && step.drafts[0]?.mapping.columns).toEqual({ Cores: "key" });
  });

  it("are remembered unless somebody says otherwise", async () => {
    const { importing } = await show({ readings: [UNKNOWN] });
    const box = screen.getByLabelText("Remember for this project");
    expect(box).toBeChecked();
    fireEvent.click(box);
    const step = importing.get();
    expect(step.kind === "columns" && step.drafts[0]?.isRemembered).toBe(false);
  });
});

describe("the dry run", () => {
  const known = asset(2, 1, { title: "WEB-2" });
  const rows = [
    row("WEB-1"),
    row("WEB-2", { status: "matched", item: known }),
    row("SQL-1", {
      status: "changed",
      record: storedRecord("SQL-1"),
      changes: [{ field: "cores", from: 4, to: 8 }],
      notes: ["Memory: 4 in a.csv line 3, 8 in b.csv line 9; 4 was taken."],
    }),
    row(HOSTILE, {
      status: "ambiguous",
      candidates: [{ kind: "workItem", id: "2", title: "WEB-2", reason: "has the same name" }],
    }),
  ];

  it("begins with a sentence, and shows what changes and what there is to know", async () => {
    await show({ dryRun: { rows } });
    expect(
      screen.getByText("4 assets: 1 to be decided, 1 found as a work item, 1 new, 1 changed."),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Cores 4 → 8; Memory: 4 in a.csv line 3/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: `Edit ${HOSTILE}` })).toBeInTheDocument();
    expect(document.querySelector("img")).toBeNull();
  });

  it("says whose workload is in another release, and takes the workload's for all of them (M3)", async () => {
    const asked = (name: string, release: string | null, status: "new" | "changed" = "new") =>
      row(name, { status, asset: fileAsset(name, { workload: "payroll", release }) });
    const four = [asked("WEB-1", "5"), asked("WEB-2", "r1"), asked("WEB-3", null), asked("WEB-4", "5", "changed")];
    const { importing } = await show({ dryRun: { rows: four } });
    expect(screen.getByText("Payroll is in R1, not in 5")).toBeInTheDocument();
    expect(screen.getByText(/^1 asset would be made for another release/)).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText("Which assets"), { target: { value: "noted" } });
    expect(screen.getByText("1 of 4")).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Take the workload's" }));
    expect([...decisionsIn(importing)]).toEqual([["rvtools:web-1", { release: "R1" }]]);
    expect(screen.queryByText(/would be made for another release/)).toBeNull();
  });

  it("says it too of the release and workload that hold for all of them (M3)", async () => {
    const { importing } = await show({ dryRun: { rows: [row("WEB-1"), row("WEB-2")] } });
    act(() => {
      importing.setOptions({ defaultWorkload: 1, release: "R2" });
    });
    expect(screen.getByText(/^2 assets would be made for other releases/)).toBeInTheDocument();
    act(() => {
      importing.decide(["rvtools:web-1"], { workload: null });
      importing.decide(["rvtools:web-2"], { action: "record" });
    });
    expect(screen.queryByText(/would be made for/)).toBeNull();
  });

  it("filters by status and by text", async () => {
    await show({ dryRun: { rows } });
    fireEvent.click(screen.getByRole("button", { name: "Changed 1" }));
    expect(screen.getByText("1 of 4")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Edit WEB-1" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Changed 1" }));
    fireEvent.change(screen.getByLabelText("Filter assets"), { target: { value: "web-" } });
    expect(screen.getByText("2 of 4")).toBeInTheDocument();
  });

  it("lets decide what an ambiguous asset is", async () => {
    const { importing } = await show({ dryRun: { rows } });
    expect(screen.getByText(/1 asset to be decided; until then left out/)).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText(`What becomes of ${HOSTILE}`), { target: { value: "map:2" } });
    expect(decisionsIn(importing).get(rows[3]?.key ?? "")).toEqual({ action: "map", workItem: 2 });
    expect(screen.queryByText(/to be decided; until then/)).toBeNull();
    fireEvent.change(screen.getByLabelText(`What becomes of ${HOSTILE}`), { target: { value: "" } });
    expect(decisionsIn(importing).size).toBe(0);
  });

  it("takes for many at once what each may be alone, and leaves what several may be", async () => {
    const maybe = (name: string, kind: "workItem" | "record", ...ids: string[]) =>
      row(name, {
        status: "ambiguous",
        candidates: ids.map((id) => ({ kind, id, title: name, reason: "has the same name" })),
      });
    const { importing } = await show({
      dryRun: {
        rows: [
          maybe("WEB-1", "record", "meg:web-1"),
          maybe("WEB-2", "workItem", "2"),
          maybe("WEB-3", "workItem", "3", "4"),
          maybe("WEB-4", "workItem", "5"),
          maybe("WEB-5", "workItem", "5"),
          row("WEB-6"),
        ],
      },
    });
    fireEvent.click(screen.getByRole("button", { name: "Take the only candidate of 2" }));
    expect([...decisionsIn(importing)]).toEqual([
      ["rvtools:web-1", { sameAs: "meg:web-1" }],
      ["rvtools:web-2", { action: "map", workItem: 2 }],
    ]);
    expect(screen.getByText(/3 assets to be decided/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Take the only candidate/ })).toBeNull();
  });

  it("corrects several at once, and leaves what was not touched", async () => {
    const { importing } = await show({ dryRun: { rows } });
    fireEvent.click(screen.getByLabelText("Select WEB-1"));
    fireEvent.click(screen.getByLabelText("Select SQL-1"));
    fireEvent.click(screen.getByRole("button", { name: "Edit…" }));
    const editor = screen.getByRole("form", { name: "Edit 2 assets" });
    expect(within(editor).queryByLabelText("Name")).toBeNull();
    fireEvent.change(within(editor).getByLabelText("Kind"), { target: { value: "database" } });
    fireEvent.change(within(editor).getByLabelText("Workload"), { target: { value: "payroll" } });
    fireEvent.click(within(editor).getByRole("button", { name: "Set for 2 assets" }));
    const expected = { kind: "database", workload: 1 };
    expect(decisionsIn(importing)).toEqual(
      new Map([
        ["rvtools:web-1", expected],
        ["rvtools:sql-1", expected],
      ]),
    );
  });

  it("corrects one by name, workload that is to be made, and release", async () => {
    const { importing } = await show({ dryRun: { rows } });
    fireEvent.click(screen.getByRole("button", { name: "Edit WEB-1" }));
    const editor = screen.getByRole("form", { name: "Edit WEB-1" });
    fireEvent.change(within(editor).getByLabelText("Name"), { target: { value: " Web 1 " } });
    fireEvent.change(within(editor).getByLabelText("Workload"), { target: { value: "Portal" } });
    fireEvent.change(within(editor).getByLabelText("Release"), { target: { value: "R1" } });
    fireEvent.click(within(editor).getByRole("button", { name: "Set" }));
    expect(decisionsIn(importing).get("rvtools:web-1")).toEqual({
      name: "Web 1",
      workload: { create: "Portal" },
      release: "R1",
    });
  });

  it("asks why something is out of scope before it takes it", async () => {
    const { importing } = await show({ dryRun: { rows } });
    fireEvent.click(screen.getByRole("button", { name: "Edit WEB-1" }));
    const editor = screen.getByRole("form", { name: "Edit WEB-1" });
    fireEvent.change(within(editor).getByLabelText("Becomes"), { target: { value: "outOfScope" } });
    expect(within(editor).getByRole("button", { name: "Set" })).toBeDisabled();
    fireEvent.change(within(editor).getByLabelText("Why it is not to be moved"), {
      target: { value: "Retired in June" },
    });
    fireEvent.click(within(editor).getByRole("button", { name: "Set" }));
    expect(decisionsIn(importing).get("rvtools:web-1")).toEqual({ action: "record", outOfScope: "Retired in June" });
    expect(screen.getByLabelText("What becomes of WEB-1")).toHaveDisplayValue("Out of scope");
  });

  it("finds the work item that an asset is by its title or id", async () => {
    const { importing } = await show({ dryRun: { rows } });
    fireEvent.change(screen.getByLabelText("What becomes of WEB-1"), { target: { value: "edit" } });
    const editor = screen.getByRole("form", { name: "Edit WEB-1" });
    fireEvent.change(within(editor).getByLabelText("Becomes"), { target: { value: "map" } });
    expect(within(editor).getByRole("button", { name: "Set" })).toBeDisabled();
    fireEvent.change(within(editor).getByLabelText(/Find a work item/), { target: { value: "#2" } });
    fireEvent.click(within(editor).getByRole("radio", { name: /User Story 2 WEB-2/ }));
    fireEvent.click(within(editor).getByRole("button", { name: "Set" }));
    expect(decisionsIn(importing).get("rvtools:web-1")).toEqual({ action: "map", workItem: 2 });
  });

  it("gives the focus back to what opened the editor when that is closed by the keyboard", async () => {
    await show({ dryRun: { rows } });
    const opener = screen.getByRole("button", { name: "Edit WEB-1" });
    opener.focus();
    fireEvent.click(opener);
    const editor = screen.getByRole("form", { name: "Edit WEB-1" });
    expect(screen.getByRole("heading", { name: "WEB-1" })).toHaveFocus();
    fireEvent.keyDown(editor, { key: "Escape" });
    expect(opener).toHaveFocus();
  });

  it("draws few of five thousand rows, and says how many there are", async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => row(`VM-${index}`));
    await show({ dryRun: { rows: many } });
    expect(screen.getByText("5,000 assets: 5,000 new.")).toBeInTheDocument();
    expect(document.querySelectorAll("[data-row]").length).toBeLessThan(200);
    expect(screen.getByRole("table", { name: "Assets of the files" })).toHaveAttribute("aria-rowcount", "5001");
  });

  it("lets leave a dependency without a link", async () => {
    const edge = {
      from: "rvtools:web-1",
      to: "rvtools:sql-1",
      fromName: "WEB-1",
      toName: "SQL-1",
      details: ["port 1433"],
      isLinked: false,
      places: [],
    };
    const { planned } = await show({ dryRun: { rows, edges: [edge] } });
    fireEvent.click(screen.getByLabelText("Link WEB-1 to SQL-1"));
    fireEvent.click(screen.getByRole("button", { name: "Preview" }));
    expect(planned[0]?.[0].edges).toEqual([]);
  });

  it("hands on what holds for all of them", async () => {
    const { planned } = await show({ dryRun: { rows } });
    fireEvent.click(screen.getByLabelText("Make the workloads that are not there"));
    fireEvent.change(screen.getByLabelText("Workload, where the file names none"), { target: { value: "Payroll" } });
    fireEvent.change(screen.getByLabelText("Release, where the file names none"), { target: { value: "R1" } });
    fireEvent.click(screen.getByRole("button", { name: "Preview" }));
    expect(planned[0]?.[2]).toEqual({
      createWorkloads: false,
      defaultWorkload: 1,
      release: "R1",
      iterationPath: null,
      linkEdges: true,
    });
  });

  it("lists what was wrong with the files by place and value, and filters it", async () => {
    const problems = [
      {
        place: { file: "a.csv", sheet: null, line: 7, column: "Cores" },
        value: HOSTILE,
        message: "This is no number. Correct it or leave it empty.",
        leaves: "value",
      },
      {
        place: { file: "b.csv", sheet: null, line: 9, column: null },
        value: "",
        message: "It has no name.",
        leaves: "row",
      },
    ] as const;
    await show({ dryRun: { rows, problems } });
    const list = screen.getByRole("table", { name: "Problems of the files" });
    expect(within(list).getByText("a.csv, line 7, column Cores")).toBeInTheDocument();
    expect(within(list).getByText(HOSTILE)).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText("What became of the row"), { target: { value: "row" } });
    expect(within(list).queryByText(HOSTILE)).toBeNull();
    expect(within(list).getByText("b.csv, line 9")).toBeInTheDocument();
  });
});

describe("the preview", () => {
  it("says what would be written, and what can't be", async () => {
    const plan = importPlan([createEntry("WEB-1"), createEntry(HOSTILE)], {
      refused: [{ key: "rvtools:sql-1", item: null, reason: "Several workloads are called Payroll. Choose one." }],
    });
    await show({ dryRun: { rows: [row("WEB-1")] }, plan });
    fireEvent.click(screen.getByRole("button", { name: "Preview" }));
    expect(screen.getByText(/2 work items created/)).toBeInTheDocument();
    expect(screen.getByText("Several workloads are called Payroll. Choose one.")).toBeInTheDocument();
    expect(screen.getByText(HOSTILE)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Write" })).toBeEnabled();
    fireEvent.click(screen.getByRole("button", { name: "Back" }));
    expect(screen.getByRole("table", { name: "Assets of the files" })).toBeInTheDocument();
  });

  it("names what it says something of, whether or not that is written", async () => {
    const plan = importPlan([createEntry("WEB-1")], {
      refused: [{ key: "rvtools:sql-1", item: null, reason: "Choose one." }],
      notes: [{ key: "rvtools:web-1", text: "It goes into none." }],
    });
    await show({ dryRun: { rows: [row("WEB-1"), row("SQL-1")] }, plan });
    fireEvent.click(screen.getByRole("button", { name: "Preview" }));
    const lineOf = (text: string) => screen.getByText(text).closest("[role=listitem]");
    expect(lineOf("Choose one.")).toHaveTextContent(/^SQL-1/);
    expect(lineOf("It goes into none.")).toHaveTextContent(/^WEB-1/);
  });

  it("offers no writing where there is nothing to write", async () => {
    await show({ dryRun: { rows: [row("WEB-1", { status: "unchanged" })] } });
    fireEvent.click(screen.getByRole("button", { name: "Preview" }));
    expect(screen.getByText("There is nothing to write: all is as these files say.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Write" })).toBeNull();
  });
});
