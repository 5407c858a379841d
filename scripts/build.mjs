/**
 * `npm run build`: builds the extension and the local Azure Boards; what is up to date is left alone.
 */
import { ensureInstalled } from "./lib/install.mjs";

ensureInstalled();
const { buildExtension } = await import("./build/extension.mjs");
const { buildLocalBoards } = await import("./build/localBoards.mjs");

const [extension, localBoards] = await Promise.all([buildExtension(), buildLocalBoards()]);
console.log(`dist/: ${extension ? "built" : "up to date"}`);
console.log(`build/local-boards/: ${localBoards ? "built" : "up to date"}`);
