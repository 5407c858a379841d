import type { Locator, Page } from "playwright-core";
import type { Estate } from "../../../scripts/local-boards/model/estate";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { estateOf, PROJECT, USER, userStory } from "./estate";
import { useTinyExtension } from "./extension/build";
import { extensionFrame } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useTinyExtension();

const READER = { id: "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee", displayName: "Ben Reader", uniqueName: "ben@example.com" };
const STAKEHOLDER = {
  id: "cccccccc-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  displayName: "Cara Held",
  uniqueName: "cara@example.com",
};

let estate: Estate;
let boards: RunningBoards;

beforeAll(async () => {
  estate = {
    ...estateOf([userStory(1)]),
    users: [USER, { ...READER, role: "reader" }, { ...STAKEHOLDER, role: "stakeholder" }],
  };
  boards = await localBoards.start({ estate, extensionDirectory: extension.directory });
});

function list(of: RunningBoards = boards): string {
  return `${of.organizationUrl}/${encodeURIComponent(PROJECT.name)}/_workitems`;
}

function user(page: Page): Locator {
  return page.getByRole("banner").getByRole("button", { name: /^Signed in as / });
}

async function choose(page: Page, name: string): Promise<void> {
  await user(page).click();
  await page.getByRole("menuitemradio", { name }).click();
  await page.getByRole("button", { name: `Signed in as ${name}` }).waitFor();
}

describe("the menu of users", () => {
  it("lists everybody with their role, and marks who is signed in", async () => {
    const page = await browser.newPage();
    await page.goto(list());
    await user(page).click();
    const entries = page.getByRole("menu", { name: "Use the page as" }).getByRole("menuitemradio");
    expect(await entries.evaluateAll((all) => all.map((one) => one.getAttribute("aria-checked")))).toEqual([
      "true",
      "false",
      "false",
    ]);
    expect(await entries.locator(".menu-label").allTextContents()).toEqual(["Ana Example", "Ben Reader", "Cara Held"]);
    expect(await entries.locator(".menu-detail").allTextContents()).toEqual(["administrator", "reader", "stakeholder"]);
    expect(await user(page).getAttribute("aria-expanded")).toBe("true");
  });

  it("is used by keyboard, and the choice stays from page to page", async () => {
    const page = await browser.newPage();
    await page.goto(list());
    await user(page).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Signed in as Ben Reader, reader" }).waitFor();
    await page.goto(`${boards.organizationUrl}/`);
    expect(await page.textContent(".user")).toBe("Ben Reader");
  });

  it("gives the focus back when nobody is chosen", async () => {
    const page = await browser.newPage();
    await page.goto(list());
    await user(page).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    expect(await user(page).evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await user(page).getAttribute("aria-expanded")).toBe("false");
  });
});

describe("the chosen user", () => {
  it("is the one of the extension as well: by name, and by the token that it is given", async () => {
    const page = await browser.newPage();
    await page.goto(boards.hubUrl());
    await extensionFrame(page);
    await choose(page, "Cara Held");
    const frame = await extensionFrame(page);
    expect(await frame.evaluate(() => window.SDK.getUser())).toMatchObject({ name: STAKEHOLDER.uniqueName });
    const token = await frame.evaluate(() => window.SDK.getAccessToken());
    const answer = await fetch(`${boards.organizationUrl}/_apis/connectiondata?api-version=7.1-preview`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await answer.json()).toMatchObject({ authenticatedUser: { id: STAKEHOLDER.id } });
  });

  it("can be given by a cookie, before a page is opened", async () => {
    const page = await browser.newPage();
    await page.context().addCookies([boards.cookieOf("ben reader")]);
    await page.goto(list());
    expect(await page.textContent(".user")).toBe("Ben Reader");
  });

  it("is nobody any more where the server signs in somebody else", async () => {
    const other = await localBoards.start({
      estate,
      extensionDirectory: extension.directory,
      user: "cara@example.com",
    });
    const page = await browser.newPage();
    await page.context().addCookies([boards.cookieOf("Ben Reader")]);
    await page.goto(list(other));
    expect(await page.textContent(".user")).toBe("Cara Held");
  });

  it("changes nothing of who is signed in elsewhere", async () => {
    const [page, other] = [await browser.newPage(), await browser.newPage()];
    await page.goto(list());
    await choose(page, "Ben Reader");
    await other.goto(list());
    expect(await other.textContent(".user")).toBe("Ana Example");
  });
});

describe("tokens for tests", () => {
  it("are of the user named, always the same one", async () => {
    const token = boards.tokenOf("BEN@example.com");
    expect([boards.tokenOf("Ben Reader"), boards.tokenOf(USER.displayName)]).toEqual([token, boards.token]);
    const answer = await fetch(`${boards.organizationUrl}/_apis/wit/workitems/1?api-version=7.1`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json-patch+json" },
      body: "[]",
    });
    expect(answer.status).toBe(403);
  });

  it("are refused for a name that nobody has", () => {
    expect(() => boards.tokenOf("nobody")).toThrow("There is no user nobody; there are Ana Example, Ben Reader, Cara");
    expect(() => boards.cookieOf("nobody")).toThrow("There is no user nobody");
  });
});
