import { type Asset, isInScope, type PlacedWorkload, refOf } from "../backlog/model";
import { type Release, releaseId } from "../backlog/releases";
import { groupBy } from "../group";
import { withoutDirection } from "../linkTypes";
import { isAtLeast, isOnLadder } from "../readiness/stage";
import { fold } from "../text";
import type { WorkItemRef } from "../workItem";
import { ASSET_POINTS, type AssetFacts, type AssetPointId, WORKLOAD_POINTS, type WorkloadPointId } from "./dataPoints";
import { PREDECESSOR } from "./linkEntries";
import type { StoredRecord } from "./record";
import type { InventoryScene } from "./scene";

/** How many releases ahead the data has to be complete. */
export const RELEASES_AHEAD = 3;

/** Something of which a data point is not known. */
export interface Missing {
  readonly name: string;
  /** Key of its record, and id of its work item; null for none. */
  readonly record: string | null;
  readonly item: number | null;
}

/** How many know a data point, and who does not. */
export interface PointCount {
  readonly id: AssetPointId | WorkloadPointId;
  readonly title: string;
  readonly known: number;
  /** Of how many it is asked. */
  readonly of: number;
  /** By name. */
  readonly missing: readonly Missing[];
}

/** The data of one workload in a release; without a work item: of the assets that have no workload. */
export interface WorkloadCompleteness {
  readonly item: WorkItemRef | null;
  readonly title: string;
  readonly points: readonly PointCount[];
}

/** The data of a release that is still to come. */
export interface ReleaseCompleteness {
  readonly key: string;
  readonly name: string;
  /** Over all of its workloads. */
  readonly points: readonly PointCount[];
  readonly workloads: readonly WorkloadCompleteness[];
}

/** Whether the data is good enough to plan with. */
export interface Completeness {
  /** The next releases, in their order: those with something that is not promoted yet. */
  readonly releases: readonly ReleaseCompleteness[];
  /** Records in scope without a work item (M8), and assets in scope without a record, by name. */
  readonly unmapped: readonly StoredRecord[];
  readonly withoutRecord: readonly WorkItemRef[];
}

/** What is known of the assets and workloads of the next releases, and what is missing, by name. Linear. */
export function completenessOf(
  scene: InventoryScene,
  records: readonly StoredRecord[],
  ahead: number = RELEASES_AHEAD,
): Completeness {
  const byItem = new Map(records.flatMap((one) => (one.workItem === null ? [] : [[one.workItem, one] as const])));
  const unmapped = records.filter(({ workItem, outOfScope }) => workItem === null && outOfScope === null);
  const waiting = groupBy(unmapped, ({ workloadItem }) => workloadItem);
  const hasDependencies = dependencyTest(scene);
  const { backlog } = scene;

  const factsOf = ({ workload }: PlacedWorkload): AssetFacts[] => [
    ...workload.assets.filter(isInScope).map((asset) => ({
      asset,
      record: byItem.get(asset.item.id) ?? null,
      hasDependencies: hasDependencies(asset.item.id),
    })),
    ...(workload.item === null ? [] : (waiting.get(workload.item.id) ?? [])).map((record) => ({
      asset: null,
      record,
      hasDependencies: false,
    })),
  ];
  const isToCome = (facts: AssetFacts): boolean => facts.asset === null || !isPromoted(scene, facts.asset);

  const placed = [...backlog.workloads, ...backlog.withoutWorkload];
  const members = groupBy(
    placed.flatMap((one) => one.releases.map((id) => ({ id, placed: one, facts: factsOf(one) }))),
    ({ id }) => id,
  );
  const releases = backlog.releases
    .map((release) => ({ release, own: members.get(releaseId(release.key)) ?? [] }))
    .filter(({ own }) => own.some(({ facts }) => facts.some(isToCome)))
    .slice(0, ahead)
    .map(({ release, own }): ReleaseCompleteness => {
      const workloads = own.map(({ placed: { workload }, facts }) => ({
        item: workload.item === null ? null : refOf(workload.item),
        title: workload.item?.title ?? "Assets without a workload",
        points: [...assetCounts(facts), ...workloadCounts([workload], release)],
      }));
      return {
        key: release.key,
        name: release.name,
        points: [
          ...assetCounts(own.flatMap(({ facts }) => facts)),
          ...workloadCounts(
            own.map(({ placed: one }) => one.workload),
            release,
          ),
        ],
        workloads,
      };
    });
  return {
    releases,
    unmapped: [...unmapped].sort((a, b) => byName(a, b) || (a.key < b.key ? -1 : 1)),
    withoutRecord: backlog.assets
      .filter((asset) => isInScope(asset) && !byItem.has(asset.item.id))
      .map(({ item }) => refOf(item))
      .sort((a, b) => byName({ name: a.title }, { name: b.title }) || a.id - b.id),
  };
}

/** What of all that is asked is known, from 0 to 1; null where nothing is asked. */
export function shareKnown(points: readonly PointCount[]): number | null {
  const of = points.reduce((sum, point) => sum + point.of, 0);
  return of === 0 ? null : points.reduce((sum, point) => sum + point.known, 0) / of;
}

function isPromoted({ readings }: InventoryScene, { item }: Asset): boolean {
  const stage = readings.get(item.id)?.stage;
  return stage !== undefined && isOnLadder(stage) && isAtLeast(stage, "Promoted");
}

function assetCounts(all: readonly AssetFacts[]): PointCount[] {
  return ASSET_POINTS.flatMap(({ id, title, isAsked, isKnown }) => {
    const asked = all.filter(isAsked);
    const missing = asked.filter((facts) => !isKnown(facts)).map(missingOf);
    return asked.length === 0 ? [] : [countOf(id, title, asked.length, missing)];
  });
}

function workloadCounts(
  workloads: readonly PlacedWorkload["workload"][],
  { targetDate }: Pick<Release, "targetDate">,
): PointCount[] {
  const items = workloads.flatMap(({ item }) => (item === null ? [] : [item]));
  if (items.length === 0) return [];
  return WORKLOAD_POINTS.map(({ id, title, isKnown }) => {
    const missing = items.filter((item) => !isKnown({ item, hasTargetDate: targetDate !== null }));
    return countOf(
      id,
      title,
      items.length,
      missing.map((item) => ({ name: item.title, record: null, item: item.id })),
    );
  });
}

function countOf(id: PointCount["id"], title: string, of: number, missing: readonly Missing[]): PointCount {
  return { id, title, known: of - missing.length, of, missing: [...missing].sort(byName) };
}

function missingOf({ asset, record }: AssetFacts): Missing {
  return {
    name: asset?.item.title ?? record?.name ?? "",
    record: record?.key ?? null,
    item: asset?.item.id ?? null,
  };
}

/** Whether a link says that an item depends on something, or something on it. */
function dependencyTest({ snapshot, tree }: InventoryScene): (id: number) => boolean {
  const linked = new Set<number>();
  for (const { type, source, target } of snapshot.links) {
    if (fold(withoutDirection(type)) === fold(withoutDirection(PREDECESSOR))) linked.add(source).add(target);
  }
  return (id) => {
    const { predecessors, successors } = tree.items.get(id) ?? {};
    return linked.has(id) || (predecessors?.length ?? 0) > 0 || (successors?.length ?? 0) > 0;
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  const [x, y] = [fold(a.name), fold(b.name)];
  return x < y ? -1 : x > y ? 1 : 0;
}
