/** @jest-environment node */
import type { Identity } from "../../../src/domain/workItem";
import { areasOf, sieveOf } from "../../../src/hub/filter";
import { asset, feature } from "../../builders/estate";
import { blocker, reportOf } from "../../builders/report";

function person(displayName: string): Identity {
  return { id: displayName, displayName, uniqueName: `${displayName}@example.com`, imageUrl: null };
}

const PLATFORM = { areaPath: "Contoso\\Platform" };
const RETAIL = { areaPath: "Contoso\\Retail\\Web" };
const REPORT = reportOf([
  feature(1, { title: "Payroll", ...PLATFORM, tags: ["release:R1"] }),
  asset(2, 1, { title: "SQL-04", ...PLATFORM }),
  feature(3, { title: "Web shop", ...RETAIL, tags: ["release:R2"] }),
  asset(4, 3, { title: "WEB-11", ...RETAIL, assignedTo: person("Ana Díaz") }),
  feature(5, { title: "Archive", assignedTo: person("Ben Ode") }),
  asset(6, 5, { title: "FS-02" }),
]);

function shown(filter: { text?: string; area?: string }) {
  const sieve = sieveOf({ text: "", area: "", ...filter }, REPORT);
  return {
    releases: REPORT.releases.filter((release) => sieve.release(release)).map(({ name }) => name),
    unplanned: REPORT.unplanned.filter((workload) => sieve.workload(workload)).map(({ title }) => title),
  };
}

describe("the filter", () => {
  it("shows everything when empty", () => {
    expect(shown({})).toEqual({ releases: ["R1", "R2"], unplanned: ["Archive"] });
    expect(sieveOf({ text: " ", area: "" }, REPORT).isActive).toBe(false);
  });

  it.each([
    ["a release's name", "r2", { releases: ["R2"], unplanned: [] }],
    ["a workload's title", "payr", { releases: ["R1"], unplanned: [] }],
    ["an asset's title", "fs-", { releases: [], unplanned: ["Archive"] }],
    ["an asset's id", "#4", { releases: ["R2"], unplanned: [] }],
    ["whom an asset is assigned to", "díaz", { releases: ["R2"], unplanned: [] }],
    ["whom a workload is assigned to", "ben", { releases: [], unplanned: ["Archive"] }],
  ])("finds by %s", (_what, text, expected) => {
    expect(shown({ text })).toEqual(expected);
  });

  it("takes an area with all below it, and not its namesakes", () => {
    expect(shown({ area: "Contoso\\Retail" })).toEqual({ releases: ["R2"], unplanned: [] });
    expect(shown({ area: "Contoso\\Ret" })).toEqual({ releases: [], unplanned: [] });
    expect(shown({ area: "Contoso" })).toEqual({ releases: ["R1", "R2"], unplanned: ["Archive"] });
  });

  it("shows all workloads of a release whose own name matches", () => {
    const sieve = sieveOf({ text: "R1", area: "" }, REPORT);
    const [release] = REPORT.releases;
    expect(release && sieve.workloadsOf(release).map(({ title }) => title)).toEqual(["Payroll"]);
  });

  it("finds a blocker by what is in the way, what it holds back, its workload and its owner", () => {
    const held = { id: 4, title: "WEB-11", type: "User Story" };
    const owner = person("Ana Díaz");
    const line = blocker(2, { path: [{ id: 2, title: "SQL-04", type: "User Story" }, held], owner });
    for (const text of ["VM 2", "web-11", "payroll", "díaz"]) {
      expect(sieveOf({ text, area: "" }, REPORT).blocker(line)).toBe(true);
    }
    expect(sieveOf({ text: "crm", area: "" }, REPORT).blocker(line)).toBe(false);
  });

  it("keeps in every area what belongs to none", () => {
    const partial = blocker(0, { code: "READ_PARTIAL", effect: "unknown", workItem: null, workload: null });
    expect(sieveOf({ text: "", area: "Contoso\\Retail" }, REPORT).blocker(partial)).toBe(true);
    expect(sieveOf({ text: "", area: "Contoso\\Retail" }, REPORT).blocker(blocker(2))).toBe(false);
  });

  it("offers each area with those above it", () => {
    expect(areasOf(REPORT)).toEqual(["Contoso", "Contoso\\Platform", "Contoso\\Retail", "Contoso\\Retail\\Web"]);
  });
});
