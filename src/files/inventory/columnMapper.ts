import type { ColumnMapping, ColumnTarget } from "../../domain/inventory/columnMapping";
import { ATTRIBUTES } from "../../domain/inventory/attributes";
import { sizeUnitOf } from "./headers";
import { readValue } from "./values";

/**
 * What columns are called, without case and signs: in plain English, and in the exports of AWS (Cloud Migration Factory,
 * Application Migration Service, Application Discovery Service), ServiceNow and Google Migration Center. Of several columns for
 * one thing, the name that stands first here is taken, but for those in {@link JOINED}.
 */
const NAMES: readonly (readonly [ColumnTarget, readonly string[]])[] = [
  [
    "key",
    [
      "mgn:server:user-provided-id",
      "sys_id",
      "ExternalId",
      "MachineId",
      "VM UUID",
      "UUID",
      "SMBiosId",
      "Resource ID",
      "Asset ID",
      "Server ID",
      "VM ID",
      "CI ID",
      "Key",
      "ID",
    ],
  ],
  [
    "name",
    [
      "server_name",
      "mgn:server:tag:Name",
      "VMware.VMName",
      "VM name",
      "MachineName",
      "HostName",
      "Computer name",
      "Server",
      "Machine",
      "VM",
      "Asset",
      "Asset name",
      "Configuration item",
      "Name",
    ],
  ],
  ["kind", ["Kind", "Asset kind", "Asset type"]],
  ["machine", ["Runs on", "Hosted on", "Host server"]],
  [
    "workload",
    [
      "app_name",
      "mgn:app:name",
      "Workload",
      "Application",
      "Applications",
      "Application name",
      "App",
      "Business service",
    ],
  ],
  ["release", ["wave_name", "mgn:wave:name", "Release", "Wave", "Wave number", "Migration wave", "Move group"]],
  ["strategy", ["r_type", "Strategy", "Migration strategy", "Disposition", "Treatment", "6R", "7R", "Rationalization"]],
  ["environment", ["Environment", "server_environment", "Env", "Stage", "Used for"]],
  [
    "os",
    ["server_os_family", "server_os_version", "Operating system", "OS.Name", "OS.Version", "OsName", "OS", "OsVersion"],
  ],
  ["os", ["OS name", "mgn:server:platform", "Platform"]],
  [
    "cores",
    [
      "CPU.NumberOfCores",
      "AllocatedProcessorCoreCount",
      "Cores",
      "vCPUs",
      "vCPU",
      "CPUs",
      "CPU count",
      "CPU core count",
    ],
  ],
  ["disks", ["Disks", "Number of disks"]],
  ["fqdn", ["server_fqdn", "mgn:server:fqdn-for-action-framework", "fqdn", "Fully qualified domain name", "DNS name"]],
  [
    "ipAddresses",
    ["IPAddress", "ip_address", "PrimaryIPAddress", "IpAddressListSemiColonDelimited", "IP addresses", "IP"],
  ],
  ["macAddresses", ["MACAddress", "mac_address", "MAC addresses", "MAC"]],
  ["cpuUsage", ["CPU.UsagePct.Avg", "CPU usage (%)", "CPU utilization (%)"]],
  ["power", ["MachineStatus", "Power state", "Powerstate"]],
  ["cluster", ["Cluster"]],
  ["datacenter", ["Datacenter", "Data center", "Data centre", "HostingLocation", "Location", "Site"]],
  ["criticality", ["business_criticality", "Criticality"]],
  ["targetSubscription", ["aws_accountid", "mgn:account-id", "Target subscription", "Target account"]],
  ["targetRegion", ["aws_region", "mgn:region", "Target region"]],
  ["targetSubnet", ["mgn:launch:nic:0:subnet-id", "Target subnet"]],
  ["recommendedSize", ["mgn:launch:instance-type", "Recommended size", "Target size"]],
  ["sqlEdition", ["SQL edition"]],
  ["sqlVersion", ["SQL version"]],
  ["note", ["Note", "Notes", "Comment", "Comments", "Short description"]],
];

/** Sizes are suggested only where the header names their unit. */
const SIZES: readonly (readonly [ColumnTarget, RegExp])[] = [
  ["memory", /^(total|installed)?(ram|memory)(total)?(size)?(in)?([kmgt]i?b|bytes)$/],
  ["storage", /^(total|used)?(disk|storage)(allocated|size|space|capacity|inuse|total)?(in)?([kmgt]i?b|bytes)$/],
];

const JOINED: ReadonlySet<ColumnTarget> = new Set<ColumnTarget>(["os", "ipAddresses", "macAddresses"]);

/** Columns that tell whose file it is, and what to call it. */
const ORIGINS: readonly (readonly [title: string, columns: readonly string[]])[] = [
  ["AWS Cloud Migration Factory", ["server_name", "app_name", "wave_name"]],
  ["AWS Application Migration Service", ["mgn:server:user-provided-id"]],
  ["AWS Application Discovery", ["HostName", "OS.Name", "RAM.TotalSizeInMB"]],
  ["Google Migration Center", ["MachineId", "MachineName"]],
  ["ServiceNow CMDB", ["sys_id"]],
  ["ServiceNow CMDB", ["sys_class_name"]],
];

/** A mapping's title where nothing tells whose file it is. */
const TITLE = "Inventory";

/**
 * What the headers of an unknown table suggest. A column is suggested for numbers or days only where the sample can be read
 * so, and as the key only where each row of the sample has one of its own. What its assets are stays open.
 *
 * @param sample  the first rows below the header, cell by cell under the headers
 */
export function suggest(headers: readonly string[], sample: readonly (readonly string[])[]): ColumnMapping {
  const written = headers.map(nameOf);
  const columns = new Map<string, ColumnTarget>();
  const given = new Set<ColumnTarget>();
  const give = (at: number, target: ColumnTarget): void => {
    const header = headers[at];
    if (header === undefined || columns.has(header) || (given.has(target) && !JOINED.has(target))) return;
    const cells = sample.map((row) => (row[at] ?? "").trim());
    if (target === "key" ? !isKey(cells) : !canBe(target, cells)) return;
    columns.set(header, target);
    given.add(target);
  };
  for (const [target, names] of NAMES) {
    for (const name of names) give(written.indexOf(nameOf(name)), target);
  }
  for (const [target, pattern] of SIZES) {
    for (const [at, header] of headers.entries()) {
      if (sizeUnitOf(header) !== null && pattern.test(written[at] ?? "")) give(at, target);
    }
  }
  const origin = ORIGINS.find(([, names]) => names.every((name) => written.includes(nameOf(name))));
  return { title: origin?.[0] ?? TITLE, headers, columns: Object.fromEntries(columns), kind: null };
}

function nameOf(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function isKey(cells: readonly string[]): boolean {
  return cells.every((cell) => cell !== "") && new Set(cells.map((cell) => cell.toLowerCase())).size === cells.length;
}

function canBe(target: ColumnTarget, cells: readonly string[]): boolean {
  if (!(target in ATTRIBUTES)) return true;
  const { holds } = ATTRIBUTES[target as keyof typeof ATTRIBUTES];
  if (holds !== "number" && holds !== "day") return true;
  const context = { scale: 1, mayHaveDotThousands: false, areSerialsDays: true };
  const read = cells.filter((cell) => cell !== "").map((cell) => readValue(cell, holds, context));
  return read.length === 0 || read.some(({ message }) => message === null);
}
