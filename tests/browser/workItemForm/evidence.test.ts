/** Recording from the form: evidence, the gate checklist, waivers and their approval, as work items of Azure Boards. */
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { policy } from "../../builders/estate";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { type BuiltProject, PAYROLL, type Plan, PROJECT, projectOf, READER, stored, storePolicy } from "./estate";
import { gatesOf, openForm, waitForSentence } from "./formPage";

const browser = useBrowser();
const localBoards = useLocalBoards();
const OTHER = "Cara Approver";

let project: BuiltProject;
let boards: RunningBoards;
let page: Page;

async function start(plans: readonly Plan[] = PAYROLL): Promise<void> {
  const built = projectOf(plans);
  const other = {
    id: "5f0c8a54-0f4e-4c53-9d5b-0d8b8f2f7a55",
    displayName: OTHER,
    uniqueName: "cara@example.com",
    role: "contributor",
  } as const;
  project = { ...built, estate: { ...built.estate, users: [...built.estate.users, other] } };
  boards = await localBoards.start({ estate: project.estate });
  await storePolicy(boards, project, policy());
  page = await browser.newPage();
}

/** Opens the form as somebody else, in a browser of their own. */
async function openAs(name: string, id: number): Promise<readonly [Page, Frame]> {
  const own = await browser.newPage();
  await own.context().addCookies([boards.cookieOf(name)]);
  return [own, await openForm(own, boards, PROJECT, id)];
}

/** The panel that opens over the form. */
async function panelOf(over: Page): Promise<Frame> {
  const handle = await over.waitForSelector("dialog iframe.extension-frame");
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The panel's iframe has no frame.");
  return frame;
}

async function closePanel(over: Page, panel: Frame): Promise<void> {
  await panel.click("button:text-is('Close')");
  await over.waitForSelector("dialog", { state: "detached" });
}

/** Ids of the work items with a tag that begins so, in order. */
async function taggedIds(prefix: string): Promise<number[]> {
  const url = `${boards.organizationUrl}/${encodeURIComponent(PROJECT)}/_apis/wit/wiql?api-version=7.0`;
  const query = "SELECT [System.Id] FROM WorkItems WHERE [System.WorkItemType] = 'Task' ORDER BY [System.Id]";
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${boards.token}`, "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { workItems } = (await response.json()) as { workItems: { id: number }[] };
  const tags = await Promise.all(
    workItems.map(async ({ id }) => [id, (await stored(boards, id))["System.Tags"]] as const),
  );
  return tags
    .filter(([, text]) =>
      String(text)
        .split("; ")
        .some((tag) => tag.startsWith(prefix)),
    )
    .map(([id]) => id);
}

describe("evidence recorded from the form", () => {
  it("is made below the workload and closed by who gives it; undone it is open again", async () => {
    await start();
    const form = await openForm(page, boards, PROJECT, project.idOf("Payroll"));
    await form.click("button:text-is('Record evidence…')");
    const panel = await panelOf(page);
    await panel.selectOption("select", { label: "Change approved" });
    await panel.waitForSelector("text=New Task: Change approved – Payroll");
    expect(await taggedIds("gate:")).toEqual([]);
    await panel.click("button:text-is('Record')");
    await panel.waitForSelector("text=The evidence is given.");
    const [id] = await taggedIds("gate:change-approved");
    expect(await stored(boards, id!)).toMatchObject({
      "System.State": "Closed",
      "System.Parent": project.idOf("Payroll"),
      "Microsoft.VSTS.Common.ClosedBy": { displayName: "Ana Example" },
    });
    await panel.click("button:has-text('Undo')");
    await panel.waitForSelector("text=It is open again.");
    expect(await stored(boards, id!)).toMatchObject({ "System.State": "New" });
    await closePanel(page, panel);
  });
});

describe("evidence that is asked for", () => {
  const ASKED: readonly Plan[] = [
    {
      title: "Payroll",
      type: "Feature",
      tags: ["release:R1"],
      below: [
        { title: "WEB-11", state: "Resolved", tags: ["kind:vm"] },
        { title: "Change approved", type: "Task", tags: ["gate:change-approved"] },
      ],
    },
  ];

  it("stands in the way until it is recorded from its line; its item is closed, and the verdict follows", async () => {
    await start(ASKED);
    const form = await openForm(page, boards, PROJECT, project.idOf("Payroll"));
    expect((await gatesOf(form))[0]).toBe("blocked 1");
    await form.click("button:text-is('Record…')");
    const panel = await panelOf(page);
    await panel.waitForSelector("text=State: New → Closed");
    await panel.click("button:text-is('Record')");
    await panel.waitForSelector("text=The evidence is given.");
    expect(await stored(boards, project.idOf("Change approved"))).toMatchObject({ "System.State": "Closed" });
    await closePanel(page, panel);
    await waitForSentence(form, /Payroll is ready for staging/);
    expect((await gatesOf(form))[0]).toBe("ready");
  });
});

describe("the gate checklist", () => {
  it("is shown before it is made; made again, nothing is missing and nothing is made", async () => {
    await start();
    const form = await openForm(page, boards, PROJECT, project.idOf("Payroll"));
    await form.click("button:text-is('Create the gate checklist…')");
    const panel = await panelOf(page);
    await panel.waitForSelector("text=/10 work items will be created/");
    await panel.uncheck("role=checkbox[name='Promotion']");
    await panel.waitForSelector("text=/6 work items will be created/");
    expect(await taggedIds("gate:")).toEqual([]);
    await panel.click("button:text-is('Create 6 work items')");
    await panel.waitForSelector("text=6 work items were created.");
    const made = await taggedIds("gate:");
    expect(made).toHaveLength(6);
    expect(await stored(boards, made[0]!)).toMatchObject({ "System.State": "New", "System.WorkItemType": "Task" });
    await closePanel(page, panel);

    await form.click("button:text-is('Create the gate checklist…')");
    const again = await panelOf(page);
    await again.uncheck("role=checkbox[name='Promotion']");
    await again.waitForSelector("text=Nothing is missing. 6 are there already.");
    expect(await again.isDisabled("button:text-is('Create work items')")).toBe(true);
    expect(await taggedIds("gate:")).toEqual(made);
  });
});

describe("a waiver", () => {
  it("is asked for at the blocker; who asked can't approve it, and somebody else can (E4)", async () => {
    await start();
    const form = await openForm(page, boards, PROJECT, project.idOf("SQL-04"));
    await form.locator("button:text-is('Ask for a waiver…')").first().click();
    const panel = await panelOf(page);
    await panel.click("button:text-is('Ask for the waiver')");
    await panel.waitForSelector("text=Say why it may be waived");
    expect(await taggedIds("waiver:")).toEqual([]);
    await panel.fill("textarea", "The vendor ships in a week.");
    const until = await panel.inputValue("input[type=date]");
    await panel.click("button:text-is('Ask for the waiver')");
    await panel.waitForSelector("text=/The waiver is asked for/");
    const [id] = await taggedIds("waiver:");
    expect(await stored(boards, id!)).toMatchObject({
      "System.State": "New",
      "System.Tags": `until:${until}; waiver:NOT_REPLICATED:staging`,
      "System.Description": "The vendor ships in a week.",
      "System.CreatedBy": { displayName: "Ana Example" },
    });
    expect(Date.parse(until) - Date.now()).toBeGreaterThan(12 * 86_400_000);
    await closePanel(page, panel);

    const own = await openForm(page, boards, PROJECT, id!);
    await own.click("button:text-is('Approve the waiver…')");
    const refused = await panelOf(page);
    await refused.waitForSelector("text=You asked for this waiver yourself. Somebody else must grant it");
    expect(await refused.isDisabled("button:text-is('Approve')")).toBe(true);
    expect(await stored(boards, id!)).toMatchObject({ "System.State": "New" });

    const [theirs, other] = await openAs(OTHER, id!);
    await other.click("button:text-is('Approve the waiver…')");
    const approving = await panelOf(theirs);
    await approving.waitForSelector("text=Asked for by Ana Example.");
    await approving.click("button:text-is('Approve')");
    await approving.waitForSelector("text=It is approved.");
    expect(await stored(boards, id!)).toMatchObject({
      "System.State": "Closed",
      "Microsoft.VSTS.Common.ClosedBy": { displayName: OTHER },
    });
    await closePanel(theirs, approving);
    // The form was read again: what is approved can't be approved once more.
    await other.waitForSelector("button:text-is('Approve the waiver…')", { state: "detached" });
  });
});

describe("a reader", () => {
  it("is offered nothing to record", async () => {
    await start();
    browser.expectErrors(/403/);
    const [, form] = await openAs(READER, project.idOf("SQL-04"));
    await waitForSentence(form, /SQL-04 holds back/);
    expect(await form.locator("button", { hasText: /waiver|evidence|checklist/ }).count()).toBe(0);
  });
});
