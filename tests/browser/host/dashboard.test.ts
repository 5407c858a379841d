/** The dashboard of the local Azure Boards, against the SDK and the helpers that widgets use. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { useDashboardExtension } from "./dashboardExtension";
import { estateOf, PROJECT, USER, userStory } from "./estate";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const READER = {
  ...USER,
  id: "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  displayName: "Rui Reader",
  role: "reader",
} as const;

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useDashboardExtension();

let boards: RunningBoards;
let page: Page;

beforeEach(async () => {
  const estate = estateOf([userStory(1)]);
  const users = [USER, { ...READER, uniqueName: "rui@example.com" }];
  boards = await localBoards.start({ estate: { ...estate, users }, extensionDirectory: extension.directory });
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
});

async function open(): Promise<void> {
  await page.goto(`${boards.organizationUrl}/${encodeURIComponent(PROJECT.name)}/_dashboards`);
  await page.locator("[role=status]", { hasText: /^(This dashboard has no widgets|$)/ }).waitFor({ state: "attached" });
}

async function add(name: string): Promise<void> {
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("button", { name: `Add ${name}` }).click();
  await page.locator(`iframe[title="${name}"]`).waitFor();
}

async function frameNamed(name: string): Promise<Frame> {
  const handle = await page.waitForSelector(`iframe[title="${name}"]`);
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error(`There is no frame ${name}.`);
  await frame.waitForSelector("p");
  return frame;
}

/** What the page was told, in order. */
function told(frame: Frame): Promise<string[]> {
  return frame.locator("p").allInnerTexts();
}

it("offers the widgets of the manifest, and none whose sizes or scope no dashboard has", async () => {
  await open();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const names = await page.locator(".dashboard-adding b").allInnerTexts();
  expect(names).toEqual(["Plain", "Failing", "Unconfigured"]);
});

it("gives a new widget the first of its sizes and no settings, and loads it once", async () => {
  await open();
  await add("Plain");
  expect(await told(await frameNamed("Plain"))).toEqual(["load: Plain, 2 × 1, nothing yet"]);
  const box = await page.locator(".widget-tile").boundingBox();
  expect(box).toMatchObject({ width: 330, height: 160 });
});

it("shows each change of the configuration in the widget, and keeps it after a restart of the page once it is saved", async () => {
  await open();
  await add("Plain");
  await page.getByRole("button", { name: "Configure Plain" }).click();
  const settings = await frameNamed("Settings");
  expect(await told(settings)).toEqual(["configured: Plain, 2 × 1, nothing yet"]);
  await settings.getByLabel("Colour").fill("blue");
  const widget = await frameNamed("Plain");
  await widget.locator("p", { hasText: 'reload: Plain, 2 × 1, {"colour":"blue"}' }).waitFor();
  await page.getByLabel("Size").selectOption("3 × 2");
  await page.getByLabel("Title").fill("Wave 4");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.reload();
  expect(await told(await frameNamed("Wave 4"))).toEqual(['load: Wave 4, 3 × 2, {"colour":"blue"}']);
  expect(await page.locator(".widget-tile").boundingBox()).toMatchObject({ width: 500, height: 330 });
});

it("keeps the panel open where the page says that nothing can be kept", async () => {
  await open();
  await add("Plain");
  await page.getByRole("button", { name: "Configure Plain" }).click();
  await frameNamed("Settings");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").filter({ hasText: "Not saved." }).waitFor();
  expect(boards.boards.snapshot().documents.map(({ body }) => JSON.stringify(body))).toEqual([
    expect.stringContaining('"settings":null'),
  ]);
});

it("goes back to what is kept when the panel is cancelled", async () => {
  await open();
  await add("Plain");
  await page.getByRole("button", { name: "Configure Plain" }).click();
  const settings = await frameNamed("Settings");
  await settings.getByLabel("Colour").fill("red");
  await page.getByRole("button", { name: "Cancel" }).click();
  const widget = await frameNamed("Plain");
  await widget.locator("p:nth-of-type(3)").waitFor();
  expect((await told(widget)).at(-1)).toBe("reload: Plain, 2 × 1, nothing yet");
});

it.each([
  ["Failing", "Failing could not be loaded. The source is away."],
  ["Unconfigured", "Configure this widget: edit the dashboard."],
])("says what a widget answers: %s", async (name, text) => {
  await open();
  await add(name);
  await page.locator(".widget-trouble", { hasText: text }).waitFor();
});

it("takes a widget away for good", async () => {
  await open();
  await add("Plain");
  await page.getByRole("button", { name: "Remove Plain" }).click();
  await page.locator("iframe").waitFor({ state: "detached" });
  await page.reload();
  await page.locator("[role=status]", { hasText: "This dashboard has no widgets yet." }).waitFor();
});

it("lets a reader see the dashboard and not edit it", async () => {
  await open();
  await add("Plain");
  const context = page.context();
  await context.addCookies([boards.cookieOf(READER.displayName)]);
  await page.reload();
  expect(await told(await frameNamed("Plain"))).toEqual(["load: Plain, 2 × 1, nothing yet"]);
  expect(await page.getByRole("button", { name: "Edit", exact: true }).isVisible()).toBe(false);
});

it("says that somebody else changed the dashboard meanwhile, and overwrites nothing", async () => {
  browser.expectErrors(/400|409/);
  await open();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole("button", { name: "Edit", exact: true }).click();
  await other.getByRole("button", { name: "Add Plain" }).click();
  await other.locator("iframe").waitFor();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("button", { name: "Add Failing" }).click();
  await page.locator("[role=status]", { hasText: "The dashboard was not saved." }).waitFor();
  await page.reload();
  expect(await told(await frameNamed("Plain"))).toHaveLength(1);
});

it("is complete for a screen reader, in edit mode too", async () => {
  await open();
  await add("Plain");
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const results = await axe.run({ iframes: false });
    return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
  expect(found).toEqual([]);
});
