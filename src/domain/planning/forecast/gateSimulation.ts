import { type Capacity, capacityOf } from "./capacity";
import { sizesOf } from "./estimates";
import { historyOf } from "./history";
import { type Network, networkOf } from "./network";
import { type Obstacle, obstacleOf, type Standing, standingsOf } from "./obstacles";
import type { ForecastPlan, WhatIf } from "./plan";
import { scheduleOf } from "./schedule";
import type { Workdays } from "./workdays";

/** The simulation of one gate: when all work of each release up to it is done, whatever else a release waits for. */
export interface GateSimulation {
  readonly network: Network;
  /** By release. */
  readonly standings: readonly Standing[];
  /** Runs one trial; see `Schedule.run`. */
  run(trial: number, days: Int32Array): void;
}

/**
 * Prepares the simulation of a gate.
 *
 * @param gate  the gate's place in the plan
 * @param workdays  of each team
 * @throws RangeError for a plan that contradicts itself; it says where
 */
export function gateSimulationOf(
  plan: ForecastPlan,
  gate: number,
  workdays: readonly Workdays[],
  whatIf: WhatIf,
): GateSimulation {
  const network = networkOf(plan, gate);
  const histories = plan.teams.map(({ name, past }) => {
    const own = past[gate];
    if (own === undefined)
      throw new RangeError(`Team ${name} has no past for ${plan.gates[gate]}: give one, if empty.`);
    return historyOf(own, plan.today);
  });
  const obstacles: readonly (Obstacle | null)[] = histories.map((history, team) =>
    obstacleOf(plan, gate, team, history, network),
  );
  const counted = plan.teams.map((team, index) => (obstacles[index] === null ? team : null));

  const sizes = sizesOf(network.units, counted, plan.seed, whatIf.scope);
  const capacities = counted.map((team, index): Capacity | null => {
    const days = workdays[index];
    if (team === null || days === undefined) return null;
    return capacityOf({
      team: team.name,
      samples: histories[index]?.samples ?? [],
      workdays: days,
      seed: plan.seed,
      velocity: whatIf.velocity,
      scopeGrowth: plan.scopeGrowth,
    });
  });
  const schedule = scheduleOf(network, capacities);
  const drawn = new Float64Array(network.units.length);
  return {
    network,
    standings: standingsOf(
      plan,
      network,
      obstacles,
      histories.map(({ samples }) => samples.length),
    ),
    run(trial, days) {
      sizes.draw(trial, drawn);
      schedule.run(trial, drawn, days);
    },
  };
}
