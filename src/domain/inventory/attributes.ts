/** What is known of an attribute: how it is called, what it holds, and in which unit. */
export interface AttributeInfo {
  readonly title: string;
  readonly holds: "text" | "number" | "list" | "day";
  /** Stands behind a number; empty for none. */
  readonly unit: string;
}

const text = (title: string): AttributeInfo => ({ title, holds: "text", unit: "" });
const number = (title: string, unit = ""): AttributeInfo => ({ title, holds: "number", unit });
const list = (title: string): AttributeInfo => ({ title, holds: "list", unit: "" });
const day = (title: string): AttributeInfo => ({ title, holds: "day", unit: "" });

/**
 * What inventories say of an asset besides its name, kind, workload, release and strategy, in the order in which it is shown.
 * People are not among it: names and addresses of persons stay in the file.
 */
export const ATTRIBUTES = {
  environment: text("Environment"),
  os: text("Operating system"),
  cores: number("Cores"),
  memory: number("Memory", "MiB"),
  storage: number("Storage", "GiB"),
  disks: number("Disks"),
  power: text("Power state"),
  fqdn: text("Full name"),
  ipAddresses: list("IP addresses"),
  macAddresses: list("MAC addresses"),
  networkAdapters: number("Network adapters"),
  bootType: text("Boot type"),
  cpuUsage: number("CPU in use", "%"),
  memoryUsage: number("Memory in use", "%"),
  host: text("Host"),
  cluster: text("Cluster"),
  datacenter: text("Datacenter"),
  readiness: text("Readiness for Azure"),
  readinessIssues: text("Readiness issues"),
  recommendedSize: text("Recommended size"),
  monthlyCost: number("Monthly cost estimate"),
  supportStatus: text("Support"),
  sqlEdition: text("SQL edition"),
  sqlVersion: text("SQL version"),
  databases: number("Databases"),
  databaseSize: number("Size of databases", "MiB"),
  webApplications: number("Web applications"),
  firstSeen: day("First discovered"),
  lastSeen: day("Last discovered"),
  sourceEnvironment: text("Source environment"),
  migrationMethod: text("Migration method"),
  migrationGroup: text("Migration group"),
  targetSubscription: text("Target subscription"),
  targetRegion: text("Target region"),
  targetResourceGroup: text("Target resource group"),
  targetNetwork: text("Target network"),
  targetSubnet: text("Target subnet"),
  availability: text("Availability option"),
  diskEncryption: text("Disk encryption"),
  diskType: text("Disk type"),
  definedOn: day("Defined on"),
  migrationStart: day("Migration starts"),
  replicationStart: day("Replication starts"),
  replicationStatus: text("Replication status"),
  deltaReplicationStart: day("Delta replication starts"),
  testNetwork: text("Test network"),
  testSubnet: text("Test subnet"),
  testResourceGroup: text("Test resource group"),
  testStart: day("Test migration starts"),
  testUatStatus: text("UAT of the test migration"),
  finalStart: day("Final migration starts"),
  finalUatStatus: text("UAT of the final migration"),
  replicationCompleted: text("Replication completed"),
  criticality: text("Criticality"),
  note: text("Note"),
} as const satisfies Readonly<Record<string, AttributeInfo>>;

/** Names an attribute in stored records and in the key block of a work item. */
export type AttributeId = keyof typeof ATTRIBUTES;

/** Texts are tidied; numbers are in the attribute's unit; days are `YYYY-MM-DD` (UTC); lists keep the order of the file. */
export type AttributeValue = string | number | readonly string[];

/** What is known of one asset; what is not known is absent. */
export type Attributes = Readonly<Partial<Record<AttributeId, AttributeValue>>>;

/** The ids of all attributes, in the order in which they are shown. */
export const ATTRIBUTE_IDS = Object.keys(ATTRIBUTES) as readonly AttributeId[];
