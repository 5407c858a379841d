import { plannedAsset, RELEASES, type WorkloadPlan } from "./samplePlan";
import { Dice, stableGuid } from "./stable";

/** A file to try an import with. */
export interface SampleFile {
  readonly name: string;
  readonly text: string;
}

const SEED = 20_260_102;
const SITE =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourcegroups/sample/providers/microsoft.offazure/vmwaresites/sample/machines/";
const SYSTEMS = [
  "Microsoft Windows Server 2016 (64-bit)",
  "Microsoft Windows Server 2019 (64-bit)",
  "Red Hat Enterprise Linux 8 (64-bit)",
  "Ubuntu Linux (64-bit)",
] as const;
const FOUND = "2026-08-03T06:00:00Z";
const SEEN = "2026-11-02T06:00:00Z";

const DISCOVERY_HEADERS = [
  "Machine Name",
  "Environment",
  "Software Inventory Count",
  "SQL Discovery Server Count",
  "Is SQL Service Present",
  "Web Applications Count",
  "Operating System",
  "Cores",
  "Memory (in MB)",
  "Total Disks",
  "IP Addresses",
  "MAC Addresses",
  "Total Network Adapters",
  "Boot Type",
  "Power Stats",
  "First Discovery Time",
  "Last Updated Time",
  "Machine ID",
] as const;

const DEPENDENCY_HEADERS = [
  "Timeslot",
  "Source server name",
  "Source application",
  "Source process",
  "Destination server name",
  "Destination IP",
  "Destination application",
  "Destination process",
  "Destination port",
] as const;

const WAVE_HEADERS = [
  "Definition Date",
  "Migration Start Date",
  "Wave Number",
  "Workload",
  "Machine",
  "Operating System",
  "Environment",
  "Migration Methodology",
  "Target Region",
  "Initial Replication Status",
  "Replication Completed",
] as const;
/** The line of the wave sheet on which its header stands. */
const WAVE_HEADER_LINE = 15;

/**
 * Generated files that fit the sample estate, in formats that teams arrive with; no server in them is real.
 *
 * - A discovery export that names the machines of the sample as their cards do, and four that have no card.
 * - A dependency export between some of them, one to an address that nobody knows.
 * - A wave sheet with the machines of a workload that has no asset yet.
 */
export function sampleInventory(): readonly SampleFile[] {
  return [
    { name: "discovery-export.csv", text: csvOf([DISCOVERY_HEADERS, ...discoveryRows()]) },
    { name: "dependency-export.csv", text: csvOf([DEPENDENCY_HEADERS, ...dependencyRows()]) },
    { name: "wave-sheet.csv", text: csvOf(waveSheet()) },
  ];
}

function workload(name: string): WorkloadPlan {
  const found = RELEASES.flatMap(({ workloads }) => workloads).find((plan) => plan.name === name);
  if (found === undefined) throw new Error(`The sample has no workload ${name}.`);
  return found;
}

function machinesOf(plan: WorkloadPlan): string[] {
  const assets = Array.from({ length: plan.assets }, (_, index) => plannedAsset(plan, index));
  return assets.filter(({ kind }) => kind === "vm").map(({ title }) => title);
}

/** Machines of the warehouse that nobody has made a card for. */
const WITHOUT_CARD = ["VM Warehouse 21", "VM Warehouse 22", "VM Warehouse 23", "VM Warehouse 24"] as const;

function discoveryRows(): string[][] {
  const dice = new Dice(SEED);
  const known = RELEASES.flatMap(({ workloads }) => workloads).flatMap(machinesOf);
  return [...known, ...WITHOUT_CARD].map((name, index) => [
    name,
    dice.chance(0.2) ? "" : "Prod",
    "-1",
    "-1",
    "False",
    "0",
    dice.pick(SYSTEMS),
    String(dice.pick([2, 4, 8])),
    String(dice.pick([4096, 8192, 16_384, 32_768])),
    String(dice.between(1, 3)),
    index % 9 === 0 ? "[];" : `[192.0.2.${index + 1}];`,
    `[02:00:00:00:01:${index.toString(16).padStart(2, "0")}];`,
    "1",
    dice.pick(["BIOS", "UEFI"]),
    dice.chance(0.1) ? "OFF" : "ON",
    FOUND,
    SEEN,
    `${SITE}${stableGuid(name)}`,
  ]);
}

function dependencyRows(): string[][] {
  const warehouse = machinesOf(workload("Warehouse"));
  const fleet = machinesOf(workload("Fleet"));
  const edges = [
    [warehouse[0], fleet[0], "192.0.2.90", "1433"],
    [warehouse[1], fleet[0], "192.0.2.90", "1433"],
    [fleet[1], fleet[0], "192.0.2.90", "443"],
    [fleet[1], "", "198.51.100.7", "443"],
  ];
  return edges.map(([from = "", to = "", address = "", port = ""]) => [
    "2026-11-01 00:00",
    from,
    "",
    "service",
    to,
    address,
    "",
    to === "" ? "" : "server",
    port,
  ]);
}

function waveSheet(): string[][] {
  const above = Array.from({ length: WAVE_HEADER_LINE - 1 }, () => Array.from(WAVE_HEADERS, () => ""));
  const machines = ["customs-web-01", "customs-web-02", "customs-app-01", "customs-db-01", "customs-files-01"];
  const rows = machines.map((machine, index) => [
    "2026-10-05 00:00:00",
    "2026-12-14 00:00:00",
    "5",
    "Customs",
    machine,
    index < 3 ? "Ubuntu 22.04" : "Windows Server 2019 Standard",
    "Production",
    "VMware Agentless",
    "westeurope",
    "",
    "No",
  ]);
  return [...above, [...WAVE_HEADERS], ...rows].map((row) => ["", ...row]);
}

function csvOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
