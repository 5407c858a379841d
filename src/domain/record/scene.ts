import { type Asset, isInScope } from "../backlog/model";
import { claimsOf, releaseId } from "../backlog/releases";
import { type Scene, sceneOf } from "../change/scene";
import type { EvidenceRule, Policy } from "../policy/policy";
import type { Snapshot } from "../snapshot";
import { fold } from "../text";
import type { Instant, WorkItem } from "../workItem";
import { taggedWith, TAG_PREFIX } from "./naming";
import type { RecordPlace } from "./request";

/** A snapshot as records look at it. */
export interface RecordScene extends Scene {
  /** What the place is: the item to name, and the assets in scope that evidence there covers; null for no such place. */
  siteOf(place: RecordPlace): Site | null;
  /** Of an item of evidence, what it is about (E1); every other place is its own. Null for evidence about nothing. */
  aboutOf(place: RecordPlace): RecordPlace | null;
  /** Items tagged as that evidence which stand at that place (E1), by id. */
  evidenceAt(rule: Pick<EvidenceRule, "id">, place: RecordPlace): readonly WorkItem[];
}

/** Where a record stands. */
export interface Site {
  /** As it is called in titles. */
  readonly name: string;
  /** Null for a release. */
  readonly item: WorkItem | null;
  readonly scope: EvidenceRule["scope"];
  /** Assets in scope. Of a release those that were read. */
  readonly assets: readonly Asset[];
}

/** Reads a snapshot for records. */
export function recordScene(snapshot: Snapshot, policy: Policy, now: Instant): RecordScene {
  const scene = sceneOf(snapshot, policy, now);

  const siteOf = (place: RecordPlace): Site | null => {
    if (place.kind === "release") {
      const id = releaseId(place.key);
      const placed = [...scene.backlog.workloads, ...scene.backlog.withoutWorkload];
      const assets = placed.filter(({ releases }) => releases.includes(id)).flatMap(({ workload }) => workload.assets);
      const known = scene.backlog.releases.find(({ key }) => releaseId(key) === id);
      const name = known?.name ?? place.key;
      return { name, item: null, scope: "release", assets: assets.filter(isInScope) };
    }
    const asset = scene.assets.get(place.id);
    if (asset !== undefined) {
      return { name: asset.item.title, item: asset.item, scope: "asset", assets: [asset].filter(isInScope) };
    }
    const workload = scene.workloads.get(place.id);
    if (workload === undefined || workload.item === null) return null;
    const { item, assets } = workload;
    return { name: item.title, item, scope: "workload", assets: assets.filter(isInScope) };
  };

  /** What an item is evidence about: the nearest asset or workload above it, else the releases that it names. */
  const standsAt = (item: WorkItem, place: RecordPlace): boolean => {
    const { asset = null, workload = null } = scene.places.of.get(item.id) ?? {};
    const above = asset ?? workload;
    if (place.kind === "workItem") return above === place.id;
    return above === null && claimsOf(item, policy.releases).includes(releaseId(place.key));
  };

  const aboutOf = (place: RecordPlace): RecordPlace | null => {
    if (place.kind === "release") return place;
    const item = scene.tree.items.get(place.id);
    if (item === undefined || taggedWith(item, TAG_PREFIX.evidence).length === 0) return place;
    const { asset = null, workload = null } = scene.places.of.get(item.id) ?? {};
    const above = asset ?? workload;
    if (above !== null) return { kind: "workItem", id: above };
    const [claim] = claimsOf(item, policy.releases);
    const release = scene.backlog.releases.find(({ key }) => releaseId(key) === claim);
    return claim === undefined ? null : { kind: "release", key: release?.key ?? claim };
  };

  return {
    ...scene,
    siteOf,
    aboutOf,
    evidenceAt: ({ id }, place) =>
      snapshot.workItems
        .filter((item) => taggedWith(item, TAG_PREFIX.evidence).includes(fold(id)) && standsAt(item, place))
        .sort((a, b) => a.id - b.id),
  };
}
