const js = require("@eslint/js");
const reactHooks = require("eslint-plugin-react-hooks");
const tseslint = require("typescript-eslint");
const floors = require("./scripts/build/floors.js");

/**
 * The domain has no clock, no chance and no surroundings: the same snapshot, policy and moment give the same report.
 *
 * @type {import("eslint").Linter.RulesRecord}
 */
const pureDomain = {
  "no-restricted-syntax": [
    "error",
    ...[
      ["CallExpression[callee.object.name='Date'][callee.property.name='now']", "Take the time as a parameter."],
      ["NewExpression[callee.name='Date'][arguments.length=0]", "Take the time as a parameter."],
      ["CallExpression[callee.name='Date']", "Take the time as a parameter."],
      ["MemberExpression[object.name='Math'][property.name='random']", "The domain leaves nothing to chance."],
    ].map(([selector, message]) => ({ selector, message })),
  ],
  "no-restricted-globals": [
    "error",
    ...[
      "window",
      "document",
      "navigator",
      "location",
      "localStorage",
      "sessionStorage",
      "indexedDB",
      "fetch",
      "XMLHttpRequest",
      "crypto",
      "performance",
      "process",
      "global",
      "globalThis",
      "setTimeout",
      "setInterval",
      "setImmediate",
      "queueMicrotask",
      "console",
    ].map((name) => ({ name, message: "The domain is pure: no I/O, no clock, no surroundings." })),
  ],
};

module.exports = tseslint.config(
  { ignores: ["dist/", "build/", "coverage/", "node_modules/", ".local-boards/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    plugins: { "release-readiness": { rules: { floors: floors.rule } } },
    rules: {
      "release-readiness/floors": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/return-await": ["error", "in-try-catch"],
      // Our objects are closures, not classes: their functions need no `this`.
      "@typescript-eslint/unbound-method": "off",
      // A function that must return a promise need not wait for anything itself.
      "@typescript-eslint/require-await": "off",
      // An event handler's promise is its own affair; a condition's is a mistake.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}", "tests/dom/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  { files: ["src/domain/**/*.ts"], rules: pureDomain },
  {
    // Scripts and the command line speak to a terminal.
    files: ["scripts/**", "src/cli/**", "src/pipelineTask/**"],
    rules: { "no-console": "off" },
  },
  {
    // Jest's matchers (expect.any, expect.objectContaining …) are declared as any.
    files: ["tests/**"],
    rules: { "@typescript-eslint/no-unsafe-assignment": "off" },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: Object.fromEntries(
        [
          "process",
          "console",
          "Buffer",
          "URL",
          "fetch",
          "setTimeout",
          "clearTimeout",
          "performance",
          "AbortController",
          "AbortSignal",
          "globalThis",
        ].map((name) => [name, "readonly"]),
      ),
    },
  },
  {
    files: ["*.js", "scripts/**/*.js", "tests/support/jest/*.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        jest: "readonly",
        require: "readonly",
        module: "writable",
        __dirname: "readonly",
        __filename: "readonly",
      },
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
