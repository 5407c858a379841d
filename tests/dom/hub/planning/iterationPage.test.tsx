import { fireEvent, screen, within } from "@testing-library/react";
import type { Track } from "../../../../src/domain/planning/velocity/track";
import { iterationCsv } from "../../../../src/hub/planning/iteration/iterationCsv";
import { iterationView } from "../../../../src/hub/planning/iteration/sections";
import { IterationPage } from "../../../../src/hub/planning/pages/IterationPage";
import { asset, day, feature, task } from "../../../builders/estate";
import { iterationRecord, type PlanningSetting, settled, showPlanning, sprint } from "./planWorld";

const COMMITTED_AT = Date.parse("2026-11-16T08:30:00Z");
const PAYROLL = feature(1, { title: "Payroll", tags: ["release:R1"] });
const ana = { id: "a", displayName: "Ana Example", uniqueName: "ana@example.com", imageUrl: null };
const ITEMS = [
  PAYROLL,
  asset(2, 1, { title: "SQL-04", state: "Resolved", iterationPath: sprint(10), assignedTo: ana }),
  asset(3, 1, { title: "WEB-11", iterationPath: sprint(10) }),
  asset(4, 1, { title: "FS-02", iterationPath: sprint(10) }),
  task(9, 4, "Firewall", { tags: ["blocker"], state: "Active" }),
  asset(5, 1, { title: "BI-03" }),
];
const ids = (...of: number[]) => ({ items: of.length, effort: 0, unestimated: of.length, ids: of });
const RUNNING = iterationRecord({
  name: "Sprint 10",
  firstDay: "2026-11-16",
  lastDay: "2026-11-29",
  isOver: false,
  commitment: { how: "tag", at: COMMITTED_AT, tag: "committed:Sprint 10@2026-11-16T08:30Z" },
  committed: ids(2, 5),
  added: ids(3, 4),
  removed: ids(5),
  delivered: ids(2),
});
const track = (id: number, title: string, changes: Partial<Track> = {}): Track => ({
  id,
  title,
  kind: "vm",
  steps: [],
  from: -Infinity,
  ...changes,
});

async function show(setting: Partial<PlanningSetting> = {}) {
  const shown = showPlanning(IterationPage, "iteration", { items: ITEMS, records: [RUNNING], ...setting });
  await settled();
  return shown;
}

/** Titles and reasons of a list. */
const listed = (title: string): (readonly string[])[] =>
  within(screen.getByRole("table", { name: title }))
    .getAllByRole("row")
    .slice(1)
    .map((row) => [
      within(row).getByRole("link").textContent ?? "",
      within(row).getAllByRole("cell")[2]?.textContent ?? "",
    ]);

describe("an iteration under way", () => {
  it("is the running one of the first team, and begins with a sentence", async () => {
    await show();
    expect(screen.getByLabelText("Iteration")).toHaveValue(sprint(10));
    expect(screen.getByText(/^Sprint 10, 5 working days left: 1 of 2 committed assets is done/)).toBeInTheDocument();
  });

  it("lists what is done, committed, added and removed, each with why, owner and stage", async () => {
    await show();
    expect(listed("Done")).toEqual([["SQL-04", "It became Replicated in this iteration."]]);
    const row = within(screen.getByRole("table", { name: "Done" })).getAllByRole("row")[1] ?? document.body;
    expect(row).toHaveTextContent("Replicated");
    expect(row).toHaveTextContent("Ana Example");
    expect(listed("Committed").map(([title]) => title)).toEqual(["SQL-04", "BI-03"]);
    expect(listed("Added since").map(([title]) => title)).toEqual(["WEB-11", "FS-02"]);
    expect(listed("Removed since")).toEqual([["BI-03", "It is in no iteration now."]]);
  });

  it("says when the team committed, or that nobody did and what counts instead", async () => {
    const first = await show();
    expect(screen.getByText(/^Committed on .*: 2\.$/)).toBeInTheDocument();
    first.unmount();
    await show({ records: [{ ...RUNNING, commitment: { how: "start", at: COMMITTED_AT, tag: null } }] });
    expect(screen.getByText(/^Nobody committed: the 2 assets that it held after 1 day of grace/)).toBeInTheDocument();
  });

  it("leads to its plan, and says so where nothing is in it", async () => {
    await show({ items: [PAYROLL], records: [] });
    expect(screen.getByText("Sprint 10, 5 working days left: nothing is planned.")).toBeInTheDocument();
    expect(screen.getByText(/No asset of this team is in it/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Plan Sprint 10" })).toHaveAttribute(
      "href",
      expect.stringContaining(`page=plan&team=Movers&iteration=${encodeURIComponent(sprint(10))}`),
    );
  });

  it("shows hostile titles as text", async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const { container } = await show({ items: [PAYROLL, asset(2, 1, { title: hostile, iterationPath: sprint(10) })] });
    expect(container.querySelector("img")).toBeNull();
    expect(screen.getAllByRole("link", { name: hostile })).not.toHaveLength(0);
  });

  it("is chosen in the address", async () => {
    const { opened } = await show();
    fireEvent.change(screen.getByLabelText("Iteration"), { target: { value: sprint(11) } });
    expect(opened).toEqual([
      { subject: expect.objectContaining({ page: "iteration", team: "Movers", iteration: sprint(11) }) },
    ]);
  });
});

describe("an iteration that is over", () => {
  const OVER = iterationRecord({
    commitment: { how: "tag", at: day("2026-11-02"), tag: "committed:Sprint 9@2026-11-02T00:00Z" },
    committed: ids(2, 3),
    delivered: ids(2),
    carriedOver: ids(3),
    reopened: ids(7),
    outage: "Flood in the basement",
  });
  const step = (at: string, stage: Track["steps"][number]["stage"]): Track["steps"][number] => ({
    at: day(at),
    stage,
    team: "Movers",
    iterationPath: sprint(9),
    release: "r1",
    effort: null,
    kind: "vm",
    tags: [],
  });
  const tracks = [
    track(2, "SQL-04", { steps: [step("2026-11-03", "Pending"), step("2026-11-10", "Replicated")] }),
    // It was replicated after the end, which changes nothing of the past.
    track(3, "WEB-11", { steps: [step("2026-11-03", "Replicating"), step("2026-11-18", "Replicated")] }),
    track(7, "OLD-01", { steps: [step("2026-11-03", "Pending")] }),
  ];
  const past = { records: [OVER, RUNNING], subject: { iteration: sprint(9) }, tracks };

  it("is shown as it was at its end, whatever work items are now (forecasting §1)", async () => {
    await show(past);
    expect(
      screen.getByText(
        "Sprint 9 is over: 1 of 2 committed assets delivered, 1 carried over, 1 re-opened. It counts for no pace: Flood in the basement.",
      ),
    ).toBeInTheDocument();
    expect(listed("Delivered")).toEqual([["SQL-04", "It was delivered in this iteration."]]);
    expect(listed("Carried over")).toEqual([["WEB-11", "It was not done at the end."]]);
    expect(listed("Re-opened")).toEqual([["OLD-01", "It was done before, and was opened again."]]);
    expect(screen.getByRole("table", { name: "Carried over" })).toHaveTextContent("Replicating");
  });

  it("names no owner, and is not planned any more", async () => {
    await show(past);
    expect(screen.queryByRole("columnheader", { name: "Assigned to" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Plan Sprint 9" })).toBeNull();
  });
});

describe("the export", () => {
  it("has a line for each asset in each list, as CSV", async () => {
    const { world } = await show();
    const [Movers] = world.teams;
    const iteration = Movers?.iterations.find(({ path }) => path === sprint(10));
    if (Movers === undefined || iteration === undefined) throw new Error("The world has a team with three sprints.");
    const lines = iterationCsv(iterationView(world, Movers, iteration)).split("\r\n");
    expect(lines[0]).toContain('"List","Work item","Type","Title","Stage","Committed","Owner","Why"');
    expect(lines).toContain(
      '"Done",2,"User Story","SQL-04","Replicated","yes","Ana Example","It became Replicated in this iteration."',
    );
    expect(lines).toContain('"Removed since",5,"User Story","BI-03","Pending","yes",,"It is in no iteration now."');
  });
});

it("says what to do where there is no team", async () => {
  await show({ teams: [] });
  expect(screen.getByRole("heading", { name: "The project has no team to plan with" })).toBeInTheDocument();
});
