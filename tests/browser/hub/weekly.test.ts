/** The week of a project, exported from the hub's head as a person does it. */
import { readFile } from "node:fs/promises";
import type { Frame, Page } from "playwright-core";
import { sampleEstate } from "../../../scripts/local-boards/server";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { gatesOf, NO_MAPPING_YET, openConfirmed } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();

/** Presses a button of the menu, and gives what was downloaded. */
async function downloaded(page: Page, frame: Frame, title: string): Promise<string> {
  const button = frame.getByRole("button", { name: `Download ${title}` });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFile(await download.path(), "utf8");
}

it("has the hub's verdicts, the week since, what to clear first and the teams' last iteration, in both formats", async () => {
  browser.expectErrors(NO_MAPPING_YET);
  const boards = await localBoards.start({ estate: sampleEstate({ now: Date.now() }) });
  const page = await browser.newPage();
  const frame = await openConfirmed(page, boards, 60_000);
  const [, , promotion] = await gatesOf(frame, "R4 Finance");
  await frame.click("summary:has-text('Export')");
  const markdown = await downloaded(page, frame, "Weekly status (Markdown)");
  const line = markdown.split("\n").find((text) => text.startsWith("| 4 | R4 Finance |"));
  expect(line).toContain(`■ ${promotion}`);
  expect(markdown).toMatch(/## Since \d+ \w+ \d{4}\n\n- \*\*R/);
  expect(markdown).toMatch(/\| Finance team \| Sprint \d+ \| \d+ \| \d+ \|/);
  const csv = await downloaded(page, frame, "Weekly status (CSV)");
  expect(csv.split("\r\n").filter((text) => text.startsWith('"release"'))).toHaveLength(8);
  await page.setViewportSize({ width: 320, height: 800 });
  const overflow = await frame.evaluate(
    () =>
      (document.querySelector(".rr-page")?.scrollWidth ?? 0) - (document.querySelector(".rr-page")?.clientWidth ?? 0),
  );
  expect(overflow).toBe(0);
});
