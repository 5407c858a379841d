/** A team's velocity in the sample, as a person reads it: by sight, by keyboard and by assistive technology. */
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
  browser.expectErrors(NO_MAPPING_YET);
  await openConfirmed(await browser.newPage(), boards);
});

/** Opens the page of velocity from a link. */
async function openVelocity(hash = "view=planning&page=velocity"): Promise<Frame> {
  browser.expectErrors(NO_MAPPING_YET);
  page = await browser.newPage();
  await page.goto(`${boards.hubUrl()}#${hash}`);
  const frame = await hubFrame(page);
  await frame.waitForSelector(".rr-velocity tbody tr", { timeout: 30_000 });
  return frame;
}

describe.each(["light", "dark", "highContrast"])("in the theme %s", (theme) => {
  it("has no violations, its numbers as a table and what a number counts included", async () => {
    const frame = await openVelocity();
    await page.selectOption("select", theme);
    // A button that was pressed is called otherwise.
    await frame.locator("button:has-text('Show as table')").first().click();
    await frame.locator("button:has-text('Show as table')").first().click();
    await frame.locator(".rr-velocity .rr-textbutton").first().click();
    await frame.locator("[role=slider]").first().focus();
    await frame.evaluate(AXE);
    const found = await frame.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
    });
    expect(found).toEqual([]);
  });
});

it("never scrolls sideways at any width, and has plots as wide as their place in letters of 11 px or more", async () => {
  const frame = await openVelocity();
  for (const width of [1920, 768, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await frame.waitForFunction(() =>
      [...document.querySelectorAll<HTMLElement>(".rr-plot-area")].every(
        (area) => area.querySelector("svg")?.getBoundingClientRect().width === area.clientWidth,
      ),
    );
    const [overflow, letters, cut] = await frame.evaluate(() => {
      const content = document.querySelector(".rr-content");
      const texts = [...document.querySelectorAll<SVGTextElement>(".rr-plot-area text")];
      const sizes = texts.map((text) => parseFloat(getComputedStyle(text).fontSize));
      const isCut = texts.filter((text) => {
        const [inner, outer] = [text.getBoundingClientRect(), text.ownerSVGElement?.getBoundingClientRect()];
        return outer === undefined || inner.left < outer.left - 1 || inner.right > outer.right + 1;
      });
      return [
        (content?.scrollWidth ?? 0) - (content?.clientWidth ?? 0),
        Math.min(...sizes),
        isCut.map((text) => text.textContent),
      ] as const;
    });
    expect({ width, overflow, cut }).toEqual({ width, overflow: 0, cut: [] });
    expect(letters).toBeGreaterThanOrEqual(11);
  }
});

it("tells the values of a plot to the arrow keys, at one tab stop", async () => {
  const frame = await openVelocity();
  const slider = frame.locator("[role=slider]").first();
  await slider.focus();
  const last = await slider.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowLeft");
  const before = await slider.getAttribute("aria-valuetext");
  expect(before).toMatch(/ delivered/);
  expect(before).not.toBe(last);
  expect(await frame.locator(".rr-plot-told").first().textContent()).toBe(before);
});

it("opens again from its own link: team, unit and release", async () => {
  const frame = await openVelocity();
  await frame.check("label:has-text('Effort') input");
  await frame.locator(".rr-velocity-flow select").selectOption({ index: 1 });
  const title = await frame.locator(".rr-velocity-flow figcaption").textContent();
  const hash = new URL(page.url()).hash.slice(1);
  const again = await openVelocity(hash);
  expect(await again.isChecked("label:has-text('Effort') input")).toBe(true);
  expect(await again.locator(".rr-velocity-flow figcaption").textContent()).toBe(title);
});
