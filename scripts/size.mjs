/**
 * `npm run size`: what each page of dist/ loads at once, against its budget.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { firstLoad, kilobytes, overBudget } from "./lib/size.mjs";

const { entryPoints } = createRequire(import.meta.url)("./build/entryPoints.js");
const root = new URL("../", import.meta.url);

for (const { page, initialKilobytes } of entryPoints) {
  const url = new URL(page, root);
  const { scripts, styles } = firstLoad(readFileSync(url, "utf8"), (path) => readFileSync(new URL(path, url)));
  console.log(
    `${page}: scripts ${kilobytes(scripts.gzip)} gzipped (${kilobytes(scripts.raw)}), budget ${initialKilobytes} KB; ` +
      `styles ${kilobytes(styles.gzip)} gzipped (${kilobytes(styles.raw)})`,
  );
  const complaint = overBudget(scripts, initialKilobytes);
  if (complaint !== undefined) {
    console.error(`${page} ${complaint}`);
    process.exitCode = 1;
  }
}
