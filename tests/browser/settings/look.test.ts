/** How the settings look and read: themes, widths, assistive technology, the keyboard, and outside Azure DevOps. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { POLICY_SECTIONS } from "../../../src/domain/policy/sections";
import { fullPolicy } from "../../builders/policies";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { PROJECT, projectOf } from "../hub/estate";
import { openSection, projectId, settingsFrame, storeElsewhere } from "./settingsPage";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const PAGES = [...POLICY_SECTIONS.map(({ title }) => title), "Export and import"];

const browser = useBrowser();
const localBoards = useLocalBoards();

let boards: RunningBoards;
let page: Page;
let frame: Frame;

beforeAll(async () => {
  const project = projectOf({
    iterations: ["A"],
    workloads: [
      {
        title: "Payroll with a name that is much longer than any column",
        assets: [{ title: "SQL-04", state: "On hold" }],
      },
      { title: "Without an asset", assets: [] },
    ],
  });
  boards = await localBoards.start({ estate: project.estate });
  await storeElsewhere(boards, projectId(project.estate), fullPolicy({ areas: [PROJECT] }));
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(boards.settingsUrl());
  frame = await settingsFrame(page);
  await frame.waitForSelector("nav[aria-label=Sections]");
});

/** Every violation of axe-core's rules in the settings, as `rule: element`. */
async function violations(): Promise<string[]> {
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

it.each(["light", "dark", "highContrast"])("has no violations in any section in the theme %s", async (theme) => {
  await page.selectOption("select", theme);
  for (const title of PAGES) {
    await openSection(frame, title);
    expect([title, await violations()]).toEqual([title, []]);
  }
});

it("has no violations while an edit is wrong, and with an effect on screen", async () => {
  await openSection(frame, "Labels");
  await frame.getByLabel("A release is called").fill("");
  await frame.waitForSelector("text=1 thing to correct");
  expect(await violations()).toEqual([]);
  await frame.getByLabel("A release is called").fill("Wave");
  await frame.waitForSelector("text=This change moves nothing today");
  expect(await violations()).toEqual([]);
});

it.each([320, 640, 1024, 1920])("never scrolls sideways at a width of %i", async (width) => {
  await page.setViewportSize({ width, height: 800 });
  for (const title of PAGES) {
    await openSection(frame, title);
    const overflow = await frame.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect([title, overflow]).toEqual([title, 0]);
  }
});

it("is worked with the keyboard: a section opens with its heading in focus, an entry is added and removed", async () => {
  await frame.focus("nav a:has-text('Tasks')");
  await page.keyboard.press("Enter");
  await frame.waitForFunction(() => document.activeElement?.textContent === "Tasks");
  await frame.focus("button:text-is('Add an activity')");
  await page.keyboard.press("Enter");
  await frame.waitForFunction(
    () => document.activeElement?.closest("fieldset.rr-card")?.querySelector("legend")?.textContent === "Activity 2",
  );
  await page.keyboard.type("Replicate *");
  await frame.waitForSelector("button:text-is('Save'):enabled");
  await frame.focus("role=button[name='Remove Activity 2']");
  await page.keyboard.press("Enter");
  await frame.waitForFunction(
    () => document.activeElement?.closest("fieldset.rr-card")?.querySelector("legend")?.textContent === "Activity 1",
  );
});

it("says what to do where it is opened outside Azure DevOps", async () => {
  browser.expectErrors(/favicon\.ico/);
  await page.goto(`${boards.extensionOrigin}/dist/settings.html`);
  await page.waitForSelector("h1:has-text('These settings are a part of Azure DevOps.')");
});
