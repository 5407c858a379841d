import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { estateOf, PROJECT, USER } from "./estate";
import { HUBS, useTinyExtension } from "./extension/build";
import { extensionFrame, openHub } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useTinyExtension();

function start(options: { sandbox?: boolean; handshake?: "legacy" | "legacyWithoutContext" } = {}) {
  return localBoards.start({ estate: estateOf([]), extensionDirectory: extension.directory, ...options });
}

describe("the handshake with the unmodified SDK", () => {
  let boards: RunningBoards;
  beforeAll(async () => {
    boards = await start();
  });

  it("gives contribution, extension, project, user and host in the current form", async () => {
    const frame = await openHub(await browser.newPage(), boards.hubUrl());
    const context = await frame.evaluate(() => ({
      contributionId: window.SDK.getContributionId(),
      extension: window.SDK.getExtensionContext(),
      project: window.SDK.getWebContext().project,
      user: window.SDK.getUser(),
      host: window.SDK.getHost(),
      configuration: window.SDK.getConfiguration(),
    }));
    expect(context).toMatchObject({
      contributionId: HUBS.plain,
      extension: { id: "tests.tiny", publisherId: "tests", extensionId: "tiny", version: "1.2.3" },
      project: PROJECT,
      user: { id: USER.id, displayName: USER.displayName, name: USER.uniqueName },
      host: { name: "local", type: 4 },
      configuration: {},
    });
  });

  it("puts host and extension on different origins", async () => {
    const page = await browser.newPage();
    const frame = await openHub(page, boards.hubUrl());
    const origin = await frame.evaluate(() => location.origin);
    expect(origin).toBe(boards.extensionOrigin);
    expect(new URL(page.url()).origin).not.toBe(origin);
  });

  it("has no team, as Azure DevOps has none outside boards and sprints", async () => {
    const frame = await openHub(await browser.newPage(), boards.hubUrl());
    await expect(frame.evaluate(() => window.SDK.getTeamContext())).rejects.toThrow("before init() was complete");
  });

  it("gives a token that reads REST from the extension's origin", async () => {
    const frame = await openHub(await browser.newPage(), boards.hubUrl());
    const projects = await frame.evaluate(async (organizationUrl) => {
      const token = await window.SDK.getAccessToken();
      const response = await fetch(`${organizationUrl}/_apis/projects?api-version=7.1`, {
        headers: { authorization: `Bearer ${token}`, accept: "application/json" },
      });
      return (await response.json()) as { value: { name: string }[] };
    }, boards.organizationUrl);
    expect(projects.value.map(({ name }) => name)).toEqual([PROJECT.name]);
  });

  it("gives an app token", async () => {
    const frame = await openHub(await browser.newPage(), boards.hubUrl());
    expect(await frame.evaluate(() => window.SDK.getAppToken())).toEqual(expect.any(String));
  });

  it("understands the legacy form", async () => {
    const legacy = await start({ handshake: "legacy" });
    const frame = await openHub(await browser.newPage(), legacy.hubUrl());
    const context = await frame.evaluate(() => ({
      contributionId: window.SDK.getContributionId(),
      extensionId: window.SDK.getExtensionContext().id,
      project: window.SDK.getWebContext().project.name,
      user: window.SDK.getUser().displayName,
    }));
    expect(context).toEqual({
      contributionId: HUBS.plain,
      extensionId: "tests.tiny",
      project: PROJECT.name,
      user: USER.displayName,
    });
  });

  it("can leave user and host out of the legacy form, as some pages of Azure DevOps do", async () => {
    const legacy = await start({ handshake: "legacyWithoutContext" });
    const frame = await openHub(await browser.newPage(), legacy.hubUrl());
    expect(await frame.evaluate(() => window.SDK.getWebContext().project.name)).toBe(PROJECT.name);
    await expect(frame.evaluate(() => window.SDK.getUser())).rejects.toThrow("before init() was complete");
  });

  it("works in a sandboxed frame, whose origin is opaque and which has no storage", async () => {
    const sandboxed = await start({ sandbox: true });
    const frame = await openHub(await browser.newPage(), sandboxed.hubUrl());
    expect(await frame.evaluate(() => window.origin)).toBe("null");
    expect(await frame.evaluate(() => window.SDK.getUser().displayName)).toBe(USER.displayName);
    await expect(frame.evaluate(() => localStorage.length)).rejects.toThrow("SecurityError");
    const status = await frame.evaluate(async (organizationUrl) => {
      const token = await window.SDK.getAccessToken();
      const response = await fetch(`${organizationUrl}/_apis/projects`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return response.status;
    }, sandboxed.organizationUrl);
    expect(status).toBe(200);
  });
});

describe("loading", () => {
  let boards: RunningBoards;
  beforeAll(async () => {
    boards = await start();
  });

  it("shows the extension after the handshake", async () => {
    const page = await browser.newPage();
    await openHub(page, boards.hubUrl());
    expect(await page.isHidden(".frame-notice")).toBe(true);
  });

  it("keeps the spinner for an extension that is not loaded yet, until it says so", async () => {
    const page = await browser.newPage();
    const frame = await openHub(page, boards.hubUrl(PROJECT.name, HUBS.notLoaded));
    expect(await page.textContent(".frame-notice")).toBe("Loading Not loaded…");
    await frame.evaluate(() => window.SDK.notifyLoadSucceeded());
    expect(await page.isHidden(".frame-notice")).toBe(true);
  });

  it("shows why an extension failed to load", async () => {
    const page = await browser.newPage();
    await page.goto(boards.hubUrl(PROJECT.name, HUBS.failing));
    await page.waitForSelector("text=The extension gave up.");
    expect(await page.textContent(".frame-notice h1")).toBe("Failing could not be loaded");
  });

  it("says what is probably wrong when an extension never starts the SDK", async () => {
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(boards.hubUrl(PROJECT.name, HUBS.silent));
    await page.waitForSelector("iframe.extension-frame");
    await page.clock.fastForward(11_000);
    await page.waitForSelector("text=has not called SDK.init() yet");
    expect(await page.isVisible(".spinner")).toBe(true);
  });
});

describe("who may speak on the channel", () => {
  it("answers the extension's frame only", async () => {
    const boards = await start();
    const page = await browser.newPage();
    const frame = await openHub(page, boards.hubUrl());
    await page.evaluate(() => {
      const stranger = document.createElement("iframe");
      stranger.name = "stranger";
      document.body.append(stranger);
    });
    const stranger = page.frame("stranger");
    if (stranger === null) throw new Error("The page has no second frame.");
    await stranger.evaluate(() => {
      window.addEventListener("message", () => document.body.setAttribute("data-answered", "true"));
      window.parent.postMessage(
        JSON.stringify({ id: 1, methodName: "getAccessToken", instanceId: "DevOps.HostControl" }),
        "*",
      );
    });
    // The host answers in order, so an answer to the stranger would have been sent before this one.
    await frame.evaluate(() => window.SDK.getAccessToken());
    expect(await stranger.getAttribute("body", "data-answered")).toBeNull();
  });

  it("rejects calls of unknown objects, methods and services with an error that names them", async () => {
    const boards = await start();
    const frame = await openHub(await browser.newPage(), boards.hubUrl());
    browser.expectErrors(/No handler found on any channel/); // the SDK wonders about the reply to our own call
    const ask = (message: object) =>
      frame.evaluate(async (sent) => {
        const answer = new Promise<{ error?: { message: string } }>((fulfil) => {
          window.addEventListener("message", (event) => {
            const reply = JSON.parse(String(event.data)) as { id: number; error?: { message: string } };
            if (reply.id === 4711) fulfil(reply);
          });
        });
        window.parent.postMessage(JSON.stringify({ id: 4711, ...sent }), "*");
        return (await answer).error?.message;
      }, message);

    expect(await ask({ instanceId: "DevOps.Nothing", methodName: "x" })).toBe(
      "The registered object DevOps.Nothing could not be found.",
    );
    expect(await ask({ instanceId: "DevOps.HostControl", methodName: "toString" })).toBe(
      "RPC method not found: toString",
    );
    expect(await frame.evaluate(() => window.SDK.getService("no.service").catch((e: Error) => e.message))).toBe(
      "The service no.service could not be found.",
    );
  });
});

describe("the theme", () => {
  it("arrives whole and is switched live, and kept", async () => {
    const boards = await start();
    const page = await browser.newPage({ colorScheme: "light" });
    const frame = await openHub(page, boards.hubUrl());
    const variable = (name: string) =>
      frame.evaluate((asked) => getComputedStyle(document.documentElement).getPropertyValue(asked).trim(), name);
    expect(await variable("--background-color")).toBe("rgba(255, 255, 255, 1)");

    await page.selectOption(".theme select", "dark");
    await frame.waitForFunction(() => window.themesApplied === 2);
    expect(await variable("--background-color")).toBe("rgba(31, 31, 31, 1)");

    await page.selectOption(".theme select", "highContrast");
    await frame.waitForFunction(() => window.themesApplied === 3);
    expect(await variable("--background-color")).toBe("rgba(0, 0, 0, 1)");

    await page.reload();
    const again = await extensionFrame(page);
    const background = await again.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim(),
    );
    expect(background).toBe("rgba(0, 0, 0, 1)");
    expect(await again.evaluate(() => window.SDK.getPageContext().globalization.theme)).toContain("high-contrast");
  });
});
