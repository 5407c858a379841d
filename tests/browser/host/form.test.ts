/** The work item form as people use it: on its page, in dialogs, by keyboard, with and without the right to write. */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import type { EstateUser } from "../../../scripts/local-boards/model/estate";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { estateOf, linkTo, USER, userStory } from "./estate";
import { FORM, frameNamed, told, useFormExtension } from "./formExtension";

const CHILD = "System.LinkTypes.Hierarchy-Forward";
const PARENT = "System.LinkTypes.Hierarchy-Reverse";
const RELATED = "System.LinkTypes.Related";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useFormExtension();

let boards: RunningBoards;
let page: Page;

function start(user: EstateUser = USER): Promise<RunningBoards> {
  const estate = estateOf([
    userStory(
      1,
      {
        "System.Title": "First",
        "System.Description": "<p>One</p><p>Two</p>",
        "Microsoft.VSTS.Scheduling.StoryPoints": 3,
      },
      [linkTo(2, CHILD), linkTo(3, RELATED)],
    ),
    userStory(2, { "System.Title": "Second" }, [linkTo(1, PARENT)]),
    userStory(3, { "System.Title": "Third" }, [linkTo(1, RELATED)]),
    userStory(4, { "System.Title": "Fourth" }),
  ]);
  return localBoards.start({ estate: { ...estate, users: [user] }, extensionDirectory: extension.directory });
}

beforeEach(async () => {
  boards = await start();
  page = await browser.newPage({ colorScheme: "light" });
});

const address = (path: string) => `${boards.organizationUrl}/Fabrikam%20Move/_workitems${path}`;
const open = (id: number, tab = "details") => page.goto(address(`/edit/${id}?tab=${tab}`));
const form = () => page.locator(".work-item-form").last();
const field = (label: string) => form().getByLabel(label, { exact: true });
const button = (name: string) => form().getByRole("button", { name, exact: true });
const dialogs = () => page.locator("dialog[open]");
const heading = (name: string) => form().getByRole("heading", { name, exact: true });

/** Follows a link to a work item, and waits for the dialog: until it is there, the form beneath would be the last one. */
async function follow(link: Locator): Promise<void> {
  const inDialogs = page.locator("dialog .work-item-form");
  const before = await inDialogs.count();
  await link.click();
  await inDialogs.nth(before).waitFor();
}

const unsaved = (name: string) => form().getByRole("heading", { name: new RegExp(`^${name} ?, unsaved changes$`) });

/** A read of the service, which knows nothing of what the form has not saved. */
async function stored(id: number): Promise<{ rev: number; fields: Record<string, unknown>; relations?: object[] }> {
  return page.evaluate(
    async ([url, data]) => {
      const { token } = JSON.parse(document.getElementById(data)?.textContent ?? "") as { token: string };
      const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      return (await response.json()) as { rev: number; fields: Record<string, unknown> };
    },
    [`${boards.organizationUrl}/_apis/wit/workitems/${id}?$expand=all`, "page-data"] as const,
  );
}

/** Somebody else changes the title. */
async function changeElsewhere(id: number, text: string): Promise<void> {
  await page.evaluate(
    async ([url, title]) => {
      const { token } = JSON.parse(document.getElementById("page-data")?.textContent ?? "") as { token: string };
      const response = await fetch(url, {
        method: "PATCH",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json-patch+json" },
        body: JSON.stringify([{ op: "add", path: "/fields/System.Title", value: title }]),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    [`${boards.organizationUrl}/_apis/wit/workitems/${id}?api-version=7.1`, text] as const,
  );
}

describe("editing", () => {
  it("saves every field that the form has, as one revision", async () => {
    await open(1);
    await field("Title").fill("Renamed");
    await field("State").selectOption("Closed");
    expect(await field("Reason").inputValue()).toBe("Acceptance tests pass");
    await field("Assigned to").selectOption({ label: USER.displayName });
    await field("Tags").fill("wave:2; blocker");
    await field("Priority").selectOption("1");
    await field("Story Points").fill("8");
    await field("Description").fill("Now <b>this</b>");
    await unsaved("User Story 1").waitFor();
    expect(await page.title()).toBe("* User Story 1 Renamed");
    await button("Save").click();
    await heading("User Story 1").waitFor();
    expect(await stored(1)).toMatchObject({
      rev: 2,
      fields: {
        "System.Title": "Renamed",
        "System.State": "Closed",
        "System.Reason": "Acceptance tests pass",
        "System.AssignedTo": { uniqueName: USER.uniqueName },
        "System.Tags": "blocker; wave:2",
        "Microsoft.VSTS.Common.Priority": 1,
        "Microsoft.VSTS.Scheduling.StoryPoints": 8,
        "System.Description": "<div>Now &lt;b&gt;this&lt;/b&gt;</div>",
      },
    });
    expect(await field("Tags").inputValue()).toBe("blocker; wave:2");
    expect(await page.title()).toBe("User Story 1 Renamed");
  });

  it("offers the reasons of the transition, and the saved one again when the state goes back", async () => {
    await open(1);
    await field("State").selectOption("Active");
    expect(await field("Reason").inputValue()).toBe("Implementation started");
    await field("Reason").selectOption("Acceptance tests fail");
    await field("State").selectOption("New");
    expect(await field("Reason").inputValue()).toBe("New");
    expect(await button("Save").getAttribute("aria-disabled")).toBe("true");
  });

  it("blocks saving without a title, and says why", async () => {
    await open(1);
    await field("Title").fill("  ");
    await form().getByText("Title cannot be empty.").waitFor();
    expect(await field("Title").getAttribute("aria-invalid")).toBe("true");
    expect(await button("Save").getAttribute("aria-disabled")).toBe("true");
    await field("Title").press("Control+s");
    await field("Title").fill("Something");
    await button("Save").click();
    await heading("User Story 1").waitFor();
    expect((await stored(1)).rev).toBe(2);
  });

  it("says of a number that it is none", async () => {
    await open(1);
    await field("Story Points").fill("many");
    await form().getByText("Story Points must be a number.").waitFor();
    expect(await button("Save").getAttribute("aria-disabled")).toBe("true");
  });

  it("keeps a description's formatting where nobody edits it", async () => {
    await open(1);
    expect(await field("Description").inputValue()).toBe("One\nTwo");
    await field("Description").fill("One\nTwo\nThree");
    await field("Description").fill("One\nTwo");
    await field("Title").fill("Renamed");
    await button("Save").click();
    await heading("User Story 1").waitFor();
    expect((await stored(1)).fields["System.Description"]).toBe("<p>One</p><p>Two</p>");
  });

  it("takes back what is unsaved, after a question", async () => {
    await open(1);
    await field("Title").fill("Thrown away");
    await button("Revert changes").click();
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    expect(await field("Title").inputValue()).toBe("Thrown away");
    await button("Revert changes").click();
    await page.getByRole("button", { name: "Revert", exact: true }).click();
    await heading("User Story 1").waitFor();
    expect(await field("Title").inputValue()).toBe("First");
  });
});

describe("when the service refuses", () => {
  it("keeps unsaved values in a conflict, and saves them after refresh and redo", async () => {
    browser.expectErrors(/status of 412/);
    await open(1);
    await field("Title").fill("Mine");
    await changeElsewhere(1, "Theirs");
    await button("Save").click();
    await form().getByRole("alert").getByText("TF26071").waitFor();
    expect(await field("Title").inputValue()).toBe("Mine");
    expect((await stored(1)).fields["System.Title"]).toBe("Theirs");

    await button("Refresh").click();
    await page.getByRole("button", { name: "Discard and refresh" }).click();
    await heading("User Story 1").waitFor();
    expect(await field("Title").inputValue()).toBe("Theirs");
    await field("Title").fill("Mine");
    await button("Save").click();
    await heading("User Story 1").waitFor();
    expect((await stored(1)).fields["System.Title"]).toBe("Mine");
    expect(await form().getByRole("alert").filter({ hasText: "TF" }).count()).toBe(0);
  });

  it("shows its message, and a second attempt saves everything", async () => {
    browser.expectErrors(/status of 503/);
    boards.boards.setFaults([
      { route: "workitems/1", method: "PATCH", nth: 1, action: { kind: "status", status: 503 } },
    ]);
    await open(1);
    await field("Title").fill("Mine");
    await button("Save").click();
    await form().locator(".form-failure", { hasText: /\S/ }).waitFor();
    await button("Save").click();
    await heading("User Story 1").waitFor();
    expect((await stored(1)).fields["System.Title"]).toBe("Mine");
  });
});

describe("a work item that was deleted meanwhile", () => {
  it("is said to be gone, and what was typed is kept", async () => {
    browser.expectErrors(/status of 404/);
    await open(1);
    await field("Title").fill("Typed");
    const address = `${boards.organizationUrl}/_apis/wit/workitems/1?api-version=7.1`;
    const headers = { authorization: `Bearer ${boards.token}` };
    expect((await page.request.delete(address, { headers })).status()).toBe(200);
    await button("Save").click();
    await form().getByRole("alert").getByText("TF401232").waitFor();
    await button("Refresh").click();
    await page.getByRole("button", { name: "Discard and refresh" }).click();
    await form().getByRole("alert").getByText("TF401232").waitFor();
    expect(await field("Title").inputValue()).toBe("Typed");
  });
});

describe("a stakeholder", () => {
  it("cannot save a tag that is new to the project, loses nothing, and saves the rest without it", async () => {
    browser.expectErrors(/status of 403/);
    boards = await start({ ...USER, role: "stakeholder" });
    await open(1);
    await field("Title").fill("Held");
    await field("Tags").fill("new");
    await button("Save").click();
    await form().getByRole("alert").getByText("TF401289").waitFor();
    expect([await field("Title").inputValue(), await field("Tags").inputValue()]).toEqual(["Held", "new"]);
    await field("Tags").fill("");
    await button("Save").click();
    await heading("User Story 1").waitFor();
    expect(await stored(1)).toMatchObject({ rev: 2, fields: { "System.Title": "Held" } });
  });
});

describe("links", () => {
  it("are added by id and type, and removed, with the next save", async () => {
    await open(1);
    await form().getByRole("link", { name: "Third" }).waitFor();
    await button("Remove link Related 3").click();
    await field("Link type").selectOption({ label: "Predecessor" });
    await field("Work item id").fill("4");
    await button("Add link").click();
    await form().getByRole("link", { name: "Fourth" }).waitFor();
    expect((await stored(4)).relations).toBeUndefined();
    await button("Save").click();
    await heading("User Story 1").waitFor();
    expect((await stored(3)).relations).toBeUndefined();
    expect((await stored(4)).relations).toMatchObject([{ rel: "System.LinkTypes.Dependency-Forward" }]);
    await form().getByRole("tab", { name: "Links" }).click();
    expect(await form().getByRole("tabpanel").getByRole("heading").allTextContents()).toEqual(["Child", "Predecessor"]);
  });

  it("to nothing are refused at once", async () => {
    await open(1);
    await field("Work item id").fill("nine");
    await button("Add link").click();
    await form().getByText("Give the id of a work item.").waitFor();
    await field("Work item id").fill("999");
    await button("Add link").click();
    await form().getByText("There is no work item 999 to be read.").waitFor();
    expect(await button("Save").getAttribute("aria-disabled")).toBe("true");
  });

  it("are removed from where they are now, not from where they were", async () => {
    await open(1);
    await form().getByRole("link", { name: "Third" }).waitFor();
    await button("Remove link Related 3").click();
    // Links change no revision, so no test of the revision would notice that the array is another one.
    const { relations = [] } = await stored(1);
    const index = relations.findIndex((one) => (one as { rel: string }).rel === CHILD);
    await page.evaluate(
      async ([url, at]) => {
        const { token } = JSON.parse(document.getElementById("page-data")?.textContent ?? "") as { token: string };
        await fetch(url, {
          method: "PATCH",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json-patch+json" },
          body: JSON.stringify([
            { op: "remove", path: `/relations/${at}` },
            {
              op: "add",
              path: "/relations/-",
              value: { rel: "System.LinkTypes.Dependency-Reverse", url: url.replace(/\/1\?.*/, "/4") },
            },
          ]),
        });
      },
      [`${boards.organizationUrl}/_apis/wit/workitems/1?api-version=7.1`, index] as const,
    );
    await button("Save").click();
    await heading("User Story 1").waitFor();
    expect((await stored(1)).relations).toMatchObject([{ rel: "System.LinkTypes.Dependency-Reverse" }]);
  });
});

describe("dialogs", () => {
  it("stack, each with its own values and frames, and give the focus back", async () => {
    await open(1);
    const second = page.getByRole("link", { name: "Second" });
    await follow(second);
    await heading("User Story 2").waitFor();
    await field("Title").fill("Second, changed");
    await form().getByRole("tab", { name: "Readiness" }).click();
    const frame = await frameNamed(page, "Readiness");
    await told(frame, "onLoaded");
    await form().getByRole("tab", { name: "Details" }).click();
    await follow(form().getByRole("link", { name: "First" }));
    await heading("User Story 1").waitFor();
    await follow(form().getByRole("link", { name: "Third" }));
    await heading("User Story 3").waitFor();
    expect(await dialogs().count()).toBe(3);

    await page.keyboard.press("Escape");
    await heading("User Story 1").waitFor();
    await page.keyboard.press("Escape");
    await unsaved("User Story 2").waitFor();
    expect(await field("Title").inputValue()).toBe("Second, changed");
    expect(await frame.evaluate(() => window.told.map(({ name }) => name))).toEqual(["onLoaded"]);
    await button("Save & Close").click();
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Second, changed" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Second, changed");
  });

  it("ask before they discard, by Escape and by the button", async () => {
    await open(1);
    await follow(page.getByRole("link", { name: "Second" }));
    await field("Title").fill("Unsaved");
    for (const close of [() => page.keyboard.press("Escape"), () => button("Close").click()]) {
      await close();
      await page.getByRole("alertdialog", { name: "Discard your changes?" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("alertdialog").waitFor({ state: "detached" });
      expect(await field("Title").inputValue()).toBe("Unsaved");
    }
    await button("Close").click();
    await page.getByRole("button", { name: "Discard", exact: true }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    expect((await stored(2)).rev).toBe(1);
  });

  it("do not close over what was typed while Save & Close was saving", async () => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(/workitems\/2\?/i, async (route) => {
      if (route.request().method() === "PATCH") await held;
      await route.continue();
    });
    await open(1);
    await follow(page.getByRole("link", { name: "Second" }));
    await field("Title").fill("Saved");
    await button("Save & Close").click();
    await page.locator(".work-item-form[aria-busy=true]").waitFor();
    await field("Tags").fill("typed");
    letGo();
    await page.getByRole("alertdialog", { name: "Discard your changes?" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await stored(2)).toMatchObject({ rev: 2, fields: { "System.Title": "Saved" } });
    await button("Save & Close").click();
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await stored(2)).toMatchObject({ rev: 3, fields: { "System.Tags": "typed" } });
  });

  it("open from the list of work items, which shows what was saved", async () => {
    await page.goto(address(""));
    await follow(page.getByRole("link", { name: "Fourth" }));
    await field("Title").fill("Fourth, renamed");
    await button("Save").click();
    await heading("User Story 4").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Fourth, renamed" }).waitFor();
    expect(page.url()).toBe(address(""));
  });

  it("leave links alone that are meant for another window", async () => {
    await open(1);
    const [other] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "Second" }).click({ modifiers: ["ControlOrMeta"] }),
    ]);
    await other.getByRole("heading", { level: 1, name: "User Story 2" }).waitFor();
    expect(await dialogs().count()).toBe(0);
  });

  it("make a new task below the work item, in its area and iteration", async () => {
    await open(1);
    await button("Add child task").click();
    await unsaved("New Task").waitFor();
    expect(await button("Save").getAttribute("aria-disabled")).toBe("true");
    await field("Title").fill("Write the runbook");
    await button("Save").click();
    await heading("Task 5").waitFor();
    await page.keyboard.press("Escape");
    await form().getByRole("link", { name: "Write the runbook" }).waitFor();
    expect(await stored(5)).toMatchObject({
      fields: { "System.Parent": 1, "System.Title": "Write the runbook", "System.State": "New" },
    });
  });
});

describe("the page", () => {
  it("asks before the window leaves unsaved changes", async () => {
    await open(1);
    await field("Title").fill("Unsaved");
    const asked = page.waitForEvent("dialog");
    const leaving = page.goto(address("")).catch(() => undefined); // the answer is to stay
    const question = await asked;
    expect(question.type()).toBe("beforeunload");
    await question.dismiss();
    await leaving;
    expect(await field("Title").inputValue()).toBe("Unsaved");
  });

  it("asks before the window leaves unsaved changes of a dialog", async () => {
    await page.goto(address(""));
    await follow(page.getByRole("link", { name: "Fourth" }));
    await field("Title").fill("Unsaved");
    const asked = page.waitForEvent("dialog");
    const leaving = page.goto(address("/edit/1")).catch(() => undefined); // the answer is to stay
    const question = await asked;
    expect(question.type()).toBe("beforeunload");
    await question.dismiss();
    await leaving;
    expect(await field("Title").inputValue()).toBe("Unsaved");
  });

  it("has the contributed pages behind its own, and opens at the one that the address names", async () => {
    await open(1, FORM.page);
    await frameNamed(page, "Readiness");
    expect(await form().getByRole("tab").allTextContents()).toEqual([
      "Details",
      "History",
      "Links",
      "Readiness",
      "Loaded at once",
      "Partial",
      "Failing",
    ]);
    expect(await form().getByRole("tab", { selected: true }).textContent()).toBe("Readiness");
    expect(await page.locator('iframe[title="Partial"]').count()).toBe(0);
  });

  it("gives a contributed page the height that it asks for, and groups theirs", async () => {
    await open(1, FORM.page);
    const frame = await frameNamed(page, "Readiness");
    const height = (name: string) =>
      page.locator(`iframe[title="${name}"]`).evaluate((one) => (one as HTMLElement).offsetHeight);
    expect(await height("Readiness")).toBeGreaterThan(300);
    await frame.evaluate(() => window.SDK.resize(undefined, 777));
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('iframe[title="Readiness"]')?.offsetHeight === 777,
    );
    await form().getByRole("tab", { name: "Details" }).click();
    expect([await height("High group"), await height("Plain group")]).toEqual([90, 150]);
  });

  it("shows what came of a save in its history", async () => {
    await open(1, "history");
    await page.locator(".history summary").first().waitFor();
    await field("Title").fill("Renamed");
    await button("Save").click();
    await page.getByText("Revision 2").click();
    await page.getByText("System.Title: First Renamed").waitFor();
  });
});

describe("the keyboard", () => {
  it("moves between tabs, saves, opens and closes", async () => {
    await open(1);
    await form().getByRole("tab", { name: "Details" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await form().getByRole("tab", { selected: true }).textContent()).toBe("History");
    await page.keyboard.press("End");
    expect(await form().getByRole("tab", { selected: true }).textContent()).toBe("Failing");
    await page.keyboard.press("Home");
    await page.getByRole("link", { name: "Second" }).focus();
    await page.keyboard.press("Enter");
    await heading("User Story 2").waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
    await field("Title").fill("By keyboard");
    await page.keyboard.press("Control+s");
    await heading("User Story 2").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "By keyboard" }).waitFor();
  });
});

describe("a reader", () => {
  it("sees everything and can change nothing", async () => {
    boards = await start({ ...USER, role: "reader" });
    await open(1, FORM.page);
    const frame = await frameNamed(page, "Readiness");
    expect(await told(frame, "onLoaded")).toEqual([{ id: 1, isNew: false, isReadOnly: true }]);
    expect(
      await frame.evaluate(async () => {
        interface Service {
          setFieldValue(name: string, value: unknown): Promise<boolean>;
          addWorkItemRelations(relations: object[]): Promise<void>;
        }
        const service = await window.SDK.getService<Service>("ms.vss-work-web.work-item-form");
        const link = { rel: "Hyperlink", url: "https://example.com" };
        return [
          await service.setFieldValue("System.Title", "No"),
          await service.addWorkItemRelations([link]).catch((error: Error) => error.message),
        ];
      }),
    ).toEqual([false, "The work item is read-only."]);
    await form().getByRole("tab", { name: "Details" }).click();
    await page.getByRole("link", { name: "Second" }).waitFor();
    for (const label of ["Title", "State", "Tags", "Priority", "Description"]) {
      expect([label, await field(label).isDisabled()]).toEqual([label, true]);
    }
    expect(await form().getByRole("button").allTextContents()).toEqual(["Refresh"]);
  });
});

describe("accessibility", () => {
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

  async function violations(): Promise<string[]> {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      interface Axe {
        run(context: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      }
      const { axe } = window as unknown as { axe: Axe };
      const include = [...document.querySelectorAll(".work-item-form")].slice(-1);
      const result = await axe.run({ include, exclude: ["iframe"] });
      return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    });
  }

  it.each(["light", "dark", "highContrast"])("has no violations in the %s theme, wide and narrow", async (theme) => {
    await open(1);
    await page.selectOption(".theme select", theme);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await open(1);
      await page.getByRole("link", { name: "Second" }).waitFor();
      for (const inDialog of [false, true]) {
        if (inDialog) {
          await follow(page.getByRole("link", { name: "Second" }));
          await heading("User Story 2").waitFor();
          await form().getByRole("link", { name: "First" }).waitFor();
          await field("Title").fill("");
        }
        expect([width, inDialog, await violations()]).toEqual([width, inDialog, []]);
        const overflow = await page.evaluate(() => {
          const body = document.querySelector(".form-dialog-body") ?? document.documentElement;
          return body.scrollWidth - body.clientWidth;
        });
        expect([width, inDialog, Math.max(0, overflow)]).toEqual([width, inDialog, 0]);
      }
    }
  });
});
