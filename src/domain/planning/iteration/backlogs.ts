import type { Release } from "../../backlog/releases";
import { groupBy } from "../../group";
import type { Policy } from "../../policy/policy";
import type { Snapshot } from "../../snapshot";
import { fold } from "../../text";
import type { Instant, WorkItem } from "../../workItem";
import type { Team } from "../teams";
import { countedOf } from "../velocity/amounts";
import type { Counted } from "../velocity/record";
import { byPriority, byTime, type PlanAsset, type PlanIteration, type PlanView, planViewOf } from "./planView";

/** The assets of a release, or of none, that are planned for one iteration. */
export interface IterationBacklog {
  readonly iteration: PlanIteration;
  /** By priority, 1 first and those without one last; alike by id. */
  readonly assets: readonly PlanAsset[];
  readonly total: Counted;
  readonly done: Counted;
}

/** A release with its iterations. */
export interface ReleaseBacklog {
  /** Null: assets that claim none. */
  readonly release: Release | null;
  /** Those to come, the next first; what runs; what is over, the last first; then paths without dates. */
  readonly iterations: readonly IterationBacklog[];
  readonly total: Counted;
  readonly done: Counted;
}

/** A workload with its place in the business order. */
export interface RankedWorkload {
  readonly item: WorkItem;
  /** The first release of an asset of it that is not done; null where none claims one. */
  readonly release: Release | null;
  /** In scope, and how many of them are done. */
  readonly assets: number;
  readonly done: number;
}

/** Migration backlog, release backlogs and iteration backlogs, one in the other (§1). */
export interface Backlogs {
  /** In their order (G5), with those that have no asset. */
  readonly releases: readonly ReleaseBacklog[];
  readonly unplanned: ReleaseBacklog;
  /** Power of 10: the first ten workloads that are not done, by their own priority, then by release, then by id. */
  readonly first: readonly RankedWorkload[];
}

const POWER_OF_TEN = 10;

/**
 * The backlogs with what a draft plans. Each asset in scope is in exactly one iteration backlog: below the first release that
 * it claims. One that is claimed for several is a fault of `nestingFaults`.
 *
 * @param planned  what `withEdits` gave for `read`, or `read` itself
 */
export function backlogsOf(
  read: Snapshot,
  planned: Snapshot,
  policy: Policy,
  teams: readonly Team[],
  now: Instant,
): Backlogs {
  const view = planViewOf(read, planned, policy, teams, now);
  const inScope = view.assets.filter((asset) => asset.isInScope);
  const byRelease = groupBy(inScope, ({ releases }) => releases[0] ?? null);
  return {
    releases: view.releases.map((release) => releaseBacklog(release, byRelease.get(release) ?? [])),
    unplanned: releaseBacklog(null, byRelease.get(null) ?? []),
    first: firstWorkloads(view, inScope),
  };
}

function releaseBacklog(release: Release | null, assets: readonly PlanAsset[]): ReleaseBacklog {
  const byIteration = groupBy(assets, ({ iteration }) => fold(iteration.path));
  const iterations = [...byIteration.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    return [{ iteration: first.iteration, assets: [...own].sort(byPriority), ...amountsOf(own) }];
  });
  return { release, iterations: iterations.sort((a, b) => byTime(a.iteration, b.iteration)), ...amountsOf(assets) };
}

function amountsOf(assets: readonly PlanAsset[]): { readonly total: Counted; readonly done: Counted } {
  const weighed = (some: readonly PlanAsset[]) => countedOf(some.map(({ item }) => item));
  return { total: weighed(assets), done: weighed(assets.filter(({ isDone }) => isDone)) };
}

function firstWorkloads({ releases }: PlanView, assets: readonly PlanAsset[]): RankedWorkload[] {
  const places = new Map(releases.map((release, index) => [release, index]));
  const placeOf = (release: Release | null) => (release === null ? Infinity : (places.get(release) ?? Infinity));
  const ranked = [...groupBy(assets, ({ workload }) => workload)].flatMap(([item, own]) => {
    const open = own.filter(({ isDone }) => !isDone);
    if (item === null || open.length === 0) return [];
    const claimed = open.flatMap((asset) => asset.releases[0] ?? []).sort((a, b) => placeOf(a) - placeOf(b));
    return [{ item, release: claimed[0] ?? null, assets: own.length, done: own.length - open.length }];
  });
  const rankOf = ({ item }: RankedWorkload) => item.priority ?? Infinity;
  const compare = (a: number, b: number) => (a === b ? 0 : a - b);
  return ranked
    .sort(
      (a, b) =>
        compare(rankOf(a), rankOf(b)) || compare(placeOf(a.release), placeOf(b.release)) || a.item.id - b.item.id,
    )
    .slice(0, POWER_OF_TEN);
}
