import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import config from "../../../eslint.config.js";

const root = process.cwd();

/** What the project's own ESLint configuration says about a made-up file; rules that need types are left out. */
function lint(path: string, source: string): string[] {
  const linter = new Linter({ configType: "flat", cwd: root });
  const messages = linter.verify(
    source,
    [...config, { files: ["**/*.{ts,tsx}"], ...tseslint.configs.disableTypeChecked }] as Linter.Config[],
    { filename: `${root}/${path}` },
  );
  const broken = messages.find((message) => message.fatal);
  if (broken !== undefined) throw new Error(`${path} does not parse: ${broken.message}`);
  return messages.map((message) => message.ruleId ?? "");
}

const FLOORS = "release-readiness/floors";
const used = (specifier: string) => `import { it } from "${specifier}";\nexport const again = it;\n`;

describe("imports point down only", () => {
  it.each([
    ["src/domain/readiness/a.ts", "../workItem"],
    ["src/domain/policy/a.ts", "valibot"],
    ["src/boards/a.ts", "../domain/snapshot"],
    ["src/files/csv/a.ts", "../../domain/readiness/report"],
    ["src/files/inventory/a.ts", "papaparse"],
    ["src/files/inventory/a.ts", "./worker.ts?text"],
    ["src/extension/a.ts", "azure-devops-extension-sdk"],
    ["src/extension/a.ts", "../boards/policyStore"],
    ["src/components/a.tsx", "azure-devops-ui/Button"],
    ["src/components/a.tsx", "../domain/readiness/report"],
    ["src/hub/views/a.tsx", "../../components/verdict"],
    ["src/hub/a.tsx", "../extension/navigation"],
    ["src/hub/a.tsx", "./store/hub"],
    ["src/changePanel/a.tsx", "../components/change/session"],
    ["src/cli/a.ts", "../boards/transport"],
    ["scripts/local-boards/a.ts", "./wiql/parser"],
    ["scripts/local-boards/host/a.ts", "../../../node_modules/azure-devops-extension-sdk/esm/XDM.js"],
    ["tests/unit/domain/a.test.ts", "../../../src/domain/workItem"],
  ])("%s may import %s", (path, specifier) => {
    expect(lint(path, used(specifier))).toEqual([]);
  });

  it.each([
    ["src/domain/a.ts", "../boards/transport", "upwards"],
    ["src/domain/a.ts", "react", "a package that the domain does not know"],
    ["src/domain/a.ts", "node:fs", "the machine"],
    ["src/domain/a.ts", "../../scripts/local-boards/server", "out of the house"],
    ["src/boards/a.ts", "../extension/services", "upwards"],
    ["src/boards/a.ts", "../files/csv", "sideways"],
    ["src/boards/a.ts", "azure-devops-extension-api/WorkItemTracking", "a package that boards does not know"],
    ["src/files/a.ts", "../boards/transport", "sideways"],
    ["src/extension/a.ts", "../components/verdict", "sideways"],
    ["src/components/a.tsx", "../extension/navigation", "sideways"],
    ["src/components/a.tsx", "../hub/store", "upwards"],
    ["src/hub/a.tsx", "azure-devops-extension-sdk", "the SDK outside its folder"],
    ["src/hub/a.tsx", "../../node_modules/azure-devops-extension-sdk/esm/SDK.js", "the SDK by its path"],
    ["src/hub/a.tsx", "../widget/tile", "another contribution"],
    ["src/widget/a.tsx", "../hub/store/hub", "another contribution"],
    ["src/changePanel/a.tsx", "../actions/selection", "another contribution"],
    ["src/hub/a.tsx", "../hubble/a", "a folder whose name only begins alike"],
    ["src/cli/a.ts", "../components/verdict", "the browser's side"],
    ["scripts/local-boards/a.ts", "../../src/domain/workItem", "the product, from its stand-in"],
  ])("%s may not import %s: %s", (path, specifier) => {
    expect(lint(path, used(specifier))).toEqual([FLOORS]);
  });

  it.each([
    ["a type", 'import type { A } from "../hub/a";\nexport type B = A;\n'],
    ["a type named in place", 'export type B = import("../hub/a").A;\n'],
    ["a re-export", 'export { a } from "../hub/a";\n'],
    ["a re-export of everything", 'export * from "../hub/a";\n'],
    ["a lazy import", 'export const load = () => import("../hub/a");\n'],
    ["an import for its effect", 'import "../hub/a.css";\n'],
  ])("sees %s", (_, source) => {
    expect(lint("src/domain/a.ts", source)).toContain(FLOORS);
  });

  it("refuses a lazy import whose target it cannot read", () => {
    expect(lint("src/hub/a.ts", "export const load = (name: string) => import(name);\n")).toEqual([FLOORS]);
  });

  it("refuses a folder of src/ that no floor names", () => {
    expect(lint("src/helpers/a.ts", "export const a = 1;\n")).toEqual([FLOORS]);
  });
});

describe("the domain is pure", () => {
  it.each([
    ["the clock", "export const now = () => Date.now();\n", "no-restricted-syntax"],
    ["the clock", "export const now = () => new Date();\n", "no-restricted-syntax"],
    ["chance", "export const die = () => Math.random();\n", "no-restricted-syntax"],
    ["the network", 'export const read = () => fetch("https://example.org");\n', "no-restricted-globals"],
    ["the page", "export const title = () => document.title;\n", "no-restricted-globals"],
  ])("refuses %s", (_, source, ruleId) => {
    expect(lint("src/domain/a.ts", source)).toEqual([ruleId]);
  });

  it("knows dates that were handed to it", () => {
    expect(lint("src/domain/a.ts", "export const at = (text: string) => new Date(text).getTime();\n")).toEqual([]);
  });
});
