import { compareNames } from "../../../domain/backlog/releases";
import type { Report } from "../../../domain/readiness/report";
import { counted } from "../../../domain/text";
import { isIn } from "./listing";
import { type InventoryRow, numberOf } from "./rows";

/** How many rows have a word; null for those without one. */
export interface WordCount {
  readonly word: string | null;
  readonly count: number;
}

/** A sum of what rows say, and how many of them say nothing. */
export interface SizeTotal {
  readonly sum: number;
  readonly unknown: number;
}

/** What rows come to together. Memory is in GiB, storage too. */
export interface Totals {
  readonly count: number;
  readonly kinds: readonly WordCount[];
  readonly strategies: readonly WordCount[];
  readonly cores: SizeTotal;
  readonly memory: SizeTotal;
  readonly storage: SizeTotal;
}

const MIB_PER_GIB = 1024;

/** Adds rows up. What an asset without a record has is not known, and counts among the unknown. */
export function totalsOf(rows: readonly InventoryRow[]): Totals {
  const memory = sizeOf(rows, "memory");
  return {
    count: rows.length,
    kinds: wordsOf(rows, "kind"),
    strategies: wordsOf(rows, "strategy"),
    cores: sizeOf(rows, "cores"),
    memory: { ...memory, sum: memory.sum / MIB_PER_GIB },
    storage: sizeOf(rows, "storage"),
  };
}

/** The most frequent first. */
function wordsOf(rows: readonly InventoryRow[], field: "kind" | "strategy"): readonly WordCount[] {
  const counts = new Map<string | null, number>();
  for (const row of rows) counts.set(row[field], (counts.get(row[field]) ?? 0) + 1);
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => b.count - a.count || compareNames(a.word ?? "", b.word ?? ""));
}

function sizeOf(rows: readonly InventoryRow[], attribute: "cores" | "memory" | "storage"): SizeTotal {
  let [sum, unknown] = [0, 0];
  for (const row of rows) {
    const value = numberOf(row, attribute);
    if (value === null) unknown += 1;
    else sum += value;
  }
  return { sum, unknown };
}

/** How many workloads a sentence names before it counts the rest. */
const MOST_NAMED = 3;

/**
 * The inventory in one or two sentences: how many records there are, how many are not mapped, and what those hold back (M8);
 * how many assets have no record.
 */
export function inventorySentence(
  rows: readonly InventoryRow[],
  report: Pick<Report, "releases" | "unplanned">,
): string {
  const records = rows.filter(({ record }) => record !== null);
  const without = rows.length - records.length;
  const beside = without === 0 ? "" : ` ${counted(without, "asset has", "assets have")} no record.`;
  if (records.length === 0) {
    return without === 0 ? "Nothing is in the inventory yet." : `Nothing was imported yet.${beside}`;
  }
  const unmapped = records.filter(({ mapping }) => mapping === "unmapped");
  if (unmapped.length === 0) {
    const lost = records.filter((row) => isIn("unmapped", row)).length;
    const but =
      lost === 0 ? "" : `; the work ${lost === 1 ? "item of 1 is" : `items of ${lost} are`} no asset, or not there`;
    return `${counted(records.length, "record")}, each in scope mapped to a work item${but}.${beside}`;
  }
  const held = heldBackBy(unmapped, report);
  const [are, they] = unmapped.length === 1 ? ["is", "it holds"] : ["are", "they hold"];
  const back = held.length === 0 ? `; ${they} nothing back` : `; ${they} back ${listed(held)}`;
  return `${counted(records.length, "record")}, ${unmapped.length.toLocaleString("en-US")} ${are} not mapped to a work item${back}.${beside}`;
}

/** Titles of the workloads whose gates have a blocker by these records. */
function heldBackBy(
  unmapped: readonly InventoryRow[],
  { releases, unplanned }: Pick<Report, "releases" | "unplanned">,
) {
  const named = new Set(unmapped.flatMap(({ record }) => record?.workloadItem ?? []));
  const titles = new Set<string>();
  for (const { item, title } of [...releases.flatMap(({ workloads }) => workloads), ...unplanned]) {
    if (item !== null && named.has(item.id)) titles.add(title);
  }
  return [...titles].sort(compareNames);
}

function listed(titles: readonly string[]): string {
  const more = titles.length - MOST_NAMED;
  const shown = more > 0 ? [...titles.slice(0, MOST_NAMED), `${more} more`] : titles;
  if (shown.length === 1) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}
