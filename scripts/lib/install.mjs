/**
 * Installs the packages that package-lock.json names when they are not there, so that `npm start` and `npm test` are the
 * only command after a clone. Plain Node: nothing may be imported here that has to be installed first.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/**
 * The part of a lock file that is looked at.
 *
 * @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} Lock
 */

/**
 * Says what an installation lacks.
 *
 * @param {Lock} wanted  package-lock.json
 * @param {Lock} installed  node_modules/.package-lock.json, which npm writes last
 * @returns {string | undefined} the first package that is missing or of another version; undefined when all are there
 */
export function firstMissing(wanted, installed) {
  for (const [path, { version, optional, devOptional }] of Object.entries(wanted.packages ?? {})) {
    if (path === "") continue;
    const there = installed.packages?.[path];
    // Packages for other operating systems are left out by npm.
    if (there === undefined && (optional === true || devOptional === true)) continue;
    if (there?.version !== version) return `${path} ${version ?? ""}`.trim();
  }
  return undefined;
}

/**
 * Runs `npm ci` unless node_modules holds what package-lock.json names. Quiet unless it has to install.
 *
 * @throws {Error} when the installation fails
 */
export function ensureInstalled() {
  const wanted = new URL("package-lock.json", root);
  const installed = new URL("node_modules/.package-lock.json", root);
  if (existsSync(installed) && firstMissing(read(wanted), read(installed)) === undefined) return;

  console.error("Installing packages …");
  const npm = process.env["npm_execpath"];
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  /** @type {import("node:child_process").SpawnSyncOptionsWithStringEncoding} */
  const options = {
    cwd: fileURLToPath(root),
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32",
  };
  // Under npm, its own program is named in the environment; it needs no shell and is the version that the user called.
  const result =
    npm !== undefined && /\.c?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...args], { ...options, shell: false })
      : spawnSync("npm", args, options);
  if (result.status !== 0) {
    throw new Error(`npm ci failed.\n${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`);
  }
}

/**
 * @param {URL} file
 * @returns {Lock}
 */
function read(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
