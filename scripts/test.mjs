/**
 * `npm test`: every check of the project, each run whatever the others say, and one line at the end that counts them.
 *
 * `npm test -- <arguments for jest>` runs the matching tests alone, e.g. `npm test -- tests/unit/domain`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./lib/install.mjs";
import { runStep, tally } from "./lib/steps.mjs";

/** @typedef {import("./lib/steps.mjs").Outcome} Outcome */

const root = fileURLToPath(new URL("../", import.meta.url));
const jestArguments = process.argv.slice(2);
const { resolve } = createRequire(import.meta.url);

ensureInstalled();
mkdirSync(join(root, "build"), { recursive: true });

/** @type {Outcome[]} */
const outcomes = [];

/** @param {Outcome} outcome */
function note(outcome) {
  outcomes.push(outcome);
  console.log(`${outcome.passed ? "passed" : "FAILED"}  ${outcome.name} (${outcome.seconds.toFixed(1)} s)`);
  if (!outcome.passed || outcome.name === "size") console.log(outcome.output);
}

/**
 * @param {string} name
 * @param {string} script  path from the repository's root
 * @param {...string} args
 */
async function check(name, script, ...args) {
  note(await runStep(name, [script, ...args], { cwd: root }));
}

const bin = {
  eslint: join(root, "node_modules/eslint/bin/eslint.js"),
  jest: resolve("jest/bin/jest"),
  prettier: resolve("prettier/bin/prettier.cjs"),
  typescript: resolve("typescript/bin/tsc"),
};

/** @returns {Promise<boolean>} whether the tests to be run include one that needs a browser and the built extension */
async function needsBrowser() {
  if (jestArguments.length === 0) return true;
  const { output } = await runStep("list", [bin.jest, "--listTests", ...jestArguments], { cwd: root });
  return /[\\/]tests[\\/]browser[\\/]/.test(output);
}

const env = { ...process.env };
/** @type {string[]} */
const projects = [];
const withBrowser = await needsBrowser();
if (withBrowser) {
  try {
    const { ensureBrowser } = await import("./lib/browser.mjs");
    env["RELEASE_READINESS_BROWSER"] = (await ensureBrowser()).executablePath;
  } catch (error) {
    // The other tests can still be run; that these were not must not look like success.
    const output = error instanceof Error ? error.message : String(error);
    note({ name: "browser", passed: false, seconds: 0, output });
    projects.push("--ignoreProjects", "browser");
  }
}

if (jestArguments.length === 0) {
  // One lane a core. Size and package look at what the build made.
  await Promise.all([
    (async () => {
      await check("build", "scripts/build.mjs");
      await check("size", "scripts/size.mjs");
      await check("package", "scripts/package.mjs");
      await check("format", bin.prettier, "--check", ".");
    })(),
    (async () => {
      await check("types", bin.typescript, "--noEmit");
      await check("lint", bin.eslint, ".");
    })(),
  ]);
} else if (withBrowser) {
  await check("build", "scripts/build.mjs");
}

const result = join(root, "build", "jest.json");
rmSync(result, { force: true });
const jest = await runStep(
  "tests",
  [bin.jest, "--json", `--outputFile=${result}`, "--maxWorkers=2", ...projects, ...jestArguments],
  { cwd: root, env, live: true },
);

const { ok, line } = tally(outcomes, jest, existsSync(result) ? JSON.parse(readFileSync(result, "utf8")) : undefined);
console.log("");
for (const { name, passed: fine, seconds } of [...outcomes, jest]) {
  console.log(`${fine ? "passed" : "FAILED"}  ${name.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s`);
}
console.log(line);
process.exitCode = ok ? 0 : 1;
