import { fireEvent, render, screen, within } from "@testing-library/react";
import * as React from "react";
import type { WorkItem } from "../../../src/domain/workItem";
import { PastBanner } from "../../../src/hub/AsOf";
import { ChangesPage, ChangesPanel } from "../../../src/hub/changes/ChangesPanel";
import type { PastReport } from "../../../src/hub/store/pastReport";
import { FIRST_VIEW, type View } from "../../../src/hub/store/view";
import { asset, day, feature, snapshot } from "../../builders/estate";
import { reportOf } from "../../builders/report";
import { hubWith } from "./hubWorld";

const WEEK_AGO = "2026-11-16";
const payroll = feature(1, { title: "Payroll", tags: ["release:R1"] });
const vm = (id: number, changes: Partial<WorkItem> = {}): WorkItem =>
  asset(id, 1, { tags: ["release:R1"], ...changes });
const BEFORE = [payroll, vm(2, { state: "Resolved" }), vm(3, { state: "New" })];
const AFTER = [
  payroll,
  vm(2, { state: "Active" }),
  vm(3, { state: "Active" }),
  vm(4, { createdDate: day("2026-11-20") }),
];

function shown(past: PastReport | null, view: Partial<View> = {}, after: readonly WorkItem[] = AFTER) {
  const report = reportOf(after);
  const pasts = new Map(past === null ? [] : [[WEEK_AGO, past] as const]);
  const full: View = { ...FIRST_VIEW, subject: { kind: "release", release: "R1" }, tab: "changes", ...view };
  const world = hubWith(report, { view: full, pasts });
  const subject = { kind: "release", release: "R1" } as const;
  return { ...world, ...render(world.around(<ChangesPanel report={report} view={full} subject={subject} />)) };
}

const ready = (items: readonly WorkItem[], losses: Parameters<typeof reportOf>[1] = {}): PastReport => ({
  kind: "ready",
  snapshot: snapshot(items),
  report: reportOf(items, { ...losses, snapshot: { asOf: day("2026-11-17") - 1, ...losses.snapshot } }),
});
const group = (title: string) =>
  within(screen.getByRole("region", { name: new RegExp(`^${title}`) }))
    .getAllByRole("listitem")
    .map(({ textContent }) => textContent);

describe("what changed", () => {
  it("is told from a week ago in a sentence, and in groups: what was lost, fell back, came in, opened and cleared", () => {
    shown(ready(BEFORE));
    expect(screen.getByText(/1 asset fell back, 1 moved on; 1 asset came into scope/)).toBeInTheDocument();
    expect(group("Assets that fell back")).toEqual([
      expect.stringContaining("VM 2Replicated → ReplicatingR1, Payroll"),
    ]);
    expect(group("Into scope")).toEqual([expect.stringContaining("VM 4created")]);
    expect(group("Blockers opened").join()).toContain("Staging: Not replicated yet");
    expect(screen.getByText(/judged with today's mapping/)).toBeInTheDocument();
  });

  it("lists warnings apart from blockers, which alone the sentence counts (V3)", () => {
    const gap = vm(3, { state: "New", tags: ["release:R1", "stage:staged"] });
    shown(ready([payroll, vm(3, { state: "New" })]), {}, [payroll, gap]);
    expect(group("Warnings opened").join()).toContain("Staging: ⚠ Marked for a stage without the one before it");
    expect(screen.queryByRole("heading", { name: /^Blockers opened/ })).toBeNull();
    expect(screen.queryByText(/blockers? opened/)).toBeNull();
  });

  it("tells a gate that was lost, with the way to it", () => {
    shown(ready([payroll, vm(2, { state: "Resolved" })]), {}, [payroll, vm(2, { state: "Active" })]);
    expect(group("Gates lost")).toEqual(["R1Staging: ready → blocked", "PayrollStaging: ready → blockedR1"]);
    expect(screen.getByRole("link", { name: "R1" })).toHaveAttribute("href", expect.stringContaining("gate=staging"));
  });

  it("teaches what would stand here where nothing changed", () => {
    shown(ready(AFTER));
    expect(screen.getByRole("heading", { name: /Nothing changed since the end of/ })).toBeInTheDocument();
    expect(screen.getByText(/Choose an earlier day/)).toBeInTheDocument();
  });

  it("marks as uncertain what a loss could explain, and counts it nowhere (V2)", () => {
    const losses = [{ kind: "query" as const, message: "500" }];
    const { retries } = shown(ready(BEFORE.slice(0, 2), { snapshot: { losses } }));
    expect(screen.getByText(/part of the project could not be read/)).toBeInTheDocument();
    expect(group("Assets that fell back")).toEqual([expect.stringContaining("? uncertain")]);
    expect(screen.getByText("1 asset came into scope.")).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Read again" }));
    expect(retries()).toBe(1);
  });

  it("says how far the reading of the day is, and why it failed", () => {
    shown({ kind: "reading", progress: { phase: "items", read: 3, expected: 9 } }).unmount();
    const { retries } = shown({ kind: "failed", problem: { message: "TF400733", isMapping: false } });
    expect(screen.getByRole("alert")).toHaveTextContent("could not be read. TF400733");
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(retries()).toBe(1);
  });

  it("takes another day, from the field or back by so many days", () => {
    const { opened } = shown(ready(BEFORE));
    fireEvent.click(screen.getByRole("button", { name: "30 days" }));
    fireEvent.change(screen.getByLabelText("Since the end of"), { target: { value: "2026-11-02" } });
    expect(opened).toEqual([{ since: "2026-10-24" }, { since: "2026-11-02" }]);
  });

  it("asks for an earlier day where the chosen one does not lie before what is looked at", () => {
    shown(null, { asOf: "2026-11-10", since: "2026-11-12" });
    expect(screen.getByText(/Choose a day before/)).toBeInTheDocument();
  });

  it("of all releases has a page of its own", () => {
    const report = reportOf(AFTER);
    const view: View = { ...FIRST_VIEW, tab: "changes" };
    const { around } = hubWith(report, { view, pasts: new Map([[WEEK_AGO, ready(BEFORE)]]) });
    render(around(<ChangesPage report={report} view={view} />));
    expect(group("Into scope")).toHaveLength(1);
  });
});

describe("the banner of a day that is over", () => {
  const TODAY = "2026-11-23";
  const view: View = { ...FIRST_VIEW, asOf: WEEK_AGO };

  function banner(past: PastReport | null, shownView = view) {
    const report = reportOf(AFTER);
    const pasts = new Map(past === null ? [] : [[WEEK_AGO, past] as const]);
    const world = hubWith(report, { view: shownView, pasts });
    render(world.around(<PastBanner state={world.hub.get()} today={TODAY} />));
    return world;
  }

  it("says the day and that it was judged with today's mapping (T3), and leads back to now", () => {
    const { opened } = banner(ready(BEFORE));
    expect(screen.getByRole("status")).toHaveTextContent(/As of .*16.*judged with today's mapping/);
    fireEvent.click(screen.getByRole("button", { name: "Back to now" }));
    expect(opened).toEqual([{ asOf: null }]);
  });

  it("is not there now", () => {
    banner(null, FIRST_VIEW);
    expect(screen.queryByRole("status")).toBeNull();
  });

  it("says that no verdict is shown where the day could not be read", () => {
    const { retries } = banner({ kind: "failed", problem: { message: "TF51011", isMapping: false } });
    expect(screen.getByRole("alert")).toHaveTextContent(/could not be read\. TF51011 No verdict is shown/);
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(retries()).toBe(1);
  });
});
