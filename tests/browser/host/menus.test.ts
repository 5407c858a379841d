import type { IHostPageLayoutService } from "azure-devops-extension-api";
import type { Locator, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { executed, frameNamed, useActionExtension } from "./actionExtension";
import { estateOf, linkTo, userStory } from "./estate";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useActionExtension();

let boards: RunningBoards;
let sandboxed: RunningBoards;

beforeAll(async () => {
  const estate = estateOf([
    userStory(1),
    userStory(2, { "System.WorkItemType": "Feature" }, [linkTo(3, "System.LinkTypes.Hierarchy-Forward")]),
    userStory(3, {}, [linkTo(2, "System.LinkTypes.Hierarchy-Reverse")]),
  ]);
  boards = await localBoards.start({ estate, extensionDirectory: extension.directory });
  sandboxed = await localBoards.start({ estate, extensionDirectory: extension.directory, sandbox: true });
});

async function open(place: "_workitems" | "_backlogs", from: RunningBoards = boards, width = 1280): Promise<Page> {
  const page = await browser.newPage({ colorScheme: "light", viewport: { width, height: 720 } });
  await page.goto(`${from.organizationUrl}/Fabrikam%20Move/${place}`);
  await row(page, 1).waitFor();
  return page;
}

function row(page: Page, id: number): Locator {
  return page.locator(`tbody tr[data-id="${id}"]`);
}

async function openMenu(page: Page, ...ids: number[]): Promise<Locator> {
  for (const id of ids) await row(page, id).getByRole("checkbox").click();
  await row(page, ids[0] ?? 1)
    .getByRole("checkbox")
    .click({ button: "right" });
  const menu = page.getByRole("menu");
  await menu.waitFor();
  return menu;
}

async function choose(page: Page, label: string): Promise<void> {
  await page.getByRole("menuitem", { name: label, exact: true }).click();
}

async function labels(menu: Locator): Promise<string[]> {
  return menu.locator(".menu-label, [role=separator]").evaluateAll((all) => all.map((one) => one.textContent || "–"));
}

describe("entries of the menu", () => {
  it("are the actions that target query results or work items, in groups, once each", async () => {
    const page = await open("_workitems");
    expect(await labels(await openMenu(page, 1))).toEqual([
      ...["Open", "–", "Plan", "Move", "–", "Share", "Open panel", "–"],
      ...["Fail", "Absent", "Silent", "Unloadable"],
    ]);
  });

  it("are those that target backlog items, in the backlog", async () => {
    const page = await open("_backlogs");
    expect(await labels(await openMenu(page, 1))).toEqual([
      ...["Open", "–", "Plan", "Move", "–", "Share", "Open panel", "–", "Only in the backlog"],
    ]);
  });

  it("have their icon and say more where the pointer rests", async () => {
    const page = await open("_workitems");
    const entry = (await openMenu(page, 1)).getByRole("menuitem", { name: "Plan" });
    expect(await entry.locator("img").getAttribute("src")).toBe(`${boards.extensionOrigin}/dist/icon.svg`);
    expect(await entry.getAttribute("title")).toBe("Plans what is selected");
  });

  it("are also buttons above the list, for what is selected", async () => {
    const page = await open("_workitems");
    const plan = page.getByRole("toolbar").getByRole("button", { name: "Plan" });
    expect(await plan.isDisabled()).toBe(true);
    await row(page, 1).getByRole("checkbox").click();
    await plan.click();
    expect(await executed(page, "Plan")).toHaveLength(1);
  });
});

describe("the frame of an entry", () => {
  it("is not there before the menu is opened, then one for each entry, out of sight and out of reach", async () => {
    const page = await open("_workitems");
    expect(await page.locator("iframe").count()).toBe(0);
    await openMenu(page, 1);
    expect(await page.locator("iframe").count()).toBe(8);
    expect(await page.locator("iframe:visible").count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.locator(".page").getByRole("button", { name: "Refresh" }).focus();
    await page.keyboard.press("Shift+Tab");
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("IFRAME");
  });

  it("stays, so that an action is told of each choice in the same page", async () => {
    const page = await open("_workitems");
    await openMenu(page, 1);
    await choose(page, "Plan");
    await executed(page, "Plan");
    await row(page, 1).getByRole("checkbox").click();
    await openMenu(page, 3);
    await choose(page, "Plan");
    expect(await executed(page, "Plan", 2)).toEqual([
      expect.objectContaining({ ids: [1] }),
      expect.objectContaining({ ids: [3] }),
    ]);
  });

  it("belongs to its own contribution where several share a page", async () => {
    const page = await open("_workitems");
    await openMenu(page, 1);
    for (const [label, id] of [
      ["Plan", "tests.actions.plan"],
      ["Move", "tests.actions.move"],
    ] as const) {
      const frame = await frameNamed(page, label);
      await frame.waitForSelector("h1", { state: "attached" });
      expect(await frame.evaluate(() => window.SDK.getContributionId())).toBe(id);
    }
  });
});

describe("what an action is told", () => {
  it("of query results: ids, also as workItemIds, a first one, and the types", async () => {
    const page = await open("_workitems");
    await openMenu(page, 3, 1, 2);
    await choose(page, "Share");
    expect(await executed(page, "Share")).toEqual([
      {
        ids: [1, 2, 3],
        workItemIds: [1, 2, 3],
        workItemId: 1,
        workItemTypeNames: ["User Story", "Feature"],
      },
    ]);
  });

  it("of the backlog: workItemIds in the order shown", async () => {
    const page = await open("_backlogs");
    await openMenu(page, 3, 1);
    await choose(page, "Only in the backlog");
    expect(await executed(page, "Only in the backlog")).toEqual([{ workItemIds: [1, 3] }]);
  });

  it("is told in a sandboxed frame as well", async () => {
    const page = await open("_workitems", sandboxed);
    await openMenu(page, 2);
    await choose(page, "Plan");
    expect(await executed(page, "Plan")).toEqual([expect.objectContaining({ ids: [2] })]);
  });
});

describe("an action that does not work", () => {
  const problem = (page: Page): Locator => page.getByRole("alert");

  it.each([
    ["Fail", "Fail failed: The action gave up."],
    ["Absent", "Absent failed: The registered object tests.actions.absent could not be found."],
    ["Unloadable", "Unloadable could not be started: The page gave up."],
  ])("%s is said on the page", async (label, message) => {
    // The SDK writes what it could not find into the console itself.
    browser.expectErrors(/No handler found|gave up/);
    const page = await open("_workitems");
    await openMenu(page, 1);
    await choose(page, label);
    await problem(page).getByText(message).waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    expect(await problem(page).count()).toBe(0);
  });

  it("is said when its page does not answer, and begins anew the next time", async () => {
    const page = await browser.newPage({ colorScheme: "light" });
    await page.clock.install();
    await page.goto(`${boards.organizationUrl}/Fabrikam%20Move/_workitems`);
    await openMenu(page, 1);
    await choose(page, "Silent");
    await page.clock.runFor(9_000);
    expect(await problem(page).count()).toBe(0);
    await page.clock.runFor(2_000);
    await problem(page).getByText("Silent could not be started: its page does not answer").waitFor();
    expect(await page.locator('iframe[title="Silent"]').count()).toBe(0);
  });
});

describe("a panel that an action opens", () => {
  it.each([
    [0, 340],
    [1, 592],
    [2, 940],
  ])("of size %i is %i wide, and gives what it was closed with to whoever opened it", async (size, width) => {
    const page = await open("_workitems");
    await openMenu(page, 2);
    const frame = await frameNamed(page, "Plan");
    await frame.waitForSelector("h1", { state: "attached" });
    await frame.evaluate(async (chosen) => {
      const layout = await window.SDK.getService<IHostPageLayoutService>("ms.vss-features.host-page-layout-service");
      const onClose = (result: unknown): void => void window.executed.push({ result });
      layout.openPanel("tests.actions.content", { title: "A panel", size: chosen, onClose });
    }, size);
    const panel = page.getByRole("dialog", { name: "A panel" });
    expect((await panel.boundingBox())?.width).toBe(width);
    const content = await frameNamed(page, "Content");
    await content.waitForSelector("h1:has-text('Extension page')");
    await content
      .evaluate(() => (window.SDK.getConfiguration()["panel"] as { close(result: unknown): void }).close({ done: 3 }))
      .catch(() => undefined); // the frame goes away with its answer
    expect(await executed(page, "Plan")).toEqual([{ result: { done: 3 } }]);
    expect(await panel.count()).toBe(0);
  });

  it.each([1280, 320])("is usable at a width of %i, and closes with Escape back to the row", async (width) => {
    const page = await open("_workitems", boards, width);
    await openMenu(page, 2);
    await choose(page, "Open panel");
    const panel = page.getByRole("dialog", { name: "A panel" });
    await panel.waitFor();
    const frame = await frameNamed(page, "Content");
    await frame.waitForSelector("h1:has-text('Extension page')");
    expect(await frame.evaluate(() => window.SDK.getConfiguration())).toMatchObject({
      context: { ids: [2] },
    });
    const box = await panel.boundingBox();
    expect([box?.x, box?.width]).toEqual(width === 320 ? [0, 320] : [340, 940]);
    const content = await panel.locator("iframe").boundingBox();
    expect(content?.width).toBeGreaterThan(width === 320 ? 270 : 850);
    expect(content?.height).toBeGreaterThan(500);
    await panel.getByRole("button", { name: "Close" }).press("Escape");
    expect(await panel.count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-id"))).toBe("2");
  });
});
