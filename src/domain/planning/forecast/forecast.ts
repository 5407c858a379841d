import { dayNumber } from "../days";
import { type Outlook, outlookOf } from "./outlook";
import { AS_IT_IS, type ForecastPlan, type WhatIf } from "./plan";
import { type Simulation, simulationOf } from "./simulation";

/** How many trials a forecast takes, and after how many its first bands are shown. */
export const TRIALS = 10_000;
export const FIRST_TRIALS = 500;

/** The forecast of a release. */
export interface ReleaseForecast {
  readonly release: string;
  /** In the order of the plan's gates; the last one is the release's promotion. */
  readonly gates: readonly { readonly gate: string; readonly outlook: Outlook }[];
}

/** The forecast of a plan, as far as it has been worked out. */
export interface Forecast {
  /** With the plan it gives the same forecast again. */
  readonly seed: number;
  readonly trials: number;
  /** In the order of the plan. */
  readonly releases: readonly ReleaseForecast[];
  /** Of everything: the latest promotion within each trial. */
  readonly exit: Outlook;
}

/** How a forecast is run. */
export interface ForecastOptions {
  readonly trials: number;
  /** After so many trials the first forecast comes. */
  readonly first: number;
  /** And then after each so many. */
  readonly step: number;
  readonly whatIf: WhatIf;
}

const USUAL: ForecastOptions = { trials: TRIALS, first: FIRST_TRIALS, step: 1_000, whatIf: AS_IT_IS };

/**
 * Works a forecast out step by step: each step is a forecast from the trials so far, the last one from all. Whoever steps
 * through may stop at any step. The steps do not change what comes out at the end.
 *
 * @throws RangeError for a plan that contradicts itself; it says where
 */
export function* forecastSteps(
  plan: ForecastPlan,
  options: Partial<ForecastOptions> = {},
): Generator<Forecast, void, void> {
  const { trials, first, step, whatIf } = { ...USUAL, ...options };
  for (const [name, count] of Object.entries({ trials, first, step })) {
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(`${name} is ${count}; give a whole number of 1 or more.`);
    }
  }
  const simulation = simulationOf(plan, trials, whatIf);
  for (let next = first; simulation.trials < trials; next = step) {
    simulation.run(next);
    yield forecastFrom(simulation);
  }
}

/** The forecast of a plan, at once; see `forecastSteps`. */
export function forecastOf(plan: ForecastPlan, options: Partial<ForecastOptions> = {}): Forecast {
  const simulation = simulationOf(plan, options.trials ?? TRIALS, options.whatIf);
  simulation.run(Infinity);
  return forecastFrom(simulation);
}

/** What a simulation says so far. */
export function forecastFrom(simulation: Simulation): Forecast {
  const { plan, workdays } = simulation;
  return {
    seed: plan.seed,
    trials: simulation.trials,
    releases: plan.releases.map(({ key, targetDate }, release) => ({
      release: key,
      gates: plan.gates.map((gate, at) => ({
        gate,
        outlook: outlookOf(simulation.at(at, release), plan, workdays, targetDate),
      })),
    })),
    exit: outlookOf(simulation.exit(), plan, workdays, null),
  };
}

/** What a what-if would change of a release's promotion. */
export interface Sensitivity {
  readonly release: string;
  /** How many days of the calendar earlier P85 is; negative: later. Null where there is no P85, before or after. */
  readonly daysEarlier: number | null;
}

/** The what-ifs that are always shown (forecasting §4). */
export const WHAT_IFS = {
  "scope −20 %": { scope: 0.8, velocity: 1 },
  "velocity +20 %": { scope: 1, velocity: 1.2 },
} as const satisfies Readonly<Record<string, WhatIf>>;

/**
 * Compares a plan with a what-if, trial by trial with the same draws.
 *
 * @param trials  how many; fewer than a forecast takes are enough for a difference of days
 * @throws RangeError for a plan that contradicts itself; it says where
 */
export function sensitivityOf(plan: ForecastPlan, whatIf: WhatIf, trials: number): readonly Sensitivity[] {
  const [now, then] = [simulationOf(plan, trials), simulationOf(plan, trials, whatIf)];
  now.run(trials);
  then.run(trials);
  const gate = plan.gates.length - 1;
  const p85 = (simulation: Simulation, release: number) => {
    const outlook = outlookOf(simulation.at(gate, release), plan, simulation.workdays, null);
    return outlook.kind === "dates" && outlook.p85.kind === "day" ? dayNumber(outlook.p85.day) : null;
  };
  return plan.releases.map(({ key }, release) => {
    const [before, after] = [p85(now, release), p85(then, release)];
    return { release: key, daysEarlier: before === null || after === null ? null : before - after };
  });
}
