import { EdgeList } from "../../dependencies/graph";
import { type GateSimulation, gateSimulationOf } from "./gateSimulation";
import { type Obstacle, promotionOrderOf, type Standing } from "./obstacles";
import { AS_IT_IS, type ForecastPlan, type WhatIf } from "./plan";
import { workdaysOf, type Workdays } from "./workdays";

const NO_DAYS = new Int32Array(0);
const NOTHING_KNOWN: Standing = { obstacles: [], teams: new Set(), samples: Infinity };

/** What the trials say of one release at one gate, or of the whole exit. */
export interface Simulated {
  /** Nothing remains to be done. */
  readonly isDone: boolean;
  readonly standing: Standing;
  /** The day of each trial run so far: 1 is the plan's first day, 0 means before it, horizon + 1 beyond the horizon. */
  readonly days: Int32Array;
}

/** A simulation under way. */
export interface Simulation {
  readonly plan: ForecastPlan;
  /** By team. */
  readonly workdays: readonly Workdays[];
  /** How many trials were run. */
  readonly trials: number;
  /** Runs so many more trials, at most up to the number that the simulation was made for. */
  run(trials: number): void;
  /** What is known so far, by gate and release. */
  at(gate: number, release: number): Simulated;
  /** What is known so far of the last gate of all releases together. */
  exit(): Simulated;
}

/**
 * Prepares the simulation of a plan. In each trial the gates of a release come in order, and no release is promoted before
 * one that it waits for; the exit is the latest promotion of the same trial.
 *
 * @param trials  how many there will be at most
 * @throws RangeError for a plan that contradicts itself; it says where
 */
export function simulationOf(plan: ForecastPlan, trials: number, whatIf: WhatIf = AS_IT_IS): Simulation {
  check(plan, whatIf);
  const workdays = plan.teams.map(({ calendar }) => workdaysOf(calendar, plan.today));
  const gates = plan.gates.map((_, gate) => gateSimulationOf(plan, gate, workdays, whatIf));
  const last = gates.length - 1;
  const promotion = promotionOrderOf(plan.releases.length, gates.at(-1)?.network.promotions ?? new EdgeList());
  const remains = gates.map(({ network }) => remainingReleases(plan, network.units));
  const standings = standingsUpTo(plan, gates, promotion, remains);
  const days = gates.map(() => plan.releases.map(() => new Int32Array(trials)));
  const daysOf = (gate: number, release: number) => days[gate]?.[release] ?? NO_DAYS;
  const exits = new Int32Array(trials);
  const row = new Int32Array(plan.releases.length);
  let done = 0;

  function runTrial(trial: number): void {
    for (const [gate, simulation] of gates.entries()) {
      simulation.run(trial, row);
      for (let release = 0; release < row.length; release++) {
        daysOf(gate, release)[trial] = Math.max(row[release] ?? 0, daysOf(gate - 1, release)[trial] ?? 0);
      }
    }
    let exit = 0;
    for (const release of promotion.order) {
      const promoted = daysOf(last, release);
      let day = promoted[trial] ?? 0;
      if (remains[last]?.[release] === true) {
        const { starts, targets } = promotion.waitsFor;
        for (let at = starts[release] ?? 0; at < (starts[release + 1] ?? 0); at++) {
          day = Math.max(day, daysOf(last, targets[at] ?? 0)[trial] ?? 0);
        }
        promoted[trial] = day;
      }
      exit = Math.max(exit, day);
    }
    exits[trial] = exit;
  }

  return {
    plan,
    workdays,
    get trials() {
      return done;
    },
    run(more) {
      for (const end = Math.min(done + more, trials); done < end; done++) runTrial(done);
    },
    at(gate, release) {
      const standing = standings[gate]?.[release] ?? NOTHING_KNOWN;
      return {
        isDone: remains[gate]?.[release] === false && standing.obstacles.length === 0,
        standing,
        days: daysOf(gate, release).subarray(0, done),
      };
    },
    exit() {
      const standing = union(standings[last] ?? []);
      return {
        isDone: remains[last]?.every((remaining) => !remaining) === true && standing.obstacles.length === 0,
        standing,
        days: exits.subarray(0, done),
      };
    },
  };
}

function check({ gates, releases, teams }: ForecastPlan, { scope, velocity }: WhatIf): void {
  if (gates.length === 0) throw new RangeError("The plan has no gate: name at least one, for example Promoted.");
  if (releases.length === 0) throw new RangeError("The plan has no release: there is nothing to forecast.");
  for (const names of [releases.map(({ key }) => key), teams.map(({ name }) => name)]) {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new RangeError(`The plan names ${twice} twice; name each release and team once.`);
  }
  for (const [name, factor] of Object.entries({ scope, velocity })) {
    if (!Number.isFinite(factor) || factor <= 0) {
      throw new RangeError(`The ${name} of a what-if is ${factor}; give a number above 0, 1 for no change.`);
    }
  }
}

function remainingReleases(plan: ForecastPlan, units: readonly { readonly release: number }[]): readonly boolean[] {
  const remaining = new Set(units.map(({ release }) => release));
  return plan.releases.map((_, release) => remaining.has(release));
}

/** What stands against each release at each gate: also what stood against an earlier gate, and against what it waits for. */
function standingsUpTo(
  plan: ForecastPlan,
  gates: readonly GateSimulation[],
  promotion: ReturnType<typeof promotionOrderOf>,
  remains: readonly (readonly boolean[])[],
): readonly (readonly Standing[])[] {
  const filled = new Set(plan.items.map(({ release }) => release));
  let before: readonly Standing[] = plan.releases.map(({ key }) => ({
    obstacles: filled.has(key) ? [] : [{ kind: "noAssets", release: key }],
    teams: new Set(),
    samples: Infinity,
  }));
  const all = gates.map(({ standings }) => {
    before = before.map((standing, release) => union([standing, standings[release] ?? NOTHING_KNOWN]));
    return before;
  });

  const promoted = [...before];
  const note = (release: number, more: readonly Standing[]) => {
    promoted[release] = union([promoted[release] ?? NOTHING_KNOWN, ...more]);
  };
  for (const circle of promotion.circles) {
    const obstacle: Obstacle = { kind: "circle", releases: circle.map((release) => plan.releases[release]?.key ?? "") };
    for (const release of circle) note(release, [{ ...NOTHING_KNOWN, obstacles: [obstacle] }]);
  }
  for (const release of promotion.order) {
    if (remains.at(-1)?.[release] !== true) continue;
    const { starts, targets } = promotion.waitsFor;
    note(
      release,
      [...targets.subarray(starts[release], starts[release + 1])].map((first) => promoted[first] ?? NOTHING_KNOWN),
    );
  }
  return [...all.slice(0, -1), promoted];
}

function union(standings: readonly Standing[]): Standing {
  const byText = new Map(
    standings.flatMap(({ obstacles }) => obstacles).map((obstacle) => [JSON.stringify(obstacle), obstacle]),
  );
  return {
    obstacles: [...byText.values()],
    teams: new Set(standings.flatMap(({ teams }) => [...teams])),
    samples: Math.min(...standings.map(({ samples }) => samples)),
  };
}
