import type { Change, EstateLink, EstateWorkItem } from "../model/estate";
import { findLinkType } from "./linkTypes";

/** A revision at its place in the order in which all were made. */
export interface LoggedRevision {
  readonly watermark: number;
  readonly workItem: number;
  readonly rev: number;
}

/** The making or the end of a link between two work items, told of once: at the end that it leads forward from. */
export interface LoggedLink {
  readonly watermark: number;
  /** Id of the work item from which it leads. */
  readonly source: number;
  readonly link: EstateLink & { readonly target: number };
  /** False where the link was taken away. */
  readonly isActive: boolean;
}

/**
 * The order in which revisions and changes of links were made, over the whole organisation. Each has a number of its own,
 * its watermark, which rises and stays: what was read up to a watermark never comes after it.
 */
export class ChangeLog {
  private readonly allRevisions: LoggedRevision[] = [];
  private readonly allLinks: Kept<LoggedLink>[] = [];

  /**
   * @param workItems all with their watermarks, see {@link withWatermarks}
   * @param last the highest watermark that was ever given, of what is gone included
   */
  constructor(
    workItems: readonly EstateWorkItem[],
    private last: number,
  ) {
    for (const { id, changes, links } of workItems) {
      for (const { rev, watermark = 0 } of changes) this.allRevisions.push({ watermark, workItem: id, rev });
      for (const link of links) this.allLinks.push(...eventsOf(id, link));
    }
    this.allRevisions.sort(byWatermark);
    this.allLinks.sort(byWatermark);
  }

  /** The highest watermark that was given. */
  get latest(): number {
    return this.last;
  }

  /** Numbers a revision that is made now. */
  revised(workItem: number, change: Change): Change {
    const marked = { ...change, watermark: this.next() };
    this.allRevisions.push({ watermark: marked.watermark, workItem, rev: change.rev });
    return marked;
  }

  /**
   * Numbers the links that are made or ended now; the others stay as they are. What was logged of a link tells of it as
   * it is now, e.g. with another comment: the estate keeps no other, and a restart must not change what is told.
   */
  linked(workItem: number, links: readonly EstateLink[]): readonly EstateLink[] {
    const marked = this.marked(workItem, links);
    for (const link of marked) this.follow(workItem, link);
    return marked;
  }

  private marked(workItem: number, links: readonly EstateLink[]): readonly EstateLink[] {
    return links.map((link) => {
      const isNew = link.addedWatermark === undefined;
      const isEnded = link.removedDate !== null && link.removedWatermark === undefined;
      if (!isNew && !isEnded) return link;
      const marked: EstateLink = {
        ...link,
        ...(isNew ? { addedWatermark: this.next() } : {}),
        ...(isEnded ? { removedWatermark: this.next() } : {}),
      };
      const known = link.addedWatermark ?? 0;
      this.allLinks.push(...eventsOf(workItem, marked).filter(({ watermark }) => watermark > known));
      return marked;
    });
  }

  private follow(workItem: number, link: EstateLink): void {
    for (const event of eventsOf(workItem, link)) {
      const [logged] = after(this.allLinks, event.watermark - 1);
      if (logged?.watermark === event.watermark) logged.link = event.link;
    }
  }

  /** Revisions after a watermark, in the order in which they were made; those of what was destroyed are among them. */
  revisionsAfter(watermark: number): Iterable<LoggedRevision> {
    return after(this.allRevisions, watermark);
  }

  /** Changes of links after a watermark, in the order in which they were made. */
  linksAfter(watermark: number): Iterable<LoggedLink> {
    return after(this.allLinks, watermark);
  }

  private next(): number {
    this.last += 1;
    return this.last;
  }
}

/** An entry of the log's own, which follows its link. */
type Kept<T extends { readonly link: unknown }> = Omit<T, "link"> & { link: T["link"] };

interface Marked {
  readonly watermark: number;
}

function byWatermark(a: Marked, b: Marked): number {
  return a.watermark - b.watermark;
}

/** What comes after a watermark in a list that rises by it. */
function* after<T extends Marked>(list: readonly T[], watermark: number): Generator<T> {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.watermark ?? 0) <= watermark) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < list.length; index += 1) {
    const entry = list[index];
    if (entry !== undefined) yield entry;
  }
}

/** What a link tells at this end: nothing at the end that it leads back from. */
function eventsOf(source: number, link: EstateLink): LoggedLink[] {
  if (!isForward(source, link)) return [];
  const { addedWatermark, removedWatermark } = link;
  return [
    ...(addedWatermark === undefined ? [] : [{ watermark: addedWatermark, source, link, isActive: true }]),
    ...(removedWatermark === undefined ? [] : [{ watermark: removedWatermark, source, link, isActive: false }]),
  ];
}

/** A link without a direction is told of at the end with the lower id. */
function isForward(source: number, link: EstateLink): link is EstateLink & { readonly target: number } {
  if (typeof link.target !== "number") return false;
  return findLinkType(link.rel)?.isForward ?? source < link.target;
}

const IS_DELETED = "System.IsDeleted";

/**
 * Work items as an opened organisation has them: every revision and every change of a link has its watermark, and what
 * lies in the recycle bin has the revision that its deletion was. An estate that was kept has all of it already, a
 * generated one and those of before get it in the order of their dates.
 * @param last the highest watermark that was given before
 * @returns the same objects where nothing was missing, and the highest watermark
 */
export function withWatermarks(
  workItems: readonly EstateWorkItem[],
  last: number,
): { readonly workItems: readonly EstateWorkItem[]; readonly last: number } {
  const complete = workItems.map(withDeletion);
  const missing: Missing[] = [];
  let highest = last;
  for (const item of complete) {
    for (const change of item.changes) {
      if (change.watermark === undefined) missing.push({ date: change.date, item, of: change, part: "watermark" });
      else highest = Math.max(highest, change.watermark);
    }
    for (const link of item.links) {
      if (link.addedWatermark === undefined) {
        missing.push({ date: link.addedDate, item, of: link, part: "addedWatermark" });
      } else highest = Math.max(highest, link.addedWatermark);
      if (link.removedDate === null) continue;
      if (link.removedWatermark === undefined) {
        missing.push({ date: link.removedDate, item, of: link, part: "removedWatermark" });
      } else highest = Math.max(highest, link.removedWatermark);
    }
  }
  if (missing.length === 0) return { workItems: complete, last: highest };
  // The sort is stable: what has one date stays in the order of items, and of their revisions.
  missing.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const marks = new Map<object, Partial<Record<Missing["part"], number>>>();
  const touched = new Set<EstateWorkItem>();
  for (const { item, of, part } of missing) {
    highest += 1;
    touched.add(item);
    marks.set(of, { ...marks.get(of), [part]: highest });
  }
  const marked = <T extends object>(part: T): T => {
    const found = marks.get(part);
    return found === undefined ? part : { ...part, ...found };
  };
  return {
    workItems: complete.map((item) =>
      touched.has(item) ? { ...item, changes: item.changes.map(marked), links: item.links.map(marked) } : item,
    ),
    last: highest,
  };
}

interface Missing {
  readonly date: string;
  readonly item: EstateWorkItem;
  readonly of: Change | EstateLink;
  readonly part: "watermark" | "addedWatermark" | "removedWatermark";
}

function withDeletion(item: EstateWorkItem): EstateWorkItem {
  if (item.deleted === null) return item;
  const told = item.changes.findLast(({ fields }) => IS_DELETED in fields);
  if (told?.fields[IS_DELETED] === true) return item;
  const rev = (item.changes.at(-1)?.rev ?? 0) + 1;
  return { ...item, changes: [...item.changes, { rev, ...item.deleted, fields: { [IS_DELETED]: true } }] };
}
