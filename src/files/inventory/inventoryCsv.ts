import { ATTRIBUTE_IDS, ATTRIBUTES } from "../../domain/inventory/attributes";
import { type Cell, csvOf } from "../csv";
import { isoTime } from "../format";
import type { ExportedRecord } from "./exportedRecord";

const HEAD: readonly Cell[] = [
  "Name",
  "Kind",
  "Workload",
  "Release",
  "Strategy",
  "Out of scope because",
  "Stage",
  "Iteration",
  "Work item",
  "Workload's work item",
  ...ATTRIBUTE_IDS.map((id) => {
    const { title, unit } = ATTRIBUTES[id];
    return unit === "" ? title : `${title} (${unit})`;
  }),
  "Key",
  "Key of the machine that it runs on",
  "Read from",
  "Seen last (UTC)",
];

/** All that records hold, as CSV: one line each, entries of a list separated by semicolons, days and times as ISO 8601. */
export function inventoryCsv(records: readonly ExportedRecord[]): string {
  return csvOf([HEAD, ...records.map(lineOf)]);
}

function lineOf({ record, stage, iteration, workItem }: ExportedRecord): readonly Cell[] {
  return [
    record.name,
    record.kind,
    record.workload,
    record.release,
    record.strategy,
    record.outOfScope,
    stage,
    iteration,
    workItem,
    record.workloadItem,
    ...ATTRIBUTE_IDS.map((id): Cell => {
      const value = record.attributes[id];
      return typeof value === "object" ? value.join("; ") : (value ?? null);
    }),
    record.key,
    record.hostKey,
    record.formats.join("; "),
    isoTime(record.seenAt),
  ];
}
