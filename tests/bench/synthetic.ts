/** Teams of a known process, for measuring forecasts: what they deliver is drawn, and so is the same in every run. */
import type { PlayedPeriod, PlayedTeam } from "../../src/domain/planning/forecast/backtest";
import { keyOf, stepped, uniformFrom, wordOf } from "../../src/domain/planning/forecast/random";

/** How a team works. */
export const PROCESSES = ["steady", "drifting", "lumpy"] as const;

export type Process = (typeof PROCESSES)[number];

/** What is counted of it. */
export const UNITS = ["items", "points"] as const;

export type Unit = (typeof UNITS)[number];

const POINTS = [1, 2, 3, 5, 8, 13];

/** Numbers in [0, 1), one after the other. */
type Chance = () => number;

/**
 * A team's periods of ten working days.
 *
 * - steady: about eight items a period, independent of each other (Poisson).
 * - drifting: the mean itself walks, by some 12 % from one period to the next.
 * - lumpy: good and bad runs (the logarithm of the mean depends on the last one's), and stretches without any delivery.
 */
export function syntheticTeam(process: Process, unit: Unit, number: number, length: number): PlayedTeam {
  const name = `${process} ${unit} ${number}`;
  const key = stepped(keyOf(2026, "estimate"), wordOf(name));
  let draws = 0;
  const chance: Chance = () => uniformFrom(stepped(key, draws++));
  const means = meansOf(process, chance);
  const periods = Array.from({ length }, (): PlayedPeriod => {
    const items = poisson(means(), chance);
    return { workingDays: 10, delivered: unit === "items" ? items : pointsOf(items, chance) };
  });
  return { name, periods };
}

function meansOf(process: Process, chance: Chance): () => number {
  let walk = 0;
  let isIdle = false;
  return () => {
    if (process === "steady") return 8;
    if (process === "drifting") {
      walk += 0.12 * normal(chance);
      return 8 * Math.exp(walk);
    }
    // Idle a quarter of the time, for two periods on average.
    isIdle = chance() < (isIdle ? 0.5 : 1 / 6);
    walk = 0.5 * walk + 0.4 * normal(chance);
    return isIdle ? 0 : 8 * Math.exp(walk);
  };
}

function pointsOf(items: number, chance: Chance): number {
  let points = 0;
  for (let item = 0; item < items; item++) points += POINTS[Math.floor(chance() * POINTS.length)] ?? 0;
  return points;
}

/** Counts arrivals until their waiting times exceed one period. */
function poisson(mean: number, chance: Chance): number {
  let count = -1;
  for (let waited = 0; waited <= mean; count++) waited -= Math.log(1 - chance());
  return count;
}

function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}
