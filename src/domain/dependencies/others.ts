import { type Asset, type Backlog, isInScope, refOf, type Workload } from "../backlog/model";
import type { Snapshot } from "../snapshot";
import type { WorkItem, WorkItemRef } from "../workItem";
import { KIND, type OtherProvider } from "./model";

/**
 * What providers are that are neither an asset in scope nor a workload with such assets (D5, D6), in the order of `ids`.
 * The snapshot is walked through once, whatever their number.
 */
export function otherProviders(
  ids: readonly number[],
  snapshot: Snapshot,
  backlog: Backlog,
  excluded: ReadonlyMap<number, Asset>,
  workloads: ReadonlyMap<number, readonly Workload[]>,
): OtherProvider[] {
  if (ids.length === 0) return [];
  const asked = new Set(ids);
  const items = new Map<number, WorkItem>();
  for (const item of snapshot.workItems) {
    // Of an item that came twice the later revision counts.
    if (asked.has(item.id) && item.rev >= (items.get(item.id)?.rev ?? 0)) items.set(item.id, item);
  }
  const deleted = new Map(snapshot.deleted.map((item) => [item.id, item]));
  const candidates = new Set(backlog.candidates.map(({ item }) => item.id));
  const { states } = backlog;

  return ids.map((id) => {
    const item = items.get(id);
    const gone = deleted.get(id);
    if (item === undefined) {
      if (gone === undefined) return unread(unseenRef(id), "named, but not readable");
      const { title, type, deletedDate } = gone;
      return { kind: KIND.excluded, item: { id, title, type }, reason: "deleted", read: null, deletedDate };
    }
    const is = (kind: OtherProvider["kind"], reason = ""): OtherProvider => ({
      kind,
      item: refOf(item),
      reason,
      read: item,
      deletedDate: null,
    });
    const asset = excluded.get(id);
    if (asset !== undefined) return is(KIND.excluded, asset.exclusion ?? "");
    const notDone = states.categoryOf(item) === "Removed" ? "Removed" : states.notDoneReason(item);
    const workload = workloads.get(id);
    if (workload !== undefined) return emptyWorkload(workload, is, notDone);
    if (notDone !== null) return is(KIND.excluded, notDone);
    // A candidate is a workload that nobody has mapped assets to: closed, it says nothing of what it stands for (V2).
    if (candidates.has(id)) return is(KIND.unmapped, "no assets");
    return is(states.isFinished(item) ? KIND.finished : KIND.item);
  });
}

/** A workload that has no asset in scope (D5, D6). */
function emptyWorkload(
  parts: readonly Workload[],
  is: (kind: OtherProvider["kind"], reason?: string) => OtherProvider,
  notDone: string | null,
): OtherProvider {
  if (parts.some(({ lost }) => lost.unreadable.length + lost.unread.length > 0)) {
    return is(KIND.unseen, "names items that could not be read");
  }
  const assets = parts.flatMap((part) => part.assets).filter((asset) => !isInScope(asset));
  if (assets.length > 0) {
    const reasons = [...new Set(assets.map(({ exclusion }) => exclusion ?? ""))].sort();
    return is(KIND.excluded, `every asset: ${reasons.join(", ")}`);
  }
  return notDone === null ? is(KIND.unmapped, "no assets") : is(KIND.excluded, notDone);
}

function unread(item: WorkItemRef, reason: string): OtherProvider {
  return { kind: KIND.unseen, item, reason, read: null, deletedDate: null };
}

function unseenRef(id: number): WorkItemRef {
  return { id, title: `Work item ${id}`, type: "Work item" };
}
