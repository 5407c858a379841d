import { indexFrom, keyOf, stepped, wordOf } from "./random";
import type { ForecastTeam } from "./plan";
import type { Unit } from "./units";

/** The sizes of units in a trial. */
export interface Sizes {
  /** Writes the size of each unit, in the plan's unit. */
  draw(trial: number, sizes: Float64Array): void;
}

/**
 * The sizes of units: what is known, and for each item without an estimate one drawn from its team's done items of the same
 * kind, else of all kinds (forecasting §3). Never 0 for want of an estimate.
 *
 * @param teams  by the team's number; null: it is not counted on, so the sizes of its units are never asked for
 * @param scope  a factor on everything, for a what-if
 * @throws RangeError when the team of an unestimated item has no estimated done item; see `lacksEfforts`
 */
export function sizesOf(
  units: readonly Unit[],
  teams: readonly (ForecastTeam | null)[],
  seed: number,
  scope: number,
): Sizes {
  const known = Float64Array.from(units, (unit) => unit.known * scope);
  const drawn = units.flatMap(({ team, unestimated }, unit) => {
    const own = teams[team];
    if (own == null) return [];
    return unestimated.map(({ id, kind }) => {
      const efforts = effortsFor(own, kind);
      if (efforts.length === 0) throw new RangeError(`Item ${id} has no estimate, and its team none to draw one from.`);
      return { unit, efforts, key: stepped(keyOf(seed, "estimate"), wordOf(id)) };
    });
  });
  return {
    draw(trial, sizes) {
      sizes.set(known);
      for (const { unit, efforts, key } of drawn) {
        const effort = efforts[indexFrom(stepped(key, trial), efforts.length)] ?? 0;
        sizes[unit] = (sizes[unit] ?? 0) + effort * scope;
      }
    },
  };
}

/** Whether a team has nothing to draw an estimate from. */
export function lacksEfforts({ doneEfforts }: Pick<ForecastTeam, "doneEfforts">): boolean {
  return Object.values(doneEfforts).every((efforts) => efforts.length === 0);
}

function effortsFor({ doneEfforts }: ForecastTeam, kind: string): readonly number[] {
  const own = Object.hasOwn(doneEfforts, kind) ? doneEfforts[kind] : undefined;
  return own !== undefined && own.length > 0 ? own : Object.values(doneEfforts).flat();
}

/** How much of what was done, and of what remains, has an estimate. */
export interface Estimated {
  readonly done: number;
  readonly doneEstimated: number;
  readonly remaining: number;
  readonly remainingEstimated: number;
}

/** The share of estimated items from which on points may be used (forecasting §2). */
export const ENOUGH_ESTIMATED = 0.8;

/**
 * What to count in (forecasting §2): assets, unless at least 80 % of the done and of the remaining ones are estimated and
 * points did better on the team's own past.
 *
 * @param loss  the pinball loss of each unit in the team's back-test, scaled; null: not back-tested
 */
export function unitFor(
  estimated: Estimated,
  loss: { readonly items: number; readonly points: number } | null,
): "items" | "points" {
  const { done, doneEstimated, remaining, remainingEstimated } = estimated;
  const enough = doneEstimated >= ENOUGH_ESTIMATED * done && remainingEstimated >= ENOUGH_ESTIMATED * remaining;
  return enough && done > 0 && loss !== null && loss.points < loss.items ? "points" : "items";
}
