import { fold } from "../../../domain/text";
import { CURRENCY } from "../headers";
import { type Profile, unidentified } from "./profile";

/** The sheet of machines in the assessment that the Azure portal exports (`All_Assessed_Machines`, `Server_to_AzureVM`). */
export const azureMigrateAssessment: Profile = {
  id: "azure-migrate-assessment",
  title: "Azure Migrate assessment of the portal: machines",
  required: [["Machine"], ["Azure VM readiness"], ["Recommended size"], ["Operating system"]],
  identifying: ["Machine"],
  rowOf: (cell) => {
    const name = cell("Machine");
    if (name === "") return unidentified("Machine");
    return {
      kind: "asset",
      key: `azure-migrate-assessment:${fold(name)}`,
      name,
      assetKind: null,
      hostKey: null,
    };
  },
  columns: [
    { to: "os", headers: ["Operating system"] },
    { to: "cores", headers: ["Cores"] },
    { to: "memory", headers: ["Memory(MB)"] },
    { to: "storage", headers: ["Storage(GB)"] },
    { to: "ipAddresses", headers: ["IP address"] },
    { to: "macAddresses", headers: ["MAC address"] },
    { to: "networkAdapters", headers: ["Network adapters"] },
    { to: "bootType", headers: ["Boot type"] },
    { to: "cpuUsage", headers: ["CPU usage(%)"] },
    { to: "memoryUsage", headers: ["Memory usage(%)"] },
    { to: "host", headers: ["VM host"] },
    { to: "readiness", headers: ["Azure VM readiness"] },
    { to: "readinessIssues", headers: ["Azure readiness issues"], nothing: /^not ?applicable$/i },
    { to: "recommendedSize", headers: ["Recommended size"] },
    {
      to: "monthlyCost",
      headers: [`Compute monthly cost estimate${CURRENCY}`],
      plus: [`Storage monthly cost estimate${CURRENCY}`, `Security monthly cost estimate${CURRENCY}`],
    },
    { to: "migrationGroup", headers: ["Group name"] },
  ],
};
