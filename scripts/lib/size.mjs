/**
 * What a page loads before anything can be seen, against its budget.
 */
import { gzipSync } from "node:zlib";

const SCRIPT = /<script\b[^>]*\bsrc="?([^"\s>]+)/g;
const STYLE = /<link\b(?=[^>]*\brel="?stylesheet)[^>]*\bhref="?([^"\s>]+)/g;
const KILOBYTE = 1024;

/**
 * Bytes, as they are and gzipped.
 *
 * @typedef {{ raw: number, gzip: number }} Size
 */

/**
 * @param {readonly Buffer[]} files
 * @returns {Size}
 */
function sizeOf(files) {
  return {
    raw: files.reduce((sum, file) => sum + file.length, 0),
    gzip: files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0),
  };
}

/**
 * Measures the first load of a page.
 *
 * @param {string} html  the built page
 * @param {(path: string) => Buffer} read  a file by the path that the page names
 * @returns {{ scripts: Size, styles: Size }}
 * @throws {Error} when the page loads no script: nothing was measured then
 */
export function firstLoad(html, read) {
  const paths = (/** @type {RegExp} */ pattern) => [...html.matchAll(pattern)].map((match) => match[1] ?? "");
  const scripts = paths(SCRIPT);
  if (scripts.length === 0) throw new Error("The page loads no script.");
  return { scripts: sizeOf(scripts.map(read)), styles: sizeOf(paths(STYLE).map(read)) };
}

/**
 * @param {number} bytes
 * @returns {string} e.g. "89.1 KB"
 */
export function kilobytes(bytes) {
  return `${(bytes / KILOBYTE).toFixed(1)} KB`;
}

/**
 * Says whether scripts are within a budget.
 *
 * @param {Size} scripts
 * @param {number} budget  kilobytes of 1,024 bytes, gzipped
 * @returns {string | undefined} the complaint
 */
export function overBudget(scripts, budget) {
  if (scripts.gzip <= budget * KILOBYTE) return undefined;
  return `loads ${kilobytes(scripts.gzip)} of gzipped scripts at once; its budget is ${budget} KB.`;
}
