import { fold } from "../../../domain/text";
import { machineKey } from "./azureMigrate";
import { type Profile, unidentified } from "./profile";

/** The sheets of SQL Server instances in the assessment reports of the Azure Migrate export tool: one row an instance. */
export const azureMigrateSql: Profile = {
  id: "azure-migrate-sql",
  title: "Azure Migrate assessment export: SQL Server instances",
  required: [
    ["Machine Name"],
    ["SQL Instance"],
    ["Machine ID"],
    ["Azure SQL MI Readiness", "SQL Server on Azure VM Readiness"],
  ],
  identifying: ["Machine Name", "SQL Instance", "Machine ID"],
  rowOf: (cell) => {
    const id = cell("Machine ID");
    const instance = cell("SQL Instance");
    const machine = cell("Machine Name");
    if (id === "") return unidentified("Machine ID");
    if (instance === "") return unidentified("SQL Instance");
    if (machine === "") return unidentified("Machine Name");
    const host = machineKey(id);
    return {
      kind: "asset",
      key: `${host}/sql/${fold(instance)}`,
      name: `${machine}\\${instance}`,
      assetKind: "database",
      hostKey: host,
    };
  },
  columns: [
    { to: "environment", headers: ["Environment"] },
    { to: "readiness", headers: ["Azure SQL MI Readiness", "SQL Server on Azure VM Readiness"] },
    {
      to: "readinessIssues",
      headers: ["Azure SQL MI Readiness - Warnings", "SQL Server on Azure VM Readiness - Warnings"],
      nothing: /^not ?applicable$/i,
    },
    {
      to: "recommendedSize",
      headers: ["Azure SQL MI Configuration", "SQL Server on Azure VM Configuration"],
      // What the tool writes for an instance that it could not size.
      nothing: /^,,,/,
    },
    {
      to: "monthlyCost",
      headers: ["Monthly Compute Cost Estimate (Pay as you go)"],
      plus: ["Monthly Storage Cost Estimate", "Monthly Security Cost Estimate"],
    },
    { to: "supportStatus", headers: ["Support Status"] },
    { to: "sqlEdition", headers: ["SQL Edition"] },
    { to: "sqlVersion", headers: ["SQL Version"] },
    { to: "databases", headers: ["User Databases"] },
    { to: "databaseSize", headers: ["Total DB Size (in MB)"] },
    { to: "cores", headers: ["vCores Allocated"] },
    { to: "cpuUsage", headers: ["CPU Utilization (in %)"] },
    { to: "disks", headers: ["Number of Disks"] },
  ],
};
