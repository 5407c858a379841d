/**
 * Builds the extension's pages into dist/ as they are packaged: `webpack --mode production`.
 */
import { createRequire } from "node:module";
import { whenStale } from "../lib/stale.mjs";

const load = createRequire(import.meta.url);

const INPUTS = [
  "src",
  "static/shell.html",
  "scripts/build/entryPoints.js",
  "scripts/build/iconFontsPlugin.js",
  "scripts/build/scriptTextLoader.js",
  "webpack.config.js",
  "tsconfig.json",
  "package-lock.json",
];

/**
 * @returns {Promise<boolean>} whether anything had to be built
 * @throws {Error} with webpack's messages when the build fails
 */
export function buildExtension() {
  return whenStale({ name: "extension", inputs: INPUTS, outputs: ["dist"] }, async () => {
    const { default: webpack } = await import("webpack");
    const compiler = webpack(load("../../webpack.config.js")({}, { mode: "production" }));
    /** @type {import("webpack").Stats} */
    const stats = await new Promise((resolve, reject) => {
      compiler.run((failure, result) => {
        compiler.close((unclosed) => {
          if (result === undefined || failure || unclosed)
            reject(failure ?? unclosed ?? new Error("webpack gave no result."));
          else resolve(result);
        });
      });
    });
    const messages = stats.toString({ preset: "errors-warnings" });
    if (stats.hasErrors()) throw new Error(`The extension does not build.\n${messages}`);
    if (stats.hasWarnings()) console.error(messages);
  });
}
