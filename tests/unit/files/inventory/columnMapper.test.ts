import type { ColumnMapping, ColumnTarget } from "../../../../src/domain/inventory/columnMapping";
import { suggest } from "../../../../src/files/inventory/columnMapper";
import { readAll, readOne } from "../../../builders/inventoryFiles";

const mapping = (
  columns: Readonly<Record<string, ColumnTarget>>,
  changes: Partial<ColumnMapping> = {},
): ColumnMapping => ({
  title: "Our CMDB",
  headers: Object.keys(columns),
  columns,
  kind: null,
  ...changes,
});
const suggested = (headers: readonly string[], ...sample: readonly (readonly string[])[]) =>
  suggest(headers, sample).columns;

describe("what headers suggest", () => {
  it.each<[string, readonly string[], Readonly<Record<string, ColumnTarget>>]>([
    [
      "AWS Application Migration Service",
      ["mgn:wave:name", "mgn:app:name", "mgn:server:user-provided-id", "mgn:server:tag:Name", "mgn:server:platform"],
      {
        "mgn:wave:name": "release",
        "mgn:app:name": "workload",
        "mgn:server:user-provided-id": "key",
        "mgn:server:tag:Name": "name",
        "mgn:server:platform": "os",
      },
    ],
    [
      "AWS Application Discovery",
      [
        "ExternalId",
        "HostName",
        "OS.Name",
        "RAM.TotalSizeInMB",
        "CPU.NumberOfCores",
        "Applications",
        "DiskReadsPerSecondInKB.Avg",
      ],
      {
        ExternalId: "key",
        HostName: "name",
        "OS.Name": "os",
        "RAM.TotalSizeInMB": "memory",
        "CPU.NumberOfCores": "cores",
        Applications: "workload",
      },
    ],
    [
      "ServiceNow CMDB",
      ["sys_id", "name", "sys_class_name", "fqdn", "ip_address", "business_criticality", "owned_by"],
      { sys_id: "key", name: "name", fqdn: "fqdn", ip_address: "ipAddresses", business_criticality: "criticality" },
    ],
    [
      "Google Migration Center",
      ["MachineId", "MachineName", "MemoryGiB", "TotalDiskAllocatedGiB", "AllocatedProcessorCoreCount"],
      {
        MachineId: "key",
        MachineName: "name",
        MemoryGiB: "memory",
        TotalDiskAllocatedGiB: "storage",
        AllocatedProcessorCoreCount: "cores",
      },
    ],
    [
      "Inventory",
      ["Server", "Application", "Wave", "Strategy", "Memory (GB)", "Owner"],
      { Server: "name", Application: "workload", Wave: "release", Strategy: "strategy", "Memory (GB)": "memory" },
    ],
  ])("is right for %s", (title, headers, columns) => {
    expect(suggest(headers, [])).toEqual({ title, headers, columns, kind: null });
  });

  it("takes one column for one thing, but for lists and for a system's name and version", () => {
    expect(suggested(["Machine", "Server", "App", "Application", "OS", "OS.Version", "IP", "ip_address"])).toEqual({
      Server: "name",
      Application: "workload",
      OS: "os",
      "OS.Version": "os",
      IP: "ipAddresses",
      ip_address: "ipAddresses",
    });
  });

  it("leaves sizes whose unit no header names", () => {
    expect(suggested(["Server", "Memory", "Storage"])).toEqual({ Server: "name" });
  });

  it("leaves a column of numbers that holds none", () => {
    expect(suggested(["Server", "Cores"], ["web", "many"])).toEqual({ Server: "name" });
  });

  it("leaves as the key what is not there, or not its own, in each row", () => {
    expect(suggested(["ID", "Server"], ["1", "web"], ["1", "db"])).toEqual({ Server: "name" });
    expect(suggested(["ID", "Server"], ["1", "web"], ["", "db"])).toEqual({ Server: "name" });
    expect(suggested(["ID", "Server"], ["1", "web"], ["2", "db"])).toEqual({ ID: "key", Server: "name" });
  });
});

describe("a table that is read by a mapping", () => {
  it("has keys of the mapping's title and the key columns, and the mapping's kind where no column says one", async () => {
    const columns = { Site: "key", ID: "key", Host: "name", "On top of": "machine" } as const;
    const { assets, format, title } = await readOne("Site,ID,Host,On top of\nBern,7,Web-1,bern/3\nBern,8,,\n", [
      mapping(columns, { kind: "vm" }),
    ]);
    expect([format, title]).toEqual(["mapped:our cmdb", "Our CMDB"]);
    expect(assets).toMatchObject([
      { key: "our cmdb:bern/7", name: "Web-1", kind: "vm", hostKey: "our cmdb:bern/3" },
      { key: "our cmdb:bern/8", name: "Bern/8", kind: "vm", hostKey: null },
    ]);
  });

  it("takes headers for text, whatever objects have by that name", async () => {
    expect(suggested(["Server", "constructor", "toString"], ["web", "x", "y"])).toEqual({ Server: "name" });
    const { assets, left } = await readOne("Host,constructor,toString\nweb,x,y\n", [mapping({ Host: "name" })]);
    expect(assets).toMatchObject([{ name: "web", attributes: {} }]);
    expect(left).toEqual(["constructor", "toString"]);
  });

  it("takes the kind that its column says", async () => {
    const { assets } = await readOne("Host,What\nweb,Database\ndb,\n", [
      mapping({ Host: "name", What: "kind" }, { kind: "vm" }),
    ]);
    expect(assets.map(({ kind }) => kind)).toEqual(["database", "vm"]);
  });

  it.each([
    ["Memory (GB)", "2", 2048],
    ["RAM in bytes", "1073741824", 1024],
    ["MemoryKiB", "2048", 2],
    ["Memory", "2048", 2048],
  ])("has sizes in the unit that the header names: %s", async (header, cell, memory) => {
    const { assets } = await readOne(`Host,${header}\nweb,${cell}\n`, [mapping({ Host: "name", [header]: "memory" })]);
    expect(assets[0]?.attributes).toEqual({ memory });
  });

  it("joins several columns of texts or lists, and takes the first of numbers that a row fills", async () => {
    const columns = {
      Host: "name",
      OS: "os",
      Version: "os",
      IP: "ipAddresses",
      IP2: "ipAddresses",
      A: "cores",
      B: "cores",
    } as const;
    const { assets } = await readOne("Host,OS,Version,IP,IP2,A,B\nweb,Linux,9,192.0.2.1,192.0.2.2,,4\n", [
      mapping(columns),
    ]);
    expect(assets[0]?.attributes).toEqual({ os: "Linux 9", ipAddresses: ["192.0.2.1", "192.0.2.2"], cores: 4 });
  });

  it("is found again by its columns where the next export has more of them", async () => {
    const known = mapping({ Host: "name", App: "workload" });
    const { assets, left } = await readOne("New,app,HOST\nx,Payroll,web\n", [known]);
    expect(assets).toMatchObject([{ name: "web", workload: "Payroll" }]);
    expect(left).toEqual(["New"]);
  });

  it("is unknown again where a column is missing", async () => {
    expect(
      await readAll({ "a.csv": "Host,Zone\nweb,x\n" }, [mapping({ Host: "name", App: "workload" })]),
    ).toMatchObject([{ kind: "unknown" }]);
  });

  it("comes before a profile where it was made for these very headers", async () => {
    const headers = ["Server name", "Cores", "Memory (In MB)", "OS name"];
    const { format } = await readOne(`${headers.join(",")}\nweb,1,2,x\n`, [
      mapping({ "Server name": "name" }, { headers }),
    ]);
    expect(format).toBe("mapped:our cmdb");
    const other = mapping({ "Server name": "name" }, { headers: ["Server name"] });
    expect((await readOne(`${headers.join(",")}\nweb,1,2,x\n`, [other])).format).toBe("azure-migrate-import");
  });
});
