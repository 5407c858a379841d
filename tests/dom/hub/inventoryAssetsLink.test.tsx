import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import * as React from "react";
import { engineRecordOf } from "../../../src/domain/inventory/record";
import { ReleasePage } from "../../../src/hub/release/ReleasePage";
import { FIRST_VIEW, type View } from "../../../src/hub/store/view";
import { asset, feature, snapshot } from "../../builders/estate";
import { record } from "../../builders/inventory";
import { reportOf } from "../../builders/report";
import { hubWith } from "./hubWorld";

const ITEMS = [feature(1, { title: "Payroll", tags: ["release:R1"] }), asset(2, 1)];
const RECORDS = ["a:FS-01", "a:FS-02"].map((key) => engineRecordOf(record(key, { workloadItem: 1 })));

describe("the blocker of a record that nobody mapped (M8)", () => {
  it("leads to that record in the inventory, for a reader too", () => {
    const view: View = { ...FIRST_VIEW, subject: { kind: "release", release: "R1" } };
    const report = reportOf(ITEMS, { snapshot: { records: RECORDS } });
    const { hub, around } = hubWith(report, { view, mayWrite: false }, snapshot(ITEMS, { records: RECORDS }));
    render(around(<ReleasePage report={report} view={view} />));
    const line = screen.getByText(/^FS-02 \(a:FS-02\) is in the inventory/).closest<HTMLElement>("[role=row]");
    if (line === null) throw new Error("The blocker stands in no line.");
    fireEvent.click(within(line).getByRole("link", { name: "Open in the inventory" }));
    expect(hub.get().view).toMatchObject({
      subject: { kind: "inventory", page: "assets" },
      inventory: { list: "unmapped", workload: "1", row: "a:FS-02" },
    });
  });

  it("is the only one that leads there", () => {
    const view: View = { ...FIRST_VIEW, subject: { kind: "release", release: "R1" } };
    const report = reportOf(ITEMS);
    render(hubWith(report, { view }, snapshot(ITEMS)).around(<ReleasePage report={report} view={view} />));
    expect(screen.getAllByRole("row").length).toBeGreaterThan(1);
    expect(screen.queryByRole("link", { name: "Open in the inventory" })).toBeNull();
  });
});

describe("the page of a workload", () => {
  const view: View = { ...FIRST_VIEW, subject: { kind: "workload", release: "R1", workload: 1 } };
  const show = (mayWrite: boolean) => {
    const report = reportOf(ITEMS);
    const world = hubWith(report, { view, mayWrite }, snapshot(ITEMS));
    render(world.around(<ReleasePage report={report} view={view} />));
    return world;
  };

  it("leads to its part of the inventory", () => {
    const { hub } = show(false);
    fireEvent.click(screen.getByRole("link", { name: "Inventory of it" }));
    expect(hub.get().view).toMatchObject({
      subject: { kind: "inventory", page: "assets" },
      inventory: { workload: "1", release: "R1" },
    });
  });

  it("leads those who may write to saving it as a template", () => {
    show(false);
    expect(screen.queryByRole("link", { name: "New workload or template…" })).toBeNull();
    cleanup();
    const { hub } = show(true);
    fireEvent.click(screen.getByRole("link", { name: "New workload or template…" }));
    expect(hub.get().view).toMatchObject({ subject: { page: "workloads" }, inventory: { workload: "1" } });
  });
});
