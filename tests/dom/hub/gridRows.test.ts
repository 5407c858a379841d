/** @jest-environment node */
import { sieveOf } from "../../../src/hub/filter";
import { releaseRows } from "../../../src/hub/releases/gridRows";
import { FIRST_VIEW } from "../../../src/hub/store/view";
import { asset, feature, PROMOTED } from "../../builders/estate";
import { reportOf } from "../../builders/report";

const REPORT = reportOf([
  feature(1, { title: "DNS", tags: ["release:R1"] }),
  asset(2, 1, { state: "Resolved", tags: PROMOTED }),
  feature(3, { title: "Payroll", tags: ["release:R2"] }),
  asset(4, 3, { title: "SQL-04" }),
  feature(5, { title: "Web shop", tags: ["release:R3"] }),
  asset(6, 5),
]);

/** The rows as an outline: workloads are indented. */
function rows(given: { open?: string[]; closed?: string[]; text?: string } = {}): string[] {
  const sieve = sieveOf({ ...FIRST_VIEW.filter, text: given.text ?? "" }, REPORT);
  const opened = { open: given.open ?? [], closed: given.closed ?? [] };
  return releaseRows(REPORT.releases, opened, sieve).map((row) =>
    row.kind === "release" ? row.release.name : `  ${row.workload.title}`,
  );
}

describe("the rows of releases", () => {
  it("show the workloads of the first release that is not through", () => {
    expect(rows()).toEqual(["R1", "R2", "  Payroll", "R3"]);
  });

  it("show or hide what a person opened or closed, whichever release is the first one on that day", () => {
    expect(rows({ open: ["R3"], closed: ["R2"] })).toEqual(["R1", "R2", "R3", "  Web shop"]);
    expect(rows({ open: ["R2"] })).toEqual(rows());
    expect(rows({ closed: ["R3"] })).toEqual(rows());
  });

  it("show what a text finds below a release that was not opened, until a person closes it", () => {
    expect(rows({ text: "shop" })).toEqual(["R3", "  Web shop"]);
    expect(rows({ text: "shop", closed: ["R3"] })).toEqual(["R3"]);
    expect(rows({ text: "sql-04", closed: [] })).toEqual(["R2", "  Payroll"]);
  });

  it("leave a release closed whose own name was looked for", () => {
    expect(rows({ text: "r3" })).toEqual(["R3"]);
  });
});
