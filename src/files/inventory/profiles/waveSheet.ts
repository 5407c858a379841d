import { fold } from "../../../domain/text";
import { type Profile, unidentified } from "./profile";

/** Where a machine comes from says what it is; `Physical or other Cloud` says neither. */
const VIRTUAL = /^(hyper-?v|vmware)\b/i;

/** The wave sheet of the Migration Execution Guide: one row a machine of a workload. People are not read. */
export const waveSheet: Profile = {
  id: "meg-wave",
  title: "Migration Execution Guide: wave sheet",
  required: [["Wave Number"], ["Workload"], ["Machine"], ["Operating System"], ["Migration Methodology"]],
  identifying: ["Machine", "Workload", "Source Environment"],
  rowOf: (cell) => {
    const name = cell("Machine");
    if (name === "") return unidentified("Machine");
    return {
      kind: "asset",
      // A slash in the workload's name must not look like the one behind it.
      key: `meg-wave:${fold(cell("Workload")).replace(/[%/]/g, encodeURIComponent)}/${fold(name)}`,
      name,
      assetKind: VIRTUAL.test(cell("Source Environment")) ? "vm" : null,
      hostKey: null,
    };
  },
  columns: [
    { to: "definedOn", headers: ["Definition Date"] },
    { to: "migrationStart", headers: ["Migration Start Date"] },
    { to: "release", headers: ["Wave Number"] },
    { to: "workload", headers: ["Workload"] },
    { to: "os", headers: ["Operating System"] },
    { to: "environment", headers: ["Environment"] },
    { to: "sourceEnvironment", headers: ["Source Environment"] },
    { to: "migrationMethod", headers: ["Migration Methodology"] },
    { to: "migrationGroup", headers: ["Migration Group"] },
    { to: "targetSubscription", headers: ["Target Subscription"] },
    { to: "targetRegion", headers: ["Target Region"] },
    { to: "targetNetwork", headers: ["Target Final VNET"] },
    { to: "targetSubnet", headers: ["Target Final Subnet"] },
    { to: "targetResourceGroup", headers: ["Target Final Resource Group"] },
    { to: "availability", headers: ["Availability Option"] },
    { to: "diskEncryption", headers: ["Disk Encryption"] },
    { to: "diskType", headers: ["Disk Type"] },
    { to: "replicationStart", headers: ["Initial Replication Start Date"] },
    { to: "replicationStatus", headers: ["Initial Replication Status"] },
    { to: "deltaReplicationStart", headers: ["Delta Replication Start Date"] },
    { to: "testNetwork", headers: ["Test VNET"] },
    { to: "testSubnet", headers: ["Test Subnet"] },
    { to: "testResourceGroup", headers: ["Test Resource Group"] },
    { to: "testStart", headers: ["Test Migration Start Date"] },
    { to: "testUatStatus", headers: ["Test Migration UAT Status"] },
    { to: "finalStart", headers: ["Final Migration Start Date"] },
    { to: "finalUatStatus", headers: ["Final Migration UAT Status"] },
    { to: "replicationCompleted", headers: ["Replication Completed"] },
  ],
};
