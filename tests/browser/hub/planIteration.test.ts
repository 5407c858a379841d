/** Planning an iteration in the hub: by the keyboard alone, by two people at once, by a reader. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { hubFrame, NO_MAPPING_YET, openConfirmed } from "./hubPage";
import { planningEstate, sprint, vm } from "./planningEstate";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const ASSETS = 60;
const NUMBERS = Array.from({ length: ASSETS }, (_, index) => index + 1);
const READER = {
  id: "7d0c8a54-0f4e-4c53-9d5b-0d8b8f2f7a11",
  displayName: "Rita Reader",
  uniqueName: "rita@example.com",
  role: "reader",
} as const;

const browser = useBrowser();
const localBoards = useLocalBoards();

/** Confirms the mapping where nobody did, and opens a page of planning. */
async function openPlanning(page: Page, boards: RunningBoards, hash = "page=plan"): Promise<Frame> {
  browser.expectErrors(NO_MAPPING_YET);
  if (boards.boards.snapshot().documents.length === 0) await openConfirmed(page, boards);
  await page.goto(`${boards.hubUrl()}#view=planning&${hash}`);
  const frame = await hubFrame(page);
  await frame.waitForSelector(".rr-plan .rr-sentence");
  return frame;
}

/** Fields of a work item as the stand-in has them. */
async function fieldsOf(boards: RunningBoards, id: number): Promise<Record<string, unknown>> {
  const url = `${boards.organizationUrl}/_apis/wit/workitems/${id}?api-version=7.0`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${boards.token}` } });
  return ((await response.json()) as { fields: Record<string, unknown> }).fields;
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

const focusedTitle = (frame: Frame): Promise<string> => frame.innerText("[role=row]:focus a");
const rowOf = (title: string): string => `[role=row]:has(a:text-is("${title}"))`;

it("plans sixty assets with efforts and priorities, and commits to them, by the keyboard alone", async () => {
  const project = planningEstate(ASSETS);
  const boards = await localBoards.start({ estate: project.estate });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const frame = await openPlanning(page, boards);
  const { keyboard } = page;

  // A list is one tab stop, whatever it holds.
  await frame.locator("select").last().focus();
  for (let tabs = 0; tabs < 5 && !(await frame.isVisible("[role=row]:focus")); tabs += 1) await keyboard.press("Tab");
  expect(await focusedTitle(frame)).toBe(vm(1));
  await keyboard.press("e");
  for (const number of NUMBERS) {
    await keyboard.type(String((number % 5) + 1));
    await keyboard.press(number === ASSETS ? "Enter" : "ArrowDown");
  }
  await keyboard.press("p");
  await keyboard.type("1");
  await keyboard.press("Enter");
  await keyboard.press("Home");
  for (const number of NUMBERS) {
    expect(await focusedTitle(frame)).toBe(vm(number));
    await keyboard.press("ArrowRight");
  }
  await frame.waitForSelector("text=/^Sprint 6: 60 assets, effort 180/");
  await keyboard.press("Control+Enter");
  await frame.waitForSelector("h2:focus:has-text('Review')");
  for (let tabs = 0; tabs < 5 && !(await frame.isVisible("button:focus:has-text('Write')")); tabs += 1) {
    await keyboard.press("Tab");
  }
  await keyboard.press("Enter");
  await frame.waitForSelector("button:has-text('Undo')", { timeout: 60_000 });

  const tags = new Set<unknown>();
  for (const number of NUMBERS) {
    const fields = await fieldsOf(boards, project.idOf(vm(number)));
    expect(fields["System.IterationPath"]).toBe(sprint(6));
    expect(fields["Microsoft.VSTS.Scheduling.StoryPoints"]).toBe((number % 5) + 1);
    tags.add(
      String(fields["System.Tags"])
        .split("; ")
        .find((tag) => tag.startsWith("committed:")),
    );
  }
  expect([...tags]).toEqual([expect.stringMatching(/^committed:Sprint 6@\d{4}-\d\d-\d\dT\d\d:\d\dZ$/)]);
  expect((await fieldsOf(boards, project.idOf(vm(ASSETS))))["Microsoft.VSTS.Common.Priority"]).toBe(1);

  await frame.click("button:text-is('Close')");
  await frame.waitForSelector("text=/^Committed on .*: 60 assets\\. Nothing was added or removed since\\.$/");
  expect(await violations(frame)).toEqual([]);
}, 180_000);

it("lets the second of two who plan at once see what the first changed, and choose; nothing is lost", async () => {
  // The browser itself tells of writes that were overtaken.
  browser.expectErrors(/412/);
  const project = planningEstate(4);
  const boards = await localBoards.start({ estate: project.estate });
  const one = await openPlanning(await browser.newPage(), boards);
  const other = await openPlanning(await browser.newPage(), boards);

  for (const title of [vm(1), vm(2)]) await one.click(`${rowOf(title)} button[aria-label^="Put into"]`);
  await other.selectOption("select >> nth=1", sprint(7));
  await other.waitForSelector("text=/^Sprint 7: 0 assets/");
  for (const title of [vm(2), vm(3)]) await other.click(`${rowOf(title)} button[aria-label^="Put into"]`);

  await one.click("button:text-is('Commit…')");
  await one.click("button:has-text('Write')");
  await one.waitForSelector("button:has-text('Undo')");
  await other.click("button:text-is('Commit…')");
  await other.click("button:has-text('Write')");

  // What nobody else changed is written; of the other both values are shown.
  await other.waitForSelector("button:text-is('Take theirs')");
  const path = async (number: number): Promise<unknown> =>
    (await fieldsOf(boards, project.idOf(vm(number))))["System.IterationPath"];
  expect([await path(1), await path(2), await path(3)]).toEqual([sprint(6), sprint(6), sprint(7)]);
  expect(await other.innerText("main")).toContain("Sprint 6");
  await other.click("button:text-is('Keep mine')");
  await other.click("button:text-is('Review what is left…')");
  await other.click("button:has-text('Write')");
  await other.waitForSelector("button:has-text('Undo')");
  expect(await path(2)).toBe(sprint(7));
}, 120_000);

it("shows a reader both lists, and offers nothing that edits", async () => {
  browser.expectErrors(/403/);
  const project = planningEstate(3, [READER]);
  const boards = await localBoards.start({ estate: project.estate });
  await openPlanning(await browser.newPage(), boards);
  const page = await browser.newPage();
  await page.context().addCookies([boards.cookieOf(READER.displayName)]);
  const frame = await openPlanning(page, boards);
  await frame.waitForSelector(rowOf(vm(1)));
  expect(await frame.locator(".rr-plan button, .rr-plan input").count()).toBe(0);
  await frame.focus(rowOf(vm(1)));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("e");
  await frame.waitForSelector("text=/^Sprint 6: 0 assets/");
  expect(await frame.locator(".rr-plan input").count()).toBe(0);
}, 60_000);

it("reaches both ends of a list of 400 with End and Home, and draws only what is near the window", async () => {
  const boards = await localBoards.start({ estate: planningEstate(400).estate });
  const page = await browser.newPage();
  const frame = await openPlanning(page, boards);
  await frame.focus(rowOf(vm(1)));
  await page.keyboard.press("End");
  await frame.waitForSelector(`${rowOf(vm(400))}:focus`);
  expect(await frame.locator(".rr-plan-row[data-row]").count()).toBeLessThan(200);
  await page.keyboard.press("ArrowRight");
  await frame.waitForSelector(`${rowOf(vm(399))}:focus`);
  await page.keyboard.press("Home");
  await frame.waitForSelector(`${rowOf(vm(1))}:focus`);
}, 60_000);

describe("planning an iteration, and the iteration", () => {
  let boards: RunningBoards;
  beforeAll(async () => {
    boards = await localBoards.start({ estate: planningEstate(12).estate });
  });

  it.each(["light", "dark", "highContrast"])(
    "have no violations in the theme %s",
    async (theme) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const frame = await openPlanning(page, boards);
      await page.selectOption("select", theme);
      await frame.click(`${rowOf(vm(1))} button[aria-label^="Put into"]`);
      await frame.click(`${rowOf(vm(2))} button[aria-label^="Put into"]`);
      await frame.check(`${rowOf(vm(3))} input`);
      await frame.focus(rowOf(vm(3)));
      await page.keyboard.press("e");
      expect(await violations(frame)).toEqual([]);
      await frame.click("a:text-is('Iteration')");
      await frame.waitForSelector(".rr-sentence:has-text('Sprint 5')");
      expect(await violations(frame)).toEqual([]);
    },
    60_000,
  );

  it.each([320, 768, 1920])(
    "never scroll sideways at a width of %i",
    async (width) => {
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      const frame = await openPlanning(page, boards);
      const overflow = (): Promise<number> =>
        frame.evaluate(() => {
          const content = document.querySelector(".rr-content");
          return (content?.scrollWidth ?? 0) - (content?.clientWidth ?? 0);
        });
      await frame.click(`${rowOf(vm(1))} button[aria-label^="Put into"]`);
      expect(await overflow()).toBe(0);
      await page.goto(`${boards.hubUrl()}#view=planning&page=iteration&iteration=${encodeURIComponent(sprint(4))}`);
      await frame.waitForSelector("text=/^Sprint 4 is over: 6 of 6 committed assets delivered/");
      expect(await overflow()).toBe(0);
    },
    60_000,
  );
});
