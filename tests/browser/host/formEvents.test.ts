/** What the frames of a work item form are told, and when. */
import type { Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { estateOf, linkTo, userStory } from "./estate";
import { FORM, formService, frameNamed, told, useFormExtension } from "./formExtension";

const RELATED = "System.LinkTypes.Related";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useFormExtension();

let boards: RunningBoards;
let page: Page;
/** What all frames were told, in order, also those that are gone: contribution, event, arguments. */
let log: string[];

beforeEach(async () => {
  boards = await localBoards.start({
    estate: estateOf([
      userStory(1, { "System.Title": "First" }, [linkTo(2, RELATED)]),
      userStory(2, { "System.Title": "Second" }, [linkTo(1, RELATED)]),
    ]),
    extensionDirectory: extension.directory,
  });
  page = await browser.newPage();
  log = [];
  await page.exposeFunction("report", (text: string) => log.push(text));
});

function open(id: number, tab: string = FORM.page): Promise<unknown> {
  return page.goto(`${boards.organizationUrl}/Fabrikam%20Move/_workitems/edit/${id}?tab=${tab}`);
}

/** Opens the second work item in a dialog over the first one's page, on the tab of the extension's page. */
async function openSecondOverFirst(): Promise<void> {
  await page.getByRole("tab", { name: "Details" }).click();
  await page.getByRole("link", { name: "Second" }).click();
  await dialog().getByRole("tab", { name: "Readiness" }).click();
}

const dialog = () => page.getByRole("dialog").last();
const title = () => page.getByLabel("Title", { exact: true }).last();
const press = (name: string) => page.getByRole("button", { name, exact: true }).last().click();

describe("onLoaded", () => {
  it("comes when the page has said that it loaded", async () => {
    await open(1);
    const frame = await frameNamed(page, "Readiness");
    expect(await told(frame, "onLoaded")).toEqual([{ id: 1, isNew: false, isReadOnly: false }]);
  });

  it("comes after the handshake to a page that is loaded with it", async () => {
    await open(1, FORM.loaded);
    const frame = await frameNamed(page, "Loaded at once");
    expect(await told(frame, "onLoaded")).toEqual([{ id: 1, isNew: false, isReadOnly: false }]);
  });

  it("says of a new work item that it is one", async () => {
    await open(1, "details");
    await press("Add child task");
    await dialog().getByRole("tab", { name: "Readiness" }).click();
    const frame = await frameNamed(page, "Readiness");
    expect(await told(frame, "onLoaded")).toEqual([{ id: 0, isNew: true, isReadOnly: false }]);
  });

  it("comes once: another tab and back changes nothing, and the frame stays alive", async () => {
    await open(1);
    const frame = await frameNamed(page, "Readiness");
    await told(frame, "onLoaded");
    await page.getByRole("tab", { name: "Links" }).click();
    await page.getByRole("tab", { name: "Readiness" }).click();
    await title().fill("Changed");
    await told(frame, "onFieldChanged");
    expect(await told(frame, "onLoaded")).toHaveLength(1);
  });
});

describe("onFieldChanged", () => {
  it("tells what a person changed, and what the rules made of it", async () => {
    await open(1);
    const frame = await frameNamed(page, "Readiness");
    await told(frame, "onLoaded");
    await page.getByLabel("State").selectOption("Active");
    expect(await told(frame, "onFieldChanged")).toEqual([
      { id: 1, changedFields: { "System.State": "Active", "System.Reason": "Implementation started" } },
    ]);
  });

  it("tells an extension of its own change too, and nothing where nothing changed", async () => {
    await open(1);
    const frame = await frameNamed(page, "Readiness");
    await told(frame, "onLoaded");
    await formService(frame, "setFieldValue", "System.Title", "First");
    await formService(frame, "setFieldValue", "System.Tags", "a;b");
    expect(await told(frame, "onFieldChanged")).toEqual([{ id: 1, changedFields: { "System.Tags": "a; b" } }]);
  });

  it("tells of links", async () => {
    await open(1, "details");
    await page.getByRole("tab", { name: "Readiness" }).click();
    const frame = await frameNamed(page, "Readiness");
    await told(frame, "onLoaded");
    await page.getByRole("tab", { name: "Details" }).click();
    await press("Remove link Related 2");
    expect(await told(frame, "onFieldChanged")).toEqual([{ id: 1, changedFields: { "System.RelatedLinkCount": 0 } }]);
  });
});

describe("saving, refreshing, reverting", () => {
  it("is told in its turn", async () => {
    await open(1);
    const frame = await frameNamed(page, "Readiness");
    await told(frame, "onLoaded");
    await title().fill("Changed");
    await press("Save");
    await told(frame, "onLoaded", 2);
    await title().fill("Changed once more");
    await press("Save");
    expect(await told(frame, "onSaved")).toEqual([{ id: 1 }]);
    await press("Refresh");
    expect(await told(frame, "onRefreshed")).toEqual([{ id: 1 }]);
    await title().fill("Changed again");
    await press("Revert changes");
    await press("Revert");
    expect(await told(frame, "onReset")).toEqual([{ id: 1 }]);
    const names = await frame.evaluate(() => window.told.map(({ name }) => name));
    expect(names).toEqual([
      "onLoaded",
      "onFieldChanged",
      "onLoaded",
      "onFieldChanged",
      "onSaved",
      "onRefreshed",
      "onFieldChanged",
      "onReset",
    ]);
  });

  it("tells pages and groups of the first save that the work item was loaded, and observers that it was saved", async () => {
    await open(1, "details");
    await press("Add child task");
    await dialog().getByRole("tab", { name: "Readiness" }).click();
    const frame = await frameNamed(page, "Readiness");
    await told(frame, "onLoaded");
    await title().fill("New");
    await press("Save");
    expect(await told(frame, "onLoaded", 2)).toEqual([
      { id: 0, isNew: true, isReadOnly: false },
      { id: 3, isNew: false, isReadOnly: false },
    ]);
    expect(await told(await frameNamed(page, "Observer"), "onSaved")).toEqual([{ id: 3 }]);
    expect(await frame.evaluate(() => window.told.map(({ name }) => name))).not.toContain("onSaved");
  });

  it("tells pages and groups nothing of Save & Close, but observers", async () => {
    await open(1);
    await told(await frameNamed(page, "Readiness"), "onLoaded");
    await openSecondOverFirst();
    await told(await frameNamed(page, "Readiness"), "onLoaded");
    const observer = await frameNamed(page, "Observer");
    await title().fill("Saved and closed");
    await press("Save & Close");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await told(observer, "onSaved")).toEqual([{ id: 2 }]);
    expect(log.filter((line) => line.includes("onSaved"))).toEqual([`${FORM.observer} onSaved {"id":2}`]);
    expect(log).toContain(`${FORM.page} onUnloaded {"id":2}`);
  });
});

describe("onUnloaded", () => {
  it("is the last that a frame hears; the frame is gone after it", async () => {
    await open(1);
    await told(await frameNamed(page, "Readiness"), "onLoaded");
    await openSecondOverFirst();
    await told(await frameNamed(page, "Readiness"), "onLoaded");
    expect(await page.locator(`iframe[title="Readiness"]`).count()).toBe(2);
    await dialog().getByRole("button", { name: "Close", exact: true }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await page.locator(`iframe[title="Readiness"]`).count()).toBe(1);
    expect(log.filter((line) => line.startsWith(`${FORM.page} onUnloaded`))).toEqual([
      `${FORM.page} onUnloaded {"id":2}`,
    ]);
  });
});

describe("several forms", () => {
  it("tell their own frames only", async () => {
    await open(1);
    const below = await frameNamed(page, "Readiness");
    await told(below, "onLoaded");
    await openSecondOverFirst();
    const above = await frameNamed(page, "Readiness");
    await told(above, "onLoaded");
    await title().fill("Second, changed");
    expect(await told(above, "onFieldChanged")).toEqual([
      { id: 2, changedFields: { "System.Title": "Second, changed" } },
    ]);
    expect(await below.evaluate(() => window.told.map(({ name }) => name))).toEqual(["onLoaded"]);
  });
});

describe("listeners", () => {
  it("may leave methods out", async () => {
    await open(1, FORM.partial);
    const frame = await frameNamed(page, "Partial");
    await told(frame, "onLoaded");
    await title().fill("Changed");
    await press("Save");
    await told(frame, "onLoaded", 2);
    await press("Refresh");
    await formService(frame, "getId"); // answered behind what was told before
    expect(await frame.evaluate(() => window.told.map(({ name }) => name))).toEqual(["onLoaded", "onLoaded"]);
  });

  it("that fail are named on the console", async () => {
    await open(1, FORM.failing);
    browser.expectErrors(/tests\.forms\.failing failed in onReset/);
    const frame = await frameNamed(page, "Failing");
    await told(frame, "onLoaded");
    const complaint = page.waitForEvent("console", (message) => message.text().includes("failed in onReset"));
    await formService(frame, "reset");
    expect((await complaint).type()).toBe("error");
  });

  it("hear in a sandboxed frame too", async () => {
    const sandboxed = await localBoards.start({
      estate: estateOf([userStory(1)]),
      extensionDirectory: extension.directory,
      sandbox: true,
    });
    await page.goto(`${sandboxed.organizationUrl}/Fabrikam%20Move/_workitems/edit/1?tab=${FORM.page}`);
    const frame = await frameNamed(page, "Readiness");
    expect(await frame.evaluate(() => window.origin)).toBe("null");
    expect(await told(frame, "onLoaded")).toEqual([{ id: 1, isNew: false, isReadOnly: false }]);
    await formService(frame, "setFieldValue", "System.Title", "From the sandbox");
    expect(await told(frame, "onFieldChanged")).toHaveLength(1);
    expect(await title().inputValue()).toBe("From the sandbox");
  });
});
