/** How good forecasts are: coverage and pinball loss on teams of known process, as tables in Markdown. */
import { type Backtest, backtestOf, type PlayedTeam } from "../../src/domain/planning/forecast/backtest";
import { LEVELS } from "../../src/domain/planning/forecast/quantiles";
import { say } from "./measure";
import { type Process, PROCESSES, syntheticTeam, type Unit, UNITS } from "./synthetic";

const TEAMS = 40;
const LENGTH = 36;
/** As in the measurement that forecasting rests on. */
const TRIALS = 400;
const HORIZONS = [1, 3, 6];
const WINDOWS = [6, 8, 10, 12];

/** Prints the tables of docs/forecasting.md. */
export function benchForecastQuality(): void {
  say(`\nforecasts of ${TEAMS} synthetic teams a process and unit, ${LENGTH} periods each, ${TRIALS} trials, seed 1`);
  const all = PROCESSES.flatMap((process) => UNITS.map((unit) => ({ title: `${process}, ${unit}`, process, unit })));
  table(
    "all together",
    all.flatMap(({ process, unit }) => teamsOf(process, unit)),
  );
  for (const { title, process, unit } of all) table(title, teamsOf(process, unit));
}

function teamsOf(process: Process, unit: Unit): PlayedTeam[] {
  return Array.from({ length: TEAMS }, (_, number) => syntheticTeam(process, unit, number, LENGTH));
}

function table(title: string, teams: readonly PlayedTeam[]): void {
  say(`\n${title}\n`);
  say(
    "| H | W | n | mean met | simple P50/P85/P95 | double P50/P85/P95 | loss P85 mean, simple, double | loss P95 mean, simple, double |",
  );
  say("| - | - | - | - | - | - | - | - |");
  for (const horizon of HORIZONS) {
    for (const window of WINDOWS) say(rowOf(backtestOf(teams, { window, horizon, trials: TRIALS, seed: 1 })));
  }
}

function rowOf({ window, horizon, cases, scores }: Backtest): string {
  const met = (method: "simple" | "double") =>
    LEVELS.map((level) => (scores[method][level].rate * 100).toFixed(0)).join(" / ");
  const losses = (level: "p85" | "p95") =>
    (["mean", "simple", "double"] as const).map((method) => scores[method][level].loss.toFixed(4)).join(", ");
  const mean = `${(scores.mean.p50.rate * 100).toFixed(0)} %`;
  const cells = [horizon, window, cases, mean, met("simple"), met("double"), losses("p85"), losses("p95")];
  return `| ${cells.join(" | ")} |`;
}
