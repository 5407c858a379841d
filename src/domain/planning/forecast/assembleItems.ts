import { backlogOf } from "../../backlog/backlog";
import { releaseId } from "../../backlog/releases";
import { dependencyModel } from "../../dependencies/buildModel";
import { targetsOf } from "../../dependencies/graph";
import { type DependencyModel, itemOf, KIND } from "../../dependencies/model";
import { evidenceOf } from "../../evidence/evidence";
import { type AssetReading, readingsOf } from "../../readiness/assetStages";
import { isAtLeast, type Stage } from "../../readiness/stage";
import { teamReader } from "../teams";
import type { PlanningWorld } from "../world";
import { type ForecastDependency, type ForecastItem, type ForecastPlace, NO_TEAM } from "./plan";

/** The gates that are forecast, with the stage at which an asset has passed each (G1–G3). */
export const FORECAST_GATES = [
  { gate: "staging", stage: "Staged" },
  { gate: "uat", stage: "Accepted" },
  { gate: "promotion", stage: "Promoted" },
] as const satisfies readonly { readonly gate: string; readonly stage: Stage }[];

/** What a forecast takes of the backlog. */
export interface AssembledItems {
  /** In order of priority. */
  readonly items: readonly ForecastItem[];
  readonly dependencies: readonly ForecastDependency[];
  /** Ids of assets whose state is not mapped (M4): all of their way is taken to lie ahead. */
  readonly unmapped: readonly number[];
  /** Ids of assets that no release contains and that something in a release waits for: done with that release. */
  readonly broughtIn: readonly number[];
  /** Ids of assets in scope that no release contains and nothing in one waits for: in no date. */
  readonly unplanned: readonly number[];
  /** Ids of what is waited for and has no stage (D5, D6): the forecast can't wait for it. */
  readonly unseen: readonly number[];
  /** Ids of assets in the forecast that have passed the stage at which the policy counts one as delivered. */
  readonly delivered: ReadonlySet<string>;
}

/**
 * The assets in scope of each release, in order of priority, and the hard dependencies between them (D1). A workload in several
 * releases belongs to the first (§9). What is excluded is left out, an unmapped state has reached nothing.
 */
export function assembleItems(world: PlanningWorld): AssembledItems {
  const { snapshot, policy, now } = world;
  const backlog = backlogOf(snapshot, policy);
  const readings = readingsOf(backlog, policy);
  const { satisfied } = evidenceOf(snapshot, backlog, policy, readings, now);
  const model = dependencyModel(snapshot, backlog, policy, readings, satisfied);

  const keys = backlog.releases.map(({ key }) => key);
  const numbers = new Map(keys.map((key, index) => [releaseId(key), index]));
  const planned = model.assets.map(({ placed }) => numbers.get(placed?.releases[0] ?? "") ?? null);
  const homes = withProviders(model, planned, keys.length);
  const workloads = backlog.workloads.map(({ workload: { item, part } }) =>
    [item?.id ?? "", ...(part === null ? [] : [part])].join(" "),
  );
  const workloadOf = (node: number): string | null => workloads[model.partOf[node] ?? -1] ?? null;
  const teamOf = teamReader(world.teams);
  const rank = new Map(world.tracks.map(({ id }, index) => [id, index]));

  const inPlan = model.assets
    .map((reading, node) => ({ reading, node, home: homes[node] ?? null }))
    .filter(({ home }) => home !== null)
    .sort((a, b) => byPriority(a.reading, b.reading, rank));
  const items = inPlan.map(({ reading: { asset, stage }, node, home }): ForecastItem => ({
    id: String(asset.item.id),
    release: keys[home ?? 0] ?? "",
    workload: workloadOf(node),
    team: teamOf(asset.item.areaPath)?.name ?? NO_TEAM,
    kind: asset.kind ?? "",
    // Azure Boards takes any number; one below 0 is no estimate, and keeps no other asset from its forecast.
    effort: asset.item.effort === null || asset.item.effort < 0 ? null : asset.item.effort,
    reached: FORECAST_GATES.filter((gate) => isAtLeast(stage, gate.stage)).length,
  }));
  const { doneStage } = policy.planning;
  const idsOf = (nodes: readonly { readonly reading: AssetReading }[]): number[] =>
    nodes.map(({ reading }) => reading.asset.item.id).sort((a, b) => a - b);
  return {
    items,
    ...dependenciesOf(model, homes, workloadOf),
    unmapped: idsOf(inPlan.filter(({ reading }) => reading.stage === "Unknown")),
    broughtIn: idsOf(inPlan.filter(({ node }) => planned[node] === null)),
    unplanned: idsOf(model.assets.flatMap((reading, node) => (homes[node] == null ? [{ reading }] : []))),
    delivered: new Set(
      inPlan
        .filter(({ reading: { stage } }) => isAtLeast(stage, doneStage))
        .map(({ reading }) => String(reading.asset.item.id)),
    ),
  };
}

/** By priority, 1 first and none last; then as the backlog is ordered; then by id, so that nothing is left to chance (L2). */
function byPriority(a: AssetReading, b: AssetReading, rank: ReadonlyMap<number, number>): number {
  const [one, other] = [a.asset.item, b.asset.item];
  const [first, second] = [one.priority ?? Infinity, other.priority ?? Infinity];
  if (first !== second) return first - second;
  const [ahead, behind] = [rank.get(one.id) ?? rank.size, rank.get(other.id) ?? rank.size];
  return ahead - behind || one.id - other.id;
}

/** The release of each asset; what is in none and is waited for goes with the first release that waits for it, directly or not. */
function withProviders(
  model: DependencyModel,
  planned: readonly (number | null)[],
  releases: number,
): (number | null)[] {
  const homes = [...planned];
  const seen = new Set<number>();
  const members: number[][] = Array.from({ length: releases }, () => []);
  for (const [node, release] of planned.entries()) if (release !== null) members[release]?.push(node);
  for (const [release, own] of members.entries()) {
    const pending = [...own];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      if (model.kinds[node] === KIND.asset) homes[node] ??= release;
      for (const target of targetsOf(model.hard, node)) if (!seen.has(target)) pending.push(target);
    }
  }
  return homes;
}

/** The hard edges between what is in the plan; an end that the plan lacks has nothing left to do, or no stage at all. */
function dependenciesOf(
  model: DependencyModel,
  homes: readonly (number | null)[],
  workloadOf: (node: number) => string | null,
): { dependencies: ForecastDependency[]; unseen: number[] } {
  const inPlan = new Set(model.assets.flatMap((_, node) => (homes[node] == null ? [] : (workloadOf(node) ?? []))));
  const dependencies: ForecastDependency[] = [];
  const unseen = new Set<number>();
  const placeOf = (node: number): ForecastPlace | null => {
    const kind = model.kinds[node];
    if (kind === KIND.asset) {
      const id = model.assets[node]?.asset.item.id;
      return homes[node] == null || id === undefined ? null : { kind: "item", key: String(id) };
    }
    const workload = kind === KIND.needs || kind === KIND.whole ? workloadOf(node) : null;
    return workload === null || !inPlan.has(workload) ? null : { kind: "workload", key: workload };
  };
  for (let node = 0; node < model.firstOther; node++) {
    const kind = model.kinds[node];
    if (kind === KIND.gap) continue;
    const waits = placeOf(node);
    if (waits === null) continue;
    for (const target of targetsOf(model.hard, node)) {
      const provider = model.kinds[target];
      // That a workload needs what its assets need, and ends with them, is known of every workload.
      if (provider === KIND.needs || (kind === KIND.whole && provider === KIND.asset)) continue;
      const first = placeOf(target);
      if (first !== null) dependencies.push({ waits, for: first });
      else if (provider !== KIND.asset && provider !== KIND.whole) unseen.add(itemOf(model, target).id);
    }
  }
  return { dependencies, unseen: [...unseen].sort((a, b) => a - b) };
}
