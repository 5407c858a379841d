/**
 * Where a browser may be, and how it is started.
 */
import { delimiter, join, win32 } from "node:path";

/** The commands under which Chrome, Chromium and Edge are installed on Linux. */
const COMMANDS = [
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "microsoft-edge-stable",
  "microsoft-edge",
];

const MAC_APPLICATIONS = [
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "Chromium.app/Contents/MacOS/Chromium",
];

const WINDOWS_PROGRAMS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
  "Chromium\\Application\\chrome.exe",
];

/**
 * Every place where a browser may be, best first.
 *
 * @param {{ platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>, home: string }} machine  its user's
 *   home folder and environment
 * @returns {string[]}
 */
export function candidates({ platform, env, home }) {
  if (platform === "darwin") {
    return ["/Applications", join(home, "Applications")].flatMap((folder) =>
      MAC_APPLICATIONS.map((application) => `${folder}/${application}`),
    );
  }
  if (platform === "win32") {
    return [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]]
      .filter((folder) => folder !== undefined && folder !== "")
      .flatMap((folder) => WINDOWS_PROGRAMS.map((program) => win32.join(/** @type {string} */ (folder), program)));
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return COMMANDS.flatMap((command) => [...folders, "/usr/bin", "/snap/bin"].map((folder) => `${folder}/${command}`));
}

/**
 * The flags that the browser is started with.
 *
 * @param {NodeJS.Platform} platform
 * @returns {string[]}
 */
export function browserArguments(platform) {
  return [
    // Chromium's sandbox refuses to start as root and in most containers; the pages under test are our own.
    ...(platform === "linux" ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
}
