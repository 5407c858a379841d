import { act, fireEvent, screen, within } from "@testing-library/react";
import { PlanPage } from "../../../../src/hub/planning/pages/PlanPage";
import { asset, feature, NOW } from "../../../builders/estate";
import { iterationRecord, type PlanningSetting, settled, showPlanning, sprint, team, teamIteration } from "./planWorld";

const PAYROLL = feature(1, { title: "Payroll", tags: ["release:R1"] });
const INTRANET = feature(5, { title: "Intranet", tags: ["release:R2"] });
const ITEMS = [
  PAYROLL,
  asset(2, 1, { title: "SQL-04", effort: 5, priority: 1 }),
  asset(3, 1, { title: "WEB-11", priority: 2 }),
  asset(4, 1, { title: "FS-02", iterationPath: sprint(11), effort: 3, priority: 1 }),
  INTRANET,
  asset(6, 5, { title: "INT-01", effort: 8 }),
];

async function show(setting: Partial<PlanningSetting> = {}) {
  const shown = showPlanning(PlanPage, "plan", { items: ITEMS, ...setting });
  await settled();
  return shown;
}

const [BACKLOG, ITERATION] = [/not in Sprint 11$/, "Sprint 11"];
const grid = (name: RegExp | string) => screen.getByRole("grid", { name });
const titles = (name: RegExp | string): string[] =>
  within(grid(name))
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getByRole("link").textContent ?? "");
const row = (title: string): HTMLElement => {
  const found = screen.getByRole("link", { name: title }).closest<HTMLElement>("[role=row]");
  if (found === null) throw new Error(`No row is about ${title}.`);
  return found;
};
/** Presses a key on what has the focus. */
const press = (key: string, options: { readonly shiftKey?: boolean; readonly ctrlKey?: boolean } = {}): void => {
  const { activeElement } = document;
  if (activeElement === null) throw new Error("Nothing has the focus.");
  fireEvent.keyDown(activeElement, { key, ...options });
};
const type = (text: string): void => {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLInputElement)) throw new Error("No field has the focus.");
  fireEvent.change(activeElement, { target: { value: text } });
};
const focusOn = (title: string): void => {
  act(() => {
    row(title).focus();
  });
};
const editOf = (shown: Awaited<ReturnType<typeof show>>, id: number) => shown.draft.get().edits.get(id);

describe("what is planned", () => {
  it("is the next iteration of the first team, with the first release that has open assets beside it", async () => {
    await show();
    expect(screen.getByLabelText("Team")).toHaveValue("Movers");
    expect(screen.getByLabelText("Iteration")).toHaveValue(sprint(11));
    expect(screen.getByLabelText("Release")).toHaveValue("R1");
    expect(titles(BACKLOG)).toEqual(["SQL-04", "WEB-11"]);
    expect(titles(ITERATION)).toEqual(["FS-02"]);
    expect(screen.getByText(/^Sprint 11: 1 asset, effort 3\./)).toBeInTheDocument();
  });

  it("is what the address names, and says what the address names in vain", async () => {
    const first = await show({ subject: { team: "Gone", release: "R9" } });
    expect(screen.getByText(/There is no team "Gone" here/)).toBeInTheDocument();
    expect(screen.getByText(/There is no release "R9" here/)).toBeInTheDocument();
    expect(screen.getByLabelText("Release")).toHaveValue("R1");
    first.unmount();
    await show({ subject: { iteration: sprint(10), release: "R2" } });
    expect(screen.getByLabelText("Iteration")).toHaveValue(sprint(10));
    expect(titles(/not in Sprint 10$/)).toEqual(["INT-01"]);
  });

  it("goes into the address when it is chosen", async () => {
    const { opened } = await show();
    fireEvent.change(screen.getByLabelText("Iteration"), { target: { value: sprint(10) } });
    await settled();
    fireEvent.change(screen.getByLabelText("Release"), { target: { value: "" } });
    await settled();
    expect(opened).toEqual([
      { subject: expect.objectContaining({ page: "plan", team: "Movers", iteration: sprint(10) }) },
      { subject: expect.objectContaining({ iteration: sprint(10), release: "" }) },
    ]);
  });

  it("leaves out what other teams own, and says how much that is", async () => {
    const other = team({ name: "Others", areas: [{ path: "Contoso\\Other", includesChildren: true }] });
    const items = [...ITEMS, asset(7, 1, { title: "OTH-01", areaPath: "Contoso\\Other" })];
    await show({ items, teams: [team(), other] });
    expect(titles(BACKLOG)).not.toContain("OTH-01");
    expect(screen.getByText("Of what else is open here, 1 belong to other teams.")).toBeInTheDocument();
  });

  it("leaves out what is done, and keeps in its iteration what is done there", async () => {
    const items = [
      ...ITEMS,
      asset(7, 1, { title: "DONE-1", state: "Resolved" }),
      asset(8, 1, { title: "DONE-2", state: "Resolved", iterationPath: sprint(11) }),
    ];
    await show({ items });
    expect(titles(BACKLOG)).not.toContain("DONE-1");
    expect(titles(ITERATION)).toContain("DONE-2");
  });

  it("says what is in an asset's way besides its own stage, and where else it is planned", async () => {
    const items = [
      PAYROLL,
      asset(2, 1, { title: "WEB-11", predecessors: [3], iterationPath: sprint(10) }),
      asset(3, 1, { title: "SQL-04" }),
    ];
    const links = [{ type: "System.LinkTypes.Dependency-Reverse", source: 2, target: 3 }];
    await show({ items, links });
    expect(row("WEB-11")).toHaveTextContent("In Sprint 10 · Waits for SQL-04");
    expect(row("SQL-04").textContent).not.toContain("Not replicated yet");
  });

  it("shows hostile titles as text", async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const { container } = await show({ items: [PAYROLL, asset(2, 1, { title: hostile })] });
    expect(container.querySelector("img")).toBeNull();
    expect(titles(BACKLOG)).toEqual([hostile]);
  });

  it("says what to do where there is no team, and where a team has no iterations", async () => {
    const first = await show({ teams: [] });
    expect(screen.getByRole("heading", { name: "The project has no team to plan with" })).toBeInTheDocument();
    first.unmount();
    await show({ teams: [team({ iterations: [] })] });
    expect(screen.getByRole("heading", { name: "Movers has no iterations" })).toBeInTheDocument();
  });

  it("takes an iteration without dates where there is no other", async () => {
    await show({ teams: [team({ iterations: [teamIteration({ name: "Someday" })] })] });
    expect(screen.getByLabelText("Iteration")).toHaveValue("Contoso\\Someday");
  });
});

describe("planning by the keyboard", () => {
  it("puts the focused asset into the iteration with →, goes on to the next, and counts", async () => {
    const shown = await show();
    focusOn("SQL-04");
    press("ArrowRight");
    expect(editOf(shown, 2)).toEqual({ iterationPath: sprint(11) });
    expect(titles(ITERATION)).toEqual(["SQL-04", "FS-02"]);
    expect(row("WEB-11")).toHaveFocus();
    expect(screen.getByText(/^Sprint 11: 2 assets, effort 8\./)).toBeInTheDocument();
    expect(screen.getByText("SQL-04 put into Sprint 11: now 2 assets.")).toHaveAttribute("role", "status");
  });

  it("goes on to the asset below the one that left, and to the one above where that was the last", async () => {
    await show({ items: [...ITEMS, asset(7, 1, { title: "APP-03", priority: 3 })] });
    focusOn("WEB-11");
    press("ArrowRight");
    expect(row("APP-03")).toHaveFocus();
    press("ArrowRight");
    expect(row("SQL-04")).toHaveFocus();
  });

  it("leaves the focus on the list when the last asset has left it", async () => {
    await show();
    focusOn("SQL-04");
    press("ArrowRight");
    press("ArrowRight");
    expect(titles(BACKLOG)).toEqual([]);
    expect(grid(BACKLOG)).toHaveFocus();
  });

  it("takes an asset out again with ←: back to where it was, or above the iteration that it was read in", async () => {
    const shown = await show();
    focusOn("SQL-04");
    press("ArrowRight");
    focusOn("SQL-04");
    press("ArrowLeft");
    expect(editOf(shown, 2)).toBeUndefined();
    focusOn("FS-02");
    press("ArrowLeft");
    expect(editOf(shown, 4)).toEqual({ iterationPath: "Contoso" });
  });

  it("moves nothing to the side where the asset is already", async () => {
    const shown = await show();
    focusOn("SQL-04");
    press("ArrowLeft");
    expect(shown.draft.get().edits.size).toBe(0);
  });

  it("goes up and down, to the ends, and no further", async () => {
    await show();
    focusOn("SQL-04");
    press("ArrowDown");
    expect(row("WEB-11")).toHaveFocus();
    press("ArrowDown");
    expect(row("WEB-11")).toHaveFocus();
    press("Home");
    expect(row("SQL-04")).toHaveFocus();
  });

  it("edits the effort with E and the priority with P; ↓ in the field goes on to the next asset", async () => {
    const shown = await show();
    focusOn("SQL-04");
    press("e");
    expect(document.activeElement).toHaveAccessibleName("Effort of SQL-04");
    type("2,5");
    press("ArrowDown");
    expect(document.activeElement).toHaveAccessibleName("Effort of WEB-11");
    type("3");
    press("Enter");
    expect(row("WEB-11")).toHaveFocus();
    press("p");
    type("1");
    press("Enter");
    expect(editOf(shown, 2)).toEqual({ effort: 2.5 });
    expect(editOf(shown, 3)).toEqual({ effort: 3, priority: 1 });
  });

  it("clears an estimate with an empty field, keeps 0 as a value, and Escape leaves all as it is", async () => {
    const shown = await show();
    focusOn("SQL-04");
    press("E");
    type("");
    press("Enter");
    expect(editOf(shown, 2)).toEqual({ effort: null });
    press("e");
    type("0");
    press("Enter");
    expect(editOf(shown, 2)).toEqual({ effort: 0 });
    press("e");
    type("7");
    press("Escape");
    expect(row("SQL-04")).toHaveFocus();
    expect(editOf(shown, 2)).toEqual({ effort: 0 });
  });

  it("says what is wrong with what was typed, and keeps the field open", async () => {
    const shown = await show();
    focusOn("SQL-04");
    press("p");
    type("7");
    press("Enter");
    expect(document.activeElement).toHaveAccessibleName("Priority of SQL-04");
    expect(document.activeElement).toHaveAttribute("aria-invalid", "true");
    expect(
      screen.getAllByText('Priority of SQL-04: "7" is no priority. Type 1 (highest) to 4, or nothing for none.'),
    ).not.toHaveLength(0);
    expect(shown.draft.get().edits.size).toBe(0);
  });

  it("selects with Shift and Space, and does to all of them what is done to one", async () => {
    const shown = await show();
    focusOn("SQL-04");
    press("ArrowDown", { shiftKey: true });
    expect(row("SQL-04")).toHaveAttribute("aria-selected", "true");
    expect(row("WEB-11")).toHaveAttribute("aria-selected", "true");
    press("e");
    expect(document.activeElement).toHaveAccessibleName("Effort of 2 assets");
    type("4");
    press("ArrowUp");
    expect(row("WEB-11")).toHaveFocus();
    expect([editOf(shown, 2), editOf(shown, 3)]).toEqual([{ effort: 4 }, { effort: 4 }]);
    press(" ");
    expect(row("WEB-11")).toHaveAttribute("aria-selected", "false");
    press("a", { ctrlKey: true });
    press("ArrowRight");
    expect([editOf(shown, 2), editOf(shown, 3)]).toEqual([
      { effort: 4, iterationPath: sprint(11) },
      { effort: 4, iterationPath: sprint(11) },
    ]);
  });

  it("gives all that are selected the value that one has already", async () => {
    const shown = await show();
    focusOn("WEB-11");
    press("ArrowUp", { shiftKey: true });
    press("e");
    press("Enter");
    expect(editOf(shown, 3)).toEqual({ effort: 5 });
  });

  it("opens the review of a commitment to just what is in the iteration with Ctrl+Enter", async () => {
    const shown = await show();
    focusOn("SQL-04");
    press("ArrowRight");
    press("Enter", { ctrlKey: true });
    const { commitment, step } = shown.draft.get();
    expect(commitment).toEqual({ iterationPath: sprint(11), team: "Movers", items: [2, 4] });
    expect(step.kind).toBe("reviewing");
  });

  it("keeps what is being typed when the review is opened from a field", async () => {
    const shown = await show();
    focusOn("FS-02");
    press("e");
    type("13");
    press("Enter", { ctrlKey: true });
    expect(editOf(shown, 4)).toEqual({ effort: 13 });
    expect(shown.draft.get().step.kind).toBe("reviewing");
  });

  it("has one tab stop in each list", async () => {
    await show();
    for (const name of [BACKLOG, ITERATION]) {
      const stops = [...grid(name).querySelectorAll<HTMLElement>("*")].filter(({ tabIndex }) => tabIndex === 0);
      expect(stops.map(({ role }) => role ?? "row")).toHaveLength(1);
    }
  });
});

describe("planning with buttons", () => {
  it("moves, selects and edits as the keys do", async () => {
    const shown = await show();
    fireEvent.click(screen.getByRole("button", { name: "Put into the iteration: SQL-04" }));
    fireEvent.click(screen.getByRole("button", { name: "Take out of the iteration: FS-02" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "Select WEB-11" }));
    expect(row("WEB-11")).toHaveAttribute("aria-selected", "true");
    fireEvent.click(screen.getByRole("button", { name: /^Effort of WEB-11/ }));
    type("1");
    press("Enter");
    expect([editOf(shown, 2), editOf(shown, 4), editOf(shown, 3)]).toEqual([
      { iterationPath: sprint(11) },
      { iterationPath: "Contoso" },
      { effort: 1 },
    ]);
  });
});

describe("a reader", () => {
  it.each([false, null])("sees both lists and nothing that edits (%p)", async (mayWrite) => {
    const shown = await show({ mayWrite });
    expect(titles(BACKLOG)).toEqual(["SQL-04", "WEB-11"]);
    expect(screen.queryAllByRole("button")).toEqual([]);
    expect(screen.queryAllByRole("checkbox")).toEqual([]);
    focusOn("SQL-04");
    for (const key of ["ArrowRight", "e", "p", " "]) press(key);
    press("Enter", { ctrlKey: true });
    expect(shown.draft.get().edits.size).toBe(0);
    expect(shown.draft.get().step.kind).toBe("editing");
    expect(document.querySelector("input")).toBeNull();
  });
});

describe("what speaks for and against a plan", () => {
  const DELIVERED = [3, 9, 6];
  const records = DELIVERED.map((items, index) =>
    iterationRecord({
      name: `Sprint ${6 + index}`,
      firstDay: `2026-0${7 + index}-06`,
      lastDay: `2026-0${7 + index}-19`,
      delivered: { items, effort: items * 2, unestimated: 0, ids: [] },
    }),
  );

  it("sets assets and effort against what the team delivered in as many working days", async () => {
    await show({ records });
    expect(screen.getByText(/delivered 3 to 9 assets \(median 6, 3 iterations\)/).textContent).toMatch(
      /This is less\.$/,
    );
    expect(screen.getByText(/delivered an effort of 6 to 18 \(median 12, 3 iterations\)/)).toBeInTheDocument();
    focusOn("SQL-04");
    press("a", { ctrlKey: true });
    press("ArrowRight");
    expect(screen.getByText(/delivered 3 to 9 assets/).textContent).toMatch(/This is within that\.$/);
  });

  it("says why nothing is known of what fits", async () => {
    await show();
    expect(
      screen.getByText("What fits is not known: Movers has 0 finished iterations to compare with; 3 are needed."),
    ).toBeInTheDocument();
  });

  it("sums up the hours of the members without the days off, which it names", async () => {
    const iterations = team().iterations.map((one) =>
      one.path === sprint(11) ? { ...one, daysOff: [{ from: "2026-12-02", to: "2026-12-02" }] } : one,
    );
    await show({
      teams: [team({ iterations })],
      capacity: () =>
        Promise.resolve({
          members: [
            { name: "Ana", hoursPerDay: 6, daysOff: [{ from: "2026-12-03", to: "2026-12-04" }] },
            { name: "Ben", hoursPerDay: 5, daysOff: [] },
          ],
        }),
    });
    // Nine days of the team; Ana is off on two of them.
    expect(screen.getByText(/^Capacity: 87 h of 2 members over 9 working days\./)).toHaveTextContent(
      "Off: the team on Dec 2, 2026; Ana Dec 3, 2026 – Dec 4, 2026.",
    );
  });

  it("says that the capacity could not be read, and reads it again", async () => {
    let attempts = 0;
    await show({
      capacity: () => {
        attempts += 1;
        return attempts === 1
          ? Promise.reject(new Error("Azure DevOps did not answer."))
          : Promise.resolve({ members: [{ name: "Ana", hoursPerDay: 1, daysOff: [] }] });
      },
    });
    expect(screen.getByRole("alert")).toHaveTextContent("The capacity could not be read. Azure DevOps did not answer.");
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await settled();
    expect(screen.getByText(/^Capacity: 10 h of 1 member/)).toBeInTheDocument();
  });

  it("lists warnings with links, and says that there is none", async () => {
    await show();
    expect(screen.getByText("Nothing speaks against this plan.")).toBeInTheDocument();
    focusOn("WEB-11");
    press("ArrowRight");
    expect(screen.getByText("1 asset has no estimate.")).toBeInTheDocument();
    const told = screen.getByText("WEB-11 has no estimate.").parentElement;
    expect(within(told ?? document.body).getByRole("link", { name: "WEB-11" })).toBeInTheDocument();
  });

  it("names twenty of many at first", async () => {
    const items = [PAYROLL, ...Array.from({ length: 28 }, (_, at) => asset(10 + at, 1, { iterationPath: sprint(11) }))];
    await show({ items });
    expect(screen.getAllByText(/^VM \d+ has no estimate\.$/)).toHaveLength(20);
    fireEvent.click(screen.getByRole("button", { name: "Show all 28" }));
    expect(screen.getAllByText(/^VM \d+ has no estimate\.$/)).toHaveLength(28);
  });
});

describe("the commitment", () => {
  const at = "2026-11-23T08:30Z";
  const tag = `committed:Sprint 11@${at}`;

  it("is told to be missing where nobody committed", async () => {
    await show();
    expect(screen.getByText("Nobody has committed to Sprint 11 yet.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Commit…" })).toBeEnabled();
  });

  it("is what carries the last tag; what was added and removed since stands against it", async () => {
    await show({
      items: [
        PAYROLL,
        asset(2, 1, { title: "KEPT", iterationPath: sprint(11), tags: [tag] }),
        asset(3, 1, { title: "LEFT", tags: [tag, "committed:Sprint 11@2026-11-22T08:30Z"] }),
        asset(4, 1, { title: "CAME", iterationPath: sprint(11) }),
      ],
    });
    const told = screen.getByText(/^Committed on /);
    expect(told).toHaveTextContent(/: 2 assets\. Since then 1 added, 1 removed\.$/);
    expect(screen.getByText("Added: 1").parentElement).toHaveTextContent("CAME");
    expect(screen.getByText("Removed: 1").parentElement).toHaveTextContent("LEFT");
    expect(NOW).toBeGreaterThan(Date.parse(at.replace("Z", ":00Z")));
  });

  it("can't be made to nothing", async () => {
    await show({ items: [PAYROLL, asset(2, 1)] });
    expect(screen.getByRole("button", { name: "Commit…" })).toBeDisabled();
  });

  it("can be withdrawn once the iteration was emptied: nothing carries its tag then", async () => {
    const shown = await show({ items: [PAYROLL, asset(2, 1, { title: "LEFT", tags: [tag] })] });
    fireEvent.click(screen.getByRole("button", { name: "Withdraw the commitment…" }));
    const { step, commitment } = shown.draft.get();
    expect(commitment?.items).toEqual([]);
    expect(step.kind === "reviewing" ? step.plan.entries.map(({ item }) => item.title) : step.kind).toEqual(["LEFT"]);
  });

  it("that waits in the draft is told to be another one once the iteration holds other assets", async () => {
    const shown = await show();
    focusOn("FS-02");
    press("Enter", { ctrlKey: true });
    act(() => {
      shown.draft.back();
    });
    focusOn("SQL-04");
    press("ArrowRight");
    expect(screen.getByText(/The commitment in the draft holds other assets/)).toBeInTheDocument();
  });
});
