/** The blocker ledger of a release of the sample. */
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

const open = () => openTab(page, boards, "R4 Finance", "Blockers");

it("stands by cause, with what frees most first and what was waived apart (D4, E4)", async () => {
  const frame = await open();
  const titles = await frame.locator(".rr-cause > h3").allInnerTexts();
  const causes = titles.map((title) => title.replace(/\s+/g, " ").trim());
  expect(causes[0]).toMatch(/^Not replicated yet \d+ clearing them frees \d+ assets$/);
  expect(causes.at(-1)).toMatch(/^Waived \d+$/);
  expect(await textOf(frame, ".rr-waived > li")).toMatch(/until \d/);
});

it("leads from each number to as many as it counts (D4)", async () => {
  const frame = await open();
  const link = frame.locator(".rr-ledger-frees a", { hasText: /^\d+ assets?$/ }).first();
  const count = Number.parseInt(await link.innerText(), 10);
  await link.click();
  await frame.waitForSelector("h3:has-text('Held back by')");
  expect(await frame.locator("[aria-label=Assets] >> text=freed by this alone").count()).toBe(count);
  await page.goBack();
  await frame.waitForSelector(".rr-ledger");
});

it("shows the whole way from what is held back to a root further on (D4)", async () => {
  const frame = await open();
  const line = frame.locator(".rr-ledger-row", { hasText: "Appliance Mainframe bridge 03" }).first();
  expect((await line.locator(".rr-ledger-what .rr-soft").first().innerText()).replace(/\s+/g, " ")).toContain(
    "Appliance Mainframe bridge 01",
  );
});

it("keeps grouping and filter in the address, over a reload", async () => {
  const frame = await open();
  await frame.check("label:has-text('Owner')");
  await frame.selectOption("select[aria-label=Workload]", { label: await optionOf(frame, "Treasury") });
  await frame.waitForSelector("text=/Showing \\d+ of \\d+ lines/");
  const shown = await frame.locator(".rr-ledger-row[data-row]").count();
  await page.waitForURL(/by=owner&in=\d+/);
  await page.reload();
  const again = await hubFrame(page);
  await again.waitForSelector("text=/Showing \\d+ of \\d+ lines/");
  expect(await again.isChecked("label:has-text('Owner') input")).toBe(true);
  expect(await again.locator(".rr-ledger-row[data-row]").count()).toBe(shown);
  await again.click("text=Clear filter");
  await again.waitForFunction((few) => document.querySelectorAll(".rr-ledger-row[data-row]").length > few, shown);
});

it("lists the assets that nothing holds back, each with a way to move it", async () => {
  const frame = await open();
  const link = frame.locator("a:has-text('Next unblocked assets')");
  const count = Number(/\((\d+)\)/.exec(await link.innerText())?.[1]);
  await link.click();
  await frame.waitForSelector("h3:has-text('Next unblocked assets')");
  expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe("Next unblocked assets");
  expect(count).toBeGreaterThan(0);
  expect(await frame.locator("button:has-text('Move…')").count()).toBe(count);
  await frame.click("button:has-text('Move…') >> nth=0");
  await page.waitForSelector("text=Move to stage");
});

it("has no violations in its lists, and fits a phone", async () => {
  const frame = await open();
  await frame.check("label:has-text('Workload')");
  expect(await violations(frame)).toEqual([]);
  await frame.click("a:has-text('Next unblocked assets')");
  expect(await violations(frame)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await overflow(frame)).toBe(0);
  await page.goBack();
  await frame.waitForSelector(".rr-ledger");
  expect(await overflow(frame)).toBe(0);
});

async function optionOf(frame: Awaited<ReturnType<typeof open>>, title: string): Promise<string> {
  const texts = await frame.locator("select[aria-label=Workload] option").allInnerTexts();
  const found = texts.find((text) => text.startsWith(`${title} (`));
  if (found === undefined) throw new Error(`The filter offers no ${title}: ${texts.join(", ")}`);
  return found;
}
