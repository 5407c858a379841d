/**
 * Finds a browser for the browser tests, or gets one.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { browserArguments, candidates } from "./browserPlaces.mjs";

/** How long Playwright's download may take, in milliseconds. */
export const DOWNLOAD_LIMIT = 180_000;

/** How long Debian's package manager may take, in milliseconds. */
export const PACKAGE_LIMIT = 240_000;

/** How long a program may take to say whether it works, in milliseconds. */
const QUESTION_LIMIT = 15_000;

/**
 * What the decision asks of the machine; injected so that it can be tested.
 *
 * @typedef {object} Probe
 * @property {NodeJS.Platform} platform
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {string} home  the user's home folder
 * @property {boolean} isRoot
 * @property {(path: string) => boolean} exists
 * @property {(command: string, args: readonly string[], limit: number) => boolean} run  runs a command to its end within
 *   a limit in milliseconds; whether it succeeded
 * @property {() => string | undefined} downloaded  the browser that Playwright's download left, if any
 * @property {string} playwright  path of Playwright's command line
 * @property {string} node  path of Node
 * @property {(message: string) => void} say
 */

/**
 * Decides which browser to use; installs one when none is there.
 *
 * @param {Probe} probe
 * @returns {string} path of the browser
 * @throws {Error} when none can be had; the message says what to install
 */
export function chooseBrowser(probe) {
  const named = probe.env["RELEASE_READINESS_BROWSER"];
  if (named !== undefined && named !== "") {
    if (probe.exists(named)) return named;
    throw new Error(`RELEASE_READINESS_BROWSER names ${named}, and there is no such file.`);
  }

  // A file is not yet a browser: Ubuntu's chromium-browser may be a note that points to a snap. (On Windows the
  // question would open a window.)
  const works = (/** @type {string} */ path) =>
    probe.exists(path) && (probe.platform === "win32" || probe.run(path, ["--version"], QUESTION_LIMIT));
  const installed = () => candidates(probe).find(works) ?? probe.downloaded();
  const found = installed();
  if (found !== undefined) return found;

  const tried = [];
  if (probe.platform === "linux" && ["/usr/bin/apt-get", "/bin/apt-get"].some((path) => probe.exists(path))) {
    const sudo = probe.isRoot ? [] : ["sudo", "-n"];
    if (probe.isRoot || probe.run("sudo", ["-n", "true"], QUESTION_LIMIT)) {
      tried.push("Debian's chromium package");
      probe.say("No browser found; installing Debian's chromium package …");
      const apt = (/** @type {readonly string[]} */ args) => {
        const [command = "", ...rest] = [...sudo, "apt-get", ...args];
        return probe.run(command, rest, PACKAGE_LIMIT);
      };
      // The lists of a fresh container are empty or old; a failed update need not stop the installation.
      apt(["update", "-qq"]);
      apt(["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
      const packaged = installed();
      if (packaged !== undefined) return packaged;
    }
  }

  tried.push("Playwright's download");
  probe.say("No browser found; downloading Playwright's Chromium …");
  probe.run(probe.node, [probe.playwright, "install", "chromium"], DOWNLOAD_LIMIT);
  const downloaded = probe.downloaded();
  if (downloaded !== undefined) return downloaded;

  throw new Error(
    `The browser tests need Chrome, Edge or Chromium, and none was found (tried also: ${tried.join(", ")}). ` +
      "Install one of them, or name its program in RELEASE_READINESS_BROWSER.",
  );
}

/**
 * A browser for the browser tests: the one of RELEASE_READINESS_BROWSER, else an installed Chrome, Edge or Chromium, else
 * Debian's package, else Playwright's download.
 *
 * @returns {Promise<{ executablePath: string, args: string[] }>}
 * @throws {Error} when none can be had; the message says what to install
 */
export async function ensureBrowser() {
  const isRoot = process.getuid?.() === 0;
  const { chromium } = await import("playwright-core");
  const executablePath = chooseBrowser({
    platform: process.platform,
    env: process.env,
    home: homedir(),
    isRoot,
    exists: existsSync,
    run: (command, args, limit) => {
      // A question may fail quietly; an installation says why it failed.
      const complaints = limit <= QUESTION_LIMIT ? "ignore" : "inherit";
      return spawnSync(command, [...args], { stdio: ["ignore", "ignore", complaints], timeout: limit }).status === 0;
    },
    downloaded: () => {
      const path = chromium.executablePath();
      return path !== "" && existsSync(path) ? path : undefined;
    },
    playwright: join(createRequire(import.meta.url).resolve("playwright-core/package.json"), "..", "cli.js"),
    node: process.execPath,
    say: (message) => console.error(message),
  });
  return { executablePath, args: browserArguments(process.platform) };
}
