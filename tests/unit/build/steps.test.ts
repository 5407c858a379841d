import { type JestResult, type Outcome, runStep, tally } from "../../../scripts/lib/steps.mjs";

const outcome = (passed: boolean): Outcome => ({ name: "lint", passed, seconds: 1, output: "" });
const result = (counts: Partial<JestResult> = {}): JestResult => ({
  numPassedTests: 10,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  ...counts,
});

describe("the count of a whole run", () => {
  it("is of tests and other checks together", () => {
    expect(tally([outcome(true), outcome(true)], outcome(true), result())).toEqual({
      ok: true,
      line: "12 passed, 0 failed",
    });
  });

  it("names skipped tests only when there are some", () => {
    expect(tally([], outcome(true), result({ numPendingTests: 2, numTodoTests: 1 })).line).toBe(
      "10 passed, 0 failed, 3 skipped",
    );
  });

  it("fails with a failed check", () => {
    expect(tally([outcome(false)], outcome(true), result())).toEqual({ ok: false, line: "10 passed, 1 failed" });
  });

  it("fails with a failed test and with a test file that could not be run", () => {
    const counts = result({ numFailedTests: 2, numRuntimeErrorTestSuites: 1 });
    expect(tally([], outcome(false), counts)).toEqual({ ok: false, line: "10 passed, 3 failed" });
  });

  it("fails when Jest fails for a reason that no test has", () => {
    expect(tally([], outcome(false), result())).toEqual({ ok: false, line: "10 passed, 1 failed" });
    expect(tally([], outcome(false), undefined)).toEqual({ ok: false, line: "0 passed, 1 failed" });
  });

  it("is no success when no test ran", () => {
    expect(tally([outcome(true)], outcome(true), result({ numPassedTests: 0, numPendingTests: 4 })).ok).toBe(false);
  });
});

describe("a check", () => {
  const run = (script: string) => runStep("check", ["-e", script], { cwd: process.cwd() });

  it("passes with exit code 0, and keeps what it printed on both streams", async () => {
    const { passed, output } = await run("console.log('out'); console.error('err')");
    expect(passed).toBe(true);
    expect(output.split("\n").sort()).toEqual(["err", "out"]);
  });

  it("fails with another exit code", async () => {
    expect((await run("process.exit(3)")).passed).toBe(false);
  });

  it("fails when it is killed", async () => {
    expect((await run("process.kill(process.pid, 'SIGKILL')")).passed).toBe(false);
  });
});
