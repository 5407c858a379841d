/** Recording from the hub: a waiver asked for at a line of the ledger, approved by somebody else, and seen in the verdict. */
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { stored } from "../workItemForm/estate";
import { migrationFrame, formUrl } from "../workItemForm/formPage";
import { PROJECT, projectOf } from "./estate";
import { gatesOf, NO_MAPPING_YET, openConfirmed, refresh } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();
const OTHER = {
  id: "5f0c8a54-0f4e-4c53-9d5b-0d8b8f2f7a55",
  displayName: "Cara Approver",
  uniqueName: "cara@example.com",
  role: "contributor",
} as const;

async function panelOf(page: Page): Promise<Frame> {
  const handle = await page.waitForSelector("dialog iframe.extension-frame");
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The panel's iframe has no frame.");
  return frame;
}

/** The newest Task of the project. */
async function newestTask(boards: RunningBoards): Promise<number> {
  const url = `${boards.organizationUrl}/${encodeURIComponent(PROJECT)}/_apis/wit/wiql?api-version=7.0`;
  const query = "SELECT [System.Id] FROM WorkItems WHERE [System.WorkItemType] = 'Task' ORDER BY [System.Id] DESC";
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${boards.token}`, "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { workItems } = (await response.json()) as { workItems: { id: number }[] };
  if (workItems[0] === undefined) throw new Error("The project has no Task.");
  return workItems[0].id;
}

/** Status of a work item's address: 200, or 404 for one that is in the recycle bin. */
async function statusOf(boards: RunningBoards, path: string): Promise<number> {
  const headers = { authorization: `Bearer ${boards.token}` };
  return (await fetch(`${boards.organizationUrl}/${path}?api-version=7.0`, { headers })).status;
}

/** Payroll in R1: one asset is replicated, one is not. */
const payroll = () =>
  projectOf({
    workloads: [
      {
        title: "Payroll",
        tags: ["release:R1"],
        assets: [
          { title: "WEB-11", state: "Resolved" },
          { title: "SQL-04", state: "Active" },
        ],
      },
    ],
  });

describe("a waiver asked for in the hub's ledger", () => {
  it("covers its line once somebody else has approved it in its form (E4)", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    const built = payroll();
    const boards = await localBoards.start({
      estate: { ...built.estate, users: [...built.estate.users, OTHER] },
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const hub = await openConfirmed(page, boards);
    expect((await gatesOf(hub, "R1"))[0]).toBe("blocked 1");
    await hub.click(".rr-grid-title:text-is('R1')");
    await hub.locator("button:text-is('Ask for a waiver…')").first().click();
    const panel = await panelOf(page);
    await panel.waitForSelector("text=/SQL-04 would count as met/");
    await panel.fill("textarea", "The vendor ships in a week.");
    await panel.click("button:text-is('Ask for the waiver')");
    await panel.waitForSelector("text=/The waiver is asked for/");
    await panel.click("button:text-is('Close')");
    await page.waitForSelector("dialog", { state: "detached" });

    const theirs = await browser.newPage();
    await theirs.context().addCookies([boards.cookieOf(OTHER.displayName)]);
    await theirs.goto(formUrl(boards, PROJECT, await newestTask(boards)));
    const form = await migrationFrame(theirs);
    await form.click("button:text-is('Approve the waiver…')");
    const approving = await panelOf(theirs);
    await approving.click("button:text-is('Approve')");
    await approving.waitForSelector("text=It is approved.");

    await hub.waitForSelector("button:has-text('Refresh')");
    await refresh(hub);
    await hub.waitForSelector(".rr-sentence:has-text('ready for staging')");
  });
});

describe("a decision made in the hub", () => {
  it("stands on its release, with the report of that moment in its description (E5)", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    const boards = await localBoards.start({ estate: payroll().estate });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const hub = await openConfirmed(page, boards);
    await hub.click(".rr-grid-title:text-is('R1')");
    await hub.click("role=tab[name=/no-go/i]");
    await hub.click("button:has-text('Decide…')");
    const panel = await panelOf(page);
    await panel.waitForSelector("text=/staging: SQL-04 \\(#\\d+\\) in .*: Not replicated yet/");
    await panel.check("role=radio[name='No-go']");
    await panel.fill("textarea", "Not before SQL-04 is there.");
    await panel.click("button:text-is('Record the decision')");
    await panel.waitForSelector("text=The decision is recorded.");
    await panel.click("button:text-is('Close')");
    await page.waitForSelector("dialog", { state: "detached" });
    await hub.waitForSelector("text=/No-go.*Ana Example/");
    const item = await stored(boards, await newestTask(boards));
    expect(item).toMatchObject({ "System.State": "Closed", "System.Tags": "decision:no-go; release:R1" });
    expect(item["System.Description"]).toContain("Not before SQL-04 is there.");
  });
});

describe("a checklist created in the hub", () => {
  it("is taken back by Undo: what nobody changed since goes to the recycle bin, the rest stays and is named", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    const boards = await localBoards.start({ estate: payroll().estate });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const hub = await openConfirmed(page, boards);
    await hub.click(".rr-grid-title:text-is('R1')");
    await hub.click("role=tab[name=/^Sign-offs/]");
    await hub.click("button:text-is('Create the gate checklist…')");
    const panel = await panelOf(page);
    await panel.click("role=button[name=/^Create \\d+ work items$/]");
    await panel.waitForSelector("text=/work items were created\\./");
    const newest = await newestTask(boards);
    const title = String((await stored(boards, newest))["System.Title"]);
    await fetch(`${boards.organizationUrl}/_apis/wit/workitems/${newest}?api-version=7.0`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${boards.token}`, "content-type": "application/json-patch+json" },
      body: JSON.stringify([{ op: "replace", path: "/fields/System.Title", value: `${title}, on paper` }]),
    });

    await panel.click("button:text-is('Undo')");
    await panel.waitForSelector("text=/work items were moved to the recycle bin; 1 stays\\./");
    expect(await panel.locator("[role=listitem]").allInnerTexts()).toEqual([expect.stringMatching(/changed by/)]);
    expect(await statusOf(boards, `_apis/wit/workitems/${newest}`)).toBe(200);
    const before = newest - 1;
    expect(await statusOf(boards, `_apis/wit/workitems/${before}`)).toBe(404);
    expect(await statusOf(boards, `${encodeURIComponent(PROJECT)}/_apis/wit/recyclebin/${before}`)).toBe(200);
  });
});
