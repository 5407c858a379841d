import { append } from "../group";
import { linkTypeFilter } from "../linkTypes";
import { candidateFilter } from "./candidates";
import type { ItemFilter, Policy } from "../policy/policy";
import type { Link } from "../snapshot";
import { isOneOf, matcherOf, perText } from "../text";
import type { WorkItem } from "../workItem";
import type { Asset, HoldingItem } from "./model";
import type { Place, PlaceIndex } from "./places";
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
 * already ({@link holdingFilter}), among those: by what they stand below, and by what a link of the policy ties them to.
 * What hangs on an asset out of scope is out of scope with it.
 */
export function holdingItems(
  policy: Policy,
  tree: WorkItemTree,
  assets: ReadonlyMap<number, Asset>,
  places: PlaceIndex,
  states: StateReader,
  links: readonly Link[],
  among: Iterable<WorkItem> = tree.items.values(),
): HoldingItems {
  const kindOf = kindReader(policy);
  const byWorkload = new Map<number, HoldingItem[]>();
  const byLooseAsset = new Map<number, HoldingItem[]>();
  /** Where an item holds already, so that a link to what it stands below says nothing new. */
  const held = new Map<WorkItem, Set<string>>();

  const hold = (item: WorkItem, kind: HoldingItem["kind"], from: Place | undefined, start: Asset | undefined): void => {
    let asset = start;
    for (let place = from; place !== undefined;) {
      asset ??= assets.get(place.asset ?? NaN);
      if (asset !== undefined && asset.exclusion !== null) break;
      const where = `${place.workload ?? ""} ${asset?.item.id ?? ""}`;
      const known = held.get(item) ?? new Set<string>();
      if (!known.has(where)) {
        held.set(item, known.add(where));
        const holding = { item, kind, asset: asset?.item ?? null } as const;
        if (place.workload !== null) append(byWorkload, place.workload, holding);
        else if (asset !== undefined) append(byLooseAsset, asset.item.id, holding);
      }
      if (place.workload === null) break;
      asset = undefined;
      place = places.get(place.workload);
    }
  };

  const open = new Map<number, { readonly item: WorkItem; readonly kind: HoldingItem["kind"] }>();
  for (const item of among) {
    const kind = kindOf(item);
    if (kind === null || !states.isOpen(item)) continue;
    open.set(item.id, { item, kind });
    hold(item, kind, places.get(item.id), assets.get(item.id));
  }
  if (open.size > 0) {
    const isTie = {
      blocking: linkTypeFilter(policy.blockingItems.links),
      defect: linkTypeFilter(policy.uatDefects.links),
    };
    const isCandidate = candidateFilter(policy);
    const tie = (from: number, to: number, type: string): void => {
      const holding = open.get(from);
      const item = tree.items.get(to);
      if (holding === undefined || item === undefined || !isTie[holding.kind](type)) return;
      const asset = assets.get(to);
      if (asset !== undefined) hold(holding.item, holding.kind, places.get(to), asset);
      else if (isCandidate(item)) hold(holding.item, holding.kind, { workload: to, asset: null }, undefined);
    };
    for (const { type, source, target } of links) {
      tie(source, target, type);
      tie(target, source, type);
    }
    for (const list of [...byWorkload.values(), ...byLooseAsset.values()]) list.sort(byIds);
  }

  const none: readonly HoldingItem[] = [];
  return {
    below: (workload) => byWorkload.get(workload) ?? none,
    belowLooseAsset: (asset) => byLooseAsset.get(asset) ?? none,
  };
}

/** So that the order of links has no influence (L2). */
function byIds(a: HoldingItem, b: HoldingItem): number {
  return a.item.id - b.item.id || (a.asset?.id ?? 0) - (b.asset?.id ?? 0);
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
