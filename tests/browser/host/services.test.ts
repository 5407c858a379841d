import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { estateOf, PROJECT } from "./estate";
import { CONTENT, EXTENSION, HUBS, useTinyExtension } from "./extension/build";
import { extensionFrame, openHub } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();
const extension = useTinyExtension();

/** Matches any text with this in it. */
function containing(text: string): unknown {
  return expect.stringContaining(text);
}

let boards: RunningBoards;
let page: Page;
let frame: Frame;

beforeAll(async () => {
  boards = await localBoards.start({ estate: estateOf([]), extensionDirectory: extension.directory });
});

/** Opens the hub anew for each test of a block that leaves traces on the page, once for one that leaves none. */
function openHubFor(which: "eachTest" | "allTests"): void {
  const hook = which === "eachTest" ? beforeEach : beforeAll;
  hook(async () => {
    page = await browser.newPage();
    frame = await openHub(page, boards.hubUrl());
  });
}

/** Calls a method of a service from the extension; a rejection comes back as `{rejected}`. */
function call(service: string, method: string, ...args: unknown[]): Promise<unknown> {
  return frame.evaluate(
    async ([id, name, params]) => {
      const found = await window.SDK.getService<Record<string, (...all: unknown[]) => unknown>>(id);
      try {
        return await found[name]?.(...params);
      } catch (error) {
        return { rejected: (error as Error).message };
      }
    },
    [service, method, args] as const,
  );
}

describe("location", () => {
  openHubFor("allTests");

  const LOCATION = "ms.vss-features.location-service";

  it.each([
    ["core", "79134c72-4a58-4b42-976c-04e7115f32bf"],
    ["work item tracking", "5264459E-E5E0-4BD8-B118-0985E68A4EC5"],
    ["extension management", "6c2b0933-3600-42ae-bf8b-93d4f7e83594"],
  ])("finds the %s area at the organisation, ending with a slash", async (_name, area) => {
    expect(await call(LOCATION, "getResourceAreaLocation", area)).toBe(`${boards.organizationUrl}/`);
  });

  it("refuses an unknown area by name", async () => {
    expect(await call(LOCATION, "getResourceAreaLocation", "nowhere")).toEqual({
      rejected: containing("nowhere"),
    });
  });

  it("finds the organisation and the deployment above it", async () => {
    expect(await call(LOCATION, "getServiceLocation")).toBe(`${boards.organizationUrl}/`);
    expect(await call(LOCATION, "getServiceLocation", undefined, 1)).toBe(`${new URL(boards.organizationUrl).origin}/`);
  });

  it("builds the address of a work item, in the page's project unless another is named", async () => {
    const route = "ms.vss-work-web.work-items-form-route-with-id";
    expect(await call(LOCATION, "routeUrl", route, { id: "12" })).toBe("/local/Fabrikam%20Move/_workitems/edit/12");
    expect(await call(LOCATION, "routeUrl", route, { id: "12", project: "Other" }, "/tfs/")).toBe(
      "/tfs/Other/_workitems/edit/12",
    );
    expect(await call(LOCATION, "routeUrl", "some.route")).toEqual({ rejected: containing("some.route") });
  });
});

describe("project page data", () => {
  openHubFor("allTests");

  it("gives the page's project", async () => {
    expect(await call("ms.vss-tfs-web.tfs-page-data-service", "getProject")).toEqual(PROJECT);
  });
});

describe("extension data", () => {
  openHubFor("allTests");

  /** Runs a chain of calls on the data manager; each rejection is told by status and type key. */
  function data(...calls: [method: string, ...args: unknown[]][]): Promise<unknown[]> {
    return frame.evaluate(
      async ([id, wanted]) => {
        interface Service {
          getExtensionDataManager(
            id: string,
            token: string,
          ): Promise<Record<string, (...all: unknown[]) => Promise<unknown>>>;
        }
        const service = await window.SDK.getService<Service>("ms.vss-features.extension-data-service");
        const manager = await service.getExtensionDataManager(id, await window.SDK.getAccessToken());
        const results: unknown[] = [];
        for (const [method, ...args] of wanted) {
          try {
            results.push((await manager[method]?.(...args)) ?? null);
          } catch (error) {
            const { status, serverError } = error as { status: number; serverError: { typeKey: string } };
            results.push({ status, typeKey: serverError.typeKey });
          }
        }
        return results;
      },
      [EXTENSION, calls] as const,
    );
  }

  it("keeps documents with their etags", async () => {
    const [created, read, updated, all, deleted] = await data(
      ["createDocument", "kept", { id: "one", colour: "red" }],
      ["getDocument", "kept", "one"],
      ["setDocument", "kept", { id: "one", colour: "blue", __etag: 1 }],
      ["getDocuments", "kept"],
      ["deleteDocument", "kept", "one"],
    );
    expect(created).toMatchObject({ id: "one", colour: "red", __etag: expect.any(Number) as unknown });
    expect(read).toEqual(created);
    expect(updated).toMatchObject({ colour: "blue" });
    expect(all).toEqual([updated]);
    expect(deleted).toBeNull();
  });

  it("refuses a write over a newer document, with the type key of Azure DevOps", async () => {
    const [, , stale, lastWins] = await data(
      ["setDocument", "etags", { id: "one", n: 1 }],
      ["setDocument", "etags", { id: "one", n: 2, __etag: -1 }],
      ["setDocument", "etags", { id: "one", n: 3, __etag: 1 }],
      ["setDocument", "etags", { id: "one", n: 4, __etag: -1 }],
    );
    expect(stale).toEqual({ status: 400, typeKey: "InvalidDocumentVersionException" });
    expect(lastWins).toMatchObject({ n: 4 });
    browser.expectErrors(/status of 400/);
  });

  it("tells a missing collection from a missing document, and gives the default for the latter only", async () => {
    browser.expectErrors(/status of 40[04]/);
    const [noCollection, noCollectionDefault, , noDocument, noDocumentDefault, updateMissing] = await data(
      ["getDocument", "never", "one"],
      ["getDocument", "never", "one", { defaultValue: { id: "one" } }],
      ["setDocument", "there", { id: "other" }],
      ["getDocument", "there", "one"],
      ["getDocument", "there", "one", { defaultValue: { id: "one" } }],
      ["updateDocument", "there", { id: "one" }],
    );
    expect(noCollection).toEqual({ status: 404, typeKey: "DocumentCollectionDoesNotExistException" });
    expect(noCollectionDefault).toEqual(noCollection);
    expect(noDocument).toEqual({ status: 404, typeKey: "DocumentDoesNotExistException" });
    expect(noDocumentDefault).toEqual({ id: "one" });
    expect(updateMissing).toMatchObject({ status: 404 });
  });

  it("keeps settings for everyone and for oneself apart", async () => {
    browser.expectErrors(/status of 404/);
    const user = { scopeType: "User" };
    const results = await data(
      ["getValue", "theme"],
      ["getValue", "theme", { defaultValue: "none" }],
      ["setValue", "theme", "everyone's"],
      ["setValue", "theme", "mine", user],
      ["getValue", "theme"],
      ["getValue", "theme", user],
    );
    expect(results).toEqual([null, "none", "everyone's", "mine", "everyone's", "mine"]);
  });

  it("queries collections, empty ones included", async () => {
    browser.expectErrors(/status of 404/);
    const [, byName, byScope] = await data(
      ["setDocument", "queried", { id: "one" }],
      ["queryCollectionsByName", ["queried", "nothing"]],
      ["queryCollections", [{ collectionName: "queried", scopeType: "User", scopeValue: "Me" }]],
    );
    expect(byName).toMatchObject([
      { collectionName: "queried", scopeType: "Default", documents: [{ id: "one" }] },
      { collectionName: "nothing", documents: [] },
    ]);
    expect(byScope).toMatchObject([{ collectionName: "queried", scopeType: "User", documents: [] }]);
  });
});

describe("host navigation", () => {
  openHubFor("eachTest");

  const NAVIGATION = "ms.vss-features.host-navigation-service";

  async function listen(): Promise<void> {
    await frame.evaluate(async (id) => {
      interface Service {
        onHashChanged(callback: (hash: string) => void): Promise<void>;
      }
      const service = await window.SDK.getService<Service>(id);
      await service.onHashChanged((hash) => document.body.setAttribute("data-hash", hash || "empty"));
    }, NAVIGATION);
  }

  it("reads the hash of a deep link", async () => {
    page = await browser.newPage();
    frame = await openHub(page, `${boards.hubUrl()}#view=release&id=7`);
    expect(await call(NAVIGATION, "getHash")).toBe("view=release&id=7");
  });

  it("sets the hash in the address, and back and forward tell the listeners", async () => {
    await listen();
    await call(NAVIGATION, "setHash", "first");
    await call(NAVIGATION, "setHash", "#second");
    expect(new URL(page.url()).hash).toBe("#second");
    await page.evaluate(() => history.back());
    await frame.waitForSelector("[data-hash=first]", { state: "attached" });
    await page.evaluate(() => history.back());
    await frame.waitForSelector("[data-hash=empty]", { state: "attached" });
    await page.evaluate(() => history.go(2));
    await frame.waitForSelector("[data-hash=second]", { state: "attached" });
  });

  it("replaces the hash without a step in the history", async () => {
    const before = await page.evaluate(() => history.length);
    await call(NAVIGATION, "replaceHash", "other");
    expect(new URL(page.url()).hash).toBe("#other");
    expect(await page.evaluate(() => history.length)).toBe(before);
  });

  it("reads, adds and removes query parameters, and leaves the hash alone", async () => {
    await call(NAVIGATION, "setHash", "here");
    await call(NAVIGATION, "setQueryParams", { a: "1", b: "two words" });
    expect(await call(NAVIGATION, "getQueryParams")).toEqual({ a: "1", b: "two words" });
    await call(NAVIGATION, "setQueryParams", { a: "" });
    expect(await call(NAVIGATION, "getQueryParams")).toEqual({ b: "two words" });
    expect(new URL(page.url()).hash).toBe("#here");
  });

  it("says where the page is", async () => {
    expect(await call(NAVIGATION, "getPageRoute")).toMatchObject({
      routeValues: { project: PROJECT.name, contributionId: HUBS.plain },
    });
    expect(await call(NAVIGATION, "getPageNavigationElements")).toContainEqual({
      id: HUBS.plain,
      name: "Plain",
      type: "ms.vss-web.hub",
    });
  });

  it("sets the title of the document", async () => {
    await call(NAVIGATION, "setDocumentTitle", "Payroll – Release Readiness");
    expect(await page.title()).toBe("Payroll – Release Readiness");
  });

  it("navigates and reloads the host page", async () => {
    const reloaded = page.waitForEvent("load");
    void call(NAVIGATION, "reload").catch(() => undefined); // the frame goes away with its answer
    await reloaded;
    frame = await extensionFrame(page);
    const target = `${boards.organizationUrl}/Fabrikam%20Move/_workitems`;
    void call(NAVIGATION, "navigate", target).catch(() => undefined);
    await page.waitForURL(target);
  });

  it("opens http addresses in a new window, and nothing else", async () => {
    const opened = page.context().waitForEvent("page");
    await call(NAVIGATION, "openNewWindow", `${boards.organizationUrl}/`, "");
    expect((await opened).url()).toContain("/local");
    for (const method of ["navigate", "openNewWindow"]) {
      expect(await call(NAVIGATION, method, "javascript:alert(1)")).toEqual({
        rejected: containing("Only http and https"),
      });
    }
  });
});

describe("host page layout", () => {
  openHubFor("eachTest");

  const LAYOUT = "ms.vss-features.host-page-layout-service";

  /** Opens something with an `onClose` that writes its result into the extension's page. */
  function open(method: string, what: string, options: object): Promise<void> {
    return frame.evaluate(
      async ([id, name, first, given]) => {
        const service = await window.SDK.getService<Record<string, (...all: unknown[]) => Promise<void>>>(id);
        const onClose = (result: unknown) => document.body.setAttribute("data-result", JSON.stringify(result ?? null));
        await service[name]?.(first, { ...given, onClose });
      },
      [LAYOUT, method, what, options] as const,
    );
  }

  async function result(): Promise<unknown> {
    await frame.waitForSelector("[data-result]", { state: "attached" });
    return JSON.parse((await frame.getAttribute("body", "data-result")) ?? "");
  }

  it.each([
    ["Do it", true],
    ["Leave it", false],
    ["Close", null],
  ])("asks by a message dialog; %s answers %s", async (text, expected) => {
    await open("openMessageDialog", "<b>Really?</b>", {
      title: "Please confirm",
      okText: "Do it",
      cancelText: "Leave it",
      showCancel: true,
    });
    await page.waitForSelector("dialog >> text=<b>Really?</b>");
    await page.getByRole("button", { name: text }).click();
    expect(await result()).toBe(expected);
    expect(await page.locator("dialog").count()).toBe(0);
  });

  it("closes a message dialog by Escape", async () => {
    await open("openMessageDialog", "Really?", {});
    await page.waitForSelector("dialog");
    await page.keyboard.press("Escape");
    expect(await result()).toBeNull();
  });

  it.each([
    ["openCustomDialog", "dialog"],
    ["openPanel", "panel"],
  ])("%s shows external content with its configuration and a %s to close", async (method, closer) => {
    await open(method, CONTENT, { title: "More", configuration: { answer: 42 } });
    const content = await extensionFrame(page, 1);
    expect(await content.evaluate(() => window.SDK.getContributionId())).toBe(CONTENT);
    expect(await content.evaluate(() => window.SDK.getConfiguration()["answer"] as unknown)).toBe(42);
    await content
      .evaluate(
        (name) => (window.SDK.getConfiguration()[name] as { close(result: unknown): void }).close({ chosen: 7 }),
        closer,
      )
      .catch(() => undefined); // the frame goes away with its answer
    expect(await result()).toEqual({ chosen: 7 });
    expect(await page.locator("dialog").count()).toBe(0);
  });

  it("refuses content that no contribution has", async () => {
    expect(await call(LAYOUT, "openCustomDialog", "tests.tiny.missing", {})).toEqual({
      rejected: containing("tests.tiny.missing"),
    });
    expect(await page.locator("dialog").count()).toBe(0);
  });

  it("follows the height that dialog content asks for", async () => {
    await open("openCustomDialog", CONTENT, { title: "Tall" });
    const content = await extensionFrame(page, 1);
    await content.evaluate(() => window.SDK.resize(400, 222));
    await page.waitForFunction(() => document.querySelector<HTMLElement>(".overlay-body")?.offsetHeight === 222);
  });

  it("enters and leaves full screen", async () => {
    expect(await call(LAYOUT, "getFullScreenMode")).toBe(false);
    await call(LAYOUT, "setFullScreenMode", true);
    expect(await call(LAYOUT, "getFullScreenMode")).toBe(true);
    expect(await page.isVisible(".top-bar")).toBe(false);
    await page.getByRole("button", { name: "Exit full screen" }).click();
    expect(await call(LAYOUT, "getFullScreenMode")).toBe(false);
    expect(await page.isVisible(".top-bar")).toBe(true);
  });
});

describe("global messages", () => {
  openHubFor("eachTest");

  const MESSAGES = "ms.vss-tfs-web.tfs-global-messages-service";

  it("shows a banner with links by number, and closes it", async () => {
    await call(MESSAGES, "addBanner", {
      level: 2,
      messageFormat: "Not read: {0}. <b>",
      messageLinks: [{ name: "item 7", href: "https://example.com/7" }],
    });
    const banner = page.getByRole("alert");
    expect(await banner.locator(".banner-text").textContent()).toBe("Not read: item 7. <b>");
    expect(await banner.getByRole("link").getAttribute("href")).toBe("https://example.com/7");
    await call(MESSAGES, "closeBanner");
    expect(await banner.count()).toBe(0);
  });

  it("lets the person dismiss a banner, and makes no link of a script address", async () => {
    await call(MESSAGES, "addBanner", {
      messageFormat: "{0}",
      messageLinks: [{ name: "click", href: "javascript:alert(1)" }],
    });
    expect(await page.locator(".banner a").count()).toBe(0);
    await page.getByRole("button", { name: "Dismiss" }).click();
    expect(await page.locator(".banner").count()).toBe(0);
  });

  it("shows toasts one after another, each for its time", async () => {
    page = await browser.newPage();
    await page.clock.install();
    frame = await openHub(page, boards.hubUrl());
    await call(MESSAGES, "addToast", { message: "First", duration: 1000 });
    await call(MESSAGES, "addToast", { message: "Second", duration: 1000 });
    expect(await page.locator(".toast").allTextContents()).toEqual(["First"]);
    await page.clock.fastForward(1001);
    expect(await page.locator(".toast").allTextContents()).toEqual(["Second"]);
    await call(MESSAGES, "addToast", { message: "At once", duration: 1000, forceOverrideExisting: true });
    expect(await page.locator(".toast").allTextContents()).toEqual(["At once"]);
    await page.clock.fastForward(1001);
    expect(await page.locator(".toast").count()).toBe(0);
  });

  it("shows a dialog in the corner and tells when it was dismissed", async () => {
    await frame.evaluate(async (id) => {
      interface Service {
        addDialog(dialog: object): Promise<void>;
      }
      const service = await window.SDK.getService<Service>(id);
      await service.addDialog({
        title: "News",
        message: "Something is new.",
        onDismiss: () => document.body.setAttribute("data-dismissed", "true"),
      });
    }, MESSAGES);
    await page.getByRole("dialog", { name: "News" }).getByRole("button", { name: "Close" }).click();
    await frame.waitForSelector("[data-dismissed]", { state: "attached" });
  });
});
