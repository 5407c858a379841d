/**
 * Jest transform: TypeScript, JSX and ES modules to CommonJS with esbuild.
 *
 * It checks no types (`npm run types` does) and does not hoist `jest.mock`: tests pass their fakes in instead.
 * Jest caches what it returns under getCacheKey.
 */
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { extname } = require("node:path");
const esbuild = require("esbuild");

/** @type {Readonly<Record<string, import("esbuild").Loader>>} */
const LOADERS = { ".ts": "ts", ".mts": "ts", ".cts": "ts", ".tsx": "tsx", ".js": "js", ".mjs": "js", ".jsx": "jsx" };
const OWN_SOURCE = readFileSync(__filename);

/** CommonJS has no import.meta; the one member that our scripts use is put in its place. */
const IMPORT_META_URL = 'const __importMetaUrl = require("node:url").pathToFileURL(__filename).href;';

/** @type {import("@jest/transform").SyncTransformer} */
module.exports = {
  process(source, file) {
    const usesImportMeta = source.includes("import.meta.url");
    const { code } = esbuild.transformSync(source, {
      loader: LOADERS[extname(file)],
      format: "cjs",
      target: "node20",
      // Jest can't load modules that are imported when they are needed; it can require them.
      supported: { "dynamic-import": false },
      jsx: "transform",
      sourcemap: "inline",
      sourcefile: file,
      ...(usesImportMeta ? { banner: IMPORT_META_URL, define: { "import.meta.url": "__importMetaUrl" } } : {}),
    });
    return { code };
  },

  getCacheKey(source, file, options) {
    return createHash("sha256")
      .update(OWN_SOURCE)
      .update("\0")
      .update(esbuild.version)
      .update("\0")
      .update(file)
      .update("\0")
      .update(source)
      .update("\0")
      .update(options.configString)
      .digest("hex")
      .slice(0, 32);
  },
};
