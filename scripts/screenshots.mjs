/**
 * `npm run screenshots`: takes the pictures of the README anew, from the sample estate in the local Azure Boards, into
 * docs/images/.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBrowser } from "./lib/browser.mjs";
import { ensureInstalled } from "./lib/install.mjs";

ensureInstalled();
const root = fileURLToPath(new URL("../", import.meta.url));
const pictures = join(root, "docs", "images");
/** The page on the form of a work item, by its contribution's full id. */
const FORM_PAGE = "release-readiness.release-readiness.release-readiness-page";
const data = mkdtempSync(join(tmpdir(), "release-readiness-pictures-"));
mkdirSync(pictures, { recursive: true });

const boards = spawn(process.execPath, [join(root, "scripts", "start.mjs"), "--port", "0", "--data", data], {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"],
});
const { chromium } = await import("playwright-core");
const { executablePath, args } = await ensureBrowser();
const browser = await chromium.launch({ executablePath, args });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(await hubUrl());
  const hub = page.frameLocator("iframe.extension-frame");
  await hub.getByRole("button", { name: "Confirm this mapping" }).waitFor();
  await take(page, "mapping");
  await hub.getByRole("button", { name: "Confirm this mapping" }).click();
  await hub.getByRole("button", { name: "Refresh" }).waitFor();
  await take(page, "releases");
  await hub.getByRole("link", { name: "R4 Finance" }).first().click();
  await hub.getByRole("tab", { name: /Blockers/ }).waitFor();
  await take(page, "release");
  await hub.getByRole("tab", { name: /Assets/ }).click();
  await hub.getByRole("checkbox", { name: "Select all of General ledger" }).check();
  await hub.getByRole("button", { name: "Move to stage…" }).click();
  const panel = page.locator("dialog").frameLocator("iframe.extension-frame");
  await panel.getByRole("radio", { name: /^Staged/ }).check();
  await panel.getByRole("button", { name: "Preview" }).click();
  await panel.getByRole("button", { name: /^Apply to/ }).waitFor();
  await take(page, "change");
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("combobox").first().selectOption({ label: "Dark" });
  await hub.getByRole("tab", { name: /Assets/ }).click();
  await hub.getByText("Group by").waitFor();
  await take(page, "assets-dark");
  await page.getByRole("combobox").first().selectOption({ label: "Light" });
  await hub.getByRole("link", { name: "Application General ledger 05" }).first().waitFor();
  await page.goto(`${page.url().split("/_apps/")[0]}/_workitems/edit/643?tab=${FORM_PAGE}`);
  const migration = page.frameLocator("iframe.extension-frame");
  await migration.getByRole("button", { name: "Refresh" }).waitFor();
  await page.getByLabel("State", { exact: true }).selectOption("Resolved");
  await migration.getByText("With your unsaved changes").waitFor();
  await take(page, "form");
} finally {
  await browser.close();
  boards.kill("SIGTERM");
  // It keeps its changes before it ends.
  await once(boards, "exit");
  rmSync(data, { recursive: true, force: true });
}

/** The address that the local Azure Boards prints once it is up. */
async function hubUrl() {
  let printed = "";
  for await (const chunk of boards.stdout) {
    printed += String(chunk);
    const found = /http:\S+\/_apps\/hub\/\S+/.exec(printed);
    if (found !== null) return found[0];
  }
  throw new Error(`The local Azure Boards ended before it was up:\n${printed}`);
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
async function take(page, name) {
  // The pointer would leave a hovered row behind.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
  console.log(`docs/images/${name}.png`);
}
