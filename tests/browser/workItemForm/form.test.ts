/** The page Migration on the form of a work item: where it stands, mapping, moving, and other forms above it. */
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { frameworkPolicy, policy } from "../../builders/estate";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { gatesOf as hubGates, hubFrame, patch } from "../hub/hubPage";
import { type BuiltProject, PAYROLL, type Plan, PROJECT, projectOf, READER, stored, storePolicy } from "./estate";
import { formOf, formUrl, gatesOf, migrationFrame, openForm, rung, sentence, waitForSentence } from "./formPage";

const browser = useBrowser();
const localBoards = useLocalBoards();

let project: BuiltProject;
let boards: RunningBoards;
let page: Page;

async function start(plans: readonly Plan[], mapping = policy(), more: object = {}): Promise<void> {
  project = projectOf(plans);
  boards = await localBoards.start({ estate: project.estate, ...more });
  await storePolicy(boards, project, mapping);
  page = await browser.newPage();
}

const open = (title: string): Promise<Frame> => openForm(page, boards, PROJECT, project.idOf(title));
const field = (label: string) => formOf(page).getByLabel(label, { exact: true });

/** Saves by the button of the topmost form, and waits until nothing is unsaved. */
async function save(): Promise<void> {
  await formOf(page).getByRole("button", { name: "Save", exact: true }).click();
  await formOf(page)
    .getByRole("heading", { name: /unsaved changes/ })
    .waitFor({ state: "detached" });
}

async function verdictsInHub(title: string): Promise<string[]> {
  await page.goto(boards.hubUrl());
  const hub = await hubFrame(page);
  await hub.waitForSelector("[role=treegrid]");
  return hubGates(hub, title);
}

describe("an asset", () => {
  beforeEach(() => start(PAYROLL));

  it("shows where it stands, its workload's gates as the hub has them, what is in its way, and what needs it", async () => {
    const frame = await open("SQL-04");
    expect(await sentence(frame)).toBe(
      "SQL-04 holds back Payroll's staging: it is Replicating and must be Replicated.",
    );
    expect(await rung(frame)).toBe("Replicating");
    const gates = await gatesOf(frame);
    expect(gates).toEqual(["blocked 1", "blocked 2", "blocked 2"]);
    await frame.waitForSelector("h2:has-text('In its way to Staging')");
    await frame.waitForSelector("text=Since 2 days ago");
    await frame.waitForSelector("section:has(h2:text-is('Needed by')) >> text=WEB-11");
    expect(await verdictsInHub("R1")).toEqual(gates);
  });

  it("follows the form at once, goes back with it, and is read again once it is saved", async () => {
    const frame = await open("SQL-04");
    await field("State").selectOption("Resolved");
    await waitForSentence(frame, /does not hold back Payroll's staging: nothing is in its way/);
    expect(await rung(frame)).toBe("Replicated");
    expect(await gatesOf(frame)).toEqual(["ready", "blocked 2", "blocked 2"]);
    await frame.waitForSelector("text=With your unsaved changes (State). As saved: SQL-04 holds back");

    await formOf(page).getByRole("button", { name: "Revert changes" }).click();
    await page.getByRole("button", { name: "Revert", exact: true }).click();
    await waitForSentence(frame, /holds back Payroll's staging/);
    expect(await frame.locator("text=With your unsaved changes").count()).toBe(0);

    await field("State").selectOption("Resolved");
    await save();
    await waitForSentence(frame, /does not hold back/);
    await frame.locator("text=With your unsaved changes").waitFor({ state: "detached" });
    expect(await rung(frame)).toBe("Replicated");
    expect(await verdictsInHub("R1")).toEqual(["ready", "blocked 2", "blocked 2"]);
  });

  it("shows any title as text", async () => {
    const hostile = "<img src=x onerror=document.body.setAttribute('data-hacked','')>";
    const frame = await open("SQL-04");
    await field("Title").fill(hostile);
    await frame.waitForFunction((title) => document.querySelector("h1")?.textContent?.includes(title), hostile);
    expect(await frame.locator("img, [data-hacked]").count()).toBe(0);
  });

  it("makes its frame as high as what is in it", async () => {
    const frame = await open("SQL-04");
    await frame.waitForSelector("h2:text-is('Mapping')");
    const heights = () =>
      page.evaluate(() => {
        const element = [...document.querySelectorAll('iframe[title="Migration"]')].at(-1);
        return element?.getBoundingClientRect().height ?? 0;
      });
    const wanted = await frame.evaluate(() =>
      Math.ceil(document.getElementById("root")?.getBoundingClientRect().height ?? 0),
    );
    await page.waitForFunction(
      (height) =>
        [...document.querySelectorAll('iframe[title="Migration"]')].at(-1)?.getBoundingClientRect().height === height,
      wanted,
    );
    await frame.click("summary:has-text('Later, to UAT')");
    await page.waitForFunction(
      (height) =>
        ([...document.querySelectorAll('iframe[title="Migration"]')].at(-1)?.getBoundingClientRect().height ?? 0) >
        height,
      wanted,
    );
    expect(await heights()).toBeGreaterThan(wanted);
  });
});

describe("mapping", () => {
  beforeEach(() => start(PAYROLL));

  it("makes a story an asset in its form; saved, it counts in the hub", async () => {
    expect(await verdictsInHub("R1")).toEqual(["blocked 1", "blocked 2", "blocked 2"]);
    const frame = await open("Notes");
    expect(await sentence(frame)).toMatch(/^Notes is in no verdict/);
    await frame.getByRole("combobox", { name: "Asset" }).selectOption("yes");
    await waitForSentence(frame, /Notes holds back Payroll's staging/);
    expect(await field("Tags").inputValue()).toBe("asset");
    expect(await stored(boards, project.idOf("Notes"))).not.toHaveProperty("System.Tags");
    await save();
    await frame.locator("text=With your unsaved changes").waitFor({ state: "detached" });
    expect(await stored(boards, project.idOf("Notes"))).toMatchObject({ "System.Tags": "asset" });
    expect(await verdictsInHub("R1")).toEqual(["blocked 2", "blocked 3", "blocked 3"]);
  });

  it("sets kind, strategy, release, iteration and workload beside tags that stand unsaved in the form", async () => {
    const frame = await open("SQL-04");
    await field("Tags").fill("kind:vm; urgent");
    await frame.getByLabel("Strategy").fill("rehost");
    await frame.getByLabel("Strategy").press("Enter");
    await expectField("Tags", /strategy:rehost/);
    await frame.getByLabel("Kind").fill("database");
    await frame.getByLabel("release", { exact: false }).first().focus(); // leaving the field takes what was typed
    await expectField("Tags", /kind:database/);
    expect(await field("Tags").inputValue()).toContain("urgent");
    await frame.getByLabel("Iteration").selectOption(`${PROJECT}\\R2`);
    await expectField("Iteration", /R2/);
    await frame.getByLabel("Workload").focus();
    await frame.locator("option", { hasText: "Archive" }).waitFor({ state: "attached" });
    await frame.getByLabel("Workload").selectOption({ label: "Archive" });
    await waitForSentence(frame, /Archive/);
    await save();
    expect(await stored(boards, project.idOf("SQL-04"))).toMatchObject({
      "System.Tags": "kind:database; strategy:rehost; urgent",
      "System.IterationPath": `${PROJECT}\\R2`,
      "System.Parent": project.idOf("Archive"),
    });
  });
});

/** Waits until a field of the form holds something. */
async function expectField(label: string, pattern: RegExp): Promise<void> {
  const handle = await field(label).elementHandle();
  await page.waitForFunction(([input, source]) => new RegExp(source).test((input as HTMLInputElement).value), [
    handle,
    pattern.source,
  ] as const);
}

describe("moving to a stage", () => {
  it("is shown before anything happens, goes into the form, and is taken back from there", async () => {
    await start(PAYROLL);
    const frame = await open("SQL-04");
    await frame.click("button:has-text('Move to Replicated')");
    await frame.waitForSelector("text=1 asset will be moved to Replicated.");
    expect(await field("State").inputValue()).toBe("Active");
    await frame.click(".rr-change .rr-button-primary:has-text('1 asset')");
    await frame.waitForSelector("text=is kept once you save the form");
    expect(await field("State").inputValue()).toBe("Resolved");
    expect(await stored(boards, project.idOf("SQL-04"))).toMatchObject({ "System.State": "Active" });
    await waitForSentence(frame, /does not hold back/);
    await frame.click("button:text-is('Undo')");
    await expectField("State", /^Active$/);
    await waitForSentence(frame, /SQL-04 holds back/);
  });

  const TASKS: readonly Plan[] = [
    {
      title: "Payroll",
      type: "Feature",
      below: [
        {
          title: "SQL-04",
          below: [
            { title: "Assess", type: "Task", state: "Closed" },
            { title: "Migrate", type: "Task", state: "Active" },
          ],
        },
      ],
    },
  ];

  it("writes child tasks to Azure Boards, and shows the stage that follows", async () => {
    await start(TASKS, frameworkPolicy());
    const frame = await open("SQL-04");
    await frame.click("button:has-text('Move to Replicated')");
    await frame.click(".rr-change .rr-button-primary:has-text('1 asset')");
    await frame.waitForSelector(".rr-change >> text=1 asset was moved to Replicated.");
    expect(await stored(boards, project.idOf("Migrate"))).toMatchObject({ "System.State": "Closed" });
    await waitForSentence(frame, /does not hold back/);
    expect(await rung(frame)).toBe("Replicated");
  });

  it("says why where Azure DevOps refuses", async () => {
    await start(TASKS, frameworkPolicy());
    browser.expectErrors(/status of 400/);
    const frame = await open("SQL-04");
    await frame.click("button:has-text('Move to Replicated')");
    await frame.waitForSelector(".rr-change .rr-button-primary:has-text('1 asset')");
    const body = JSON.stringify({
      message: "TF401320: Rule Error for field Closed By.",
      typeKey: "RuleValidationException",
    });
    boards.boards.setFaults([
      { method: "PATCH", route: `workitems/${project.idOf("Migrate")}`, action: { kind: "status", status: 400, body } },
    ]);
    await frame.click(".rr-change .rr-button-primary:has-text('1 asset')");
    await frame.waitForSelector("text=TF401320: Rule Error for field Closed By.");
    expect(await rung(frame)).toBe("Replicating");
  });

  it("by closing the task in its own form is seen there before it is saved, and after", async () => {
    await start(TASKS, frameworkPolicy());
    const frame = await open("Migrate");
    await frame.waitForSelector("text=This Task is a task of SQL-04.");
    expect(await rung(frame)).toBe("Replicating");
    await field("State").selectOption("Closed");
    await frame.waitForSelector("text=With your unsaved changes");
    expect(await rung(frame)).toBe("Replicated");
    await save();
    await frame.locator("text=With your unsaved changes").waitFor({ state: "detached" });
    expect(await rung(frame)).toBe("Replicated");
    expect(await verdictsInHub("Payroll")).toEqual(["ready", "blocked 1", "blocked 1"]);
  });
});

describe("forms above each other", () => {
  beforeEach(() => start(PAYROLL));

  it("never mix, and the one below is read again when the one above is saved and closed", async () => {
    const below = await open("Payroll");
    expect(await sentence(below)).toMatch(/not ready for staging: 1 thing is in the way: SQL-04/);
    await below.locator(".rr-form-assets a", { hasText: "SQL-04" }).click();
    await page.locator("dialog[open]").waitFor();
    await formOf(page).getByRole("tab", { name: "Migration" }).click();
    const above = await migrationFrame(page);
    await waitForSentence(above, /SQL-04 holds back/);
    await field("State").selectOption("Resolved");
    await waitForSentence(above, /does not hold back/);
    // Read again below the other form, the page still speaks of its own item, and of what is saved.
    const readAt = await below.getAttribute(".rr-form-age time", "datetime");
    await below.locator(".rr-form-age button").dispatchEvent("click");
    await below.waitForFunction(
      (before) => document.querySelector(".rr-form-age time")?.getAttribute("datetime") !== before,
      readAt,
    );
    expect(await sentence(below)).toMatch(/Payroll is not ready for staging: 1 thing is in the way: SQL-04/);

    await formOf(page).getByRole("button", { name: "Save & Close" }).click();
    await page.locator("dialog[open]").waitFor({ state: "detached" });
    expect(await stored(boards, project.idOf("SQL-04"))).toMatchObject({ "System.State": "Resolved" });
    await waitForSentence(below, /Payroll is ready for staging/);
    expect(await gatesOf(below)).toEqual(["ready", "blocked 2", "blocked 2"]);
  });

  it("keep the page below from writing into the one above", async () => {
    const below = await open("SQL-04");
    await below.locator("h2:text-is('Mapping')").waitFor();
    await below.locator("section:has(h2:text-is('Needed by')) a").click();
    await page.locator("dialog[open]").waitFor();
    await below.evaluate(() => {
      const input = [...document.querySelectorAll<HTMLInputElement>("input")].find((one) =>
        one.parentElement?.textContent?.startsWith("Strategy"),
      );
      if (input === undefined) throw new Error("There is no field Strategy.");
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      set?.call(input, "rehost");
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    // No person gets at it: the form above is modal. A page can, and must not.
    await below.getByLabel("Strategy").dispatchEvent("keydown", { key: "Enter" });
    await below.waitForSelector("text=Another work item is open above this one; close it first.");
    expect(await field("Tags").inputValue()).toBe("kind:vm");
  });
});

describe("who may only read", () => {
  it("sees where it stands, and is offered nothing to change", async () => {
    await start(PAYROLL, policy(), { user: READER });
    const frame = await open("SQL-04");
    expect(await sentence(frame)).toMatch(/SQL-04 holds back/);
    await frame.waitForSelector("section:has(h2:text-is('Needed by'))");
    expect(await frame.locator("button").allInnerTexts()).toEqual(["Refresh"]);
    expect(await frame.locator("select, input").count()).toBe(0);
    expect(await frame.locator("[role=alert]").count()).toBe(0);
  });
});

describe("trouble", () => {
  it("is told with what failed, and is over with another try", async () => {
    await start(PAYROLL);
    browser.expectErrors(/status of 403/);
    boards.boards.setFaults([{ route: "wit/wiql", first: 1, action: { kind: "status", status: 403 } }]);
    const frame = await open("SQL-04");
    expect(await sentence(frame)).toMatch(/could not be read/);
    await frame.click("button:text-is('Try again')");
    await waitForSentence(frame, /SQL-04 holds back/);
  });

  it("is none where frames are sandboxed", async () => {
    await start(PAYROLL, policy(), { sandbox: true });
    const frame = await open("SQL-04");
    expect(await sentence(frame)).toMatch(/SQL-04 holds back/);
    await field("State").selectOption("Resolved");
    await waitForSentence(frame, /does not hold back/);
  });

  it("is none before a mapping was confirmed: the way to the hub is shown", async () => {
    browser.expectErrors(/404.*Documents\/policy/);
    project = projectOf(PAYROLL);
    boards = await localBoards.start({ estate: project.estate });
    page = await browser.newPage();
    const frame = await open("SQL-04");
    expect(await sentence(frame)).toBe("No mapping of this project was confirmed yet.");
    expect(await frame.getAttribute("text=Open the hub", "href")).toBe(boards.hubUrl());
  });
});

describe("a page that is opened", () => {
  it("asks at most ten questions for a workload of 40 assets in a project of 20,000 work items", async () => {
    const assets = Array.from({ length: 40 }, (_, index) => ({ title: `VM ${index}`, tags: ["kind:vm"] }));
    const rest = Array.from({ length: 19_960 }, (_, index) => ({ title: `Story ${index}` }));
    await start([{ title: "Payroll", type: "Feature", tags: ["release:R1"], below: assets }, ...rest]);
    const control = `${new URL(boards.organizationUrl).origin}/_local/requests`;
    await page.goto(formUrl(boards, PROJECT, project.idOf("VM 7")).replace(/\?.*/, ""));
    await formOf(page).getByRole("tab", { name: "Migration" }).waitFor();
    await fetch(control, { method: "DELETE" });
    await formOf(page).getByRole("tab", { name: "Migration" }).click();
    const frame = await migrationFrame(page);
    await waitForSentence(frame, /VM 7 holds back Payroll/);
    await frame.waitForSelector("h2:text-is('Mapping')");
    const requests = (await (await fetch(control)).json()) as { method: string; path: string }[];
    const asked = requests.filter(({ method }) => method !== "OPTIONS").map(({ method, path }) => `${method} ${path}`);
    expect(asked.length).toBeGreaterThan(3);
    expect({ asked, isFew: asked.length <= 10 }).toMatchObject({ isFew: true });
  });

  it("hears of what others saved only when it is refreshed", async () => {
    await start(PAYROLL);
    const frame = await open("WEB-11");
    expect(await gatesOf(frame)).toEqual(["blocked 1", "blocked 2", "blocked 2"]);
    await patch(boards, PROJECT, project.idOf("SQL-04"), { "System.State": "Resolved" });
    await frame.click("button:text-is('Refresh')");
    await waitForSentence(frame, /nothing is in its way/);
    expect(await gatesOf(frame)).toEqual(["ready", "blocked 2", "blocked 2"]);
  });
});
