import { lastRevised } from "../../history/lastRevised";
import { lastUpTo, type Past, pastOf } from "../../history/past";
import { lostIdsOf, type Snapshot } from "../../snapshot";
import type { Instant, Revision, WorkItem } from "../../workItem";

/** Every work item that a snapshot or one of its histories tells of, those that are deleted today too. */
export interface Everything {
  /** Ids of all of them, ascending. */
  readonly ids: readonly number[];
  /** As it is now, or was last; undefined where nothing tells of it. */
  item(id: number): WorkItem | undefined;
  /** Its revisions as they were read; none where its history is not there. */
  revisionsOf(id: number): readonly Revision[];
  /** Null where its history is not there. */
  pastOf(id: number): Past | null;
  /**
   * How it was at `time` (UTC); null where it was not made yet, was deleted, or nothing tells of it. Without a history it is
   * as it is now.
   */
  at(id: number, time: Instant): WorkItem | null;
  /** When it was deleted; null while it is there, and where only the reading lost it. */
  deletedAt(id: number): Instant | null;
}

/**
 * Gathers what there ever was. What is in a history and not among the work items is deleted, unless a loss names it or
 * names nothing. When it was deleted stands in the recycle bin where something named it there; otherwise it is taken for
 * deleted now, so that no past number changes. Titles are in no revision: the recycle bin's, else none.
 *
 * Where no history names a parent, Azure DevOps did not tell them, and parents are those of now.
 */
export function everythingIn(snapshot: Snapshot): Everything {
  const items = new Map(snapshot.workItems.map((item) => [item.id, item]));
  const revisions = new Map(snapshot.histories.map((history) => [history.id, history.revisions]));
  const bin = new Map(snapshot.deleted.map((item) => [item.id, item]));
  const lost = new Set(snapshot.losses.flatMap(lostIdsOf));
  const isPageLost = snapshot.losses.some(({ kind }) => kind === "query");
  const tellsParents = snapshot.histories.some((history) => history.revisions.some(({ parent }) => parent !== null));

  const gone = new Map<number, WorkItem>();
  const item = (id: number): WorkItem | undefined => {
    const known = items.get(id) ?? gone.get(id);
    if (known !== undefined) return known;
    const made = lastRevised(revisions.get(id) ?? [], bin.get(id)?.title ?? "");
    if (made !== null) gone.set(id, made);
    return made ?? undefined;
  };

  const pasts = new Map<number, Past | null>();
  const past = (id: number): Past | null => {
    let known = pasts.get(id);
    if (known === undefined) {
      const [own, told] = [item(id), revisions.get(id)];
      known = own === undefined || told === undefined ? null : pastOf(own, told);
      pasts.set(id, known);
    }
    return known;
  };

  const deletedAt = (id: number): Instant | null => {
    if (items.has(id) || (!bin.has(id) && (isPageLost || lost.has(id)))) return null;
    return bin.get(id)?.deletedDate ?? snapshot.asOf;
  };

  /** By the number of the change: reading an item anew at each of many times takes longer than all else. */
  const states = new Map<number, (WorkItem | null)[]>();
  return {
    ids: [...new Set([...items.keys(), ...revisions.keys()])].sort((a, b) => a - b),
    item,
    revisionsOf: (id) => revisions.get(id) ?? [],
    pastOf: past,
    deletedAt,
    at: (id, time) => {
      const now = item(id);
      if (now === undefined || time >= (deletedAt(id) ?? Infinity)) return null;
      const own = past(id);
      if (own === null) return now;
      const index = lastUpTo(own.changes, time);
      if (index < 0) return null;
      const known = states.get(id) ?? [];
      if (known.length === 0) states.set(id, known);
      let then = known[index];
      if (then === undefined) {
        then = own.at(own.changes[index] ?? time);
        if (then !== null && !tellsParents) then = { ...then, parent: now.parent };
        known[index] = then;
      }
      return then;
    },
  };
}
