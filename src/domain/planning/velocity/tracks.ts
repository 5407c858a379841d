import { type AssetRecogniser, assetRecogniser } from "../../backlog/assets";
import { backlogOf } from "../../backlog/backlog";
import { candidateFilter } from "../../backlog/candidates";
import type { Asset, PlacedWorkload } from "../../backlog/model";
import { claimReader, releaseId, type ReleaseNaming, releasesOf } from "../../backlog/releases";
import { treeOf } from "../../backlog/tree";
import { wordReader } from "../../backlog/words";
import { append } from "../../group";
import { exclusionOf } from "../../history/exclusion";
import { StageHistory } from "../../history/stageHistory";
import type { Policy } from "../../policy/policy";
import { stageReader } from "../../readiness/assetStage";
import { type AssetReading, readingsOf, withoutOthers } from "../../readiness/assetStages";
import type { Snapshot } from "../../snapshot";
import type { WorkItem } from "../../workItem";
import { type Team, teamReader } from "../teams";
import { type Everything, everythingIn } from "./everything";
import { loweredByNested } from "./nesting";
import { ownTrackOf, type TrackSources } from "./ownTrack";
import { surroundingsReader } from "./surroundings";
import type { Track } from "./track";

/** Tracks of all that is or was an asset. Each is worked out by itself when it is asked for, so that a caller can work in slices. */
export interface TrackReader {
  /** Today's assets in the order of the backlog, then by id what was one once, deleted or not. */
  readonly ids: readonly number[];
  /** Throws a `RangeError` for an id that is not among {@link ids}. */
  trackOf(id: number): Track;
}

/**
 * Reads how assets were from their revisions (T4): `snapshot` has all histories. What a work item was then decides, by
 * today's policy and teams (T3): whether it was an asset, its stage, exclusion, effort, kind and tags, its team by the area
 * path, its release by its own claims or by those of the workload that it stood below. Changes of today change none of it,
 * and what is deleted or no asset today keeps its past.
 *
 * What revisions do not tell is as it is today: titles, hence whether a title makes or unmakes an asset (what is deleted has
 * its title in the recycle bin, else none); which child tasks an asset had, and those that a rule for assets asks for (tasks that
 * are deleted or stand elsewhere today raised no stage); the parent since the last revision, as a parent's change makes none.
 * What stands above an asset and has no history is as it is now. An asset whose own history is not there, or not all of it, is
 * known from its last change or first known revision on: see {@link Track.from}.
 */
export function trackReader(snapshot: Snapshot, policy: Policy, teams: readonly Team[]): TrackReader {
  const backlog = backlogOf(snapshot, policy);
  const readings = readingsOf(backlog, policy);
  const everything = everythingIn(snapshot);
  const tree = treeOf(snapshot);
  const recogniser = assetRecogniser(policy.assets, tree, policy.areas);
  const isCandidate = candidateFilter(policy);
  // A release that nothing names today has its place too: the first of several stays the first.
  const releases = releasesOf(policy.releases, snapshot.iterations, namingIn(everything, recogniser, isCandidate));
  const positions = new Map(releases.map(({ key }, index) => [releaseId(key), index]));
  const models = new Map(releases.map(({ key, model }) => [releaseId(key), model]));
  const surroundingsAt = surroundingsReader(everything, {
    isCandidate,
    recogniser,
    claimsOf: claimReader(policy.releases),
    placeOf: (release) => positions.get(release) ?? Infinity,
    releases: policy.releases,
  });
  const placed = new Map<number, PlacedWorkload>();
  for (const entry of backlog.workloads) {
    const id = entry.workload.item?.id;
    if (id !== undefined && !placed.has(id)) placed.set(id, entry);
  }
  const kindsOf = wordReader(policy.assetKind);
  const sources: TrackSources = {
    everything,
    history: new StageHistory(snapshot, backlog, policy, readings),
    recogniser,
    surroundingsAt,
    placed: (workload) => placed.get(workload ?? NaN) ?? null,
    modelOf: (release) => models.get(release ?? "") ?? policy.releases.defaultModel,
    teamOf: teamReader(teams),
    kindsOf,
  };
  const read = stageReader(policy, backlog.states);
  const readingOf = (item: WorkItem): AssetReading => {
    const known = readings.get(item.id);
    if (known !== undefined) return known;
    const asset: Asset = {
      item,
      exclusion: exclusionOf(item, backlog.states, policy),
      isRetiredOrRetained: false,
      kind: kindsOf(item)[0] ?? null,
      strategy: null,
      claims: [],
      tasks: tree.childrenOf(item.id).filter((child) => !recogniser.isAsset(child)),
      nested: [],
    };
    const model = policy.releases.defaultModel;
    const [own] = read(withoutOthers([asset]), model);
    if (own === undefined) throw new RangeError(`Work item ${item.id} has no stage.`);
    return { ...own, own, placed: null, model };
  };

  const { former, below } = onceAssets(everything, recogniser, new Set(readings.keys()));
  const ids = [...backlog.assets.map(({ item }) => item.id), ...former];
  const known = new Set(ids);
  const ownTrack = (id: number): Track => {
    const item = known.has(id) ? everything.item(id) : undefined;
    if (item === undefined) throw new RangeError(`Work item ${id} is and was no asset: it has no track.`);
    return ownTrackOf(readingOf(item), sources);
  };
  const nestedOf = (id: number): readonly number[] => (below.get(id) ?? []).filter((child) => known.has(child));
  return { ids, trackOf: (id) => loweredByNested(id, ownTrack, nestedOf, everything) };
}

/** What may name a release, and ever did. */
function* namingIn(
  everything: Everything,
  recogniser: AssetRecogniser,
  isCandidate: ReturnType<typeof candidateFilter>,
): Iterable<ReleaseNaming> {
  for (const id of everything.ids) {
    const item = everything.item(id);
    if (item !== undefined && (recogniser.isOfAssetType(item) || isCandidate(item))) yield item;
    for (const revision of everything.revisionsOf(id)) {
      if (recogniser.isOfAssetType(revision) || isCandidate(revision)) yield revision;
    }
  }
}

/** What was an asset by one of its revisions and is none today; and what of an asset's type ever stood directly below what. */
function onceAssets(
  everything: Everything,
  recogniser: AssetRecogniser,
  today: ReadonlySet<number>,
): { readonly former: readonly number[]; readonly below: ReadonlyMap<number, readonly number[]> } {
  const former: number[] = [];
  const below = new Map<number, number[]>();
  for (const id of everything.ids) {
    const item = everything.item(id);
    if (item === undefined) continue;
    const isToday = today.has(id);
    let isFormer = false;
    const parents = new Set<number>();
    if (isToday && item.parent !== null) parents.add(item.parent);
    for (const revision of everything.revisionsOf(id)) {
      if (!recogniser.isOfAssetType(revision)) continue;
      isFormer ||= !isToday && recogniser.isAsset({ ...item, ...revision });
      if (revision.parent !== null) parents.add(revision.parent);
    }
    if (isFormer) former.push(id);
    if (isFormer || isToday) for (const parent of parents) append(below, parent, id);
  }
  return { former, below };
}
