/** How the hub looks and reads: themes, widths, assistive technology, and outside Azure DevOps. */
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

/** Opens the hub, confirming the mapping where nobody did yet. */
async function openReady(): Promise<Frame> {
  browser.expectErrors(NO_MAPPING_YET);
  page = await browser.newPage();
  if (boards.boards.snapshot().documents.length === 0) return openConfirmed(page, boards);
  await page.goto(boards.hubUrl());
  const frame = await hubFrame(page);
  await frame.waitForSelector("[role=treegrid]");
  return frame;
}

/** Every violation of axe-core's rules in the hub, as `rule: element`. */
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

/** Opens the release with unknowns, which has something of everything. */
async function openAnalytics(frame: Frame): Promise<void> {
  await frame.click(".rr-grid-title:text-is('R6 Analytics')");
  await frame.waitForSelector("role=tab[name=/Blockers/][selected]");
}

describe.each(["light", "dark", "highContrast"])("in the theme %s", (theme) => {
  it("has no violations on the releases, a release's blockers, its assets and the mapping", async () => {
    const frame = await openReady();
    await page.selectOption("select", theme);
    const found: Record<string, string[]> = { releases: await violations(frame) };
    await openAnalytics(frame);
    found["blockers"] = await violations(frame);
    await frame.click("role=tab[name=/Assets/]");
    await frame.waitForSelector(".rr-assets");
    found["assets"] = await violations(frame);
    await frame.click("role=link[name='Mapping']");
    await frame.waitForSelector(".rr-states");
    found["mapping"] = await violations(frame);
    expect(found).toEqual({ releases: [], blockers: [], assets: [], mapping: [] });
  });
});

it("has no violations on the proposal", async () => {
  browser.expectErrors(NO_MAPPING_YET);
  const fresh = await localBoards.start({ estate: sampleEstate({ now: Date.now() }) });
  page = await browser.newPage();
  await page.goto(fresh.hubUrl());
  const frame = await hubFrame(page);
  await frame.waitForSelector("button:has-text('Confirm this mapping')");
  expect(await violations(frame)).toEqual([]);
});

describe.each([320, 480, 768, 1024, 1920])("at a width of %i", (width) => {
  it("never scrolls sideways", async () => {
    const frame = await openReady();
    await page.setViewportSize({ width, height: 800 });
    const overflow = () =>
      frame.evaluate(() => {
        const widths = [".rr-page", ".rr-content"].map((name) => {
          const scroller = document.querySelector(name);
          return (scroller?.scrollWidth ?? 0) - (scroller?.clientWidth ?? 0);
        });
        return Math.max(...widths);
      });
    expect(await overflow()).toBe(0);
    await openAnalytics(frame);
    expect(await overflow()).toBe(0);
    await frame.click("role=tab[name=/Assets/]");
    await frame.waitForSelector(".rr-assets");
    expect(await overflow()).toBe(0);
  });
});

it("says what to do where it is opened outside Azure DevOps", async () => {
  browser.expectErrors(/favicon\.ico/);
  page = await browser.newPage();
  await page.goto(`${boards.extensionOrigin}/dist/hub.html`);
  await page.waitForSelector("h1:has-text('Open Release Readiness inside Azure DevOps')");
  await page.waitForSelector("text=Choose Release Readiness.");
});

it("says so too where the page around it does not answer", async () => {
  page = await browser.newPage();
  await page.setContent(`<iframe src="${boards.extensionOrigin}/dist/hub.html"></iframe>`);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame?.waitForSelector("text=does not answer as Azure DevOps does");
});

describe("the header", () => {
  it("stays in sight however far the page is scrolled, and the page is as wide as its window in each view", async () => {
    const frame = await openReady();
    await openAnalytics(frame);
    await frame.evaluate(() => {
      document.querySelector(".rr-content")?.scrollTo(0, Number.MAX_SAFE_INTEGER);
    });
    expect(await frame.evaluate(() => document.querySelector(".rr-age")?.getBoundingClientRect().top)).toBeGreaterThan(
      0,
    );
    const width = () => frame.evaluate(() => window.innerWidth - (document.querySelector("main")?.offsetWidth ?? 0));
    expect(await width()).toBe(0);
    await frame.click("role=link[name='Mapping']");
    await frame.waitForSelector(".rr-states");
    expect(await width()).toBe(0);
  });

  it("has the heads of the columns right below it once rows are scrolled past them", async () => {
    const frame = await openReady();
    await page.setViewportSize({ width: 1280, height: 500 });
    await openAnalytics(frame);
    const [gap, scrolled] = await frame.evaluate(() => {
      const content = document.querySelector(".rr-content");
      content?.scrollTo(0, document.querySelector<HTMLElement>(".rr-ledger")?.offsetTop ?? 0);
      const head = document.querySelector(".rr-ledger-head")?.getBoundingClientRect().top ?? NaN;
      return [head - (content?.getBoundingClientRect().top ?? NaN), content?.scrollTop ?? 0] as const;
    });
    expect(scrolled).toBeGreaterThan(0);
    expect(gap).toBe(0);
  });

  it("moves nothing while a refresh lasts, tells the age of what is on screen still, and keeps the focus", async () => {
    const frame = await openReady();
    boards.boards.setFaults([{ route: "workitemsbatch", action: { kind: "delay", milliseconds: 5_000 } }]);
    const grid = frame.locator("[role=treegrid]").first();
    const before = await grid.boundingBox();
    await frame.focus("button:has-text('Refresh')");
    await page.keyboard.press("Enter");
    await frame.waitForSelector(".rr-refreshing:has-text('Reading work items: 0 of')");
    expect(await frame.innerText(".rr-age")).toMatch(/^Read .* · complete$/);
    expect(await grid.boundingBox()).toEqual(before);
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe("Cancel");
    await page.keyboard.press("Enter");
    await frame.waitForSelector("button:has-text('Refresh')");
    expect(await frame.innerText(".rr-refreshing")).toBe("");
    boards.boards.setFaults([]);
  });
});

describe.each([320, 768])("at a width of %i", (width) => {
  it("draws no heads of columns over the cards, and keeps each verdict within its gate", async () => {
    const frame = await openReady();
    await page.setViewportSize({ width, height: 800 });
    const outside = () =>
      frame.evaluate(() =>
        [...document.querySelectorAll(".rr-verdict-part")]
          .filter((part) => {
            const box = part.closest(".rr-segment, .rr-grid-row");
            return box !== null && part.getBoundingClientRect().right > box.getBoundingClientRect().right;
          })
          .map((part) => part.textContent),
      );
    expect(await outside()).toEqual([]);
    await openAnalytics(frame);
    expect(await outside()).toEqual([]);
    expect(await frame.isVisible(".rr-ledger-head")).toBe(false);
    await frame.click("role=tab[name=/Assets/]");
    await frame.waitForSelector(".rr-assets");
    expect(await frame.isVisible(".rr-ledger-head")).toBe(false);
  });
});
