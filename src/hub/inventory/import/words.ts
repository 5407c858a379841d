import { ATTRIBUTES, type AttributeId, type AttributeValue } from "../../../domain/inventory/attributes";
import type { Place } from "../../../domain/inventory/fileAsset";
import type { FieldChange, ReconciledRow, RecordField, RowStatus } from "../../../domain/inventory/reconciliation";
import { counted } from "../../../domain/text";
import { statusCounts } from "./deciding";

/** How a row stands: short, and what it means. */
export const STATUS_WORDS: Readonly<Record<RowStatus, { readonly word: string; readonly meaning: string }>> = {
  ambiguous: { word: "To decide", meaning: "Several things may be meant: choose one." },
  matched: { word: "Work item found", meaning: "A work item without a record seems to be it: it is mapped to that." },
  new: { word: "New", meaning: "Neither a record nor a work item is known for it." },
  changed: { word: "Changed", meaning: "Its record is known, and the files say something else." },
  unchanged: { word: "Unchanged", meaning: "Its record says the same as the files." },
  gone: { word: "Not in the files", meaning: "A record that these files do not name any more. It stays as it is." },
};

const MEMBER_TITLES: Readonly<Record<Exclude<RecordField, AttributeId>, string>> = {
  name: "Name",
  kind: "Kind",
  hostKey: "Runs on",
  workload: "Workload",
  release: "Release",
  strategy: "Strategy",
};

/** How a part of a record is called. */
export function fieldTitle(field: RecordField): string {
  return isAttribute(field) ? ATTRIBUTES[field].title : MEMBER_TITLES[field];
}

function isAttribute(field: RecordField): field is AttributeId {
  return Object.prototype.hasOwnProperty.call(ATTRIBUTES, field);
}

/** A value with its unit; `nothing` where there is none. */
export function valueText(field: RecordField, value: AttributeValue | null): string {
  if (value === null || value === "") return "nothing";
  if (typeof value === "string") return value;
  if (typeof value !== "number") return value.length === 0 ? "nothing" : value.join(", ");
  const unit = isAttribute(field) ? ATTRIBUTES[field].unit : "";
  const text = value.toLocaleString("en-US");
  return unit === "" ? text : `${text} ${unit}`;
}

/** `Cores 4 → 8`. */
export function changeText({ field, from, to }: FieldChange): string {
  return `${fieldTitle(field)} ${valueText(field, from)} → ${valueText(field, to)}`;
}

/** `servers.csv, sheet vInfo, line 12, column CPUs`: what there is of it. */
export function placeText({ file, sheet, line, column }: Place): string {
  return [
    file,
    ...(sheet === null ? [] : [`sheet ${sheet}`]),
    ...(line === 0 ? [] : [`line ${line.toLocaleString("en-US")}`]),
    ...(column === null ? [] : [`column ${column.replace(/\s+/g, " ").trim()}`]),
  ].join(", ");
}

/** `412 assets: 294 new, 118 changed. 5 dependencies.`; `loose` is how many dependencies have an end that is not known. */
export function dryRunSentence(rows: readonly ReconciledRow[], edges: number, loose: number): string {
  const counts = statusCounts(rows);
  const named = rows.length - counts.gone;
  const parts = [
    [counts.ambiguous, "to be decided"],
    [counts.matched, counts.matched === 1 ? "found as a work item" : "found as work items"],
    [counts.new, "new"],
    [counts.changed, "changed"],
    [counts.unchanged, "unchanged"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${count.toLocaleString("en-US")} ${word}`);
  const gone =
    counts.gone === 0
      ? ""
      : ` ${counted(counts.gone, "record")} ${counts.gone === 1 ? "is" : "are"} not in the files any more.`;
  const links = edges === 0 ? "" : ` ${counted(edges, "dependency", "dependencies")}.`;
  const unlinked =
    loose === 0 ? "" : ` ${counted(loose, "dependency", "dependencies")} can't be linked: not both ends are known.`;
  const assets = named === 0 ? "No asset" : `${counted(named, "asset")}: ${told.join(", ")}`;
  return `${assets}.${gone}${links}${unlinked}`;
}
