import { append } from "../group";
import type { WorkItem } from "../workItem";
import { addressesOf, likeness, lookUpNames, mayBeOneKind, type Named, namespaceOf } from "./naming";
import type { ItemIndex } from "./itemIndex";
import type { Candidate } from "./reconciliation";

/** Something that has a key: a record, or an asset of the files. */
export interface Keyed extends Named {
  readonly key: string;
}

/** Finds what may be the same asset under the key of another format. */
export class Likes {
  readonly #byName = new Map<string, Keyed[]>();
  readonly #byAddress = new Map<string, Keyed[]>();

  constructor(known: Iterable<Keyed>) {
    for (const one of known) {
      for (const name of lookUpNames(one)) append(this.#byName, name, one);
      for (const address of new Set(addressesOf(one))) append(this.#byAddress, address, one);
    }
  }

  /**
   * What other formats know by its name, or by an address that one alone of them has (addresses inside of containers are
   * the same everywhere); by key.
   */
  of(asset: Keyed): Candidate[] {
    const isOther = (one: Keyed): boolean =>
      namespaceOf(one.key) !== namespaceOf(asset.key) && mayBeOneKind(one.kind, asset.kind);
    const found = new Map<string, Candidate>();
    const add = ({ key, name }: Keyed, reason: string): void => {
      if (!found.has(key)) found.set(key, { kind: "record", id: key, title: name, reason });
    };
    for (const name of lookUpNames(asset)) {
      for (const one of this.#byName.get(name) ?? []) {
        const reason = isOther(one) ? likeness(asset, one) : null;
        if (reason !== null) add(one, reason);
      }
    }
    for (const address of addressesOf(asset)) {
      const having = (this.#byAddress.get(address) ?? []).filter(isOther);
      const [one] = having;
      if (one !== undefined && having.length === 1) add(one, `has the same address ${address}`);
    }
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/** Work items that may be an asset, and whether one of them surely is. */
export interface ItemMatch {
  /** The only one that carries its key, or has its name and kind; null for none, or several. */
  readonly item: WorkItem | null;
  readonly by: "key" | "name";
  readonly candidates: readonly Candidate[];
}

/** Looks for the work item of an asset: by the keys in descriptions first, then by its name. */
export function matchItem(index: ItemIndex, asset: Keyed, keys: readonly string[]): ItemMatch {
  const carrying = index.byKey(keys);
  if (carrying.length > 0) return matchOf(carrying, "key", "carries its key");
  const alike = index.byName(asset.name).filter((item) => {
    // What carries another key of the same format is another machine of that name.
    const key = index.keyOf(item);
    return (
      (key === null || namespaceOf(key) !== namespaceOf(asset.key)) && mayBeOneKind(index.kindOf(item), asset.kind)
    );
  });
  const match = matchOf(alike, "name", "has the same name");
  return alike.some((item) => index.keyOf(item) !== null) ? { ...match, item: null } : match;
}

function matchOf(items: readonly WorkItem[], by: ItemMatch["by"], reason: string): ItemMatch {
  return {
    item: items.length === 1 ? (items[0] ?? null) : null,
    by,
    candidates: items.map(({ id, title }) => ({ kind: "workItem", id: String(id), title, reason })),
  };
}
