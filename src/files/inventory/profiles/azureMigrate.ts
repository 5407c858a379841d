import { fold } from "../../../domain/text";
import { type Profile, unidentified } from "./profile";

/** Key of a machine that Azure Migrate discovered: the same in all its exports that have the machine's ID. */
export function machineKey(machineId: string): string {
  return `azure-migrate:${fold(machineId)}`;
}

/** What a machine is, by the site that its ID names; sites of servers hold physical ones and those of other clouds. */
function machineKind(machineId: string): string | null {
  return /\/(vmware|hyperv)sites\//i.test(machineId) ? "vm" : null;
}

/** The machine of a row of the export tool's reports: named by both of its columns. */
export const machineOf: Profile["rowOf"] = (cell) => {
  const id = cell("Machine ID");
  const name = cell("Machine Name");
  if (id === "") return unidentified("Machine ID");
  if (name === "") return unidentified("Machine Name");
  return { kind: "asset", key: machineKey(id), name, assetKind: machineKind(id), hostKey: null };
};
