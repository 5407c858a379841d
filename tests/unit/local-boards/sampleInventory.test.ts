import { sampleEstate } from "../../../scripts/local-boards/estates/sample";
import { sampleInventory } from "../../../scripts/local-boards/estates/sampleInventory";
import { foldFields } from "../../../scripts/local-boards/store/workItem";
import { RELEASES } from "../../../scripts/local-boards/estates/samplePlan";

const NOW = Date.parse("2026-11-20T09:00:00Z");

function rowsOf(name: string): string[][] {
  const file = sampleInventory().find((one) => one.name === name);
  if (file === undefined) throw new Error(`There is no sample file ${name}.`);
  return file.text
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
}

describe("the files that go with the sample estate", () => {
  const titles = new Set(
    sampleEstate({ now: NOW }).workItems.map(({ id, changes }) => foldFields(id, changes)["System.Title"]),
  );

  it("name the machines of the sample as their cards do, and four that have none", () => {
    const names = rowsOf("discovery-export.csv")
      .slice(1)
      .map(([name = ""]) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !titles.has(name))).toEqual([
      "VM Warehouse 21",
      "VM Warehouse 22",
      "VM Warehouse 23",
      "VM Warehouse 24",
    ]);
    expect(names.length).toBeGreaterThan(40);
  });

  it("have edges between machines of the sample, and one to an address that nobody knows", () => {
    const ends = rowsOf("dependency-export.csv")
      .slice(1)
      .map((row) => [row[1], row[4]]);
    expect(ends).toHaveLength(4);
    expect(ends.filter(([, to]) => to === "")).toHaveLength(1);
    for (const name of ends.flat()) if (name !== "") expect(titles).toContain(name);
  });

  it("have a wave sheet, its header on line 15, for the workload without an asset", () => {
    const rows = rowsOf("wave-sheet.csv");
    expect(rows[14]?.slice(0, 6)).toEqual([
      "",
      "Definition Date",
      "Migration Start Date",
      "Wave Number",
      "Workload",
      "Machine",
    ]);
    const [workload] = RELEASES.flatMap(({ workloads }) => workloads).filter(({ assets }) => assets === 0);
    expect(new Set(rows.slice(15).map((row) => row[4]))).toEqual(new Set([workload?.name]));
  });

  it("are the same each time", () => {
    expect(sampleInventory()).toEqual(sampleInventory());
  });
});
