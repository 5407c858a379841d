/**
 * `npm run backtest -- FILE.csv`: plays the forecasts of a team's own past and prints how often they were kept.
 * `npm run backtest -- --help` says how.
 */
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./lib/install.mjs";

ensureInstalled();
const root = fileURLToPath(new URL("../", import.meta.url));
const { build } = await import("esbuild");
await build({
  absWorkingDir: root,
  entryPoints: { main: "scripts/lib/backtest/main.ts" },
  outdir: "build/backtest",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "error",
});
const main = new URL("../build/backtest/main.mjs", import.meta.url).href;
/** @type {typeof import("./lib/backtest/main.ts")} */
const { run } = await import(main);
const { exitCode, output, errors } = run(process.argv.slice(2));
for (const line of output) console.log(line);
for (const line of errors) console.error(line);
process.exitCode = exitCode;
