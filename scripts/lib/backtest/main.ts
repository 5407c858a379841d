/** The command line of the back-test. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { FileError, teamsInFile } from "./file";
import { reportOf } from "./report";

const HELP = `npm run backtest -- FILE.csv [--window 8] [--trials 2000] [--seed 1]

Plays the forecasts of your own past: what would have been told, and what came (docs/forecasting.md).
FILE.csv has a row a period, oldest first, with the columns
  team, period, planned_days, committed, delivered
--window N  how many periods each forecast knows
--trials N  how often each future is drawn
--seed N    of the draws; the same one gives the same report`;

/** What a run prints, and its exit code: 0 done, 1 the file or the arguments cannot be taken. */
export interface Run {
  readonly exitCode: 0 | 1;
  readonly output: readonly string[];
  readonly errors: readonly string[];
}

/** Runs the command line on its arguments. */
export function run(args: readonly string[]): Run {
  const refused = (...errors: string[]): Run => ({ exitCode: 1, output: [], errors });
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        window: { type: "string", default: "8" },
        trials: { type: "string", default: "2000" },
        seed: { type: "string", default: "1" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return refused(messageOf(error), HELP);
  }
  const { values, positionals } = parsed;
  if (values.help) return { exitCode: 0, output: [HELP], errors: [] };
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return refused("Name one file.", HELP);
  const numbers = { window: values.window, trials: values.trials, seed: values.seed };
  for (const [name, value] of Object.entries(numbers)) {
    if (!/^\d{1,9}$/.test(value) || (name !== "seed" && Number(value) === 0)) {
      return refused(`--${name} is ${value}; give a whole number${name === "seed" ? "" : " of 1 or more"}.`);
    }
  }
  const options = { window: Number(values.window), trials: Number(values.trials), seed: Number(values.seed) };
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return refused(`${file} cannot be read: ${messageOf(error)}`);
  }
  try {
    return { exitCode: 0, output: reportOf(teamsInFile(text), options), errors: [] };
  } catch (error) {
    if (error instanceof FileError) return refused(`${file}, ${error.message}`);
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
