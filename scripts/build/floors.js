/**
 * The floors of the house, and the lint rule that holds them: imports point down only.
 *
 * domain → boards, files → extension, components → contributions and Node surfaces. Two folders of one floor do not
 * know each other, so what they share lives below them. `tests/` and `scripts/` may look at everything, except that
 * the local Azure Boards knows nothing of `src/`: the client and the stand-in must not be able to share a mistake.
 */

/**
 * @typedef {object} Floor
 * @property {readonly string[]} imports  folders below it that it may import from (its own folder always)
 * @property {readonly string[]} [packages]  the only packages it may import; absent: any except the SDK
 */

const SDK = "azure-devops-extension-sdk";
const BELOW_A_CONTRIBUTION = ["src/domain", "src/boards", "src/files", "src/extension", "src/components"];
const BELOW_A_NODE_SURFACE = ["src/domain", "src/boards", "src/files"];

/** @type {Readonly<Record<string, Floor>>} */
const FLOORS = {
  "src/domain": { imports: [], packages: ["valibot"] },
  "src/boards": { imports: ["src/domain"], packages: ["valibot"] },
  "src/files": { imports: ["src/domain"], packages: ["valibot", "papaparse", "fflate", "saxen"] },
  "src/extension": { imports: ["src/domain", "src/boards", "src/files"] },
  "src/components": { imports: ["src/domain", "src/boards", "src/files"] },
  "src/hub": { imports: BELOW_A_CONTRIBUTION },
  "src/workItemForm": { imports: BELOW_A_CONTRIBUTION },
  "src/settings": { imports: BELOW_A_CONTRIBUTION },
  "src/actions": { imports: BELOW_A_CONTRIBUTION },
  "src/changePanel": { imports: BELOW_A_CONTRIBUTION },
  "src/widget": { imports: BELOW_A_CONTRIBUTION },
  "src/pipelineTask": { imports: BELOW_A_NODE_SURFACE },
  "src/cli": { imports: BELOW_A_NODE_SURFACE },
  "scripts/local-boards": { imports: [] },
};

/** The only folder of src/ that speaks to the SDK, so that the host's protocol has one door. */
const SDK_FOLDER = "src/extension";

/**
 * @param {string} path  a path from the repository's root, with forward slashes
 * @returns {string | undefined} the folder of FLOORS that holds it
 */
function floorOf(path) {
  return Object.keys(FLOORS).find((folder) => path.startsWith(`${folder}/`) || path === folder);
}

/**
 * @param {string} specifier  a bare import, such as "react" or "@scope/name/part"
 * @returns {string} the package it names
 */
function packageOf(specifier) {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/**
 * Says why a file may not import something.
 *
 * @param {string} importer  the importing file's path from the repository's root, with forward slashes
 * @param {string} specifier  what stands in the import
 * @returns {string | undefined} the reason, or undefined when the import is allowed
 */
function refusal(importer, specifier) {
  const from = floorOf(importer);
  if (from === undefined) return undefined;
  const floor = /** @type {Floor} */ (FLOORS[from]);
  const [path = ""] = specifier.split("?");

  if (path.startsWith(".")) {
    const target = new URL(path, `file:///${importer}`).pathname.slice(1);
    if (target === from || target.startsWith(`${from}/`)) return undefined;
    if (target.startsWith("node_modules/")) return packageRefusal(from, floor, target.slice("node_modules/".length));
    const to = floorOf(target);
    if (to !== undefined && floor.imports.includes(to)) return undefined;
    if (to === undefined && from === "scripts/local-boards" && !target.startsWith("src/")) return undefined;
    return `${from} may not import ${to ?? target}: imports point down only (scripts/build/floors.js).`;
  }
  return packageRefusal(from, floor, path);
}

/**
 * @param {string} from
 * @param {Floor} floor
 * @param {string} specifier
 * @returns {string | undefined}
 */
function packageRefusal(from, floor, specifier) {
  const name = packageOf(specifier);
  if (floor.packages !== undefined && !floor.packages.includes(name)) {
    return `${from} may import only ${floor.packages.join(", ")} from packages, not ${name} (scripts/build/floors.js).`;
  }
  if (name === SDK && from.startsWith("src/") && from !== SDK_FOLDER) {
    return `Only ${SDK_FOLDER} may import ${SDK} (scripts/build/floors.js).`;
  }
  return undefined;
}

/**
 * The ESLint rule. It looks at every way of naming a module, types included: a type is knowledge too.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
const rule = {
  meta: { type: "problem", schema: [], docs: { description: "Imports point down only." } },
  create(context) {
    const importer = context.filename.slice(context.cwd.length + 1).replaceAll("\\", "/");

    /**
     * @param {any} node
     * @param {any} source
     */
    const check = (node, source) => {
      if (source?.type !== "Literal" || typeof source.value !== "string") return;
      const message = refusal(importer, source.value);
      if (message !== undefined) context.report({ node, message });
    };

    return {
      Program(node) {
        const known = floorOf(importer) !== undefined || !importer.startsWith("src/") || importer.endsWith(".d.ts");
        if (!known) {
          context.report({
            node,
            message: `${importer} stands on no floor; name its folder in scripts/build/floors.js.`,
          });
        }
      },
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression(node) {
        if (node.source.type !== "Literal" && floorOf(importer) !== undefined) {
          context.report({ node, message: "Name the imported module literally, so that its floor can be checked." });
        }
        check(node, node.source);
      },
      /** @param {any} node */
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal),
      /** @param {any} node */
      TSExternalModuleReference: (node) => check(node, node.expression),
      CallExpression(node) {
        if (node.callee.type === "Identifier" && node.callee.name === "require") check(node, node.arguments[0]);
      },
    };
  },
};

module.exports = { FLOORS, refusal, rule };
