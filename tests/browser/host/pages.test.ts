import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { estateOf, linkTo, PROJECT, USER, userStory } from "./estate";
import { useTinyExtension } from "./extension/build";

const HOSTILE = "<img src=x onerror=document.body.setAttribute('data-hacked','')>";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useTinyExtension();

/** Matches any text with this in it. */
function containing(text: string): unknown {
  return expect.stringContaining(text);
}

let boards: RunningBoards;
let page: Page;

beforeAll(async () => {
  const many = Array.from({ length: 250 }, (_, index) => userStory(100 + index));
  const estate = estateOf([
    userStory(1, {
      "System.Title": HOSTILE,
      "System.Description": `<p>First line</p><script>document.body.setAttribute('data-hacked','')</script>${HOSTILE}<ul><li>a point</li></ul>`,
      "System.Tags": `wave-1; ${HOSTILE}`,
    }),
    userStory(2, { "System.Title": "Parent of two" }, [
      linkTo(1, "System.LinkTypes.Hierarchy-Forward"),
      linkTo(3, "System.LinkTypes.Hierarchy-Forward"),
    ]),
    userStory(
      3,
      { "System.Title": "Child" },
      [linkTo(2, "System.LinkTypes.Hierarchy-Reverse")],
      [{ "System.Title": "Renamed child" }],
    ),
    userStory(4, { "System.Title": "First name" }, [], [{ "System.State": "Active" }, { "System.Title": "Last name" }]),
    ...many,
  ]);
  boards = await localBoards.start({ estate, extensionDirectory: extension.directory });
});

beforeEach(async () => {
  page = await browser.newPage({ colorScheme: "light" });
});

function address(path: string): string {
  return `${boards.organizationUrl}/Fabrikam%20Move${path}`;
}

async function status(text: string): Promise<void> {
  await page.locator(".list-status", { hasText: text }).waitFor();
}

describe("the way in", () => {
  it("leads from the root to the projects, and from there to a project's hubs and work items", async () => {
    await page.goto(new URL("/", boards.organizationUrl).href);
    expect(page.url()).toBe(`${boards.organizationUrl}/`);
    await page.getByRole("main").getByRole("link", { name: PROJECT.name }).click();
    await page.waitForURL(address("/_workitems"));
    await page.getByRole("navigation", { name: "Project" }).getByRole("link", { name: "Plain" }).click();
    await page.waitForURL(boards.hubUrl());
  });

  it("has the dashboard, the hubs of the Boards group and the project settings in the navigation, and no others", async () => {
    await page.goto(address("/_workitems"));
    const links = page.getByRole("navigation", { name: "Project" }).getByRole("link");
    expect(await links.allTextContents()).toEqual(
      ["Dashboards", "Work items", "Backlogs", "Plain", "Not loaded", "Failing", "Silent", "Overview"].map(containing),
    );
  });

  it("says that it is not Azure DevOps, and who is signed in", async () => {
    await page.goto(address("/_workitems"));
    expect(await page.textContent(".stand-in")).toBe("Local Azure Boards – generated sample data");
    expect(await page.textContent(".user")).toBe(USER.displayName);
  });

  it.each(["/Nowhere", "/Fabrikam%20Move/_git", "/Fabrikam%20Move/_apps/hub/no.such.hub", "/%zz"])(
    "answers %s with 404 and what there is instead",
    async (path) => {
      browser.expectErrors(/status of 404/);
      const response = await page.goto(boards.organizationUrl + path);
      expect(response?.status()).toBe(404);
      await page.getByRole("heading", { name: "There is no page at this address" }).waitFor();
      await page
        .getByRole("main")
        .getByRole("link", { name: `${PROJECT.name}: work items` })
        .click();
      await page.waitForURL(address("/_workitems"));
    },
  );
});

describe("the work item list", () => {
  it("shows a page of all work items and says which", async () => {
    await page.goto(address("/_workitems"));
    await status("1–100 of 254");
    expect(await page.locator("tbody tr").count()).toBe(100);
    await page.getByRole("button", { name: "Next" }).click();
    await status("101–200 of 254");
    await page.getByRole("button", { name: "Next" }).click();
    await status("201–254 of 254");
    expect(await page.locator("tbody tr").count()).toBe(54);
    expect(await page.getByRole("button", { name: "Next" }).isDisabled()).toBe(true);
    await page.goBack();
    await status("101–200 of 254");
  });

  it("filters by title, tag and id over all pages, and keeps the filter in the address", async () => {
    await page.goto(address("/_workitems"));
    await page.getByRole("searchbox").fill("renamed");
    await status("1–1 of 1");
    await page.reload();
    await status("1–1 of 1");
    expect(await page.getByRole("searchbox").inputValue()).toBe("renamed");
    await page.getByRole("searchbox").fill("wave-1");
    await page.locator("tbody tr", { hasText: "wave-1" }).waitFor();
    await page.getByRole("searchbox").fill("349");
    await page.locator("tbody tr", { hasText: "Story 349" }).waitFor();
    await page.getByRole("searchbox").fill("it's nothing");
    await status("No work item matches.");
  });

  it("shows a hostile title as text", async () => {
    await page.goto(address("/_workitems"));
    await page.locator("tbody a", { hasText: HOSTILE }).waitFor();
    expect(await page.locator("tbody img").count()).toBe(0);
    expect(await page.getAttribute("body", "data-hacked")).toBeNull();
  });

  it("says why it could not be read", async () => {
    browser.expectErrors(/status of 503/);
    boards.boards.setFaults([{ route: "wiql", action: { kind: "status", status: 503 } }]);
    await page.goto(address("/_workitems"));
    await status("The work items could not be read");
    boards.boards.setFaults([]);
  });
});

describe("the work item page", () => {
  it("shows hostile title, description and tags as text", async () => {
    await page.goto(address("/_workitems/edit/1"));
    const main = page.getByRole("main");
    await main.getByRole("heading", { level: 1, name: "User Story 1" }).waitFor();
    expect(await main.locator("img, script").count()).toBe(0);
    expect(await main.getByLabel("Title", { exact: true }).inputValue()).toBe(HOSTILE);
    expect(await main.getByLabel("Tags").inputValue()).toBe(`wave-1; ${HOSTILE}`);
    expect(await main.getByLabel("Description").inputValue()).toBe("First line\n• a point");
    expect(await page.getAttribute("body", "data-hacked")).toBeNull();
    expect(await page.title()).toContain(HOSTILE);
  });

  it("shows the history, newest first, with what changed", async () => {
    await page.goto(address("/_workitems/edit/4?tab=history"));
    const history = page.locator(".history > li");
    await history.first().waitFor();
    expect(await history.locator("summary").allTextContents()).toEqual([
      expect.stringContaining("Revision 3"),
      expect.stringContaining("Revision 2"),
      expect.stringContaining("Revision 1"),
    ]);
    await history.first().locator("summary").click();
    expect(await history.first().locator("li", { hasText: "System.Title" }).textContent()).toBe(
      "System.Title: First name Last name",
    );
  });

  it("says so when there is no such work item", async () => {
    browser.expectErrors(/status of 404/);
    await page.goto(address("/_workitems/edit/999"));
    await page.getByRole("heading", { name: "There is no work item 999 to be read" }).waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("TF401232");
  });
});

describe("the fault panel", () => {
  it("adds, lists, removes and clears faults", async () => {
    await page.goto(address("/_workitems"));
    await status("254");
    await page.getByRole("button", { name: "Faults" }).click();
    const panel = page.getByRole("dialog", { name: "Faults" });
    await panel.getByText("No fault is set.").waitFor();
    await panel.getByLabel("Method").selectOption("POST");
    await panel.getByLabel("Path contains").fill("workitemsbatch");
    await panel.getByLabel("Only the n-th").fill("1");
    await panel.getByRole("button", { name: "Add fault" }).click();
    await panel.getByText("request 1 for POST workitemsbatch: status 503").waitFor();

    browser.expectErrors(/status of 503/);
    await page.reload();
    await status("could not be read");

    await page.getByRole("button", { name: "Faults" }).click();
    await panel.getByRole("button", { name: /^Remove/ }).click();
    await panel.getByText("No fault is set.").waitFor();
    await panel.getByLabel("Path contains").fill("wiql");
    await panel.getByLabel("What happens").selectOption("delay");
    await panel.getByRole("button", { name: "Add fault" }).click();
    await panel.getByText("every request for any method wiql: delay 2000").waitFor();
    await panel.getByRole("button", { name: "Clear all" }).click();
    await panel.getByText("No fault is set.").waitFor();
    await page.keyboard.press("Escape");
    expect(await panel.count()).toBe(0);
  });
});

describe("accessibility", () => {
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

  /** Rule and place of each violation of the host's own page; a hub's heading stands in the extension's frame. */
  async function violations(): Promise<string[]> {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      interface Axe {
        run(context: object, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      }
      const { axe } = window as unknown as { axe: Axe };
      const isHub = document.querySelector("iframe") !== null;
      const rules = { "page-has-heading-one": { enabled: !isHub } };
      const result = await axe.run({ exclude: ["iframe"] }, { rules });
      return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    });
  }

  const PAGES: readonly [name: string, path: () => string, ready: string][] = [
    ["projects", () => `${boards.organizationUrl}/`, ".cards"],
    ["work items", () => address("/_workitems"), "tbody tr"],
    ["a backlog", () => address("/_backlogs"), "tbody tr"],
    ["a work item", () => address("/_workitems/edit/3"), ".links a"],
    ["a hub", () => boards.hubUrl(), ".frame-box.loaded"],
  ];

  it.each(["light", "dark", "highContrast"])("has no violations in the %s theme, wide and narrow", async (theme) => {
    await page.goto(`${boards.organizationUrl}/`);
    await page.selectOption(".theme select", theme);
    for (const [name, path, ready] of PAGES) {
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(path());
        await page.waitForSelector(ready);
        expect([name, width, await violations()]).toEqual([name, width, []]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect([name, width, Math.max(0, overflow)]).toEqual([name, width, 0]);
      }
    }
  });

  it("has no violations in the fault panel", async () => {
    await page.goto(address("/_workitems"));
    await page.getByRole("button", { name: "Faults" }).click();
    await page.getByText("No fault is set.").waitFor();
    expect(await violations()).toEqual([]);
  });

  it.each(["light", "dark", "highContrast"])("has no violations in menus, in the %s theme", async (theme) => {
    await page.goto(address("/_workitems"));
    await page.selectOption(".theme select", theme);
    await page.locator("tbody tr").first().waitFor();
    await page.getByRole("button", { name: /^Signed in as/ }).click();
    await page.getByRole("menu").waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("checkbox").nth(1).click();
    await page.getByRole("checkbox").nth(1).click({ button: "right" });
    await page.getByRole("menu").waitFor();
    expect(await violations()).toEqual([]);
  });

  it("folds the navigation away when narrow, and opens it by keyboard", async () => {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(address("/_workitems"));
    const hub = page.getByRole("link", { name: "Plain" });
    expect(await hub.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Navigation" }).focus();
    await page.keyboard.press("Enter");
    expect(await hub.isVisible()).toBe(true);
  });
});
