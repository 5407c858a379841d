/** How the backlogs look and read: themes, widths, assistive technology. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import { sampleEstate } from "../../../scripts/local-boards/server";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { hubFrame, NO_MAPPING_YET, openConfirmed } from "./hubPage";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = useBrowser();
const localBoards = useLocalBoards();

let boards: RunningBoards;
let page: Page;

beforeAll(async () => {
  boards = await localBoards.start({ estate: sampleEstate({ now: Date.now() }) });
});

/** Opens the backlogs with edits that are not written, of which one breaks the rule of admission. */
async function openDrafted(width: number): Promise<Frame> {
  browser.expectErrors(NO_MAPPING_YET);
  page = await browser.newPage({ viewport: { width, height: 900 } });
  if (boards.boards.snapshot().documents.length === 0) await openConfirmed(page, boards);
  await page.goto(`${boards.hubUrl()}#view=planning`);
  const frame = await hubFrame(page);
  // What may be changed is known after what is there.
  await frame.waitForSelector(".rr-lane-asset .rr-check");
  const first = frame.locator(".rr-lane-asset").first();
  await first.focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await frame.waitForSelector("text=/changes? to .* not written/");
  return frame;
}

async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(AXE);
  return frame.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
    };
    const results = await axe.run();
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}

describe.each(["light", "dark", "highContrast"])("in the theme %s", (theme) => {
  it("has no violations in the backlogs, nor in the review", async () => {
    const frame = await openDrafted(1280);
    await page.selectOption("select", theme);
    const found: Record<string, string[]> = { backlogs: await violations(frame) };
    await frame.click("button:has-text('Review…')");
    await frame.waitForSelector("role=heading[name=/^Review/]");
    found["review"] = await violations(frame);
    expect(found).toEqual({ backlogs: [], review: [] });
  });
});

describe.each([320, 480, 768, 1920])("at a width of %i", (width) => {
  it("never scrolls sideways", async () => {
    const frame = await openDrafted(width);
    const overflow = () =>
      frame.evaluate(() => {
        const widths = [".rr-page", ".rr-content"].map((name) => {
          const scroller = document.querySelector(name);
          return (scroller?.scrollWidth ?? 0) - (scroller?.clientWidth ?? 0);
        });
        return Math.max(...widths);
      });
    expect(await overflow()).toBe(0);
    await frame.click("button:has-text('Review…')");
    await frame.waitForSelector("role=heading[name=/^Review/]");
    expect(await overflow()).toBe(0);
  });
});
