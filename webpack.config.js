const path = require("node:path");
const CssMinimizerPlugin = require("css-minimizer-webpack-plugin");
const HtmlWebpackPlugin = require("html-webpack-plugin");
const MiniCssExtractPlugin = require("mini-css-extract-plugin");
const TerserPlugin = require("terser-webpack-plugin");
const { entryPoints } = require("./scripts/build/entryPoints.js");
const { IconFontsPlugin } = require("./scripts/build/iconFontsPlugin.js");

/** Polyfills for browsers that Azure DevOps no longer serves; the UI kit and the API package still import them. */
const IE_POLYFILLS = [
  "es6-promise/auto",
  "es6-object-assign/auto",
  "es6-string-polyfills",
  "intersection-observer",
  "whatwg-fetch",
];

/** What pages share; in a chunk of its own it is loaded and compiled once for all of them. */
const FRAMEWORK = /[\\/]node_modules[\\/](react|react-dom|scheduler|object-assign|prop-types|preact)[\\/]/;
const SDK = /[\\/]node_modules[\\/]azure-devops-extension-sdk[\\/]/;
/**
 * The lower floors, the schemas of what comes over a wire, and what of the floors above is no component and no hook: they know
 * nothing of React either.
 */
const WITHOUT_REACT =
  /[\\/](src[\\/](domain|boards|files)[\\/]|src[\\/](components|extension)[\\/]([\w-]+[\\/])*(?!use)\w+\.ts$|node_modules[\\/]valibot[\\/])/;

/** What asks Azure DevOps, and checks what it answers. */
const WIRE =
  /[\\/]node_modules[\\/]valibot[\\/]|[\\/]src[\\/]boards[\\/](abort|clock|errors|lanes|retryPolicy|schemas|transport|workItemFields)\.ts/;
const ENGINE = /[\\/]src[\\/]domain[\\/](backlog|change|dependencies|evidence|history|readiness)[\\/]/;

/** What is imported as text becomes a script of a worker. */
const TEXT = /^\?text$/;

/**
 * Pages that stand within others (a form, a panel) are light: they run the same components on Preact, a tenth of React's
 * size. The UI kit needs React itself, so that the hub has it.
 */
const LIGHT = "light";
const PREACT = { react: "preact/compat", "react-dom": "preact/compat" };

/**
 * The two kinds of pages share no framework, so each has a chunk of its own.
 *
 * @param {string} name
 * @returns {(module: import("webpack").Module) => string}
 */
function inLayer(name) {
  return ({ layer }) => (layer === null || layer === undefined ? name : `${name}-${layer}`);
}

/** @returns {import("webpack").Configuration} */
module.exports = (_env, { mode = "production" }) => ({
  mode,
  target: ["web", "es2020"],
  // Neither kind uses eval, which a content security policy forbids; the package holds no source maps.
  devtool: mode === "production" ? false : "source-map",
  entry: Object.fromEntries(
    entryPoints.map(({ name, source, isLight = false }) => [
      name,
      { import: path.join(__dirname, source), ...(isLight ? { layer: LIGHT } : {}) },
    ]),
  ),
  experiments: { layers: true },
  output: {
    path: path.join(__dirname, "dist"),
    // Azure DevOps serves each version of an extension from an address of its own, so names need no hashes.
    filename: "[name].js",
    chunkFilename: "[name].js",
    clean: true,
  },
  resolve: {
    extensions: [".ts", ".tsx", ".js"],
    alias: Object.fromEntries(IE_POLYFILLS.map((name) => [name, false])),
  },
  module: {
    rules: [
      { issuerLayer: LIGHT, resolve: { alias: PREACT } },
      // What knows nothing of React: one copy serves all pages.
      { test: SDK, layer: "sdk" },
      { test: WITHOUT_REACT, layer: "floors" },
      { test: /\.tsx?$/, resourceQuery: { not: [TEXT] }, loader: "esbuild-loader", options: { target: "es2020" } },
      {
        resourceQuery: TEXT,
        type: "javascript/auto",
        loader: path.join(__dirname, "scripts/build/scriptTextLoader.js"),
      },
      {
        // Neither package says so itself. CommonImports is there for its effect.
        test: /[\\/]node_modules[\\/](azure-devops-ui|azure-devops-extension-api)[\\/].*\.js$/,
        exclude: /CommonImports\.js$/,
        sideEffects: false,
      },
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, "css-loader"], sideEffects: true },
      { test: /\.woff2?$/, type: "asset/resource", generator: { filename: "fonts/[name][ext]" } },
    ],
  },
  optimization: {
    // Short names: those of a hundred files stand three times in the package.
    chunkIds: "deterministic",
    splitChunks: {
      chunks: "all",
      // Pages use different exports of one module; told apart by them, each page would have a copy of its own.
      usedExports: false,
      cacheGroups: {
        framework: { test: FRAMEWORK, name: inLayer("framework"), priority: 20, enforce: true },
        sdk: { test: SDK, name: "sdk", priority: 20, enforce: true },
        // Only what two contributions or two lazy parts really share is split off.
        defaultVendors: { test: /[\\/]node_modules[\\/]/, minChunks: 2, priority: 10, reuseExistingChunk: true },
        // Each page has use for it, some at once and some later.
        wire: { test: WIRE, name: "wire", priority: 15, minChunks: 3, enforce: true },
        // What judges and what plans changes: whoever loads a part of it has use for the rest.
        engine: { test: ENGINE, name: "engine", chunks: "async", priority: 5, minChunks: 2, enforce: true },
        // Smaller pieces make a first load larger, and the package smaller: only what comes later is cut so fine.
        lazy: { chunks: "async", minChunks: 2, minSize: 1000, priority: -5, reuseExistingChunk: true },
      },
    },
    minimizer: [
      new TerserPlugin({
        terserOptions: { ecma: 2020, compress: { passes: 3, keep_fargs: false } },
      }),
      new CssMinimizerPlugin(),
    ],
  },
  plugins: [
    new MiniCssExtractPlugin({
      filename: "[name].css",
      chunkFilename: "[name].css",
      // The kit's style sheets are one class name each: their order does not matter.
      ignoreOrder: true,
    }),
    new IconFontsPlugin(),
    ...entryPoints.map(
      ({ name, page, title }) =>
        new HtmlWebpackPlugin({
          chunks: [name],
          filename: path.basename(page),
          template: path.join(__dirname, "static", "shell.html"),
          title,
          inject: "head",
          scriptLoading: "defer",
        }),
    ),
  ],
  performance: { hints: false },
  stats: "errors-warnings",
});
