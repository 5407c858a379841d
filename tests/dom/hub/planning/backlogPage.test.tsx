import { act, fireEvent, render, screen, within } from "@testing-library/react";
import * as React from "react";
import { useStore } from "../../../../src/components/store/useStore";
import type { Snapshot } from "../../../../src/domain/snapshot";
import { DraftSteps } from "../../../../src/hub/planning/draft/DraftSteps";
import { BacklogPage } from "../../../../src/hub/planning/pages/BacklogPage";
import type { PlanningPageProps } from "../../../../src/hub/planning/PlanningPage";
import { createWorldStore } from "../../../../src/hub/planning/world";
import { asset, day, feature, NOW, snapshot } from "../../../builders/estate";
import { hubWith } from "../hubWorld";
import { draftWorld } from "./draftWorld";

const HOSTILE = "<img src=x onerror=alert(1)>";
const sprint = (number: number): string => `Contoso\\Sprint ${number}`;

/** Releases A and B, and sprints 1 (over), 2 (running) and 3. */
function estate(changes: Partial<Snapshot> = {}): Snapshot {
  const dates = ["2026-11-02", "2026-11-16", "2026-11-30"];
  const iterations = dates.map((start, index) => ({
    path: sprint(index + 1),
    name: `Sprint ${index + 1}`,
    level: 1,
    startDate: day(start),
    finishDate: day(start) + 13 * 86_400_000,
  }));
  const all = snapshot([
    feature(1, { tags: ["release:A"], title: "Payroll", priority: 1 }),
    asset(2, 1, { iterationPath: sprint(2), title: "SQL-04", effort: 3, priority: 2 }),
    asset(3, 1, { iterationPath: sprint(2), title: HOSTILE, priority: 1 }),
    asset(4, 1, { iterationPath: sprint(3), title: "WEB-11", effort: 5 }),
    feature(5, { tags: ["release:B"], title: "Archive" }),
    asset(6, 5, { title: "FS-02" }),
    asset(7, null, { title: "LOOSE-01", iterationPath: sprint(3) }),
  ]);
  return { ...all, iterations: [...all.iterations, ...iterations], ...changes };
}

/** Shows the backlogs of an estate with the draft around them. */
function show(options: { readonly mayWrite?: boolean; readonly estate?: Snapshot } = {}) {
  const world = draftWorld(options.estate ?? estate());
  const { draft, hub, adjust } = world;
  const effects = {
    readWorld: () => Promise.reject(new Error("The test reads no teams.")),
    readCapacity: () => Promise.reject(new Error("The test reads no capacities.")),
    carryOut: () => Promise.reject(new Error("The page writes through the draft alone.")),
    forecast: () => Promise.reject(new Error("The test forecasts nothing.")),
    now: () => NOW,
  };
  const tools = { effects, worlds: createWorldStore(effects), draft };
  function Shown(): JSX.Element {
    const { data } = useStore(hub);
    const state = useStore(draft);
    if (data.kind !== "ready") throw new Error("The hub has no report.");
    const props: PlanningPageProps = {
      data,
      tools,
      world: {
        snapshot: data.snapshot,
        policy: data.stored.policy,
        report: data.report,
        now: NOW,
        teams: [],
        tracks: [],
        records: [],
        gaps: [],
      },
      subject: { page: "backlog", team: null, iteration: null, release: null },
      mayWrite: options.mayWrite ?? true,
    };
    return (
      <DraftSteps draft={draft} state={state} report={data.report}>
        <BacklogPage {...props} />
      </DraftSteps>
    );
  }
  const { data } = hub.get();
  if (data.kind !== "ready") throw new Error("The hub has no report.");
  render(hubWith(data.report, {}, data.snapshot, { get: hub.get, subscribe: hub.subscribe, adjust }).around(<Shown />));
  return world;
}

/** The lines of the backlogs, as they are named. */
function lines(): string[] {
  const grid = screen.getByRole("treegrid", { name: "Backlogs" });
  return within(grid)
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.querySelector(".rr-lane-title, a")?.textContent ?? "");
}

function line(title: string): HTMLElement {
  const found = screen.getAllByText(title).find((element) => element.closest("[data-lane]") !== null);
  const row = found?.closest<HTMLElement>("[data-lane]");
  if (row == null) throw new Error(`No line is named ${title}.`);
  return row;
}

/** Presses a key where the focus is. */
function press(
  key: string,
  more: { readonly shiftKey?: boolean; readonly altKey?: boolean; readonly ctrlKey?: boolean } = {},
) {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
}

function focus(title: string): void {
  act(() => {
    line(title).focus();
  });
}

describe("the backlogs", () => {
  it("begin with a sentence that says how much is left, and what is odd", () => {
    show();
    expect(
      screen.getByText(
        "5 assets are left to migrate, 4 of them in 2 releases; 1 is in no release; 3 have no estimate; 1 place does not nest.",
      ),
    ).toBeInTheDocument();
  });

  it("count in that sentence only releases in which something is left", () => {
    const all = estate();
    const workItems = all.workItems
      .filter(({ id }) => id !== 7)
      .map((item) => (item.id === 6 ? { ...item, state: "Closed" } : item));
    show({ estate: { ...all, workItems } });
    expect(screen.getByText(/^3 assets are left to migrate in 1 release;/)).toBeInTheDocument();
  });

  it("open the first release that is not done, with assets by priority below what runs and what comes", () => {
    show();
    expect(lines()).toEqual(["A", "Sprint 3", "WEB-11", "Sprint 2", HOSTILE, "SQL-04", "B", "In no release"]);
    expect(line("A")).toHaveAttribute("aria-expanded", "true");
    expect(line("B")).toHaveAttribute("aria-expanded", "false");
    expect(line("SQL-04")).toHaveAttribute("aria-level", "3");
  });

  it("open and close in the address, by keys too", () => {
    const { hub } = show();
    focus("B");
    press("ArrowRight");
    expect(lines()).toContain("FS-02");
    expect(hub.get().view.open).toEqual(["release B"]);
    focus("A");
    press("ArrowLeft");
    expect(lines()).not.toContain("SQL-04");
    expect(hub.get().view.closed).toEqual(["release A"]);
  });

  it("show what the filter leaves, wherever it is", () => {
    show();
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "fs-" } });
    expect(lines()).toEqual(["B", "Contoso", "FS-02"]);
    expect(screen.getByText(/Showing 1 of 5 assets/)).toBeInTheDocument();
  });

  it("show a title as text, whatever it holds", () => {
    show();
    expect(document.querySelector("img")).toBeNull();
    expect(line(HOSTILE)).toBeInTheDocument();
  });

  it("list what does not nest with its fix, and the first workloads of the business order", () => {
    show();
    expect(screen.getByText("It is planned for Sprint 3 and is in no release.")).toBeInTheDocument();
    const first = within(screen.getByRole("region", { name: "Power of 10" })).getAllByRole("row");
    expect(first.slice(1).map((row) => row.querySelector("a")?.textContent)).toEqual(["Payroll", "Archive"]);
  });

  it("offer a reader nothing that writes", () => {
    show({ mayWrite: false });
    expect(screen.queryAllByRole("checkbox")).toEqual([]);
    expect(line("SQL-04")).toHaveAttribute("draggable", "false");
    focus("SQL-04");
    press("e");
    expect(screen.queryByRole("textbox", { name: "Effort of SQL-04" })).toBeNull();
    expect(screen.queryByText("Select assets to plan several at once.")).toBeNull();
  });
});

describe("planning in the backlogs", () => {
  it("takes an effort that is typed in place, and says what means nothing", () => {
    const { draft } = show();
    focus("SQL-04");
    press("e");
    const field = screen.getByRole("textbox", { name: "Effort of SQL-04" });
    fireEvent.change(field, { target: { value: "many" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(screen.getByRole("alert")).toHaveTextContent('"many" is no effort.');
    fireEvent.change(field, { target: { value: "8" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(draft.get().edits).toEqual(new Map([[2, { effort: 8 }]]));
    expect(screen.getByText("1 change to 1 work item is not written.")).toBeInTheDocument();
    expect(line("SQL-04")).toHaveTextContent("planned, not written");
  });

  it("goes to the iteration before or after by Alt and an arrow, and keeps the focus on the asset", () => {
    const { draft } = show();
    focus("SQL-04");
    press("ArrowDown", { altKey: true });
    expect(draft.get().edits.get(2)).toEqual({ iterationPath: sprint(3) });
    expect(screen.getByText("SQL-04 planned for Sprint 3.")).toBeInTheDocument();
    expect(document.activeElement).toBe(line("SQL-04"));
    press("ArrowDown", { altKey: true });
    expect(screen.getByText("There is no later iteration.")).toBeInTheDocument();
  });

  it("selects a backlog by Ctrl+A, and several by Shift and arrows past what stands between them", () => {
    show();
    focus("SQL-04");
    press("a", { ctrlKey: true });
    expect(screen.getByText("2 assets selected")).toBeInTheDocument();
    press("Escape");
    focus("WEB-11");
    press("ArrowDown", { shiftKey: true });
    expect(line("WEB-11")).toHaveAttribute("aria-selected", "true");
    expect(line(HOSTILE)).toHaveAttribute("aria-selected", "true");
    expect(line("SQL-04")).toHaveAttribute("aria-selected", "false");
  });

  it("plans all that is selected at once, as one edit that is taken back at once", () => {
    const { draft } = show();
    focus("SQL-04");
    press("a", { ctrlKey: true });
    fireEvent.change(screen.getByRole("combobox", { name: "Move to" }), { target: { value: "1" } });
    fireEvent.click(screen.getByRole("button", { name: "Move" }));
    expect(draft.get().edits).toEqual(
      new Map([
        [2, { release: "B" }],
        [3, { release: "B" }],
      ]),
    );
    fireEvent.click(screen.getByRole("button", { name: "Take back the last" }));
    expect(draft.get().edits.size).toBe(0);
  });

  it("puts the whole workload into the release where that is asked for", () => {
    const { draft } = show();
    focus("SQL-04");
    press("m");
    expect(document.activeElement).toBe(screen.getByRole("combobox", { name: "Move to" }));
    fireEvent.change(screen.getByRole("combobox", { name: "Move to" }), { target: { value: "1" } });
    fireEvent.click(screen.getByRole("checkbox", { name: "with its whole workload" }));
    fireEvent.click(screen.getByRole("button", { name: "Move" }));
    expect(draft.get().edits).toEqual(new Map([[1, { release: "B" }]]));
  });

  it("plans for where it is dropped: the release and the iteration of that line", () => {
    const { draft } = show();
    const data = { setData: () => undefined, effectAllowed: "", dropEffect: "" };
    fireEvent.click(line("In no release").querySelector("button") as HTMLElement);
    fireEvent.dragStart(line("LOOSE-01"), { dataTransfer: data });
    fireEvent.dragOver(line("SQL-04"), { dataTransfer: data });
    fireEvent.drop(line("SQL-04"), { dataTransfer: data });
    expect(draft.get().edits).toEqual(new Map([[7, { release: "A", iterationPath: sprint(2) }]]));
  });
});

describe("the review", () => {
  it("says in front what breaks the rule of admission, and forbids nothing", () => {
    const all = estate();
    const links = [{ type: "System.LinkTypes.Dependency-Reverse", source: 6, target: 2 }];
    const workItems = all.workItems.map((item) =>
      item.id === 5 ? { ...item, tags: [] } : item.id === 1 ? { ...item, tags: ["release:Z"] } : item,
    );
    const { draft } = show({ estate: { ...all, workItems, links } });
    act(() => {
      draft.edit([5], { release: "A" });
      draft.review();
    });
    const titles = screen.getAllByRole("heading", { level: 3 }).map(({ textContent }) => textContent);
    expect(titles[0]).toMatch(/^Against the rule of admission/);
    expect(screen.getByRole("list", { name: "Faults" })).toHaveTextContent(/FS-02.*needs.*SQL-04/);
    expect(screen.getByRole("button", { name: "Write 2" })).toBeEnabled();
  });

  it("takes the place of the page and gives it back as it was", async () => {
    const { draft } = show();
    focus("SQL-04");
    press(" ");
    act(() => {
      draft.edit([2], { effort: 8 });
    });
    fireEvent.click(screen.getByRole("button", { name: "Review…" }));
    expect(screen.queryByRole("treegrid")).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Review: 1 work item" }));
    fireEvent.click(screen.getByRole("button", { name: "Write 1" }));
    expect(await screen.findByText("1 work item was written.")).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.getByText("1 asset selected")).toBeInTheDocument();
  });

  it("lets a person choose where somebody else changed the same, and leave out what can't be written", async () => {
    const { draft, change, refresh } = show();
    act(() => {
      draft.edit([2], { effort: 8 });
      draft.edit([4], { effort: -1 });
    });
    change(2, { effort: 5 });
    await act(refresh);
    expect(screen.getByText("effort: theirs 5, mine 8")).toBeInTheDocument();
    expect(line("SQL-04")).toHaveTextContent("changed by somebody else meanwhile");
    fireEvent.click(screen.getByRole("button", { name: "Take theirs of SQL-04" }));
    expect(draft.get().conflicts.size).toBe(0);
    fireEvent.click(screen.getByRole("button", { name: "Review…" }));
    fireEvent.click(screen.getByRole("button", { name: "Leave it as it is" }));
    expect(draft.get().edits.size).toBe(0);
  });
});
