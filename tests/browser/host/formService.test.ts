/** The form service and the form-navigation service, called by an extension. */
import type { Frame, Page } from "playwright-core";
import type { EstateUser } from "../../../scripts/local-boards/model/estate";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { estateOf, linkTo, PROJECT, USER, userStory } from "./estate";
import { callService, FORM, formService, frameNamed, told, useFormExtension } from "./formExtension";

const CHILD = "System.LinkTypes.Hierarchy-Forward";
const PARENT = "System.LinkTypes.Hierarchy-Reverse";
const RELATED = "System.LinkTypes.Related";
const COLLEAGUE: EstateUser = {
  id: "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  displayName: "Ben Example",
  uniqueName: "ben@example.com",
  role: "contributor",
};

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useFormExtension();

/** Matches any text with this in it. */
function containing(text: string): unknown {
  return expect.stringContaining(text);
}

let boards: RunningBoards;
let page: Page;
let frame: Frame;

beforeEach(async () => {
  const estate = estateOf([
    userStory(
      1,
      {
        "System.Title": "First",
        "System.Tags": "a; b",
        "System.AssignedTo": USER.uniqueName,
        "Microsoft.VSTS.Common.Priority": 2,
      },
      [linkTo(2, CHILD)],
    ),
    userStory(2, { "System.Title": "Second" }, [linkTo(1, PARENT)]),
    userStory(3, { "System.Title": "Third" }),
  ]);
  boards = await localBoards.start({
    estate: { ...estate, users: [USER, COLLEAGUE] },
    extensionDirectory: extension.directory,
  });
  page = await browser.newPage();
});

const url = (id: number) => `${boards.organizationUrl}/Fabrikam%20Move/_workitems/edit/${id}?tab=${FORM.page}`;
const service = (method: string, ...args: unknown[]) => formService(frame, method, ...args);
const navigation = (method: string, ...args: unknown[]) =>
  callService(frame, "ms.vss-work-web.work-item-form-navigation-service", method, ...args);
const dialog = () => page.getByRole("dialog").last();

async function openFirst(): Promise<void> {
  await page.goto(url(1));
  frame = await frameNamed(page, "Readiness");
  await told(frame, "onLoaded");
}

/** What the service answers over REST for a work item now. */
async function stored(id: number): Promise<{ rev: number; fields: Record<string, unknown> }> {
  const response = await page.request.get(`${boards.organizationUrl}/_apis/wit/workitems/${id}?$expand=relations`, {
    headers: { authorization: `Bearer ${await frame.evaluate(() => window.SDK.getAccessToken())}` },
  });
  return (await response.json()) as { rev: number; fields: Record<string, unknown> };
}

describe("reading", () => {
  beforeEach(openFirst);

  it("says which work item it is, and in which state of editing", async () => {
    expect(await service("hasActiveWorkItem")).toBe(true);
    expect(await service("getId")).toBe(1);
    expect(await service("getRevision")).toBe(1);
    expect(await service("isNew")).toBe(false);
    expect(await service("isDirty")).toBe(false);
    expect(await service("isValid")).toBe(true);
  });

  it("gives values: dates as dates, identities as texts, nothing for empty fields", async () => {
    const names = ["System.Id", "System.Title", "System.AssignedTo", "System.CreatedDate", "System.Description"];
    expect(await service("getFieldValues", names)).toEqual({
      "System.Id": 1,
      "System.Title": "First",
      "System.AssignedTo": "Ana Example <ana@example.com>",
      "System.CreatedDate": new Date("2026-01-05T08:00:00.000Z"),
    });
    expect(await service("getFieldValue", "System.Tags")).toBe("a; b");
    expect(await service("getFieldValue", "Custom.Nothing")).toBeUndefined();
    expect(await service("getIdentityFieldValue", "System.AssignedTo")).toMatchObject({
      displayName: USER.displayName,
      uniqueName: USER.uniqueName,
    });
    expect(await service("getIdentityFieldValue", "System.Title")).toEqual({ rejected: containing("System.Title") });
  });

  it("gives unsaved values, or the original ones on demand, in both forms of the option", async () => {
    await service("setFieldValues", {
      "System.Title": "Changed",
      "System.AssignedTo": "Ben Example <ben@example.com>",
    });
    expect(await service("getFieldValue", "System.Title")).toBe("Changed");
    expect(await service("getFieldValue", "System.Title", true)).toBe("First");
    expect(await service("getFieldValue", "System.Title", { returnOriginalValue: true })).toBe("First");
    expect(await service("getFieldValues", ["System.Title"], { returnOriginalValue: true })).toEqual({
      "System.Title": "First",
    });
    expect(await service("getIdentityFieldValue", "System.AssignedTo")).toMatchObject({ displayName: "Ben Example" });
    expect(await service("getIdentityFieldValue", "System.AssignedTo", { returnOriginalValue: true })).toMatchObject({
      displayName: "Ana Example",
    });
  });

  it("lists fields with their types, and what a field may be", async () => {
    expect(await service("getFields")).toEqual(
      expect.arrayContaining([
        { name: "Title", referenceName: "System.Title", type: 0, readOnly: false, isIdentity: false },
        { name: "Changed Date", referenceName: "System.ChangedDate", type: 2, readOnly: true, isIdentity: false },
      ]),
    );
    expect(await service("getAllowedFieldValues", "System.State")).toEqual([
      "New",
      "Active",
      "Resolved",
      "Closed",
      "Removed",
    ]);
    expect(await service("getAllowedFieldValues", "System.AreaPath")).toEqual([PROJECT.name]);
    expect(await service("getAllowedFieldValues", "System.AssignedTo")).toEqual([
      "Ana Example <ana@example.com>",
      "Ben Example <ben@example.com>",
    ]);
    expect(await service("getAllowedFieldValues", "System.Title")).toEqual([]);
  });
});

describe("changing", () => {
  beforeEach(openFirst);

  it("sets fields and says of each whether it could", async () => {
    expect(
      await service("setFieldValues", { "System.Title": "New title", "System.Id": 7, "Custom.Nothing": "x" }),
    ).toEqual({ "System.Title": true, "System.Id": false, "Custom.Nothing": false });
    expect(await service("setFieldValue", "System.ChangedDate", new Date())).toBe(false);
    expect(await page.getByLabel("Title", { exact: true }).inputValue()).toBe("New title");
    expect(await service("isDirty")).toBe(true);
  });

  it("names dirty fields, with those that a rule set only on demand", async () => {
    await service("setFieldValue", "System.State", "Active");
    const names = async (...args: unknown[]) =>
      ((await service("getDirtyFields", ...args)) as { referenceName: string }[]).map((one) => one.referenceName);
    expect(await names()).toEqual(["System.State"]);
    expect(await names(true)).toEqual(["System.State", "System.Reason"]);
  });

  it("names invalid fields, and refuses to save them", async () => {
    await service("setFieldValue", "System.Title", "");
    expect(await service("isValid")).toBe(false);
    expect(await service("getInvalidFields")).toMatchObject([{ referenceName: "System.Title" }]);
    expect(await service("save")).toEqual({ rejected: "Title cannot be empty." });
    expect((await stored(1)).rev).toBe(1);
  });

  it("makes the form invalid with a message, until it is taken back", async () => {
    await service("setFieldValue", "System.Title", "Changed");
    await service("setError", "Release R4 is frozen.");
    await page.getByText("Release R4 is frozen.").waitFor();
    expect(await service("isValid")).toBe(false);
    expect(await page.getByRole("button", { name: "Save", exact: true }).getAttribute("aria-disabled")).toBe("true");
    expect(await service("save")).toEqual({ rejected: "Release R4 is frozen." });
    await service("clearError");
    expect(await service("isValid")).toBe(true);
    await service("save");
    expect((await stored(1)).fields["System.Title"]).toBe("Changed");
  });

  it("saves, refreshes and resets", async () => {
    await service("setFieldValue", "Microsoft.VSTS.Scheduling.StoryPoints", 5);
    await service("save");
    expect(await service("getRevision")).toBe(2);
    expect(await service("isDirty")).toBe(false);
    expect((await stored(1)).fields["Microsoft.VSTS.Scheduling.StoryPoints"]).toBe(5);

    await service("setFieldValue", "System.Title", "Thrown away");
    await service("reset");
    expect(await service("getFieldValue", "System.Title")).toBe("First");
    await service("setFieldValue", "System.Title", "Thrown away too");
    await service("refresh");
    expect(await service("getFieldValue", "System.Title")).toBe("First");
  });

  it("rejects a save that the service refuses, with its message, and keeps what is unsaved", async () => {
    browser.expectErrors(/status of 503/);
    boards.boards.setFaults([{ route: "workitems/1", method: "PATCH", action: { kind: "status", status: 503 } }]);
    await service("setFieldValue", "System.Title", "Kept");
    expect(await service("save")).toEqual({ rejected: expect.stringMatching(/\S/) });
    expect(await service("getFieldValue", "System.Title")).toBe("Kept");
    expect(await service("isDirty")).toBe(true);
  });

  it("knows the deprecated way to save", async () => {
    await service("setFieldValue", "System.Title", "Changed");
    const outcome = await frame.evaluate(async () => {
      interface Service {
        beginSaveWorkItem(succeeded: () => void, failed: (error: Error) => void): Promise<void>;
        setError(message: string): Promise<void>;
      }
      const found = await window.SDK.getService<Service>("ms.vss-work-web.work-item-form");
      const save = () =>
        new Promise<string>((resolve, reject) => {
          found
            .beginSaveWorkItem(
              () => resolve("saved"),
              (error) => resolve(error.message),
            )
            .catch(reject);
        });
      const first = await save();
      await found.setError("No");
      return [first, await save()];
    });
    expect(outcome).toEqual(["saved", "No"]);
  });
});

describe("links", () => {
  beforeEach(openFirst);

  it("are given with unsaved ones, and saved with the rest", async () => {
    const target = (await service("getWorkItemResourceUrl", 3)) as string;
    expect(target).toBe(`${boards.organizationUrl}/_apis/wit/workItems/3`);
    await service("addWorkItemRelations", [{ rel: RELATED, url: target, attributes: { comment: "see there" } }]);
    expect(await service("getWorkItemRelations")).toMatchObject([{ rel: CHILD }, { rel: RELATED, url: target }]);
    expect(await service("isDirty")).toBe(true);
    await service("save");
    expect(await stored(1)).toMatchObject({
      relations: expect.arrayContaining([
        expect.objectContaining({ rel: RELATED, attributes: expect.objectContaining({ comment: "see there" }) }),
      ]),
    });

    const relations = (await service("getWorkItemRelations")) as { rel: string }[];
    await service("removeWorkItemRelations", relations);
    expect(await service("getWorkItemRelations")).toEqual([]);
    await service("save");
    expect(await stored(1)).not.toHaveProperty("relations");
  });

  it("that are not there cannot be removed, and attachments not at all", async () => {
    const target = (await service("getWorkItemResourceUrl", 3)) as string;
    expect(await service("removeWorkItemRelations", [{ rel: RELATED, url: target }])).toEqual({
      rejected: containing(target),
    });
    expect(await service("addWorkItemRelations", [{ rel: "AttachedFile", url: "x" }])).toEqual({
      rejected: containing("Attachments"),
    });
  });

  it("have kinds", async () => {
    expect(await service("getWorkItemRelationTypes")).toEqual(
      expect.arrayContaining([expect.objectContaining({ referenceName: CHILD, name: "Child" })]),
    );
  });
});

describe("the active work item", () => {
  it("is the topmost form's, also for the page beneath it", async () => {
    await openFirst();
    await page.getByRole("tab", { name: "Details" }).click();
    await page.getByRole("link", { name: "Second" }).click();
    await dialog().getByRole("heading", { name: "User Story 2" }).waitFor();
    expect(await service("getId")).toBe(2);
    await service("setFieldValue", "System.Title", "Written by the page beneath");
    expect(await dialog().getByLabel("Title", { exact: true }).inputValue()).toBe("Written by the page beneath");

    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Discard" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await service("getId")).toBe(1);
    expect(await service("getFieldValue", "System.Title")).toBe("First");
  });

  it("is that of the dialog on top, whichever was read first", async () => {
    await page.goto(boards.hubUrl());
    frame = await frameNamed(page, "Hub");
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(/workitems\/1\?/i, async (route) => {
      await held;
      await route.continue();
    });
    const below = navigation("openWorkItem", 1);
    await page.getByRole("dialog", { name: "Work item 1" }).waitFor();
    const above = navigation("openWorkItem", 2);
    await page.getByRole("heading", { name: "User Story 2" }).waitFor();
    letGo();
    await page.locator("dialog h2", { hasText: "User Story 1" }).waitFor({ state: "attached" });
    expect(await service("getId")).toBe(2);
    await page.keyboard.press("Escape");
    await above;
    expect(await service("getId")).toBe(1);
    await page.keyboard.press("Escape");
    await below;
    expect(await service("hasActiveWorkItem")).toBe(false);
  });

  it("is none on a hub; every method but one rejects", async () => {
    await page.goto(boards.hubUrl());
    frame = await frameNamed(page, "Hub");
    expect(await service("hasActiveWorkItem")).toBe(false);
    for (const method of ["getId", "isDirty", "getFields", "getWorkItemRelations", "save", "reset"]) {
      expect([method, await service(method)]).toEqual([method, { rejected: containing("no active work item") }]);
    }
  });
});

describe("opening work items from a hub", () => {
  beforeEach(async () => {
    await page.goto(boards.hubUrl());
    frame = await frameNamed(page, "Hub");
  });

  it("resolves with the work item as it is when the dialog closes", async () => {
    const opened = navigation("openWorkItem", 1);
    await dialog().getByLabel("State").selectOption("Active");
    expect(await service("getId")).toBe(1);
    await dialog().getByRole("button", { name: "Save", exact: true }).click();
    await dialog().getByRole("heading", { name: "User Story 1", exact: true }).waitFor();
    await page.keyboard.press("Escape");
    const item = await opened;
    expect(item).toMatchObject({ id: 1, rev: 2, fields: { "System.State": "Active" } });
    expect(item).not.toHaveProperty("relations"); // though it has a child
    expect(await service("hasActiveWorkItem")).toBe(false);
  });

  it("opens a window of its own on demand", async () => {
    const [window] = await Promise.all([page.context().waitForEvent("page"), navigation("openWorkItem", 3, true)]);
    await window.getByRole("heading", { level: 1, name: "User Story 3" }).waitFor();
    expect(window.url()).toBe(`${boards.organizationUrl}/Fabrikam%20Move/_workitems/edit/3`);
  });

  it("says why a work item cannot be opened, and resolves with nothing", async () => {
    browser.expectErrors(/status of 404/);
    const opened = navigation("openWorkItem", 999);
    await dialog().getByRole("alert").getByText("TF401232").waitFor();
    await dialog().getByRole("button", { name: "Close" }).click();
    expect(await opened).toBeUndefined(); // null does not cross the frame
  });

  it("opens a new one with initial values; resolves with it when it was saved", async () => {
    const opened = navigation("openNewWorkItem", "User Story", {
      "System.Title": "Made here",
      tags: "wave:1",
      "No field": "is passed over",
    });
    await dialog().getByRole("heading", { name: "New User Story" }).waitFor();
    expect(await service("isNew")).toBe(true);
    expect(await service("getId")).toBe(0);
    expect(await dialog().getByLabel("Tags").inputValue()).toBe("wave:1");
    await dialog().getByRole("button", { name: "Save & Close" }).click();
    expect(await opened).toMatchObject({
      id: 4,
      fields: { "System.Title": "Made here", "System.State": "New", "System.Tags": "wave:1" },
    });
  });

  it("resolves with nothing for a new one that was not saved", async () => {
    const opened = navigation("openNewWorkItem", "Task");
    await dialog().getByRole("heading", { name: "New Task" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await opened).toBeUndefined(); // null does not cross the frame
  });
});
