import type { Instant, Revision, WorkItem } from "../workItem";

/** One work item through its revisions. */
export interface Past {
  /** From when on it is known how the item was: −∞ with its first revision, else the date of the first one that is there. */
  readonly knownFrom: Instant;
  /** When it changed, in order; its making is the first change. */
  readonly changes: readonly Instant[];
  /**
   * The item as it was at `time` (UTC); null where it was not made yet. What a revision does not hold (title, assignee,
   * creator, priority) is as it is now, and links are not told, for the parent. Dates of a state that it has left since
   * are those of its revisions; who closed it then is not known.
   */
  at(time: Instant): WorkItem | null;
}

/**
 * Reads the history of one item, in linear time. Revisions that are newer than the item as it was read are left out. Null
 * where the history does not reach up to the item: what it tells is then not about the item that was read.
 */
export function pastOf(item: WorkItem, revisions: readonly Revision[]): Past | null {
  const known = revisions.filter(({ rev }) => rev <= item.rev).sort((a, b) => a.rev - b.rev);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last?.rev !== item.rev) return null;
  // What stands in a form and is not saved yet comes after its last revision, and does not undo it.
  if (item.changedDate > last.changedDate) known.push(item);

  const changes = known.map(({ changedDate }) => changedDate);
  const stateSince: Instant[] = [];
  known.forEach(({ type, state, changedDate }, index) => {
    const before = known[index - 1];
    const stayed = before !== undefined && before.state === state && before.type === type;
    stateSince.push(stayed ? (stateSince[index - 1] ?? changedDate) : changedDate);
  });

  return {
    knownFrom: first.rev === 1 ? -Infinity : first.changedDate,
    changes,
    at: (time) => {
      const index = lastUpTo(changes, time);
      const revision = known[index];
      if (revision === undefined) return null;
      if (index === known.length - 1) return item;
      const since = stateSince[index] ?? revision.changedDate;
      const isStill = since === stateSince.at(-1);
      return {
        ...item,
        ...revision,
        children: null,
        predecessors: null,
        successors: null,
        stateChangeDate: isStill ? item.stateChangeDate : since,
        closedDate: isStill ? item.closedDate : null,
        closedBy: isStill ? item.closedBy : null,
      };
    },
  };
}

/** The item as it was at `time`, by all of its revisions; null where it was not made yet, or the history does not reach up to it. */
export function itemAt(item: WorkItem, revisions: readonly Revision[], time: Instant): WorkItem | null {
  return pastOf(item, revisions)?.at(time) ?? null;
}

/** The index of the last of ascending `times` that is not after `time`; −1 where all are. */
export function lastUpTo(times: readonly Instant[], time: Instant): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
