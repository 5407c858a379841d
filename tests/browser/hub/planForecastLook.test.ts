/** How forecasts look and read on the page, on a release's tab and on the first view: themes, widths, assistive technology. */
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { forecastEstate, type ReleasePlan, storeReleases } from "./forecastEstate";
import { hubFrame } from "./hubPage";
import { overflow, violations } from "./tabs";

const LONG = "R2 payroll, pensions, time recording and what hangs on them in both data centres";
const RELEASES: readonly ReleasePlan[] = [
  { key: "R1", assets: 24, targetIn: 7 },
  { key: LONG, assets: 18, targetIn: 700 },
  { key: "R3 <img src=x onerror=alert(1)>", assets: 5, isOfNewcomers: true },
];
/** Where forecasts are shown, by the address and what is there once all futures are played. */
const VIEWS = [
  ["#view=planning&page=forecast", ".rr-forecast-own"],
  ["#release=R1&tab=forecast", ".rr-forecast-plots svg"],
  ["", ".rr-grid-forecast a"],
] as const;
const PATIENCE_MS = 60_000;

const browser = useBrowser();
const localBoards = useLocalBoards();

let boards: RunningBoards;
let page: Page;

beforeAll(async () => {
  const estate = forecastEstate({ past: [6, 9, 5, 8, 7, 4, 9, 6, 8, 7], releases: RELEASES });
  boards = await localBoards.start({ estate });
  await storeReleases(boards, estate, RELEASES);
});

async function open([hash, sign]: (typeof VIEWS)[number], width: number): Promise<Frame> {
  page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(`${boards.hubUrl()}${hash}`);
  const frame = await hubFrame(page, PATIENCE_MS);
  await frame.waitForSelector(sign);
  await frame.locator(".rr-forecast-run").waitFor({ state: "detached" });
  return frame;
}

it.each(["light", "dark", "highContrast"])(
  "has no violations anywhere in the theme %s",
  async (theme) => {
    const found: Record<string, string[]> = {};
    for (const view of VIEWS) {
      const frame = await open(view, 1280);
      await page.selectOption("select", theme);
      found[view[0]] = await violations(frame);
    }
    expect(Object.values(found)).toEqual([[], [], []]);
  },
  90_000,
);

it.each([320, 768, 1920])(
  "never scrolls sideways at a width of %i, nor cuts a date",
  async (width) => {
    for (const view of VIEWS) {
      const frame = await open(view, width);
      const cut = await frame.evaluate(() =>
        [...document.querySelectorAll(".rr-forecast-table td, .rr-forecast-own label")]
          .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
          .map((cell) => cell.textContent),
      );
      expect({ view: view[0], overflow: await overflow(frame), cut }).toEqual({ view: view[0], overflow: 0, cut: [] });
    }
  },
  90_000,
);

it("keeps the fields of a what-if on one line where there is room, whatever a release is called", async () => {
  const frame = await open(VIEWS[0], 1920);
  const tops = await frame.evaluate(() =>
    [...document.querySelectorAll(".rr-forecast-own .rr-field")].map((field) => field.getBoundingClientRect().bottom),
  );
  expect(tops.length).toBe(4);
  expect(new Set(tops.map(Math.round)).size).toBe(1);
}, 60_000);

it("prints the exit's row bold, its name too", async () => {
  const frame = await open(VIEWS[0], 1280);
  const weight = await frame.evaluate(() => {
    const name = document.querySelector(".rr-forecast-exit th");
    return name === null ? "" : getComputedStyle(name).fontWeight;
  });
  expect(weight).toBe("600");
}, 60_000);
