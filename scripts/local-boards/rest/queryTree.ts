import { randomUUID } from "node:crypto";
import { stableGuid } from "../estates/stable";
import type { EstateQuery, EstateUser } from "../model/estate";
import type { Project } from "../store/project";

/** A query or a folder in the tree that a user sees. */
export interface QueryItem {
  readonly id: string;
  readonly name: string;
  /** e.g. `Shared Queries/Releases/Open`. */
  readonly path: string;
  /** Null for the two roots. */
  readonly parent: QueryItem | null;
  /** The text of a query; null for a folder. */
  readonly wiql: string | null;
  readonly isPublic: boolean;
  /** By name, folders first. */
  readonly children: QueryItem[];
}

const SHARED = "Shared Queries";
const OWN = "My Queries";

/** Where a root's queries are kept: everybody's own ones apart, in a folder with the id of the user. */
function storedRoot(root: QueryItem, user: EstateUser): string {
  return root.isPublic ? SHARED : `${OWN}/${user.id}`;
}

/**
 * The queries of a project as a user sees them: the user's own, and the shared ones. Folders are kept as entries without
 * a text; those that a query's place names are there without an entry.
 */
export class QueryTree {
  readonly roots: readonly QueryItem[];
  private readonly items: QueryItem[] = [];

  constructor(
    private readonly project: Project,
    private readonly user: EstateUser,
  ) {
    this.roots = [this.root(OWN, false), this.root(SHARED, true)];
    for (const root of this.roots) this.fill(root);
  }

  /** The item of an id or a path, without regard to case. */
  find(idOrPath: string): QueryItem | null {
    const wanted = idOrPath.toLowerCase();
    return this.items.find(({ id, path }) => id === wanted || path.toLowerCase() === wanted) ?? null;
  }

  /** All queries, folders left out, whose name holds the text. */
  search(text: string): readonly QueryItem[] {
    const wanted = text.toLowerCase();
    return this.items.filter(({ wiql, name }) => wiql !== null && name.toLowerCase().includes(wanted));
  }

  /** The project's queries with one more; it is a folder where the text is null. */
  withNew(parent: QueryItem, name: string, wiql: string | null): { readonly id: string; readonly kept: EstateQuery[] } {
    const id = randomUUID();
    return { id, kept: [...this.entries(), { id, name, folder: this.stored(parent), wiql: wiql ?? "" }] };
  }

  /** The project's queries with other name, text or place of an item; what is below a folder goes with it. */
  withChange(
    item: QueryItem,
    change: { readonly name?: string; readonly wiql?: string; readonly parent?: QueryItem },
  ): EstateQuery[] {
    const before = this.stored(item);
    const folder = change.parent === undefined ? before.slice(0, before.lastIndexOf("/")) : this.stored(change.parent);
    const name = change.name ?? item.name;
    return this.entries().map((entry) => {
      if (entry.id === item.id) return { ...entry, name, folder, wiql: change.wiql ?? entry.wiql };
      if (!isAt(entry.folder, before)) return entry;
      return { ...entry, folder: `${folder}/${name}${entry.folder.slice(before.length)}` };
    });
  }

  /** The project's queries without an item and what is below it. */
  without(item: QueryItem): EstateQuery[] {
    const gone = this.stored(item);
    const isFolder = item.wiql === null;
    return this.entries().filter(({ id, folder }) => id !== item.id && !(isFolder && isAt(folder, gone)));
  }

  /** What is kept, with an entry for each folder that this user sees. */
  private entries(): EstateQuery[] {
    const { queries } = this.project.estate;
    const known = new Set(queries.map(({ id }) => id));
    const folders = this.items.filter(({ id, wiql, parent }) => wiql === null && parent !== null && !known.has(id));
    return [
      ...queries,
      ...folders.map((item) => ({ id: item.id, name: item.name, folder: this.storedParent(item), wiql: "" })),
    ];
  }

  private stored(item: QueryItem): string {
    return item.parent === null ? storedRoot(item, this.user) : `${this.storedParent(item)}/${item.name}`;
  }

  private storedParent(item: QueryItem): string {
    if (item.parent === null) throw new Error(`${item.path} is a root.`);
    return this.stored(item.parent);
  }

  private root(name: string, isPublic: boolean): QueryItem {
    const owner = isPublic ? "" : ` of ${this.user.id}`;
    const id = stableGuid(`queries ${this.project.estate.id} ${name}${owner}`);
    return this.keep({ id, name, path: name, parent: null, wiql: null, isPublic, children: [] });
  }

  private fill(root: QueryItem): void {
    const top = storedRoot(root, this.user);
    const { queries } = this.project.estate;
    // Folders before what may lie in them: shorter places first.
    const here = queries.filter(({ folder }) => isAt(folder, top)).sort((a, b) => a.folder.length - b.folder.length);
    for (const entry of here) {
      const parent = this.folder(
        root,
        entry.folder
          .slice(top.length)
          .split("/")
          .filter((name) => name !== ""),
        here,
        top,
      );
      const present = entry.wiql === "" ? this.find(entry.id) : null;
      if (present === null) this.place(parent, entry.id, entry.name, entry.wiql === "" ? null : entry.wiql);
    }
    sortBelow(root);
  }

  /** The folder of those names below a root, made where it has no entry or is not placed yet. */
  private folder(root: QueryItem, names: readonly string[], entries: readonly EstateQuery[], top: string): QueryItem {
    let folder = root;
    let stored = top;
    for (const name of names) {
      const present = folder.children.find((child) => child.wiql === null && isSame(child.name, name));
      const entry = entries.find((each) => each.wiql === "" && isSame(each.name, name) && isSame(each.folder, stored));
      const id = entry?.id ?? stableGuid(`query folder ${this.project.estate.id} ${stored}/${name}`.toLowerCase());
      folder = present ?? this.place(folder, id, entry?.name ?? name, null);
      stored = `${stored}/${name}`;
    }
    return folder;
  }

  private place(parent: QueryItem, id: string, name: string, wiql: string | null): QueryItem {
    const path = `${parent.path}/${name}`;
    const item = this.keep({ id, name, path, parent, wiql, isPublic: parent.isPublic, children: [] });
    parent.children.push(item);
    return item;
  }

  private keep(item: QueryItem): QueryItem {
    this.items.push(item);
    return item;
  }
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether a place is a folder or below it. */
function isAt(place: string, folder: string): boolean {
  return isSame(place, folder) || place.toLowerCase().startsWith(`${folder.toLowerCase()}/`);
}

function sortBelow(folder: QueryItem): void {
  const key = ({ wiql, name }: QueryItem): string => (wiql === null ? "0" : "1") + name.toLowerCase();
  folder.children.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  folder.children.forEach(sortBelow);
}
