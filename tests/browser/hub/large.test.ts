/** A workload as large as they come: the page must stay usable. */
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { projectOf } from "./estate";
import { NO_MAPPING_YET, openConfirmed } from "./hubPage";

const ASSETS = 20_000;

const browser = useBrowser();
const localBoards = useLocalBoards();

it("draws only what is near the window of a workload with 20,000 assets, down to the last", async () => {
  browser.expectErrors(NO_MAPPING_YET);
  const assets = Array.from({ length: ASSETS }, (_, index) => ({ title: `VM ${String(index).padStart(5, "0")}` }));
  const { estate } = projectOf({ workloads: [{ title: "Everything", assets }] });
  const boards = await localBoards.start({ estate });
  const page = await browser.newPage();
  const frame = await openConfirmed(page, boards, 60_000);
  expect(await frame.innerText(".rr-age")).toContain("20,001 items");

  await frame.click("text=20,000 assets");
  await frame.waitForSelector(".rr-assets-row[data-row='0']");
  expect(await frame.locator(".rr-assets-row[data-row]").count()).toBeLessThan(200);
  await frame.evaluate(() => document.querySelector(".rr-content")?.scrollTo(0, Number.MAX_SAFE_INTEGER));
  await frame.waitForSelector(`.rr-assets-row[data-row='${ASSETS - 1}']:has-text('VM 19999')`);
  expect(await frame.locator(".rr-assets-row[data-row]").count()).toBeLessThan(200);

  await frame.click("role=tab[name=/Blockers/]");
  await frame.waitForSelector(".rr-ledger-row[data-row='0']");
  expect(await frame.locator(".rr-ledger-row[data-row]").count()).toBeLessThan(200);
  await frame.fill("input[type=search]", "VM 12345");
  await frame.waitForSelector("text=Showing 1 of 20,000 lines");
});
