/**
 * `npm start`: installs what is missing, builds what changed, and runs the local Azure Boards with the extension in it.
 * Everything after `--` is the local Azure Boards' own; `npm start -- --help` lists it.
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureInstalled } from "./lib/install.mjs";

const root = new URL("../", import.meta.url);
const args = process.argv.slice(2);
const onlyHelp = args.includes("--help") || args.includes("-h");

ensureInstalled();
const { buildExtension } = await import("./build/extension.mjs");
const { buildLocalBoards, MAIN } = await import("./build/localBoards.mjs");

if (!onlyHelp) console.log("Building …");
await Promise.all([buildLocalBoards(), onlyHelp ? undefined : buildExtension()]);

// In this very process, so that signals and the exit code need no passing on.
const main = fileURLToPath(new URL(MAIN, root));
process.chdir(fileURLToPath(root));
process.setSourceMapsEnabled(true);
process.argv = [process.execPath, main, ...args];
await import(pathToFileURL(main).href);
