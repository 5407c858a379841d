import { fold } from "../../../domain/text";
import { MIB_IN_GIB, type Profile, unidentified } from "./profile";

/** RVTools' sheet of virtual machines, of versions that say MB and of those that say MiB. */
export const rvtools: Profile = {
  id: "rvtools-vinfo",
  title: "RVTools vInfo",
  required: [["VM"], ["Powerstate"], ["Template"], ["CPUs"], ["Memory"], ["VM UUID"]],
  identifying: ["VM", "VM UUID", "VI SDK Server", "Template", "SRM Placeholder"],
  rowOf: (cell) => {
    const name = cell("VM");
    const uuid = cell("VM UUID");
    if (fold(cell("Template")) === "true") {
      return { kind: "leftOut", column: "Template", message: "It is a template, which is not migrated." };
    }
    if (fold(cell("SRM Placeholder")) === "true") {
      return {
        kind: "leftOut",
        column: "SRM Placeholder",
        message: "It is a placeholder of Site Recovery Manager for a machine that stands elsewhere.",
      };
    }
    if (name === "") return unidentified("VM");
    const server = `rvtools:${fold(cell("VI SDK Server"))}`;
    const asset = { kind: "asset", name, assetKind: "vm", hostKey: null } as const;
    if (uuid !== "") return { ...asset, key: `${server}/${fold(uuid)}` };
    const message = "The machine has no VM UUID and is known by its name: under another name it will be another asset.";
    return { ...asset, key: `${server}/name:${fold(name)}`, notice: { column: "VM UUID", message } };
  },
  columns: [
    { to: "os", headers: ["OS according to the VMware Tools", "OS according to the configuration file"] },
    { to: "cores", headers: ["CPUs"] },
    { to: "memory", headers: ["Memory"] },
    { to: "storage", headers: ["Provisioned MiB", "Provisioned MB"], scale: MIB_IN_GIB },
    { to: "disks", headers: ["Disks"] },
    { to: "power", headers: ["Powerstate"] },
    { to: "fqdn", headers: ["DNS Name"] },
    { to: "ipAddresses", headers: ["Primary IP Address"] },
    { to: "networkAdapters", headers: ["NICs"] },
    { to: "bootType", headers: ["Firmware"] },
    { to: "host", headers: ["Host"] },
    { to: "cluster", headers: ["Cluster"] },
    { to: "datacenter", headers: ["Datacenter"] },
    { to: "note", headers: ["Annotation"] },
  ],
};
