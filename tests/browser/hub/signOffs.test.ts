/** The sign-offs and decisions of releases of the sample. */
import type { Page } from "playwright-core";
import { sampleEstate } from "../../../scripts/local-boards/server";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { NO_MAPPING_YET } from "./hubPage";
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

it("count what is given of all, and say of each what it covers, who gave it and when (E1)", async () => {
  const frame = await openTab(page, boards, "R2 Payroll", "Sign-offs");
  await frame.waitForSelector(".rr-evidence");
  const rows = await frame.locator(".rr-evidence tbody tr").count();
  expect(await textOf(frame, "role=tab[name=/^Sign-offs/]")).toBe(`Sign-offs ${rows}/${rows}`);
  expect(await textOf(frame, ".rr-evidence tbody tr:has-text('release-approved')")).toMatch(
    /Release approved gate:release-approved The release given \S\S .+ days ago/,
  );
});

it("say why one does not count, and offer to record it anew (E2, E3)", async () => {
  const frame = await openTab(page, boards, "R4 Finance", "Sign-offs");
  await frame.waitForSelector(".rr-evidence");
  expect(await textOf(frame, ".rr-decisions")).toMatch(/^No-go Promote R4 Finance/);
  expect(await textOf(frame, "tr:has-text('by who did the work')")).toMatch(/closed by .* who is assigned to/);
  await frame.click("tr:has-text('by who did the work') >> button:has-text('Record…')");
  await page.waitForSelector("text=Record evidence");
});

it("teach how to begin where there are none, and open the checklist", async () => {
  const frame = await openTab(page, boards, "R6 Analytics", "Sign-offs");
  await frame.waitForSelector("text=No gate asks for evidence here yet");
  await frame.click("button:has-text('Create the gate checklist…')");
  await page.waitForSelector("role=dialog >> text=Create the gate checklist");
});

it.each(["light", "dark", "highContrast"])("have no violations in the theme %s", async (theme) => {
  const frame = await openTab(page, boards, "R4 Finance", "Sign-offs");
  await frame.waitForSelector(".rr-evidence");
  await page.selectOption("select", theme);
  expect(await violations(frame)).toEqual([]);
});

it("fit a phone", async () => {
  const frame = await openTab(page, boards, "R4 Finance", "Sign-offs");
  await frame.waitForSelector(".rr-evidence");
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await overflow(frame)).toBe(0);
});
