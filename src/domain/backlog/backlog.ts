import type { Policy } from "../policy/policy";
import type { Snapshot } from "../snapshot";
import { counted, fold } from "../text";
import type { WorkItem } from "../workItem";
import type { UnrecognisedItem } from "../readiness/report";
import { assetRecogniser } from "./assets";
import { attributeLosses, type LostIds, NO_LOSS } from "./losses";
import { type Place, placesOf } from "./places";
import { holdingItems } from "./holding";
import { groupBy } from "../group";
import { type Asset, type Backlog, isInScope, refOf, type Workload } from "./model";
import { claimsOf, releaseId, type ReleaseId, releasesOf } from "./releases";
import { type StateReader, stateReader } from "./states";
import { treeOf, type WorkItemTree } from "./tree";
import { wordsOf } from "./words";

/** Reads a snapshot through the policy: assets, workloads, releases, and what is none of them (M1–M3, M7). */
export function backlogOf(snapshot: Snapshot, policy: Policy): Backlog {
  const tree = treeOf(snapshot);
  const states = stateReader(snapshot.types, policy.notDoneReasons);
  const recogniser = assetRecogniser(policy.assets, tree);
  const workloadTypes = new Set(policy.workloads.types.map(fold));
  const isCandidate = (item: WorkItem) => workloadTypes.has(fold(item.type));

  const recognised = new Set<number>();
  for (const item of tree.items.values()) if (recogniser.isAsset(item)) recognised.add(item.id);
  const placed = placesOf(tree, (item) => recognised.has(item.id), isCandidate);
  const places = placed.of;

  const assets = assetsOf(tree, recognised, places, states, policy);
  const byWorkload = groupBy([...assets.values()], (asset) => places.get(asset.item.id)?.workload ?? null);
  const losses = attributeLosses(snapshot, tree, placed, recognised, isCandidate);
  const confirmed = new Set(policy.workloads.confirmed);
  const below = groupBy([...tree.items.values()], (item) => places.get(item.id)?.workload ?? null);
  const holding = holdingItems(policy, tree, assets, places, states);

  const workloads: Workload[] = [];
  const candidates: UnrecognisedItem[] = [];
  for (const item of tree.items.values()) {
    if (!isCandidate(item)) continue;
    const own = byWorkload.get(item.id) ?? [];
    const lost = losses.byWorkload.get(item.id);
    const descendants = below.get(item.id) ?? [];
    // One that names an item which could not be read may well have an asset: it is judged, as unknown.
    if (own.length === 0 && lost === undefined && !confirmed.has(item.id)) {
      const like = descendants.filter(recogniser.isOfAssetType).length;
      candidates.push({ item: refOf(item), reason: candidateReason(item, like, states, policy) });
      continue;
    }
    workloads.push({
      item,
      assets: own,
      phases: descendants.filter(({ id }) => !recognised.has(id) && (places.get(id)?.asset ?? null) === null),
      holding: holding.below(item.id),
      lost: lost ?? NO_LOSS,
    });
  }

  const workloadIds = new Set(workloads.flatMap(({ item }) => (item === null ? [] : [item.id])));
  const releases = releasesOf(
    policy.releases,
    snapshot.iterations,
    [...tree.items.values()].filter(
      (item) =>
        workloadIds.has(item.id) ||
        ((isCandidate(item) || recogniser.isOfAssetType(item)) && states.categoryOf(item) !== "Removed"),
    ),
  );
  const position = new Map(releases.map((release, index) => [releaseId(release.key), index]));
  const inOrder = (claims: Iterable<ReleaseId>) =>
    [...new Set(claims)].sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));

  const planned = workloads.map((workload) => ({
    workload,
    releases: inOrder([
      ...(workload.item === null ? [] : claimsOf(workload.item, policy.releases)),
      ...workload.assets.filter(isInScope).flatMap(({ claims }) => claims),
    ]),
  }));

  const orphans = byWorkload.get(null) ?? [];
  const orphansByRelease = groupBy(
    orphans.flatMap((asset) => asset.claims.map((id) => ({ asset, id }))),
    ({ id }) => id,
  );
  return {
    states,
    releases,
    workloads: planned,
    withoutWorkload: releases.flatMap((release) => {
      const id = releaseId(release.key);
      const own = (orphansByRelease.get(id) ?? []).map(({ asset }) => asset);
      // They are no workload that someone meant to have assets: with none in scope there is nothing to ask after.
      const isRetired = own.length > 0 && own.every((asset) => asset.isRetiredOrRetained);
      if (!own.some(isInScope) && !isRetired) return [];
      const workload: Workload = {
        item: null,
        assets: own,
        phases: [],
        holding: own.flatMap(({ item }) => holding.belowLooseAsset(item.id)),
        lost: NO_LOSS,
      };
      return [{ workload, releases: [id] }];
    }),
    loose: orphans.filter((asset) => isInScope(asset) && asset.claims.length === 0),
    assets: [...assets.values()],
    lost: losses.unnamed,
    lostOfUnplanned: joinLost(
      planned.filter((entry) => entry.releases.length === 0).map((entry) => entry.workload.lost),
    ),
    lostPages: losses.pages,
    candidates,
    unrecognised: unrecognisedOf(tree, recogniser, recognised, places, states, workloadIds),
  };
}

function joinLost(lost: readonly LostIds[]): LostIds {
  return {
    unreadable: distinct(lost.flatMap(({ unreadable }) => unreadable)),
    unread: distinct(lost.flatMap(({ unread }) => unread)),
  };
}

function distinct(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}

const NOT_MOVED = new Set(["retire", "retain"]);

function assetsOf(
  tree: WorkItemTree,
  recognised: ReadonlySet<number>,
  places: ReadonlyMap<number, Place>,
  states: StateReader,
  policy: Policy,
): ReadonlyMap<number, Asset> {
  const assets = new Map<number, Asset>();
  const nested = new Map<number, Asset[]>();
  for (const id of recognised) {
    const item = tree.items.get(id);
    if (item === undefined) continue;
    const strategies = wordsOf(item, policy.strategy);
    const [strategy = null] = strategies;
    // One of two that contradict each other excludes nothing: what counts is never less than what was meant.
    const isRetiredOrRetained = strategy !== null && strategies.every((word) => NOT_MOVED.has(fold(word)));
    const removed = states.categoryOf(item) === "Removed" ? "Removed" : null;
    const below: Asset[] = [];
    nested.set(id, below);
    assets.set(id, {
      item,
      exclusion: removed ?? (isRetiredOrRetained ? fold(strategy) : states.notDoneReason(item)),
      isRetiredOrRetained: isRetiredOrRetained && removed === null,
      kind: wordsOf(item, policy.assetKind)[0] ?? null,
      strategy,
      claims: assetClaims(item, tree, places, policy),
      tasks: tree.childrenOf(id).filter((child) => !recognised.has(child.id)),
      nested: below,
    });
  }
  for (const [id, asset] of assets) nested.get(places.get(id)?.asset ?? NaN)?.push(asset);
  return assets;
}

function assetClaims(
  item: WorkItem,
  tree: WorkItemTree,
  places: ReadonlyMap<number, Place>,
  policy: Policy,
): ReleaseId[] {
  const own = claimsOf(item, policy.releases);
  if (own.length > 0 || !policy.releases.assetsFollowWorkload) return own;
  const workload = tree.items.get(places.get(item.id)?.workload ?? NaN);
  return workload === undefined ? [] : claimsOf(workload, policy.releases);
}

/** Why a candidate is no workload, by how many items of an asset's type stand below it (M2). */
function candidateReason(item: WorkItem, like: number, states: StateReader, policy: Policy): string {
  if (states.categoryOf(item) === "Removed") return "removed, and no asset stands below it";
  const types = policy.assets.types.join(" or ");
  return like === 0
    ? `no ${types} stands below it`
    : `${counted(like, "item")} of type ${types} below it, and none is recognised as an asset`;
}

function unrecognisedOf(
  tree: WorkItemTree,
  recogniser: ReturnType<typeof assetRecogniser>,
  recognised: ReadonlySet<number>,
  places: ReadonlyMap<number, Place>,
  states: StateReader,
  workloads: ReadonlySet<number>,
): UnrecognisedItem[] {
  const result: UnrecognisedItem[] = [];
  for (const item of tree.items.values()) {
    if (!recogniser.isOfAssetType(item) || recognised.has(item.id) || recogniser.isPhase(item)) continue;
    const place = places.get(item.id);
    if (place === undefined || place.asset !== null || place.workload === null) continue;
    if (!workloads.has(place.workload)) continue;
    if (states.categoryOf(item) === "Removed") continue;
    result.push({ item: refOf(item), reason: "neither an asset by the mapping nor a phase of its workload" });
  }
  return result;
}
