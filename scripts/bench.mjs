/**
 * `npm run bench`: measures what the product promises about time, each beside a floor in the same run.
 */
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./lib/install.mjs";

ensureInstalled();
const root = fileURLToPath(new URL("../", import.meta.url));
const { build } = await import("esbuild");
await build({
  absWorkingDir: root,
  entryPoints: { main: "tests/bench/main.ts", boardsProcess: "tests/bench/boardsProcess.ts" },
  outdir: "build/bench",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "error",
});
await import(new URL("../build/bench/main.mjs", import.meta.url).href);
