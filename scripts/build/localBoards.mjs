/**
 * Bundles the local Azure Boards: its server and command line for Node, its pages' script and style for a browser.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { whenStale } from "../lib/stale.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The bundled command line; it runs when it is imported. */
export const MAIN = "build/local-boards/main.mjs";

/** The bundled probe of a real organisation; it runs when it is imported. */
export const PROBE = "build/local-boards/probe.mjs";

/**
 * @returns {Promise<boolean>} whether anything had to be built
 * @throws {Error} with esbuild's messages when the build fails
 */
export function buildLocalBoards() {
  const inputs = ["scripts/local-boards", "scripts/build/localBoards.mjs", "package-lock.json"];
  return whenStale({ name: "local-boards", inputs, outputs: ["build/local-boards"] }, async () => {
    const esbuild = await import("esbuild");
    const host = ["scripts/local-boards/host/index.tsx", "scripts/local-boards/host/index.ts"].find((path) =>
      existsSync(`${root}${path}`),
    );
    if (host === undefined) throw new Error("scripts/local-boards/host/index.ts is missing.");
    await Promise.all([
      esbuild.build({
        absWorkingDir: root,
        entryPoints: { main: "scripts/local-boards/main.ts", probe: "scripts/local-boards/probe/main.ts" },
        outdir: "build/local-boards",
        outExtension: { ".js": ".mjs" },
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        sourcemap: "linked",
        logLevel: "error",
        // Packages in CommonJS ask for Node's modules with require, which a module does not have.
        banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
      }),
      esbuild.build({
        absWorkingDir: root,
        entryPoints: { host },
        outdir: "build/local-boards/host",
        bundle: true,
        platform: "browser",
        format: "iife",
        target: "es2022",
        sourcemap: "linked",
        logLevel: "error",
      }),
    ]);
  });
}
