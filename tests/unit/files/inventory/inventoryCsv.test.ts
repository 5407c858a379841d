import { inventoryCsv } from "../../../../src/files/inventory/inventoryCsv";
import { waveSheetOf } from "../../../../src/files/inventory/waveSheetCsv";
import { NOW } from "../../../builders/estate";
import { record } from "../../../builders/inventory";

const hostile = {
  record: record("a:web", {
    name: "=HYPERLINK(1)",
    workload: "Payroll",
    outOfScope: "Stays",
    workloadItem: 5,
    attributes: { cores: 2, ipAddresses: ["192.0.2.1", "192.0.2.2"], firstSeen: "2026-01-02", sourceEnvironment: "+1" },
    formats: ["a", "b"],
    seenAt: NOW,
  }),
  stage: "Replicated",
  iteration: "Sprint 1",
  workItem: 7,
};

describe("the inventory as CSV", () => {
  it("has a line for each record, with all that it holds under its header", () => {
    const [head = "", line = "", ...rest] = inventoryCsv([hostile]).slice(1).split("\r\n");
    const cells = line.split(",");
    const under = (title: string): string | undefined => cells[head.split(",").indexOf(`"${title}"`)];
    expect(rest).toEqual([""]);
    expect(cells).toHaveLength(head.split(",").length);
    expect(
      ["Name", "Workload", "Out of scope because", "Stage", "Work item", "Cores", "IP addresses", "Key"].map(under),
    ).toEqual([
      '"\'=HYPERLINK(1)"',
      '"Payroll"',
      '"Stays"',
      '"Replicated"',
      "7",
      "2",
      '"192.0.2.1; 192.0.2.2"',
      '"a:web"',
    ]);
    expect([under("First discovered"), under("Read from")]).toEqual(['"2026-01-02"', '"a; b"']);
    expect(under("Seen last (UTC)")).toBe(`"${new Date(NOW).toISOString()}"`);
    expect(under("Memory (MiB)")).toBe("");
  });
});

describe("the wave sheet as CSV", () => {
  it("has its header in line 15 behind an empty column, no formula, and nobody's name", () => {
    const lines = waveSheetOf([hostile]).slice(1).split("\r\n");
    expect(lines.slice(0, 14).every((line) => /^,+$/.test(line))).toBe(true);
    const head = lines[14]?.split(",") ?? [];
    const cells = lines[15]?.split(",") ?? [];
    expect([head[0], cells[0], head.length, cells.length]).toEqual(["", "", 39, 39]);
    const under = (title: string): string | undefined => cells[head.indexOf(`"${title}"`)];
    expect(["Machine", "Workload", "Source Environment", "Stage", "Iteration", "Work item"].map(under)).toEqual([
      '"\'=HYPERLINK(1)"',
      '"Payroll"',
      '"\'+1"',
      '"Replicated"',
      '"Sprint 1"',
      "7",
    ]);
    expect(["Migration Engineer", "Test Migration UAT Owner", "Final Migration UAT Owner"].map(under)).toEqual([
      "",
      "",
      "",
    ]);
  });
});
