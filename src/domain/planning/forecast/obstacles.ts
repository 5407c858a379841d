import { type EdgeList, type Graph, graphOf } from "../../dependencies/graph";
import { componentsOf, membersOf } from "../../dependencies/components";
import { lacksEfforts } from "./estimates";
import { FEWEST, type History } from "./history";
import type { Network } from "./network";
import type { ForecastPlan } from "./plan";

/** Why something has no forecast. */
export type Obstacle =
  | { readonly kind: "noAssets"; readonly release: string }
  | { readonly kind: "tooFewPeriods"; readonly team: string; readonly gate: string; readonly periods: number }
  | { readonly kind: "nothingDelivered"; readonly team: string; readonly gate: string; readonly periods: number }
  | { readonly kind: "noEstimates"; readonly team: string }
  | { readonly kind: "circle"; readonly releases: readonly string[] };

/** What stands behind the forecast of one gate, by release. */
export interface Standing {
  readonly obstacles: readonly Obstacle[];
  /** The numbers of the teams whose pace the date rests on. */
  readonly teams: ReadonlySet<number>;
  /** The fewest past periods that the pace of one of them is drawn from; Infinity where there is none. */
  readonly samples: number;
}

/**
 * Why a team cannot be counted on up to a gate; null: it can.
 *
 * @param history  of the team, up to that gate
 * @param network  of that gate
 */
export function obstacleOf(
  plan: ForecastPlan,
  gate: number,
  team: number,
  history: History,
  network: Network,
): Obstacle | null {
  const name = plan.teams[team]?.name ?? "";
  const periods = history.samples.length;
  const told = { team: name, gate: plan.gates[gate] ?? "", periods };
  if (periods < FEWEST.anything) return { kind: "tooFewPeriods", ...told };
  const isIdle = history.samples.every(({ deliveredPerDay }) => deliveredPerDay === 0);
  if (isIdle) return { kind: "nothingDelivered", ...told };
  const own = plan.teams[team];
  if (own === undefined || !lacksEfforts(own)) return null;
  const isUnknown = network.units.some((unit) => unit.team === team && unit.unestimated.length > 0);
  return isUnknown ? { kind: "noEstimates", team: name } : null;
}

/**
 * What the forecast of each release rests on and what stands against it: what holds up work holds up all that waits for it.
 *
 * @param ofTeams  why each team cannot be counted on; null: it can
 * @param samples  how many past periods each team's pace is drawn from
 */
export function standingsOf(
  plan: ForecastPlan,
  network: Network,
  ofTeams: readonly (Obstacle | null)[],
  samples: readonly number[],
): readonly Standing[] {
  const standings = plan.releases.map(() => ({
    obstacles: [] as Obstacle[],
    teams: new Set<number>(),
    samples: Infinity,
  }));
  const releasesBehind = (nodes: readonly number[]) =>
    new Set(reachedFrom(network.edges, nodes).flatMap((node) => network.units[node]?.release ?? []));

  for (const [team, queue] of network.queues.entries()) {
    const obstacle = ofTeams[team] ?? null;
    for (const release of releasesBehind([...queue])) {
      const standing = standings[release];
      if (standing === undefined) continue;
      standing.teams.add(team);
      standing.samples = Math.min(standing.samples, samples[team] ?? 0);
      if (obstacle !== null) standing.obstacles.push(obstacle);
    }
  }
  for (const { nodes, releases } of network.circles) {
    const circle: Obstacle = { kind: "circle", releases: releases.map((number) => plan.releases[number]?.key ?? "") };
    for (const release of releasesBehind(nodes)) standings[release]?.obstacles.push(circle);
  }
  return standings;
}

function reachedFrom(graph: Graph, nodes: readonly number[]): number[] {
  const seen = new Set(nodes);
  // It grows while it is walked through.
  for (const node of seen) {
    for (const target of graph.targets.subarray(graph.starts[node], graph.starts[node + 1])) seen.add(target);
  }
  return [...seen];
}

/** In which order releases can be promoted, each after those it waits for. */
export interface PromotionOrder {
  /** The releases' numbers; each after all that it waits for. */
  readonly order: readonly number[];
  /** What each release waits for directly. */
  readonly waitsFor: Graph;
  /** Releases that wait for each other, so that none of them can be promoted. */
  readonly circles: readonly (readonly number[])[];
}

/** Orders the releases of a plan by what they wait for (G3). */
export function promotionOrderOf(releases: number, promotions: EdgeList): PromotionOrder {
  const waitsFor = graphOf(releases, promotions);
  // An edge between two components leads to the one of the lower number, so what is waited for comes first.
  const components = componentsOf(waitsFor);
  const groups = Array.from({ length: components.count }, (_, component) => [...membersOf(components, component)]);
  return { order: groups.flat(), waitsFor, circles: groups.filter(({ length }) => length > 1) };
}
