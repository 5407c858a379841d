/** The report of a back-test, as lines for a terminal. */
import {
  type Backtest,
  backtestOf,
  type BacktestOptions,
  METHODS,
} from "../../../src/domain/planning/forecast/backtest";
import { LEVELS } from "../../../src/domain/planning/forecast/quantiles";
import { hitRateOf } from "../../../src/domain/planning/forecast/scores";
import type { FileTeam } from "./file";

/** How many periods ahead the report looks. */
export const HORIZONS = [1, 3, 6] as const;

/** The report of each team, and of all together where there are several. */
export function reportOf(teams: readonly FileTeam[], options: Omit<BacktestOptions, "horizon">): string[] {
  const parts = teams.map((team) => ({ title: `Team ${team.name}`, teams: [team] }));
  if (teams.length > 1) parts.push({ title: `All ${teams.length} teams together`, teams: [...teams] });
  return [
    `Each forecast knew the ${options.window} periods before it alone; ${options.trials} trials, seed ${options.seed}.`,
    "met: how often at least the forecast amount was delivered; loss: pinball loss by mean delivery, less is better.",
    ...parts.flatMap((part) => ["", ...linesOf(part.title, part.teams, options)]),
  ];
}

function linesOf(title: string, teams: readonly FileTeam[], options: Omit<BacktestOptions, "horizon">): string[] {
  const periods = teams.reduce((sum, team) => sum + team.periods.length, 0);
  return [
    `${title}: ${periods} periods${commitmentOf(teams)}`,
    ...HORIZONS.flatMap((horizon) => horizonLines(backtestOf(teams, { ...options, horizon }))),
  ];
}

function commitmentOf(teams: readonly FileTeam[]): string {
  const committed = teams
    .flatMap(({ periods }) => periods)
    .flatMap(({ committed, delivered }) => (committed === null || committed === 0 ? [] : [delivered >= committed]));
  if (committed.length === 0) return "";
  const { hits, cases, rate } = hitRateOf(committed.filter((kept) => kept).length, committed.length);
  return `; the commitment was kept in ${hits} of ${cases} (${percent(rate)})`;
}

function horizonLines(found: Backtest): string[] {
  const { horizon, window, cases, scores, brier, keepsP85, widened } = found;
  const ahead = `${horizon} ${horizon === 1 ? "period" : "periods"} ahead`;
  if (cases === 0)
    return [`  ${ahead}: no case; it takes ${window + horizon} periods in which something was delivered`];
  const [low, high] = scores.double.p85.interval;
  const range = `${percent(low)} to ${percent(high)}`;
  const verdict =
    keepsP85 === true
      ? `85 % lies in the interval of the rate at P85 (${range})`
      : `85 % lies OUTSIDE the interval of the rate at P85 (${range})`;
  const wider = widened === null ? "" : `; widened, P85 takes ${percent(widened.p85)} and P95 ${percent(widened.p95)}`;
  return [
    `  ${ahead}, n = ${cases}`,
    `    ${"".padEnd(16)}${LEVELS.map((level) => `${level.toUpperCase()} met`.padStart(10)).join("")}${LEVELS.map((level) => `${level.toUpperCase()} loss`.padStart(10)).join("")}`,
    ...METHODS.map((method) => {
      const rates = LEVELS.map((level) => percent(scores[method][level].rate).padStart(10));
      const losses = LEVELS.map((level) => scores[method][level].loss.toFixed(4).padStart(10));
      return `    ${NAMES[method].padEnd(16)}${rates.join("")}${losses.join("")}`;
    }),
    `    double bootstrap: ${verdict}${wider}`,
    `    Brier score of keeping what mean velocity promises: ${brier.toFixed(3)} (0.25: no better than a coin)`,
  ];
}

const NAMES = {
  double: "double bootstrap",
  simple: "simple",
  mean: "mean",
  "mean of last 3": "mean of last 3",
} as const satisfies Record<(typeof METHODS)[number], string>;

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
