import { fold } from "../../../domain/text";
import { type Profile, unidentified } from "./profile";

const KINDS: readonly { readonly type: RegExp; readonly kind: string }[] = [
  { type: /^(vm|virtual|virtual machine)$/i, kind: "vm" },
  { type: /^physical( server| machine)?$/i, kind: "physical server" },
];

/** The table in which servers are handed to Azure Migrate: one row a server. */
export const azureMigrateImport: Profile = {
  id: "azure-migrate-import",
  title: "Azure Migrate import template",
  required: [["*Server name"], ["*Cores"], ["*Memory (In MB)"], ["*OS name"]],
  identifying: ["*Server name", "Server type"],
  rowOf: (cell) => {
    const name = cell("*Server name");
    if (name === "") return unidentified("Server name");
    const type = cell("Server type");
    return {
      kind: "asset",
      key: `azure-migrate-import:${fold(name)}`,
      name,
      assetKind: KINDS.find((known) => known.type.test(type))?.kind ?? null,
      hostKey: null,
    };
  },
  columns: [
    { to: "os", headers: ["*OS name"] },
    { to: "cores", headers: ["*Cores"] },
    { to: "memory", headers: ["*Memory (In MB)"] },
    { to: "storage", headers: ["Storage in use (In GB)"] },
    { to: "disks", headers: ["Number of disks"] },
    { to: "ipAddresses", headers: ["IP addresses"] },
    { to: "networkAdapters", headers: ["Network adapters"] },
    { to: "bootType", headers: ["Boot type"] },
    { to: "cpuUsage", headers: ["CPU utilization percentage"] },
    { to: "memoryUsage", headers: ["Memory utilization percentage"] },
    { to: "sourceEnvironment", headers: ["Hypervisor"] },
  ],
};
