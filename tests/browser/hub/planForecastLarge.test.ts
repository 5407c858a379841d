/** A portfolio as large as they come: while its forecast is put together and played, the page stays awake. */
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { forecastEstate, storeReleases } from "./forecastEstate";
import { hubFrame } from "./hubPage";

const ASSETS = 5_000;
const RELEASES = Array.from({ length: 20 }, (_, index) => ({ key: `R${index + 1}`, assets: ASSETS / 20 }));
const PATIENCE_MS = 120_000;
/** A machine that does other things too stretches any task: what the page itself causes is there each time. */
const TRIES = 3;

const browser = useBrowser();
const localBoards = useLocalBoards();

it("holds the page up for no longer than 50 ms with 20 releases and 5,000 assets", async () => {
  const past = [22, 30, 9, 18, 31, 25, 27, 12, 23, 24];
  const estate = forecastEstate({ past, teams: ["Web", "Data", "Network", "Storage"], releases: RELEASES });
  const boards = await localBoards.start({ estate });
  await storeReleases(boards, estate, RELEASES);
  const page = await browser.newPage();
  await page.goto(`${boards.hubUrl()}#view=planning&page=forecast`);
  const frame = await hubFrame(page, PATIENCE_MS);
  await frame.waitForSelector(".rr-forecast-table tbody tr");
  await frame.click("button:text-is('Stop')");
  await frame.waitForSelector("button:text-is('Go on')");
  expect(await frame.locator(".rr-forecast-table tbody tr").count()).toBeGreaterThan(20);
  await frame.evaluate(() => {
    const kept = window as unknown as { longTasks: number[] };
    kept.longTasks = [];
    let clicked = 0;
    document.addEventListener("click", () => (clicked = performance.now()), true);
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        // What a click draws is drawn in its own task; the plan is put together only after that.
        if (clicked < startTime || clicked > startTime + duration) kept.longTasks.push(duration);
      }
    }).observe({ type: "longtask" });
  });
  const longest: number[] = [];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    await frame.evaluate(() => {
      (window as unknown as { longTasks: number[] }).longTasks = [];
    });
    // Puts the plan together anew and plays on; stopped again after the second bands.
    await frame.click("button:text-is('Go on')");
    await frame.waitForFunction(() => Number(document.querySelector("progress")?.value) < 2_000);
    await frame.waitForFunction(() => Number(document.querySelector("progress")?.value) >= 2_000);
    longest.push(await frame.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks)));
    await frame.click("button:text-is('Stop')");
    await frame.waitForSelector("button:text-is('Go on')");
  }
  expect(Math.min(...longest)).toBeLessThanOrEqual(50);
}, 240_000);
