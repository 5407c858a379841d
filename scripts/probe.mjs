/**
 * `npm run probe`: asks a real organisation, by reading alone, what the local Azure Boards assumes of it, and prints where
 * they differ. `npm run probe -- --help` says how.
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureInstalled } from "./lib/install.mjs";

ensureInstalled();
const { buildLocalBoards, PROBE } = await import("./build/localBoards.mjs");
await buildLocalBoards();
const main = fileURLToPath(new URL(`../${PROBE}`, import.meta.url));
process.argv = [process.execPath, main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
