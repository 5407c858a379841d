/** The tree of a backlog: who stands below whom, what is open, and so which rows are shown. */

/** A work item of the backlog, as far as its place goes. */
export interface BacklogItem {
  readonly id: number;
  /** Id of its parent, which need not be on the backlog. */
  readonly parent: number | null;
  /** Place among its siblings; those without one come last, by id. */
  readonly rank: number | null;
}

/** A row that is shown. */
export interface BacklogRow {
  readonly id: number;
  /** 1 at the top. */
  readonly level: number;
  /** Null where nothing stands below it. */
  readonly isExpanded: boolean | null;
  /** Set on the last row of siblings of whom more are there than are shown: whose, and how many are not. */
  readonly more: readonly { readonly parent: number | null; readonly hidden: number }[];
}

/** So many children of one parent are shown at first, and more at each request. */
export const STEP = 100;
/** A backlog with at most so many at its top begins with them open. */
const FEW = 20;

/** The rows of a backlog, which open and close. */
export class BacklogTree {
  private children = new Map<number | null, number[]>();
  private parents = new Map<number, number | null>();
  private readonly expanded = new Set<number>();
  private readonly limits = new Map<number | null, number>();
  private isNew = true;

  /** Takes the work items as they are now; what is open stays open. */
  take(items: readonly BacklogItem[]): void {
    const ids = new Set(items.map(({ id }) => id));
    this.children = new Map();
    this.parents = new Map();
    for (const { id, parent } of [...items].sort(bySiblingOrder)) {
      // A parent outside the backlog, or out of sight, leaves its children at the top.
      const place = parent !== null && ids.has(parent) ? parent : null;
      this.parents.set(id, place);
      const siblings = this.children.get(place);
      if (siblings === undefined) this.children.set(place, [id]);
      else siblings.push(id);
    }
    const roots = this.children.get(null) ?? [];
    if (this.isNew && roots.length <= FEW) for (const id of roots) this.setExpanded(id, true);
    this.isNew = false;
  }

  get size(): number {
    return this.parents.size;
  }

  parentOf(id: number): number | null {
    return this.parents.get(id) ?? null;
  }

  /** The first row below another; null where there is none. */
  firstChild(id: number): number | null {
    return this.children.get(id)?.[0] ?? null;
  }

  isExpanded(id: number): boolean {
    return this.expanded.has(id) && this.children.has(id);
  }

  /** Opens or closes a row; one with nothing below it stays as it is. */
  setExpanded(id: number, on: boolean): void {
    if (!this.children.has(id)) return;
    if (on) this.expanded.add(id);
    else this.expanded.delete(id);
  }

  /** Shows more children of a parent, or more at the top. */
  showMore(parent: number | null): void {
    this.limits.set(parent, (this.limits.get(parent) ?? STEP) + STEP);
  }

  /** The rows that are shown, from top to bottom. */
  rows(): BacklogRow[] {
    const rows: { -readonly [K in keyof BacklogRow]: BacklogRow[K] }[] = [];
    const addBelow = (parent: number | null, level: number): void => {
      const siblings = this.children.get(parent) ?? [];
      const limit = this.limits.get(parent) ?? STEP;
      for (const id of siblings.slice(0, limit)) {
        const isExpanded = this.children.has(id) ? this.expanded.has(id) : null;
        rows.push({ id, level, isExpanded, more: [] });
        if (isExpanded === true) addBelow(id, level + 1);
      }
      const last = rows.at(-1);
      if (siblings.length > limit && last !== undefined) {
        last.more = [...last.more, { parent, hidden: siblings.length - limit }];
      }
    };
    addBelow(null, 1);
    return rows;
  }
}

function bySiblingOrder(a: BacklogItem, b: BacklogItem): number {
  const [rankA, rankB] = [a.rank ?? Infinity, b.rank ?? Infinity];
  return rankA === rankB ? a.id - b.id : rankA < rankB ? -1 : 1;
}
