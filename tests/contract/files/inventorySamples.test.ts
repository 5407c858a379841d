import { existsSync, readFileSync } from "node:fs";
import { readAll, readOne } from "../../builders/inventoryFiles";

const FOLDER = "../shared/data/inventory";
const sample = (path: string): Uint8Array => readFileSync(`${FOLDER}/${path}`);
const describeWithSamples = existsSync(FOLDER) ? describe : describe.skip;

describeWithSamples("the inventory samples (skipped without ../shared/data) are read whole, without a problem", () => {
  it("reads 294 machines of Azure Migrate's discovery and assessment exports, which have the same keys", async () => {
    const discovered = await readOne(sample("azure-migrate-export/Discovery_Report.csv"));
    const assessed = await readOne(sample("azure-migrate-export/All_VM_IaaS_Server_Rehost_Perf.csv"));
    expect([discovered.format, assessed.format]).toEqual(["azure-migrate-discovery", "azure-migrate-machines"]);
    expect([discovered.problems, assessed.problems]).toEqual([[], []]);
    expect([discovered.assets.length, assessed.assets.length]).toEqual([294, 294]);
    expect(new Set([...discovered.assets, ...assessed.assets].map(({ key }) => key)).size).toBe(294);
    expect(discovered.assets.filter(({ attributes }) => attributes.power === "ON")).toHaveLength(250);
    expect(assessed.assets.filter(({ attributes }) => attributes.readiness === "Ready")).toHaveLength(251);
    expect(assessed.assets[0]?.attributes).toEqual({
      environment: "Dev",
      os: "Microsoft Windows Server 2019 Standard",
      cores: 2,
      memory: 4096,
      storage: 100,
      ipAddresses: ["2001:db8::a", "2001:db8::b", "192.0.2.6"],
      macAddresses: ["02:00:00:00:00:07"],
      networkAdapters: 1,
      bootType: "BIOS",
      cpuUsage: 53.66,
      memoryUsage: 33.99,
      host: "192.0.2.250",
      readiness: "Ready",
      recommendedSize: "Standard_D2as_v5",
      monthlyCost: 144.51,
      supportStatus: "Mainstream",
    });
  });

  it("reads 118 SQL instances, each on a machine of the discovery: 412 assets together", async () => {
    const machines = await readOne(sample("azure-migrate-export/Discovery_Report.csv"));
    const sql = await readOne(sample("azure-migrate-export/SQL_All_Instances.csv"));
    const keys = new Set(machines.assets.map(({ key }) => key));
    expect(sql.problems).toEqual([]);
    expect(sql.assets).toHaveLength(118);
    expect(sql.assets.every(({ kind, hostKey }) => kind === "database" && keys.has(hostKey ?? ""))).toBe(true);
    expect(new Set([...machines.assets, ...sql.assets].map(({ key }) => key)).size).toBe(412);
  });

  it("reads the servers of the import template", async () => {
    const file = await readOne(sample("azure-migrate-import/self-made-5-rows.csv"));
    expect([file.format, file.problems]).toEqual(["azure-migrate-import", []]);
    expect(file.reading).toBe("UTF-8 with a byte order mark, separated by commas, header in line 1.");
    expect(file.assets.map(({ kind }) => kind)).toEqual(["vm", "vm", "vm", "physical server", "vm"]);
    expect(file.assets[3]?.attributes).toEqual({ os: "Red Hat Enterprise Linux 8 (64-bit)", cores: 4, memory: 8192 });
  });

  it("reads 5 edges over 8 names of the dependency export", async () => {
    const { assets, edges, problems } = await readOne(sample("azure-migrate-dependency/dependency-export-sample.csv"));
    expect([assets, problems]).toEqual([[], []]);
    expect(edges).toHaveLength(5);
    expect(new Set(edges.flatMap(({ from, to }) => [from, to])).size).toBe(8);
    expect(edges[0]?.detail).toBe("svchost.exe to httpd.exe, port 443");
  });

  it("reads 5 machines of one workload in 3 waves of the wave sheet, and no people", async () => {
    const file = await readOne(sample("meg/MEG v0.97 - 8. Wave.csv"));
    expect([file.format, file.problems]).toEqual(["meg-wave", []]);
    expect(file.assets.map(({ name, release }) => [name, release])).toEqual([
      ["dev-w-loc-01", "1"],
      ["tst-w-loc-01", "2"],
      ["uat-w-loc-01", "2"],
      ["prd-w-loc-01", "3"],
      ["prd-w-loc-02", "3"],
    ]);
    expect(new Set(file.assets.map(({ workload }) => workload))).toEqual(new Set(["Lunar Orbit Control"]));
    expect(file.left).toEqual(expect.arrayContaining(["Migration Engineer", "Test Migration UAT Owner"]));
    expect(JSON.stringify(file)).not.toMatch(/Engineer 01|UAT Tester/);
  });

  it("reads the same machines from the guide's workbook, and says of its other sheets why they are left", async () => {
    const text = await readOne(sample("meg/MEG v0.97 - 8. Wave.csv"), [], "MEG.xlsx");
    const readings = await readAll({ "MEG.xlsx": sample("meg/MEG v0.97 - Framework.xlsx") });
    const [wave, ...others] = readings.flatMap((reading) => (reading.kind === "inventory" ? [reading.file] : []));
    expect(others).toEqual([]);
    expect(wave?.problems).toEqual([]);
    expect(wave?.reading).toBe("Sheet “8. Wave”, header in line 15.");
    const placeless = (assets: typeof text.assets) => assets.map((asset) => ({ ...asset, places: [] }));
    expect(placeless(wave?.assets ?? [])).toEqual(placeless(text.assets));
    expect(wave?.assets.map(({ places }) => places[0]?.line)).toEqual([16, 17, 18, 19, 20]);
    expect(readings.filter(({ kind }) => kind === "skipped")).toHaveLength(21);
  });

  it("reads 9 machines of RVTools, whose sheets claim 1,048,576 rows, and leaves its other sheets", async () => {
    const readings = await readAll({ "rvtools.xlsx": sample("rvtools/rvtools-example1.xlsx") });
    expect(readings.map(({ kind }) => kind)).toEqual(["inventory", ...Array<string>(5).fill("skipped")]);
    const [vms] = readings;
    if (vms?.kind !== "inventory") throw new Error("vInfo was not read.");
    expect(vms.file.assets.map(({ name }) => name)).toEqual(Array.from({ length: 9 }, (_, at) => `vm-${at + 1}`));
    expect(vms.file.assets[0]?.attributes).toMatchObject({
      cores: 1,
      memory: 2224,
      storage: 103.26,
      cluster: "Cluster",
    });
    expect(vms.file.problems).toEqual([
      {
        place: { file: "rvtools.xlsx", sheet: "vInfo", line: 10, column: "VM UUID" },
        value: "",
        message: "The machine has no VM UUID and is known by its name: under another name it will be another asset.",
        leaves: "notice",
      },
    ]);
  });

  it("reads the intake of AWS by the mapping that its headers suggest", async () => {
    const content = sample("aws-cmf/test_valid.csv");
    const [reading] = await readAll({ "intake.csv": content });
    if (reading?.kind !== "unknown") throw new Error(`Known as ${reading?.kind}`);
    const { assets, title } = await readOne(content, [reading.suggested]);
    expect(title).toBe("AWS Cloud Migration Factory");
    expect(assets).toEqual([
      {
        key: "aws cloud migration factory:unittest1",
        name: "unittest1",
        kind: null,
        hostKey: null,
        workload: "Unit testing App 1",
        release: "Unittest Wave 1",
        strategy: "Rehost",
        attributes: {
          os: "linux redhat",
          fqdn: "unittest1.testdomain.local",
          targetSubscription: "123456789012",
          targetRegion: "us-east-1",
        },
        places: [{ file: "file.csv", sheet: null, line: 2, column: null }],
      },
    ]);
  });
});
