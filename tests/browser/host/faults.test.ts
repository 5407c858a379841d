import type { Frame, Locator, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { SERVICE_ANSWERS } from "../../../scripts/local-boards/faults";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { estateOf, userStory } from "./estate";
import { useTinyExtension } from "./extension/build";
import { openHub } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useTinyExtension();

let boards: RunningBoards;
let page: Page;
let frame: Frame;
let panel: Locator;

beforeAll(async () => {
  boards = await localBoards.start({ estate: estateOf([userStory(1)]), extensionDirectory: extension.directory });
});

beforeEach(async () => {
  page = await browser.newPage();
  frame = await openHub(page, boards.hubUrl());
  await page.getByRole("button", { name: "Faults" }).click();
  panel = page.getByRole("dialog", { name: "Faults" });
  await panel.getByText("No fault is set.").waitFor();
});

afterEach(() => boards.boards.setFaults([]));

/** Fills in the panel and adds the fault; waits until it stands there as that text. */
async function add(what: string, line: string, amount?: string): Promise<void> {
  await panel.getByLabel("Path contains").fill("_apis/projects");
  await panel.getByLabel("What happens").selectOption({ label: what });
  if (amount !== undefined) await panel.getByLabel("Status or milliseconds").fill(amount);
  await panel.getByRole("button", { name: "Add fault" }).click();
  await panel.getByText(line, { exact: true }).waitFor();
}

/** What the extension's frame is answered when it asks for the projects: a status, and what kind of error. */
function ask(): Promise<{ status: number; typeKey: string | null } | "failed connection"> {
  return frame.evaluate(async (url) => {
    const authorization = `Bearer ${await window.SDK.getAccessToken()}`;
    try {
      const response = await fetch(url, { headers: { authorization } });
      const { typeKey = null } = (await response.json()) as { typeKey?: string };
      return { status: response.status, typeKey };
    } catch (error) {
      if (error instanceof TypeError) return "failed connection";
      throw error;
    }
  }, `${boards.organizationUrl}/_apis/projects`);
}

const WELL = { status: 200, typeKey: null };

describe("a fault that is set in the panel", () => {
  it("spoils the next request of the extension; taking it away heals", async () => {
    browser.expectErrors(/status of 502/);
    expect(await ask()).toEqual(WELL);
    await add("Answer with status", "every request for any method _apis/projects: status 502", "502");
    expect(await ask()).toEqual({ status: 502, typeKey: "InjectedFaultException" });
    await panel.getByRole("button", { name: /^Remove/ }).click();
    await panel.getByText("No fault is set.").waitFor();
    expect(await ask()).toEqual(WELL);
  });

  it.each([
    ["throttled", { status: 429, typeKey: "RequestBlockedException" }],
    ["raced", { status: 409, typeKey: "WorkItemRevisionMismatchException" }],
    ["stopped", "failed connection"],
    ["signIn", "failed connection"],
  ] as const)("may be an answer of Azure DevOps: %s", async (name, seen) => {
    browser.expectErrors(/status of (429|409)|blocked by CORS policy|net::ERR_FAILED/);
    await add(SERVICE_ANSWERS[name].label, `every request for any method _apis/projects: answer ${name}`);
    expect(await ask()).toEqual(seen);
    await panel.getByRole("button", { name: "Clear all" }).click();
    await panel.getByText("No fault is set.").waitFor();
    expect(await ask()).toEqual(WELL);
  });

  it("may slow requests down by a time of choice", async () => {
    await add(SERVICE_ANSWERS.slowed.label, "every request for any method _apis/projects: answer slowed 30", "30");
    const began = performance.now();
    expect(await ask()).toEqual(WELL);
    expect(performance.now() - began).toBeGreaterThanOrEqual(29);
    const { headers } = await fetch(`${boards.organizationUrl}/_apis/projects`);
    expect(headers.get("x-ratelimit-delay")).toBe("0.030");
  });

  it("asks for a number only where it means something", async () => {
    const amount = panel.getByLabel("Status or milliseconds");
    const choose = (label: string): Promise<string[]> => panel.getByLabel("What happens").selectOption({ label });
    expect(await amount.inputValue()).toBe("503");
    await choose(SERVICE_ANSWERS.slowed.label);
    expect([await amount.inputValue(), await amount.isEnabled()]).toEqual(["2000", true]);
    await choose(SERVICE_ANSWERS.throttled.label);
    expect([await amount.inputValue(), await amount.isEnabled()]).toEqual(["", false]);
    await choose("Answer with status");
    expect([await amount.inputValue(), await amount.isEnabled()]).toEqual(["503", true]);
  });

  it("is refused in words where it is none, and nothing is set", async () => {
    browser.expectErrors(/status of 400/);
    await panel.getByLabel("Path contains").fill("/(/");
    await panel.getByRole("button", { name: "Add fault" }).click();
    await panel.getByRole("alert").getByText("The route is no valid regular expression.").waitFor();
    expect(await ask()).toEqual(WELL);
  });
});
