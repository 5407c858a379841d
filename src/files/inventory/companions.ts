import type { Columns } from "./headers";

/** A table that goes with a known one and holds no assets of its own. */
interface Companion {
  readonly reason: string;
  /** Columns that tell it. */
  readonly columns: readonly string[];
  /** Columns of which it has none. */
  readonly without?: readonly string[];
}

const RVTOOLS_REASON = "Its facts are parts of the machines that RVTools lists in vInfo.";

/** By a sheet's name alone: where a workbook has the first, the others say the same of fewer assets, or under other terms. */
const VIEWS: readonly { readonly all: RegExp; readonly others: RegExp }[] = [
  { all: /^All_VM_IaaS_/i, others: /^(VM|SQL|WebApp)_IaaS_Server_/i },
  { all: /^SQL_All_Instances$/i, others: /^SQL_(MI_PaaS|IaaS_Instance_.*)$/i },
];

const COMPANIONS: readonly Companion[] = [
  { columns: ["VM", "Powerstate", "Template", "Cores p/s"], reason: RVTOOLS_REASON },
  { columns: ["VM", "Powerstate", "Template", "Ballooned"], reason: RVTOOLS_REASON },
  { columns: ["VM", "Powerstate", "Template", "Disk"], reason: RVTOOLS_REASON },
  { columns: ["VM", "Powerstate", "Template", "Adapter"], reason: RVTOOLS_REASON },
  {
    columns: ["Host", "Datacenter", "Cluster", "# VMs"],
    reason: "Hosts are not migrated: RVTools lists machines in vInfo.",
  },
  {
    columns: ["Machine", "Disk name", "Azure disk readiness"],
    reason: "Its disks are counted and summed up in the assessment's sheet of machines.",
  },
  {
    columns: ["Machine Name", "Machine ID"],
    without: ["Operating System", "SQL Instance", "Web Application Name", "Power Stats", "Azure VM Readiness"],
    reason: "It lists machines that are switched off already, without facts.",
  },
];

/** Why a table is left out whose headers are those of a companion of a known format; null where it is none. */
export function companionReason(columns: Columns): string | null {
  const has = (name: string): boolean => columns.find(name) !== null;
  const known = COMPANIONS.find((each) => each.columns.every(has) && !each.without?.some(has));
  return known?.reason ?? null;
}

/** Why a sheet is left out beside the others of its workbook; null where it is not. */
export function viewReason(sheet: string, sheets: readonly string[]): string | null {
  const isView = VIEWS.some(({ all, others }) => others.test(sheet) && sheets.some((name) => all.test(name)));
  return isView ? "It is another view of what the report's sheet of all machines or instances says." : null;
}
