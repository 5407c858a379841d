/** Puts the extension of the menu tests into a folder: actions around one page, and a panel for one of them to open. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Frame, Page } from "playwright-core";

const LIST = ["ms.vss-work-web.query-result-work-item-menu", "ms.vss-work-web.work-item-context-menu"];
const BACKLOG = ["ms.vss-work-web.backlog-item-menu"];
const BOTH = [...LIST, ...BACKLOG];

function action(id: string, targets: readonly string[], properties: Readonly<Record<string, unknown>>): object {
  return { id, type: "ms.vss-web.action", targets, properties: { uri: "dist/page.html", ...properties } };
}

const MANIFEST = {
  manifestVersion: 1,
  publisher: "tests",
  id: "actions",
  version: "1.0.0",
  name: "Actions",
  contributions: [
    action("plan", BOTH, { text: "Plan", title: "Plans what is selected", groupId: "work", icon: "dist/icon.svg" }),
    action("share", BOTH, {
      text: "Share",
      groupId: "other",
      registeredObjectId: "sharing",
      uri: "dist/page.html?as=sharing",
    }),
    action("move", BOTH, { title: "Move", groupId: "work" }),
    action("panel", BOTH, { text: "Open panel", groupId: "other", uri: "dist/page.html?opens=tests.actions.content" }),
    action("failing", LIST, { text: "Fail", uri: "dist/page.html?fails=true" }),
    action("absent", LIST, { text: "Absent", uri: "dist/page.html?as=something-else" }),
    action("silent", LIST, { text: "Silent", uri: "dist/page.html?init=never" }),
    action("unloadable", LIST, { text: "Unloadable", uri: "dist/page.html?loads=never" }),
    action("tree", BACKLOG, { text: "Only in the backlog" }),
    action("elsewhere", ["ms.vss-code-web.pull-request-action-menu"], { text: "Elsewhere" }),
    {
      id: "content",
      type: "ms.vss-web.external-content",
      properties: { name: "Content", uri: "dist/page.html" },
    },
  ],
  files: [{ path: "dist", addressable: true }],
};

const PAGE = '<!doctype html><html lang="en"><title>Actions</title><body><script src="page.js"></script></body></html>';
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><circle cx="8" cy="8" r="6"/></svg>';

/** Builds the extension; the folder is removed after the tests of the file. */
export function useActionExtension(): { readonly directory: string } {
  const directory = mkdtempSync(join(tmpdir(), "action-extension-"));

  beforeAll(async () => {
    mkdirSync(join(directory, "dist"));
    writeFileSync(join(directory, "vss-extension.json"), JSON.stringify(MANIFEST));
    writeFileSync(join(directory, "dist", "page.html"), PAGE);
    writeFileSync(join(directory, "dist", "icon.svg"), ICON);
    await build({
      entryPoints: { page: join(__dirname, "actionExtensionPage.ts") },
      outdir: join(directory, "dist"),
      bundle: true,
      format: "iife",
      logLevel: "silent",
    });
  });

  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  return { directory };
}

/** The frame of a contribution by its label. */
export async function frameNamed(page: Page, name: string): Promise<Frame> {
  const handle = await page.waitForSelector(`iframe[title="${name}"]`, { state: "attached" });
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error(`There is no frame ${name}.`);
  return frame;
}

/** Waits until an action was executed so many times, and gives what it was told each time. */
export async function executed(page: Page, name: string, times = 1): Promise<unknown[]> {
  const frame = await frameNamed(page, name);
  await frame.waitForFunction((least) => "executed" in window && window.executed.length >= least, times);
  return frame.evaluate(() => window.executed);
}
