/** The actions in the menus of work items: chosen in a list or a backlog, carried out in the panel. */
import { readFileSync } from "node:fs";
import type axeCore from "axe-core";
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { type BuiltProject, PROJECT, projectOf } from "../hub/estate";
import { NO_MAPPING_YET, openConfirmed, patch } from "../hub/hubPage";

type Axe = typeof axeCore;
const AXE = readFileSync(require.resolve("axe-core"), "utf8");

/** What the browser reports by itself of a write that came too late. */
const OVERTAKEN = /412/;

const browser = useBrowser();
const localBoards = useLocalBoards();

const VMS = Array.from({ length: 40 }, (_, index) => `VM-${String(index + 1).padStart(2, "0")}`);

let project: BuiltProject;
let boards: RunningBoards;
let page: Page;

/** Forty virtual machines of one workload that are being replicated, and a server of another. */
beforeEach(async () => {
  browser.expectErrors(NO_MAPPING_YET);
  project = projectOf({
    iterations: ["Sprint 1", "Sprint 2"],
    workloads: [
      { title: "Payroll", tags: ["release:R1"], assets: VMS.map((title) => ({ title, state: "Active" as const })) },
      { title: "Archive", assets: [{ title: "FS-02", state: "Resolved" }] },
    ],
  });
  boards = await localBoards.start({ estate: project.estate });
  page = await browser.newPage();
});

interface Item {
  readonly rev: number;
  readonly fields: Readonly<Record<string, string>>;
}

async function item(title: string): Promise<Item> {
  const url = `${boards.organizationUrl}/_apis/wit/workitems/${project.idOf(title)}?api-version=7.0`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${boards.token}` } });
  if (!response.ok) throw new Error(`GET of ${title}: ${response.status}`);
  return (await response.json()) as Item;
}

async function statesOf(titles: readonly string[]): Promise<string[]> {
  const items = await Promise.all(titles.map(item));
  return [...new Set(items.map(({ fields }) => fields["System.State"] ?? ""))];
}

/** Selects work items in the backlog or the list, and chooses an entry of their menu. */
async function choose(
  place: "_backlogs" | "_workitems",
  titles: readonly string[],
  entry: string,
  on: Page = page,
): Promise<void> {
  await on.goto(`${boards.organizationUrl}/${encodeURIComponent(PROJECT)}/${place}`);
  const box = (title: string) => on.locator(`tbody tr[data-id="${project.idOf(title)}"]`).getByRole("checkbox");
  const [first = "", ...others] = titles;
  await box(first).click();
  // A range, as a person selects forty rows.
  const last = others.at(-1);
  if (last !== undefined) await box(last).click({ modifiers: ["Shift"] });
  await box(first).click({ button: "right" });
  await on.getByRole("menuitem", { name: entry }).click();
}

/** The panel's frame, as soon as it shows this heading. */
async function panel(heading: string, on: Page = page): Promise<Frame> {
  const handle = await on.waitForSelector("dialog.panel iframe");
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The panel's iframe has no frame.");
  await frame.getByRole("heading", { name: heading, exact: true }).waitFor();
  return frame;
}

async function expectAccessible(frame: Frame): Promise<void> {
  await frame.evaluate(AXE);
  const violations = await frame.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations: found } = await axe.run(document);
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  expect(violations).toEqual([]);
}

/** Previews moving them all to Replicated. */
async function previewMove(titles: readonly string[]): Promise<Frame> {
  await choose("_backlogs", titles, "Move to stage…");
  const frame = await panel("Move to a stage");
  await frame.getByRole("radio", { name: /^Replicated/ }).check();
  await frame.getByRole("button", { name: "Preview" }).click();
  await frame.getByRole("heading", { name: "Move to Replicated", exact: true }).waitFor();
  return frame;
}

describe("forty assets that are moved to a stage from the backlog", () => {
  it("are previewed, written but for two that somebody changed meanwhile, and brought back", async () => {
    browser.expectErrors(OVERTAKEN);
    await openConfirmed(page, boards);
    const frame = await previewMove(VMS);
    await frame.getByText("40 assets will be moved to Replicated.").waitFor();
    await frame.getByText("Payroll · Staging").waitFor();
    expect(await frame.locator(".rr-effect").first().innerText()).toMatch(/blocked 40[\s\S]*ready/);
    expect(await statesOf(VMS)).toEqual(["Active"]);

    await patch(boards, PROJECT, project.idOf("VM-07"), { "System.Title": "VM-07 renamed" });
    await patch(boards, PROJECT, project.idOf("VM-31"), { "System.Description": "In use" });
    await frame.getByRole("button", { name: "Apply to 40 assets" }).click();
    await frame.getByText("38 assets were moved to Replicated; 2 were not.").waitFor();
    const left = frame.locator("details", { hasText: "Changed meanwhile, left untouched" }).first();
    const names = await left.getByRole("listitem").allInnerTexts();
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/VM-07[\s\S]*changed by Ana Example meanwhile/);
    expect(names[1]).toMatch(/VM-31/);
    const moved = VMS.filter((title) => title !== "VM-07" && title !== "VM-31");
    expect(await statesOf(moved)).toEqual(["Resolved"]);
    expect(await statesOf(["VM-07", "VM-31"])).toEqual(["Active"]);

    await frame.getByRole("button", { name: "Undo" }).click();
    await frame.getByText("38 assets are as before.").waitFor();
    expect(await statesOf(VMS)).toEqual(["Active"]);
    expect((await item("VM-07")).fields["System.Title"]).toBe("VM-07 renamed");
    await frame.getByRole("button", { name: "Close" }).click();
    await page.waitForSelector("dialog.panel", { state: "detached" });
  });

  it("are all moved once the two are planned anew", async () => {
    browser.expectErrors(OVERTAKEN);
    await openConfirmed(page, boards);
    const frame = await previewMove(VMS);
    await patch(boards, PROJECT, project.idOf("VM-07"), { "System.Title": "VM-07 renamed" });
    await frame.getByRole("button", { name: "Apply to 40 assets" }).click();
    await frame.getByRole("button", { name: "Plan the one again" }).click();
    await frame.getByText("1 asset will be moved to Replicated.").waitFor();
    await frame.getByRole("button", { name: "Apply to 1 asset" }).click();
    await frame.getByText("40 assets were moved to Replicated.").waitFor();
    expect(await statesOf(VMS)).toEqual(["Resolved"]);
    expect((await item("VM-07")).fields["System.Title"]).toBe("VM-07 renamed");
  });
});

describe("adding to a release from a list", () => {
  it("writes the release that was chosen", async () => {
    await openConfirmed(page, boards);
    await choose("_workitems", ["FS-02"], "Add to release…");
    const frame = await panel("Add to a release");
    await frame.getByRole("combobox", { name: "Release" }).fill("R1");
    await frame.getByRole("combobox", { name: "Release" }).press("Enter");
    await frame.getByText("1 work item will be added to release R1.").waitFor();
    await frame.getByRole("button", { name: "Apply to 1 work item" }).click();
    await frame.getByText("1 work item was added to release R1.").waitFor();
    expect((await item("FS-02")).fields["System.Tags"]).toContain("release:R1");
  });
});

describe("assigning to an iteration", () => {
  it("writes the iteration that was chosen", async () => {
    await openConfirmed(page, boards);
    await choose("_workitems", ["FS-02"], "Assign to iteration…");
    const frame = await panel("Assign to an iteration");
    await frame.getByRole("combobox", { name: "Iteration" }).selectOption(`${PROJECT}\\Sprint 2`);
    await frame.getByRole("button", { name: "Preview" }).click();
    await frame.getByText("1 work item will be assigned to iteration Sprint 2.").waitFor();
    await frame.getByRole("button", { name: "Apply to 1 work item" }).click();
    await frame.getByText("1 work item was assigned to iteration Sprint 2.").waitFor();
    expect((await item("FS-02")).fields["System.IterationPath"]).toBe(`${PROJECT}\\Sprint 2`);
  });
});

describe("asking why something is blocked", () => {
  it("says what holds it, and leads to the work item", async () => {
    await openConfirmed(page, boards);
    await choose("_backlogs", ["VM-01"], "Why is it blocked?");
    const frame = await panel("Why is it blocked?");
    await frame.getByText(/^VM-01 holds back Payroll's staging: it is Replicating and must be Replicated\.$/).waitFor();
    const link = frame.getByRole("link", { name: "VM-01" }).first();
    expect(await link.getAttribute("href")).toBe(
      `${boards.organizationUrl}/${encodeURIComponent(PROJECT)}/_workitems/edit/${project.idOf("VM-01")}`,
    );
    await expectAccessible(frame);
  });
});

describe("a reader", () => {
  it("is shown where things stand instead, and that changing needs a permission", async () => {
    // The browser reports by itself that a reader may not write.
    browser.expectErrors(/403/);
    const rita = {
      id: "7d0c8a54-0f4e-4c53-9d5b-0d8b8f2f7a11",
      displayName: "Rita Reader",
      uniqueName: "rita@example.com",
      role: "reader",
    } as const;
    boards = await localBoards.start({ estate: { ...project.estate, users: [...project.estate.users, rita] } });
    await openConfirmed(page, boards);
    const hers = await browser.newPage();
    await hers.context().addCookies([boards.cookieOf("Rita Reader")]);
    await choose("_backlogs", ["VM-01"], "Move to stage…", hers);
    const frame = await panel("Why is it blocked?", hers);
    await frame.getByText(/^Changing work items needs the permission to edit them/).waitFor();
    await frame.getByText(/^VM-01 holds back Payroll's staging/).waitFor();
    expect(await frame.getByRole("button", { name: /Preview|Apply/ }).count()).toBe(0);
  });
});

describe("the panel", () => {
  it("says calmly that there is no mapping yet", async () => {
    await choose("_workitems", ["FS-02"], "Move to stage…");
    await panel("This project has no mapping yet");
  });

  it.each(["light", "dark"] as const)("is accessible at each step, in a %s theme", async (colorScheme) => {
    await openConfirmed(page, boards);
    await page.emulateMedia({ colorScheme });
    await choose("_backlogs", VMS.slice(0, 3), "Move to stage…");
    const frame = await panel("Move to a stage");
    await expectAccessible(frame);
    await frame.getByRole("radio", { name: /^Staged/ }).check();
    await frame.getByRole("button", { name: "Preview" }).click();
    await frame.getByRole("heading", { name: "Move to Staged", exact: true }).waitFor();
    await expectAccessible(frame);
    await frame.getByRole("button", { name: "Apply to 3 assets" }).click();
    await frame.getByRole("heading", { name: "Move to Staged: done" }).waitFor();
    await expectAccessible(frame);
  });

  it("never scrolls sideways, as narrow as a phone", async () => {
    await openConfirmed(page, boards);
    await page.setViewportSize({ width: 320, height: 700 });
    const frame = await previewMove(VMS.slice(0, 3));
    const overflow = () => frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await frame.getByRole("button", { name: "Apply to 3 assets" }).click();
    await frame.getByRole("heading", { name: "Move to Replicated: done" }).waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
  });

  it("is driven by the keyboard alone", async () => {
    await openConfirmed(page, boards);
    await choose("_backlogs", VMS.slice(0, 2), "Move to stage…");
    const frame = await panel("Move to a stage");
    await frame.getByRole("radio", { name: /^Pending/ }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await frame.getByRole("radio", { name: /^Replicating/, checked: true }).waitFor();
    await page.keyboard.press("ArrowDown");
    await frame.getByRole("radio", { name: /^Replicated/, checked: true }).waitFor();
    await page.keyboard.press("Enter");
    await frame.getByRole("heading", { name: "Move to Replicated", exact: true }).waitFor();
    // The focus is on the heading; the next stop is the button that writes.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await frame.getByText("2 assets were moved to Replicated.").waitFor();
  });

  it("works in a sandboxed frame", async () => {
    const sandboxed = await localBoards.start({ estate: project.estate, sandbox: true });
    boards = sandboxed;
    await openConfirmed(page, boards);
    const frame = await previewMove(VMS.slice(0, 2));
    await frame.getByRole("button", { name: "Apply to 2 assets" }).click();
    await frame.getByText("2 assets were moved to Replicated.").waitFor();
  });
});
