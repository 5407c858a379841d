/** The drawing of dependencies of releases of the sample. */
import type { Page } from "playwright-core";
import { sampleEstate } from "../../../scripts/local-boards/server";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { hubFrame, NO_MAPPING_YET } from "./hubPage";
import { openTab, overflow, textOf, violations } from "./tabs";

const browser = useBrowser();
const localBoards = useLocalBoards();

let boards: RunningBoards;
let page: Page;

beforeAll(async () => {
  boards = await localBoards.start({ estate: sampleEstate({ now: Date.now() }) });
});

beforeEach(async () => {
  browser.expectErrors(NO_MAPPING_YET);
  page = await browser.newPage();
});

async function openDrawing(release: string) {
  const frame = await openTab(page, boards, release, "Dependencies");
  await frame.waitForSelector(".rr-drawing svg");
  return frame;
}

it("shows a circle across releases as drawing, as sentence and in the table (D2)", async () => {
  const frame = await openDrawing("R6 Analytics");
  expect(await frame.locator(".rr-edge-cycle > text").allTextContents()).toEqual(["↻ circle"]);
  expect(await textOf(frame, ".rr-faults")).toContain("Circle across releases:");
  expect(await frame.locator(".rr-edges td:has-text('circle')").count()).toBe(2);
});

it("shows what is planned for a later release than what waits for it (D3)", async () => {
  const frame = await openDrawing("R4 Finance");
  expect(await frame.locator(".rr-edge-later > text").allTextContents()).toContain("⚑ later release");
  expect(await textOf(frame, ".rr-faults")).toMatch(/Later release: .* \(R4 Finance\) waits for .* \(R6 Analytics\)/);
});

it("has its nodes in reading order for the keyboard, each leading to what is around it, and back", async () => {
  const frame = await openDrawing("R6 Analytics");
  const places = await frame
    .locator(".rr-drawing li")
    .evaluateAll((nodes) =>
      nodes.map((node) => [parseInt((node as HTMLElement).style.left), parseInt((node as HTMLElement).style.top)]),
    );
  expect(places).toEqual([...places].sort(([ax = 0, ay = 0], [bx = 0, by = 0]) => ax - bx || ay - by));
  await frame.focus(".rr-node:has-text('Database Report portal 03')");
  await page.keyboard.press("Enter");
  await page.waitForURL(/around=\d+/);
  await frame.waitForSelector(".rr-node-around:has-text('Database Report portal 03')");
  expect(await frame.locator(".rr-node").count()).toBe(3);
  await page.reload();
  const again = await hubFrame(page);
  await again.waitForSelector(".rr-node-around:has-text('Database Report portal 03')");
  await again.click("text=← All dependencies");
  await again.waitForFunction(() => document.querySelectorAll(".rr-node").length > 3);
});

it("follows the gate: what is far enough for staging is behind for promotion", async () => {
  const frame = await openDrawing("R4 Finance");
  const behind = await frame.locator(".rr-edge-behind").count();
  await frame.click(".rr-segment:has-text('Promotion')");
  await frame.waitForSelector("text=As promotion asks it");
  expect(await frame.locator(".rr-edge-behind").count()).toBeGreaterThan(behind);
});

it.each(["light", "dark", "highContrast"])("has no violations in the theme %s", async (theme) => {
  const frame = await openDrawing("R6 Analytics");
  await page.selectOption("select", theme);
  expect(await violations(frame)).toEqual([]);
});

it("is a table on a phone, and fits it", async () => {
  const frame = await openDrawing("R6 Analytics");
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await overflow(frame)).toBe(0);
  expect(await frame.isVisible(".rr-drawing")).toBe(false);
  expect(await frame.isVisible(".rr-edges")).toBe(true);
});
