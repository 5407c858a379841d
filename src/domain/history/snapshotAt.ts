import { treeOf } from "../backlog/tree";
import { dayOf } from "../backlog/releases";
import type { DeletedItem, ItemHistory, Loss, Snapshot } from "../snapshot";
import type { Instant, Revision, WorkItem } from "../workItem";
import { lastRevised } from "./lastRevised";
import { lastUpTo, pastOf } from "./past";

/**
 * The snapshot as it would have been read at `time`, from the histories that are there (T4). Items that were not made yet
 * are left out; one that changed since and whose history is not there is left out as well, and is a loss (V2). An item in
 * the recycle bin that was deleted after `time` is taken back by its history, under its title of today.
 *
 * What revisions do not hold is as it is today: titles, assignees, priorities, links, inventory records, types and
 * iterations; a link to or from what was not made yet is left out. Child and dependency links of a work item that changed
 * since are not told, its parent is. Of an item that was closed and opened again since, who had closed it is not known.
 */
export function snapshotAt(snapshot: Snapshot, time: Instant): Snapshot {
  const histories = new Map(snapshot.histories.map((history) => [history.id, history]));
  const workItems: WorkItem[] = [];
  const unread: number[] = [];
  const madeLater = new Set<number>();
  for (const item of treeOf(snapshot).items.values()) {
    if (item.createdDate > time) {
      madeLater.add(item.id);
      continue;
    }
    const then = item.changedDate <= time ? item : itemThen(item, histories.get(item.id), time);
    if (then === "unread") unread.push(item.id);
    else if (then !== null) workItems.push(then);
  }

  const deleted: DeletedItem[] = [];
  for (const item of snapshot.deleted) {
    if (item.deletedDate === null || item.deletedDate <= time) deleted.push(item);
    else {
      const then = deletedThen(item, histories.get(item.id)?.revisions ?? [], time);
      if (then === "unread") unread.push(item.id);
      else if (then === null) madeLater.add(item.id);
      else workItems.push(then);
    }
  }

  const message = `changed after ${dayOf(time)}, and its history is not there`;
  const losses: Loss[] = unread.length === 0 ? [] : [{ kind: "batch", ids: unread, message }];
  return {
    ...snapshot,
    asOf: time,
    workItems,
    deleted,
    links: snapshot.links.filter(({ source, target }) => !madeLater.has(source) && !madeLater.has(target)),
    histories: snapshot.histories.flatMap((history) => cut(history, time)),
    losses: [...snapshot.losses, ...losses],
  };
}

function itemThen(item: WorkItem, history: ItemHistory | undefined, time: Instant): WorkItem | null | "unread" {
  const past = history === undefined ? null : pastOf(item, history.revisions);
  return past === null || time < past.knownFrom ? "unread" : past.at(time);
}

function deletedThen(
  { title }: DeletedItem,
  revisions: readonly Revision[],
  time: Instant,
): WorkItem | null | "unread" {
  const item = lastRevised(revisions, title);
  if (item === null) return "unread";
  if (time < item.createdDate) return revisions.some(({ rev }) => rev === 1) ? null : "unread";
  return pastOf(item, revisions)?.at(time) ?? "unread";
}

function cut({ id, revisions }: ItemHistory, time: Instant): ItemHistory[] {
  const sorted = [...revisions].sort((a, b) => a.rev - b.rev);
  const then = sorted.slice(
    0,
    lastUpTo(
      sorted.map(({ changedDate }) => changedDate),
      time,
    ) + 1,
  );
  return then.length === 0 ? [] : [{ id, revisions: then }];
}
