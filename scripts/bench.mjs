/**
 * `npm run bench`: measures what the product promises about time, each beside a floor in the same run.
 */
import { fileURLToPath } from "node:url";
import { ensureBrowser } from "./lib/browser.mjs";
import { ensureInstalled } from "./lib/install.mjs";

ensureInstalled();
const root = fileURLToPath(new URL("../", import.meta.url));
const { build } = await import("esbuild");
const { scriptText } = (await import("./build/scriptTextLoader.js")).default;
await build({
  absWorkingDir: root,
  entryPoints: {
    main: "tests/bench/main.ts",
    boardsProcess: "tests/bench/boardsProcess.ts",
    forecastWorker: "tests/bench/forecastWorker.ts",
  },
  outdir: "build/bench",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "error",
});
await import(new URL("../build/bench/main.mjs", import.meta.url).href);

// What a person waits for is a worker in a browser.
const { chromium } = await import("playwright-core");
const browser = await chromium.launch(await ensureBrowser());
try {
  const { benchForecastWorker } = await import(new URL("../build/bench/forecastWorker.mjs", import.meta.url).href);
  const { text } = await scriptText(fileURLToPath(new URL("../src/components/forecast/worker.ts", import.meta.url)));
  await benchForecastWorker(await browser.newPage(), text);
} finally {
  await browser.close();
}
