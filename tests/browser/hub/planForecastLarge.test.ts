/** A portfolio as large as they come: its forecast is played in a worker, and the page answers meanwhile. */
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { forecastEstate, storeReleases } from "./forecastEstate";
import { hubFrame } from "./hubPage";

const ASSETS = 5_000;
const RELEASES = Array.from({ length: 20 }, (_, index) => ({ key: `R${index + 1}`, assets: ASSETS / 20 }));
const PATIENCE_MS = 120_000;

const browser = useBrowser();
const localBoards = useLocalBoards();

it("forecasts 20 releases and 5,000 assets, and answers from the first bands on", async () => {
  const past = [22, 30, 9, 18, 31, 25, 27, 12, 23, 24];
  const estate = forecastEstate({ past, teams: ["Web", "Data", "Network", "Storage"], releases: RELEASES });
  const boards = await localBoards.start({ estate });
  await storeReleases(boards, estate, RELEASES);
  const page = await browser.newPage();
  await page.goto(`${boards.hubUrl()}#view=planning&page=forecast`);
  const frame = await hubFrame(page, PATIENCE_MS);
  await frame.waitForSelector(".rr-forecast-table tbody tr");
  expect(await frame.locator(".rr-forecast-table tbody tr").count()).toBeGreaterThan(20);
  await frame.click("button:text-is('Show 95 %')");
  await frame.waitForSelector("button:text-is('Hide 95 %')");
  await frame.waitForSelector("text=/10,000 futures, seed/");
  expect(await frame.locator(".rr-forecast-table tbody tr").count()).toBeGreaterThan(20);
}, 240_000);
