import { fireEvent, screen, within } from "@testing-library/react";
import { dayText } from "../../../../src/components/time";
import type { IterationRecord } from "../../../../src/domain/planning/velocity/record";
import { VelocityPage } from "../../../../src/hub/planning/pages/VelocityPage";
import { velocityCsv } from "../../../../src/hub/planning/velocity/csv";
import { FIRST_VIEW, hashOf, viewOf } from "../../../../src/hub/store/view";
import { asset, feature } from "../../../builders/estate";
import { counted, iterationRecord } from "../../../builders/planning";
import { settled, showPlanning, type PlanningSetting, team } from "./planWorld";

const HOSTILE = `<img src=x onerror=alert(1)>`;
const ITEMS = [
  feature(1, { title: "Payroll", tags: ["release:R1"] }),
  asset(2, 1, { title: HOSTILE }),
  asset(3, 1, { title: "SQL-04" }),
];
const of = (ids: readonly number[], effort: number, unestimated = 0) => ({
  items: ids.length,
  effort,
  unestimated,
  ids,
});

/** A past of Movers: three iterations that count, one with an outage, and one that runs. */
const RECORDS: readonly IterationRecord[] = [
  { delivered: counted(3, 8), committed: counted(4, 10), commitment: { how: "start" as const, at: 0, tag: null } },
  {
    delivered: counted(9, 20),
    deliveredByKind: [
      { kind: "vm", items: 8 },
      { kind: "", items: 1 },
    ],
  },
  { delivered: counted(0), outage: "Data centre move" },
  { delivered: of([2, 3], 5, 1), reopened: of([2], 0, 1), carriedOver: of([3], 5) },
  { delivered: counted(1, 3), isOver: false },
].map((changes, index) =>
  iterationRecord({ team: "Movers", path: `S${String(index + 1)}`, name: `Sprint ${String(index + 1)}`, ...changes }),
);

async function show(setting: Partial<PlanningSetting> = {}) {
  const shown = showPlanning(VelocityPage, "velocity", { items: ITEMS, records: RECORDS, ...setting });
  await settled();
  return shown;
}

const table = () => screen.getByRole("table", { name: /^Iterations/ });
/** A row of the table of iterations, by the beginning of its head. */
const cells = (name: string): string[] => {
  const head = within(table())
    .getAllByRole("rowheader")
    .find((one) => one.textContent?.startsWith(name));
  return [...(head?.closest("tr")?.querySelectorAll("td") ?? [])].map((cell) => cell.textContent ?? "");
};
const count = (name: RegExp) => screen.getByRole("button", { name });

describe("the sentence", () => {
  it("says range, middle and number of iterations, without outages and what runs (forecasting §1)", async () => {
    await show();
    expect(
      screen.getByText(/^Movers delivered 2 to 9 assets an iteration, 3 in the middle, over 3 iterations\./),
    ).toBeInTheDocument();
  });

  it("counts in effort where the address says so", async () => {
    await show({ subject: { unit: "effort" } });
    expect(screen.getByText(/^Movers delivered 5 to 20 of effort an iteration, 8 in the middle/)).toBeInTheDocument();
    expect(screen.getByRole("radio", { name: "Effort" })).toBeChecked();
  });

  it("tells no range of a single iteration", async () => {
    await show({ records: RECORDS.slice(0, 1) });
    expect(
      screen.getByText(/^Movers delivered 3 assets in the one iteration that counts: no range yet\./),
    ).toBeInTheDocument();
  });

  it("says so where none counts yet", async () => {
    await show({ records: RECORDS.slice(4) });
    expect(
      screen.getByText("Movers has no iteration yet that is over and says something of its pace."),
    ).toBeInTheDocument();
  });
});

describe("the table", () => {
  it("has what each iteration came to; nothing is made up where no commitment is known", async () => {
    await show();
    expect(cells("Sprint 1")).toEqual(["10", "4at start", "0", "0", "3", "0", "0", "0.3", ""]);
    expect(cells("Sprint 2")).toEqual(["10", "–", "–", "–", "9", "0", "0", "0.9", "8 vm, 1 of no kind"]);
  });

  it("marks what runs, and strikes an outage with its reason", async () => {
    await show();
    expect(within(table()).getByRole("rowheader", { name: /Sprint 5.*, so far$/ })).toBeInTheDocument();
    const outage = within(table()).getByRole("rowheader", { name: /Outage, does not count: Data centre move$/ });
    expect(outage.closest("tr")?.querySelectorAll("s").length).toBeGreaterThan(0);
    expect(
      within(table())
        .getByRole("rowheader", { name: /^Sprint 1/ })
        .closest("tr")
        ?.querySelectorAll("s"),
    ).toHaveLength(0);
  });

  it("has median and range of the iterations that count, at its foot", async () => {
    await show();
    expect(cells("Median of 3 iterations").slice(4, 7)).toEqual(["3", "0", "0"]);
    expect(cells("Range").slice(4, 8)).toEqual(["2 – 9", "0 – 1", "0 – 1", "0.2 – 0.9"]);
  });

  it("opens what a number counts, and closes it again; a hostile title is text", async () => {
    await show();
    const delivered = count(/^2: 2 assets delivered in Sprint 4$/);
    fireEvent.click(delivered);
    expect(delivered).toHaveAttribute("aria-expanded", "true");
    const list = screen.getByText("2 assets delivered in Sprint 4").parentElement;
    if (list === null) throw new Error("The list stands nowhere.");
    expect(
      within(list)
        .getAllByRole("link")
        .map((link) => link.textContent),
    ).toEqual([HOSTILE, "SQL-04"]);
    expect(document.querySelector("img")).toBeNull();
    fireEvent.click(count(/^1: 1 asset done before and opened again in Sprint 4$/));
    expect(
      within(table())
        .getAllByRole("link")
        .map((link) => link.textContent),
    ).toEqual([HOSTILE]);
    fireEvent.click(count(/^1: 1 asset done before/));
    expect(within(table()).queryAllByRole("link")).toEqual([]);
  });

  it("says in effort what is not estimated: it is never 0", async () => {
    await show({ subject: { unit: "effort" } });
    expect(cells("Sprint 4")[4]).toBe("5+ 1 unestimated");
    expect(cells("Sprint 4")[6]).toBe("0+ 1 unestimated");
  });

  it("is saved with both units, and empty where nothing is known", () => {
    const lines = velocityCsv(RECORDS).split("\r\n");
    expect(lines[2]).toContain(`"yes",,,,,,,,,,,,,9,20,0,0,0,0,0,0,0,"8 vm, 1 of no kind",0.9,2`);
    expect(lines).toHaveLength(RECORDS.length + 2);
  });
});

describe("the choices", () => {
  it("begin with the first team that has a past, and stand in the address", async () => {
    const { opened } = await show({ teams: [team({ name: "Apps" }), team()] });
    const choice = screen.getByRole("combobox", { name: "Team" });
    expect(choice).toHaveValue("Movers");
    fireEvent.change(choice, { target: { value: "Apps" } });
    fireEvent.click(screen.getByRole("radio", { name: "Effort" }));
    fireEvent.change(screen.getByRole("combobox", { name: "Of" }), { target: { value: "R1" } });
    expect(opened).toMatchObject([
      { subject: { kind: "planning", page: "velocity", team: "Apps" } },
      { subject: { unit: "effort" } },
      { subject: { release: "R1" } },
    ]);
  });

  it("open again from the address, the unit too", () => {
    const subject = { kind: "planning", page: "velocity", team: "Apps & co", iteration: null, release: "R1" } as const;
    const inEffort = { ...FIRST_VIEW, subject: { ...subject, unit: "effort" as const } };
    expect(viewOf(hashOf(inEffort)).subject).toStrictEqual(inEffort.subject);
    expect(viewOf(hashOf({ ...FIRST_VIEW, subject })).subject).toStrictEqual(subject);
  });

  it("say of a team without a past what to do", async () => {
    await show({ teams: [team({ name: "Apps" }), team()], subject: { team: "Apps" } });
    expect(screen.getByRole("heading", { name: "Apps has no iteration that has begun" })).toBeInTheDocument();
  });

  it("say that there is no such team or release", async () => {
    await show({ subject: { team: "Ghosts", release: "R9" } });
    expect(screen.getByText("There is no team Ghosts. This is Movers.")).toBeInTheDocument();
    expect(screen.getByText("There is no release R9. This is all of the project.")).toBeInTheDocument();
  });

  it("teach a project without teams what is missing", async () => {
    await show({ teams: [], records: [] });
    expect(
      screen.getByRole("heading", { name: "The project has no team whose pace could be told" }),
    ).toBeInTheDocument();
  });
});

it("says how commitment is known, and that teams are not compared", async () => {
  await show();
  expect(screen.getByText(/what was in the iteration \d+ days? after it began/)).toBeInTheDocument();
  expect(screen.getByText(/^Teams are not compared/)).toBeInTheDocument();
  expect(within(table()).getByRole("rowheader", { name: /^Sprint 1/ })).toHaveTextContent(dayText("2026-11-02"));
});
