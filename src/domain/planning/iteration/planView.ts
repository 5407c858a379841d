import { type Asset, isInScope, type Workload } from "../../backlog/model";
import {
  claimReader,
  compareNames,
  dayOf,
  type Release,
  type ReleaseId,
  releaseId,
  releasesOf,
} from "../../backlog/releases";
import type { Policy } from "../../policy/policy";
import { type AssetStage, isAtLeast } from "../../readiness/stage";
import type { IterationNode, Snapshot } from "../../snapshot";
import { fold, perText } from "../../text";
import type { Day, Instant, WorkItem } from "../../workItem";
import { type Team, teamReader } from "../teams";
import { knownScene } from "./sceneCache";

/** Where an iteration lies to today; `none` for a path without dates, such as the project's own. */
export type IterationTime = "future" | "running" | "past" | "none";

/** An iteration as plans look at it. */
export interface PlanIteration {
  /** As the iteration tree has it; as the work item carries it, where the tree has no such node. */
  readonly path: string;
  readonly name: string;
  readonly dates: { readonly firstDay: Day; readonly lastDay: Day } | null;
  readonly time: IterationTime;
}

/** An asset as it is planned. */
export interface PlanAsset {
  /** With what is planned and not written yet. */
  readonly item: WorkItem;
  /** As it was read: a plan changes what it is in nothing. */
  readonly asset: Asset;
  readonly stage: AssetStage;
  readonly isInScope: boolean;
  /** Whether it has reached the policy's done stage. */
  readonly isDone: boolean;
  /** The workload that it stands below, with what is planned for that one; null for none. */
  readonly workload: WorkItem | null;
  /** The releases that it claims, by itself or through its workload (M3), in their order. */
  readonly releases: readonly Release[];
  readonly iteration: PlanIteration;
  /** Null for an area that no team owns. */
  readonly team: Team | null;
}

/** All assets as they are planned. */
export interface PlanView {
  /** In the order of their ids, the excluded too. */
  readonly assets: readonly PlanAsset[];
  /** In their order (G5), with those that only the draft names; one that the draft empties stays, where it is read of the snapshot. */
  readonly releases: readonly Release[];
  /** Whole workloads by id, as they were read; see {@link PlanAsset.workload} for the item as planned. */
  readonly workloads: ReadonlyMap<number, Workload>;
  readonly itemOf: (id: number) => WorkItem | undefined;
  readonly iterationOf: (path: string) => PlanIteration;
}

/**
 * The assets of a snapshot with what a draft plans for them: `planned` is what `withEdits` gave for `read`, or `read` itself.
 * What items are, and how far, is known from `read` alone, which is read through the policy once; so that a look at a draft
 * costs no more than a walk over its items.
 */
export function planViewOf(
  read: Snapshot,
  planned: Snapshot,
  policy: Policy,
  teams: readonly Team[],
  now: Instant,
): PlanView {
  const scene = knownScene(read, policy, now);
  const items = planned === read ? scene.tree.items : new Map(planned.workItems.map((item) => [item.id, item]));
  const iterationOf = iterationReader(planned.iterations, now);
  const teamOf = teamReader(teams);
  const claimsOf = claimReader(policy.releases);
  const workloadOf = (asset: Asset): WorkItem | null =>
    items.get(scene.readings.get(asset.item.id)?.placed?.workload.item?.id ?? Number.NaN) ?? null;
  const assets = [...scene.assets.values()].map((asset) => {
    const item = items.get(asset.item.id) ?? asset.item;
    const workload = workloadOf(asset);
    const isSame = item === asset.item && (workload === null || workload === scene.tree.items.get(workload.id));
    return { asset, item, workload, claims: isSame ? asset.claims : claimsAfter(item, workload) };
  });
  function claimsAfter(item: WorkItem, workload: WorkItem | null): readonly ReleaseId[] {
    const own = claimsOf(item);
    return own.length > 0 || workload === null || !policy.releases.assetsFollowWorkload ? own : claimsOf(workload);
  }

  let { releases } = scene.backlog;
  const known = new Set(releases.map(({ key }) => releaseId(key)));
  if (assets.some(({ claims }) => claims.some((claim) => !known.has(claim)))) {
    const naming = assets.flatMap(({ item, workload }) => (workload === null ? [item] : [item, workload]));
    releases = releasesOf(
      policy.releases,
      planned.iterations,
      [...naming, ...scene.tree.items.values()].filter(claimsKnown),
    );
  }
  function claimsKnown(item: WorkItem): boolean {
    return claimsOf(item).length > 0;
  }
  const places = new Map(releases.map((release, index) => [releaseId(release.key), { release, index }]));
  const inOrder = perClaims((claims) =>
    claims
      .flatMap((claim) => places.get(claim) ?? [])
      .sort((a, b) => a.index - b.index)
      .map(({ release }) => release),
  );

  return {
    assets: assets.map(({ asset, item, workload, claims }): PlanAsset => {
      const stage = scene.readings.get(item.id)?.stage ?? "Unknown";
      return {
        item,
        asset,
        stage,
        isInScope: isInScope(asset),
        isDone: isAtLeast(stage, policy.planning.doneStage),
        workload,
        releases: inOrder(claims),
        iteration: iterationOf(item.iterationPath),
        team: teamOf(item.areaPath),
      };
    }),
    releases,
    workloads: scene.workloads,
    itemOf: (id) => items.get(id),
    iterationOf,
  };
}

/** Assets that claim alike share one list. */
function perClaims<T>(make: (claims: readonly ReleaseId[]) => T): (claims: readonly ReleaseId[]) => T {
  const known = new Map<string, T>();
  return (claims) => {
    const key = claims.join("\n");
    let value = known.get(key);
    if (value === undefined) {
      value = make(claims);
      known.set(key, value);
    }
    return value;
  };
}

/** Reads paths as iterations; one that the tree does not have is an iteration without dates. */
function iterationReader(nodes: readonly IterationNode[], now: Instant): (path: string) => PlanIteration {
  const byPath = new Map(nodes.map((node) => [fold(node.path), node]));
  const today = dayOf(now);
  return perText((path) => {
    const node = byPath.get(fold(path));
    const { startDate = null, finishDate = null } = node ?? {};
    const dates =
      startDate === null || finishDate === null ? null : { firstDay: dayOf(startDate), lastDay: dayOf(finishDate) };
    return {
      path: node?.path ?? path,
      name: node?.name ?? path.split("\\").at(-1) ?? path,
      dates,
      time: timeOf(dates, today),
    };
  });
}

function timeOf(dates: PlanIteration["dates"], today: Day): IterationTime {
  if (dates === null) return "none";
  if (today < dates.firstDay) return "future";
  return today > dates.lastDay ? "past" : "running";
}

const TIMES: readonly IterationTime[] = ["future", "running", "past", "none"];

/** Iterations as plans list them: those to come, the next first; what runs; what is over, the last first; those without dates. */
export function byTime(a: PlanIteration, b: PlanIteration): number {
  const [first, second] = a.time === "past" ? [b, a] : [a, b];
  const dates = compareNames(first.dates?.firstDay ?? "", second.dates?.firstDay ?? "");
  return TIMES.indexOf(a.time) - TIMES.indexOf(b.time) || dates || compareNames(a.path, b.path);
}

/** Assets in the order of their priority: 1 first, those without one last, and alike by id. */
export function byPriority(a: { readonly item: WorkItem }, b: { readonly item: WorkItem }): number {
  const [first, second] = [a.item.priority ?? Infinity, b.item.priority ?? Infinity];
  return (first === second ? 0 : first - second) || a.item.id - b.item.id;
}
