import type { Policy } from "../policy/policy";
import type { Snapshot } from "../snapshot";
import { counted } from "../text";
import type { WorkItem } from "../workItem";
import type { UnrecognisedItem } from "../readiness/report";
import { type AssetRecogniser, assetRecogniser } from "./assets";
import { candidateFilter } from "./candidates";
import { attributeLosses, type LostIds, NO_LOSS } from "./losses";
import { type PlaceIndex, placesOf } from "./places";
import { holdingItems } from "./holding";
import { groupBy } from "../group";
import { type Backlog, isInScope, refOf, type Workload } from "./model";
import { claimReader, releaseId, type ReleaseId, releasesOf } from "./releases";
import { sortItems } from "./sorting";
import { type StateReader, stateReader } from "./states";
import { placerOf } from "./splitting";
import { treeOf } from "./tree";

/** Reads a snapshot through the policy: assets, workloads, releases, and what is none of them (M1–M3, M7). */
export function backlogOf(snapshot: Snapshot, policy: Policy): Backlog {
  const tree = treeOf(snapshot);
  const states = stateReader(snapshot.types, policy.notDoneReasons, snapshot.otherProjects);
  const recogniser = assetRecogniser(policy.assets, tree, policy.areas);
  const isCandidate = candidateFilter(policy);

  const placed = placesOf(tree, recogniser.isAsset, isCandidate);
  const places = placed.of;
  const sorted = sortItems(tree, recogniser, isCandidate, places, states, policy);
  const { assets, assetsBelow, othersBelow } = sorted;
  // Without a loss nobody asks which items are assets, and the set is not worth making.
  const isWhole = snapshot.losses.length === 0 && placed.circular.size === 0;
  const placedAssets = new Set(isWhole ? [] : assets.keys());
  const { isDemanded } = policy.inventory;
  const losses = attributeLosses(snapshot, tree, placed, placedAssets, isCandidate, isDemanded);
  const confirmed = new Set(policy.workloads.confirmed);
  const holding = holdingItems(policy, tree, assets, places, states, snapshot.links, sorted.holding);

  const workloads: Workload[] = [];
  const candidates: UnrecognisedItem[] = [];
  for (const item of sorted.candidates) {
    const own = assetsBelow.get(item.id) ?? [];
    const lost = losses.byWorkload.get(item.id);
    const below = othersBelow.get(item.id) ?? [];
    // One that names an item which could not be read may well have an asset: it is judged, as unknown.
    if (own.length === 0 && lost === undefined && !confirmed.has(item.id)) {
      const like = below.filter(recogniser.isOfAssetType).length;
      candidates.push({ item: refOf(item), reason: candidateReason(item, like, states, policy) });
      continue;
    }
    workloads.push({
      item,
      part: null,
      assets: own,
      phases: below.filter((other) => places.ofItem(other).asset === null),
      holding: holding.below(item.id),
      lost: lost ?? NO_LOSS,
    });
  }

  const workloadIds = new Set(workloads.flatMap(({ item }) => (item === null ? [] : [item.id])));
  const releases = releasesOf(policy.releases, snapshot.iterations, [
    ...sorted.naming,
    ...sorted.candidates.filter((item) => workloadIds.has(item.id) || states.categoryOf(item) !== "Removed"),
  ]);
  const position = new Map(releases.map((release, index) => [releaseId(release.key), index]));
  const inOrder = (claims: ReadonlySet<ReleaseId>) =>
    [...claims].sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));

  const claimsOf = claimReader(policy.releases);
  const place = placerOf(policy.workloads.splits, inOrder);
  const planned = workloads.flatMap((workload) =>
    place(workload, workload.item === null ? [] : claimsOf(workload.item)),
  );

  const orphans = assetsBelow.get(null) ?? [];
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
        part: null,
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
    unrecognised: unrecognisedOf(sorted.unrecognised, recogniser, places, states, workloadIds),
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

/** Why a candidate is no workload, by how many items of an asset's type stand below it (M2). */
function candidateReason(item: WorkItem, like: number, states: StateReader, policy: Policy): string {
  if (states.categoryOf(item) === "Removed") return "removed, and no asset stands below it";
  const types = policy.assets.types.join(" or ");
  return like === 0
    ? `no ${types} stands below it`
    : `${counted(like, "item")} of type ${types} below it, and none is recognised as an asset`;
}

function unrecognisedOf(
  items: readonly WorkItem[],
  recogniser: AssetRecogniser,
  places: PlaceIndex,
  states: StateReader,
  workloads: ReadonlySet<number>,
): UnrecognisedItem[] {
  const result: UnrecognisedItem[] = [];
  for (const item of items) {
    if (recogniser.isPhase(item)) continue;
    const { workload, asset } = places.ofItem(item);
    if (asset !== null || workload === null || !workloads.has(workload)) continue;
    if (states.categoryOf(item) === "Removed") continue;
    result.push({ item: refOf(item), reason: "neither an asset by the mapping nor a phase of its workload" });
  }
  return result;
}
