/** Planning in the backlogs: by keys, by dragging, in bulk, by two people at once, by a reader. */
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { hubFrame, NO_MAPPING_YET, openConfirmed, patch } from "./hubPage";
import { PROJECT, planningEstate, type PlanningEstate, sprint, vm } from "./planningEstate";

const browser = useBrowser();
const localBoards = useLocalBoards();

let project: PlanningEstate;
let boards: RunningBoards;

beforeEach(async () => {
  browser.expectErrors(NO_MAPPING_YET);
  project = planningEstate(6);
  boards = await localBoards.start({ estate: project.estate });
});

/** Opens the backlogs, where assets may be planned. */
async function openBacklogs(page: Page): Promise<Frame> {
  if (boards.boards.snapshot().documents.length === 0) await openConfirmed(page, boards);
  await page.goto(`${boards.hubUrl()}#view=planning`);
  const frame = await hubFrame(page);
  await lineOf(frame, vm(1)).locator(".rr-check").waitFor();
  return frame;
}

function lineOf(frame: Frame, title: string) {
  return frame.locator("[data-lane]", { has: frame.locator(`:text-is("${title}")`) });
}

async function fieldsOf(title: string): Promise<Record<string, unknown>> {
  const url = `${boards.organizationUrl}/_apis/wit/workitems/${project.idOf(title)}?api-version=7.0`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${boards.token}` } });
  return ((await response.json()) as { fields: Record<string, unknown> }).fields;
}

async function iterationOf(title: string): Promise<unknown> {
  return (await fieldsOf(title))["System.IterationPath"];
}

async function reviewed(frame: Frame, count: number): Promise<void> {
  await frame.click("button:has-text('Review…')");
  await frame.click(`button:has-text('Write ${count}')`);
  await frame.waitForSelector("role=heading[name='The plan is written']");
}

it("plans several for the next iteration by keys, writes them after a review, and takes them back", async () => {
  const page = await browser.newPage();
  const frame = await openBacklogs(page);
  await lineOf(frame, vm(1)).focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await frame.waitForSelector("text=3 changes to 3 work items are not written.");
  await page.keyboard.press("Alt+ArrowDown");
  expect(await iterationOf(vm(1))).toBe(PROJECT);
  await reviewed(frame, 3);
  expect(await Promise.all([1, 2, 3, 4].map((number) => iterationOf(vm(number))))).toEqual([
    sprint(6),
    sprint(6),
    sprint(6),
    PROJECT,
  ]);
  await frame.click("button:has-text('Undo')");
  await frame.waitForSelector("role=heading[name='The plan is taken back']");
  expect(await iterationOf(vm(1))).toBe(PROJECT);
});

it("sets an effort for several at once", async () => {
  const page = await browser.newPage();
  const frame = await openBacklogs(page);
  await lineOf(frame, vm(1)).focus();
  await page.keyboard.press("Control+a");
  await frame.fill("role=textbox[name='Effort of the selected assets']", "2.5");
  await frame.click("role=button[name='Set effort']");
  await reviewed(frame, 6);
  expect((await fieldsOf(vm(6)))["Microsoft.VSTS.Scheduling.StoryPoints"]).toBe(2.5);
});

it("plans an asset for the iteration onto which it is dragged", async () => {
  const page = await browser.newPage();
  const frame = await openBacklogs(page);
  await lineOf(frame, vm(1)).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await lineOf(frame, vm(2)).dragTo(lineOf(frame, vm(1)));
  await frame.waitForSelector("text=2 changes to 2 work items are not written.");
  await reviewed(frame, 2);
  expect(await iterationOf(vm(2))).toBe(sprint(5));
});

it("puts a whole workload into another release", async () => {
  const page = await browser.newPage();
  const frame = await openBacklogs(page);
  await lineOf(frame, vm(1)).focus();
  await page.keyboard.press("m");
  await frame.selectOption("role=combobox[name='Move to']", { label: "R0" });
  await frame.check("text=with its whole workload");
  await frame.click("role=button[name='Move']");
  await frame.click("button:has-text('Review…')");
  await frame.click("button:has-text('Write')");
  await frame.waitForSelector("role=heading[name='The plan is written']");
  expect((await fieldsOf("Payroll"))["System.Tags"]).toBe("release:R0");
});

it("loses nothing where two people plan at once: the second one sees what the first one made of it, and chooses", async () => {
  const page = await browser.newPage();
  const frame = await openBacklogs(page);
  await lineOf(frame, vm(1)).focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await frame.click("button:has-text('Review…')");
  await patch(boards, PROJECT, project.idOf(vm(1)), { "System.IterationPath": sprint(7) });
  browser.expectErrors(/412/);
  await frame.click("button:has-text('Write 2')");
  await frame.waitForSelector("text=iteration: theirs Sprint 7, mine Sprint 5");
  expect(await iterationOf(vm(1))).toBe(sprint(7));
  expect(await iterationOf(vm(2))).toBe(sprint(5));
  await frame.click(`role=button[name='Keep mine of ${vm(1)}']`);
  await frame.click("button:has-text('Review what is left…')");
  await frame.click("button:has-text('Write 1')");
  await frame.waitForSelector("role=heading[name='The plan is written']");
  expect(await iterationOf(vm(1))).toBe(sprint(5));
});

it("shows a reader all of it, and offers nothing that writes", async () => {
  // The question whether one may write is answered by a refusal, which the browser reports by itself.
  browser.expectErrors(/403/);
  const reader = {
    id: "7d0c8a54-0f4e-4c53-9d5b-0d8b8f2f7a11",
    displayName: "Rita Reader",
    uniqueName: "rita@example.com",
    role: "reader",
  } as const;
  boards = await localBoards.start({ estate: planningEstate(6, [reader]).estate });
  await openConfirmed(await browser.newPage(), boards);
  const page = await browser.newPage();
  await page.context().addCookies([boards.cookieOf("Rita Reader")]);
  await page.goto(`${boards.hubUrl()}#view=planning`);
  const frame = await hubFrame(page);
  await lineOf(frame, vm(1)).waitFor();
  await lineOf(frame, vm(1)).focus();
  await page.keyboard.press("Alt+ArrowDown");
  expect(await frame.locator("input[type=checkbox]").count()).toBe(0);
  expect(await frame.locator("text=/not written/").count()).toBe(0);
});
