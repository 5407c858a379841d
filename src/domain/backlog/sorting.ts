import { append } from "../group";
import type { Policy } from "../policy/policy";
import { fold } from "../text";
import type { WorkItem } from "../workItem";
import type { AssetRecogniser } from "./assets";
import { holdingFilter } from "./holding";
import type { Asset } from "./model";
import type { PlaceIndex } from "./places";
import { claimReader, type ReleaseId } from "./releases";
import type { StateReader } from "./states";
import type { WorkItemTree } from "./tree";
import { wordReader } from "./words";

/** The work items of a snapshot by what they are (M1–M3); every list is in the order of ids. */
export interface SortedItems {
  readonly assets: ReadonlyMap<number, Asset>;
  /** Assets by the nearest workload candidate above them; null for none. */
  readonly assetsBelow: ReadonlyMap<number | null, readonly Asset[]>;
  /** Items that are no assets, in the same way. */
  readonly othersBelow: ReadonlyMap<number | null, readonly WorkItem[]>;
  readonly candidates: readonly WorkItem[];
  /** Items of an asset's type that are no assets. */
  readonly unrecognised: readonly WorkItem[];
  /** Items of an asset's type, not removed, that name a release; of those that name it in the same way, one. */
  readonly naming: readonly WorkItem[];
  /** Blocking items and UAT defects, open or not. */
  readonly holding: readonly WorkItem[];
}

/**
 * Sorts the work items in a single pass: with tens of thousands of them, fetching their tags and texts from memory anew
 * for each question takes longer than answering it.
 */
export function sortItems(
  tree: WorkItemTree,
  recogniser: AssetRecogniser,
  isCandidate: (item: WorkItem) => boolean,
  places: PlaceIndex,
  states: StateReader,
  policy: Policy,
): SortedItems {
  const assets = new Map<number, NestingAsset>();
  const assetsBelow = new Map<number | null, Asset[]>();
  const othersBelow = new Map<number | null, WorkItem[]>();
  const candidates: WorkItem[] = [];
  const unrecognised: WorkItem[] = [];
  const naming: WorkItem[] = [];
  const named = new Set<readonly ReleaseId[]>();
  const holding: WorkItem[] = [];
  const nested: { readonly asset: Asset; readonly around: number }[] = [];
  const isHolding = holdingFilter(policy);
  const claimsOf = claimReader(policy.releases);
  const assetOf = assetReader(tree, recogniser, states, policy);

  const workloadClaims = new Map<number, readonly ReleaseId[]>();
  const claimsOfWorkload = (id: number): readonly ReleaseId[] => {
    const known = workloadClaims.get(id);
    if (known !== undefined) return known;
    const item = tree.items.get(id);
    const claims = item === undefined ? NO_CLAIMS : claimsOf(item);
    workloadClaims.set(id, claims);
    return claims;
  };

  for (const item of tree.items.values()) {
    const { workload, asset: around } = places.ofItem(item);
    if (isCandidate(item)) candidates.push(item);
    if (isHolding(item)) holding.push(item);

    const isOfAssetType = recogniser.isOfAssetType(item);
    const own = isOfAssetType ? claimsOf(item) : NO_CLAIMS;
    // Items that name one release in the same way share their list, so the first of them speaks for all.
    if (own.length > 0 && !named.has(own) && states.categoryOf(item) !== "Removed") {
      named.add(own);
      naming.push(item);
    }
    if (!isOfAssetType || !recogniser.isAsset(item)) {
      append(othersBelow, workload, item);
      if (isOfAssetType) unrecognised.push(item);
      continue;
    }
    const isFollowing = own.length === 0 && policy.releases.assetsFollowWorkload && workload !== null;
    const asset = assetOf(item, isFollowing ? claimsOfWorkload(workload) : own);
    assets.set(item.id, asset);
    append(assetsBelow, workload, asset);
    if (around !== null) nested.push({ asset, around });
  }
  for (const { asset, around } of nested) assets.get(around)?.nested.push(asset);
  return { assets, assetsBelow, othersBelow, candidates, unrecognised, naming, holding };
}

/** An asset while those nested below it are still being found. */
type NestingAsset = Asset & { readonly nested: Asset[] };

const NO_CLAIMS: readonly ReleaseId[] = [];
const NO_ITEMS: readonly WorkItem[] = [];
const NOT_MOVED = new Set(["retire", "retain"]);

/** Reads what an asset's work item says about it (M4, M6, M7), all but the releases that it claims. */
function assetReader(
  tree: WorkItemTree,
  recogniser: AssetRecogniser,
  states: StateReader,
  policy: Policy,
): (item: WorkItem, claims: readonly ReleaseId[]) => NestingAsset {
  const strategiesOf = wordReader(policy.strategy);
  const kindsOf = wordReader(policy.assetKind);
  return (item, claims) => {
    const strategies = strategiesOf(item);
    const strategy = strategies[0] ?? null;
    // One of two that contradict each other excludes nothing: what counts is never less than what was meant.
    const isRetiredOrRetained = strategy !== null && strategies.every((word) => NOT_MOVED.has(fold(word)));
    const category = states.categoryOf(item);
    const removed = category === "Removed" ? "Removed" : null;
    const notDone = category === "Completed" ? states.notDoneReason(item) : null;
    const children = tree.childrenOf(item.id);
    return {
      item,
      exclusion: removed ?? (isRetiredOrRetained ? fold(strategy) : notDone),
      isRetiredOrRetained: isRetiredOrRetained && removed === null,
      kind: kindsOf(item)[0] ?? null,
      strategy,
      claims,
      tasks: children.length === 0 ? NO_ITEMS : children.filter((child) => !recogniser.isAsset(child)),
      nested: [],
    };
  };
}
