import { machineOf } from "./azureMigrate";
import type { Profile } from "./profile";

/** The sheets of machines in the assessment reports of the Azure Migrate export tool (`All_VM_IaaS_…` and the like). */
export const azureMigrateMachines: Profile = {
  id: "azure-migrate-machines",
  title: "Azure Migrate assessment export: machines",
  required: [["Machine Name"], ["Machine ID"], ["Azure VM Readiness"], ["Recommended VM Size"], ["Operating System"]],
  identifying: ["Machine Name", "Machine ID"],
  rowOf: machineOf,
  columns: [
    { to: "environment", headers: ["Environment"] },
    { to: "os", headers: ["Operating System"] },
    { to: "cores", headers: ["Cores"] },
    { to: "memory", headers: ["Memory (in MB)"] },
    { to: "storage", headers: ["Storage (in GB)"] },
    { to: "ipAddresses", headers: ["IP Addresses"] },
    { to: "macAddresses", headers: ["MAC Addresses"] },
    { to: "networkAdapters", headers: ["Network Adapters"] },
    { to: "bootType", headers: ["Boot Type"] },
    { to: "cpuUsage", headers: ["CPU Utilization (in %)"] },
    { to: "memoryUsage", headers: ["Memory Utilization (in %)"] },
    { to: "host", headers: ["VM Host"] },
    { to: "readiness", headers: ["Azure VM Readiness"] },
    { to: "readinessIssues", headers: ["Azure VM Readiness - Warnings"], nothing: /^not ?applicable$/i },
    { to: "recommendedSize", headers: ["Recommended VM Size"] },
    {
      to: "monthlyCost",
      headers: ["Monthly Compute Cost Estimate (Pay as you go)", "Monthly Compute Cost Estimate"],
      plus: ["Monthly Storage Cost Estimate", "Monthly Security Cost Estimate"],
    },
    { to: "supportStatus", headers: ["Support Status"] },
  ],
};
