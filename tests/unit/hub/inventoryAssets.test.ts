import { attributeText, sizeText } from "../../../src/components/inventory/words";
import type { StoredRecord } from "../../../src/domain/inventory/record";
import type { WorkItem } from "../../../src/domain/workItem";
import { choicesOf, narrowed, type Narrowing, sorted } from "../../../src/hub/inventory/assets/listing";
import { proposerOf } from "../../../src/hub/inventory/assets/proposals";
import { type InventoryRow, rowsOf } from "../../../src/hub/inventory/assets/rows";
import { inventorySentence, totalsOf } from "../../../src/hub/inventory/assets/totals";
import { asset, feature, snapshot } from "../../builders/estate";
import { record } from "../../builders/inventory";
import { reportOf } from "../../builders/report";

const PAYROLL = feature(1, { title: "Payroll", tags: ["release:R1"] });
const SQL = asset(2, 1, { title: "SQL-04", state: "Active", iterationPath: "Contoso\\Sprint 2" });
const WEB = asset(3, 1, { title: "WEB-11", state: "Resolved" });
const ANA = { id: "u7", displayName: "Ana Example", uniqueName: "ana@example.com", imageUrl: null };
const LOOSE = asset(4, null, { title: "ODD-01", assignedTo: ANA });
const ITEMS = [PAYROLL, SQL, WEB, LOOSE];

function rows(records: readonly StoredRecord[], items: readonly WorkItem[] = ITEMS): readonly InventoryRow[] {
  return rowsOf(records, reportOf(items, { snapshot: { records: [] } }), snapshot(items));
}

function row(records: readonly StoredRecord[], id: string): InventoryRow {
  const found = rows(records).find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no row ${id}.`);
  return found;
}

const ALL: Narrowing = { list: "all", kind: "", workload: "", release: "", format: "", text: "", area: "" };

describe("the rows of the inventory", () => {
  it("have each record and each asset once, one row for a record with its asset", () => {
    const found = rows([record("a:sql-04", { workItem: 2 }), record("a:fs-02")]);
    expect(found.map(({ id }) => id).sort()).toEqual(["#3", "#4", "a:fs-02", "a:sql-04"]);
  });

  it("tell how record and work item belong together (M8)", () => {
    const records = [
      record("a:sql-04", { workItem: 2 }),
      record("a:fs-02"),
      record("a:old", { outOfScope: "It is switched off." }),
      record("a:phase", { workItem: 1 }),
      record("a:lost", { workItem: 99 }),
    ];
    expect(rows(records).map(({ id, mapping }) => [id, mapping])).toEqual(
      expect.arrayContaining([
        ["a:sql-04", "mapped"],
        ["a:fs-02", "unmapped"],
        ["a:old", "outOfScope"],
        ["a:phase", "noAsset"],
        ["a:lost", "notRead"],
        ["#3", "noRecord"],
        ["#4", "noRecord"],
      ]),
    );
  });

  it("take kind, workload and release from the work item, and from the record where there is none (M8)", () => {
    const mapped = record("a:sql-04", { workItem: 2, kind: "database", workload: "Elsewhere", release: "R9" });
    expect(row([mapped], "a:sql-04")).toMatchObject({
      kind: "vm",
      workload: { title: "Payroll", isInBoards: true },
      release: { key: "R1", isInBoards: true },
      stage: "Replicating",
      gate: { gate: "staging" },
      iteration: "Contoso\\Sprint 2",
    });
    const unmapped = record("a:fs-02", { kind: "file share", workload: "Files", release: "r1" });
    expect(row([unmapped], "a:fs-02")).toMatchObject({
      kind: "file share",
      workload: { key: "named:files", title: "Files", isInBoards: false },
      release: { key: "R1", title: "R1", isInBoards: false },
      stage: null,
      gate: null,
    });
    expect(row([record("a:fs-03", { workloadItem: 1 })], "a:fs-03").workload).toEqual({
      key: "1",
      title: "Payroll",
      isInBoards: true,
    });
  });

  it("have an asset that stands in two releases once", () => {
    const twice = feature(1, { title: "Payroll", tags: ["release:R1", "release:R2"] });
    expect(rows([], [twice, SQL]).map(({ id }) => id)).toEqual(["#2"]);
  });
});

describe("the filters of the inventory", () => {
  const records = [
    record("rvtools:sql-04", { workItem: 2, formats: ["rvtools-vinfo"], attributes: { ipAddresses: ["10.1.2.3"] } }),
    record("a:fs-02", { kind: "File  Share", attributes: { fqdn: "fs-02.corp.example" } }),
    record("a:old", { outOfScope: "Off." }),
  ];
  const ids = (by: Partial<Narrowing>): string[] =>
    narrowed(rows(records), { ...ALL, ...by })
      .map(({ id }) => id)
      .sort();

  it.each<[string, Partial<Narrowing>, string[]]>([
    ["nothing", {}, ["#3", "#4", "a:fs-02", "a:old", "rvtools:sql-04"]],
    ["unmapped records", { list: "unmapped" }, ["a:fs-02"]],
    ["assets without a record", { list: "no-record" }, ["#3", "#4"]],
    ["what is out of scope", { list: "out-of-scope" }, ["a:old"]],
    ["a kind, however it is written", { kind: "file share" }, ["a:fs-02"]],
    ["those without a kind", { kind: "none" }, ["a:old"]],
    ["a workload", { workload: "1" }, ["#3", "rvtools:sql-04"]],
    ["those without a workload", { workload: "none" }, ["#4", "a:fs-02", "a:old"]],
    ["a release", { release: "R1" }, ["#3", "rvtools:sql-04"]],
    ["a format", { format: "rvtools-vinfo" }, ["rvtools:sql-04"]],
    ["what no file named", { format: "none" }, ["#3", "#4"]],
    ["a name", { text: "SQL" }, ["rvtools:sql-04"]],
    ["a key", { text: "rvtools:" }, ["rvtools:sql-04"]],
    ["an address", { text: "10.1.2.3" }, ["rvtools:sql-04"]],
    ["a full name", { text: "corp.example" }, ["a:fs-02"]],
    ["an id", { text: "#3" }, ["#3"]],
    ["a person", { text: "ana ex" }, ["#4"]],
  ])("leave %s", (_what, by, expected) => {
    expect(ids(by)).toEqual(expected);
  });

  it("offer what the rows have, with how many each leaves; those without come last", () => {
    expect(choicesOf(rows(records), "kind", (format) => format)).toEqual([
      { value: "file share", title: "File  Share", count: 1 },
      { value: "vm", title: "vm", count: 3 },
      { value: "none", title: "No kind", count: 1 },
    ]);
    expect(choicesOf(rows(records), "format", (format) => `<${format}>`)).toContainEqual({
      value: "rvtools-vinfo",
      title: "<rvtools-vinfo>",
      count: 1,
    });
  });
});

describe("the order of the inventory", () => {
  const records = [
    record("a:vm-10", { attributes: { cores: 2 } }),
    record("a:vm-9", { attributes: { cores: 16 } }),
    record("a:vm-1"),
  ];
  const order = (view: Parameters<typeof sorted>[1]): string[] =>
    sorted(rows(records, []), view).map(({ name }) => name);

  it("counts the numbers in names", () => {
    expect(order({ sort: "name", isDescending: false })).toEqual(["vm-1", "vm-9", "vm-10"]);
    expect(order({ sort: "name", isDescending: true })).toEqual(["vm-10", "vm-9", "vm-1"]);
  });

  it("has what is not known last, whichever way round", () => {
    expect(order({ sort: "cores", isDescending: false })).toEqual(["vm-10", "vm-9", "vm-1"]);
    expect(order({ sort: "cores", isDescending: true })).toEqual(["vm-9", "vm-10", "vm-1"]);
  });
});

describe("what the inventory comes to", () => {
  it("adds sizes up and says of how many they are not known", () => {
    const records = [
      record("a:1", { attributes: { cores: 8, memory: 65_536, storage: 100 } }),
      record("a:2", { attributes: { cores: 4, memory: 512 } }),
      record("a:3"),
    ];
    expect(totalsOf(rows(records, []))).toMatchObject({
      count: 3,
      cores: { sum: 12, unknown: 1 },
      memory: { sum: 64.5, unknown: 1 },
      storage: { sum: 100, unknown: 2 },
    });
  });

  it("counts kinds, the most frequent first", () => {
    const records = [record("a:1", { kind: "vm" }), record("a:2", { kind: "vm" }), record("a:3", { kind: "database" })];
    expect(totalsOf(rows(records, [])).kinds).toEqual([
      { word: "vm", count: 2 },
      { word: "database", count: 1 },
    ]);
  });
});

describe("the sentence of the inventory", () => {
  const sentence = (records: readonly StoredRecord[], items = ITEMS): string =>
    inventorySentence(rows(records, items), reportOf(items));

  it("says which workloads the unmapped records hold back (M8)", () => {
    expect(sentence([record("a:1", { workItem: 2 }), record("a:2", { workloadItem: 1 })])).toBe(
      "2 records, 1 is not mapped to a work item; it holds back Payroll. 2 assets have no record.",
    );
    expect(sentence([record("a:1"), record("a:2")], [])).toBe(
      "2 records, 2 are not mapped to a work item; they hold nothing back.",
    );
  });

  it("says where all is mapped, and where nothing is there", () => {
    expect(sentence([record("a:1", { workItem: 2 })], [PAYROLL, SQL])).toBe(
      "1 record, each in scope mapped to a work item.",
    );
    expect(sentence([record("a:1", { workItem: 99 })], [])).toBe(
      "1 record, each in scope mapped to a work item; the work item of 1 is no asset, or not there.",
    );
    expect(sentence([], [])).toBe("Nothing is in the inventory yet.");
    expect(sentence([], [PAYROLL, SQL])).toBe("Nothing was imported yet. 1 asset has no record.");
  });
});

describe("proposals for a record", () => {
  const proposer = proposerOf(rows([record("a:taken", { workItem: 3 })]));

  it("are assets of its name first, then of its host, and none that another record is mapped to", () => {
    const found = proposer.for(record("a:x", { name: "sql-04" }));
    expect(found.map(({ item, isByName }) => [item.id, isByName])).toEqual([[2, true]]);
    expect(proposer.for(record("a:x", { name: "WEB-11" }))).toEqual([]);
    const byHost = proposer.for(record("a:x", { name: "n1", attributes: { fqdn: "SQL-04.corp.example" } }));
    expect(byHost.map(({ item, isByName }) => [item.id, isByName])).toEqual([[2, false]]);
  });

  it("are taken for many at once only where the name is one asset's and the kinds agree", () => {
    expect(proposer.only(record("a:x", { name: "SQL-04" }))?.id).toBe(2);
    expect(proposer.only(record("a:x", { name: "SQL-04", kind: "vm" }))?.id).toBe(2);
    expect(proposer.only(record("a:x", { name: "SQL-04", kind: "database" }))).toBeNull();
    const twins = proposerOf(rows([], [...ITEMS, asset(7, 1, { title: "sql-04" })]));
    expect(twins.only(record("a:x", { name: "SQL-04" }))).toBeNull();
  });

  it("are found by what a person types: a part of the title, or the id", () => {
    expect(proposer.search("odd").map(({ id }) => id)).toEqual([4]);
    expect(proposer.search("#2").map(({ id }) => id)).toEqual([2]);
    expect(proposer.search("  ")).toEqual([]);
  });
});

describe("sizes", () => {
  it("are written in the units that people use", () => {
    expect(sizeText({ cores: 1, memory: 512, storage: 2048 })).toBe("1 core · 512 MiB · 2 TiB disk");
    expect(sizeText({})).toBe("");
    expect(attributeText("memory", 65_536)).toBe("64 GiB");
    expect(attributeText("cpuUsage", 12.34)).toBe("12.3 %");
    expect(attributeText("ipAddresses", ["10.0.0.1", "10.0.0.2"])).toBe("10.0.0.1, 10.0.0.2");
  });
});
