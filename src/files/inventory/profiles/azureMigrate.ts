import { fold } from "../../../domain/text";

/** Key of a machine that Azure Migrate discovered: the same in all its exports that have the machine's ID. */
export function machineKey(machineId: string): string {
  return `azure-migrate:${fold(machineId)}`;
}

/** What a machine is, by the site that its ID names; sites of servers hold physical ones and those of other clouds. */
export function machineKind(machineId: string): string | null {
  return /\/(vmware|hyperv)sites\//i.test(machineId) ? "vm" : null;
}
