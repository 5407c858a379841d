import type { Policy } from "../domain/policy/policy";
import { fold } from "../domain/text";
import type { WorkItem } from "../domain/workItem";
import type { ItemReading } from "./itemReading";

/** Walks over the parents and children of what a reading has so far, and notes what they name. */
export class ItemTree {
  /** Ids that a parent or a child named, or that were asked for: not by a link to a provider or to what is related alone. */
  readonly placed = new Set<number>();
  private readonly assetTypes: ReadonlySet<string>;
  private readonly workloadTypes: ReadonlySet<string>;

  constructor(
    private readonly reading: ItemReading,
    { assets, workloads }: Policy,
  ) {
    this.assetTypes = new Set(assets.types.map(fold));
    this.workloadTypes = new Set(workloads.types.map(fold));
  }

  isCandidate(item: WorkItem): boolean {
    return this.workloadTypes.has(fold(item.type));
  }

  isOfAssetType(item: WorkItem): boolean {
    return this.assetTypes.has(fold(item.type));
  }

  /** The parent of an item that is no candidate: what is above a candidate is not asked for. */
  parentWithin(id: number): number | null {
    const item = this.reading.items.get(id);
    return item === undefined || this.isCandidate(item) ? null : item.parent;
  }

  /** The item and what stands above it, up to the nearest candidate; ends where parents go in a circle. */
  chainFrom(start: number): number[] {
    const chain: number[] = [];
    for (let id: number | null = start; id !== null && !chain.includes(id); id = this.parentWithin(id)) chain.push(id);
    return chain;
  }

  /** What everything below is read of: the workload at the end of the chain; where there is none, its assets. */
  roofsOf(chain: readonly number[]): number[] {
    const items = chain.flatMap((id) => this.reading.items.get(id) ?? []);
    const top = items.at(-1);
    if (top !== undefined && this.isCandidate(top)) return [top.id];
    return items.filter((item) => this.isOfAssetType(item)).map(({ id }) => id);
  }

  /** The roofs and everything below them, as far as it was read; all that is named is wanted. */
  below(roofs: Iterable<number>, wanted: Set<number>): Set<number> {
    const found = new Set(roofs);
    // What is added to a set while it is walked through is walked through as well.
    for (const id of found) for (const child of this.childrenOf([id])) found.add(child);
    for (const id of found) wanted.add(id);
    return found;
  }

  /** Children of work items, as far as these were read with their links. */
  childrenOf(ids: Iterable<number>): number[] {
    return [...ids].flatMap((id) => {
      const children = this.reading.items.get(id)?.children ?? [];
      for (const child of children) {
        this.reading.name(child, `a child of ${id}`);
        this.placed.add(child);
      }
      return children;
    });
  }

  /** What workloads stand below is none of theirs, but hidden from this reader it leaves them unknown (V2). */
  parentsOf(ids: Iterable<number>): number[] {
    return [...ids].flatMap((id) => {
      const parent = this.reading.items.get(id)?.parent ?? null;
      if (parent === null) return [];
      this.reading.name(parent, `the parent of ${id}`);
      this.placed.add(parent);
      return [parent];
    });
  }
}
