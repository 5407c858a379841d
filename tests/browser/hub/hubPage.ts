/** Opens the hub in the local Azure Boards and does what a reader does first. */
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";

/** A first visit finds no stored mapping; the browser reports that answer by itself. */
export const NO_MAPPING_YET = /404.*Documents\/policy/;

/** How long a test waits for something on the page. */
const PATIENCE_MS = 10_000;

/** The hub's frame in an open page, as soon as it has something to show. */
export async function hubFrame(page: Page, patienceMs = PATIENCE_MS): Promise<Frame> {
  page.setDefaultTimeout(patienceMs);
  const handle = await page.waitForSelector("iframe.extension-frame");
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The hub's iframe has no frame.");
  await frame.waitForSelector("role=heading[name='Release Readiness'][level=1]");
  return frame;
}

/** Opens the hub for the first time and confirms what it proposes. */
export async function openConfirmed(page: Page, boards: RunningBoards, patienceMs = PATIENCE_MS): Promise<Frame> {
  await page.goto(boards.hubUrl());
  const frame = await hubFrame(page, patienceMs);
  await frame.click("button:has-text('Confirm this mapping')");
  await frame.waitForSelector("button:has-text('Refresh')");
  return frame;
}

/** The verdicts of staging, UAT and promotion in the row of a release or workload, as they read. */
export async function gatesOf(frame: Frame, title: string): Promise<string[]> {
  const row = frame.locator("[role=row]", { has: frame.locator(`.rr-grid-title:text-is("${title}")`) });
  const verdicts = await row.locator(".rr-verdict").allInnerTexts();
  return verdicts.map((verdict) => verdict.replace(/\s+/g, " ").trim());
}

/** Waits until no history is read any more: what hangs on them is not told before. */
export async function historiesRead(frame: Frame): Promise<void> {
  await frame.locator(".rr-refreshing", { hasText: "Reading" }).waitFor({ state: "detached" });
}

/** Presses Refresh and waits for the new report, or for the word that there is none. */
export async function refresh(frame: Frame): Promise<void> {
  const before = await frame.getAttribute(".rr-age time", "datetime");
  await frame.click("button:has-text('Refresh')");
  await frame.waitForFunction((old) => {
    const time = document.querySelector(".rr-age time")?.getAttribute("datetime");
    return document.querySelector("[role=alert]") !== null || (time != null && time !== old);
  }, before);
}

/** Changes fields of a work item as another client would. */
export async function patch(
  boards: RunningBoards,
  project: string,
  id: number,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const url = `${boards.organizationUrl}/${encodeURIComponent(project)}/_apis/wit/workitems/${id}?api-version=7.0`;
  const operations = Object.entries(fields).map(([name, value]) => ({ op: "add", path: `/fields/${name}`, value }));
  const response = await fetch(url, {
    method: "PATCH",
    headers: { authorization: `Bearer ${boards.token}`, "content-type": "application/json-patch+json" },
    body: JSON.stringify(operations),
  });
  if (!response.ok) throw new Error(`PATCH of ${id}: ${response.status} ${await response.text()}`);
}
