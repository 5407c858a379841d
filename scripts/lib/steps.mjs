/**
 * Runs checks as processes of their own and keeps what they say until it is needed.
 */
import { spawn } from "node:child_process";

/**
 * A check and how it ended.
 *
 * @typedef {object} Outcome
 * @property {string} name
 * @property {boolean} passed
 * @property {number} seconds
 * @property {string} output  what it printed, both streams as they came
 */

/**
 * Runs a command to its end.
 *
 * @param {string} name
 * @param {readonly string[]} command  arguments for Node
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, live?: boolean }} options  `live` prints while it runs
 * @returns {Promise<Outcome>} never rejects: a command that cannot be started has failed, and says why
 */
export function runStep(name, command, { cwd, env = process.env, live = false }) {
  const started = performance.now();
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const output = [];
    const child = spawn(process.execPath, [...command], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const keep = (/** @type {Buffer} */ chunk) => {
      output.push(chunk);
      if (live) process.stdout.write(chunk);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    /** @param {boolean} passed */
    const end = (passed) =>
      resolve({
        name,
        passed,
        seconds: (performance.now() - started) / 1000,
        output: Buffer.concat(output).toString("utf8").trim(),
      });
    child.on("error", (error) => {
      keep(Buffer.from(error.message));
      end(false);
    });
    child.on("close", (code) => end(code === 0));
  });
}

/**
 * What Jest's JSON result says.
 *
 * @typedef {object} JestResult
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {number} numRuntimeErrorTestSuites  files that could not be run at all
 */

/**
 * Counts the whole run: each Jest test, each test file that could not be run, and each other check.
 *
 * @param {readonly Outcome[]} outcomes  the checks other than Jest
 * @param {Outcome} run  how Jest's process ended
 * @param {JestResult | undefined} jest  undefined when Jest gave no result
 * @returns {{ ok: boolean, line: string }} `ok` only when nothing failed and at least one test ran
 */
export function tally(outcomes, run, jest) {
  const passed = outcomes.filter((outcome) => outcome.passed).length + (jest?.numPassedTests ?? 0);
  const failedTests = (jest?.numFailedTests ?? 0) + (jest?.numRuntimeErrorTestSuites ?? 0);
  // Jest may fail for a reason that no test has: no test found, a wrong argument, a crash.
  const failed =
    outcomes.filter((outcome) => !outcome.passed).length + (run.passed ? failedTests : Math.max(1, failedTests));
  const skipped = (jest?.numPendingTests ?? 0) + (jest?.numTodoTests ?? 0);
  const ran = (jest?.numPassedTests ?? 0) + (jest?.numFailedTests ?? 0) > 0;
  return {
    ok: failed === 0 && ran,
    line: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
  };
}
