import type { ItemHistory } from "../../src/domain/snapshot";
import type { Instant, Revision, WorkItem } from "../../src/domain/workItem";

/** How an item was from a time on. */
export interface Change {
  readonly at: Instant;
  readonly to: Partial<Omit<Revision, "id" | "rev" | "changedDate">>;
}

/**
 * An item that went through these changes after it was made as `made`, as it is after the last one, with its whole history.
 * Its dates are those of its changes; Closed Date is set while it is in state Closed.
 */
export function grown(made: WorkItem, changes: readonly Change[]): { item: WorkItem; history: ItemHistory } {
  let item: WorkItem = { ...made, rev: 1, changedDate: made.createdDate, stateChangeDate: made.createdDate };
  const revisions = [revisionOf(item)];
  for (const { at, to } of changes) {
    const isMoved = to.state !== undefined && to.state !== item.state;
    item = { ...item, ...to, rev: item.rev + 1, changedDate: at, stateChangeDate: isMoved ? at : item.stateChangeDate };
    if (isMoved) item = { ...item, closedDate: item.state === "Closed" ? at : null };
    revisions.push(revisionOf(item));
  }
  return { item, history: { id: item.id, revisions } };
}

/** What a revision holds of an item as it is. */
export function revisionOf(item: WorkItem): Revision {
  const { id, rev, type, state, reason, tags, iterationPath, areaPath, parent, boardColumn, effort, fields } = item;
  return {
    id,
    rev,
    type,
    state,
    reason,
    tags,
    iterationPath,
    areaPath,
    parent,
    boardColumn,
    effort,
    fields,
    changedDate: item.changedDate,
  };
}
