import type { Effect } from "../readiness/report";
import { ROOT_KINDS } from "./gateView";

/**
 * How many roots of one effect are followed for one asset. Where more hold it back, clearing some shows the others; the
 * verdict is the same, and the work stays linear (L8).
 */
export const MOST_ROOTS = 8;

const EFFECTS: readonly Effect[] = ["blocks", "unknown", "warns"];
const EFFECT_OF = ROOT_KINDS.map(({ effect }) => EFFECTS.indexOf(effect));
/** Kinds with one code have one number. */
const CODE_OF = ROOT_KINDS.map(({ code }) => ROOT_KINDS.findIndex((other) => other.code === code));

/** The lists of effects, by their place. */
export const LIST = { blocks: 0, unknown: 1, warns: 2 } as const;
export type List = (typeof LIST)[keyof typeof LIST];

/** All of them, in the order of what they say. */
export const ALL_LISTS: readonly List[] = [LIST.blocks, LIST.unknown, LIST.warns];

/** A list that has no root. */
export const NO_LIST = 0;

/**
 * Lists of roots, three for each number that is given out: what blocks, what is unknown, what warns. An entry is the root's
 * node, its kind, and the next node on the way there. Entries are in the order of the roots' nodes.
 */
export class RootLists {
  private entries = new Int32Array(3 * 1024);
  private used = 0;
  /** Where the three lists of a number begin and end: four places each. List 0 has nothing. */
  private bounds = new Int32Array(4 * 256);
  private count = 1;

  /** Keeps what was collected, and empties the collector. */
  keep(found: Collector): number {
    if (found.isEmpty) return NO_LIST;
    const number = this.count++;
    if (this.count * 4 > this.bounds.length) this.bounds = doubled(this.bounds);
    if (this.used + 3 * 3 * MOST_ROOTS > this.entries.length) this.entries = doubled(this.entries);
    this.bounds[number * 4] = this.used;
    for (const list of ALL_LISTS) {
      this.used = found.copy(list, this.entries, this.used);
      this.bounds[number * 4 + list + 1] = this.used;
    }
    found.clear();
    return number;
  }

  /** Where the entries of a list begin. */
  startOf(number: number, list: List): number {
    return this.bounds[number * 4 + list] ?? 0;
  }

  /** Where they end; each takes three places. */
  endOf(number: number, list: List): number {
    return this.bounds[number * 4 + list + 1] ?? 0;
  }

  /** Whether a list has any entry. */
  has(number: number, list: List): boolean {
    return this.endOf(number, list) > this.startOf(number, list);
  }

  rootAt(entry: number): number {
    return this.entries[entry] ?? 0;
  }

  kindAt(entry: number): number {
    return this.entries[entry + 1] ?? 0;
  }

  nextAt(entry: number): number {
    return this.entries[entry + 2] ?? 0;
  }

  /** Adds the entries of a list to a collector; where `next` is given, it is the next node on the way to each. */
  addTo(found: Collector, number: number, list: List, next: number | null = null): void {
    for (let entry = this.startOf(number, list); entry < this.endOf(number, list); entry += 3) {
      found.add(list, this.rootAt(entry), this.kindAt(entry), next ?? this.nextAt(entry));
    }
  }

  /** The next node on the way from an owner of these lists to a root; null where they do not name it. */
  nextTo(number: number, root: number): number | null {
    for (let entry = this.startOf(number, LIST.blocks); entry < this.endOf(number, LIST.warns); entry += 3) {
      if (this.rootAt(entry) === root) return this.nextAt(entry);
    }
    return null;
  }
}

/**
 * Collects the roots of one asset, each once, the first {@link MOST_ROOTS} of each effect by their nodes (L2). The first of
 * each code is always among them: a waiver of one code leaves what another one says (L7).
 */
export class Collector {
  private readonly lists = EFFECTS.map(() => new Int32Array(3 * MOST_ROOTS));
  private readonly counts = new Int32Array(EFFECTS.length);

  get isEmpty(): boolean {
    for (const count of this.counts) if (count > 0) return false;
    return true;
  }

  /** Adds a root by the effect of its kind. */
  addKind(root: number, kind: number, next: number): void {
    this.add((EFFECT_OF[kind] ?? LIST.blocks) as List, root, kind, next);
  }

  /** Adds a root to a list. Of two kinds for one root the first in the order of D4 stays. */
  add(list: List, root: number, kind: number, next: number): void {
    const entries = this.lists[list];
    if (entries === undefined) return;
    const count = this.counts[list] ?? 0;
    let at = count * 3;
    while (at > 0 && (entries[at - 3] ?? 0) >= root) at -= 3;
    if (at < count * 3 && entries[at] === root) {
      const known = entries[at + 1] ?? 0;
      // Over two ways for the same reason, the direct one is shown.
      if (kind < known || (kind === known && next === root)) {
        entries[at + 1] = kind;
        entries[at + 2] = next;
      }
      return;
    }
    let end = count * 3;
    if (end === entries.length) {
      // The last one that is not the first of its code makes room; that may be the new one itself.
      const out = outOf(entries, at, kind);
      if (out === null) return;
      entries.copyWithin(out, out + 3);
      if (out < at) at -= 3;
      end -= 3;
    } else this.counts[list] = count + 1;
    entries.copyWithin(at + 3, at, end);
    entries[at] = root;
    entries[at + 1] = kind;
    entries[at + 2] = next;
  }

  copy(list: List, target: Int32Array, from: number): number {
    const length = (this.counts[list] ?? 0) * 3;
    const entries = this.lists[list];
    for (let index = 0; index < length; index++) target[from + index] = entries?.[index] ?? 0;
    return from + length;
  }

  clear(): void {
    this.counts.fill(0);
  }
}

/** Which entry of a full list goes out for a new one that belongs at `at`; null for the new one itself. */
function outOf(entries: Int32Array, at: number, kind: number): number | null {
  const codeAt = (entry: number) => CODE_OF[entries[entry + 1] ?? 0];
  const isKnown = (before: number, code: number | undefined) => {
    for (let entry = 0; entry < before; entry += 3) if (codeAt(entry) === code) return true;
    return false;
  };
  const code = CODE_OF[kind];
  for (let entry = entries.length - 3; entry >= at; entry -= 3) {
    if (codeAt(entry) === code || isKnown(entry, codeAt(entry))) return entry;
  }
  if (isKnown(at, code)) return null;
  for (let entry = at - 3; entry >= 0; entry -= 3) if (isKnown(entry, codeAt(entry))) return entry;
  return null;
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
