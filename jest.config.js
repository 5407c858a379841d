/** One Jest project for each folder of tests; `npx jest tests/unit/x` runs a part, `--selectProjects unit` a project. */
const transform = { "\\.(ts|tsx|mts|js|mjs|jsx)$": "<rootDir>/tests/support/jest/esbuildTransform.js" };
const empty = "<rootDir>/tests/support/jest/empty.js";

const common = {
  rootDir: __dirname,
  // Without this Jest would also look at copies of package.json in build results.
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/build/"],
  moduleFileExtensions: ["ts", "tsx", "mts", "js", "mjs", "jsx", "json", "node"],
  moduleNameMapper: { "\\.css$": empty },
  transform,
  restoreMocks: true,
};

/** Jest reads a timeout from its global configuration alone, so a project's own is set by a setup file. */
const patient = { setupFilesAfterEnv: ["<rootDir>/tests/support/jest/patient.js"] };

/** A project that runs in Node, over tests/<folder>. */
function inNode(folder, more = {}) {
  return {
    ...common,
    displayName: folder,
    testEnvironment: "node",
    testMatch: [`<rootDir>/tests/${folder}/**/*.test.{ts,tsx}`],
    ...more,
  };
}

module.exports = {
  projects: [
    inNode("unit"),
    inNode("property", patient),
    inNode("contract", patient),
    inNode("integration", patient),
    {
      ...common,
      displayName: "dom",
      testEnvironment: "jsdom",
      testMatch: ["<rootDir>/tests/dom/**/*.test.{ts,tsx}"],
      setupFilesAfterEnv: ["<rootDir>/tests/support/jest/domSetup.ts"],
      // The packages' CommonJS entry is an AMD bundle and the UI kit ships ES modules only: take the ES modules.
      moduleNameMapper: {
        ...common.moduleNameMapper,
        "^azure-devops-extension-sdk$": "<rootDir>/node_modules/azure-devops-extension-sdk/esm/SDK.js",
        "^azure-devops-extension-api$": "<rootDir>/node_modules/azure-devops-extension-api/esm/index.js",
        "^azure-devops-extension-api/(.*)$": "<rootDir>/node_modules/azure-devops-extension-api/esm/$1",
        "^(es6-promise/auto|es6-object-assign/auto|es6-string-polyfills|intersection-observer|whatwg-fetch)$": empty,
      },
      transformIgnorePatterns: ["/node_modules/(?!azure-devops-)"],
    },
    inNode("browser", patient),
  ],
};
