import type { Revision, WorkItem } from "../workItem";

/**
 * A work item that is in no reading, as its last revision left it; null without revisions. What revisions do not hold is not
 * known of it: links, people, priority, dates of states.
 */
export function lastRevised(revisions: readonly Revision[], title: string): WorkItem | null {
  const sorted = [...revisions].sort((a, b) => a.rev - b.rev);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    ...last,
    title,
    children: null,
    predecessors: null,
    successors: null,
    assignedTo: null,
    createdBy: null,
    closedBy: null,
    priority: null,
    createdDate: first.changedDate,
    stateChangeDate: null,
    closedDate: null,
  };
}
