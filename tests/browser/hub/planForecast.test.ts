/** By when releases are promoted, as a person finds it: on the first view, on a release's tab and on the page of forecasts. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { forecastEstate, type ReleasePlan, storeReleases } from "./forecastEstate";
import { hubFrame } from "./hubPage";
import { textOf } from "./tabs";

const PAST = [6, 9, 5, 8, 7, 4, 9, 6, 8, 7];
const RELEASES: readonly ReleasePlan[] = [
  { key: "R1", assets: 24, targetIn: 7 },
  { key: "R2", assets: 18, targetIn: 700 },
];
const WITH_NEWCOMERS: readonly ReleasePlan[] = [...RELEASES, { key: "R3", assets: 5, isOfNewcomers: true }];
const RANGE = /\d{1,2} [A-Z][a-z]+(?: \d{4})? – \d{1,2} [A-Z][a-z]+(?: \d{4})?/;
/** All futures are played, whatever else the machine does. */
const PATIENCE_MS = 60_000;

const browser = useBrowser();
const localBoards = useLocalBoards();

let page: Page;

async function boardsWith(releases: readonly ReleasePlan[]): Promise<RunningBoards> {
  const estate = forecastEstate({ past: PAST, releases });
  const boards = await localBoards.start({ estate });
  await storeReleases(boards, estate, releases);
  return boards;
}

/** Opens an address of the hub. */
async function open(boards: RunningBoards, hash: string): Promise<Frame> {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${boards.hubUrl()}${hash}`);
  return hubFrame(page, PATIENCE_MS);
}

/** Opens the page of forecasts and waits until all futures are played. */
async function openForecast(boards: RunningBoards, hash = "#view=planning&page=forecast"): Promise<Frame> {
  const frame = await open(boards, hash);
  await frame.waitForSelector("text=/^10,000 futures, seed/");
  await frame.waitForSelector("role=heading[name='What if']");
  return frame;
}

const cell = (release: string, column: string): string =>
  `.rr-forecast-table:has-text('Chance of target') tr:has(a:text-is('${release}')) td[data-label='${column}']`;

describe("where every team has a past", () => {
  let boards: RunningBoards;
  beforeAll(async () => {
    boards = await boardsWith(RELEASES);
  });

  it("tells each release's promotion as a range, marks the late one, and the exit in a sentence", async () => {
    const frame = await openForecast(boards);
    expect(await textOf(frame, ".rr-sentence")).toMatch(/^Exit: 85 % by .*, 50 % by .*\. 1 release cannot promise/);
    expect(await textOf(frame, cell("R1", "Promotion"))).toMatch(/\(50–85 %\) ⚠ late$/);
    expect(await textOf(frame, cell("R1", "Promotion"))).toMatch(RANGE);
    expect(await textOf(frame, cell("R2", "Promotion"))).toMatch(/\(50–85 %\)$/);
    expect(await textOf(frame, cell("R2", "Chance of target"))).toContain(">95 %");
    await frame.click("button:text-is('Show 95 %')");
    expect(await textOf(frame, cell("R2", "Promotion"))).toMatch(/95 %: /);
  });

  it("says the same on the first view and on the release's tab, which leads to the page", async () => {
    const frame = await openForecast(boards);
    const promotion = (await textOf(frame, cell("R2", "Promotion"))).match(RANGE)?.[0] ?? "no range";
    await page.goto(boards.hubUrl());
    const first = await hubFrame(page, PATIENCE_MS);
    const link = first.locator("[role=row]", { hasText: "R2" }).locator(".rr-grid-forecast a");
    await link.filter({ hasText: promotion }).waitFor();
    await link.click();
    await first.waitForSelector("role=tab[name=/^Forecast/][selected]");
    await first.waitForSelector(`text=Promotion: ${promotion} (50–85 %).`);
    await first.click("role=link[name=/^What it rests on/]");
    await first.waitForSelector("h2:text-is('R2')");
  });

  it("opens again from its address with the same release", async () => {
    const frame = await openForecast(boards);
    await frame.waitForSelector("h2:text-is('R1')");
    await frame.focus("a:text-is('R2')");
    await page.keyboard.press("Enter");
    await frame.waitForSelector("h2:text-is('R2')");
    const again = await openForecast(boards, new URL(page.url()).hash);
    expect(await again.isVisible("h2:text-is('R2')")).toBe(true);
    expect(await again.getAttribute(".rr-forecast-name[aria-current]", "title")).toBe("R2");
  });

  it("tells what-ifs in days, and what a person tries by the keyboard alone", async () => {
    const frame = await openForecast(boards);
    const table = frame.locator(".rr-forecast-table", { hasText: "Exit" }).last();
    const tried = (column: number) => table.locator("tr", { hasText: "Exit" }).locator("td").nth(column);
    await table.locator("td:text-is('…')").first().waitFor({ state: "detached" });
    await frame.waitForFunction(() => ![...document.querySelectorAll("td")].some((td) => td.textContent === "…"));
    expect(await tried(0).innerText()).toMatch(/^\d+ days earlier$/);
    expect(await tried(1).innerText()).toMatch(/^\d+ days earlier$/);
    await frame.focus("label:has-text('Velocity, %') input");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("-50");
    await page.keyboard.press("Enter");
    await table.locator("th:text-is('What you try')").waitFor();
    await frame.waitForFunction(() => ![...document.querySelectorAll("td")].some((td) => td.textContent === "…"));
    expect(await tried(2).innerText()).toMatch(/^\d+ days later$/);
  });

  it("saves what it shows as CSV, with whole days", async () => {
    const frame = await openForecast(boards);
    const [download] = await Promise.all([page.waitForEvent("download"), frame.click("button:text-is('Save as CSV')")]);
    const lines = readFileSync(await download.path(), "utf8")
      .replaceAll('"', "")
      .trim()
      .split("\r\n");
    expect(lines.map((line) => line.split(",").slice(0, 2).join(" "))).toContain("R1 promotion");
    expect(lines.at(-1)).toMatch(/^Exit,promotion,.*,\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d,.*,10000,\d+$/);
  });
});

describe("where the team of one release has no past", () => {
  it("names that team in the row, in the exit and on the release's tab, and still forecasts the others", async () => {
    const boards = await boardsWith(WITH_NEWCOMERS);
    const frame = await openForecast(boards);
    expect(await textOf(frame, cell("R3", "Promotion"))).toMatch(/^cannot forecast: team Newcomers brought nothing/);
    expect(await textOf(frame, ".rr-sentence")).toContain("Exit: cannot forecast, because team Newcomers");
    expect(await textOf(frame, cell("R1", "Promotion"))).toMatch(RANGE);
    const tab = await open(boards, "#release=R3&tab=forecast");
    await tab.waitForSelector("text=/^Promotion: cannot forecast: team Newcomers/");
  });
});
