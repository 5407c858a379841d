import { type HoldingItem, refOf } from "../backlog/model";
import type { LostIds } from "../backlog/losses";
import type { InventoryRecord } from "../snapshot";
import { counted } from "../text";
import type { WorkItem, WorkItemRef } from "../workItem";
import type { BesideLost } from "./beside";
import { type Finding, SINCE_UNKNOWN } from "./blockers";
import type { EvidenceStatus, Gate } from "./report";

/** What counts against everything that is judged (V2): failed pages, and ids that no workload names. */
export function generalFindings(gate: Gate, lost: LostIds, pages: number): Finding[] {
  const failedPages: Finding[] =
    pages === 0
      ? []
      : [
          {
            ...noItem(gate, null),
            code: "READ_PARTIAL",
            expected: "every page of the query",
            actual: `${counted(pages, "page")} could not be read`,
            fix: "Refresh; if it fails again, look at the error beside the age of the data.",
          },
        ];
  const items = lossFindings(gate, lost, null);
  if (lost.unreadable.length <= MOST_NAMED) return [...failedPages, ...items];
  const unnamed: Finding = {
    ...noItem(gate, null),
    code: "ITEM_UNREADABLE",
    expected: "items that can be read",
    actual: `${counted(lost.unreadable.length, "item")} are named, but not readable`,
    fix: "Ask for permission to their areas, or remove the links that name them.",
  };
  return [...failedPages, unnamed, ...items.slice(lost.unreadable.length)];
}

/**
 * How many lost items that count against everything are named one by one. Beyond it one reason stands for all: each release
 * and workload carries them, and so many by so many would not be linear (L8). The report's losses list every one.
 */
const MOST_NAMED = 20;

/** Nothing to judge: an empty scope is never ready (V2). */
export function emptyScope(gate: Gate, excluded: number, workload: WorkItemRef | null): Finding {
  return {
    ...noItem(gate, workload),
    code: "EMPTY_SCOPE",
    workItem: workload,
    expected: "at least one asset",
    actual: excluded === 0 ? "no assets" : `no assets in scope, ${counted(excluded, "excluded", "excluded")}`,
    fix: "Map the assets that belong to it, or take it out.",
  };
}

/** What is found of a record that nobody has mapped: names it, so that its blocker can be told from those of others. */
export function unmappedText({ name, key }: Pick<InventoryRecord, "name" | "key">): string {
  return `${name} (${key}) is in the inventory, and no work item is mapped to it`;
}

/** ASSET_UNMAPPED (M8): nobody has mapped it, so no gate has looked at it. */
export function unmappedFinding(gate: Gate, record: InventoryRecord, workload: WorkItemRef | null): Finding {
  return {
    ...noItem(gate, workload),
    code: "ASSET_UNMAPPED",
    workItem: workload,
    expected: "a work item",
    actual: unmappedText(record),
    fix: "Map it to a work item, or take it out of scope in the inventory.",
  };
}

/** GATE_SKIPPED (G6): what a gate that is done was passed without. */
export function skippedEvidence(
  gate: Gate,
  statuses: readonly EvidenceStatus[],
  workload: WorkItemRef | null,
): Finding[] {
  return statuses
    .filter(({ state }) => state !== "given" && state !== "unproven")
    .map(({ id, title, item, reason }) => ({
      ...noItem(gate, workload),
      code: "GATE_SKIPPED",
      workItem: item,
      evidence: id,
      expected: `${title} before the gate was passed`,
      actual: reason,
      fix: "Record it now, or note why the gate was passed without it.",
    }));
}

/** BLOCKER_OPEN and DEFECT_OPEN (G1, G3). */
export function holdingFinding(gate: Gate, { item, kind, asset }: HoldingItem, workload: WorkItemRef | null): Finding {
  return {
    code: kind === "defect" ? "DEFECT_OPEN" : "BLOCKER_OPEN",
    gate,
    workItem: refOf(item),
    workload,
    asset,
    expected: "closed",
    actual: item.state,
    since: { date: item.stateChangeDate ?? item.createdDate, basis: `in state ${item.state}` },
    owner: item.assignedTo,
    fix: kind === "defect" ? "Fix the defect and close it." : "Resolve it and close it.",
  };
}

/** Items that a link ties to an asset or a workload and that can't be read: one of them may be an open blocking item (V2, G1). */
export function unseenFindings(
  gate: Gate,
  item: WorkItem | null,
  asset: WorkItem | null,
  workload: WorkItemRef | null,
  besideLost: BesideLost,
): Finding[] {
  const ids = item === null ? undefined : besideLost.get(item.id);
  if (item === null || ids === undefined) return [];
  return ids.map((id) => ({ ...unreadable(gate, id, workload), asset, path: [unseenRef(id), refOf(item)] }));
}

function unseenRef(id: number): WorkItemRef {
  return { id, title: `Work item ${id}`, type: "Work item" };
}

function unreadable(gate: Gate, id: number, workload: WorkItemRef | null): Finding {
  return {
    ...noItem(gate, workload),
    code: "ITEM_UNREADABLE",
    workItem: unseenRef(id),
    expected: "an item that can be read",
    actual: "named, but not readable",
    fix: "Ask for permission to its area, or remove the link that names it.",
  };
}

export function lossFindings(
  gate: Gate,
  { unreadable: unreadableIds, unread }: LostIds,
  workload: WorkItemRef | null,
): Finding[] {
  const items = unreadableIds.map((id) => unreadable(gate, id, workload));
  if (unread.length === 0) return items;
  const partial: Finding = {
    ...noItem(gate, workload),
    code: "READ_PARTIAL",
    expected: "every item that was found",
    actual: `${counted(unread.length, "item")} could not be read`,
    fix: "Refresh; if it fails again, look at the error beside the age of the data.",
  };
  return [...items, partial];
}

function noItem(gate: Gate, workload: WorkItemRef | null) {
  return { gate, workload, workItem: null, asset: null, since: SINCE_UNKNOWN, owner: null };
}
