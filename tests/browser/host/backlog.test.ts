import type { Locator, Page } from "playwright-core";
import type { EstateWorkItem, FieldValue } from "../../../scripts/local-boards/model/estate";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { executed, useActionExtension } from "./actionExtension";
import { estateOf, linkTo, userStory } from "./estate";

const CHILD = "System.LinkTypes.Hierarchy-Forward";
const PARENT = "System.LinkTypes.Hierarchy-Reverse";
const HOSTILE = "<img src=x onerror=document.body.setAttribute('data-hacked','')>";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useActionExtension();

/** A work item with its children; a parent is linked from both ends. */
function item(
  id: number,
  type: string,
  parent: number | null,
  children: readonly number[] = [],
  fields: Record<string, FieldValue> = {},
): EstateWorkItem {
  const links = children.map((child) => linkTo(child, CHILD));
  if (parent !== null) links.push(linkTo(parent, PARENT));
  return userStory(id, { "System.WorkItemType": type, ...fields }, links);
}

async function open(boards: RunningBoards, status: string, width = 1280): Promise<Page> {
  const page = await browser.newPage({ colorScheme: "light", viewport: { width, height: 720 } });
  await page.goto(`${boards.organizationUrl}/Fabrikam%20Move/_backlogs`);
  await said(page, status);
  return page;
}

async function said(page: Page, text: string): Promise<void> {
  await page.locator(".list-status", { hasText: text }).waitFor();
}

function row(page: Page, id: number): Locator {
  return page.locator(`tbody tr[data-id="${id}"]`);
}

/** Ids and levels of the rows, from top to bottom. */
async function lines(page: Page): Promise<string[]> {
  return page
    .locator("tbody tr[data-id]")
    .evaluateAll((all) => all.map((one) => `${one.getAttribute("data-id")}@${one.getAttribute("aria-level")}`));
}

describe("the backlog", () => {
  let boards: RunningBoards;

  beforeAll(async () => {
    const estate = estateOf([
      item(1, "Epic", null, [2, 3], { "System.Title": "The epic" }),
      item(2, "Feature", 1, [4, 5, 6], { "Microsoft.VSTS.Common.StackRank": 20 }),
      item(3, "Feature", 1, [], { "Microsoft.VSTS.Common.StackRank": 10 }),
      item(4, "User Story", 2, [], { "System.Title": HOSTILE, "System.Tags": "wave-1", "System.State": "Active" }),
      item(5, "User Story", 2, [7], { "Microsoft.VSTS.Scheduling.StoryPoints": 8 }),
      item(6, "Bug", 2),
      item(7, "Task", 5),
      item(8, "User Story", null),
    ]);
    boards = await localBoards.start({ estate, extensionDirectory: extension.directory });
  });

  it("is in the navigation", async () => {
    const page = await browser.newPage();
    await page.goto(`${boards.organizationUrl}/Fabrikam%20Move/_workitems`);
    await page.getByRole("navigation", { name: "Project" }).getByRole("link", { name: "Backlogs" }).click();
    await page.getByRole("heading", { name: "Backlogs" }).waitFor();
    const current = page.getByRole("navigation", { name: "Project" }).locator("[aria-current=page]");
    expect(await current.textContent()).toContain("Backlogs");
  });

  it("has the levels of the process as a tree, by rank, and nothing beside them", async () => {
    const page = await open(boards, "6 work items, 4 shown");
    expect(await lines(page)).toEqual(["1@1", "3@2", "2@2", "8@1"]);
    await row(page, 2)
      .getByRole("button", { name: /^Expand 2/ })
      .click();
    await said(page, "6 work items, 6 shown");
    expect(await lines(page)).toEqual(["1@1", "3@2", "2@2", "4@3", "5@3", "8@1"]);
    expect(await row(page, 2).getAttribute("aria-expanded")).toBe("true");
    expect(await row(page, 5).getAttribute("aria-expanded")).toBeNull();
  });

  it("shows of each its type, title, state, effort, iteration and tags", async () => {
    const page = await open(boards, "6 work items");
    await row(page, 2)
      .getByRole("button", { name: /^Expand 2/ })
      .click();
    await row(page, 4).waitFor();
    const cells = (id: number): Promise<string[]> => row(page, id).locator("td[data-label]").allTextContents();
    expect(await cells(4)).toEqual(["4", "User Story", HOSTILE, "Active", "", "Fabrikam Move", "wave-1"]);
    expect((await cells(5))[4]).toBe("8");
    expect(await page.getAttribute("body", "data-hacked")).toBeNull();
  });

  it("is opened, closed and walked by keyboard", async () => {
    const page = await open(boards, "6 work items, 4 shown");
    const focused = (): Promise<unknown> =>
      page.evaluate(() => Number(document.activeElement?.getAttribute("data-id")));
    await row(page, 2).focus();
    await page.keyboard.press("ArrowRight");
    await said(page, "6 shown");
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe(4);
    await page.keyboard.press("ArrowLeft");
    expect(await focused()).toBe(2);
    await page.keyboard.press("ArrowLeft");
    await said(page, "4 shown");
    await page.keyboard.press("ArrowLeft");
    expect(await focused()).toBe(1);
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menu").waitFor();
  });

  it("hands what is selected to an action; what is closed away is not selected any more", async () => {
    const page = await open(boards, "6 work items, 4 shown");
    await row(page, 2)
      .getByRole("button", { name: /^Expand 2/ })
      .click();
    await row(page, 5).getByRole("checkbox").click();
    await row(page, 3).getByRole("checkbox").click();
    await page.getByRole("button", { name: "Share" }).click();
    expect(await executed(page, "Share")).toEqual([{ workItemIds: [3, 5] }]);
    await row(page, 2)
      .getByRole("button", { name: /^Collapse 2/ })
      .click();
    await page.getByText("1 selected").waitFor();
  });

  it("opens a work item", async () => {
    const page = await open(boards, "6 work items");
    await row(page, 1).getByRole("link", { name: "The epic" }).click();
    expect(await page.getByRole("dialog").getByLabel("Title", { exact: true }).inputValue()).toBe("The epic");
  });

  it("is usable where it is narrow", async () => {
    const page = await open(boards, "6 work items", 320);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(Math.max(0, overflow)).toBe(0);
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await page.getByText("4 selected").waitFor();
    await row(page, 8)
      .getByRole("button", { name: /^Actions for 8/ })
      .click();
    await page.getByRole("menuitem", { name: "Plan" }).click();
    expect(await executed(page, "Plan")).toEqual([{ workItemIds: [1, 3, 2, 8] }]);
  });

  it("says why it could not be read", async () => {
    browser.expectErrors(/status of 503/);
    boards.boards.setFaults([{ route: "backlogconfiguration", action: { kind: "status", status: 503 } }]);
    await open(boards, "The backlog could not be read");
    boards.boards.setFaults([]);
  });
});

it("stays usable with 20,000 work items", async () => {
  const features = Array.from({ length: 150 }, (_, index) => index + 2);
  const perFeature = 132;
  const stories = features.flatMap((feature, place) =>
    Array.from({ length: perFeature }, (_, index) => ({ id: 1000 + place * perFeature + index, feature })),
  );
  const boards = await localBoards.start({
    estate: estateOf([
      item(1, "Epic", null, features),
      ...features.map((id) =>
        item(
          id,
          "Feature",
          1,
          stories.filter(({ feature }) => feature === id).map((story) => story.id),
        ),
      ),
      ...stories.map(({ id, feature }) => item(id, "User Story", feature)),
    ]),
    extensionDirectory: extension.directory,
  });
  const page = await open(boards, "19,951 work items, 101 shown, 50 more beside them");
  await page.getByRole("button", { name: "Show 50 more below 1 (50 left)" }).click();
  await said(page, "151 shown");
  await row(page, 151)
    .getByRole("button", { name: /^Expand 151/ })
    .click();
  await said(page, "251 shown, 32 more beside them");
  await page.getByRole("button", { name: "Show 32 more below 151 (32 left)" }).click();
  await said(page, "283 shown");
  await row(page, 151).focus();
  await page.keyboard.press("Control+a");
  await page.getByText("283 selected").waitFor();
});
