/** Opens the page Migration on the work item form of the local Azure Boards, and reads it as a person does. */
import type { Frame, Locator, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";

/** Full id of the contribution: the form opens on its tab where the address names it. */
export const TAB = "release-readiness.release-readiness.release-readiness-page";

/** How long a test waits for something on the page, in milliseconds. */
const PATIENCE = 10_000;

/** Address of a work item's form on the page Migration. */
export function formUrl(boards: RunningBoards, project: string, id: number): string {
  return `${boards.organizationUrl}/${encodeURIComponent(project)}/_workitems/edit/${id}?tab=${TAB}`;
}

/** The topmost form. */
export function formOf(page: Page): Locator {
  return page.locator(".work-item-form").last();
}

/** The frame of our page in the topmost form, once it says where the work item stands, or why that is not told. */
export async function migrationFrame(page: Page): Promise<Frame> {
  page.setDefaultTimeout(PATIENCE);
  const handle = await page.locator('iframe[title="Migration"]').last().elementHandle();
  const frame = await handle?.contentFrame();
  if (frame === null || frame === undefined) throw new Error("The form has no page Migration.");
  await frame.waitForSelector("h1");
  // Not while histories are still read: what hangs on them is not told yet.
  await frame.locator(".rr-unseen[role=status]", { hasText: "Reading" }).waitFor({ state: "detached" });
  return frame;
}

/** Opens a work item on its page Migration. */
export async function openForm(page: Page, boards: RunningBoards, project: string, id: number): Promise<Frame> {
  await page.goto(formUrl(boards, project, id));
  return migrationFrame(page);
}

/** The sentence that comes first. */
export function sentence(frame: Frame): Promise<string> {
  return frame.locator("h1").innerText();
}

/** Waits until the sentence matches. */
export async function waitForSentence(frame: Frame, pattern: RegExp): Promise<void> {
  await frame.locator("h1", { hasText: pattern }).waitFor();
}

/** The verdicts of staging, UAT and promotion as they read. */
export async function gatesOf(frame: Frame): Promise<string[]> {
  const verdicts = await frame.locator(".rr-form-gates .rr-verdict").allInnerTexts();
  return verdicts.map((verdict) => verdict.replace(/\s+/g, " ").trim());
}

/** The rung on which the ladder stands. */
export async function rung(frame: Frame): Promise<string> {
  const text = await frame.locator('.rr-ladder [aria-current="step"]').innerText();
  return text.split(",")[0]?.trim() ?? "";
}
