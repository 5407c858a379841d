import type { ReconciledRow, RowDecision, RowStatus } from "../../../src/domain/inventory/reconciliation";
import { missingOf, TARGETS, withTarget } from "../../../src/hub/inventory/import/columns";
import { actionOf, decided, filteredRows, NO_FILTER, statusCounts } from "../../../src/hub/inventory/import/deciding";
import { problemsCsv } from "../../../src/hub/inventory/import/problemsCsv";
import { actionChoices, actionChosen } from "../../../src/hub/inventory/import/rowActions";
import { changeText, dryRunSentence, placeText } from "../../../src/hub/inventory/import/words";
import { asset } from "../../builders/estate";
import { fileAsset, row, storedRecord, UNKNOWN } from "./inventoryImportWorld";

const AMBIGUOUS = row("WEB-1", {
  status: "ambiguous",
  candidates: [
    { kind: "workItem", id: "7", title: "web-1", reason: "has the same name" },
    { kind: "record", id: "meg:web-1", title: "WEB-1 of the wave sheet", reason: "has the same name" },
  ],
});

describe("what becomes of a row", () => {
  it.each<[RowStatus, string]>([
    ["new", "create"],
    ["matched", "map"],
    ["changed", "update"],
    ["unchanged", "nothing"],
    ["ambiguous", "undecided"],
    ["gone", "nothing"],
  ])("is proposed for %s: %s", (status, action) => {
    expect(actionOf(row("WEB-1", { status }), undefined)).toBe(action);
  });

  it("is what was decided", () => {
    expect(actionOf(AMBIGUOUS, { action: "create" })).toBe("create");
    expect(actionOf(AMBIGUOUS, { sameAs: "meg:web-1" })).toBe("update");
    expect(actionOf(row("WEB-1"), { action: "record", outOfScope: "Retired" })).toBe("outOfScope");
    expect(actionOf(row("WEB-1"), { name: "Web 1" })).toBe("create");
  });

  it("takes back what belongs to another choice", () => {
    const mapped: RowDecision = { action: "map", workItem: 7, kind: "vm" };
    expect(decided(mapped, { action: "create" })).toEqual({ action: "create", kind: "vm" });
    expect(decided(mapped, { sameAs: "meg:web-1" })).toEqual({ sameAs: "meg:web-1", kind: "vm" });
    expect(decided({ action: "record", outOfScope: "Retired" }, { action: "update" })).toEqual({ action: "update" });
  });

  it("offers each candidate of an ambiguous row, and creating another", () => {
    const choices = actionChoices(AMBIGUOUS);
    expect(choices.map(({ title }) => title)).toEqual([
      "Decide…",
      "Map to 7 web-1",
      "Is the same as WEB-1 of the wave sheet",
      "Create work item",
      "Record only",
      "Skip",
      "More…",
    ]);
    expect(choices[1]?.decision).toEqual({ action: "map", workItem: 7 });
    expect(choices[2]?.decision).toEqual({ sameAs: "meg:web-1" });
  });

  it("offers nothing for a record that the files do not name", () => {
    const gone = row("WEB-1", { status: "gone", asset: null, record: storedRecord("WEB-1") });
    expect(actionChoices(gone)).toEqual([]);
  });

  it.each<[string, ReconciledRow, RowDecision | undefined, string]>([
    ["nothing was decided", row("WEB-1"), undefined, "create"],
    ["a work item was found", row("WEB-1", { status: "matched", item: asset(7, null) }), undefined, "map:7"],
    ["it is another row's", AMBIGUOUS, { sameAs: "meg:web-1" }, "same:meg:web-1"],
    ["it is mapped to what was searched for", row("WEB-1"), { action: "map", workItem: 9 }, "map:9"],
    ["it is out of scope", row("WEB-1"), { action: "record", outOfScope: "Retired" }, "outOfScope"],
    ["it is open", AMBIGUOUS, undefined, ""],
  ])("shows the choice where %s", (_what, of, decision, value) => {
    expect(actionChosen(of, decision).value).toBe(value);
  });
});

describe("the filter", () => {
  const rows = [
    row("WEB-1"),
    row("SQL-1", {
      status: "unchanged",
      asset: fileAsset("SQL-1", { workload: "Payroll" }),
      notes: ["Two files differ."],
    }),
    AMBIGUOUS,
  ];
  const found = (filter: Partial<typeof NO_FILTER>, decisions: [string, RowDecision][] = []) =>
    filteredRows(rows, new Map(decisions), { ...NO_FILTER, ...filter });

  it("leaves rows of a status", () => {
    expect(found({ status: "unchanged" })).toEqual([rows[1]]);
    expect(statusCounts(rows)).toMatchObject({ new: 1, unchanged: 1, ambiguous: 1, gone: 0 });
  });

  it("finds text in names, workloads and what was decided, without regard to case", () => {
    expect(found({ text: "payROLL" })).toEqual([rows[1]]);
    expect(found({ text: "portal" }, [["rvtools:web-1", { workload: { create: "Portal" } }]])).toEqual([
      rows[0],
      rows[2],
    ]);
  });

  it("leaves those that are open, that were decided, that have a note", () => {
    expect(found({ only: "undecided" })).toEqual([AMBIGUOUS]);
    expect(found({ only: "decided" }, [["rvtools:sql-1", { action: "skip" }]])).toEqual([rows[1]]);
    expect(found({ only: "noted" })).toEqual([rows[1]]);
  });
});

describe("a dry run in words", () => {
  it("says how many assets there are, and what of them", () => {
    const rows = [
      AMBIGUOUS,
      row("A"),
      row("B"),
      row("C", { status: "unchanged" }),
      row("D", { status: "gone", asset: null }),
    ];
    expect(dryRunSentence(rows, 5, 1)).toBe(
      "4 assets: 1 to be decided, 2 new, 1 unchanged. 1 record is not in the files any more. 5 dependencies. " +
        "1 dependency can't be linked: not both ends are known.",
    );
    expect(dryRunSentence([], 0, 0)).toBe("No asset.");
  });

  it("says what changes, with units", () => {
    expect(changeText({ field: "cores", from: 4, to: 8 })).toBe("Cores 4 → 8");
    expect(changeText({ field: "memory", from: 16_384, to: null })).toBe("Memory 16,384 MiB → nothing");
    expect(changeText({ field: "ipAddresses", from: null, to: ["10.0.0.1", "10.0.0.2"] })).toBe(
      "IP addresses nothing → 10.0.0.1, 10.0.0.2",
    );
    expect(changeText({ field: "workload", from: "Payroll", to: "HR" })).toBe("Workload Payroll → HR");
  });

  it("says where something stands in a file", () => {
    expect(placeText({ file: "a.xlsx", sheet: "vInfo", line: 1_204, column: "CPU\ns" })).toBe(
      "a.xlsx, sheet vInfo, line 1,204, column CPU s",
    );
    expect(placeText({ file: "a.csv", sheet: null, line: 0, column: null })).toBe("a.csv");
  });
});

describe("problems as CSV", () => {
  it("name the place and the value, and no value becomes a formula", () => {
    const place = { file: "vms.csv", sheet: null, line: 7, column: "Cores" };
    const csv = problemsCsv([{ place, value: "=1+1", message: "This is no number.", leaves: "value" }]);
    expect(csv.split("\r\n")[1]).toBe(`"vms.csv",,7,"Cores","'=1+1","Taken without this value","This is no number."`);
  });
});

describe("columns that a person says", () => {
  it("need a name or a key, and a word for the kind of file", () => {
    expect(missingOf(UNKNOWN.suggested)).toEqual([]);
    expect(missingOf({ ...UNKNOWN.suggested, title: " ", columns: {} })).toEqual([
      "Say what this kind of file is called.",
      "Say which column is the name of the asset, or the key that identifies it.",
    ]);
  });

  it("are offered each once", () => {
    const offered = TARGETS.map(({ value }) => value);
    expect(new Set(offered).size).toBe(offered.length);
  });

  it("are left where nothing is chosen, whatever the header is called", () => {
    const mapping = withTarget(withTarget(UNKNOWN.suggested, "constructor", "note"), "Cores", null);
    expect(mapping.columns).toEqual({ Host: "name", constructor: "note" });
  });
});
