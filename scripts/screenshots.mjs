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
/** Of a picture; pixels. */
const [WIDTH, HEIGHT] = [1280, 800];
/** Where a release's tabs are to be, from the top of the page. */
const TABS_AT = 112;
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
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  await page.goto(await hubUrl());
  const hub = page.frameLocator("iframe.extension-frame");
  await hub.getByRole("button", { name: "Confirm this mapping" }).waitFor();
  await take(page, "mapping");
  await hub.getByRole("button", { name: "Confirm this mapping" }).click();
  await hub.getByRole("button", { name: "Refresh" }).waitFor();
  await hub.getByText(/^Exit: /).waitFor();
  await take(page, "releases");
  await hub.getByRole("link", { name: "R4 Finance" }).first().click();
  await hub.getByRole("tab", { name: /Blockers/ }).waitFor();
  await take(page, "release");
  const ofWorkload = hub.getByRole("combobox", { name: "Workload" });
  const option = ofWorkload.locator("option", { hasText: "General ledger" });
  await ofWorkload.selectOption((await option.getAttribute("value")) ?? "");
  await takePart("ledger", /Blockers/, hub.getByRole("heading", { name: /Not replicated yet/ }));
  await takePart("dependencies", /Dependencies/, hub.locator("svg").first());
  await takePart("sign-offs", /Sign-offs/, hub.getByText("Accepted by the business").first());
  await takePart("changes", /Changes/, hub.getByRole("heading", { name: /Assets that moved on/ }));
  await takePart("pack", /Go\/no-go/, hub.getByRole("button", { name: "Decide…" }));
  await hub.getByRole("tab", { name: /Assets/ }).click();
  await hub.getByRole("checkbox", { name: "Select all of General ledger" }).check();
  await hub.getByRole("button", { name: "Move to stage…" }).click();
  const panel = page.locator("dialog").frameLocator("iframe.extension-frame");
  await panel.getByRole("radio", { name: /^Staged/ }).check();
  await panel.getByRole("button", { name: "Preview" }).click();
  await panel.getByRole("button", { name: /^Apply to/ }).waitFor();
  await take(page, "change");
  await page.getByRole("button", { name: "Close" }).click();
  await hub.getByRole("button", { name: "Select none" }).click();
  await page.getByRole("combobox").first().selectOption({ label: "Dark" });
  await hub.getByRole("tab", { name: /Assets/ }).click();
  await hub.getByText("Group by").waitFor();
  await take(page, "assets-dark");
  await page.getByRole("combobox").first().selectOption({ label: "Light" });
  await hub.getByRole("link", { name: "Application General ledger 05" }).first().waitFor();
  await takePlanning();
  await takeInventory();
  const project = page.url().split("/_apps/")[0];
  // Wide enough to have the effect beside the fields.
  await page.setViewportSize({ width: 1440, height: HEIGHT });
  await page.getByRole("link", { name: "Release Readiness" }).last().click();
  const settings = page.frameLocator("iframe.extension-frame");
  await settings.getByRole("link", { name: "Stages" }).click();
  await settings.getByRole("combobox", { name: "Stage of On hold (User Story)" }).selectOption("Pending");
  await settings.getByText("This change moves 1 asset from Unknown to Pending").waitFor();
  await take(page, "settings");
  await page.setViewportSize({ width: WIDTH, height: HEIGHT });
  page.once("dialog", (dialog) => void dialog.accept());
  await page.goto(`${project}/_workitems/edit/629?tab=${FORM_PAGE}`);
  const migration = page.frameLocator("iframe.extension-frame");
  await migration.getByRole("button", { name: "Refresh" }).waitFor();
  await page.getByLabel("State", { exact: true }).selectOption("Resolved");
  await migration.getByText("With your unsaved changes").waitFor();
  await take(page, "form");

  /** Looks at the plans of the running sprint, at what the past says of a team, and at what may come of it. */
  async function takePlanning() {
    await hub.getByRole("link", { name: "Planning", exact: true }).click();
    await hub.getByRole("link", { name: "Plan an iteration", exact: true }).click();
    await hub.getByRole("combobox", { name: "Team" }).selectOption({ label: "Finance team" });
    await hub.getByRole("button", { name: /^Commit/ }).waitFor();
    await take(page, "plan");
    await hub.getByRole("link", { name: "Velocity", exact: true }).click();
    await hub.getByRole("figure").first().waitFor();
    await take(page, "velocity");
    await hub.getByRole("link", { name: "Forecast", exact: true }).first().click();
    await hub
      .getByText(/10,000 futures, seed/)
      .first()
      .waitFor();
    await take(page, "forecast");
  }

  /** Imports the sample's files, and shows them on the way and afterwards. */
  async function takeInventory() {
    await hub.getByRole("link", { name: "Inventory", exact: true }).click();
    await hub.getByRole("link", { name: "Import", exact: true }).click();
    const files = ["discovery-export.csv", "dependency-export.csv", "wave-sheet.csv"];
    const folder = join(data, "inventory-samples");
    await hub.locator("input[type=file]").setInputFiles(files.map((file) => join(folder, file)));
    await hub.getByRole("button", { name: "Preview" }).waitFor();
    await take(page, "import");
    await hub.getByRole("button", { name: "Preview" }).click();
    await hub.getByRole("button", { name: "Write", exact: true }).click();
    await hub.getByText(/^Written: 9 created/).waitFor();
    await hub.getByRole("link", { name: "Assets", exact: true }).click();
    await hub
      .getByText(/records/)
      .first()
      .waitFor();
    await take(page, "inventory");
  }

  /**
   * A tab of the release, from its tabs on: what stands above them is the same on each.
   * @param {string} name
   * @param {RegExp} tab
   * @param {import("playwright-core").Locator} shown
   */
  async function takePart(name, tab, shown) {
    await hub.getByRole("tab", { name: tab }).click();
    await shown.waitFor();
    const tabs = await hub.getByRole("tablist").boundingBox();
    await page.mouse.move(WIDTH / 2, HEIGHT / 2);
    await page.mouse.wheel(0, (tabs?.y ?? 0) - TABS_AT);
    await hub.getByRole("tablist").waitFor();
    await take(page, name);
  }
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
