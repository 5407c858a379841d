import type { FileAsset } from "../../../../src/domain/inventory/fileAsset";
import { waveSheet } from "../../../../src/files/inventory/profiles/waveSheet";
import { readAll, readOne } from "../../../builders/inventoryFiles";
import { workbook } from "../../../builders/workbooks";

/** A table of one row, from its headers and what stands below them. */
const tableOf = (row: Readonly<Record<string, string>>): string =>
  [Object.keys(row), Object.values(row)].map((cells) => cells.map((text) => `"${text}"`).join(",")).join("\n") + "\n";
async function assetOf(row: Readonly<Record<string, string>>): Promise<FileAsset & { readonly format: string }> {
  const { assets, format } = await readOne(tableOf(row));
  const [asset] = assets;
  if (asset === undefined) throw new Error("There is no asset.");
  return { ...asset, format };
}

const ID = "/subscriptions/S/resourceGroups/G/providers/Microsoft.OffAzure/HyperVSites/h/machines/M1";
const DISCOVERY = {
  "Machine Name": "web",
  "Operating System": "Linux",
  "Power Stats": "ON",
  "First Discovery Time": "2026-01-02T03:04:05Z",
  "Machine ID": ID,
};
const SQL = {
  "Machine Name": "WEB",
  "SQL Instance": "MSSQLSERVER",
  "Azure SQL MI Readiness": "Ready",
  "Azure SQL MI Configuration": ",,,0vCore,0 GB Storage",
  "Machine ID": ID,
};
const RVTOOLS = {
  VM: "web",
  Powerstate: "poweredOn",
  Template: "False",
  "SRM Placeholder": "False",
  CPUs: "2",
  Memory: "4096",
  "VM UUID": "AB-CD",
  "VI SDK Server": "vc1",
};
const ASSESSMENT = {
  Machine: "Web",
  "Azure VM readiness": "Ready",
  "Recommended size": "Standard_D2",
  "Operating system": "Linux",
};

describe("Azure Migrate's discovery export", () => {
  it("knows a machine by its ID in any case, and what it is by its site", async () => {
    expect(await assetOf(DISCOVERY)).toMatchObject({
      format: "azure-migrate-discovery",
      key: `azure-migrate:${ID.toLowerCase()}`,
      kind: "vm",
      attributes: { os: "Linux", power: "ON", firstSeen: "2026-01-02" },
    });
    const physical = ID.replace("HyperVSites", "ServerSites");
    expect((await assetOf({ ...DISCOVERY, "Machine ID": physical })).kind).toBeNull();
  });

  it("reads what later versions tell", async () => {
    const later = { ...DISCOVERY, "Support Status": "Extended", "Total Storage In Use (in GB)": "12.5" };
    expect((await assetOf(later)).attributes).toMatchObject({ supportStatus: "Extended", storage: 12.5 });
  });
});

describe("Azure Migrate's assessment exports", () => {
  it("know an instance by its machine and its name, and put it on that machine", async () => {
    expect(await assetOf(SQL)).toMatchObject({
      format: "azure-migrate-sql",
      key: `azure-migrate:${ID.toLowerCase()}/sql/mssqlserver`,
      hostKey: `azure-migrate:${ID.toLowerCase()}`,
      name: "WEB\\MSSQLSERVER",
      kind: "database",
      // What stands for an instance that was not sized is no size.
      attributes: { readiness: "Ready" },
    });
  });

  it("give a monthly cost only where each of its parts is known", async () => {
    const row = {
      ...SQL,
      "Monthly Compute Cost Estimate (Pay as you go)": "10.111",
      "Monthly Storage Cost Estimate": "1.111",
      "Monthly Security Cost Estimate": "0",
    };
    expect((await assetOf(row)).attributes.monthlyCost).toBe(11.22);
    expect((await assetOf({ ...row, "Monthly Storage Cost Estimate": "-1" })).attributes).not.toHaveProperty(
      "monthlyCost",
    );
  });

  it.each(["", " USD", " EUR", " (CHF)"])("of the portal may name any currency: %j", async (currency) => {
    const row = {
      ...ASSESSMENT,
      [`Compute monthly cost estimate${currency}`]: "10",
      [`Storage monthly cost estimate${currency}`]: "5",
      "Group name": "Wave 1",
    };
    expect(await assetOf(row)).toMatchObject({
      format: "azure-migrate-assessment",
      key: "azure-migrate-assessment:web",
      attributes: { monthlyCost: 15, migrationGroup: "Wave 1", recommendedSize: "Standard_D2" },
    });
  });

  it("of the portal are read from a workbook, whose disks and summary are left with a reason", async () => {
    const disks = ["Machine", "Disk name", "Azure disk readiness"];
    const sheets = {
      Assessment_Summary: [
        ["Subscription", "s"],
        ["Group", "g"],
      ],
      All_Assessed_Machines: [Object.keys(ASSESSMENT), Object.values(ASSESSMENT)],
      All_Assessed_Disks: [disks, ["Web", "scsi0:0", "Ready"]],
    };
    expect(await readAll({ "a.xlsx": workbook({ sheets }) })).toMatchObject([
      { kind: "skipped", sheet: "Assessment_Summary" },
      { kind: "inventory", file: { assets: [{ name: "Web" }] } },
      { kind: "skipped", sheet: "All_Assessed_Disks", reason: expect.stringContaining("sheet of machines") },
    ]);
  });

  it("are read once where a report's sheets list the same machines from several sides", async () => {
    const row = {
      "Machine Name": "web",
      "Azure VM Readiness": "Ready",
      "Recommended VM Size": "D2",
      "Operating System": "Linux",
      "Machine ID": ID,
    };
    const rows = [Object.keys(row), Object.values(row)];
    const one = { "VM_IaaS_Server_Rehost_As-is": rows };
    expect(await readAll({ "a.xlsx": workbook({ sheets: one }) })).toMatchObject([{ kind: "inventory" }]);
    const sheets = {
      ...one,
      All_VM_IaaS_Server_Rehost_Perf: rows,
      Decommissioned_Machines: [
        ["Machine Name", "Machine ID"],
        ["a", ID],
      ],
    };
    expect(await readAll({ "a.xlsx": workbook({ sheets }) })).toMatchObject([
      { kind: "skipped", sheet: "VM_IaaS_Server_Rehost_As-is", reason: expect.stringContaining("another view") },
      { kind: "inventory", file: { sheet: "All_VM_IaaS_Server_Rehost_Perf" } },
      { kind: "skipped", sheet: "Decommissioned_Machines", reason: expect.stringContaining("switched off") },
    ]);
  });
});

describe("Azure Migrate's dependency export", () => {
  const HEAD =
    "Timeslot,Source server name,Source application,Source process,Destination server name,Destination IP,Destination application,Destination process,Destination port";

  it("gives one edge for all time slots, and says which row names no end", async () => {
    const { edges, problems } = await readOne(
      [
        HEAD,
        "1,web,App,nginx,db,192.0.2.1,SQL,sqlservr,1433",
        "2,WEB,App,nginx,DB,192.0.2.1,SQL,sqlservr,1433",
        "1,web,App,,,192.0.2.9,,,443",
        "1,web,,,,192.0.2.9,,,",
        "1,,App,nginx,db,192.0.2.1,,,1",
        "1,web,App,nginx,,,,,1",
        "",
      ].join("\n"),
    );
    expect(edges.map(({ from, to, toAddress, detail, place }) => [from, to, toAddress, detail, place.line])).toEqual([
      ["web", "db", "192.0.2.1", "nginx to sqlservr, port 1433", 2],
      ["web", "", "192.0.2.9", "App, port 443", 4],
      ["web", "", "192.0.2.9", "", 5],
    ]);
    expect(problems.map(({ place, leaves }) => [place.line, place.column, leaves])).toEqual([
      [6, "Source server name", "row"],
      [7, "Destination server name", "row"],
    ]);
  });
});

describe("a dependency of 40,000 characters", () => {
  it("is cut at the length of a name, and says so", async () => {
    const row = {
      "Source server name": "x".repeat(40_000),
      "Destination server name": "db",
      "Destination IP": "",
      "Destination port": "1",
    };
    const { edges, problems } = await readOne(tableOf(row));
    expect(edges).toMatchObject([{ from: "x".repeat(255), to: "db", detail: "port 1" }]);
    expect(problems).toMatchObject([{ place: { line: 2 }, leaves: "notice" }]);
  });
});

describe("RVTools", () => {
  it("knows a machine by its UUID and its vCenter", async () => {
    expect(await assetOf(RVTOOLS)).toMatchObject({
      format: "rvtools-vinfo",
      key: "rvtools:vc1/ab-cd",
      kind: "vm",
      attributes: { cores: 2, memory: 4096, power: "poweredOn" },
    });
  });

  it.each(["Provisioned MiB", "Provisioned MB"])("gives storage in GiB from %s", async (header) => {
    expect((await assetOf({ ...RVTOOLS, [header]: "2048" })).attributes.storage).toBe(2);
  });

  it("takes the system that the tools saw, else the configured one", async () => {
    const configured = { ...RVTOOLS, "OS according to the configuration file": "Other" };
    expect((await assetOf(configured)).attributes.os).toBe("Other");
    expect((await assetOf({ ...configured, "OS according to the VMware Tools": "Linux" })).attributes.os).toBe("Linux");
  });

  it.each(["Template", "SRM Placeholder"])("leaves a row that is a %s out, and says so", async (column) => {
    const { assets, problems } = await readOne(tableOf({ ...RVTOOLS, [column]: "True" }));
    expect(assets).toEqual([]);
    expect(problems).toMatchObject([{ place: { line: 2, column }, value: "True", leaves: "row" }]);
  });

  it.each([
    ["vDisk", "Disk"],
    ["vCPU", "Cores p/s"],
    ["vNetwork", "Adapter"],
  ])("has tables of parts, which are left with a reason: %s", async (_tab, column) => {
    const row = { VM: "web", Powerstate: "poweredOn", Template: "False", [column]: "1" };
    expect(await readAll({ "a.csv": tableOf(row) })).toMatchObject([
      { kind: "skipped", reason: expect.stringContaining("vInfo") },
    ]);
  });
});

describe("the wave sheet", () => {
  const row = (workload: string, source: string): Record<string, string> => ({
    "Wave Number": "1",
    Workload: workload,
    Machine: "Web-01",
    "Operating System": "Linux",
    "Migration Methodology": "ASR",
    "Source\nEnvironment": source,
    "Migration Engineer": "Somebody",
  });

  it("knows a machine by its workload and name, so that no slash makes two of them one", async () => {
    expect((await assetOf(row("Pay/Roll", "VMware Agentless"))).key).toBe("meg-wave:pay%2Froll/web-01");
    expect((await assetOf(row("", "Hyper-V"))).key).toBe("meg-wave:/web-01");
  });

  it.each([
    ["Hyper-V", "vm"],
    ["VMware Agentless", "vm"],
    ["Physical or other Cloud", null],
    ["", null],
  ])("says what a machine of %j is, or leaves it open", async (source, kind) => {
    expect((await assetOf(row("Payroll", source))).kind).toBe(kind);
  });

  it("reads no column of people", () => {
    const headers = waveSheet.columns.flatMap((column) => column.headers);
    expect(headers.filter((header) => /owner|engineer/i.test(header))).toEqual([]);
  });
});
