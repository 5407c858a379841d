const { dirname, resolve } = require("node:path");
const esbuild = require("esbuild");
const { minify } = require("terser");

/**
 * Bundles a module with all that it imports into one script, as text.
 *
 * @param {string} path
 * @returns {Promise<{ text: string, inputs: readonly string[] }>} the script, and the files that it is made of
 * @throws {Error} with esbuild's messages when it does not build
 */
async function scriptText(path) {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [path],
    absWorkingDir: dirname(path),
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: "iife",
    target: "es2020",
    legalComments: "none",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`${path} gave no script.`);
  // A script of its own has no names that anybody else uses.
  const { code } = await minify(file.text, { ecma: 2020, compress: { passes: 3 }, mangle: { toplevel: true } });
  if (code === undefined) throw new Error(`${path} gave no script.`);
  return { text: code, inputs: Object.keys(metafile.inputs) };
}

/**
 * webpack's loader for what is imported as `…?text`: a script that a page starts a worker with. Bundled apart, it shares
 * nothing with the page's scripts, so that its text is all that the worker needs.
 *
 * @this {import("webpack").LoaderContext<unknown>}
 */
function loader() {
  const done = this.async();
  scriptText(this.resourcePath).then(
    ({ text, inputs }) => {
      for (const input of inputs) this.addDependency(resolve(dirname(this.resourcePath), input));
      done(null, `export default ${JSON.stringify(text)};`);
    },
    (failure) => done(failure),
  );
}

module.exports = loader;
module.exports.scriptText = scriptText;
