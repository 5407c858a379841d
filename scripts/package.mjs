/**
 * `npm run package`: packs the extension into build/release-readiness-<version>.vsix and checks what is in it.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./lib/install.mjs";
import { problems } from "./lib/packageCheck.mjs";
import { kilobytes } from "./lib/size.mjs";
import { readZip } from "./lib/zip.mjs";

ensureInstalled();
const { buildExtension } = await import("./build/extension.mjs");
await buildExtension();

const root = fileURLToPath(new URL("../", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "vss-extension.json"), "utf8"));
const vsix = join(root, "build", `${manifest.id}-${manifest.version}.vsix`);
mkdirSync(dirname(vsix), { recursive: true });
rmSync(vsix, { force: true });

const tfx = createRequire(import.meta.url).resolve("tfx-cli/_build/tfx-cli.js");
execFileSync(
  process.execPath,
  [
    tfx,
    "extension",
    "create",
    "--root",
    root,
    "--manifest-globs",
    "vss-extension.json",
    "--output-path",
    vsix,
    "--no-prompt",
  ],
  { cwd: root, stdio: ["ignore", "ignore", "inherit"] },
);

const packed = readFileSync(vsix);
const files = readZip(packed);
for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(`${kilobytes(bytes.length).padStart(10)}  ${name}`);
}
console.log(`${kilobytes(packed.length).padStart(10)}  ${vsix.slice(root.length)}`);

for (const problem of problems(manifest, files, packed.length)) {
  console.error(problem);
  process.exitCode = 1;
}
