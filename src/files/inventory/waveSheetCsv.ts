import { type Cell, csvOf } from "../csv";
import type { ExportedRecord } from "./exportedRecord";
import { foldHeader } from "./headers";
import { waveSheet } from "./profiles/waveSheet";

/** The columns of the wave sheet in their order; those of people and of links stay empty. */
const HEADERS = [
  "Definition Date",
  "Migration Start Date",
  "Wave Number",
  "Workload",
  "Machine",
  "Operating System",
  "Migration Engineer",
  "Environment",
  "Source Environment",
  "Migration Methodology",
  "Migration Group",
  "Target Subscription",
  "Target Region",
  "Target Final VNET",
  "Target Final Subnet",
  "Target Final Resource Group",
  "Availability Option",
  "Disk Encryption",
  "Disk Type",
  "Initial Replication Start Date",
  "Initial Replication Status",
  "Delta Replication Start Date",
  "Test VNET",
  "Test Subnet",
  "Test Resource Group",
  "Test Migration Start Date",
  "Test Migration UAT Status",
  "Test Migration UAT Owner",
  "Final Migration Start Date",
  "Final Migration UAT Status",
  "Final Migration UAT Owner",
  "Replication Completed",
  "Digital Estate Planning",
  "Workload Details",
  "Migration Day Runbook",
] as const;

/** Ours, behind the sheet's own. */
const MORE = ["Stage", "Iteration", "Work item"] as const;

/** The sheet has its header there, below a banner. */
const HEADER_LINE = 15;

/** What of a record each column holds, as the profile reads it. */
const TARGETS = HEADERS.map((header) => {
  const read = waveSheet.columns.find(({ headers }) => headers.some((name) => foldHeader(name) === foldHeader(header)));
  return read?.to ?? (header === "Machine" ? "name" : null);
});

/**
 * Records as CSV in the layout of the Migration Execution Guide's wave sheet: its header in line 15, an empty first column, and
 * behind its columns the stage, iteration and work item. Records that came from a wave sheet come back with the same keys and
 * facts when the file is imported.
 */
export function waveSheetOf(records: readonly ExportedRecord[]): string {
  const width = 1 + HEADERS.length + MORE.length;
  const banner = Array.from({ length: HEADER_LINE - 1 }, () => Array<Cell>(width).fill(null));
  return csvOf([...banner, [null, ...HEADERS, ...MORE], ...records.map(lineOf)]);
}

function lineOf({ record, stage, iteration, workItem }: ExportedRecord): readonly Cell[] {
  const cells = TARGETS.map((target): Cell => {
    switch (target) {
      case null:
        return null;
      case "name":
      case "workload":
      case "release":
      case "strategy":
        return record[target];
      default: {
        const value = record.attributes[target];
        return typeof value === "object" ? value.join("; ") : (value ?? null);
      }
    }
  });
  return [null, ...cells, stage, iteration, workItem];
}
