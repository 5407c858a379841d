import type { Locator, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { executed, useActionExtension } from "./actionExtension";
import { estateOf, userStory } from "./estate";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useActionExtension();

let boards: RunningBoards;
let page: Page;

beforeAll(async () => {
  const stories = Array.from({ length: 130 }, (_, index) => userStory(index + 1));
  boards = await localBoards.start({ estate: estateOf(stories), extensionDirectory: extension.directory });
});

beforeEach(async () => {
  page = await browser.newPage({ colorScheme: "light" });
  await page.goto(`${boards.organizationUrl}/Fabrikam%20Move/_workitems`);
  await status("1–100 of 130");
});

async function status(text: string): Promise<void> {
  await page.locator(".list-status", { hasText: text }).waitFor();
}

function row(id: number): Locator {
  return page.locator(`tbody tr[data-id="${id}"]`);
}

function box(id: number): Locator {
  return row(id).getByRole("checkbox");
}

/** Ids of the rows that are shown as selected; each one's checkbox says the same. */
async function selected(): Promise<number[]> {
  const rows = await page
    .locator("tbody tr")
    .evaluateAll((all) =>
      all.map((one) => [
        Number((one as HTMLElement).dataset["id"]),
        one.getAttribute("aria-selected"),
        String(one.querySelector("input")?.checked),
      ]),
    );
  for (const [, row, checkbox] of rows) expect(checkbox).toBe(row);
  return rows.filter(([, isSelected]) => isSelected === "true").map(([id]) => Number(id));
}

async function focused(): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute("data-id") ?? null);
}

describe("selecting by pointer", () => {
  it("selects one row by a click, and takes in or leaves out others by their boxes or with Ctrl", async () => {
    await row(3).getByText("New").click();
    expect(await selected()).toEqual([3]);
    await row(5).getByText("New").click();
    expect(await selected()).toEqual([5]);
    await box(2).click();
    await row(9)
      .getByText("New")
      .click({ modifiers: ["Control"] });
    expect(await selected()).toEqual([2, 5, 9]);
    await box(5).click();
    expect(await selected()).toEqual([2, 9]);
    await page.getByText("2 selected").waitFor();
  });

  it("selects a range with Shift, beside what was selected before it", async () => {
    await box(2).click();
    await box(5).click();
    await box(8).click({ modifiers: ["Shift"] });
    expect(await selected()).toEqual([2, 5, 6, 7, 8]);
    await row(6)
      .getByText("New")
      .click({ modifiers: ["Shift"] });
    expect(await selected()).toEqual([2, 5, 6]);
  });

  it("selects the page in its head, which says when it is selected in part", async () => {
    const all = page.getByRole("checkbox", { name: "Select all on this page" });
    await all.click();
    expect(await selected()).toHaveLength(100);
    await box(1).click();
    expect(await all.evaluate((one) => (one as HTMLInputElement).indeterminate)).toBe(true);
    await all.click();
    await all.click();
    expect(await selected()).toEqual([]);
  });

  it("keeps what is selected from page to page, and forgets it when the filter changes", async () => {
    await box(7).click();
    await page.getByRole("button", { name: "Next" }).click();
    await status("101–130 of 130");
    expect(await selected()).toEqual([]);
    await page.getByText("1 selected").waitFor();
    await box(105).click();
    await page.getByRole("button", { name: "Share" }).click();
    expect(await executed(page, "Share")).toEqual([expect.objectContaining({ ids: [7, 105] })]);
    await page.getByRole("searchbox").fill("Story 1");
    await status("1–42 of 42");
    expect(await page.locator(".selected-count").textContent()).toBe("");
  });

  it("is undone by a button", async () => {
    await box(1).click();
    await page.getByRole("button", { name: "Clear selection" }).click();
    expect(await selected()).toEqual([]);
    expect(await page.getByRole("button", { name: "Share" }).isDisabled()).toBe(true);
  });
});

describe("selecting by keyboard", () => {
  it("is one stop of the tab key, in which the arrows move and the space bar selects", async () => {
    await row(1).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect([await focused(), await selected()]).toEqual(["3", []]);
    await page.keyboard.press("Space");
    expect(await selected()).toEqual([3]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Space");
    expect([await focused(), await selected()]).toEqual(["2", [2, 3]]);
    await page.keyboard.press("Space");
    expect(await selected()).toEqual([3]);
    expect(await page.locator('tbody tr[tabindex="0"]').count()).toBe(1);
  });

  it("extends with Shift, goes to the ends, and selects everything with Ctrl+A", async () => {
    await row(5).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    expect(await selected()).toEqual([5, 6, 7]);
    await page.keyboard.press("Shift+ArrowUp");
    expect(await selected()).toEqual([5, 6]);
    await page.keyboard.press("End");
    expect(await focused()).toBe("100");
    await page.keyboard.press("Home");
    expect(await focused()).toBe("1");
    await page.keyboard.press("Control+a");
    expect(await selected()).toHaveLength(100);
    await page.keyboard.press("Escape");
    expect(await selected()).toEqual([]);
  });
});

describe("the menu of rows", () => {
  const menu = (): Locator => page.getByRole("menu");

  it("opens by a right click for what is selected", async () => {
    await box(2).click();
    await box(4).click();
    await row(4).getByText("New").click({ button: "right" });
    expect(await menu().getAttribute("aria-label")).toBe("Actions for 2 work items");
    expect(await selected()).toEqual([2, 4]);
  });

  it("opens for the row alone where that is not selected", async () => {
    await box(2).click();
    await row(6).getByText("New").click({ button: "right" });
    expect(await menu().getAttribute("aria-label")).toBe("Actions for 1 work item");
    expect(await selected()).toEqual([6]);
  });

  it("opens by a button of the row", async () => {
    await row(6).getByRole("button", { name: "Actions for 6 Story 6" }).click();
    await menu().waitFor();
    expect(await selected()).toEqual([6]);
  });

  it("opens by Shift+F10, is walked by arrows and letters, and gives the focus back", async () => {
    await row(3).focus();
    await page.keyboard.press("Shift+F10");
    const current = (): Promise<string | null | undefined> =>
      page.evaluate(() => document.activeElement?.querySelector(".menu-label")?.textContent);
    expect(await current()).toBe("Open");
    await page.keyboard.press("ArrowDown");
    expect(await current()).toBe("Plan");
    await page.keyboard.press("End");
    expect(await current()).toBe("Unloadable");
    await page.keyboard.press("ArrowDown");
    expect(await current()).toBe("Open");
    await page.keyboard.press("s");
    expect(await current()).toBe("Share");
    await page.keyboard.press("Escape");
    expect([await menu().count(), await focused()]).toEqual([0, "3"]);
  });

  it("closes by a click elsewhere", async () => {
    await row(3).getByText("New").click({ button: "right" });
    await menu().waitFor();
    await page.getByRole("heading", { name: "Work items" }).click();
    expect(await menu().count()).toBe(0);
  });

  it("opens a work item", async () => {
    await row(3).getByText("New").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Open", exact: true }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByLabel("Title", { exact: true }).inputValue()).toBe("Story 3");
  });
});

it("shows work items as they are now when it is refreshed", async () => {
  const authorization = `Bearer ${boards.token}`;
  const answer = await fetch(`${boards.organizationUrl}/_apis/wit/workitems/1?api-version=7.1`, {
    method: "PATCH",
    headers: { authorization, "content-type": "application/json-patch+json" },
    body: JSON.stringify([{ op: "add", path: "/fields/System.State", value: "Active" }]),
  });
  expect(answer.status).toBe(200);
  await page.getByRole("button", { name: "Refresh" }).click();
  await row(1).getByText("Active").waitFor();
});

it("takes out of the selection what is gone when it is refreshed", async () => {
  await box(4).click();
  await box(30).click();
  const gone = await fetch(`${boards.organizationUrl}/_apis/wit/workitems/30?api-version=7.1`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${boards.token}` },
  });
  expect(gone.status).toBe(200);
  await page.getByRole("button", { name: "Refresh" }).click();
  await status("1–100 of 129");
  await page.getByText("1 selected").waitFor();
  expect(await selected()).toEqual([4]);
});
