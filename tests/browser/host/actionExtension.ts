/** The extension of the menu tests: actions around one page, and a panel for one of them to open. */
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { HIDDEN_TOO, useTestExtension } from "./testExtension";

const LIST = ["ms.vss-work-web.query-result-work-item-menu", "ms.vss-work-web.work-item-context-menu"];
const BACKLOG = ["ms.vss-work-web.backlog-item-menu"];
const BOTH = [...LIST, ...BACKLOG];

function action(id: string, targets: readonly string[], properties: Readonly<Record<string, unknown>>): object {
  return { id, type: "ms.vss-web.action", targets, properties: { uri: "dist/page.html", ...properties } };
}

const CONTRIBUTIONS = [
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
];

const ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><circle cx="8" cy="8" r="6"/></svg>';

/** Builds the extension; the folder is removed after the tests of the file. */
export function useActionExtension(): { readonly directory: string } {
  return useTestExtension({
    name: "Actions",
    contributions: CONTRIBUTIONS,
    script: join(__dirname, "actionExtensionPage.ts"),
    files: { "dist/icon.svg": ICON },
  });
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
  await frame.waitForFunction((least) => "executed" in window && window.executed.length >= least, times, HIDDEN_TOO);
  return frame.evaluate(() => window.executed);
}
