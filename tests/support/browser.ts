/**
 * Chromium for browser tests: started once for each test file, a fresh context for each test. A test fails on any
 * console error or page error that it did not say it expects.
 */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { browserArguments, candidates } from "../../scripts/lib/browserPlaces.mjs";

const ROOT = join(__dirname, "..", "..");
const SCREENSHOTS = join(ROOT, "build", "screenshots");

function executable(): string {
  const named = process.env["RELEASE_READINESS_BROWSER"];
  const { platform, env } = process;
  const found = named ?? candidates({ platform, env, home: homedir() }).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error("No Chrome, Edge or Chromium was found. Name one in RELEASE_READINESS_BROWSER, or run npm test.");
}

/** What a test opens pages with. */
export interface TestBrowser {
  /** Opens an empty page in a context of its own; one opened in a `beforeAll` stays for all tests of the file. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** Errors of this test that match are expected and do not fail it. */
  expectErrors(pattern: RegExp): void;
  /** Console errors and page errors of this test so far, expected ones included. */
  errors(): readonly string[];
}

/**
 * What nobody has written yet, Azure DevOps answers with 404, and a browser tells of every 404. A mapping is there in nearly
 * every test, so that one without says so itself.
 */
const NOTHING_KEPT_YET = /404.*\/Collections\/(?!policy-)[\w%-]+\/Documents/;

function fileName(testName: string): string {
  return `${testName.replace(/[^\w-]+/g, "-").slice(0, 150)}.png`;
}

/**
 * Sets up a browser for the tests of a file (or a describe block): call it once at the top.
 * The last page of each test is kept as a picture in build/screenshots, to see what a failed one saw.
 */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;
  let pages: Page[] = [];
  let inTest = false;
  let errors: string[] = [];
  let expected: RegExp[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable(), args: browserArguments(process.platform) });
  });

  beforeEach(() => {
    inTest = true;
  });

  afterEach(async () => {
    inTest = false;
    const fine = [NOTHING_KEPT_YET, ...expected];
    const unexpected = errors.filter((error) => !fine.some((pattern) => pattern.test(error)));
    const { currentTestName = "test" } = expect.getState();
    const file = join(SCREENSHOTS, fileName(currentTestName));
    const page = pages.at(-1);
    if (page !== undefined) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      rmSync(file, { force: true });
      await page.screenshot({ path: file }).catch(() => undefined); // a crashed page has no picture
    }
    const contexts = new Set(pages.map((one) => one.context()));
    // What a page of a later beforeAll complains of counts for the test after it.
    [pages, errors, expected] = [[], [], []];
    await Promise.all([...contexts].map((context) => context.close()));
    expect(unexpected).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
  });

  return {
    async newPage(options = {}) {
      if (browser === undefined) throw new Error("The browser starts before the first test, not before that.");
      const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...options });
      const page = await context.newPage();
      if (inTest) pages.push(page);
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
      });
      page.on("pageerror", (error) => errors.push(String(error)));
      return page;
    },
    expectErrors(pattern) {
      expected.push(pattern);
    },
    errors: () => errors,
  };
}
