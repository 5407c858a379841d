import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { type BuiltProject, PROJECT, projectOf } from "../hub/estate";
import { gatesOf, hubFrame } from "../hub/hubPage";
import { openSection, projectId, settingsFrame, STORED, storedPolicy, storeElsewhere } from "./settingsPage";

const browser = useBrowser();
const localBoards = useLocalBoards();

const READER = { id: "bbbbbbbb-1111-4222-8333-444444444444", displayName: "Ben Reader", uniqueName: "ben@example.com" };

let project: BuiltProject;
let boards: RunningBoards;
let page: Page;

beforeEach(async () => {
  project = projectOf({
    workloads: [
      {
        title: "Payroll",
        tags: ["release:R1"],
        assets: [
          { title: "SQL-04", state: "On hold" },
          { title: "WEB-11", state: "Resolved" },
        ],
      },
    ],
  });
  const estate = { ...project.estate, users: [...project.estate.users, { ...READER, role: "reader" as const }] };
  boards = await localBoards.start({ estate });
  page = await browser.newPage();
});

async function open(stored: unknown = STORED): Promise<Frame> {
  if (stored !== null) await storeElsewhere(boards, projectId(project.estate), stored);
  await page.goto(boards.settingsUrl());
  return settingsFrame(page);
}

function effectText(frame: Frame): Promise<string> {
  return frame.innerText(".rr-effect-panel");
}

describe("a change of the mapping", () => {
  it("is saved once its effect was shown, and the hub judges by it", async () => {
    const frame = await open();
    await openSection(frame, "Stages");
    expect(await frame.isDisabled("button:text-is('Save')")).toBe(true);
    await frame.getByRole("combobox", { name: "Stage of On hold (User Story)" }).selectOption("Pending");
    await frame.waitForSelector("text=This change moves 1 asset from Unknown to Pending");
    expect(await effectText(frame)).toContain("R1’s staging from unknown to blocked");
    expect(storedPolicy(boards)).toEqual(STORED);

    await frame.click("summary:has-text('1 asset from Unknown to Pending')");
    await frame.waitForSelector("a:text-is('SQL-04')");
    await frame.click("button:text-is('Save')");
    await frame.waitForSelector("text=Saved.");
    expect(storedPolicy(boards).stateTable).toContainEqual({
      type: "User Story",
      state: "On hold",
      stage: "Pending",
    });

    await page.goto(boards.hubUrl());
    const hub = await hubFrame(page);
    await hub.waitForSelector("[role=treegrid]");
    expect((await gatesOf(hub, "R1"))[0]).toContain("blocked");
  });

  it("stays when another section is opened, and back leads to the section before", async () => {
    const frame = await open();
    await openSection(frame, "Labels");
    await frame.getByLabel("A release is called").fill("Wave");
    await openSection(frame, "Tasks");
    await page.waitForURL(/#section=tasks$/);
    await page.goBack();
    await frame.waitForSelector("h2:text-is('Labels')");
    expect(await frame.getByLabel("A release is called").inputValue()).toBe("Wave");
    await frame.waitForSelector("nav a:has-text('Labels changed')");
    await frame.click("button:text-is('Discard changes')");
    expect(await frame.getByLabel("A release is called").inputValue()).toBe("Release");
  });

  it("that is none is told at its field, and can't be saved", async () => {
    const frame = await open();
    await openSection(frame, "Labels");
    await frame.getByLabel("A release is called").fill("");
    await frame.waitForSelector("text=This is no mapping yet: 1 thing to correct.");
    expect(await frame.getByLabel("A release is called").getAttribute("aria-invalid")).toBe("true");
    await frame.waitForSelector("nav a:has-text('1 to correct')");
    expect(await frame.isDisabled("button:text-is('Save')")).toBe(true);
  });

  it("reads what it needs where the mapping in use looked at less", async () => {
    const frame = await open();
    await frame.getByLabel("Epic").last().check();
    await frame.waitForSelector("text=This change moves nothing today");
  });

  it("asks before the page is left with it", async () => {
    const frame = await open();
    await openSection(frame, "Labels");
    await frame.getByLabel("A release is called").fill("Wave");
    await frame.waitForSelector("button:text-is('Save'):enabled");
    const asked = page.waitForEvent("dialog").then(async (dialog) => {
      const type = dialog.type();
      await dialog.accept();
      return type;
    });
    await page.goto(boards.hubUrl());
    expect(await asked).toBe("beforeunload");
  });
});

describe("how iterations are looked back on", () => {
  it("is edited like all else: an outage needs its reason before anything can be saved", async () => {
    const frame = await open();
    await openSection(frame, "Planning");
    await frame.getByLabel("An asset is delivered when it is").selectOption("Promoted");
    await frame.click("button:text-is('Add an outage')");
    await frame.getByLabel("Iteration", { exact: true }).fill(`${PROJECT}\\Sprint 1`);
    await frame.waitForSelector("text=must not be empty");
    expect(await frame.isDisabled("button:text-is('Save')")).toBe(true);
    await frame.getByLabel("Reason").fill("The datacenter was flooded.");
    await frame.waitForSelector("button:text-is('Save'):enabled");
    await frame.click("button:text-is('Save')");
    await frame.waitForSelector("text=Saved.");
    expect(storedPolicy(boards).planning).toEqual({
      ...STORED.planning,
      doneStage: "Promoted",
      outages: [{ iteration: `${PROJECT}\\Sprint 1`, team: null, reason: "The datacenter was flooded." }],
    });
  });
});

describe("two administrators", () => {
  it("lose nothing: sections of one are merged, and a section of both is chosen", async () => {
    browser.expectErrors(/409|412|400/);
    const frame = await open();
    await openSection(frame, "Labels");
    await frame.getByLabel("A release is called").fill("Wave");
    await openSection(frame, "Inventory");
    await frame.getByLabel("Verdicts need the inventory").check();
    await frame.waitForSelector("button:text-is('Save'):enabled");

    const theirs = { ...STORED, labels: { release: "Cutover" }, areas: [PROJECT] };
    await storeElsewhere(boards, projectId(project.estate), theirs);
    await frame.click("button:text-is('Save')");
    await frame.waitForSelector("h2:text-is('Somebody else saved another mapping meanwhile')");
    expect(storedPolicy(boards)).toEqual(theirs);
    expect(await frame.innerText(".rr-conflict")).toMatch(
      /Only they changed: Areas in scope\.[\s\S]*Only you changed: Inventory\.[\s\S]*Both changed: Labels/,
    );
    expect(await frame.isDisabled("button:text-is('Continue with both')")).toBe(true);
    await frame.check("text=Keep mine");
    await frame.click("button:text-is('Continue with both')");
    await frame.waitForSelector("button:text-is('Save'):enabled");
    expect(storedPolicy(boards)).toEqual(theirs);
    await frame.click("button:text-is('Save')");
    await frame.waitForSelector("text=Saved.");
    expect(storedPolicy(boards)).toEqual({ ...theirs, labels: { release: "Wave" }, inventory: { isDemanded: true } });
  });
});

describe("a file", () => {
  it("that is broken is refused with every place, and nothing of it is taken", async () => {
    const frame = await open();
    await openSection(frame, "Export and import");
    const broken = { ...STORED, labels: {}, stateTable: [{ type: "User Story", state: "New", stage: "Done" }] };
    await frame.setInputFiles("input[type=file]", {
      name: "policy.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify(broken)),
    });
    await frame.waitForSelector("text=This is no mapping, and nothing of it was taken.");
    const text = await frame.innerText("[role=alert]");
    expect(text).toContain("stateTable[0].stage");
    expect(text).toContain("labels.release");
    expect(await effectText(frame)).toContain("Nothing is changed.");

    await frame.getByLabel("Or its text").fill("{ no json");
    await frame.click("button:text-is('Import')");
    await frame.waitForSelector("text=is not JSON");
    expect(storedPolicy(boards)).toEqual(STORED);
  });

  it("goes out and comes in again as the same mapping, and its effect is shown before it is saved", async () => {
    const frame = await open();
    await openSection(frame, "Export and import");
    const [download] = await Promise.all([page.waitForEvent("download"), frame.click("button:text-is('Download')")]);
    expect(download.suggestedFilename()).toBe("release-readiness-policy.json");
    const text = await frame.getByLabel("The mapping as JSON").inputValue();
    expect(JSON.parse(text)).toEqual({ $schema: "policy.schema.json", ...JSON.parse(JSON.stringify(STORED)) });
    await frame.getByLabel("Or its text").fill(text.replace('"release": "Release"', '"release": "Wave"'));
    await frame.click("button:text-is('Import')");
    await frame.waitForSelector("text=This change moves nothing today");
    await frame.click("button:text-is('Save')");
    await frame.waitForSelector("text=Saved.");
    expect(storedPolicy(boards)).toEqual({ ...STORED, labels: { release: "Wave" } });
  });

  it("is the first mapping of a project that has none", async () => {
    browser.expectErrors(/404.*Documents\/policy/);
    const frame = await open(null);
    await frame.waitForSelector("text=No mapping is in use yet.");
    await frame.getByLabel("Or its text").fill(JSON.stringify(STORED));
    await frame.click("button:text-is('Import')");
    await frame.waitForSelector(".rr-effect-panel b");
    expect(await effectText(frame)).toContain("R1");
    await frame.click("button:text-is('Save')");
    await frame.waitForSelector("text=Saved.");
    expect(storedPolicy(boards)).toEqual(STORED);
  });

  it("replaces a stored mapping that can't be used", async () => {
    const frame = await open({ schemaVersion: 1 });
    await frame.waitForSelector("text=The stored mapping of this project can't be used");
    await frame.getByLabel("Or its text").fill(JSON.stringify(STORED));
    await frame.click("button:text-is('Import')");
    await frame.click("button:text-is('Save'):enabled");
    await frame.waitForSelector("text=Saved.");
    expect(storedPolicy(boards)).toEqual(STORED);
  });
});

describe("a reader", () => {
  it("sees the mapping in words, and nothing to change it with", async () => {
    browser.expectErrors(/403/);
    await storeElsewhere(boards, projectId(project.estate), STORED);
    await page.context().addCookies([boards.cookieOf(READER.displayName)]);
    await page.goto(boards.settingsUrl());
    const frame = await settingsFrame(page);
    await frame.waitForSelector("text=Changing it is left to those who may change work items");
    await frame.waitForSelector("text=Stage of each state");
    expect(await frame.locator("button:text-is('Save'), select, input").count()).toBe(0);
    await frame.waitForSelector("button:text-is('Download')");
  });
});

describe("the schema", () => {
  it("is where the page says it is", async () => {
    const frame = await open();
    await openSection(frame, "Export and import");
    const url = await frame.getAttribute("a:text-is('JSON Schema')", "href");
    const schema = (await (await fetch(url ?? "")).json()) as { $id: string };
    expect(schema.$id).toBe("urn:release-readiness:policy:1");
  });
});
