/** Changing assets from the hub: previewed, guarded, with an outcome for each, and undone. */
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { PROJECT, projectOf } from "./estate";
import { gatesOf, hubFrame, NO_MAPPING_YET, openConfirmed, patch } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();

const ACCEPTED = ["release:R1", "stage:staged", "stage:accepted"];
const names = Array.from({ length: 40 }, (_, index) => `VM-${String(index + 1).padStart(2, "0")}`);
const forty = () =>
  projectOf({
    workloads: [
      {
        title: "Payroll",
        tags: ["release:R1"],
        assets: names.map((title) => ({ title, tags: ACCEPTED, state: "Resolved" })),
      },
    ],
  });

/** The panel that opens over the hub. */
async function panelOf(page: Page): Promise<Frame> {
  const handle = await page.waitForSelector("dialog iframe.extension-frame");
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The panel's iframe has no frame.");
  return frame;
}

async function tagsOf(boards: RunningBoards, id: number): Promise<string[]> {
  const url = `${boards.organizationUrl}/_apis/wit/workitems/${id}?api-version=7.0`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${boards.token}` } });
  const { fields } = (await response.json()) as { fields: Record<string, string> };
  return (fields["System.Tags"] ?? "").split("; ").sort();
}

async function openAssets(frame: Frame): Promise<void> {
  await frame.click(".rr-grid-title:text-is('R1')");
  await frame.click("role=tab[name=/Assets/]");
  await frame.waitForSelector("text=Select assets to move or map them.");
}

describe("forty assets selected in the hub", () => {
  it("are moved in one action, but for those that somebody changed meanwhile; the verdict follows, and undo brings them back", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    // The answer to a write that was overtaken is reported by the browser itself.
    browser.expectErrors(/412/);
    const project = forty();
    const boards = await localBoards.start({ estate: project.estate });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const hub = await openConfirmed(page, boards);
    expect(await gatesOf(hub, "R1")).toEqual(["passed", "passed", "ready"]);
    await openAssets(hub);
    await hub.check("role=checkbox[name='Select all of Payroll']");
    await hub.waitForSelector("text=40 assets selected");
    await hub.click("button:has-text('Move to stage…')");

    const panel = await panelOf(page);
    await panel.check("role=radio[name=/^Promoted/]");
    await panel.click("button:text-is('Preview')");
    await panel.waitForSelector("text=/40 assets will be moved to Promoted/");
    expect(await panel.textContent("main")).toContain("stage:promoted");
    const untouched = project.idOf("VM-07");
    expect(await tagsOf(boards, untouched)).not.toContain("stage:promoted");

    await patch(boards, PROJECT, project.idOf("VM-07"), { "System.Title": "VM-07 renamed" });
    await patch(boards, PROJECT, project.idOf("VM-23"), { "System.Title": "VM-23 renamed" });
    await panel.click("button:has-text('Apply to 40 assets')");
    await panel.waitForSelector("text=/38 assets were moved to Promoted/");
    const outcome = (await panel.textContent("main")) ?? "";
    expect(outcome).toContain("VM-07");
    expect(outcome).toContain("VM-23");
    expect(await tagsOf(boards, project.idOf("VM-07"))).not.toContain("stage:promoted");
    expect(await tagsOf(boards, project.idOf("VM-08"))).toContain("stage:promoted");

    await panel.click("button:has-text('Undo')");
    await panel.waitForSelector("text=/38 assets are as before/");
    for (const title of names)
      expect(await tagsOf(boards, project.idOf(title))).toEqual(["kind:vm", ...ACCEPTED].sort());
  });

  it("are read anew when the panel is closed, so that the verdict is today's", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    const boards = await localBoards.start({ estate: forty().estate });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const hub = await openConfirmed(page, boards);
    await openAssets(hub);
    await hub.check("role=checkbox[name='Select all of Payroll']");
    await hub.click("button:has-text('Move to stage…')");
    const panel = await panelOf(page);
    await panel.check("role=radio[name=/^Promoted/]");
    await panel.click("button:text-is('Preview')");
    await panel.click("button:has-text('Apply to 40 assets')");
    await panel.click("button:text-is('Close')");
    await page.waitForSelector("dialog", { state: "detached" });
    await hub.waitForSelector(".rr-sentence:has-text('Promoted: 40 assets in production.')");
  });
});

describe("a reader", () => {
  it("sees the hub without an error, and is offered nothing to change", async () => {
    browser.expectErrors(NO_MAPPING_YET);
    // The question whether one may write is answered by a refusal, which the browser reports by itself.
    browser.expectErrors(/403/);
    const project = forty();
    const reader = {
      id: "7d0c8a54-0f4e-4c53-9d5b-0d8b8f2f7a11",
      displayName: "Rita Reader",
      uniqueName: "rita@example.com",
      role: "reader",
    } as const;
    const estate = { ...project.estate, users: [...project.estate.users, reader] };
    const boards = await localBoards.start({ estate });
    const first = await browser.newPage();
    await first.context().addCookies([boards.cookieOf("Rita Reader")]);
    await first.goto(boards.hubUrl());
    const proposal = await hubFrame(first);
    await proposal.waitForSelector("text=Confirming a mapping is left to those who may change work items here.");
    expect(await proposal.isVisible("button:has-text('Confirm this mapping')")).toBe(false);

    const owner = await browser.newPage();
    await openConfirmed(owner, boards);
    await first.reload();
    const hub = await hubFrame(first);
    await hub.click(".rr-grid-title:text-is('R1')");
    await hub.click("role=tab[name=/Assets/]");
    await hub.waitForSelector("a:text-is('VM-01')");
    expect(await hub.isVisible("[role=alert]")).toBe(false);
    expect(await hub.locator("input[type=checkbox]").count()).toBe(0);
  });
});
