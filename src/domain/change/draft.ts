import { refOf } from "../backlog/model";
import type { WorkItem } from "../workItem";
import type { PlannedEntry, Refusal } from "./change";

/** What a change comes to, item by item, before its effects are known. */
export interface Drafts {
  readonly entries: readonly PlannedEntry[];
  readonly refused: readonly Refusal[];
  readonly unchanged: readonly WorkItem[];
}

/** That it can't be done for this item. */
export function refusal(item: WorkItem, reason: string): Refusal {
  return { item: refOf(item), reason };
}
