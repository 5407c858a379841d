import { append } from "../group";
import type { ItemFilter, Policy } from "../policy/policy";
import { isOneOf, matcherOf, perText } from "../text";
import type { WorkItem } from "../workItem";
import type { Asset, HoldingItem } from "./model";
import type { Place } from "./places";
import type { StateReader } from "./states";
import type { WorkItemTree } from "./tree";

/** Open blocking items and UAT defects by what they stand below. */
export interface HoldingItems {
  /** Below the workload, at whatever depth: below a candidate or a workload within it too (G1). */
  below(workload: number): readonly HoldingItem[];
  /** Below an asset that has no workload, or that asset itself. */
  belowLooseAsset(asset: number): readonly HoldingItem[];
}

/**
 * Finds the policy's blocking items and UAT defects that are open, in all of the tree or, where they were picked out
 * already ({@link holdingFilter}), among those. What hangs on an asset out of scope is out of scope with it.
 */
export function holdingItems(
  policy: Policy,
  tree: WorkItemTree,
  assets: ReadonlyMap<number, Asset>,
  places: ReadonlyMap<number, Place>,
  states: StateReader,
  among: Iterable<WorkItem> = tree.items.values(),
): HoldingItems {
  const kindOf = kindReader(policy);
  const byWorkload = new Map<number, HoldingItem[]>();
  const byLooseAsset = new Map<number, HoldingItem[]>();

  for (const item of among) {
    const kind = kindOf(item);
    if (kind === null || !states.isOpen(item)) continue;
    let asset = assets.get(item.id);
    for (let place = places.get(item.id); place !== undefined;) {
      asset ??= assets.get(place.asset ?? NaN);
      if (asset !== undefined && asset.exclusion !== null) break;
      const holding = { item, kind, asset: asset?.item ?? null } as const;
      if (place.workload === null) {
        if (asset !== undefined) append(byLooseAsset, asset.item.id, holding);
        break;
      }
      append(byWorkload, place.workload, holding);
      asset = undefined;
      place = places.get(place.workload);
    }
  }

  const none: readonly HoldingItem[] = [];
  return {
    below: (workload) => byWorkload.get(workload) ?? none,
    belowLooseAsset: (asset) => byLooseAsset.get(asset) ?? none,
  };
}

/** Whether an item is one of the policy's blocking items or UAT defects, open or not. */
export function holdingFilter(policy: Policy): (item: WorkItem) => boolean {
  const kindOf = kindReader(policy);
  return (item) => kindOf(item) !== null;
}

function kindReader(policy: Policy): (item: WorkItem) => HoldingItem["kind"] | null {
  const isBlocking = filterOf(policy.blockingItems);
  const isDefect = filterOf(policy.uatDefects);
  return (item) => (isBlocking(item) ? "blocking" : isDefect(item) ? "defect" : null);
}

function filterOf({ types, tags }: ItemFilter): (item: WorkItem) => boolean {
  if (types.length === 0 && tags.length === 0) return () => false;
  const isType = isOneOf(types);
  const isTag = perText(matcherOf(tags));
  return (item) => (types.length === 0 || isType(item.type)) && (tags.length === 0 || item.tags.some(isTag));
}
