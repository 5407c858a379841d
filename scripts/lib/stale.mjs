/**
 * Builds only what changed: a build is known by the content of its inputs and by what it left behind.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Every file under the given paths, sorted; paths are from the repository's root.
 *
 * @param {string} root
 * @param {readonly string[]} paths  files and folders; those that do not exist are left out
 * @returns {string[]}
 */
function filesUnder(root, paths) {
  const files = paths.flatMap((path) => {
    const whole = join(root, path);
    if (!existsSync(whole)) return [];
    if (!statSync(whole).isDirectory()) return [path];
    return readdirSync(whole, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
  });
  return files.sort();
}

/**
 * @param {string} root
 * @param {readonly string[]} paths
 * @returns {string} a digest of names and contents
 */
function digest(root, paths) {
  const hash = createHash("sha256");
  for (const file of filesUnder(root, paths)) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * Runs a build unless its inputs and its outputs are as it left them the last time.
 *
 * @param {{ name: string, inputs: readonly string[], outputs: readonly string[] }} what  paths from the repository's root
 * @param {() => Promise<void>} build
 * @param {string} [root]  the repository
 * @returns {Promise<boolean>} whether it was run
 */
export async function whenStale({ name, inputs, outputs }, build, root = repository) {
  const stamp = join(root, "build", "stamps", `${name}.json`);
  const before = digest(root, inputs);
  if (existsSync(stamp)) {
    const last = JSON.parse(readFileSync(stamp, "utf8"));
    if (last.inputs === before && last.outputs === digest(root, outputs) && filesUnder(root, outputs).length > 0)
      return false;
  }
  await build();
  mkdirSync(join(root, "build", "stamps"), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ inputs: before, outputs: digest(root, outputs) }));
  return true;
}
