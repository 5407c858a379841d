/**
 * Renders the icons to the PNG files that the Marketplace and Azure DevOps ask for: `node scripts/renderIcons.mjs`.
 * The PNG files are committed; run it after a change to an SVG.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ensureBrowser } from "./lib/browser.mjs";

const images = new URL("../static/images/", import.meta.url);

const { executablePath, args } = await ensureBrowser();
const browser = await chromium.launch({ executablePath, args });
try {
  for (const { name, source, size } of [
    { name: "icon", source: "icon", size: 128 },
    { name: "hub", source: "hub", size: 32 },
    // What the catalogue of a dashboard's widgets shows.
    { name: "widget", source: "icon", size: 98 },
  ]) {
    const svg = await readFile(new URL(`${source}.svg`, images), "utf8");
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`,
    );
    await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, images)), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
