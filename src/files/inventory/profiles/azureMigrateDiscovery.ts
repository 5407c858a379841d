import { machineOf } from "./azureMigrate";
import type { Profile } from "./profile";

/** The discovery report of the Azure Migrate export tool: one row a machine. */
export const azureMigrateDiscovery: Profile = {
  id: "azure-migrate-discovery",
  title: "Azure Migrate discovery export",
  required: [["Machine Name"], ["Machine ID"], ["Operating System"], ["Power Stats"], ["First Discovery Time"]],
  identifying: ["Machine Name", "Machine ID"],
  rowOf: machineOf,
  columns: [
    { to: "environment", headers: ["Environment"] },
    { to: "os", headers: ["Operating System"] },
    { to: "cores", headers: ["Cores"] },
    { to: "memory", headers: ["Memory (in MB)"] },
    { to: "storage", headers: ["Total Storage In Use (in GB)"] },
    { to: "disks", headers: ["Total Disks"] },
    { to: "power", headers: ["Power Stats"] },
    { to: "ipAddresses", headers: ["IP Addresses"] },
    { to: "macAddresses", headers: ["MAC Addresses"] },
    { to: "networkAdapters", headers: ["Total Network Adapters"] },
    { to: "bootType", headers: ["Boot Type"] },
    { to: "supportStatus", headers: ["Support Status"] },
    { to: "webApplications", headers: ["Web Applications Count"] },
    { to: "firstSeen", headers: ["First Discovery Time"] },
    { to: "lastSeen", headers: ["Last Updated Time"] },
  ],
};
