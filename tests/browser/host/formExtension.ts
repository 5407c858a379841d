/** The extension of the form tests: pages, groups and an observer of the form around one page. */
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { HIDDEN_TOO, useTestExtension } from "./testExtension";

/** Full ids of the contributions. */
export const FORM = {
  hub: "tests.forms.hub",
  page: "tests.forms.page",
  loaded: "tests.forms.loaded",
  partial: "tests.forms.partial",
  failing: "tests.forms.failing",
  group: "tests.forms.group",
  plainGroup: "tests.forms.plain-group",
  observer: "tests.forms.observer",
} as const;

function toForm(type: string, id: string, name: string, query = "", more: object = {}): object {
  return {
    id,
    type: `ms.vss-work-web.work-item-${type}`,
    targets: ["ms.vss-work-web.work-item-form"],
    properties: { name, uri: `dist/page.html${query}`, ...more },
  };
}

const CONTRIBUTIONS = [
  {
    id: "hub",
    type: "ms.vss-web.hub",
    targets: ["ms.vss-work-web.work-hub-group"],
    properties: { name: "Hub", uri: "dist/page.html" },
  },
  toForm("form-page", "page", "Readiness"),
  toForm("form-page", "loaded", "Loaded at once", "?loaded=true"),
  toForm("form-page", "partial", "Partial", "?listener=partial"),
  toForm("form-page", "failing", "Failing", "?listener=failing"),
  toForm("form-group", "group", "High group", "", { height: 90 }),
  toForm("form-group", "plain-group", "Plain group"),
  toForm("notifications", "observer", "Observer"),
];

/** Builds the extension; the folder is removed after the tests of the file. */
export function useFormExtension(): { readonly directory: string } {
  return useTestExtension({
    name: "Forms",
    contributions: CONTRIBUTIONS,
    script: join(__dirname, "formExtensionPage.ts"),
  });
}

/** The frame of a contribution by its name, in the topmost form; it has loaded. */
export async function frameNamed(page: Page, name: string): Promise<Frame> {
  const handle = await page.locator(`iframe[title="${name}"]`).last().elementHandle();
  const frame = await handle?.contentFrame();
  if (frame === null || frame === undefined) throw new Error(`There is no frame ${name}.`);
  await frame.waitForSelector("h1:has-text('Extension page')", { state: "attached" }); // an observer's is hidden
  return frame;
}

/** Waits until the frame's listener was told of something so many times, and gives what it was told, by that name. */
export async function told(frame: Frame, name: string, times = 1): Promise<unknown[]> {
  await frame.waitForFunction(
    ([event, least]) => window.told.filter((one) => one.name === event).length >= least,
    [name, times] as const,
    HIDDEN_TOO,
  );
  return frame.evaluate((event) => window.told.filter((one) => one.name === event).map(({ args }) => args), name);
}

/** Calls a method of the form service from a frame; a rejection comes back as `{rejected}`. */
export function formService(frame: Frame, method: string, ...args: unknown[]): Promise<unknown> {
  return callService(frame, "ms.vss-work-web.work-item-form", method, ...args);
}

/** Calls a method of any service from a frame; a rejection comes back as `{rejected}`. */
export function callService(frame: Frame, service: string, method: string, ...args: unknown[]): Promise<unknown> {
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
